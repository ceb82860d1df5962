"""The database: one transaction a turn. It knows which way transactions go and failures, not what is kept."""

from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, delete, insert

from conversations.facts import OwnerId
from storage.desk import Desk
from storage.engines import engine_for, normalised
from storage.failures import AWAY, StorageAway
from storage.group_commit import GroupCommit
from storage.grouped import Grouped
from storage.hearing import Brought
from storage.keyring import Keyring
from storage.ledger import Ledger
from storage.migrating import head_revision, objection, revision_of, step_up
from storage.outbox import Outbox
from storage.resealing import resealed
from storage.seals import SINCE, Seals, admit, seals_of
from storage.tables import UPDATES

T = TypeVar("T")

PROBE = -1
"""No update of Telegram's has this number."""

POSTGRES_CONNECTIONS = 8
"""Transactions that run at once on PostgreSQL. SQLite has one writer."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers, and which version of the schema it has and should have."""

    answers: bool
    schema: str | None
    wanted: str
    mend: str = AWAY
    """What to do when it does not answer."""
    seals: Seals | None = None

    @property
    def ready(self) -> bool:
        """Whether turns can be taken: also with the next version of the schema, while one is replaced by the next."""
        return self.is_up_to_date and self.objection is None

    @property
    def is_up_to_date(self) -> bool:
        """Whether it answers and its schema is one that this code works with, whatever its words are encrypted with."""
        known = self.schema is not None and self.schema >= self.wanted
        return self.answers and known and objection(self.schema, self.wanted) is None

    @property
    def objection(self) -> str | None:
        """Why this code can neither bring the schema up to date nor work with it, or what is wrong with NOTES_KEY."""
        return objection(self.schema, self.wanted) or (self.seals.objection if self.seals else None)


class Database:
    """Everything that is kept, behind one URL.

    Accepts sqlite:///path, sqlite:// (in memory) and postgresql://…, also with the name of another driver.
    Connects with the first use. `work` is a plain function: it may neither await nor keep the ledger, and it may run
    again when another transaction got in its way, so it must do nothing but read, decide and record.
    """

    def __init__(self, url: str, keyring: Keyring | None = None) -> None:
        """With a keyring, words are sealed. Raises ValueError when the URL is of another kind of database."""
        parsed = normalised(url)
        is_sqlite = parsed.get_backend_name() == "sqlite"
        self._way: GroupCommit | Grouped = (
            GroupCommit(engine_for(parsed, 1, keyring)) if is_sqlite else Grouped(parsed, POSTGRES_CONNECTIONS, keyring)
        )
        self._keyring = keyring
        self._desk = Desk()
        self.away = 0
        """How often somebody was told so far that the database is away."""

        self.trouble: str | None = None
        """What to do about it, from the time somebody was told until it is seen to be back."""

    @property
    def may_be_shared(self) -> bool:
        """Whether other processes may use it as well; a SQLite file is one bot's."""
        return isinstance(self._way, Grouped)

    @property
    def commits(self) -> int:
        """Transactions that were committed so far."""
        return self._way.commits

    @property
    def jobs(self) -> int:
        """Turns and posts that were committed so far; on SQLite many share a transaction."""
        return self._way.jobs

    async def turn(
        self, owner: OwnerId, work: Callable[[Ledger], T], *, urgent: bool = True, update: Brought | None = None
    ) -> T:
        """Run `work` in one transaction that holds the owner's row, created if absent; all of it or nothing is kept.

        What nobody waits for is not `urgent`: it lets those go first for whom somebody does. Work that is sure
        to hear an update of this owner's names it: it is then heard together with those of others.

        Raises:
            StorageAway: the database cannot be reached. Whether the transaction was committed is then unknown; `hear`
                tells on the next try. A caller that is cancelled does not know either: the transaction may go on.
        """

        def in_turn(connection: Connection) -> tuple[T, Ledger]:
            ledger = Ledger(connection, owner, self._desk)
            result = work(ledger)
            ledger.settle()
            return result, ledger

        result, ledger = await self._run(in_turn, urgent=urgent, owners=(owner,), update=update)
        self._desk.lay(owner, ledger.papers)
        if ledger.erased:
            await self._way.leave_no_trace()
        return result

    async def post(self, work: Callable[[Outbox], T], *, urgent: bool = True, owners: Collection[OwnerId] = ()) -> T:
        """Run `work` in one transaction across owners: for the outbox, the clock and parked updates.

        Work that touches nothing but what is these `owners`' says so: it may then share a transaction with others.

        Raises:
            StorageAway: the database cannot be reached.
        """

        def in_post(connection: Connection) -> tuple[T, Outbox]:
            outbox = Outbox(connection)
            return work(outbox), outbox

        result, outbox = await self._run(in_post, urgent=urgent, owners=owners)
        for news in outbox.news:
            self._desk.follow(*news)
        if outbox.erased:
            await self._way.leave_no_trace()
        return result

    async def migrate(self) -> None:
        """Bring the schema up to date, step by step, beside others who take turns, and see that our keys fit.

        Raises:
            TablesBusy: others were in the way for long; what was done so far stays, and the rest wants another try.
            UnfitSchema: the database is at a version that this code cannot work with.
            WrongKey: our keys are not those that it is sealed with.
            StorageAway: the database cannot be reached.
        """
        while await self._way.run_apart(step_up):
            pass
        await self._run(lambda connection: admit(connection, self._keyring))

    async def reseal(self, keyring: Keyring) -> AsyncIterator[int]:
        """Rewrite all words as this keyring writes them, beside others who take turns; how many rows so far.

        Raises:
            TablesBusy: others go on writing in the old way.
            Damaged: something cannot be opened where it lies.
            StorageAway: the database cannot be reached; what was done so far stays.
        """
        async for rows in resealed(partial(self._run, urgent=False), keyring):
            yield rows

    async def check(self) -> Health:
        """Whether it can answer, and the version of its schema. Raises nothing about a database that is away.

        After it was away it has to show that it can write again: one whose disk is full can still be read.
        """
        wanted = head_revision()
        try:
            schema, seals = await self._run(self._looked)
        except StorageAway as away:
            return Health(answers=False, schema=None, wanted=wanted, mend=away.mend)
        self.trouble = None
        return Health(answers=True, schema=schema, wanted=wanted, seals=seals)

    async def close(self) -> None:
        """Finish what is running and let go of all connections."""
        await self._way.close()

    def _looked(self, connection: Connection) -> tuple[str | None, Seals | None]:
        schema = _written_to(connection) if self.trouble else revision_of(connection)
        knows = schema is not None and schema >= SINCE and objection(schema, head_revision()) is None
        return schema, seals_of(connection, self._keyring) if knows else None

    async def _run(
        self,
        work: Callable[[Connection], T],
        *,
        urgent: bool = True,
        owners: Collection[OwnerId] = (),
        update: Brought | None = None,
    ) -> T:
        try:
            return await self._way.run(work, urgent=urgent, owners=owners, update=update)
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
