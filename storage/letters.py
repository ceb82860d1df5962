"""Letters: what is said, as rows written with the turn that says it. Delivering them is the outbox's part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, bindparam, insert, select

from conversations.effects import HandOver, Lane, Letter, Play, React, Revise, Say, Strip, TakeIn, Toast
from conversations.facts import OwnerId
from storage.codec import letter_written
from storage.owners import OwnerRow
from storage.ready import Ready
from storage.tables import IS_WAITING, LETTERS

_WAITING = Ready(select(LETTERS.c.lane).where(LETTERS.c.owner == bindparam("of"), IS_WAITING).distinct())
_WRITTEN = Ready(insert(LETTERS))


@dataclass(frozen=True, slots=True)
class LentLetter:
    """A letter to deliver. Until `until` (UTC) nobody else gets it, and longer if it is renewed.

    `attempts` counts this lending too, so that two lendings of a letter can be told apart. What we begin ourselves has
    a moment (`at`, UTC) before which it must not go.
    """

    owner: OwnerId
    number: int
    letter: Letter
    attempts: int
    until: datetime
    lent_at: datetime
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """When letters are written (UTC), and until when they are lent to the one who writes them, if at all."""

    now: datetime
    lend_until: datetime | None


def write(
    connection: Connection, owner: OwnerId, row: OwnerRow, letters: Sequence[Letter], when: Writing
) -> tuple[LentLetter, ...]:
    """Write letters in this order behind those that wait already.

    Replies are lent at once if no older reply waits and the owner can be reached: the order in a chat is kept. What we
    begin ourselves never is: it waits for its slot (see slots.py), and replies do not wait for it.
    """
    if not letters:
        return ()
    until = when.lend_until
    if until is not None and (row.settings.blocked or Lane.REPLY in lanes_waiting(connection, owner, row)):
        until = None
    row.waiting = None
    numbered = [(row.next_letter(), letter) for letter in letters]
    rows = [_letter_row(number, letter, owner, Writing(when.now, until)) for number, letter in numbered]
    _WRITTEN.change_all(connection, rows)
    if until is None:
        return ()
    replies = [(number, letter) for number, letter in numbered if lane_of(letter) is Lane.REPLY]
    return tuple(LentLetter(owner, number, letter, 1, until, when.now) for number, letter in replies)


def lanes_waiting(connection: Connection, owner: OwnerId, row: OwnerRow) -> frozenset[Lane]:
    """The lanes in which a letter to this owner waits, lent to somebody or not."""
    if row.waiting is None:
        row.waiting = frozenset(letter["lane"] for letter in _WAITING.rows(connection, {"of": owner}))
    return row.waiting


def lane_of(letter: Letter) -> Lane:
    """Which lane a letter goes in; only what is said anew can be begun by us."""
    match letter:
        case Say(lane=lane):
            return lane
        case Play() | Revise() | Strip() | Toast() | React() | HandOver() | TakeIn():
            return Lane.REPLY
        case _:
            assert_never(letter)


def is_farewell(letter: Letter) -> bool:
    """Whether these are the last words to somebody who erased everything."""
    return isinstance(letter, Say) and letter.farewell


def _letter_row(number: int, letter: Letter, owner: OwnerId, when: Writing) -> dict[str, object]:
    lane = lane_of(letter)
    until = when.lend_until if lane is Lane.REPLY else None
    return {
        "owner": owner,
        "number": number,
        "lane": lane,
        "payload": letter_written(letter),
        "written_at": when.now,
        "not_before": None,
        "lent_until": until,
        "attempts": 0 if until is None else 1,
        "state": "waiting",
        "reason": None,
    }
