"""What is said of a backup and of a restore. Making and checking them is storage's (keeping.py)."""

from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from storage.contents import Contents
from storage.keeping import back_up, restore

STEP = 1024


def lines_on_backup(settings: Settings, file: Path, *, force: bool) -> tuple[str, ...]:
    """Copy the database to the file; what to tell about it.

    Raises:
        storage.contents.Refused: there is no copy.
    """
    contents = back_up(settings.database, file, force=force)
    return f"Kept in {file}: {size(file.stat().st_size)}, {_figures(contents)}.", "It was read through and is whole."


def lines_on_restore(settings: Settings, file: Path, *, with_letters: bool) -> tuple[str, ...]:
    """Put the file in the place of the database; what to tell about it.

    Raises:
        storage.contents.Refused: nothing was changed.
    """
    restored = restore(settings.database, file, Clock().now(), with_letters=with_letters)
    lines = [f"Restored from {file}: {_figures(restored.contents)}."]
    if restored.contents.last_word is not None:
        lines.append(f"The last word in it is of {_moment(restored.contents.last_word)}; what was said since is gone.")
    if restored.before:
        lines.append(f"What was there before is kept: {restored.before}. Remove it when all is well.")
    if restored.held_back:
        lines.append(f"{_count(restored.held_back, 'message')} that waited in the copy will not be sent.")
    return (*lines, "Start the bot; `doctor` says whether all is well.")


def size(octets: int) -> str:
    """A number of bytes as people say it."""
    amount, units = float(octets), ["bytes", "KB", "MB", "GB"]
    while amount >= STEP and len(units) > 1:
        amount /= STEP
        units.pop(0)
    return f"{amount:.0f} {units[0]}" if amount >= 10 or units[0] == "bytes" else f"{amount:.1f} {units[0]}"  # noqa: PLR2004 -- two digits


def _figures(contents: Contents) -> str:
    return f"schema {contents.schema}, {_count(contents.owners, 'owner')}"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
