"""Faults of the database, each a real one, under the whole bot: it says what is wrong, loses nothing, and goes on."""

import asyncio
import contextlib
import re
import resource
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url

from bot.settings import Settings
from tests.bot.stand import ADA, BEN
from tests.bot.test_app import started, telegram
from tests.bot.test_health import until_answered
from tests.bot.test_webhook_mode import TOKEN, WELCOME, Post, post, running, settings_for, until
from tests.databases import migrated
from tests.postgres import machine

__all__ = ["post", "telegram"]

EVER = 60
HOLD = """
import sys
url = sys.argv[1]
if url.startswith("sqlite"):
    import sqlite3
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=60)
    connection.execute("BEGIN IMMEDIATE")
else:
    import psycopg
    connection = psycopg.connect(url.replace("+psycopg", ""))
    connection.execute("LOCK TABLE owners, updates IN ACCESS EXCLUSIVE MODE")
print("held", flush=True)
sys.stdin.read()
"""


@contextlib.asynccontextmanager
async def held(url: str) -> AsyncIterator[None]:
    """Another process holds the database, and does nothing with it."""
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, url, stdin=pipe, stdout=pipe)
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        await other.communicate(b"")


async def until_told(client: httpx.AsyncClient, words: str) -> None:
    """Until /readyz says what is the matter, in these words; the process itself is alive."""
    async with asyncio.timeout(EVER):
        while words not in str((await told(client))["mend"]):  # noqa: ASYNC110 -- as a person asks
            await asyncio.sleep(0.05)
    assert (await client.get("/healthz")).status_code == 200


async def until_ready(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(EVER):
        while (await until_answered(client, "/readyz")).status_code != 200:  # noqa: ASYNC110 -- as a proxy asks
            await asyncio.sleep(0.05)


async def told(client: httpx.AsyncClient) -> dict[str, Any]:
    answer: dict[str, Any] = (await until_answered(client, "/readyz")).json()
    return answer


def polling(post: Post, url: str, home: Path) -> Settings:
    return settings_for(post, url, home, webhook_url=None)


async def test_a_database_that_another_process_holds_is_waited_for(
    post: Post, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Thirty seconds of it are three times as long as a turn waits on SQLite; here both are shorter."""
    monkeypatch.setattr("storage.group_commit.BUSY", 0.2)
    ours = make_url(url)
    if ours.get_backend_name() != "sqlite":
        ours = ours.update_query_dict({"options": "-c statement_timeout=200ms"})
    async with running(polling(post, ours.render_as_string(hide_password=False), tmp_path)) as client:
        await until_ready(client)
        async with held(url):
            post.local.say(ADA, "/start")
            await until_told(client, "Somebody else holds it")
            assert not post.calls("sendMessage")
        await until(lambda: len(post.calls("sendMessage")) >= WELCOME)
        await until_ready(client)
    assert "the database is away: Somebody else holds it" in caplog.text
    assert len(post.calls("sendMessage")) == WELCOME


async def test_a_server_that_is_stopped_and_started_again_is_gone_on_with(
    post: Post, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with machine() as own:
        own.start()
        own.server.execute("CREATE DATABASE rapport")
        url = migrated(own.server.url_of("rapport"))
        async with running(polling(post, url, tmp_path)) as client:
            await until_ready(client)
            await asyncio.to_thread(own.stop)
            post.local.say(ADA, "/start")
            await until_told(client, "does not answer")
            await until(lambda: "the database is away: It does not answer" in caplog.text)
            await asyncio.to_thread(own.start)
            await until(lambda: len(post.calls("sendMessage")) >= WELCOME)
            await until_ready(client)
    assert len(post.calls("sendMessage")) == WELCOME


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a limit of another process be changed")
async def test_a_disk_without_room_is_told_and_when_there_is_room_again_nothing_is_missing(
    telegram: tuple[Any, str], tmp_path: Path
) -> None:
    """The bot may write no file that is larger than its database's log is now, as with a quota that is used up."""
    local, address = telegram
    sent: list[object] = []
    local.observers.append(lambda method, arguments: sent.append(arguments) if method == "sendMessage" else None)
    bot = await started(tmp_path / "home", address, TOKEN)
    assert bot.stdout is not None
    output = asyncio.create_task(bot.stdout.read())
    log = tmp_path / "home" / "rapport.sqlite3-wal"
    local.say(ADA, "/start")
    await until(lambda: len(sent) == WELCOME and not local.waiting_updates())
    port = int(Path(f"/proc/{bot.pid}/environ").read_bytes().split(b"PORT=")[1].split(b"\0")[0])  # noqa: ASYNC240 -- no disk
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await until_ready(client)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, resource.RLIM_INFINITY))
        local.say(BEN, "/start")
        await until_told(client, "Is the disk full")
        assert len(local.waiting_updates()) == 1
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await until(lambda: len(sent) >= 2 * WELCOME and not local.waiting_updates())
        await until_ready(client)
    bot.terminate()
    said = (await output).decode()
    assert await bot.wait() == 0
    assert len(sent) == 2 * WELCOME
    assert re.search("the database is away: Its file cannot be written.* Trying again", said)
