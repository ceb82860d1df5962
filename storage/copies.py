"""Files that are whole or not there: written under another name, brought to the disk, and named when they are right."""

import os
from pathlib import Path

from storage.contents import Refused

FOR_US = 0o600


def begun(beside: Path, name: str) -> Path:
    """A new empty file for our account alone in the same folder; what an earlier try left there is gone.

    Raises:
        Refused: there is no such folder, or it cannot be written to.
    """
    part = beside.with_name(f"{beside.name}.{name}")
    try:
        left(part)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, FOR_US))
    except OSError as error:
        raise Refused(f"{part.parent} cannot be written to ({error.strerror}). Choose another folder.") from None
    return part


def left(part: Path) -> None:
    """Take a file away that nobody wants any more, with what SQLite may have put beside it."""
    for each in (part, *beside_of(part)):
        each.unlink(missing_ok=True)


def beside_of(file: Path) -> tuple[Path, Path, Path]:
    """Where SQLite puts its log of what is newer than the file, its shared memory, and its older kind of log."""
    return tuple(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))  # type: ignore[return-value]  # three names


def put(part: Path, target: Path, *, force: bool = False) -> None:
    """Give the finished file its name; it is on the disk then, and `part` is gone.

    Raises:
        Refused: something of that name is there, and `force` was not asked for.
    """
    synced(part)
    if not force:
        _reserve(target)
    part.replace(target)
    synced(target.parent)


def _reserve(target: Path) -> None:
    """Take the name, so that nobody else can meanwhile."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, FOR_US))
    except FileExistsError:
        refuse_to_overwrite(target)


def refuse_to_overwrite(target: Path) -> None:
    """Raises Refused when something of that name is there."""
    if target.exists() or target.is_symlink():
        raise Refused(f"{target} is there already. Choose another name, or say --force to overwrite it.")


def synced(path: Path) -> None:
    """Wait until a file, or what a folder says of its files, is on the disk."""
    if os.name != "posix" and path.is_dir():
        return  # Windows opens no folders
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
