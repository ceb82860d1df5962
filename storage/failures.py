"""What went wrong in a database, in words that a caller can act on. Only these two are told apart from bugs.

When in doubt about a failure of the machine, the database is away: trying again costs time, giving up costs an update.
"""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

AWAY = "It does not answer. Look at DATABASE_URL, and whether its server runs."


class StorageAway(Exception):  # noqa: N818 - named in the words of the field
    """The database cannot be reached or cannot write just now; trying again later is right.

    `mend` says what it is and what to do, without any value; the message may hold some.
    """

    def __init__(self, message: str = "", mend: str = AWAY) -> None:
        super().__init__(message)
        self.mend = mend


class TablesBusy(StorageAway):
    """A migration gave way to others who were at work for long; trying again later is right."""


class UnfitSchema(Exception):  # noqa: N818 - named in the words of the field
    """The database's schema is of a version that this program cannot work with; it says what to do."""


_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
_FULL = "Its disk is full, or a quota is used up. Make room there."
_HELD = "Somebody else holds it and does not let go. See what works on it besides this bot."
_DAMAGED = "It is damaged, or no database of ours. Restore the last backup: python -m bot restore FILE"
_READ_ONLY = "It can only be read. See that this account may write to it, and that it is not a standby."
_NOT_LET_IN = "It does not let us in, or knows no such database. Look at DATABASE_URL and the password."
_CROWDED = "It has no connection left. Raise its max_connections, or run fewer replicas."
_MENDS_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "Its file cannot be written or read. Is the disk full, a quota used up, or the disk gone?",
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "Its file cannot be opened. Look at DATABASE_URL, and the rights of its folder.",
}
_MENDS_STATES: Mapping[str, str] = {
    "53100": _FULL,
    "53300": _CROWDED,
    "28": _NOT_LET_IN,
    "3D": _NOT_LET_IN,
    "57014": _HELD,
    "25006": _READ_ONLY,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""By the whole state, or by its class."""

_PRIMARY_CODE = 0xFF  # SQLite's extended codes carry the primary one in their lowest byte

_CLASSES_AWAY = frozenset(
    {
        "08",  # the connection
        "28",  # we are not let in
        "3D",  # there is no such database
        "53",  # no room: disk, memory, connections
        "57",  # it shuts down or starts, or took too long
        "58",  # its disk
    }
)
_NO_LOCK = "55P03"
_STATES_AWAY = frozenset(
    {
        "25006",  # read only: a standby after a failover, or a quota
        "25P03",  # it gave up on a transaction that stood still
        _NO_LOCK,
        "XX001",  # damaged data
        "XX002",  # a damaged index
    }
)
_CLASHES = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected


def is_away(error: DBAPIError) -> bool:
    """Whether the database itself is the trouble, and not what it was asked.

    PostgreSQL's states: https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    if is_clash(error):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return (getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE) in _SQLITE_AWAY
    state = _state(error)
    if state is None:
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return error.connection_invalidated or state[:2] in _CLASSES_AWAY or state in _STATES_AWAY


def is_clash(error: DBAPIError) -> bool:
    """Whether another transaction got in the way, so that the same work can simply be done again."""
    return _state(error) in _CLASHES


def gave_way(error: DBAPIError) -> bool:
    """Whether PostgreSQL gave up waiting for a lock, as it was told to."""
    return _state(error) == _NO_LOCK


def told(error: BaseException) -> BaseException:
    """The error as a caller of ours is told it: StorageAway when the database itself is the trouble."""
    if isinstance(error, DBAPIError) and is_away(error):
        away = StorageAway(str(error.orig), _mend(error))
        away.__cause__ = error
        return away
    return error


def _mend(error: DBAPIError) -> str:
    if isinstance(error.orig, sqlite3.Error):
        return _MENDS_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE, AWAY)
    state = _state(error) or ""
    return _MENDS_STATES.get(state) or _MENDS_STATES.get(state[:2], AWAY)


def _state(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state
