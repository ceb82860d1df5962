"""A lease of a SQLite file: whoever runs on it holds it together with others, whoever replaces it holds it alone.

It is a lock of the operating system on a file beside the database, which ends with the process, however that ends. The
database's own locks do not do: a bot that waits for a damaged file holds none. PostgreSQL knows who is connected.
"""

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.contents import Refused
from storage.engines import normalised

BEING_REPLACED = "The database is just being restored. Start again when that is done."
IN_USE = "A bot runs on this database. Stop it first, or it would go on with what it remembers of the old one."


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for one in memory and for PostgreSQL."""
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


@contextlib.contextmanager
def lease(url: str, *, alone: bool) -> Iterator[None]:
    """Hold the database until the block ends.

    Raises:
        Refused: somebody else holds it in a way that does not go together with this one.
    """
    file, locks = file_of(url), _locks()
    try:
        held = None if file is None or locks is None else _opened(file)
    except OSError:
        held = None  # nobody can make a file there now, so nobody can replace one either
    if held is None or locks is None:
        yield
        return
    try:
        _take(locks, held, alone=alone)
        yield
    finally:
        os.close(held)


def _take(locks: Any, held: int, *, alone: bool) -> None:  # noqa: ANN401 -- the module with the locks
    try:
        locks.flock(held, (locks.LOCK_EX if alone else locks.LOCK_SH) | locks.LOCK_NB)
    except BlockingIOError:
        raise Refused(IN_USE if alone else BEING_REPLACED) from None


def _opened(file: Path) -> int:
    """The lock file stays for good: taken away, two could each lock one of their own."""
    return os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locks() -> Any:  # noqa: ANN401 -- a module, where there is one
    """The module with the locks; None for Windows, where SQLite's own locks have to do."""
    try:
        return importlib.import_module("fcntl")
    except ImportError:
        return None
