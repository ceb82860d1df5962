"""What an update costs with 100,000 people stored against one with 100: `python -m bench.many_people` prints it.

A hundred people come through their whole dialogue; the others are copies of them. Who writes while it is measured are
new people, in a copy of the file.
"""

import argparse
import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from bench.bot_api import BotApi
from bench.bots import RAPPORT_SQLITE
from bench.figures import Figure, lines, ratio
from bench.people import FIRST_CHAT, Crowd
from bench.stand import Stand
from bench.turns import Load, cost
from storage.engines import engine_for, normalised
from tests.many_owners import multiply

FEW, TIMES_AS_MANY = 100, 1_000
NEWCOMERS = 10_000_000
LIMIT = 1.15
PATIENCE = 300.0
PART = "many people"


async def settle(stand: Stand, file: Path) -> None:
    """Let the first hundred come through their dialogue."""
    api = BotApi()
    crowd = Crowd(api, RAPPORT_SQLITE.dialogue, RAPPORT_SQLITE.ends)
    crowd.stays = False
    async with stand.at_work(RAPPORT_SQLITE, api, f"sqlite:///{file}"):
        done = crowd.reached(FEW * len(RAPPORT_SQLITE.dialogue))
        for _ in range(FEW):
            crowd.go_on(crowd.join())
        async with asyncio.timeout(PATIENCE):
            await done


def copy(few: Path, many: Path) -> None:
    """The same file with a thousand times as many people."""
    shutil.copy(few, many)
    engine = engine_for(normalised(f"sqlite:///{many}"), 1)
    with engine.begin() as connection:
        multiply(connection, range(FIRST_CHAT, FIRST_CHAT + FEW), TIMES_AS_MANY)
    engine.dispose()


async def compare(stand: Stand, folder: Path, people: int, times: int) -> Iterator[Figure]:
    """The cost beside each other, `times` times in turns."""
    few, many = folder / "few.db", folder / "many.db"
    await settle(stand, few)
    with closing(sqlite3.connect(few)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await asyncio.to_thread(copy, few, many)
    costs: dict[Path, list[float]] = {few: [], many: []}
    for number in range(times):
        for file, taken in costs.items():
            newcomers = NEWCOMERS + number * 100_000
            load = Load(people, 1_600, f"sqlite:///{file}", newcomers)
            taken.append((await cost(stand, RAPPORT_SQLITE, load)).cpu)
    what = "CPU of an update on SQLite with 100,000 people stored, to that with 100"
    return iter((ratio(PART, what, costs[many], costs[few], LIMIT),))


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-")))
        figures = asyncio.run(compare(Stand(stack), folder, asked.people, asked.times))
        print("\n".join(lines(figures)), flush=True)


if __name__ == "__main__":
    main()
