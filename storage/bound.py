"""What every part of the ledger stands on: one owner, one connection in a transaction. No part reads past its owner."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from conversations.facts import Key, OwnerId
from storage.shelves import Shelf

F = TypeVar("F")

Upsert = postgresql.Insert | sqlite.Insert


class Bound:
    """A part of the ledger, bound to one owner for one transaction."""

    def __init__(self, connection: Connection, owner: OwnerId) -> None:
        self._connection = connection
        self.owner = owner

    def _fact(self, shelf: Shelf[F], key: Key) -> F | None:
        facts = self._facts(shelf, self._of(shelf.table, shelf.table.c.key == key))
        return facts[0] if facts else None

    def _facts(self, shelf: Shelf[F], query: Select[Any]) -> tuple[F, ...]:
        return tuple(shelf.from_row(row) for row in self._connection.execute(query).mappings())

    def _of(self, table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
        """The owner's rows of this table; the only way to begin a query here."""
        return select(table).where(table.c.owner == self.owner, *conditions)

    def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(table.c.owner == self.owner, *conditions)
        return self._connection.execute(query).scalar_one()

    def _row_of(
        self, table: Table, key: str, order: Sequence[ColumnElement[Any]], *conditions: ColumnElement[bool]
    ) -> int | None:
        """Which row the thing with this key is in this order, counted from 0; None when it is not among them."""
        number = func.row_number().over(order_by=order).label("number")
        numbered = select(table.c.key, number).where(table.c.owner == self.owner, *conditions).subquery()
        found = self._connection.execute(select(numbered.c.number).where(numbered.c.key == key)).scalar()
        return None if found is None else found - 1


def by_key(table: Table) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order in which keys were given out: d9 before d10."""
    return func.length(table.c.key), table.c.key


def insert_into(dialect: str, table: Table) -> Upsert:
    """An INSERT that can say ON CONFLICT in the words of this database."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Write these rows in place of those with the same primary key; `kept_at` and `opened_at` stay what they were."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table), rows)


_ONCE = frozenset({"kept_at", "opened_at"})


@cache
def _upsert(dialect: str, table: Table) -> Upsert:
    statement = insert_into(dialect, table)
    key = [column.name for column in table.primary_key]
    names = [name for name in table.c.keys() if name not in key and name not in _ONCE]  # noqa: SIM118 - columns, not a dict
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in names})
