"""What an export and an import of ten thousand people take: seconds, memory, and how long others wait meanwhile.

.venv/bin/python -m bench.carrying           seconds, and how long others wait
.venv/bin/python -m bench.carrying --memory  memory; counting it takes ten times as long
"""

import asyncio
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from bot.packing import Packing
from bot.taking_in import TakingIn
from conversations.carried.account import Kept, Section
from conversations.effects import Taking
from conversations.facts import Key, Note, NoteKind, OwnerId, Person
from storage.database import Database

T = TypeVar("T")

PEOPLE, NOTES, PIECE = 10_000, 3, 500
NOW = datetime(2026, 11, 28, tzinfo=UTC)
TODAY = date(2026, 11, 28)
COUNTS_MEMORY = "--memory" in sys.argv
ADA, BEN, CLEO, DAN = (OwnerId(number) for number in range(1, 5))


async def filled(database: Database) -> None:
    """An account with so many people, and notes about each."""
    for first in range(0, PEOPLE, PIECE):
        keys = [Key(f"p{number}") for number in range(first, first + PIECE)]
        people = [Kept(Person(key, f"Ana Number {key}", None, TODAY, email=f"{key}@example.org"), NOW) for key in keys]
        notes = [
            Kept(Note(Key(f"{key}.n{at}"), key, NoteKind.REMARK, f"Said something worth keeping, {at}", TODAY), NOW)
            for key in keys
            for at in range(NOTES)
        ]
        await database.turn(ADA, lambda ledger: ledger.take_in(Section.PEOPLE, people))  # noqa: B023 -- awaited
        await database.turn(ADA, lambda ledger: ledger.take_in(Section.NOTES, notes))  # noqa: B023 -- awaited


async def measured(database: Database, what: str, work: Awaitable[T]) -> T:
    """Do it, and tell what it took and how long a turn of somebody else's took meanwhile, at most and mostly."""
    waits: list[float] = []

    async def somebody_else() -> None:
        while True:
            begun = time.perf_counter()
            await database.turn(DAN, lambda ledger: ledger.next_key("x"))
            waits.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(0.02)

    other = asyncio.create_task(somebody_else())
    if COUNTS_MEMORY:
        tracemalloc.start()
    begun = time.perf_counter()
    result = await work
    seconds = time.perf_counter() - begun
    peak = f"{tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB at most, " if COUNTS_MEMORY else ""
    tracemalloc.stop()
    other.cancel()
    waits.sort()
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others = f"others wait {waits[len(waits) // 2]:.0f} ms, at most {waits[-1]:.0f} ms"
    print(f"{what}: {seconds:.1f} s, {peak}process {resident:.0f} MB; {others}")
    return result


async def packed(database: Database) -> bytes:
    """The export."""
    async with Packing(database).parcel(ADA, NOW, None) as file:
        return file.read()


async def main() -> None:
    """Everything, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rapport.db'}")
        await database.migrate()
        await filled(database)
        parcel = await measured(database, f"export of {PEOPLE:,} people", packed(database))
        print(f"a parcel of {len(parcel) / 1e6:.1f} MB")
        taking = TakingIn(database, Clock())
        await measured(database, "look into it", taking.look(BEN, parcel))
        await measured(database, "bring it in", taking.take(BEN, parcel, Taking.ANEW))
        line = "Ana,Number {0},https://www.linkedin.com/in/ana{0},,Figma,Designer,12 Nov 2024\n"
        heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        table = (heading + "".join(line.format(number) for number in range(PEOPLE))).encode()
        await measured(database, f"look into {PEOPLE:,} connections", taking.look(CLEO, table))
        await measured(database, "bring them in", taking.take(CLEO, table, Taking.ADD))
        card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Number {0}\r\nEMAIL:a{0}@example.org\r\nEND:VCARD\r\n"
        cards = "".join(card.format(number) for number in range(PEOPLE)).encode()
        await measured(database, f"look into {PEOPLE:,} cards", taking.look(CLEO, cards))
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())
