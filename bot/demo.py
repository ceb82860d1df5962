"""The demo: one person's whole story on the local Telegram, told in the terminal. It plays; it checks nothing."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule

from bot.app import LOCAL_TOKEN, Rapport, application_for
from bot.clock import ShiftedClock
from bot.line import Line
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.local_telegram.wire import Json
from bot.stopping import Stop
from bot.trial_time import TrialTime
from conversations.timing import local_time, spoken_day
from storage.database import Database

KIM = 1001
ZONE = "America/New_York"
QUIET = 0.15
"""Seconds without a new message after which the coach has finished speaking."""

LONGEST = 10.0


@dataclass(frozen=True, slots=True)
class Says:
    """Kim writes."""

    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """Kim presses the newest button with this label."""

    label: str


@dataclass(frozen=True, slots=True)
class Later:
    """Time passes until the landmark that begins so, or by so many days, to the coach's hour."""

    title: str
    landmark: str = ""
    days: int = 0


STORY: tuple[Says | Presses | Later, ...] = (
    Says("/start"),
    Says("New York"),
    Presses("Yes"),
    Presses("09:00"),
    Presses("Yes, add it"),
    Says("AI meetup in three days at 6pm, Javits Center"),
    Presses("Yes, that’s right"),
    Presses("Get ready now"),
    Presses("Good people"),
    Says("Someone who can get me hired"),
    Says("What they would do if nobody paid them"),
    Presses("What brought you here?"),
    Presses("What surprised you lately?"),
    Presses("That's it"),
    Says("I can read a CV, and I know two good designers"),
    Says("skip"),
    Says("skip"),
    Says("How did you find your first clients?"),
    Presses("Standing alone"),
    Presses("Ask the host whom I should meet"),
    Later("Three days later: the evening begins", landmark="AI meetup begins"),
    Says("Ana, UX at Figma, climbs"),
    Says("ben from the bar, builds robots"),
    Later("Half an hour after the end", landmark="just after"),
    Later("Next morning, at nine", days=1),
    Presses("Tell you now"),
    Presses("That was everyone"),
    Says("Climbs too, moved here from Lisbon"),
    Says("Her team drops half of its features every year"),
    Says("Send her the article on heat pumps"),
    Says("by Friday week"),
    Says("coffee in two weeks"),
    Says("skip"),
    Says("Her sister, who runs a gallery"),
    Says("He builds a robot for his daughter"),
    Says("Robots should be boring"),
    Presses("Enough about Ben"),
    Says("Charge for the first version"),
    Presses("Ask the host whom I should meet"),
    Presses("That's it"),
    Says("Show the new colleague around"),
    Later("The next day", days=1),
    Presses("Write to Ana"),
    Presses("Snooze Ben"),
    Says("Wednesday"),
    Presses("Why Ana?"),
    Later("Two weeks after the event", days=12),
    Presses("Ben: Done"),
    Says("Had coffee, he shows me the robot in March"),
    Says("/people"),
    Says("/upcoming"),
)


class Demo:
    """Plays the story against a bot and a local Telegram that run in the same loop."""

    def __init__(self, console: Console, local: LocalTelegram, time: TrialTime) -> None:
        self._console = console
        self._local = local
        self._time = time
        self._seen: set[int] = set()

    async def play(self) -> None:
        """Play all scenes."""
        self._local.introduce(KIM, first_name="Kim")
        for scene in STORY:
            match scene:
                case Says(text=text):
                    self._show("Kim", text, right=True)
                    self._local.say(KIM, text)
                case Presses(label=label):
                    self._show("Kim taps", label, right=True)
                    self._local.press(KIM, label)
                case Later():
                    await self._move(scene)
            await self._settle()

    async def _move(self, later: Later) -> None:
        if later.landmark:
            marks = await self._time.landmarks(KIM)
            moment = next(mark.moment for mark in marks if mark.label.startswith(later.landmark))
        else:
            moment = await self._time.morning(KIM) + timedelta(days=later.days - 1)
        local = local_time(moment, ZONE)
        self._console.print(Rule(f"{later.title} · {spoken_day(local.date())}, {local:%H:%M}", style="dim"))
        await self._time.move_to(moment)

    async def _settle(self) -> None:
        """Wait until the coach has answered and is quiet, and print what is new."""
        loop = asyncio.get_running_loop()
        end, quiet_since = loop.time() + LONGEST, loop.time()
        while loop.time() < end and loop.time() - quiet_since < QUIET:
            new = [message for message in self._local.chat(KIM) if message["message_id"] not in self._seen]
            for message in new:
                self._seen.add(_number(message))
                if not _is_kims(message):
                    self._show("Rapport", _text(message), _labels(message))
            if new or self._local.waiting_updates():
                quiet_since = loop.time()
            await asyncio.sleep(QUIET / 5)

    def _show(self, who: str, text: str, labels: str = "", *, right: bool = False) -> None:
        body = f"{escape(text)}\n[dim]{escape(labels)}[/dim]" if labels else escape(text)
        panel = Panel(body, title=who, title_align="left", expand=False, border_style="cyan" if right else "green")
        self._console.print(Padding(panel, (0, 0, 0, 24 if right else 0)))


async def play(console: Console) -> None:
    """Play the story in a folder that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        home = Path(folder)
        database = Database(f"sqlite:///{home / 'rapport.sqlite3'}")
        await database.migrate()
        clock = ShiftedClock()
        trial_time = TrialTime(clock, database, home / "clock.json")
        local = LocalTelegram(home / "local-telegram.sqlite3", trial_time, token=LOCAL_TOKEN)
        stop = Stop()
        stop.on_signals()
        try:
            async with serve(local, port=0) as url, Line() as line:
                rapport = Rapport(application_for(SecretStr(LOCAL_TOKEN), url, line), database, clock)
                trial_time.moved = rapport.heartbeat.beat
                running = asyncio.create_task(rapport.run(stop))
                await stop.before(Demo(console, local, trial_time).play())
                console.print("\nThat was the whole story. Play it yourself in the browser: make run")
                stop.ask()
                await running
        finally:
            local.close()
            await database.close()


def _number(message: Json) -> int:
    return int(message["message_id"])


def _is_kims(message: Json) -> bool:
    return bool(message["from"]["id"] == KIM)


def _text(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _labels(message: Json) -> str:
    """The buttons under a message, a line a row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return "\n".join("  ".join(f"[ {button['text']} ]" for button in row) for row in rows)
