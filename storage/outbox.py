"""The outbox: what concerns all owners at once, the letters that wait and the clock. It sends nothing itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    case,
    delete,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy.exc import DBAPIError

from conversations.effects import Lane, Named
from conversations.facts import OwnerId
from storage.backlog import MOST, Backlog, backlog_of
from storage.columns import UtcDateTime
from storage.failures import StorageAway, is_clash
from storage.hearing import REMEMBERED
from storage.lending import LENDABLE, NOW, OBSTACLES, earlier
from storage.nudges import holding
from storage.owners import VERSION
from storage.sealed import opened, opened_json
from storage.shelves import Row
from storage.slots import Slots
from storage.statements import upsert
from storage.tables import EVENTS, IS_PENDING, IS_WAITING, LETTERS, NUDGES, OWNERS, PARKED_UPDATES, UPDATES

NOBODY = OwnerId(0)
"""Owner of parked updates that do not say whose they are."""

_PARKED = (
    *(column for column in PARKED_UPDATES.c if column is not PARKED_UPDATES.c.raw),
    type_coerce(PARKED_UPDATES.c.raw, Text).label("raw"),
)
"""With the update as it lies: whose it is shows in the same row."""

KEPT_FOR_HELP = timedelta(days=30)
"""For how long what failed is kept for somebody to look at. It holds a person's words, so not for longer."""


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be understood, as Telegram sent it. `error` names the kind of failure."""

    update_id: int
    raw: str
    error: str
    owner: OwnerId = NOBODY


class Outbox(Slots):
    """What waits to be sent. Valid inside `Database.post`. All moments are UTC."""

    def block(self, owner: OwnerId, since: datetime) -> bool:
        """The owner blocked us, at or after `since`: their letters and nudges wait until a turn unblocks them.

        False, and nothing is done, when they were heard after `since`: then they may well have come back.
        """
        not_back = or_(OWNERS.c.last_seen.is_(None), OWNERS.c.last_seen <= since)
        blocked = (
            update(OWNERS).where(OWNERS.c.owner == owner, not_back).values(blocked=True, changes=OWNERS.c.changes + 1)
        )
        if not self._connection.execute(blocked).rowcount:
            return False
        theirs = and_(LETTERS.c.owner == owner, IS_WAITING)
        if self._is_leaving(owner, theirs) and self._see_off(owner):
            return True
        self._connection.execute(update(LETTERS).where(theirs).values(lent_until=None))
        self._connection.execute(holding(owner))
        return True

    def _is_leaving(self, owner: OwnerId, theirs: ColumnElement[bool]) -> bool:
        """Whether the last words to somebody who erased everything wait among these letters."""
        waiting = self._connection.execute(select(LETTERS.c.payload).where(theirs)).scalars()
        letters = (opened_json(self._connection, owner, LETTERS.c.payload, payload) for payload in waiting)
        return any(isinstance(letter, dict) and letter.get("farewell") for letter in letters)

    def next_letter_at(self, now: datetime) -> datetime | None:
        """When the next letter can be lent: `now` when one can be at once, None when nothing waits.

        What we begin ourselves waits for the end of a hold besides.
        """
        held = self.held_until()
        is_held = held is not None and held > now
        for lane in (Lane.REPLY,) if is_held else Lane:
            if self._connection.execute(LENDABLE[lane], {"now": now, "most": 1}).first():
                return now
        moments = self._connection.execute(_FREE_FROM, {"now": now}).all()
        return min((max(at, held) if held and lane is not Lane.REPLY else at for lane, at in moments), default=None)

    def backlog(self, most: int = MOST) -> dict[Lane, Backlog]:
        """What waits in each lane, the oldest `most` of it."""
        return {lane: backlog_of(self._connection, lane, most) for lane in Lane}

    def knows(self, owner: OwnerId) -> bool:
        """Whether anything is kept of this person; asking keeps nothing."""
        row = select(OWNERS.c.owner).where(OWNERS.c.owner == owner)
        return self._connection.execute(row).first() is not None

    def owners_due(self, now: datetime, limit: int) -> tuple[OwnerId, ...]:
        """Whose nudges are due, the longest overdue first; those of blocked owners are held."""
        due = select(NUDGES.c.owner).where(IS_PENDING, NUDGES.c.due <= now, _is_first_of_its_owner())
        query = due.order_by(NUDGES.c.due, NUDGES.c.owner, NUDGES.c.key).limit(limit)
        return tuple(OwnerId(owner) for owner in self._connection.execute(query).scalars())

    def owners_behind(self, limit: int) -> tuple[OwnerId, ...]:
        """Owners for whom something is to be made up, those who are furthest behind first."""
        behind = select(OWNERS.c.owner).where(OWNERS.c.version < VERSION)
        query = behind.order_by(OWNERS.c.version, OWNERS.c.owner).limit(limit)
        return tuple(OwnerId(owner) for owner in self._connection.execute(query).scalars())

    def next_due(self, now: datetime | None = None, but: Collection[OwnerId] = ()) -> datetime | None:
        """The moment of the next nudge of anybody who has not blocked us.

        Of the owners in `but`, only what they set to a minute that is later than `now` counts.
        """
        soonest = select(NUDGES.c.due).where(IS_PENDING).order_by(NUDGES.c.due).limit(1)
        if now is not None and but:
            to_the_minute = and_(NUDGES.c.named == Named.MOMENT, NUDGES.c.due > now)
            soonest = soonest.where(or_(NUDGES.c.owner.not_in(but), to_the_minute))
        return self._connection.execute(soonest).scalar()

    def zones(self) -> frozenset[str]:
        """The time zones in which owners live and events take place."""
        kept = union(select(OWNERS.c.zone), select(EVENTS.c.start_zone), select(EVENTS.c.end_zone))
        return frozenset(self._connection.execute(kept).scalars())

    def park_update(self, parked: Parked, now: datetime) -> None:
        """Keep an update that could not be understood, for somebody to look at; `prune` forgets it after 30 days.

        Raises:
            StorageAway: the database refuses it, for whatever reason: what is not even parked must not be confirmed.
        """
        row = {
            "owner": parked.owner,
            "update_id": parked.update_id,
            "raw": parked.raw,
            "error": parked.error,
            "at": now,
        }
        self._belongs_to(parked.owner)
        try:
            upsert(self._connection, PARKED_UPDATES, [row])
            self._connection.execute(select(1))  # a change may be refused only with what is sent next
        except DBAPIError as error:
            if is_clash(error):
                raise
            raise StorageAway(str(error.orig)) from error

    def parked_updates(self, limit: int = 10) -> tuple[Parked, ...]:
        """The updates parked last, the latest first."""
        latest = select(*_PARKED).order_by(PARKED_UPDATES.c.at.desc(), PARKED_UPDATES.c.update_id.desc())
        rows = self._connection.execute(latest.limit(limit)).mappings()
        return tuple(self._parked(row) for row in rows)

    def _parked(self, row: Row) -> Parked:
        owner = OwnerId(row["owner"])
        raw = opened(self._connection, owner, PARKED_UPDATES.c.raw, row["raw"])
        return Parked(row["update_id"], raw, row["error"], owner)

    def prune(self, now: datetime) -> None:
        """Forget what is no use any more; meant for once a day.

        Ids of updates go after 48 hours, when Telegram cannot repeat them; parked updates and letters that could not be
        sent after 30 days.
        """
        self._connection.execute(delete(UPDATES).where(UPDATES.c.heard_at < now - REMEMBERED))
        self._connection.execute(delete(PARKED_UPDATES).where(PARKED_UPDATES.c.at < now - KEPT_FOR_HELP))
        unsendable = and_(LETTERS.c.state == "unsendable", LETTERS.c.written_at < now - KEPT_FOR_HELP)
        self._connection.execute(delete(LETTERS).where(unsendable))


def _free_at() -> ColumnElement[datetime]:
    lent, not_before = LETTERS.c.lent_until, LETTERS.c.not_before
    lent_longer = and_(lent > NOW, or_(not_before.is_(None), lent >= not_before))
    return case((lent_longer, lent), (not_before > NOW, not_before), else_=NOW)


_FREE_FROM = (
    select(LETTERS.c.lane, func.min(_free_at(), type_=UtcDateTime))
    .join_from(LETTERS, OWNERS, OWNERS.c.owner == LETTERS.c.owner)
    .where(IS_WAITING, OWNERS.c.blocked.is_(False))
    .where(or_(*(and_(LETTERS.c.lane == lane, ~earlier(others).exists()) for lane, others in OBSTACLES.items())))
    .group_by(LETTERS.c.lane)
)


def _is_first_of_its_owner() -> ColumnElement[bool]:
    sooner = NUDGES.alias()
    this, that = NUDGES.c, sooner.c
    before = or_(that.due < this.due, and_(that.due == this.due, that.key < this.key))
    pending = that.state == literal_column("'pending'")
    return ~select(that.key).where(that.owner == this.owner, pending, before).exists()
