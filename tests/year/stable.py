"""Where lives come from, seen from the world: starts them, one at a time, and talks with the one that lives."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.year.orders import Answer, Order, Report

ROOT = Path(__file__).parents[2]


class Stable:
    """The process that makes a new process for each life."""

    def __init__(self, keeper: subprocess.Popen[bytes], log: Path) -> None:
        self._keeper = keeper
        self._log = log

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[Self]:
        """What the lives complain about goes into a log in this folder."""
        log = folder / "lives.log"
        with log.open("wb") as errors:
            keeper = subprocess.Popen(
                [sys.executable, "-m", "tests.year.life"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            try:
                yield cls(keeper, log)
            finally:
                keeper.kill()
                keeper.communicate()

    def send(self, value: Order | Answer) -> None:
        assert self._keeper.stdin is not None
        pickle.dump(value, self._keeper.stdin)
        self._keeper.stdin.flush()

    def report(self) -> Report:
        """The next thing that the life reports.

        Raises:
            EOFError: there are no lives any more.
        """
        assert self._keeper.stdout is not None
        report: Report = pickle.load(self._keeper.stdout)  # noqa: S301 -- our own process
        return report

    def complaints(self) -> str:
        """What lives wrote to their logs."""
        return self._log.read_text()
