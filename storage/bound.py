"""What every part of the ledger stands on: one owner, one connection in a transaction. No part reads past its owner.

The rule of this file: whoever writes to a table says so (`_write`, `_upsert`), because answers that were read from it
are remembered until then, into the owner's next turns.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, Select, Table, bindparam, func, select

from conversations.facts import Key, OwnerId
from storage.desk import WORDS_OF, Desk, Papers, Source
from storage.owners import OwnerRow
from storage.ready import Ready
from storage.sealed import vault_of
from storage.shelves import Row, Shelf
from storage.statements import upserting, with_key

B = TypeVar("B", bound="Bound")
F = TypeVar("F")
P = ParamSpec("P")
R = TypeVar("R")

_UNKNOWN = object()


def remembered(*tables: Source) -> Callable[[Callable[Concatenate[B, P], R]], Callable[Concatenate[B, P], R]]:
    """A question about the owner whose answer depends on nothing but its arguments and what these tables hold."""

    def remembering(method: Callable[Concatenate[B, P], R]) -> Callable[Concatenate[B, P], R]:
        name = method.__name__

        @wraps(method)
        def ask(self: B, /, *args: P.args, **named: P.kwargs) -> R:
            question = (name, args, tuple(named.items()))
            answer = self.papers.find(question, _UNKNOWN)
            if answer is _UNKNOWN:
                answer = method(self, *args, **named)
                self.papers.keep(question, answer, tables)
            found: R = answer
            return found

        return ask

    return remembering


@cache
def _counting(table: Table) -> Ready:
    return Ready(select(func.count().label("rows")).select_from(table).where(table.c.owner == bindparam("of")))


class Bound:
    """A part of the ledger, bound to one owner for one transaction."""

    def __init__(self, connection: Connection, owner: OwnerId, desk: Desk | None = None) -> None:
        """Lock the owner's row until the transaction ends; what the desk has of them is used, if it is still true."""
        self._connection = connection
        self.owner = owner
        self._vault = vault_of(connection.dialect)
        if self._vault is not None:
            self._vault.belongs_to(owner)
        self._row = OwnerRow(connection, owner)
        changes = self._row.changes
        self.papers = Papers(changes) if desk is None else desk.take(owner, changes)

    def settle(self) -> None:
        """Write what is still held in memory, and that there is news; the database calls it at the end of each turn."""
        self.papers.changes = self._row.settle()

    def _fact(self, shelf: Shelf[F], key: Key) -> F | None:
        question = (shelf.table, key)
        fact: F | None = self.papers.find(question, _UNKNOWN)
        if fact is _UNKNOWN:
            facts = self._facts(shelf, with_key(shelf.table), key=key)
            fact = facts[0] if facts else None
            self.papers.keep(question, fact, (shelf.table,))
        return fact

    def _facts(self, shelf: Shelf[F], query: Select[Any] | Ready, **bound: object) -> tuple[F, ...]:
        return tuple(shelf.from_row(row) for row in self._rows(query, **bound))

    def _rows(self, query: Select[Any] | Ready, **bound: object) -> Sequence[Row]:
        """What a query gives of this owner; a ready one is quicker, and has the owner bound as `of`."""
        bound["of"] = self.owner
        if isinstance(query, Ready):
            return query.rows(self._connection, bound)
        return self._connection.execute(query, bound).mappings().all()

    def _of(self, table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
        """The owner's rows of this table, for questions that are asked too rarely to be built once."""
        return select(table).where(table.c.owner == self.owner, *conditions)

    def _write(self, table: Table, statement: Executable | Ready, rows: Sequence[Mapping[str, object]] = ()) -> None:
        """Change rows of this table; what was read from it is not known any more."""
        if isinstance(statement, Ready):
            statement.change_all(self._connection, rows)
        else:
            self._connection.execute(statement, rows or None)
        self.papers.forget(table)
        self._row.has_news()

    def _upsert(self, table: Table, rows: Sequence[Mapping[str, object]], *, moves: bool = True) -> None:
        """Write these rows in place of those with the same primary key (see statements.upserting).

        When nothing `moves`, the caller puts what changed in its place among what is known.
        """
        if not rows:
            return
        upserting(self._connection.dialect.name, table).change_all(self._connection, rows)
        self._row.has_news()
        self.papers.forget(WORDS_OF(table.name))
        if moves:
            self.papers.forget(table)

    def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        if not conditions:
            return int(_counting(table).rows(self._connection, {"of": self.owner})[0]["rows"])
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
