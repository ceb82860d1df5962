"""Backups of a database, and restoring one: on SQLite by files, on PostgreSQL by its own programs. See operating.md.

The rule of this file: what is there stays as it is until something better lies beside it, looked through and brought
up to date, and is kept even then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, and_, delete, or_, update

from conversations.effects import Named
from storage import copies, dumps, file_copies
from storage.contents import Contents, Refused, contents_of
from storage.dumps import DUMP, stamp_of
from storage.engines import engine_for, normalised
from storage.failures import UnfitSchema
from storage.lease import file_of, lease
from storage.migrating import step_up
from storage.tables import IS_HELD, IS_PENDING, IS_WAITING, LETTERS, NUDGES, OWNERS

IN_MEMORY = "DATABASE_URL names a database in memory, which ends with the bot: there is nothing to keep."
NO_COPY = "There is no file {copy}."
OF_POSTGRES = "This is a copy of a PostgreSQL database, and DATABASE_URL names a SQLite file."

MANY_CHANGES = 1_000_000_000
"""More than anybody made since the copy: whoever still remembers something of an owner notices (see desk.py)."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there now; `before` names what was there and is kept. `held_back` letters will not be sent."""

    contents: Contents
    before: str | None
    held_back: int


def back_up(url: str, target: Path, *, force: bool = False) -> Contents:
    """Copy the database to a file of this name, while bots work on it; what the copy holds.

    Raises:
        Refused: there is no copy; it says why.
    """
    if not force:
        copies.refuse_to_overwrite(target)
    parsed, file = normalised(url), file_of(url)
    if file is not None:
        return file_copies.copy_file(file, target, force=force)
    if parsed.get_backend_name() == "sqlite":
        raise Refused(IN_MEMORY)
    return dumps.dump(parsed, target, force=force)


def restore(url: str, copy: Path, now: datetime, *, with_letters: bool = False) -> Restored:
    """Put the copy in the place of the database.

    Letters that wait in it are taken out, unless it comes `with_letters`: whoever ran after the copy was made has sent
    them. Nudges stay due, and what is late at `now` (UTC) comes as after any absence, but no more to the minute: that
    would be the minute of the restore.

    Raises:
        Refused: nothing was changed; it says why.
    """
    if not copy.is_file():
        raise Refused(NO_COPY.format(copy=copy))
    parsed, file = normalised(url), file_of(url)
    if file is not None:
        with lease(url, alone=True):
            return _restored_file(copy, file, now, with_letters=with_letters)
    if parsed.get_backend_name() == "sqlite":
        raise Refused(IN_MEMORY)
    return _restored_dump(copy, parsed, now, with_letters=with_letters)


def damage_of(url: str) -> str | None:
    """What is wrong with a SQLite file that is there, as far as a quick look tells; None of PostgreSQL, which knows."""
    file = file_of(url)
    return file_copies.damage_of(file) if file is not None and file.is_file() else None


def _restored_file(copy: Path, file: Path, now: datetime, *, with_letters: bool) -> Restored:
    with copy.open("rb") as opened:
        if opened.read(len(DUMP)) == DUMP:
            raise Refused(OF_POSTGRES)
    part, before = file_copies.staged(copy, file), file.with_name(f"{file.name}.before-{stamp_of(now)}")
    try:
        file_copies.checked(part)
        restored = _ready_to_use(normalised(f"sqlite:///{part}"), now, with_letters=with_letters)
        is_kept = file_copies.exchange(part, file, before)
    finally:
        copies.left(part)
    return replace(restored, before=str(before) if is_kept else None)


def _restored_dump(copy: Path, url: URL, now: datetime, *, with_letters: bool) -> Restored:
    beside = dumps.pour(copy, url)
    try:
        restored = _ready_to_use(beside, now, with_letters=with_letters)
        before = dumps.change_places(beside, url, stamp_of(now))
    except BaseException:
        dumps.forget(beside)
        raise
    return replace(restored, before=f"database {before}" if before else None)


def _ready_to_use(url: URL, now: datetime, *, with_letters: bool) -> Restored:
    """Bring a restored database up to date before anybody sees it."""
    with _alone(url) as connection:
        contents_of(connection)  # it is ours, and of a version that can be brought up
    is_behind = True
    while is_behind:
        with _alone(url) as connection:
            is_behind = step_up(connection)
    with _alone(url) as connection:
        contents = contents_of(connection)
        if not with_letters:
            connection.execute(delete(LETTERS).where(IS_WAITING))
        late = and_(or_(IS_PENDING, IS_HELD), NUDGES.c.named == Named.MOMENT, NUDGES.c.due <= now)
        connection.execute(update(NUDGES).where(late).values(named=Named.DAY))
        connection.execute(update(OWNERS).values(changes=OWNERS.c.changes + MANY_CHANGES))
    return Restored(contents, None, 0 if with_letters else contents.letters)


@contextmanager
def _alone(url: URL) -> Iterator[Connection]:
    """A transaction on a database that nobody else knows of yet."""
    engine = engine_for(url, 1)
    try:
        with engine.begin() as connection:
            yield connection
    except UnfitSchema as error:
        raise Refused(str(error)) from None
    finally:
        engine.dispose()
