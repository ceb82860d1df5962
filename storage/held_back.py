"""Changes that are held back until somebody reads or commits: PostgreSQL gets them together, and is waited for once.

A change that PostgreSQL refuses is therefore told at the next question or at the commit, in the same transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

Change = tuple[str, Mapping[str, object] | Sequence[object]]
"""A statement's text and what is bound in it."""

_HELD = "held back"


def hold_back(connection: Connection, changes: Sequence[Change]) -> None:
    """Send these with what comes next in the transaction."""
    connection.info.setdefault(_HELD, []).extend(changes)


def ask(connection: Connection, questions: Sequence[Change]) -> list[list[Any]]:
    """Send what was held back, and questions behind it; the rows that answer each.

    Raises:
        psycopg.Error: any of it was refused.
    """
    held = connection.info.pop(_HELD, ())
    answers: list[list[Any]] = _adapted(connection).run_async(lambda raw: _answered(raw, held, questions))
    return answers


def send(connection: Connection) -> None:
    """Send what was held back. Raises psycopg.Error when any of it is refused."""
    held = connection.info.pop(_HELD, ())
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


async def _answered(raw: AsyncConnection[Any], held: Sequence[Change], questions: Sequence[Change]) -> list[list[Any]]:
    if len(questions) == 1 and not held and raw.info.transaction_status != TransactionStatus.IDLE:
        cursors = [await raw.execute(*questions[0])]
    else:
        async with raw.pipeline():  # and in the first one, BEGIN
            for change in held:
                await raw.execute(*change)
            cursors = [await raw.execute(*question) for question in questions]
    return [await cursor.fetchall() for cursor in cursors]


async def _sent(raw: AsyncConnection[Any], held: Sequence[Change]) -> None:
    async with raw.pipeline():
        for change in held:
            await raw.execute(*change)


def _adapted(connection: Connection) -> Any:  # noqa: ANN401 -- SQLAlchemy's, which does not say so in its types
    return connection.connection.dbapi_connection


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # what was held back for a connection that is gone went with it
        connection.info.pop(_HELD, None)
