"""Groups on PostgreSQL: what several owners want at the same time is done in one transaction, and waited for together.

The rows of all of them are locked by its first statement, without waiting. Whoever's row somebody else holds is left to
the next group, and then done apart, where waiting is in nobody's way; so is everybody when anything goes wrong. Whoever
comes while a group is at work belongs to the next one: groups grow with the load, and whoever is alone waits for no
company.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from conversations.facts import OwnerId
from storage import at_hand
from storage.failures import is_away, is_clash, told
from storage.hearing import Brought
from storage.held_back import begin_part
from storage.keyring import Keyring
from storage.pooled import Pooled, Work

T = TypeVar("T")

logger = logging.getLogger(__name__)

MOST = 32
"""Pieces of work in one group: the rows of all of them are held until it ends."""

A_FEW = 8
"""Pieces of work that nobody waits for, in one group: whoever writes meanwhile waits for it, if they are in it."""

GROUPS = 2
"""How many groups try somebody whose row is held elsewhere, as long as there are others in them: mostly by one that is
about to end. Then they are done apart, where waiting is in nobody's way."""


@dataclass(slots=True, eq=False)
class _Job:
    """Work that touches what is these owners', and where to say what came of it."""

    work: Work[Any]
    owners: frozenset[OwnerId]
    update: Brought | None
    done: asyncio.Future[Any]
    groups_left: int = GROUPS
    """How many groups may still try it."""


class _Queue:
    """Those who wait for the next group."""

    def __init__(self, most: int, *, is_urgent: bool) -> None:
        self.is_urgent = is_urgent
        self.waiting: deque[_Job] = deque()
        self.serving: asyncio.Task[None] | None = None
        self._most = most

    def next(self) -> list[_Job]:
        """Who waits longest; what somebody wants twice is not done in one group, so that it is done in its order."""
        group: list[_Job] = []
        later: deque[_Job] = deque()
        owners: set[OwnerId] = set()
        while self.waiting and len(group) < self._most:
            job = self.waiting.popleft()
            if job.done.cancelled():
                continue
            (group if owners.isdisjoint(job.owners) else later).append(job)
            owners |= job.owners
        self.waiting.extendleft(reversed(later))
        return group


class Grouped(Pooled):
    """Work that tells whose it is shares transactions; all else has its own, on the other connections.

    What somebody waits for and what nobody does are two queues, each with a connection that is only for its groups.
    """

    def __init__(self, url: URL, connections: int, keyring: Keyring | None = None) -> None:
        super().__init__(url, connections, keyring, kept_free=2)  # however many wait for a lock, groups go on
        self._urgent, self._calm = _Queue(MOST, is_urgent=True), _Queue(A_FEW, is_urgent=False)

    async def run(
        self, work: Work[T], *, urgent: bool = True, owners: Collection[OwnerId] = (), update: Brought | None = None
    ) -> T:
        """Run `work` in a transaction; returns when it is committed. It may run again, in another transaction.

        With `owners` it may share the transaction with what others want; an update that it hears is heard with theirs.

        Raises:
            StorageAway: the server cannot be used just now.
        """
        if not owners:
            return await super().run(work, urgent=urgent)
        job = _Job(work, frozenset(owners), update, asyncio.get_running_loop().create_future())
        queue = self._urgent if urgent else self._calm
        queue.waiting.append(job)
        if queue.serving is None or queue.serving.done():
            queue.serving = self.begin(self._serve(queue))
        result: T = await job.done
        return result

    async def _serve(self, queue: _Queue) -> None:
        while queue.waiting:
            left = await self._left_by_group(queue.next())
            again = [job for job in left if job.groups_left and queue.waiting]
            queue.waiting.extendleft(reversed(again))
            for job in left:
                if job not in again:
                    self.begin(self._alone(job, is_urgent=queue.is_urgent))

    async def _left_by_group(self, jobs: list[_Job]) -> list[_Job]:
        """Do these in one transaction; those that are still to be done."""
        for job in jobs:
            job.groups_left -= 1
        try:
            async with self.engine.begin() as connection:
                results = await connection.run_sync(_all_of, jobs)
        except Exception as error:  # noqa: BLE001 -- each is tried by itself, and its own failure told to its caller
            found = {"jobs": len(jobs), "error": type(error).__name__}
            logger.warning("a group of %(jobs)d failed, each is done by itself: %(error)s", found)
            for job in jobs:
                job.groups_left = 0
                if _is_hopeless(error):
                    _fail(job, error)
            return [job for job in jobs if not job.done.done()]
        self.count(len(results))
        for job, result in results.items():
            if not job.done.done():
                job.done.set_result(result)
        return [job for job in jobs if job not in results]

    async def _alone(self, job: _Job, *, is_urgent: bool) -> None:
        try:
            result = await (self.in_turn(job.work) if is_urgent else self.among_others(job.work))
        except Exception as error:  # noqa: BLE001 -- told to the caller, whatever it is
            _fail(job, error)
        else:
            if not job.done.done():
                job.done.set_result(result)


def _all_of(connection: Connection, jobs: list[_Job]) -> dict[_Job, Any]:
    """What came of those whose owners nobody else holds."""
    try:
        owners: frozenset[OwnerId] = frozenset().union(*(job.owners for job in jobs))
        held = at_hand.hold(connection, owners, [job.update for job in jobs if job.update])
        return {job: _part_of(connection, job) for job in jobs if job.owners <= held}
    finally:
        at_hand.let_go(connection)


def _part_of(connection: Connection, job: _Job) -> Any:  # noqa: ANN401 -- whatever the work gives
    begin_part(connection)
    return job.work(connection)


def _is_hopeless(error: Exception) -> bool:
    """Whether the server is away, and not only one connection to it."""
    return isinstance(error, DBAPIError) and is_away(error) and not (is_clash(error) or error.connection_invalidated)


def _fail(job: _Job, error: BaseException) -> None:
    if not job.done.done():
        job.done.set_exception(told(error))
