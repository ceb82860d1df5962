"""What it costs to make up for 20,000 owners after an upgrade while others talk: `make bench` prints it.

For SQLite and PostgreSQL: how many owners a second the heartbeat makes up for, and how long turns of others take
meanwhile and before, each beginning at its own moment whether the one before is over or not. PostgreSQL is that of the
tests, without fsync; SQLite is a file in the folder for temporary files. It looks on for a minute at most. Ends with 1
when turns wait too long.
"""

import asyncio
import logging
import sys
import tempfile
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import quantiles

from sqlalchemy import update

from bot.catching_up import CatchingUp
from bot.clock import Clock
from bot.coach import Coach
from bot.heartbeat import Heartbeat
from bot.sitting import Sitting
from conversations.effects import Change, Keep
from conversations.facts import Key, OwnerId, Person, Promise, Settings
from conversations.signals import Commanded
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from storage.owners import VERSION
from storage.tables import OWNERS
from tests.databases import migrated
from tests.many_owners import multiply
from tests.postgres import postgres_server

FEW, TIMES = range(1, 21), 1_000
"""Twenty owners, and a thousand times as many."""

PEOPLE, PROMISES = 8, 4
"""What each of them keeps."""

TALKERS = [OwnerId(number) for number in range(1_000_001, 1_000_101)]
EVERY, BEFORE = 0.05, 200
"""Seconds from one turn of others to the next, and how many of them are taken before anybody is made up for."""

A_SECOND, LONGEST = 20, 60
"""Turns of others between two looks at how far it is, and seconds after which it has been looked at long enough."""

LIMIT, MORE = 2, 100
"""One in a hundred of these turns may take twice as long as before, and as many milliseconds more."""


def keep_some(ledger: Ledger) -> None:
    """People and promises, as this version keeps and plans them."""
    sitting = Sitting(ledger, ledger.owner, Clock().now(), Settings())
    day = sitting.now.date()
    people = (Person(Key(f"p{number}"), f"Name{number}", None, day, who="climbs") for number in range(PEOPLE))
    sitting.do(*(Keep(person) for person in people))
    sitting.do(*(Keep(promise(number, day)) for number in range(PROMISES)))


def promise(number: int, day: date) -> Promise:
    """The book, in a week or later."""
    return Promise(Key(f"h{number}"), Key(f"p{number}"), "the book", day, day + timedelta(days=7 + number))


def fill(url: str) -> None:
    """20,000 owners who are behind, and a hundred who are not and are set up."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for owner in FEW:
            keep_some(Ledger(connection, OwnerId(owner)))
        connection.execute(update(OWNERS).values(version=VERSION - 1))
        multiply(connection, FEW, TIMES)
        for owner in TALKERS:
            Ledger(connection, owner).record((Change(Settings(set_up=True)),), Clock().now(), lend_until=None)
    engine.dispose()


class Talk:
    """Turns of others, one after the other at their moments, and how long each took."""

    def __init__(self, database: Database) -> None:
        self._coach = Coach(database, Clock())
        self._numbers = count(1)
        self._turns: list[asyncio.Task[float]] = []

    async def go_on(self, turns: int) -> None:
        """Begin so many turns."""
        for number in islice(self._numbers, turns):
            self._turns.append(asyncio.create_task(self._turn(number)))
            await asyncio.sleep(EVERY)

    async def took(self) -> list[float]:
        """Milliseconds, when all that were begun are over; the next ones are counted anew."""
        turns, self._turns = self._turns, []
        return [1000 * seconds for seconds in await asyncio.gather(*turns)]

    async def _turn(self, number: int) -> float:
        began = Clock.ticks()
        signal = Commanded("met", f"Name{number}, climbs, send them the book", number)
        await self._coach.hear(TALKERS[number % len(TALKERS)], number, signal)
        return Clock.ticks() - began


async def behind(database: Database, most: int) -> int:
    """How many are left, as far as one counts."""
    return len(await database.post(lambda outbox: outbox.owners_behind(most)))


async def nothing_planned() -> datetime | None:
    """The heartbeat's question for the next nudge; here it has none."""
    return None


async def compare(kind: str, url: str) -> bool:
    """Print what it costs; whether turns of others stay within the limit."""
    fill(migrated(url))
    database = Database(url)
    talk = Talk(database)
    await talk.go_on(BEFORE)
    before = await talk.took()
    heartbeat = Heartbeat(Clock(), (CatchingUp(database, Clock()).look,), nothing_planned)
    began = Clock.ticks()
    heartbeat.start()
    while await behind(database, 1) and Clock.ticks() - began < LONGEST:
        await talk.go_on(A_SECOND)
    seconds = Clock.ticks() - began
    left = await behind(database, len(FEW) * TIMES)
    meanwhile = await talk.took()
    await heartbeat.stop()
    await database.close()
    done = len(FEW) * TIMES - left
    print(f"\n{kind}: {done:,} of {done + left:,} owners made up for in {seconds:.0f} s, {done / seconds:.0f} a second")
    for name, took in (("before", before), ("meanwhile", meanwhile)):
        print(
            f"a turn of somebody else {name}, ms: median {at(took, 50):6.1f}, 99 % {at(took, 99):6.1f}, of {len(took)}"
        )
    return at(meanwhile, 99) < at(before, 99) * LIMIT + MORE


def at(figures: list[float], percent: int) -> float:
    """The figure that so many percent do not pass."""
    return quantiles(figures, n=100)[percent - 1]


if __name__ == "__main__":
    logging.disable()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres_server())
        good = asyncio.run(compare("SQLite", f"sqlite:///{folder / 'rapport.db'}"))
        good &= asyncio.run(compare("PostgreSQL", stack.enter_context(server.database())))
    sys.exit(not good)
