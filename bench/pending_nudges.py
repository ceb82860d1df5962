"""What a million pending nudges cost a start and a beat: `make bench` prints it, for SQLite and PostgreSQL.

Each figure is the median of fresh processes, in turns on an empty database and on full ones. PostgreSQL is that of the
tests, without fsync; SQLite is a file in the folder for temporary files. Ends with 1 when a limit is passed.
"""

import asyncio
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, Spread
from bot.clock import Clock
from bot.coach import OWNERS_AT_ONCE, Coach
from bot.sitting import Sitting
from conversations.effects import Change, Keep, Mark, Nudge, NudgeKind
from conversations.facts import Event, Key, OwnerId, Settings
from conversations.timing import WallTime
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from tests.databases import migrated
from tests.many_owners import multiply
from tests.postgres import postgres_server

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EACH = 10
AHEAD = range(1, 1_001), 100
"""Owners with ten nudges far ahead, and how many times as many: a million nudges of 100,000 people."""
GONE = range(1_000_001, 1_000_101), 1_000
"""Owners who blocked the bot and have a nudge that is overdue: 100,000."""
DUE = range(2_000_001, 2_000_021), 100
"""Owners with an event that wants its debrief now: 2,000."""

RUNS = 7
ASKED = 50
LATER_LIMIT = 2_000
"""Milliseconds that a start may take longer."""
MEMORY_LIMIT = 20
"""Megabytes that it may take more."""

DECIDED_LIMIT = 500
"""People a second whose due nudges have to be decided at least."""

PART = "nudges"
Figures = dict[str, float]


class Held(Clock):
    """Always shows the same moment."""

    def now(self) -> datetime:
        """That moment, in UTC."""
        return NOW


def fill(url: str, owners: tuple[range, int], plan: Callable[[Ledger], None]) -> None:
    """Have all these owners plan their nudges: the first few one by one, the others as copies."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for owner in owners[0]:
            ledger = Ledger(connection, OwnerId(owner))
            plan(ledger)
            ledger.settle()
        multiply(connection, *owners)
    engine.dispose()


def plan_ahead(ledger: Ledger) -> None:
    """Ten nudges, one a day, from a year ahead on."""
    marks = (Mark(_nudge(ledger.owner, timedelta(days=365 + day))) for day in range(EACH))
    ledger.record(tuple(marks), NOW, lend_until=None)


def leave(ledger: Ledger) -> None:
    """A nudge that was due yesterday, and the bot is blocked."""
    ledger.record(
        (Mark(_nudge(ledger.owner, -timedelta(days=2))), Change(Settings(blocked=True))), NOW, lend_until=None
    )


def meet(ledger: Ledger) -> None:
    """An event that ended yesterday evening, with what the rules plan for it."""
    start = WallTime(datetime(2026, 11, 22, 18), "UTC")
    evening = Event(Key("e1"), "Evening", start, WallTime(datetime(2026, 11, 22, 20), "UTC"))
    Sitting(ledger, ledger.owner, start.utc(), Settings()).do(Keep(evening))


async def look(url: str) -> Figures:
    """What this process needs from opening the database until it knows what is due next, and what it takes then."""
    began = perf_counter()
    database = Database(url)
    await Coach(database, Held()).look_at_the_clock()
    ready = perf_counter()
    for _ in range(ASKED):
        await database.post(lambda outbox: outbox.next_due())
    asked = perf_counter()
    for _ in range(ASKED):
        await database.post(lambda outbox: outbox.owners_due(NOW, OWNERS_AT_ONCE))
    end = perf_counter()
    await database.close()
    return {
        "first look answered, ms": 1000 * (ready - began),
        "next due moment, ms": 1000 * (asked - ready) / ASKED,
        "owners due, ms": 1000 * (end - asked) / ASKED,
        "memory, MB": peak_memory(),
    }


def peak_memory() -> float:
    """The most that this process held resident, in megabytes; on Linux. Its ru_maxrss would count our parent's, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def looks(urls: Iterable[str]) -> list[tuple[Figures, ...]]:
    """For each address what fresh processes found that took turns."""
    commands = [[sys.executable, "-m", "bench.pending_nudges", url] for url in urls]
    runs = [[subprocess.check_output(command) for command in commands] for _ in range(RUNS)]  # noqa: S603 -- ourselves
    return [tuple(map(json.loads, each)) for each in zip(*runs, strict=True)]


async def decided_a_second(url: str) -> float:
    """How many people's due nudges one look decides a second, each with an event behind it."""
    fill(url, DUE, meet)
    database = Database(url)
    began = perf_counter()
    await Coach(database, Held()).look_at_the_clock()
    took = perf_counter() - began
    await database.close()
    return len(DUE[0]) * DUE[1] / took


def compare(kind: str, none: str, million: str, left: str) -> list[Figure]:
    """Print what they cost; the figures that have limits."""
    for url in (none, million, left):
        migrated(url)
    fill(million, AHEAD, plan_ahead)
    fill(left, GONE, leave)
    runs = looks((none, million, left))
    empty, *full = map(_medians, runs)
    print(f"\n{kind:28}{'none':>12}{'1,000,000 pending':>24}{'100,000 of who left':>24}")
    for name, figure in empty.items():
        print(
            f"{name:28}{figure:12.2f}" + "".join(f"{each[name]:14.2f} ({each[name] - figure:+7.2f})" for each in full)
        )
    rates = [asyncio.run(decided_a_second(url)) for url in (none, million)]
    print(f"{'people decided a second':28}{rates[0]:12.0f}{rates[1]:14.0f} (x {rates[1] / rates[0]:5.2f})")
    names = ("1,000,000 pending", "100,000 of who left")
    return [
        *(
            each
            for name, full_runs in zip(names, runs[1:], strict=True)
            for each in _more(f"{kind}, {name}", full_runs, runs[0])
        ),
        Figure(
            PART,
            f"{kind}, 1,000,000 pending: people decided",
            Spread.of(rates[1:]),
            "a second",
            DECIDED_LIMIT,
            at_least=True,
        ),
    ]


def _medians(runs: Sequence[Figures]) -> Figures:
    return {name: median(each[name] for each in runs) for name in runs[0]}


def _more(what: str, full: Sequence[Figures], empty: Sequence[Figures]) -> Iterable[Figure]:
    """How much more than with none, run by run."""
    limits = {"first look answered, ms": ("ms", LATER_LIMIT), "memory, MB": ("MB", MEMORY_LIMIT)}
    for name, (unit, limit) in limits.items():
        more = (each[name] - none[name] for each, none in zip(full, empty, strict=True))
        yield Figure(PART, f"{what}: {name.partition(',')[0]}, more than with none", Spread.of(more), unit, limit)


def measure() -> list[Figure]:
    """Compare both databases."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres_server())
        files = [f"sqlite:///{folder / name}.db" for name in ("none", "million", "left")]
        return [
            *compare("SQLite", *files),
            *compare("PostgreSQL", *(stack.enter_context(server.database()) for _ in files)),
        ]


def _nudge(owner: OwnerId, ahead: timedelta) -> Nudge:
    moment = NOW + ahead + timedelta(minutes=owner % 1_000)  # not all at the same moment
    at = WallTime(moment.replace(tzinfo=None), "UTC")
    return Nudge(Key(f"c.p1.{moment:%y%m%d}"), NudgeKind.CHECK_IN, Key("p1"), at, moment)


if __name__ == "__main__":
    logging.disable()
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(look(sys.argv[1]))))
        sys.exit()
    sys.exit(any(figure.holds is False for figure in measure()))
