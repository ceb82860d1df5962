"""Traces: what SQLite leaves in its files of rows that are gone. After an erasure there is to be nothing to be found.

With secure_delete it writes zeros over what it deletes, in each page, but its log holds the pages as they were before
until the log is emptied. A file that was in use before Rapport told it so is written anew, once, when it first matters.
PostgreSQL has no such switch: there what is gone stays in the files until VACUUM and other rows take its place.
"""

import contextlib
import sqlite3

CLEAN = 1
"""What stands as `user_version` in a file in which nothing was ever deleted without being overwritten."""


def prevent(connection: sqlite3.Connection) -> None:
    """Overwrite from now on what is deleted; a file that is empty yet was never without that."""
    connection.execute("PRAGMA secure_delete = ON")
    if _number(connection, "page_count") == 0:
        connection.execute(f"PRAGMA user_version = {CLEAN}")


def remove(connection: sqlite3.Connection) -> bool:
    """Empty the log, outside of any transaction. False: somebody reads in it just now, and it wants another try.

    Raises:
        sqlite3.Error: the file could not be written anew, or is locked.
    """
    if _number(connection, "user_version") < CLEAN:
        connection.execute("VACUUM")
        connection.execute(f"PRAGMA user_version = {CLEAN}")
    return empty_log(connection)


def empty_log(connection: sqlite3.Connection) -> bool:
    """Move what stands in the log into the file, and cut the log off; whether that was possible at once."""
    before = _number(connection, "busy_timeout")
    connection.execute("PRAGMA busy_timeout = 0")
    is_busy = True
    with contextlib.suppress(sqlite3.OperationalError):
        is_busy = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    connection.execute(f"PRAGMA busy_timeout = {before}")
    return not is_busy


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    value: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return value
