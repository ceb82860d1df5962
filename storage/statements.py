"""Statements that several parts of the memory are made of, built once: building costs more than running."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.ready import Ready

Upsert = postgresql.Insert | sqlite.Insert


def of(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The rows of this table that belong to the owner who is bound as `of`."""
    return select(table).where(table.c.owner == bindparam("of"), *conditions)


@cache
def with_key(table: Table) -> Ready:
    """The owner's row whose key is bound as `key`."""
    return Ready(of(table, table.c.key == bindparam("key")))


def by_key(table: Table) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order in which keys were given out: d9 before d10."""
    return func.length(table.c.key), table.c.key


def insert_into(dialect: str, table: Table) -> Upsert:
    """An INSERT that can say ON CONFLICT in the words of this database."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Write these rows in place of those with the same primary key."""
    if rows:
        upserting(connection.dialect.name, table).change_all(connection, rows)


_ONCE = frozenset({"kept_at", "opened_at"})


@cache
def upserting(dialect: str, table: Table) -> Ready:
    """The statement that writes rows in place of others; `kept_at` and `opened_at` stay what they were."""
    statement = insert_into(dialect, table)
    key = [column.name for column in table.primary_key]
    names = [name for name in table.c.keys() if name not in key and name not in _ONCE]  # noqa: SIM118 - columns, not a dict
    taken = {name: statement.excluded[name] for name in names}
    return Ready(statement.on_conflict_do_update(index_elements=key, set_=taken))
