"""Lending letters: who may deliver which reply. It neither writes nor sends them; outcomes.py notes what came of it.

The rule of this file: letters of one owner go out in the order of their numbers, and never past one that is lent to
somebody else or waits for another try; but a reply does not wait for what we began ourselves (slots.py lends that), nor
does what the owner set to a minute wait for the rest of that. Whoever lends locks the owner's row first and reads the
letters afterwards, because a statement that waited for a lock still sees other rows as they were before. A lending is
known by its number of attempts: until when it lasts changes with each renewal.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from conversations.effects import Lane
from conversations.facts import OwnerId
from storage.at_hand import taken
from storage.codec import letter_read
from storage.columns import UtcDateTime
from storage.desk import Papers
from storage.keyring import Damaged
from storage.letters import LentLetter
from storage.ready import Ready
from storage.sealed import opened_json, vault_of
from storage.shelves import Row
from storage.tables import IS_WAITING, LETTERS, OWNERS

UNREADABLE = "unreadable"
"""The reason of a letter that this version cannot read."""

OBSTACLES = {
    Lane.REPLY: (Lane.REPLY,),
    Lane.MOMENT: (Lane.REPLY, Lane.MOMENT),
    Lane.NUDGE: (Lane.REPLY, Lane.MOMENT, Lane.NUDGE),
}
"""Which waiting letters a letter of a lane does not pass."""

NOW = bindparam("now", type_=UtcDateTime)
THIS = and_(LETTERS.c.owner == bindparam("of"), LETTERS.c.number == bindparam("no"))
OURS = and_(THIS, LETTERS.c.attempts == bindparam("tries"), IS_WAITING)
"""This very lending, as long as nobody else got the letter after us."""


def is_free() -> ColumnElement[bool]:
    """Whether a letter is neither lent nor waits for another try, by the moment bound as `now`."""
    lent, not_before = LETTERS.c.lent_until, LETTERS.c.not_before
    return and_(or_(lent.is_(None), lent <= NOW), or_(not_before.is_(None), not_before <= NOW))


def earlier(lanes: Collection[Lane]) -> Select[Any]:
    """The letters of the same owner in these lanes that wait before this one."""
    before = LETTERS.alias()
    return select(before.c.number).where(
        before.c.owner == LETTERS.c.owner,
        before.c.number < LETTERS.c.number,
        before.c.state == literal_column("'waiting'"),
        before.c.lane.in_(lanes),
    )


def _lendable(lane: Lane) -> Select[Any]:
    """The owners who have a letter in this lane that nothing stands in the way of, the oldest letter first."""
    return (
        select(LETTERS.c.owner)
        .join_from(LETTERS, OWNERS, OWNERS.c.owner == LETTERS.c.owner)
        .where(IS_WAITING, LETTERS.c.lane == lane, OWNERS.c.blocked.is_(False), is_free())
        .where(~earlier(OBSTACLES[lane]).exists())
        .order_by(LETTERS.c.written_at, LETTERS.c.owner, LETTERS.c.number)
        .limit(bindparam("most"))
    )


LENDABLE = {lane: _lendable(lane) for lane in Lane}

_FIRST_REPLIES = LENDABLE[Lane.REPLY].with_for_update(of=OWNERS, skip_locked=True)
_HOLD = Ready(select(OWNERS.c.blocked).where(OWNERS.c.owner == bindparam("of")).with_for_update())
_BUT_REASONS = tuple(column for column in LETTERS.c if column is not LETTERS.c.reason)
LETTERS_OF = (
    select(*_BUT_REASONS)
    .where(LETTERS.c.owner.in_(bindparam("owners", expanding=True)), IS_WAITING)
    .order_by(LETTERS.c.owner, LETTERS.c.number)
)
LETTERS_OF_LOCKED = LETTERS_OF.with_for_update()
_REPLIES_OF = LETTERS_OF_LOCKED.where(LETTERS.c.lane == Lane.REPLY)
_REPLIES_OF_ONE = Ready(
    select(*_BUT_REASONS)
    .where(LETTERS.c.owner == bindparam("of"), LETTERS.c.lane == Lane.REPLY, IS_WAITING)
    .order_by(LETTERS.c.number)
    .with_for_update()
)
_FIRST_REPLY = (
    select(LETTERS.c.lent_until)
    .where(LETTERS.c.owner == bindparam("of"), LETTERS.c.lane == Lane.REPLY, IS_WAITING)
    .order_by(LETTERS.c.number)
    .limit(1)
)
_LENT = Ready(update(LETTERS).where(THIS).values(lent_until=bindparam("until"), attempts=LETTERS.c.attempts + 1))
_GONE = update(LETTERS).where(THIS).values(state="unsendable", lent_until=None, reason=bindparam("why"))
UNTRIED = {"lent_until": None, "attempts": LETTERS.c.attempts - 1}
"""As if nobody had tried them yet."""

_GIVEN_BACK = update(LETTERS).where(OURS, LETTERS.c.lent_until.is_not(None)).values(UNTRIED)
_RENEWED = update(LETTERS).where(OURS, LETTERS.c.lent_until.is_not(None)).values(lent_until=bindparam("until"))
_IS_RENEWED = select(LETTERS.c.number).where(OURS, LETTERS.c.lent_until == bindparam("until", type_=UtcDateTime))


class Lending:
    """The letters on their way out. All moments are UTC."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._belongs_to(None)
        self.erased = False
        """Whether something went that must not be found in the file any more, either."""

        self.news: list[tuple[OwnerId, int, Callable[[Papers], None]]] = []
        """Whose count of changes became what, and what that does to what is known of them; for the desk."""

    def lend(self, now: datetime, until: datetime, limit: int, owner: OwnerId | None = None) -> tuple[LentLetter, ...]:
        """At most `limit` replies to deliver, the oldest first, lent to the caller until `until`.

        Within an owner the order is strict, so a caller whose delivery fails has to leave this owner's other replies
        alone (`postpone` hands them back). With `owner`, only theirs; a turn of theirs that is going on is waited for.
        """
        rows = self._first_replies(now, limit) if owner is None else self._replies_of(owner)
        by_owner = (list(group) for _, group in groupby(rows, key=itemgetter("owner")))
        free = [row for letters in by_owner for row in takewhile(lambda row: is_free_at(row, now), letters)]
        lent = tuple(self._read(free[:limit], now, until))
        self._note_lent(lent)
        return lent

    def is_under_way(self, owner: OwnerId, now: datetime) -> bool:
        """Whether somebody is about to deliver this owner's first reply, so that those behind it may soon go."""
        row = self._connection.execute(_FIRST_REPLY, {"of": owner}).first()
        return row is not None and row.lent_until is not None and row.lent_until > now

    def renew(self, lent: Iterable[LentLetter], until: datetime) -> frozenset[tuple[OwnerId, int]]:
        """Which of these are still the caller's: they are lent until `until` now. A letter that others hold is none."""
        rows = {(letter.owner, letter.number): {**of_lending(letter), "until": until} for letter in _in_order(lent)}
        if not rows or self._connection.execute(_RENEWED, list(rows.values())).rowcount == len(rows):
            return frozenset(rows)
        return frozenset(key for key, row in rows.items() if self._connection.execute(_IS_RENEWED, row).first())

    def give_back(self, lent: Iterable[LentLetter]) -> None:
        """These were not tried: anybody may have them now."""
        rows = [of_lending(letter) for letter in _in_order(lent)]
        if rows:
            self._connection.execute(_GIVEN_BACK, rows)

    def call_back(self) -> None:
        """Every letter can be lent again at once: those to whom letters were lent are gone."""
        lent = and_(IS_WAITING, LETTERS.c.lent_until.is_not(None))
        self._connection.execute(update(LETTERS).where(lent).values(lent_until=None))

    def _first_replies(self, now: datetime, limit: int) -> Sequence[Row]:
        """The replies of owners who have one that can go, the oldest first; those whom others hold are passed over."""
        held = self._connection.execute(_FIRST_REPLIES, {"now": now, "most": limit}).scalars()
        owners = [OwnerId(owner) for owner in held]
        return sorted(self._rows(_REPLIES_OF, owners), key=lambda row: owners.index(row["owner"]))

    def _replies_of(self, owner: OwnerId) -> Sequence[Row]:
        """Wait until no turn of this owner goes on, and keep it so; none, if they are unknown or blocked us."""
        at_hand = taken(self._connection, owner)
        held = [at_hand.row] if at_hand else _HOLD.rows(self._connection, {"of": owner})
        return _REPLIES_OF_ONE.rows(self._connection, {"of": owner}) if held and not held[0]["blocked"] else ()

    def _rows(self, query: Select[Any], owners: Sequence[OwnerId]) -> list[Row]:
        return list(self._connection.execute(query, {"owners": owners}).mappings()) if owners else []

    def _read(self, rows: Iterable[Row], now: datetime, until: datetime) -> Iterator[LentLetter]:
        """A letter that cannot be read stops only itself."""
        for row in rows:
            owner = OwnerId(row["owner"])
            try:
                letter = letter_read(opened_json(self._connection, owner, LETTERS.c.payload, row["payload"]))
            except (ValueError, Damaged):  # pydantic's error is one, too
                self._note_gone(owner, row["number"], UNREADABLE)
                continue
            yield LentLetter(owner, row["number"], letter, row["attempts"] + 1, until, now)

    def _note_gone(self, owner: OwnerId, number: int, reason: str) -> None:
        self._belongs_to(owner)
        self._connection.execute(_GONE, {"of": owner, "no": number, "why": reason})

    def _belongs_to(self, owner: OwnerId | None) -> None:
        """Whose words are read or written next; all others are opened by their owner's key."""
        if (vault := vault_of(self._connection.dialect)) is not None:
            vault.belongs_to(owner)

    def _note_lent(self, lent: Sequence[LentLetter]) -> None:
        if lent:
            rows = [{"of": letter.owner, "no": letter.number, "until": letter.until} for letter in lent]
            _LENT.change_all(self._connection, rows)


def is_free_at(row: Row, now: datetime) -> bool:
    """Whether this letter is neither lent nor waits for another try."""
    return all(moment is None or moment <= now for moment in (row["lent_until"], row["not_before"]))


def _in_order(letters: Iterable[LentLetter]) -> list[LentLetter]:
    """In the order in which everybody locks rows, so that nobody waits for somebody who waits for them."""
    return sorted(letters, key=lambda letter: (letter.owner, letter.number))


def of_lending(letter: LentLetter) -> dict[str, object]:
    """What is bound in a statement about this very lending."""
    return {"of": letter.owner, "no": letter.number, "tries": letter.attempts}
