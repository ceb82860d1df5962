"""Changes that are held back until somebody reads or commits: PostgreSQL gets them together, and is waited for once.

A change that PostgreSQL refuses is therefore told at the next question or at the commit, in the same transaction.
What is done for owners who share a transaction are its parts: they touch nothing of each other's, so a question in one
waits for its own changes only. In the end those of all parts are sent with the same statements side by side, which
PostgreSQL and its driver take more of at once.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

Change = tuple[str, Mapping[str, object] | Sequence[object]]
"""A statement's text and what is bound in it."""

_HELD = "held back"


def begin_part(connection: Connection) -> None:
    """What follows in this transaction has nothing to do with what was held back before."""
    _parts(connection).append([])


def hold_back(connection: Connection, changes: Sequence[Change]) -> None:
    """Send these with what comes next in this part of the transaction, or at its end."""
    parts = _parts(connection)
    if not parts:
        parts.append([])
    parts[-1].extend(changes)


def ask(connection: Connection, questions: Sequence[Change]) -> list[list[Any]]:
    """Send what was held back in this part, and questions behind it; the rows that answer each.

    Raises:
        psycopg.Error: any of it was refused.
    """
    parts = _parts(connection)
    held = parts.pop() if parts else []
    parts.append([])
    answers: list[list[Any]] = _adapted(connection).run_async(lambda raw: _answered(raw, held, questions))
    return answers


def send(connection: Connection) -> None:
    """Send what was held back. Raises psycopg.Error when any of it is refused."""
    held = list(side_by_side(connection.info.pop(_HELD, ())))
    if held:
        _adapted(connection).run_async(lambda raw: _sent(raw, held))


def listen(engine: Engine, told: Callable[[Connection, str, Exception], DBAPIError]) -> None:
    """Send it before everything that SQLAlchemy sends itself, and forget it when the transaction is rolled back."""

    def sent(connection: Connection, *_: object) -> None:
        try:
            send(connection)
        except connection.dialect.loaded_dbapi.Error as error:
            raise told(connection, "changes that were held back", error) from error

    event.listen(engine, "before_execute", sent)
    event.listen(engine, "commit", sent)
    event.listen(engine, "rollback", _forget)


def side_by_side(parts: Sequence[Sequence[Change]]) -> Iterator[Change]:
    """All changes, each part's in its order, and as far as that goes those with the same statement together."""
    queues = [deque(part) for part in parts if part]
    while queues:
        statement, _ = Counter(queue[0][0] for queue in queues).most_common(1)[0]
        for queue in queues:
            while queue and queue[0][0] == statement:
                yield queue.popleft()
        queues = [queue for queue in queues if queue]


async def _answered(raw: AsyncConnection[Any], held: Sequence[Change], questions: Sequence[Change]) -> list[list[Any]]:
    if len(questions) == 1 and not held and raw.info.transaction_status != TransactionStatus.IDLE:
        cursors = [await raw.execute(*questions[0])]
    else:
        async with raw.pipeline():  # and in the first one, BEGIN
            await _change(raw, held)
            cursors = [await raw.execute(*question) for question in questions]
    return [await cursor.fetchall() for cursor in cursors]


async def _sent(raw: AsyncConnection[Any], held: Sequence[Change]) -> None:
    async with raw.pipeline():
        await _change(raw, held)


async def _change(raw: AsyncConnection[Any], held: Iterable[Change]) -> None:
    """Several of the same statement are half the work for the driver."""
    cursor = raw.cursor()
    for statement, changes in groupby(held, key=itemgetter(0)):
        rows = [bound for _, bound in changes]
        await (cursor.execute(statement, rows[0]) if len(rows) == 1 else cursor.executemany(statement, rows))


def _parts(connection: Connection) -> list[list[Change]]:
    parts: list[list[Change]] = connection.info.setdefault(_HELD, [])
    return parts


def _adapted(connection: Connection) -> Any:  # noqa: ANN401 -- SQLAlchemy's, which does not say so in its types
    return connection.connection.dbapi_connection


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # what was held back for a connection that is gone went with it
        connection.info.pop(_HELD, None)
