"""Lending letters: who may deliver which reply, and what became of any letter. It neither writes nor sends them.

The rule of this file: letters of one owner go out in the order of their numbers, and never past one that is lent to
somebody else or waits for another try; but a reply does not wait for what we began ourselves (slots.py lends that), nor
does what the owner set to a minute wait for the rest of that. Whoever lends locks the owner's row first and reads the
letters afterwards, because a statement that waited for a lock still sees other rows as they were before. A lending is
known by its number of attempts: until when it lasts changes with each renewal.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from conversations.effects import Lane, Say
from conversations.facts import OwnerId
from storage.codec import letter_read
from storage.columns import UtcDateTime
from storage.desk import Papers
from storage.dialogues import is_asked
from storage.letters import LentLetter, is_farewell, lane_of
from storage.ready import Ready
from storage.shelves import Row
from storage.tables import DIALOGUES, IS_WAITING, LETTERS, OWNERS

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
LETTERS_OF = (
    select(LETTERS)
    .where(LETTERS.c.owner.in_(bindparam("owners", expanding=True)), IS_WAITING)
    .order_by(LETTERS.c.owner, LETTERS.c.number)
)
LETTERS_OF_LOCKED = LETTERS_OF.with_for_update()
_REPLIES_OF = LETTERS_OF_LOCKED.where(LETTERS.c.lane == Lane.REPLY)
_REPLIES_OF_ONE = Ready(
    select(LETTERS)
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
_LATER = update(LETTERS).where(OURS).values(not_before=bindparam("again"), lent_until=None, reason=bindparam("why"))
_UNTRIED = {"lent_until": None, "attempts": LETTERS.c.attempts - 1}
_GIVEN_BACK = update(LETTERS).where(OURS, LETTERS.c.lent_until.is_not(None)).values(_UNTRIED)
_BEHIND = (
    update(LETTERS)
    .where(LETTERS.c.owner == bindparam("of"), LETTERS.c.number > bindparam("no"), LETTERS.c.lane == Lane.REPLY)
    .where(LETTERS.c.lent_until.is_not(None), IS_WAITING)
    .values(_UNTRIED)
)
_RENEWED = update(LETTERS).where(OURS, LETTERS.c.lent_until.is_not(None)).values(lent_until=bindparam("until"))
_IS_RENEWED = select(LETTERS.c.number).where(OURS, LETTERS.c.lent_until == bindparam("until", type_=UtcDateTime))
_NEWS = Ready(
    update(OWNERS)
    .where(OWNERS.c.owner == bindparam("of"))
    .values(changes=OWNERS.c.changes + 1)
    .returning(OWNERS.c.changes)
)
_ASKED = Ready(
    update(DIALOGUES)
    .where(DIALOGUES.c.owner == bindparam("of"), DIALOGUES.c.key == bindparam("this"))
    .values(question=bindparam("message"))
)
_DELIVERED = Ready(delete(LETTERS).where(THIS))
_LEFT = Ready(
    delete(OWNERS).where(OWNERS.c.owner == bindparam("of"), OWNERS.c.last_seen.is_(None)).returning(OWNERS.c.owner)
)
_LETTERS_LEFT = Ready(delete(LETTERS).where(LETTERS.c.owner == bindparam("of")))


class Lending:
    """The letters on their way out. All moments are UTC."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
        rows = {(letter.owner, letter.number): {**_of_lending(letter), "until": until} for letter in _in_order(lent)}
        if not rows or self._connection.execute(_RENEWED, list(rows.values())).rowcount == len(rows):
            return frozenset(rows)
        return frozenset(key for key, row in rows.items() if self._connection.execute(_IS_RENEWED, row).first())

    def give_back(self, lent: Iterable[LentLetter]) -> None:
        """These were not tried: anybody may have them now."""
        rows = [_of_lending(letter) for letter in _in_order(lent)]
        if rows:
            self._connection.execute(_GIVEN_BACK, rows)

    def delivered(self, taken: Sequence[tuple[LentLetter, int | None]]) -> None:
        """Telegram took these letters, each as the message with this id; a question's is kept with its dialogue."""
        in_order = sorted(taken, key=lambda each: (each[0].owner, each[0].number))
        for letter, message in in_order:
            said = letter.letter
            if message is not None and isinstance(said, Say) and said.question_of is not None:
                for row in _NEWS.rows(self._connection, {"of": letter.owner}):  # none, if they erased it all meanwhile
                    self.news.append((letter.owner, row["changes"], partial(is_asked, said.question_of, message)))
                asked = {"of": letter.owner, "this": said.question_of, "message": message}
                _ASKED.change(self._connection, asked)
        if taken:
            _DELIVERED.change_all(self._connection, [{"of": each.owner, "no": each.number} for each, _ in in_order])
        for letter, _ in in_order:
            if is_farewell(letter.letter):
                self._see_off(letter.owner)

    def postpone(self, letter: LentLetter, not_before: datetime, reason: str) -> None:
        """Try again from `not_before` on; what waits behind it waits too and is not lent any more.

        Does nothing when the letter was lent to somebody else meanwhile.
        """
        again = {"again": not_before, "why": reason, **_of_lending(letter)}
        if self._connection.execute(_LATER, again).rowcount and lane_of(letter.letter) is Lane.REPLY:
            self._connection.execute(_BEHIND, {"of": letter.owner, "no": letter.number})

    def unsendable(self, letter: LentLetter, reason: str) -> None:
        """It will never go; it is kept with the reason for 30 days, and what waits behind it goes on.

        The last words to somebody who erased everything are not kept.
        """
        if is_farewell(letter.letter):
            _DELIVERED.change(self._connection, {"of": letter.owner, "no": letter.number})
            self._see_off(letter.owner)
            return
        self._connection.execute(_GONE, {"of": letter.owner, "no": letter.number, "why": reason})

    def _see_off(self, owner: OwnerId) -> bool:
        """They erased everything and were told: nothing stays of them, unless they were heard since."""
        is_gone = bool(_LEFT.rows(self._connection, {"of": owner}))
        if is_gone:
            _LETTERS_LEFT.change(self._connection, {"of": owner})
        self.erased = True
        return is_gone

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
        held = _HOLD.rows(self._connection, {"of": owner})
        return _REPLIES_OF_ONE.rows(self._connection, {"of": owner}) if held and not held[0]["blocked"] else ()

    def _rows(self, query: Select[Any], owners: Sequence[OwnerId]) -> list[Row]:
        return list(self._connection.execute(query, {"owners": owners}).mappings()) if owners else []

    def _read(self, rows: Iterable[Row], now: datetime, until: datetime) -> Iterator[LentLetter]:
        """A letter that cannot be read stops only itself."""
        for row in rows:
            try:
                letter = letter_read(row["payload"])
            except ValidationError:
                self._connection.execute(_GONE, {"of": row["owner"], "no": row["number"], "why": UNREADABLE})
                continue
            yield LentLetter(OwnerId(row["owner"]), row["number"], letter, row["attempts"] + 1, until, now)

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


def _of_lending(letter: LentLetter) -> dict[str, object]:
    return {"of": letter.owner, "no": letter.number, "tries": letter.attempts}
