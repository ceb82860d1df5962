"""The database: one transaction a turn, off the event loop. It knows threads and failures, not what is kept."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from conversations.facts import OwnerId
from storage.engines import engine_for, normalised
from storage.failures import StorageAway, is_away, is_clash
from storage.ledger import Ledger
from storage.migrating import head_revision, revision_of, upgrade
from storage.outbox import Outbox
from storage.tables import OWNERS

T = TypeVar("T")

POSTGRES_THREADS = 8
"""Turns that run at once on PostgreSQL; each has a connection. SQLite has one writer."""

TRIES = 4
"""How often a transaction is tried that another one got in the way of."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers, and which version of the schema it has and should have."""

    answers: bool
    schema: str | None
    wanted: str | None

    @property
    def ready(self) -> bool:
        """Whether turns can be taken."""
        return self.answers and self.schema == self.wanted


class Database:
    """Everything that is kept, behind one URL.

    Accepts sqlite:///path, sqlite:// (in memory) and postgresql://…, also with the name of another driver.
    Connects with the first use. `work` runs in a thread of the database: it may neither await nor keep the ledger, and
    it may run again when another transaction got in its way, so it must do nothing but read, decide and record.
    """

    def __init__(self, url: str) -> None:
        """Raises ValueError when the URL is of another kind of database."""
        parsed = normalised(url)
        one_writer = parsed.get_backend_name() == "sqlite"
        threads = 1 if one_writer else POSTGRES_THREADS
        self._engine: Engine = engine_for(parsed, threads)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="storage")
        self.commits = 0
        self.jobs = 0
        self.away = 0
        """How often somebody was told that the database is away."""

    async def turn(self, owner: OwnerId, work: Callable[[Ledger], T]) -> T:
        """Run `work` in one transaction that holds the owner's row, created if absent; all of it or nothing is kept.

        Raises:
            StorageAway: the database cannot be reached. Whether the transaction was committed is then unknown; `hear`
                tells on the next try. A caller that is cancelled does not know either: the transaction goes on.
        """

        def in_turn(connection: Connection) -> T:
            ledger = Ledger(connection, owner)
            result = work(ledger)
            ledger.settle()
            return result

        return await self._run(in_turn)

    async def post(self, work: Callable[[Outbox], T]) -> T:
        """Run `work` in one transaction across owners: for the outbox, the clock and parked updates.

        Raises:
            StorageAway: the database cannot be reached.
        """
        return await self._run(lambda connection: work(Outbox(connection)))

    async def migrate(self, catch_up: Callable[[Ledger], object] | None = None) -> None:
        """Bring the schema up to date; processes that start together wait for each other.

        If an older version had owners already, `catch_up` gets the ledger of each in the same transaction: what this
        version knows of them and that one did not is made up for once, or the schema stays as it was.

        Raises:
            StorageAway: the database cannot be reached.
        """

        def work(connection: Connection) -> None:
            before = revision_of(connection)
            upgrade(connection)
            if catch_up is not None and before not in (None, head_revision()):
                for owner in connection.execute(select(OWNERS.c.owner)).scalars().all():
                    ledger = Ledger(connection, OwnerId(owner))
                    catch_up(ledger)
                    ledger.settle()

        await self._run(work)

    async def check(self) -> Health:
        """Whether it can answer and whether the schema is current. Raises nothing about a database that is away."""
        wanted = head_revision()
        try:
            return Health(answers=True, schema=await self._run(revision_of), wanted=wanted)
        except StorageAway:
            return Health(answers=False, schema=None, wanted=wanted)

    async def close(self) -> None:
        """Finish what is running and let go of all connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _run(self, work: Callable[[Connection], T]) -> T:
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)
        except StorageAway:
            self.away += 1
            raise
        self.commits += 1
        self.jobs += 1
        return result

    def _transaction(self, work: Callable[[Connection], T], tries: int = TRIES) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            if is_away(error):
                raise StorageAway(str(error.orig)) from error
            if tries == 1 or not is_clash(error):
                raise
        return self._transaction(work, tries - 1)
