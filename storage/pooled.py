"""Transactions on PostgreSQL: each on a connection of its own, several at once, in threads. It knows no tables."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.failures import is_clash, told

T = TypeVar("T")
Work = Callable[[Connection], T]

TRIES = 4
"""How often a transaction is tried that another one got in the way of, or whose connection turned out to be dead."""


class Pooled:
    """As many transactions at once as there are connections; what is not urgent leaves some of them free."""

    def __init__(self, engine: Engine, connections: int) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="storage")
        self._others = asyncio.Semaphore(max(1, connections // 2))
        self.commits = 0
        self.jobs = 0

    async def run(self, work: Work[T], *, urgent: bool = True) -> T:
        """Run `work` in a transaction; returns when it is committed. It may run again if another got in its way.

        Raises:
            StorageAway: the server cannot be used just now.
        """
        if urgent:
            return await self._in_thread(work)
        async with self._others:
            return await self._in_thread(work)

    async def run_apart(self, work: Work[T]) -> T:
        """The same: here nothing that takes long is in anybody's way."""
        return await self._in_thread(work)

    async def leave_no_trace(self) -> None:
        """Nothing we could do: what was deleted stays in the server's files until VACUUM and others take its place."""

    async def close(self) -> None:
        """Finish what is running and let go of all connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self.engine.dispose()

    async def _in_thread(self, work: Work[T]) -> T:
        result = await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)
        self.commits += 1
        self.jobs += 1
        return result

    def _transaction(self, work: Work[T], tries: int = TRIES) -> T:
        """A connection may have died while it lay idle; asking each one before use would cost every turn an answer."""
        try:
            with self.engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            again = is_clash(error) or error.connection_invalidated
            if tries == 1 or not again:
                raise told(error) from error.__cause__
        return self._transaction(work, tries - 1)
