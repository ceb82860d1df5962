"""The topology of compose.yaml without containers: two bots on PostgreSQL behind Caddy with deploy/Caddyfile.

Telegram is a local one, which brings every update through the proxy, and again if it was not taken.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from storage.tables import ANSWERS, UPDATES
from tests.bot.kill_run import rows
from tests.bot.local_telegram.hand_clock import HandClock
from tests.ports import free_port

TREE = Path(__file__).parents[1]
CADDY = shutil.which("caddy", path=str(Path(sys.executable).parent)) or "caddy"
TOKEN = "4711:for-tests"
PEOPLE = range(1, 13)
LINES = ("/start", "Lisbon", "yes", "8:30")
PATIENCE = 60
"""Seconds after which something that we wait for will not happen any more."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where everybody is: Telegram, the proxy, and the replicas by their ports."""

    local: LocalTelegram
    telegram: str
    database: str
    home: Path
    port: int
    replicas: tuple[int, int]

    @property
    def address(self) -> str:
        """The bot's public address."""
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def proxy(self) -> AsyncIterator[None]:
        """Caddy, with the project's own file."""
        command = (CADDY, "run", "--adapter", "caddyfile", "--config", str(TREE / "deploy" / "Caddyfile"))
        given = {
            "PATH": os.environ["PATH"],
            "WEBHOOK_URL": self.address,
            "REPLICAS": " ".join(f"127.0.0.1:{port}" for port in self.replicas),
            "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
            "XDG_DATA_HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
        }
        async with self._process("proxy", command, given) as caddy:
            yield
            caddy.terminate()
            assert await caddy.wait() == 0

    def replica(self, port: int) -> contextlib.AbstractAsyncContextManager[Process]:
        """A bot that listens there."""
        given = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram,
            "DATABASE_URL": self.database,
            "WEBHOOK_URL": self.address,
            "PORT": str(port),
            "RAPPORT_HOME": str(self.home / str(port)),
            "PYTHONPATH": str(TREE),
        }
        return self._process(f"bot-{port}", (sys.executable, "-m", "bot", "run"), given)

    @asynccontextmanager
    async def _process(self, name: str, command: tuple[str, ...], given: dict[str, str]) -> AsyncIterator[Process]:
        with (self.home / f"{name}.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(*command, cwd=self.home, env=given, stdout=log, stderr=log)
            try:
                yield process
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()

    async def is_ready(self, port: int) -> bool:
        """Whether the replica there takes updates."""
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/readyz")).is_success
            except httpx.TransportError:
                return False

    def say(self, line: str) -> None:
        """Everybody says it at once."""
        for person in PEOPLE:
            self.local.say(person, line)

    def all_taken(self) -> bool:
        """Whether all that was said so far is committed, and Telegram knows it."""
        return not self.local.waiting_updates()


@pytest.fixture
async def site(postgres_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    with contextlib.closing(LocalTelegram(tmp_path / "telegram.db", HandClock(), token=TOKEN)) as local:
        local.deliveries.first_delay = 0.1
        async with serve(local, port=0) as url:
            yield Site(local, url, postgres_url, tmp_path, free_port(), (free_port(), free_port()))
            await asyncio.gather(*local.deliveries.stop(), return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 -- processes tell their tests nothing
            await asyncio.sleep(0.05)


async def until_ready(site: Site, *ports: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while not all([await site.is_ready(port) for port in ports]):  # noqa: ASYNC110 -- as above
            await asyncio.sleep(0.1)


async def test_updates_are_taken_while_one_replica_dies_and_the_other_is_replaced(site: Site) -> None:
    first, second = site.replicas
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(site.proxy())
        victim = await stack.enter_async_context(site.replica(first))
        other = await stack.enter_async_context(site.replica(second))
        await until_ready(site, first, second)
        await what_strangers_see(site)
        site.say(LINES[0])
        await until(site.all_taken)

        site.say(LINES[1])
        victim.kill()
        await until(site.all_taken)
        site.say(LINES[2])
        await until(site.all_taken)

        await stack.enter_async_context(site.replica(first))
        await until_ready(site, first)
        site.say(LINES[3])
        other.send_signal(signal.SIGTERM)
        assert await other.wait() == 0
        await until(site.all_taken)

    assert len(rows(site.database, select(UPDATES))) == len(PEOPLE) * len(LINES)
    answers = rows(site.database, select(ANSWERS).order_by(ANSWERS.c.owner, ANSWERS.c.place))
    given = {owner: [(row["place"], row["value"]) for row in answers if row["owner"] == owner] for owner in PEOPLE}
    assert len(given[1]) == len(LINES) - 1
    assert all(theirs == given[1] for theirs in given.values())


async def what_strangers_see(site: Site) -> None:
    """Nothing, unless they know where to knock, and then not without the secret."""
    async with httpx.AsyncClient(base_url=site.address) as client:
        for path in ("/", "/telegram", "/healthz", "/readyz", "/metrics", "/page/index.html"):
            assert (await client.get(path)).status_code == 404, path
        assert (await client.post("/metrics")).status_code == 404
        assert (await client.post("/telegram", json={"update_id": 1})).status_code == 403
