"""Copies of a PostgreSQL database by pg_dump, in its custom form, and putting one in the place of the old one.

A copy is restored into a database of its own beside the old one. When it is right, the two change names in one
transaction, which PostgreSQL does only while nobody is connected to either.
"""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import LiteralString

from psycopg import errors, sql
from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from storage import copies
from storage.contents import Contents, Refused, contents_of
from storage.postgres_tools import run, tool

DUMP = b"PGDMP"
"""With this every copy in pg_dump's custom form begins."""

PATIENCE = "60s"
"""For a table that somebody holds: a migration, for one."""

AWAY = "The database server cannot be reached. Look at DATABASE_URL, and whether the server runs."
CONNECTED = "{count} connections to {name} are open. Stop every bot that uses it, and whatever else is connected."
NO_RIGHT = (
    "The account of DATABASE_URL may not make databases, as a restore needs to. "
    "Let it as an administrator: ALTER ROLE {user} CREATEDB, and make it the owner of {name}."
)
NOT_A_DUMP = "That is no copy that pg_dump made in its custom form."


def dump(url: URL, target: Path, *, force: bool) -> Contents:
    """Copy the database as it is in this moment; turns go on meanwhile. What the copy holds.

    Raises:
        Refused: it cannot be reached, or the copy cannot be made or is not right; then there is none.
    """
    part = copies.begun(target, "part")
    try:
        with _at_rest(url) as connection:
            contents, server = contents_of(connection), _major(connection)
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            command = [tool("pg_dump", server), "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
            run([*command, f"--snapshot={snapshot}", f"--lock-wait-timeout={PATIENCE}", f"--file={part}"], url)
        _read_through(part, tool("pg_restore", server), contents)
        copies.put(part, target, force=force)
    finally:
        copies.left(part)
    return contents


def pour(copy: Path, url: URL) -> URL:
    """Restore a copy into a new database beside the one that is meant; its address.

    Raises:
        Refused: somebody is connected to that one, or the copy cannot be read, or there is no right to it.
    """
    with copy.open("rb") as opened:
        if opened.read(len(DUMP)) != DUMP:
            raise Refused(NOT_A_DUMP)
    beside = _called(url, "restoring")
    with _administration(url) as connection:
        _refuse_if_connected(connection, url)
        restore = tool("pg_restore", _major(connection))
        _drop(connection, beside)
        connection.exec_driver_sql(_named("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", beside))
    command = [restore, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
    try:
        run([*command, f"--dbname={beside.database}", str(copy)], beside)
    except Refused:
        forget(beside)
        raise
    return beside


def change_places(beside: URL, url: URL, stamp: str) -> str | None:
    """Give the new database the name of the old one; under which name the old one is kept, None if there was none.

    Raises:
        Refused: somebody is connected; nothing was changed.
    """
    before = _called(url, f"before_{stamp}")
    with _administration(url) as connection:
        _refuse_if_connected(connection, url)
        there = _exists(connection, url)
        connection.exec_driver_sql("BEGIN")
        if there:
            connection.exec_driver_sql(_named("ALTER DATABASE {} RENAME TO {}", url, before))
        connection.exec_driver_sql(_named("ALTER DATABASE {} RENAME TO {}", beside, url))
        connection.exec_driver_sql("COMMIT")
    return before.database if there else None


def forget(beside: URL) -> None:
    """Take a database away that was made for a restore that came to nothing."""
    with _administration(beside) as connection:
        _drop(connection, beside)


@contextlib.contextmanager
def _at_rest(url: URL) -> Iterator[Connection]:
    """A connection on which everything stands as it was when it began."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield connection
    except OperationalError:
        raise Refused(AWAY) from None
    finally:
        engine.dispose()


@contextlib.contextmanager
def _administration(url: URL) -> Iterator[Connection]:
    """A connection to another database of the server: none can be renamed from within."""
    engine = create_engine(url.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    except (OperationalError, ProgrammingError) as error:
        raise _refusal(error, url) from None
    finally:
        engine.dispose()


def _refusal(error: DBAPIError, url: URL) -> Refused:
    match error.orig:
        case errors.InsufficientPrivilege():
            return Refused(NO_RIGHT.format(user=url.username or "NAME", name=url.database))
        case errors.ObjectInUse():
            return Refused(CONNECTED.format(count="Some", name=url.database))
        case errors.Error() as other if other.sqlstate:
            return Refused(f"The database server refuses: {other.diag.message_primary}.")
        case _:
            return Refused(AWAY)


def _refuse_if_connected(connection: Connection, url: URL) -> None:
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND backend_type = 'client backend'")
    count = connection.execute(asked, {"name": url.database}).scalar_one()
    if count:
        raise Refused(CONNECTED.format(count=count, name=url.database))


def _exists(connection: Connection, url: URL) -> bool:
    asked = text("SELECT 1 FROM pg_database WHERE datname = :name")
    return connection.execute(asked, {"name": url.database}).first() is not None


def _drop(connection: Connection, url: URL) -> None:
    connection.exec_driver_sql(_named("DROP DATABASE IF EXISTS {}", url))


def _named(statement: LiteralString, *urls: URL) -> str:
    return sql.SQL(statement).format(*(sql.Identifier(url.database or "") for url in urls)).as_string(None)


def _called(url: URL, what: str) -> URL:
    """Another database of the server, named after this one; PostgreSQL cuts names after 63 bytes."""
    return url.set(database=f"{(url.database or '')[:32]}_{what}")


def _major(connection: Connection) -> int:
    return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000


def _read_through(part: Path, restore: str, contents: Contents) -> None:
    """Read all of a copy, and see that it has what was there.

    Raises:
        Refused: it is not whole.
    """
    run([restore, f"--file={os.devnull}", str(part)])
    found = _rows(part, restore, "owners"), _rows(part, restore, "alembic_version")
    if found != (contents.owners, 1):
        raise Refused(f"The copy is not whole: of {contents.owners} owners it has {found[0]}.")


def _rows(part: Path, restore: str, table: str) -> int:
    """How many rows of a table are in a copy."""
    command = [restore, "--data-only", f"--table={table}", "--file=-", str(part)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reading:  # noqa: S603 -- ours
        assert reading.stdout is not None  # noqa: S101 -- asked for above
        count, is_inside = 0, False
        for line in reading.stdout:
            if is_inside and line == b"\\.\n":
                is_inside = False
            count += is_inside
            is_inside = is_inside or line.startswith(b"COPY ")
    return count


def stamp_of(moment: datetime) -> str:
    """A moment as a part of a name."""
    return f"{moment:%Y%m%d_%H%M%S}"
