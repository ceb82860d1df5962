"""Copies of a SQLite database while others work on it, and putting a copy in its place when nobody does.

What was deleted is not in a copy: SQLite leaves it lying in pages that it does not use, and a copy of those is made
once more from what is still there.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine

from storage import copies
from storage.contents import Contents, Refused, contents_of
from storage.lease import IN_USE

PAGES, BREATH = 256, 0.001
"""Pages (a megabyte) that are copied at once, and seconds for which the disk is left to others after them."""

SQLITE = b"SQLite format 3\0"
"""With this every SQLite file begins."""

BUSY = 10.0
"""Seconds for which SQLite waits for another process."""


def copy_file(source: Path, target: Path, *, force: bool) -> Contents:
    """Copy the database as it is in this moment; turns go on meanwhile. What the copy holds.

    Raises:
        Refused: there is no database, or the copy cannot be made or is not right; then there is none.
    """
    if not source.is_file():
        raise Refused(f"There is no database at {source}. Look at DATABASE_URL and RAPPORT_HOME.")
    raw, part = copies.begun(target, "copying"), copies.begun(target, "part")
    try:
        _snapshot(source, raw)
        with closing(sqlite3.connect(raw, isolation_level=None)) as copy:
            copy.execute("VACUUM INTO ?", [str(part)])
        contents = checked(part)
        copies.put(part, target, force=force)
    except sqlite3.Error as error:
        raise Refused(f"The copy cannot be made: {error}. Look at the disk's room, and at `doctor`.") from None
    finally:
        copies.left(raw)
        copies.left(part)
    return contents


def _snapshot(source: Path, target: Path) -> None:
    """SQLite's backup, in steps. The transaction holds one state: else each commit of others would begin it anew."""
    with closing(_opened(source, "rw")) as there, closing(sqlite3.connect(target, isolation_level=None)) as here:
        here.execute("PRAGMA synchronous = OFF")  # it is a draft, and nobody waits for it to be on the disk
        there.execute("BEGIN")
        there.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        there.backup(here, pages=PAGES, progress=lambda *_: time.sleep(BREATH))
        there.execute("ROLLBACK")


def checked(file: Path) -> Contents:
    """What a file that nobody uses holds, once all of it was looked through.

    Raises:
        Refused: it is damaged, or no database of ours.
    """
    with file.open("rb") as opened:
        if opened.read(len(SQLITE)) != SQLITE:
            raise Refused("That is no SQLite file.")
    engine = create_engine("sqlite://", creator=lambda: _opened(file, "rw"), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            _look_through(connection)
            return contents_of(connection)
    finally:
        engine.dispose()


def _look_through(connection: Connection) -> None:
    try:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
    except Exception as error:
        if not isinstance(getattr(error, "orig", error), sqlite3.Error):
            raise
        found = [str(getattr(error, "orig", error))]
    if found != ["ok"]:
        raise Refused(f"The file is damaged: {'; '.join(found)}.")


def damage_of(file: Path) -> str | None:
    """What a quick look at a file finds that others may use meanwhile; None when it is sound, or just not to be had."""
    try:
        with closing(_opened(file, "rw")) as there:
            found = [str(row[0]) for row in there.execute("PRAGMA quick_check(1)")]
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == ["ok"] else found[0]


def staged(copy: Path, place: Path) -> Path:
    """A second copy of a file, beside the place where it shall be put, to be looked at and worked on.

    Raises:
        Refused: it cannot be read, or there is no room.
    """
    part = copies.begun(place, "restoring")
    try:
        shutil.copyfile(copy, part)
        log = copies.beside_of(copy)[0]
        if log.is_file():  # it was made by hand, and what is newest is in there
            shutil.copyfile(log, copies.beside_of(part)[0])
    except OSError as error:
        copies.left(part)
        raise Refused(f"{copy} cannot be copied to {part.parent} ({error.strerror}).") from None
    return part


def exchange(part: Path, place: Path, before: Path) -> bool:
    """Put the file in its place at once; whether there was another one, which is kept as `before`.

    Raises:
        Refused: somebody uses the one that is there.
    """
    _fold_up(part)
    if not place.exists():
        copies.left(place)  # logs of a file that is gone would be taken for those of the new one
        copies.put(part, place, force=True)
        return False
    _fold_up(place)
    _kept(place, before)
    for each in copies.beside_of(place):
        each.unlink(missing_ok=True)
    copies.put(part, place, force=True)
    return True


def _fold_up(place: Path) -> None:
    """Have all that was written in the one file: SQLite does that only when nobody else uses it.

    One that is damaged stays as it is.
    """
    try:
        with closing(_opened(place, "rw")) as old:
            old.execute("PRAGMA busy_timeout = 0")
            (mode,) = old.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Refused(IN_USE) from None
        return
    if mode != "delete":
        raise Refused(IN_USE)


def _kept(place: Path, before: Path) -> None:
    for old, kept in zip((place, *copies.beside_of(place)), (before, *copies.beside_of(before)), strict=True):
        if not old.exists():
            continue
        try:
            kept.hardlink_to(old)
        except OSError:  # this file system knows no second name for a file
            shutil.copyfile(old, kept)
        kept.chmod(copies.FOR_US)
    copies.synced(before.parent)


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    """An existing file; SQLite would make one otherwise."""
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY)
