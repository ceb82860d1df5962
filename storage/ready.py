"""Statements that every turn sends, made ready once: the driver is handed their text at once, not by way of SQLAlchemy.

SQLAlchemy makes them and knows the types; only its way through a statement is spared, which takes longer than SQLite
needs for it, or PostgreSQL. Everybody goes that way while somebody listens to what is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import TypeEngine

from storage.held_back import ask, hold_back
from storage.sealed import Vault, vault_of

Bound = Mapping[str, object]
Processor = Callable[[Any], Any] | None


class Ready:
    """One statement. What is bound by name has to be bound at each call."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[tuple[Vault | None, str, tuple[str, ...]], _Text] = {}

    def rows(self, connection: Connection, bound: Bound) -> Sequence[Mapping[str, Any]]:
        """The rows that it gives, by the names of their columns.

        Raises:
            sqlalchemy.exc.DBAPIError: as SQLAlchemy would raise it, but without what was bound.
        """
        if not _is_direct(connection):
            return [dict(row) for row in connection.execute(self._statement, bound).mappings()]
        text = self.text(connection.dialect, bound)
        question = text.sql, text.arguments(bound)
        try:
            answer = _raw(connection).execute(*question) if text.is_numbered else ask(connection, [question])[0]
        except connection.dialect.loaded_dbapi.Error as error:
            raise told(connection, text.sql, error) from error
        return [text.row(each) for each in answer]

    def change(self, connection: Connection, bound: Bound) -> None:
        """Run it for what it changes; PostgreSQL may refuse it only at what is sent next (see held_back.py)."""
        self.change_all(connection, (bound,))

    def change_all(self, connection: Connection, rows: Sequence[Bound]) -> None:
        """Run it once for each of these, which all bind the same names. Raises as `rows` does."""
        if not rows:
            return
        if not _is_direct(connection):
            connection.execute(self._statement, rows[0] if len(rows) == 1 else rows)
            return
        text = self.text(connection.dialect, rows[0])
        arguments = [text.arguments(bound) for bound in rows]
        if not text.is_numbered:
            hold_back(connection, [(text.sql, each) for each in arguments])
            return
        try:
            if len(arguments) == 1:
                _raw(connection).execute(text.sql, arguments[0])
            else:
                _raw(connection).executemany(text.sql, arguments)
        except connection.dialect.loaded_dbapi.Error as error:
            raise told(connection, text.sql, error) from error

    def text(self, dialect: Dialect, bound: Bound) -> "_Text":
        """The statement as the driver of this database takes it when these names are bound."""
        which = vault_of(dialect), dialect.name, tuple(bound)  # what the types do depends on the keys
        text = self._texts.get(which)
        if text is None:
            text = self._texts[which] = _text(self._statement, dialect, which[2])
        return text


def rows_of_all(connection: Connection, asked: Sequence[tuple[Ready, Bound]]) -> list[Sequence[Mapping[str, Any]]]:
    """The rows of each of these, as `rows` gives them; PostgreSQL is asked all of them at once."""
    if not _is_direct(connection) or connection.dialect.name == "sqlite":
        return [ready.rows(connection, bound) for ready, bound in asked]
    texts = [ready.text(connection.dialect, bound) for ready, bound in asked]
    questions = [(text.sql, text.arguments(bound)) for text, (_, bound) in zip(texts, asked, strict=True)]
    try:
        answers = ask(connection, questions)
    except connection.dialect.loaded_dbapi.Error as error:
        raise told(connection, "; ".join(text.sql for text in texts), error) from error
    return [[text.row(row) for row in rows] for text, rows in zip(texts, answers, strict=True)]


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as the driver takes it; `names` and `takes` are its parameters, `gives` the columns of its rows."""

    sql: str
    is_numbered: bool
    names: tuple[str, ...]
    takes: tuple[tuple[str, Processor, object], ...]
    gives: tuple[tuple[str, Processor], ...]

    def arguments(self, bound: Bound) -> Sequence[object] | Mapping[str, object]:
        values = [
            bound.get(name, usual) if process is None else process(bound.get(name, usual))
            for name, process, usual in self.takes
        ]
        return values if self.is_numbered else dict(zip(self.names, values, strict=True))

    def row(self, values: Sequence[Any]) -> Mapping[str, Any]:
        pairs = zip(self.gives, values, strict=True)
        return {name: value if process is None else process(value) for (name, process), value in pairs}


def _text(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> _Text:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))  # type: ignore[attr-defined]  # whatever can be run can be compiled
    is_numbered = compiled.positiontup is not None
    order: Sequence[str] = compiled.positiontup if is_numbered else tuple(compiled.params)
    takes = tuple((name, _binding(compiled.binds[name].type, dialect), compiled.params[name]) for name in order)
    columns = getattr(statement, "exported_columns", ())
    gives = tuple((column.name, _result(column.type, dialect)) for column in columns)
    return _Text(str(compiled), is_numbered, tuple(order), takes, gives)


def _binding(of: TypeEngine[Any], dialect: Dialect) -> Processor:
    return of.dialect_impl(dialect).bind_processor(dialect)


def _result(of: TypeEngine[Any], dialect: Dialect) -> Processor:
    return of.dialect_impl(dialect).result_processor(dialect, None)


def _raw(connection: Connection) -> Any:  # noqa: ANN401 -- a connection of the driver's
    return connection.connection.dbapi_connection


def told(connection: Connection, sql: str, error: Exception) -> DBAPIError:
    """The failure as SQLAlchemy would tell it; a connection that is gone is not used again."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(error, _raw(connection), None)  # type: ignore[arg-type]  # the drivers' own error
    if is_gone:
        connection.invalidate(error)
    base = dialect.loaded_dbapi.Error
    as_told = DBAPIError.instance(sql, None, error, base, connection_invalidated=is_gone, dialect=dialect)
    assert isinstance(as_told, DBAPIError)  # noqa: S101 -- as it is one of the driver's
    return as_told


def _is_direct(connection: Connection) -> bool:
    """Not where somebody listens, nor on PostgreSQL outside of an event loop, which nobody has to hurry for."""
    is_quick = connection.dialect.name == "sqlite" or connection.dialect.is_async
    return is_quick and not connection.dispatch.before_cursor_execute
