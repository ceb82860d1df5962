"""The machine at hand, in words: figures mean little without it. Linux only."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("python-telegram-bot", "aiogram", "httpx", "aiohttp", "SQLAlchemy", "psycopg", "uvicorn")


def described(postgres: str) -> tuple[str, ...]:
    """Lines for a list; `postgres` is what the server says of its version."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{os.cpu_count()} cores of {_model()}, {_memory():.0f} GB; {platform.system()} {platform.release()}",
        f"load over 1, 5 and 15 minutes when it began: {load}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL {postgres}",
        ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        f"Rapport {_commit()}",
    )


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)


def _commit() -> str:
    """Which state of the code it is, where git is there to tell."""
    try:
        command = ("git", "describe", "--always", "--dirty")
        return "at commit " + subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL).strip()  # noqa: S603 - our own arguments
    except (OSError, subprocess.CalledProcessError):
        return "at a commit that git does not tell"
