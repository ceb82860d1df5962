"""Transactions on PostgreSQL: each on a connection of its own, several at once. It knows no tables.

They run in the event loop's own thread, which goes on with others whenever one of them waits for the server: threads
would fight for the interpreter at each statement. SQLAlchemy keeps the place of a plain function that waits so.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from storage.engines import engine_for, engine_in_loop
from storage.failures import is_clash, told
from storage.keyring import Keyring

T = TypeVar("T")
Work = Callable[[Connection], T]

TRIES = 4
"""How often a transaction is tried that another one got in the way of, or whose connection turned out to be dead."""


class Pooled:
    """As many transactions at once as there are connections; what is not urgent leaves some of them free."""

    def __init__(self, url: URL, connections: int, keyring: Keyring | None = None, kept_free: int = 0) -> None:
        """`kept_free` of the connections are not for `run`."""
        self.engine = engine_in_loop(url, connections, keyring)
        self._keyring = keyring
        self._places = asyncio.Semaphore(connections - kept_free)
        self._others = asyncio.Semaphore(max(1, connections // 2))
        self._running: set[asyncio.Task[Any]] = set()
        self.commits = 0
        self.jobs = 0

    async def run(self, work: Work[T], *, urgent: bool = True) -> T:
        """Run `work` in a transaction; returns when it is committed. It may run again if another got in its way.

        A caller who is cancelled does not break it off: it is known neither to them nor to us how far it is.

        Raises:
            StorageAway: the server cannot be used just now.
        """
        return await asyncio.shield(self.begin(self.in_turn(work) if urgent else self.among_others(work)))

    async def run_apart(self, work: Work[T]) -> T:
        """The same for what takes long: in a thread, on a connection that is only for this."""
        result = await asyncio.shield(self.begin(asyncio.to_thread(self._apart, work)))
        self.count(1)
        return result

    async def leave_no_trace(self) -> None:
        """Nothing we could do: what was deleted stays in the server's files until VACUUM and others take its place."""

    async def close(self) -> None:
        """Finish what is running and let go of all connections."""
        while self._running:
            await asyncio.wait(self._running)
        await self.engine.dispose()

    def begin(self, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
        """Begin something that `close` waits for."""
        task = asyncio.create_task(work, name="transaction")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def in_turn(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own, as soon as a connection is free."""
        async with self._places:
            result = await self._transaction(work)
        self.count(1)
        return result

    def count(self, jobs: int) -> None:
        """So many were committed together."""
        self.commits += 1
        self.jobs += jobs

    async def among_others(self, work: Work[T]) -> T:
        """The same for what nobody waits for, which leaves some connections free."""
        async with self._others:
            return await self.in_turn(work)

    async def _transaction(self, work: Work[T], tries: int = TRIES) -> T:
        """A connection may have died while it lay idle; asking each one before use would cost every turn an answer."""
        try:
            async with self.engine.begin() as connection:
                return await connection.run_sync(work)
        except DBAPIError as error:
            again = is_clash(error) or error.connection_invalidated
            if tries == 1 or not again:
                raise told(error) from error.__cause__
        return await self._transaction(work, tries - 1)

    def _apart(self, work: Work[T]) -> T:
        engine = engine_for(self.engine.url, 1, self._keyring)
        try:
            with engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            raise told(error) from error.__cause__
        finally:
            engine.dispose()
