"""The report: measures all that Rapport promises of its speed and writes docs/benchmarks.md. `make bench` runs it.

All words about the outcome come from the figures; what is told beforehand is only how they were taken.
"""

import argparse
import asyncio
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import machine, many_people, nudge_burst, pending_nudges, recall, turns, verdicts, waits
from bench.bots import ROOT, Fell
from bench.figures import Figure, lines
from bench.stand import Stand
from bench.turns import Load
from bench.verdicts import ECHO, FEW, MANY, POSTGRES, REPLICAS, SQLITE, STOCK, STOCK_ECHO
from bench.waits import Pressure
from bench.writing import page
from bot.clock import Clock

UPDATES = {FEW: 1_600, MANY: 3_200}
"""That are counted of each run."""

PEERS = ("aiogram-fsm", "ptb-echo", STOCK_ECHO, ECHO)
PRESSURE = Pressure(a_second=200, seconds=15, delay=0.06)
AMONG_MANY = 32
"""People at once where 100,000 are stored."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one part of the report says: figures, and a table of absolute ones."""

    figures: tuple[Figure, ...]
    table: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is measured, part by part. `times` is how often what is noisy is repeated."""

    stand: Stand
    folder: Path
    times: int
    nudges: int

    def parts(self, wanted: Sequence[str]) -> Iterator[Found]:
        """Those that are wanted; one that cannot be measured says so and stops no other."""
        for name in wanted:
            print(f"\n{name}", flush=True)
            try:
                yield PARTS[name](self)
            except (Fell, OSError) as error:
                why = f"{type(error).__name__} {error}".strip().replace("\n", " ")
                yield Found((Figure(name, f"everything in the part “{name}”", None, note=why[-300:]),))

    def few(self) -> Found:
        """What a turn costs when few talk."""
        return self._turns(FEW, (STOCK, SQLITE, POSTGRES))

    def many(self) -> Found:
        """What it costs when many talk, beside all peers."""
        return self._turns(MANY, (STOCK, SQLITE, POSTGRES, *PEERS))

    def replicas(self) -> Found:
        """What more processes on one database add."""
        found = asyncio.run(turns.compare(self.stand, REPLICAS, Load(MANY, UPDATES[MANY]), self._fewer))
        figures = verdicts.of_replicas(found, os.cpu_count() or 1)
        return Found(tuple(figures), "\n".join(turns.table(found, MANY)))

    def waits(self) -> Found:
        """How long people wait."""
        names = (ECHO, STOCK_ECHO, SQLITE, "rapport-sqlite-1")
        found = asyncio.run(waits.compare(self.stand, names, PRESSURE, self._fewer))
        return Found(tuple(verdicts.of_waits(found, PRESSURE)), "\n".join(waits.table(found, PRESSURE)))

    def stored(self) -> Found:
        """What those cost who are stored and silent."""
        return Found(tuple(asyncio.run(many_people.compare(self.stand, self.folder, AMONG_MANY, self.times))))

    def burst(self) -> Found:
        """How many nudges at once go out."""
        return Found(tuple(asyncio.run(nudge_burst.burst(self.stand, self.folder, self.nudges))))

    def pending(self) -> Found:
        """What nudges cost that are not due."""
        return Found(tuple(pending_nudges.measure()))

    def recall(self) -> Found:
        """What it costs to ask for somebody."""
        return Found(tuple(recall.measure()))

    @property
    def _fewer(self) -> int:
        return max(1, self.times - 2)

    def _turns(self, people: int, names: tuple[str, ...]) -> Found:
        found = asyncio.run(turns.compare(self.stand, names, Load(people, UPDATES[people]), self.times))
        return Found(tuple(verdicts.of_turns(found, people)), "\n".join(turns.table(found, people)))


PARTS: Mapping[str, Callable[[Report], Found]] = {
    part.__name__: part
    for part in (
        *(Report.few, Report.many, Report.replicas, Report.waits),
        *(Report.stored, Report.burst, Report.pending, Report.recall),
    )
}


def main() -> None:
    """Measure, print, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="repetitions of what is compared")
    parser.add_argument("--nudges", type=int, default=1_500, help="how many are due at once")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS), help="parts of the report")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    logging.disable()
    begun, found = Clock().now(), list[Found]()
    with ExitStack() as stack:
        stand = Stand(stack)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-")))
        about = machine.described(stand.version())
        for part in Report(stand, folder, asked.times, asked.nudges).parts(asked.only):
            print("\n".join([part.table, *lines(part.figures)]), flush=True)
            found.append(part)
    figures = [figure for part in found for figure in part.figures]
    tables = [part.table for part in found if part.table]
    asked.to.write_text(page(begun, Clock().now() - begun, about, figures, tables), encoding="utf-8")


if __name__ == "__main__":
    main()
