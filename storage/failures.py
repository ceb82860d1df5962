"""What went wrong in a database, in words that a caller can act on. Only these two are told apart from bugs."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class StorageAway(Exception):  # noqa: N818 - named in the words of the field
    """The database cannot be reached or cannot write just now; trying again later is right."""


_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY_CODE = 0xFF  # SQLite's extended codes carry the primary one in their lowest byte

_CLASHES = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected


def is_away(error: DBAPIError) -> bool:
    """Whether the database itself is the trouble, and not what it was asked."""
    if is_clash(error):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return (getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE) in _SQLITE_AWAY
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def is_clash(error: DBAPIError) -> bool:
    """Whether another transaction got in the way, so that the same work can simply be done again."""
    return getattr(error.orig, "sqlstate", None) in _CLASHES
