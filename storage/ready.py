"""Statements that every turn sends, made ready once: SQLite is handed their text at once, not by way of SQLAlchemy.

SQLAlchemy makes them and knows the types; only its way through a statement is spared, which takes five times as long as
SQLite needs. PostgreSQL, where the server and the way to it cost more, gets them by SQLAlchemy, and so does everybody
while somebody listens to what is sent.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import TypeEngine

from storage.sealed import Vault, vault_of

Bound = Mapping[str, object]
Processor = Callable[[Any], Any] | None


class Ready:
    """One statement. What is bound by name has to be bound at each call."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[tuple[Vault | None, tuple[str, ...]], _Text] = {}

    def rows(self, connection: Connection, bound: Bound) -> Sequence[Mapping[str, Any]]:
        """The rows that it gives, by the names of their columns.

        Raises:
            sqlalchemy.exc.DBAPIError: as SQLAlchemy would raise it, but without what was bound.
        """
        if not _is_direct(connection):
            return [dict(row) for row in connection.execute(self._statement, bound).mappings()]
        text = self._text(connection.dialect, bound)
        return [text.row(each) for each in _sent(connection, text, bound).fetchall()]

    def change(self, connection: Connection, bound: Bound) -> int:
        """How many rows it changed. Raises as `rows` does."""
        if not _is_direct(connection):
            return connection.execute(self._statement, bound).rowcount
        return _sent(connection, self._text(connection.dialect, bound), bound).rowcount

    def change_all(self, connection: Connection, rows: Sequence[Bound]) -> None:
        """Run it once for each of these, which all bind the same names. Raises as `rows` does."""
        if len(rows) == 1 or _is_direct(connection):  # one by itself: PostgreSQL's driver makes more ado about many
            for row in rows:
                self.change(connection, row)
        elif rows:
            connection.execute(self._statement, rows)

    def _text(self, dialect: Dialect, bound: Bound) -> "_Text":
        names = tuple(bound)
        made_for = vault_of(dialect), names  # what the types do depends on the keys
        text = self._texts.get(made_for)
        if text is None:
            text = self._texts[made_for] = _text(self._statement, dialect, names)
        return text


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as SQLite takes it; `takes` are its parameters in order, `gives` the columns of its rows."""

    sql: str
    takes: tuple[tuple[str, Processor, object], ...]
    gives: tuple[tuple[str, Processor], ...]

    def arguments(self, bound: Bound) -> list[object]:
        values = ((bound.get(name, usual), process) for name, process, usual in self.takes)
        return [value if process is None else process(value) for value, process in values]

    def row(self, values: Sequence[Any]) -> Mapping[str, Any]:
        pairs = zip(self.gives, values, strict=True)
        return {name: value if process is None else process(value) for (name, process), value in pairs}


def _text(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> _Text:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))  # type: ignore[attr-defined]  # whatever can be run can be compiled
    order: Sequence[str] = compiled.positiontup or ()
    takes = tuple((name, _binding(compiled.binds[name].type, dialect), compiled.params[name]) for name in order)
    columns = getattr(statement, "exported_columns", ())
    gives = tuple(
        (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None)) for column in columns
    )
    return _Text(str(compiled), takes, gives)


def _binding(of: TypeEngine[Any], dialect: Dialect) -> Processor:
    return of.dialect_impl(dialect).bind_processor(dialect)


def _result(of: TypeEngine[Any], dialect: Dialect) -> Processor:
    return of.dialect_impl(dialect).result_processor(dialect, None)


def _sent(connection: Connection, text: _Text, bound: Bound) -> sqlite3.Cursor:
    raw = connection.connection.dbapi_connection
    arguments = text.arguments(bound)
    try:
        cursor: sqlite3.Cursor = raw.execute(text.sql, arguments)  # type: ignore[union-attr]  # it is there while it is open
    except sqlite3.Error as error:
        raise DBAPIError.instance(text.sql, None, error, sqlite3.Error) from error
    return cursor


def _is_direct(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and not connection.dispatch.before_cursor_execute
