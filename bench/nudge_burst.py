"""A burst of nudges: everybody's debrief is due at once. `python -m bench.nudge_burst` prints how it goes out.

A nudge's ideal place is as many thirtieths of a second after the first one as nudges went out before it. Some people
write while the burst is on, and go on when it is over: how long they wait for a reply is set beside each other.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bench.bot_api import BotApi
from bench.bots import RAPPORT_SQLITE
from bench.figures import Figure, Spread, lines, percentile
from bench.pending_nudges import fill
from bench.people import Crowd, Waits, at_a_rate
from bench.stand import Stand
from bench.wire import Json
from bot.clock import Clock
from bot.sitting import Sitting
from conversations.effects import Change, Keep
from conversations.facts import Event, Key, Settings
from conversations.timing import WallTime
from storage.ledger import Ledger
from tests.databases import migrated

PACE = 30
"""Nudges a second, as Telegram allows."""

LATE_LIMIT, SECOND_LIMIT, REPLY_LIMIT = 0.5, 31, 1.5
TYPED = 20
"""Owners who are written one by one; the others are copies of them."""

WRITERS, A_SECOND, NEWCOMERS = 40, 10, 10_000_000
DELAY = 0.06
WARM = 3.0
"""Seconds of writing that do not count."""

PART = "nudges"


@dataclass
class Burst:
    """What the Bot API sees of it: when each owner's first message came."""

    owners: range
    sent: dict[int, float] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, chat: int) -> None:
        """Something was sent to this owner."""
        self.sent.setdefault(chat, asyncio.get_running_loop().time())
        if len(self.sent) == len(self.owners):
            self.over.set()

    def lateness(self) -> list[float]:
        """Seconds by which each came later than its ideal place."""
        moments = sorted(self.sent.values())
        return [moment - moments[0] - number / PACE for number, moment in enumerate(moments)]

    def most_in_a_second(self) -> int:
        """The most that were sent within any second."""
        moments, first, most = sorted(self.sent.values()), 0, 0
        for last, moment in enumerate(moments):
            while moment - moments[first] >= 1:
                first += 1
            most = max(most, last - first + 1)
        return most


def met_people(ledger: Ledger, now: datetime) -> None:
    """An event that ended yesterday evening, and it is past noon where this owner lives, whatever the hour is here."""
    ahead = 13 - now.hour
    zone = f"Etc/GMT{-ahead:+d}"  # POSIX counts westwards
    settings = Settings(zone=zone, set_up=True)
    day = (now + timedelta(hours=ahead) - timedelta(days=1)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    start, end = (WallTime(day.replace(hour=hour), zone) for hour in (18, 20))
    sitting = Sitting(ledger, ledger.owner, start.utc(), settings)
    sitting.do(Change(settings), Keep(Event(Key("e1"), "Evening", start, end)))


async def burst(stand: Stand, folder: Path, many: int) -> Sequence[Figure]:
    """Let so many nudges be due when the bot starts, and some people write."""
    url, now = f"sqlite:///{folder / 'burst.db'}", Clock().now()
    await asyncio.to_thread(migrated, url)
    owners = range(1, TYPED + 1)
    await asyncio.to_thread(fill, url, (owners, many // TYPED), lambda ledger: met_people(ledger, now))
    api = BotApi(DELAY)
    seen = Burst(range(1, many // TYPED * TYPED + 1))
    crowd = Crowd(api, RAPPORT_SQLITE.dialogue, RAPPORT_SQLITE.ends, NEWCOMERS)

    def heard(chat: int, method: str, message: Json) -> None:
        if chat not in seen.owners:
            crowd.hear(chat, method, message)
        elif method == "sendMessage":
            seen.note(chat)

    api.heard = heard
    seconds = len(seen.owners) / PACE
    async with stand.at_work(RAPPORT_SQLITE, api, url):
        writing = asyncio.create_task(at_a_rate(crowd, WRITERS, A_SECOND, 10 * seconds + 600))
        await asyncio.sleep(WARM)
        crowd.waits = meanwhile = Waits()
        async with asyncio.timeout(5 * seconds + 60):
            await seen.over.wait()
        await asyncio.sleep(WARM)
        crowd.waits = idle = Waits()
        await asyncio.sleep(min(60.0, max(20.0, seconds)))
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    return _figures(seen, meanwhile, idle)


def _figures(seen: Burst, meanwhile: Waits, idle: Waits) -> Sequence[Figure]:
    late, many = seen.lateness(), len(seen.owners)
    busy_p99, idle_p99 = percentile(meanwhile.first, 0.99), percentile(idle.first, 0.99)
    measured = (
        (f"{many:,} due at once: lateness, p50", percentile(late, 0.5), "s", None),
        (f"{many:,} due at once: lateness, p99", percentile(late, 0.99), "s", LATE_LIMIT),
        (f"{many:,} due at once: most in any second", seen.most_in_a_second(), "nudges", SECOND_LIMIT),
        ("first reply to those who write meanwhile, p99", 1000 * busy_p99, "ms", None),
        ("the same when nothing is due, p99", 1000 * idle_p99, "ms", None),
        ("first reply meanwhile, to that when nothing is due, p99", busy_p99 / idle_p99, "×", REPLY_LIMIT),
    )
    return [Figure(PART, what, Spread.of([value]), unit, limit) for what, value, unit, limit in measured]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nudges", type=int, default=1_500, help="10000 take six minutes and more")
    parser.add_argument("--under", default="", help="a command that runs the bot's, such as a profiler")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-")))
        figures = asyncio.run(burst(Stand(stack, asked.under), folder, asked.nudges))
        print("\n".join(lines(figures)), flush=True)


if __name__ == "__main__":
    main()
