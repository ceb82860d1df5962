"""Group commit: work on SQLite, which has one writer, is taken together and made durable by one sync of the disk.

Work runs in the event loop's own thread: it is a few statements on pages in memory, and a second busy thread would
fight this one for the interpreter at each of them. What waits for the disk, the commit, is done in a thread. Whoever
comes meanwhile waits for the next group, so that groups grow with the load; whoever is alone waits for no company.
"""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError

from conversations.facts import OwnerId
from storage import traces
from storage.failures import is_away, told
from storage.hearing import Brought

T = TypeVar("T")
Work = Callable[[Connection], T]

LONGEST_GROUP = 0.008
"""Seconds after which a group takes no more in, so that the first in it do not wait for ever more others."""

A_HANDFUL = 8
"""Pieces of work that a group takes in at once; half of those who wait, if that is more. While they are committed and
answered the others are done: who came first does not wait for all who came with them."""

LINGER = 0.004
"""Seconds that a group waits for more, once, if the one before it had at least A_CROWD pieces of work."""

A_CROWD = 4
"""Pieces of work in a group from which on the next group is likely to find company."""

A_FEW = 4
"""Pieces of work that nobody waits for, between two looks for somebody who does."""

BUSY = 10.0
"""Seconds for which we wait for another process that writes."""

A_MOMENT = 0.02
"""Seconds until it is tried again."""


@dataclass(slots=True, eq=False)
class _Job(Generic[T]):
    """One transaction that is wanted, and where to say what came of it."""

    work: Work[T]
    done: asyncio.Future[T]
    apart: bool = False
    result: Any = None


class GroupCommit:
    """The one writer of a SQLite file. What fails in a group fails alone, unless the file itself is the trouble."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="storage")
        self._connection: Connection | None = None
        self._urgent: deque[_Job[Any]] = deque()
        self._others: deque[_Job[Any]] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._is_crowded = False
        self._leaves_traces = False
        self._tried: list[asyncio.Future[None]] = []
        """Those who wait until the traces of what they deleted are gone, or could not be removed for now."""
        self.commits = 0
        self.jobs = 0

    async def run(
        self,
        work: Work[T],
        *,
        urgent: bool = True,
        owners: Collection[OwnerId] = (),  # noqa: ARG002 -- everybody shares
        update: Brought | None = None,  # noqa: ARG002 -- nothing is waited for
    ) -> T:
        """Run `work` in a transaction; returns when it is durable. What is not urgent lets the rest go first.

        Raises:
            StorageAway: the file cannot be used just now.
        """
        return await self._queued(_Job(work, asyncio.get_running_loop().create_future()), urgent=urgent)

    async def run_apart(self, work: Work[T]) -> T:
        """The same for what takes long: in a thread, in a transaction of its own."""
        return await self._queued(_Job(work, asyncio.get_running_loop().create_future(), apart=True), urgent=True)

    async def leave_no_trace(self) -> None:
        """Nothing of what was deleted is to be found in the file; if somebody is in the way, as soon as it is possible.

        It is tried again with each commit; whoever lets go of the file last empties its log in any case.
        """
        self._leaves_traces = True
        self._tried.append(tried := asyncio.get_running_loop().create_future())
        self._see_to_it()
        await tried

    async def close(self) -> None:
        """Finish what is wanted already and let go of the file."""
        if self._serving is not None and not self._serving.done():
            await self._serving
        await asyncio.to_thread(self._thread.shutdown)
        self._let_go()
        self.engine.dispose()

    async def _queued(self, job: _Job[T], *, urgent: bool) -> T:
        (self._urgent if urgent else self._others).append(job)
        self._see_to_it()
        return await job.done

    def _see_to_it(self) -> None:
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve(), name="group commit")

    async def _serve(self) -> None:
        while self._urgent or self._others or self._tried:
            if self._urgent or self._others:
                await self._take_next()
            if self._leaves_traces:
                waiting, self._tried, self._leaves_traces = self._tried, [], False
                try:
                    if not await self._in_thread(self._remove_traces):
                        self._leaves_traces = True
                finally:
                    for each in waiting:
                        if not each.done():
                            each.set_result(None)

    async def _take_next(self) -> None:
        if self._urgent and self._urgent[0].apart:
            await self._take_apart(self._urgent.popleft())
        else:
            await self._take_group()

    async def _take_apart(self, job: _Job[Any]) -> None:
        try:
            transaction = await self._begun()
            job.result = await self._in_thread(lambda: job.work(transaction.connection))
            await self._in_thread(transaction.commit)
        except BaseException as error:  # noqa: BLE001 -- told to the caller, whatever it is
            self._give_up([job], error)
            raise_if_stopped(error)
        else:
            self._count([job])

    async def _take_group(self) -> None:
        group: list[_Job[Any]] = []
        try:
            transaction = await self._begun()
            ends, lingers = time.monotonic() + LONGEST_GROUP, self._is_crowded
            while True:
                more = [job for job in self._next() if not job.done.cancelled()]
                group.extend(more)
                for job in more:
                    self._do(job, transaction.connection)
                if time.monotonic() > ends or not (more or lingers):
                    break
                # whoever is just about to come still belongs to this group
                lingers = lingers and bool(more)
                await asyncio.sleep(0 if more else LINGER)
            await self._in_thread(transaction.commit)
        except BaseException as error:  # noqa: BLE001 -- told to everybody in the group
            self._give_up(group or [*self._urgent, *self._others], error)
            raise_if_stopped(error)
        else:
            self._count(group)

    def _next(self) -> Iterator[_Job[Any]]:
        """Who waits longest, the urgent first; of the others a few, so that they hold up nobody."""
        for _ in range(max(A_HANDFUL, len(self._urgent) // 2)):
            if not self._urgent or self._urgent[0].apart:
                break
            yield self._urgent.popleft()
        for _ in range(min(A_FEW, len(self._others))):
            yield self._others.popleft()

    def _do(self, job: _Job[Any], connection: Connection) -> None:
        """Do it; when it fails nothing of it is left, and its caller knows.

        Raises:
            sqlalchemy.exc.DBAPIError: the file is the trouble, and nothing of the group is sure.
        """
        raw = _raw(connection)
        raw.execute("SAVEPOINT job")
        try:
            job.result = job.work(connection)
        except Exception as error:
            if _is_away(error):
                raise
            raw.execute("ROLLBACK TO job")
            _fail(job, error)
        raw.execute("RELEASE job")

    async def _begun(self) -> RootTransaction:
        """A transaction that writes. Usually at once; while another process writes, we wait for it in a thread."""
        try:
            return self._begin()
        except DBAPIError as error:
            if not is_away(error):
                raise
        return await self._in_thread(self._begin_patiently)

    def _begin(self) -> RootTransaction:
        return self._connected().begin()

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self.engine.connect()
            _raw(self._connection).execute("PRAGMA busy_timeout = 0")  # the event loop must not wait in here
        return self._connection

    def _remove_traces(self) -> bool:
        """Whether nothing is left of what was deleted; if not, it is still to be done."""
        try:
            return traces.remove(_raw(self._connected()))
        except (DBAPIError, sqlite3.Error):
            return False

    def _begin_patiently(self) -> RootTransaction:
        deadline = time.monotonic() + BUSY
        while True:
            try:
                return self._begin()
            except DBAPIError as error:
                if not is_away(error) or time.monotonic() > deadline:
                    raise
            time.sleep(A_MOMENT)

    def _count(self, jobs: list[_Job[Any]]) -> None:
        self._is_crowded = len(jobs) >= A_CROWD
        self.commits += 1
        self.jobs += len(jobs)
        for job in jobs:
            if not job.done.done():
                job.done.set_result(job.result)

    def _give_up(self, jobs: list[_Job[Any]], error: BaseException) -> None:
        """Nothing of these is kept; what waits has nothing to hope for either when no transaction could be begun."""
        self._urgent = deque(job for job in self._urgent if job not in jobs)
        self._others = deque(job for job in self._others if job not in jobs)
        self._let_go()
        for job in jobs:
            _fail(job, error)

    def _let_go(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()  # and with it rolls back

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _raw(connection: Connection) -> Any:  # noqa: ANN401 -- the driver's own, which SQLAlchemy does not type
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 -- SQLAlchemy has it for as long as the connection is open
    return raw


def _is_away(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and is_away(error)


def _fail(job: _Job[Any], error: BaseException) -> None:
    if not job.done.done():
        job.done.set_exception(told(error))


def raise_if_stopped(error: BaseException) -> None:
    """A failure of the work is its caller's; the end of the program is everybody's."""
    if not isinstance(error, Exception):
        raise error
