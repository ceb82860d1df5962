"""Letters: what is said, as rows written with the turn that says it. Delivering them is the outbox's part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, bindparam, insert, select

from conversations.effects import Lane, Letter, Play, React, Revise, Say, Strip, Toast
from conversations.facts import OwnerId
from storage.codec import letter_written
from storage.owners import OwnerRow
from storage.statements import one_or_many
from storage.tables import IS_WAITING, LETTERS

_WAITING = select(LETTERS.c.number).where(LETTERS.c.owner == bindparam("of"), IS_WAITING).limit(1)
_WRITTEN = insert(LETTERS)
_NUDGE_WAITS = _WAITING.where(LETTERS.c.lane != Lane.REPLY)


@dataclass(frozen=True, slots=True)
class LentLetter:
    """A letter to deliver now. Until `until` (UTC) nobody else gets it; `attempts` counts this lending too."""

    owner: OwnerId
    number: int
    letter: Letter
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    """When letters are written (UTC), and until when they are lent to the one who writes them, if at all."""

    now: datetime
    lend_until: datetime | None


def write(
    connection: Connection, owner: OwnerId, row: OwnerRow, letters: Sequence[Letter], when: Writing
) -> tuple[LentLetter, ...]:
    """Write letters in this order behind those that wait already.

    They are lent at once only if nothing older waits and the owner can be reached: the order in a chat is kept.
    """
    if not letters:
        return ()
    until = when.lend_until
    if until is not None and (row.settings.blocked or _something_waits(connection, owner)):
        until = None
    numbered = [(row.next_letter(), letter) for letter in letters]
    rows = [_letter_row(number, letter, owner, Writing(when.now, until)) for number, letter in numbered]
    connection.execute(_WRITTEN, one_or_many(rows))
    if until is None:
        return ()
    return tuple(LentLetter(owner, number, letter, 1, until) for number, letter in numbered)


def nudge_waits(connection: Connection, owner: OwnerId) -> bool:
    """Whether a letter that is a nudge waits for this owner, lent to somebody or not."""
    return connection.execute(_NUDGE_WAITS, {"of": owner}).first() is not None


def lane_of(letter: Letter) -> Lane:
    """Which lane a letter goes in; only what is said anew can be begun by us."""
    match letter:
        case Say(lane=lane):
            return lane
        case Play() | Revise() | Strip() | Toast() | React():
            return Lane.REPLY
        case _:
            assert_never(letter)


def _something_waits(connection: Connection, owner: OwnerId) -> bool:
    return connection.execute(_WAITING, {"of": owner}).first() is not None


def _letter_row(number: int, letter: Letter, owner: OwnerId, when: Writing) -> dict[str, object]:
    return {
        "owner": owner,
        "number": number,
        "lane": lane_of(letter),
        "payload": letter_written(letter),
        "written_at": when.now,
        "not_before": None,
        "lent_until": when.lend_until,
        "attempts": 0 if when.lend_until is None else 1,
        "state": "waiting",
        "reason": None,
    }
