"""What the parts of the bot count as plain numbers, and what waits in the database, in Prometheus' form."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.counted import Refusal
from bot.heartbeat import Heartbeat
from bot.intake import Intake
from conversations.effects import Lane
from storage.backlog import Backlog
from storage.database import Database
from storage.failures import StorageAway

LONGEST_ANSWER = timedelta(seconds=3)
"""For the database. Prometheus gives up after ten; then the rest would be lost with the backlog."""


class Readings(Collector):
    """Read anew at each look. What the database does not tell in time is left out."""

    def __init__(self, database: Database, heartbeat: Heartbeat, intake: Intake, clock: Clock) -> None:
        self._database = database
        self._heartbeat = heartbeat
        self._intake = intake
        self._clock = clock
        self._asking: asyncio.Task[Mapping[Lane, Backlog]] | None = None
        self._backlog: Mapping[Lane, Backlog] = {}
        self.refusals: Mapping[Refusal, int] = {}
        """Those of the line to Telegram."""

    async def take(self) -> None:
        """Ask the database what waits; one question at a time, however often somebody looks."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask(), name="backlog")
        await asyncio.wait({self._asking}, timeout=LONGEST_ANSWER.total_seconds())
        self._backlog = self._asking.result() if self._asking.done() else {}

    async def _ask(self) -> Mapping[Lane, Backlog]:
        try:
            return await self._database.post(lambda outbox: outbox.backlog())
        except StorageAway:
            return {}

    def collect(self) -> Iterator[Metric]:
        """All of them."""
        database, intake = self._database, self._intake
        yield _count("commits", "Transactions of the database that were committed", database.commits)
        yield _count("jobs", "Turns and other work that the database did; many may share a commit", database.jobs)
        yield _count("database_away", "Work that the database was not there for", database.away)
        yield _count("updates_parked", "Updates that were kept because nobody could read them", intake.parked)
        yield _count("updates_lost", "Updates that could not even be kept", intake.lost)
        left_out = intake.floods.left_out if intake.floods else 0
        yield _count("updates_left_out", "Updates that were not taken, because one person sent too many", left_out)
        refusals = CounterMetricFamily("rapport_refusals", "What Telegram refused, by kind", labels=["kind"])
        for kind in get_args(Refusal):
            refusals.add_metric([kind], self.refusals.get(kind, 0))
        yield refusals
        yield from _age("heartbeat_age_seconds", "Since the heart showed a sign of life", self._heartbeat.since_sign)
        yield from _age("update_age_seconds", "Since the last update was taken", intake.since_update)
        yield from self._waiting()

    def _waiting(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("rapport_letters_waiting", "Letters that wait, by lane", labels=["lane"])
        oldest = GaugeMetricFamily(
            "rapport_oldest_letter_age_seconds", "Since the oldest letter that waits was written", labels=["lane"]
        )
        now = self._clock.now()
        for lane, backlog in self._backlog.items():
            waiting.add_metric([lane], backlog.waiting)
            age = now - backlog.oldest if backlog.oldest else timedelta()
            oldest.add_metric([lane], max(age.total_seconds(), 0))
        yield from (waiting, oldest)


def _count(name: str, words: str, value: int) -> Metric:
    return CounterMetricFamily(f"rapport_{name}", words, value=value)


def _age(name: str, words: str, seconds: float | None) -> Iterator[Metric]:
    if seconds is not None:
        yield GaugeMetricFamily(f"rapport_{name}", words, value=seconds)
