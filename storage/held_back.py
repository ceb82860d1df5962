"""Changes that are held back until somebody reads or commits: PostgreSQL gets them together, and is waited for once.

A change that PostgreSQL refuses is therefore told at the next question or at the commit, in the same transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

Change = tuple[str, Mapping[str, object] | Sequence[object]]
"""A statement's text and what is bound in it."""

_HELD = "held back"


def hold_back(connection: Connection, change: Change) -> None:
    """Send this with what comes next in the transaction."""
    connection.info.setdefault(_HELD, []).append(change)


def ask(connection: Connection, question: Change) -> Any:  # noqa: ANN401 -- psycopg's cursor
    """Send what was held back, and a question behind it.

    Raises:
        psycopg.Error: any of it was refused.
    """
    raw: Any = connection.connection.dbapi_connection
    held = connection.info.pop(_HELD, ())
    if not held and raw.info.transaction_status != TransactionStatus.IDLE:
        return raw.execute(*question)
    with raw.pipeline():  # and in the first one, BEGIN
        for change in held:
            raw.execute(*change)
        return raw.execute(*question)


def send(connection: Connection) -> None:
    """Send what was held back. Raises psycopg.Error when any of it is refused."""
    held = connection.info.pop(_HELD, ())
    if held:
        raw: Any = connection.connection.dbapi_connection
        with raw.pipeline():
            for change in held:
                raw.execute(*change)


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


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # what was held back for a connection that is gone went with it
        connection.info.pop(_HELD, None)
