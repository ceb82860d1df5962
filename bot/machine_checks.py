"""What the doctor looks at on this machine: Python, folders, room, the data on time zones. It mends nothing."""

import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import TZPATH

from bot.finding import Finding
from bot.home import is_open_to_others, make_home
from bot.kept import size
from bot.settings import ENV_FILE, Settings
from conversations.zones import zone_at
from storage.lease import file_of

OLDEST = (3, 11)
BERLIN = (52.52, 13.405)

LITTLE = 500 << 20
"""Bytes of a disk below which it is time to make room."""

COPIES = 2
"""How often the database should find room beside itself: a backup or a restore needs as much."""

YEARS = 2
"""After so many years rules of some zone have changed for sure: governments do that several times a year."""

RENEW = (
    "Rules have changed since. Renew it: apt upgrade tzdata, or .venv/bin/uv sync --inexact --upgrade-package tzdata"
)
UNPACKED = ("tzdata.zi", "+VERSION")
"""Files in which systems write down of which version their data on time zones is."""


def of_this_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Findings that need neither the database nor Telegram."""
    yield _python()
    yield _home(settings)
    yield from _settings_file()
    yield from _room(settings)
    yield _zones(now)


def _python() -> Finding:
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return Finding(version, None if sys.version_info >= OLDEST else "Install Python 3.11 or newer.")


def _home(settings: Settings) -> Finding:
    folder = settings.rapport_home
    what = f"home folder {folder}"
    try:
        make_home(folder)
        with tempfile.TemporaryFile(dir=folder):
            others = is_open_to_others(folder)
    except OSError as error:
        return Finding(what, f"It cannot be written to ({error.strerror}). Choose another one with RAPPORT_HOME.")
    return Finding(what, f"Others may look into it. Close it: chmod 700 {folder}" if others else None)


def _settings_file() -> Iterator[Finding]:
    file = Path(ENV_FILE)
    if file.is_file():
        mend = f"Others may read the token in it. Close it: chmod 600 {file.absolute()}"
        yield Finding(f"settings in {ENV_FILE}", mend if is_open_to_others(file) else None)


def _room(settings: Settings) -> Iterator[Finding]:
    """For the database, where it is a file of ours, or else for the home folder."""
    file = file_of(settings.database)
    is_there = file is not None and file.is_file()
    folder = file.parent if file is not None and is_there else settings.rapport_home
    needed = max(LITTLE, COPIES * file.stat().st_size if file is not None and is_there else 0)
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # the finding about the folder says why
    what = f"disk of {folder}: {size(free)} are free"
    yield Finding(
        what, None if free >= needed else f"Make room: Rapport wants {size(needed)} there, to back up as well."
    )


def _zones(now: datetime) -> Finding:
    try:
        found = zone_at(*BERLIN)
    except (OSError, ImportError):
        found = None
    if not found:
        return Finding("time zones", "Their data is missing. Install it with: make setup")
    version = tz_version()
    is_old = version[:4].isdecimal() and int(version[:4]) < now.year - YEARS
    return Finding(f"time zones, as of {version}", RENEW if is_old else None)


def tz_version(places: tuple[str, ...] = TZPATH) -> str:
    """The version of the data that Python takes: the system's where there is one, else that of the package tzdata."""
    for place in places:
        for name in UNPACKED:
            try:
                with Path(place, name).open(encoding="ascii", errors="replace") as file:
                    head = file.readline()
            except OSError:
                continue
            if version := re.search(r"\b(\d{4}[a-z]+)\b", head):
                return version.group(1)
        if os.path.isdir(Path(place, "Europe")):  # noqa: PTH112 -- a file there is as good as nothing
            return "a version that the system does not name"
    year, _, number = importlib.metadata.version("tzdata").partition(".")
    return f"{year}{chr(ord('a') + int(number) - 1)}" if number.isdecimal() else f"{year}.{number}"
