"""Lending letters: who may deliver what, and what became of it. It neither writes letters nor sends them.

The rule of this file: letters of one owner go out in the order of their numbers, and never past one that is lent to
somebody else or waits for another try; but a reply does not wait for what we began ourselves, nor does what the owner
set to a minute wait for the rest of that. Whoever lends locks the owner's row first and reads the letters afterwards,
because a statement that waited for a lock still sees other rows as they were before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, or_, select, update

from conversations.effects import Lane, Say
from conversations.facts import OwnerId
from conversations.nudge_times import awake_from
from storage.codec import letter_read
from storage.desk import Papers
from storage.dialogues import is_asked
from storage.letters import LentLetter
from storage.owners import settings_of
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

_HOLD = select(OWNERS.c.blocked).where(OWNERS.c.owner == bindparam("of")).with_for_update()
_NEWS = (
    update(OWNERS)
    .where(OWNERS.c.owner == bindparam("of"))
    .values(changes=OWNERS.c.changes + 1)
    .returning(OWNERS.c.changes)
)
_ASKED = (
    update(DIALOGUES)
    .where(DIALOGUES.c.owner == bindparam("of"), DIALOGUES.c.key == bindparam("this"))
    .values(question=bindparam("message"))
)
_DELIVERED = delete(LETTERS).where(LETTERS.c.owner == bindparam("of"), LETTERS.c.number == bindparam("no"))


class Lending:
    """The letters on their way out. All moments are UTC."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.news: list[tuple[OwnerId, int, Callable[[Papers], None]]] = []
        """Whose count of changes became what, and what that does to what is known of them; for the desk."""

    def lend(self, now: datetime, until: datetime, limit: int, owner: OwnerId | None = None) -> tuple[LentLetter, ...]:
        """At most `limit` letters to deliver, lent to the caller until `until`.

        Owners who wait for a reply come before those who get a nudge; within an owner the order is strict, so a caller
        whose delivery fails has to leave this owner's other letters alone (`postpone` hands them back).
        With `owner`, only theirs; a turn of theirs that is going on is waited for.
        """
        owners = self._owners_in_turn(now, limit) if owner is None else self._hold(owner)
        rows = sorted(self._rows_of(owners), key=lambda row: owners.index(row["owner"]))
        by_owner = (list(group) for _, group in groupby(rows, key=itemgetter("owner")))
        free = [row for letters in by_owner for row in self._wakeful(list(_reachable(letters, now)), now)]
        lent = tuple(self._read(free[:limit], until))
        self._note_lent(lent, until)
        return lent

    def delivered(self, letter: LentLetter, message: int | None) -> None:
        """Telegram took it. `message` is the id it got; a question's is remembered with its dialogue."""
        said = letter.letter
        if message is not None and isinstance(said, Say) and said.question_of is not None:
            changes = self._connection.execute(_NEWS, {"of": letter.owner}).scalar_one()
            self.news.append((letter.owner, changes, partial(is_asked, said.question_of, message)))
            self._connection.execute(_ASKED, {"of": letter.owner, "this": said.question_of, "message": message})
        self._connection.execute(_DELIVERED, {"of": letter.owner, "no": letter.number})

    def postpone(self, letter: LentLetter, not_before: datetime, reason: str) -> None:
        """Try again from `not_before` on; what waits behind it waits too and is not lent any more.

        Does nothing when the letter was lent to somebody else meanwhile.
        """
        ours = and_(_this(letter), LETTERS.c.lent_until == letter.until, IS_WAITING)
        again = update(LETTERS).where(ours).values(not_before=not_before, lent_until=None, reason=reason)
        if self._connection.execute(again).rowcount:
            self._hand_back_behind(letter)

    def unsendable(self, letter: LentLetter, reason: str) -> None:
        """It will never go; it is kept with the reason for 30 days, and what waits behind it goes on."""
        gone = update(LETTERS).where(_this(letter)).values(state="unsendable", lent_until=None, reason=reason)
        self._connection.execute(gone)

    def call_back(self) -> None:
        """Every letter can be lent again at once: those to whom letters were lent are gone."""
        lent = and_(IS_WAITING, LETTERS.c.lent_until.is_not(None))
        self._connection.execute(update(LETTERS).where(lent).values(lent_until=None))

    def _owners_in_turn(self, now: datetime, limit: int) -> list[OwnerId]:
        """Owners with a letter that can go, locked, the most urgent first; those whom others hold are passed over."""
        found: dict[OwnerId, None] = {}
        for lane in Lane:
            query = lendable(now, lane).limit(limit).with_for_update(of=OWNERS, skip_locked=True)
            found |= dict.fromkeys(OwnerId(owner) for owner in self._connection.execute(query).scalars())
        return list(found)[:limit]

    def _hold(self, owner: OwnerId) -> list[OwnerId]:
        """Wait until no turn of this owner goes on, and keep it so; nobody, if they are unknown or blocked us."""
        blocked = self._connection.execute(_HOLD, {"of": owner}).scalar_one_or_none()
        return [owner] if blocked is False else []

    def _rows_of(self, owners: Sequence[OwnerId]) -> list[Row]:
        theirs = select(LETTERS).where(LETTERS.c.owner.in_(owners), IS_WAITING)
        ordered = theirs.order_by(LETTERS.c.owner, LETTERS.c.number).with_for_update()
        return list(self._connection.execute(ordered).mappings())

    def _wakeful(self, rows: Sequence[Row], now: datetime) -> Iterator[Row]:
        """Without what we began ourselves and could not bring before quiet hours or a pause: it waits for their end."""
        begun = any(row["lane"] is Lane.NUDGE for row in rows)
        awake = awake_from(now, settings_of(self._connection, rows[0]["owner"])) if begun else now
        for row in rows:
            if row["lane"] is not Lane.NUDGE or awake <= now:
                yield row
                continue
            this = and_(LETTERS.c.owner == row["owner"], LETTERS.c.number == row["number"])
            self._connection.execute(update(LETTERS).where(this).values(not_before=awake))

    def _read(self, rows: Iterable[Row], until: datetime) -> Iterator[LentLetter]:
        """A letter that cannot be read stops only itself."""
        for row in rows:
            try:
                letter = letter_read(row["payload"])
            except ValidationError:
                this = and_(LETTERS.c.owner == row["owner"], LETTERS.c.number == row["number"])
                gone = update(LETTERS).where(this).values(state="unsendable", reason=UNREADABLE)
                self._connection.execute(gone)
                continue
            yield LentLetter(OwnerId(row["owner"]), row["number"], letter, row["attempts"] + 1, until)

    def _note_lent(self, lent: Sequence[LentLetter], until: datetime) -> None:
        if not lent:
            return
        this = and_(LETTERS.c.owner == bindparam("of"), LETTERS.c.number == bindparam("no"))
        note = update(LETTERS).where(this).values(lent_until=until, attempts=LETTERS.c.attempts + 1)
        self._connection.execute(note, [{"of": letter.owner, "no": letter.number} for letter in lent])

    def _hand_back_behind(self, letter: LentLetter) -> None:
        """They were not tried, so it does not count as an attempt."""
        behind = and_(LETTERS.c.owner == letter.owner, LETTERS.c.number > letter.number)
        still_ours = and_(behind, LETTERS.c.lent_until == letter.until, IS_WAITING)
        back = update(LETTERS).where(still_ours).values(lent_until=None, attempts=LETTERS.c.attempts - 1)
        self._connection.execute(back)


def lendable(now: datetime, lane: Lane) -> Select[Any]:
    """The owners of this lane's letters that nothing stands in the way of, the oldest letter first."""
    obstacle = LETTERS.alias()
    in_the_way = select(obstacle.c.number).where(
        obstacle.c.owner == LETTERS.c.owner,
        obstacle.c.number <= LETTERS.c.number,
        obstacle.c.state == "waiting",
        obstacle.c.lane.in_(OBSTACLES[lane]),
        or_(obstacle.c.lent_until > now, obstacle.c.not_before > now),
    )
    return (
        select(LETTERS.c.owner)
        .join_from(LETTERS, OWNERS, OWNERS.c.owner == LETTERS.c.owner)
        .where(IS_WAITING, LETTERS.c.lane == lane, OWNERS.c.blocked.is_(False), ~in_the_way.exists())
        .order_by(LETTERS.c.written_at, LETTERS.c.owner, LETTERS.c.number)
    )


def _reachable(letters: Iterable[Row], now: datetime) -> Iterator[Row]:
    blocked: set[Lane] = set()
    for row in letters:
        if any(moment is not None and moment > now for moment in (row["lent_until"], row["not_before"])):
            blocked.add(row["lane"])
        if blocked.isdisjoint(OBSTACLES[row["lane"]]):
            yield row


def _this(letter: LentLetter) -> ColumnElement[bool]:
    return and_(LETTERS.c.owner == letter.owner, LETTERS.c.number == letter.number)
