"""Owners' rows that a transaction on PostgreSQL holds from its start: several owners' work shares it (see grouped.py).

Nobody waits in here: rows that somebody else holds are left to them, so that no two groups can wait for each other.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, any_, bindparam, select, type_coerce, update
from sqlalchemy.dialects.postgresql import ARRAY

from conversations.effects import Lane
from conversations.facts import OwnerId
from storage.hearing import Brought, hear_all
from storage.ready import Ready, rows_of_all
from storage.tables import IS_WAITING, LETTERS, OWNERS

ROW = (
    *(column for column in OWNERS.c if column is not OWNERS.c.first_name),
    type_coerce(OWNERS.c.first_name, Text).label("first_name"),
)
"""An owner's row, with the name as it lies: whether it is sealed shows whether somebody with a key wrote here."""

_AT_HAND = "owners at hand"
_THESE = bindparam("owners", type_=ARRAY(BigInteger))

_HOLD = Ready(
    select(*ROW).where(OWNERS.c.owner == any_(_THESE)).order_by(OWNERS.c.owner).with_for_update(skip_locked=True)
)
_WAITING = Ready(select(LETTERS.c.owner, LETTERS.c.lane).where(LETTERS.c.owner == any_(_THESE), IS_WAITING).distinct())
_COUNT = Ready(
    update(OWNERS)
    .where(OWNERS.c.owner == bindparam("of"))
    .values(changes=OWNERS.c.changes + 1)
    .returning(OWNERS.c.changes)
)
_COUNTED = Ready(update(OWNERS).where(OWNERS.c.owner == bindparam("of")))


@dataclass(frozen=True, slots=True)
class AtHand:
    """An owner's row, and in which lanes letters to them wait, as it was when the row was locked."""

    row: Mapping[str, Any]
    waiting: frozenset[Lane]
    heard: dict[Brought, bool] = field(default_factory=dict)
    """An update that they brought, and whether it was new."""


def hold(connection: Connection, owners: Collection[OwnerId], updates: Collection[Brought] = ()) -> frozenset[OwnerId]:
    """Lock these owners' rows until the transaction ends; those that could be locked at once. Hear their updates.

    Whoever is missing is held by somebody else, or has no row.
    """
    bound = {"owners": list(owners)}
    rows, waiting = rows_of_all(connection, ((_HOLD, bound), (_WAITING, bound)))
    lanes: defaultdict[int, set[Lane]] = defaultdict(set)
    for letter in waiting:
        lanes[letter["owner"]].add(letter["lane"])
    held = {OwnerId(row["owner"]): AtHand(row, frozenset(lanes[row["owner"]])) for row in rows}
    known = (each for each in updates if each.owner in held and held[each.owner].row["last_seen"] is not None)
    for brought, is_new in hear_all(connection, tuple(known)).items():
        held[brought.owner].heard[brought] = is_new
    connection.info[_AT_HAND] = held
    return frozenset(held)


def let_go(connection: Connection) -> None:
    """The transaction is over."""
    connection.info.pop(_AT_HAND, None)


def taken(connection: Connection, owner: OwnerId) -> AtHand | None:
    """The row, if it is at hand; whoever takes it may change it, and nobody is given it again."""
    held: dict[OwnerId, AtHand] = connection.info.get(_AT_HAND, {})
    return held.pop(owner, None)


def counted(connection: Connection, owner: OwnerId) -> int | None:
    """Count a change to what is this owner's; the count that stands there now, None when they have no row."""
    known = taken(connection, owner)
    if known is None:
        rows = _COUNT.rows(connection, {"of": owner})
        return int(rows[0]["changes"]) if rows else None
    changes = int(known.row["changes"]) + 1
    _COUNTED.change(connection, {"of": owner, "changes": changes})
    return changes
