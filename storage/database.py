"""The database: one transaction a turn. It knows which way transactions go and failures, not what is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, insert

from conversations.facts import OwnerId
from storage.desk import Desk
from storage.engines import engine_for, normalised
from storage.failures import AWAY, StorageAway
from storage.group_commit import GroupCommit
from storage.ledger import Ledger
from storage.migrating import head_revision, objection, revision_of, step_up
from storage.outbox import Outbox
from storage.pooled import Pooled
from storage.tables import UPDATES

T = TypeVar("T")

PROBE = -1
"""No update of Telegram's has this number."""

POSTGRES_CONNECTIONS = 8
"""Turns that run at once on PostgreSQL. SQLite has one writer."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers, and which version of the schema it has and should have."""

    answers: bool
    schema: str | None
    wanted: str
    mend: str = AWAY
    """What to do when it does not answer."""

    @property
    def ready(self) -> bool:
        """Whether turns can be taken: also with the next version of the schema, while one is replaced by the next."""
        return self.answers and self.schema is not None and self.schema >= self.wanted and self.objection is None

    @property
    def objection(self) -> str | None:
        """Why the version of the schema is none that this code can bring up to date or work with."""
        return objection(self.schema, self.wanted)


class Database:
    """Everything that is kept, behind one URL.

    Accepts sqlite:///path, sqlite:// (in memory) and postgresql://…, also with the name of another driver.
    Connects with the first use. `work` is a plain function: it may neither await nor keep the ledger, and it may run
    again when another transaction got in its way, so it must do nothing but read, decide and record.
    """

    def __init__(self, url: str) -> None:
        """Raises ValueError when the URL is of another kind of database."""
        parsed = normalised(url)
        is_sqlite = parsed.get_backend_name() == "sqlite"
        engine = engine_for(parsed, 1 if is_sqlite else POSTGRES_CONNECTIONS)
        self._way: GroupCommit | Pooled = GroupCommit(engine) if is_sqlite else Pooled(engine, POSTGRES_CONNECTIONS)
        self._desk = Desk()
        self.away = 0
        """How often somebody was told so far that the database is away."""

        self.trouble: str | None = None
        """What to do about it, from the time somebody was told until it is seen to be back."""

    @property
    def may_be_shared(self) -> bool:
        """Whether other processes may use it as well; a SQLite file is one bot's."""
        return isinstance(self._way, Pooled)

    @property
    def commits(self) -> int:
        """Transactions that were committed so far."""
        return self._way.commits

    @property
    def jobs(self) -> int:
        """Turns and posts that were committed so far; on SQLite many share a transaction."""
        return self._way.jobs

    async def turn(self, owner: OwnerId, work: Callable[[Ledger], T], *, urgent: bool = True) -> T:
        """Run `work` in one transaction that holds the owner's row, created if absent; all of it or nothing is kept.

        What nobody waits for is not `urgent`: it lets those go first for whom somebody does.

        Raises:
            StorageAway: the database cannot be reached. Whether the transaction was committed is then unknown; `hear`
                tells on the next try. A caller that is cancelled does not know either: the transaction may go on.
        """

        def in_turn(connection: Connection) -> tuple[T, Ledger]:
            ledger = Ledger(connection, owner, self._desk)
            result = work(ledger)
            ledger.settle()
            return result, ledger

        result, ledger = await self._run(in_turn, urgent=urgent)
        self._desk.lay(owner, ledger.papers)
        if ledger.erased:
            await self._way.leave_no_trace()
        return result

    async def post(self, work: Callable[[Outbox], T], *, urgent: bool = True) -> T:
        """Run `work` in one transaction across owners: for the outbox, the clock and parked updates.

        Raises:
            StorageAway: the database cannot be reached.
        """

        def in_post(connection: Connection) -> tuple[T, Outbox]:
            outbox = Outbox(connection)
            return work(outbox), outbox

        result, outbox = await self._run(in_post, urgent=urgent)
        for news in outbox.news:
            self._desk.follow(*news)
        if outbox.erased:
            await self._way.leave_no_trace()
        return result

    async def migrate(self) -> None:
        """Bring the schema up to date, step by step, beside others who take turns.

        Raises:
            TablesBusy: others were in the way for long; what was done so far stays, and the rest wants another try.
            UnfitSchema: the database is at a version that this code cannot work with.
            StorageAway: the database cannot be reached.
        """
        while await self._way.run_apart(step_up):
            pass

    async def check(self) -> Health:
        """Whether it can answer, and the version of its schema. Raises nothing about a database that is away.

        After it was away it has to show that it can write again: one whose disk is full can still be read.
        """
        wanted = head_revision()
        try:
            schema = await self._run(_written_to if self.trouble else revision_of)
        except StorageAway as away:
            return Health(answers=False, schema=None, wanted=wanted, mend=away.mend)
        self.trouble = None
        return Health(answers=True, schema=schema, wanted=wanted)

    async def close(self) -> None:
        """Finish what is running and let go of all connections."""
        await self._way.close()

    async def _run(self, work: Callable[[Connection], T], *, urgent: bool = True) -> T:
        try:
            return await self._way.run(work, urgent=urgent)
        except StorageAway as away:
            self.away += 1
            self.trouble = away.mend
            raise


def _written_to(connection: Connection) -> str | None:
    """The version of the schema, read in a transaction that leaves nothing behind but has to be written down."""
    schema = revision_of(connection)
    if schema is not None:
        probe = {"owner": 0, "update_id": PROBE, "heard_at": datetime.fromtimestamp(0, UTC)}
        connection.execute(insert(UPDATES), probe)
        connection.execute(delete(UPDATES).where(UPDATES.c.owner == 0, UPDATES.c.update_id == PROBE))
    return schema
