"""Figures for Prometheus: counts and durations with names from closed sets. No ids, no words, no token.

Whoever takes a turn or carries a letter tells it here in a line; what the parts count by themselves is in readings.py.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder

from bot.clock import Clock
from bot.delivery import Result
from bot.readings import Readings
from conversations.effects import Letter
from conversations.signals import Signal
from storage.failures import StorageAway
from storage.letters import LentLetter

# else each series would be told with the moment at which it began, and the page would be twice as long
disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types

SIGNALS = tuple(kind.__name__ for kind in get_args(Signal))
OUTCOMES = ("taken", "repeated", "parked", "away")
LETTERS = tuple(kind.__name__.lower() for kind in get_args(Letter))
RESULTS = tuple(kind.__name__ for kind in get_args(Result))

OF_TURNS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
OF_CALLS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
OF_LATENESS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400)
"""Seconds; a bot that was off for a night is late by hours."""


@dataclass(slots=True)
class Turn:
    """A turn that is being taken; whoever takes it says whether its update was new."""

    is_new: bool = True


class Metrics:
    """One process's figures, in a registry of their own."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        self._registry.register(readings)
        turns = self._counter("turns", "Signals of people, by what became of them", ("signal", "outcome"))
        letters = self._counter("letters", "Tries to deliver a letter, by what came of it", ("kind", "result"))
        # all of them from the start: a rate needs to see the step from nothing to one
        self._turns = {labels: turns.labels(*labels) for labels in product(SIGNALS, OUTCOMES)}
        self._letters = {labels: letters.labels(*labels) for labels in product(LETTERS, RESULTS)}
        self._turn_seconds = self._histogram("turn_seconds", "How long a turn takes until it is committed", OF_TURNS)
        self._delivery_seconds = self._histogram("delivery_seconds", "How long Telegram takes for a letter", OF_CALLS)
        self._lateness = self._histogram("nudge_lateness_seconds", "From due to decided", OF_LATENESS)
        self._knocks = self._counter("webhook_answers", "What Telegram was told at the door, by status", ("status",))

    @contextlib.contextmanager
    def turn(self, signal: Signal) -> Iterator[Turn]:
        """Watch a turn."""
        turn, begun, outcome = Turn(), Clock.ticks(), "parked"  # whatever else is raised, the intake parks
        try:
            yield turn
            outcome = "taken" if turn.is_new else "repeated"
        except StorageAway:
            outcome = "away"
            raise
        finally:
            self._turns[type(signal).__name__, outcome].inc()
            self._turn_seconds.observe(Clock.ticks() - begun)

    def letter(self, letter: LentLetter, result: Result, seconds: float) -> None:
        """A letter was carried, with this result, in so many seconds."""
        self._letters[letter.letter.kind, type(result).__name__].inc()
        self._delivery_seconds.observe(seconds)

    def nudges(self, late: Iterable[timedelta]) -> None:
        """Nudges were decided, each so much later than it was due."""
        for each in late:
            self._lateness.observe(max(each.total_seconds(), 0))

    def knock(self, status: int) -> None:
        """Somebody knocked at the webhook's door and got this answer."""
        self._knocks.labels(str(status)).inc()

    async def page(self, accept: str) -> tuple[bytes, str]:
        """All figures as they are now, and the type of the page, for somebody who takes these types."""
        await self.readings.take()
        encode, kind = choose_encoder(accept)
        return encode(self._registry), kind

    def _counter(self, name: str, words: str, labels: tuple[str, ...]) -> Counter:
        return Counter(f"rapport_{name}", words, labels, registry=self._registry)

    def _histogram(self, name: str, words: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"rapport_{name}", words, buckets=buckets, registry=self._registry)
