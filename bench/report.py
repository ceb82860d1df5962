"""The report: measures all that Rapport promises of its speed and writes docs/benchmarks.md. `make bench` runs it.

All words about the outcome come from the figures; what is told beforehand is only how they were taken.
"""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import machine, many_people, nudge_burst, pending_nudges, recall, turns, waits
from bench.bots import ROOT
from bench.figures import Figure, Spread, lines, ratio
from bench.stand import Stand
from bench.turns import Load, Turns
from bench.waits import Pressure, Waited
from bench.writing import page
from bot.clock import Clock

STOCK, SQLITE, POSTGRES = "ptb-conversation", "rapport-sqlite", "rapport-postgres"
FEW, MANY = 16, 128
"""People at once."""

UPDATES = 3_200
COST_LIMITS = {SQLITE: 0.4, POSTGRES: 0.6}
COMMIT_LIMITS = {FEW: 0.3, MANY: 0.1}
WAIT_LIMIT = 1.25
PEERS = ("aiogram-fsm", "ptb-echo", "ptb-echo-256", "ptb-echo-line")
ECHO = "ptb-echo-line"
PRESSURE = Pressure(a_second=200, seconds=20, delay=0.06)


def of_turns(found: Mapping[str, Sequence[Turns]], people: int) -> Iterator[Figure]:
    """What a turn costs as ratios, and how often it commits."""
    stock = [each.cpu for each in found[STOCK]]
    for name, limit in COST_LIMITS.items():
        what = f"{name}, {people} at once: CPU of a turn, to {STOCK}"
        yield ratio("turns", what, [each.cpu for each in found[name]], stock, limit)
    for name in (each for each in found if each not in {STOCK, *COST_LIMITS}):
        what = f"{SQLITE}, {people} at once: CPU of a turn, to {name}"
        yield ratio("turns", what, [each.cpu for each in found[SQLITE]], [each.cpu for each in found[name]], None)
    known = [each.commits for each in found[SQLITE] if each.commits is not None]
    what = f"{SQLITE}, {people} at once: commits per update"
    value, note = Spread.of(known) if known else None, "" if known else "as the bot has no metrics that tell"
    yield Figure("turns", what, value, "", COMMIT_LIMITS[people], note=note)


def of_waits(found: Mapping[str, Sequence[Waited]]) -> Iterator[Figure]:
    """How long people wait, as ratios to echoes."""
    what = f"{PRESSURE.a_second:.0f} updates/s, {1000 * PRESSURE.delay:.0f} ms a call: "
    kept = Spread.of(each.answered for each in found[SQLITE])
    yield Figure("waits", f"{what}share of updates that {SQLITE} answered in time", kept)
    for name in (each for each in found if each != SQLITE):
        limit = WAIT_LIMIT if name == ECHO else None
        theirs = [each.first_p99 for each in found[name]]
        yield ratio(
            "waits", f"{what}first reply, p99, to {name}", [each.first_p99 for each in found[SQLITE]], theirs, limit
        )
        yield ratio(
            "waits", f"{what}next question, p99, to {name}", [each.whole_p99 for each in found[SQLITE]], theirs, None
        )


def measured(stand: Stand, folder: Path, times: int, nudges: int) -> Iterator[tuple[list[Figure], str]]:
    """Part by part: figures, and what was printed of it."""
    for people, peers in ((FEW, ()), (MANY, PEERS)):
        load, names = Load(people, UPDATES), (STOCK, SQLITE, POSTGRES, *peers)
        costs = asyncio.run(turns.compare(stand, names, load, times))
        yield list(of_turns(costs, people)), "\n".join(turns.table(costs, people))
    waited = asyncio.run(waits.compare(stand, ("ptb-echo-256", ECHO, SQLITE), PRESSURE, max(1, times - 2)))
    yield list(of_waits(waited)), "\n".join(waits.table(waited, PRESSURE))
    yield list(asyncio.run(many_people.compare(stand, folder, 32, max(1, times - 2)))), ""
    yield list(asyncio.run(nudge_burst.burst(stand, folder, nudges))), ""
    yield pending_nudges.measure(), ""
    yield recall.measure(), ""


def main() -> None:
    """Measure, print, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="repetitions of what is compared")
    parser.add_argument("--nudges", type=int, default=1_500)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    logging.disable()
    figures: list[Figure] = []
    tables: list[str] = []
    begun = Clock().now()
    with ExitStack() as stack:
        stand = Stand(stack)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-")))
        about = machine.described(stand.version())
        for found, text in measured(stand, folder, asked.times, asked.nudges):
            print("\n".join([text, *lines(found)]), flush=True)
            figures += found
            tables += [text] if text else []
    asked.to.write_text(page(begun, Clock().now() - begun, about, figures, tables), encoding="utf-8")


if __name__ == "__main__":
    main()
