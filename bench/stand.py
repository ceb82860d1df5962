"""Where bots are measured: a bot at work on a database of its own, and what it has used so far. It compares nothing."""

import asyncio
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.bot_api import BotApi, served
from bench.bots import Bot, running
from bench.spent import cpu_seconds, peak_memory
from storage.keyring import new_key
from tests.postgres import Server, postgres_server

COMMITS = "rapport_commits_total"
LONGEST_ANSWER = 15
"""Seconds until a bot under load has to tell its metrics."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A bot that runs, by the ports of its processes. `server` is the database server's first process, or 0."""

    processes: dict[int, int]
    server: int

    def cpu(self) -> float:
        """CPU seconds of the bot."""
        return sum(map(cpu_seconds, self.processes.values()))

    def server_cpu(self) -> float:
        """CPU seconds of the whole database server."""
        return cpu_seconds(self.server) if self.server else 0.0

    def memory(self) -> float:
        """Megabytes that the bot's processes held at most."""
        return sum(map(peak_memory, self.processes.values()))

    async def commits(self) -> float | None:
        """How often it committed, as its metrics say; None when it does not tell."""
        pages = (f"http://127.0.0.1:{port}/metrics" for port in self.processes)
        found = [await asyncio.to_thread(_scraped, page, COMMITS) for page in pages]
        known = [each for each in found if each is not None]
        return sum(known) if len(known) == len(found) else None


class Stand:
    """Starts bots; the PostgreSQL server with the first one that needs it. `under` is put before each command."""

    def __init__(self, stack: ExitStack, under: str = "") -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that our bots end with us
        self._stack = stack
        self._under = under
        self._server: Server | None = None

    @property
    def server(self) -> Server:
        """The PostgreSQL server of the tests."""
        self._server = self._server or self._stack.enter_context(postgres_server())
        return self._server

    def version(self) -> str:
        """What the PostgreSQL server calls its version."""
        address = self.server.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else "?"

    @asynccontextmanager
    async def at_work(self, bot: Bot, api: BotApi, database: str = "") -> AsyncIterator[AtWork]:
        """The bot has started, on this database or on an empty one of its kind; it ends afterwards."""
        ports = [free_port() for _ in range(max(1, bot.doors))]
        async with AsyncExitStack() as stack:
            server, settings = 0, dict[str, str]()
            if bot.database == "postgresql":
                database = database or stack.enter_context(self.server.database())
                server = _first_process(self.server)
            if database:
                settings["DATABASE_URL"] = database
            if bot.sealed:
                settings["NOTES_KEY"] = new_key()
            if bot.doors:
                settings["WEBHOOK_URL"] = f"http://127.0.0.1:{ports[0]}"
                api.pushing.doors = ports
            settings["TELEGRAM_API_URL"] = await stack.enter_async_context(served(api))
            processes = {
                port: await stack.enter_async_context(running(bot, api, settings | {"PORT": str(port)}, self._under))
                for port in ports
            }
            yield AtWork({port: process.pid for port, process in processes.items()}, server)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _first_process(server: Server) -> int:
    """The process that started all others of the server; 0 when it is not ours to look into."""
    host = server.url.query.get("host", "")
    home = Path(host if isinstance(host, str) else host[0]) / "data" / "postmaster.pid"
    return int(home.read_text(encoding="ascii").split()[0]) if home.exists() else 0


def _scraped(url: str, name: str) -> float | None:
    """The sum of a counter in a page of metrics."""
    try:
        with urllib.request.urlopen(url, timeout=LONGEST_ANSWER) as answer:  # noqa: S310 - an address of our own
            lines = answer.read().decode().splitlines()
    except (urllib.error.URLError, OSError):
        return None
    found = [float(line.split()[-1]) for line in lines if line.startswith((f"{name} ", f"{name}{{"))]
    return sum(found) if found else None
