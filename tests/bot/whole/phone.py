"""The whole bot on the line: everything is real but Telegram, which is local, and the clock, which a test holds.

A test talks through a `Phone` and reads like the conversation. The `Exchange` lets nothing pass in silence: every
message is answered, every tap is answered exactly once, and nothing stays behind in the outbox.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from telegram.ext import ApplicationBuilder

from bot.app import Bot, Rapport
from bot.coach import AFTER_FAILURE
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json
from conversations.facts import OwnerId
from storage.database import Database
from storage.ledger import Ledger
from storage.outbox import Parked
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import HeldClock
from tests.offline import OfflineRequest

T = TypeVar("T")
Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]

TOKEN = "4711:whole-bot"
SOON = timedelta(seconds=90)
PASSING = ("letters", "updates", "parked_updates")
"""Tables in which rows come and go; in all others stands what a person told us."""

LOOKED_BACK = 1000
"""Messages of a chat in which a change is noticed."""


@dataclass(frozen=True, slots=True)
class Key:
    """A button that was once on a screen."""

    message: int
    label: str
    data: str


class Exchange:
    """Brings what people do to the bot, and what the bot sends to the people; moves the clock."""

    def __init__(self, url: str, folder: Path) -> None:
        self.hand = HandClock()
        self.local = LocalTelegram(folder / "telegram.db", self.hand, token=TOKEN)
        self.line = OfflineRequest(self.local)
        self.file = Path(url.removeprefix("sqlite:///"))
        self.database = Database(url)
        builder = ApplicationBuilder().token(TOKEN).updater(None).job_queue(None)
        self.application: Bot = builder.request(self.line).get_updates_request(self.line).build()
        self.rapport = Rapport(self.application, self.database, HeldClock(self.hand))
        self.answers: Counter[object] = Counter()
        self.local.observers.append(self._note)

    def _note(self, method: str, arguments: Mapping[str, object]) -> None:
        if method.lower() == "answercallbackquery":
            self.answers[arguments["callback_query_id"]] += 1

    async def open(self) -> None:
        await self.application.initialize()

    async def close(self) -> None:
        await self.rapport.postman.stop()
        await self.application.shutdown()
        await self.database.close()
        self.local.close()

    async def bring(self) -> None:
        """Take in what people did, one after the other, and deliver what is said to it."""
        for update in self.local.take_updates():
            await self.rapport.intake.take(update)
        await self.deliver()

    async def deliver(self) -> None:
        await self.rapport.postman.finish(SOON)

    async def live_until(self, moment: datetime) -> None:
        """Let time pass as it does: the heart beats at every moment for which something is planned."""
        while (due := await self.database.post(lambda outbox: outbox.next_due())) and due <= moment:
            now = self.hand.moment
            await self.sleep_until(due if due > now else min(now + AFTER_FAILURE, moment))
            if self.hand.moment == moment:
                return
        await self.sleep_until(moment)

    async def sleep_until(self, moment: datetime) -> None:
        """Let time pass while the machine is off, and wake up."""
        self.hand.moment = moment.astimezone(UTC)
        await self.rapport.heartbeat.beat()
        await self.deliver()

    async def parked(self) -> tuple[Parked, ...]:
        return await self.database.post(lambda outbox: outbox.parked_updates())

    async def letters_left(self) -> bool:
        """Whether anything waits that could go now."""
        if self.file.is_file():  # it is asked after every act; mostly there is none
            with closing(sqlite3.connect(self.file)) as connection:
                if not connection.execute("SELECT EXISTS (SELECT * FROM letters)").fetchone()[0]:
                    return False
        now = self.hand.moment
        left = await self.database.post(lambda outbox: outbox.next_letter_at(now))
        return left is not None and left <= now

    def kept(self, person: int) -> Rows:
        """All that is kept of a person, by table."""
        with closing(sqlite3.connect(self.file)) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            owned = [name for name in names if name != "alembic_version" and name not in PASSING]
            # No name comes from outside; placeholders cannot stand for tables.
            query = "SELECT * FROM {} WHERE owner = ? ORDER BY 1, 2"
            return {name: connection.execute(query.format(name), (person,)).fetchall() for name in owned}


class Phone:
    """One person's phone. `news` is what came or changed since their last act, `toasts` what their taps were told."""

    def __init__(self, exchange: Exchange, person: int, name: str) -> None:
        self.exchange, self.person = exchange, OwnerId(person)
        self.local = exchange.local
        self.zone = ZoneInfo("America/New_York")
        self.news: list[Json] = []
        self.toasts: list[str] = []
        self.local.introduce(person, first_name=name)

    async def says(self, *texts: str) -> None:
        """Send these, one after the other; each is answered."""
        for text in texts:
            await self.does(partial(self.local.say, self.person, text))

    async def taps(self, *labels: str) -> None:
        """Press, one after the other, the newest buttons whose labels begin so."""
        for label in labels:
            key = next(
                (key for key in reversed(self.keyboard()) if key.label.removeprefix("✓ ").startswith(label)), None
            )
            assert key, f"no button {label!r} among {[key.label for key in self.keyboard()]}"
            await self.presses(key)

    async def presses(self, *keys: Key) -> None:
        """Press these, even if they are on no screen any more, all before the bot looks; each is answered once."""
        queries: list[str] = []

        def press() -> None:
            queries.extend(self.local.tap(self.person, key.message, key.data) for key in keys)

        await self.does(press, quietly=True)
        assert {query: self.exchange.answers[query] for query in queries} == dict.fromkeys(queries, 1)

    async def sends(self, content: Json) -> None:
        """Send a message of a kind for which the local Telegram has no words."""
        await self.does(lambda: self.local.world.hear(self.person, content))

    async def sends_file(self, name: str, mime: str, content: bytes) -> None:
        """Send a file."""
        await self.does(lambda: self.local.send_file(self.person, name, mime, content))

    async def does(self, act: Callable[[], object], *, quietly: bool = False) -> None:
        """Do something and wait for what comes of it."""
        with self._watching():
            act()
            await self.exchange.bring()
        assert quietly or self.news, f"left without an answer: {self.local.chat(self.person)[-1]}"
        assert not await self.exchange.letters_left()

    async def lives(self, *, days: int = 0, until: str) -> None:
        """Let time pass to a clock time in the person's zone."""
        with self._watching():
            await self.exchange.live_until(self.moment(days, until))

    async def lives_for(self, span: timedelta) -> None:
        """Let so much time pass."""
        with self._watching():
            await self.exchange.live_until(self.exchange.hand.moment + span)

    async def sleeps(self, *, days: int = 0, until: str) -> None:
        """As `lives`, with the bot switched off meanwhile."""
        with self._watching():
            await self.exchange.sleep_until(self.moment(days, until))

    def moment(self, days: int, clock: str) -> datetime:
        """That clock time, so many days from today."""
        day = self.exchange.hand.moment.astimezone(self.zone).date() + timedelta(days=days)
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=self.zone)

    def sees(self, *fragments: str) -> None:
        """All of these are in what came since the last act."""
        shown = "\n---\n".join([*self.texts(), *self.toasts])
        missing = [fragment for fragment in fragments if fragment not in shown]
        assert not missing, f"{missing} not in:\n{shown}"

    def sees_not(self, *fragments: str) -> None:
        """None of these came since the last act."""
        shown = "\n---\n".join([*self.texts(), *self.toasts])
        found = [fragment for fragment in fragments if fragment in shown]
        assert not found, f"{found} in:\n{shown}"

    def sees_nothing(self) -> None:
        assert not self.texts()

    def texts(self) -> list[str]:
        """The bot's texts that came or changed since the last act."""
        return [str(message.get("text", "")) for message in self.news]

    def keyboard(self) -> list[Key]:
        """The inline buttons that are on screen, oldest message first."""
        return [key for message in self.local.chat(self.person) for key in keys_of(message)]

    async def knows(self, look: Callable[[Ledger], T]) -> T:
        """What the memory says about this person."""
        return await self.exchange.database.turn(self.person, look)

    def _chat(self) -> dict[int, Json]:
        newest = self.local.world.messages.newest(self.person, LOOKED_BACK)
        return {found.id: found.body for found in newest if found.from_bot}

    @contextmanager
    def _watching(self) -> Iterator[None]:
        chat, toasts = self._chat(), len(self.local.toasts(self.person))
        yield
        self.news = [message for number, message in self._chat().items() if chat.get(number) != message]
        self.toasts = self.local.toasts(self.person)[toasts:]


def keys_of(message: Json) -> list[Key]:
    """The inline buttons below a message that lead somewhere in the bot."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    number = message["message_id"]
    return [Key(number, key["text"], key["callback_data"]) for row in rows for key in row if "callback_data" in key]
