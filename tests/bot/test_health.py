"""How the bot is, told over HTTP while everything runs, is missing, or comes to its end."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot import web
from bot.health import DATABASE_AWAY, HEART_STOPPED, NO_UPDATES, OTHER_TABLES, STOPPING, Health
from bot.polling import Polling
from bot.settings import Settings
from bot.stopping import Stop
from storage.database import Database
from tests.bot.stand import ADA, Stand, until
from tests.bot.test_app import running as running_locally
from tests.bot.test_intake import Doing
from tests.bot.test_webhook_mode import Post, post, running, settings, settings_for
from tests.cable import plugged_in
from tests.ports import free_port

__all__ = ["post", "settings"]

EVER = 60


class Ward:
    """The bot's parts that health is about, and somebody who asks how they are."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.heartbeat = stand.heartbeat
        self.health = Health(stand.database, self.heartbeat, stand.intake)
        self._app = Starlette(routes=web.routes(self.health, stand.metrics))

    async def ask(self) -> tuple[int, dict[str, Any]]:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            assert (await client.get("/healthz")).text == "alive"
            answer = await client.get("/readyz")
            return answer.status_code, answer.json()


@pytest.fixture
def ward(stand: Stand) -> Ward:
    return Ward(stand)


async def test_a_bot_at_work_is_ready_until_it_is_told_to_stop(ward: Ward) -> None:
    status, told = await ward.ask()
    assert (status, told["ready"], told["mend"]) == (503, False, {"gets_updates": NO_UPDATES})
    ward.heartbeat.start()
    doing = Doing(ward.stand)
    ward.health.stop, ward.health.bringing = doing.stop, doing.polling
    ward.stand.local.say(ADA, "hello")
    await until(lambda: len(ward.stand.ear.heard) == 1)
    status, told = await ward.ask()
    assert (status, told["ready"], told["mend"]) == (200, True, {})
    assert told["database"]["answers"]
    assert told["database"]["schema"] == told["database"]["wanted"]
    assert 0 <= told["last_update_seconds"] < EVER
    assert 0 <= told["heartbeat_seconds"] < EVER
    await ward.heartbeat.stop()
    doing.stop.ask()
    status, told = await ward.ask()
    assert (status, told["stopping"], told["mend"]) == (503, True, {"stopping": STOPPING})
    await doing.end()


async def test_a_heart_that_stands_still_is_told(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    polling = Polling(ward.stand.application.bot, ward.stand.intake, Stop())
    polling.is_on = True
    ward.health.bringing = polling
    ward.heartbeat.sign()
    assert (await ward.ask())[0] == 200
    monkeypatch.setattr("bot.health.LEAST", timedelta())
    ward.heartbeat.sweep = timedelta()
    status, told = await ward.ask()
    assert (status, told["mend"]) == (503, {"heartbeat": HEART_STOPPED})


async def test_a_database_that_is_away_or_of_another_version_is_told(ward: Ward, tmp_path: Path) -> None:
    for url, mend in ((f"{tmp_path}/nowhere/x.db", DATABASE_AWAY), (f"{tmp_path}/new.db", OTHER_TABLES)):
        database = Database(f"sqlite:///{url}")
        ward.health = Health(database, ward.heartbeat, ward.stand.intake)
        assert (await ward.health.look()).mend["database"] == mend
        await database.close()


async def test_a_database_that_hangs_is_asked_once_and_not_waited_for(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.LONGEST_ANSWER", timedelta(seconds=0.01))
    gate, asked = asyncio.Event(), list[object]()
    check = Database.check

    async def slow(database: Database) -> object:
        asked.append(database)
        await gate.wait()
        return await check(database)

    monkeypatch.setattr(Database, "check", slow)
    for _ in range(3):
        assert (await ward.health.look()).mend["database"] == DATABASE_AWAY
    assert len(asked) == 1
    gate.set()
    monkeypatch.setattr("bot.health.LONGEST_ANSWER", timedelta(seconds=EVER))
    assert "database" not in (await ward.health.look()).mend


@pytest.mark.parametrize("mode", ["webhook", "polling"])
async def test_with_a_token_health_is_served_in_both_modes(post: Post, settings: Settings, mode: str) -> None:
    if mode == "polling":
        settings = settings.model_copy(update={"webhook_url": None})
    async with running(settings) as client:
        await _ready(client)
        assert (await client.post("/telegram", json={})).status_code == (400 if mode == "webhook" else 404)
        figures = (await client.get("/metrics")).text
        assert 'rapport_letters_waiting{lane="reply"}' in figures
        assert ('rapport_webhook_answers_total{status="400"} 1.0' in figures) == (mode == "webhook")
    assert bool(post.webhook) == (mode == "webhook")


async def test_without_a_token_health_is_served_beside_the_page(tmp_path: Path) -> None:
    async with running_locally(Settings(rapport_home=tmp_path / "home", port=free_port())) as page:
        await _ready(page)
        assert "rapport_turns_total" in (await page.get("/metrics")).text
        assert "text/html" in (await page.get("/")).headers["content-type"]


async def test_a_bot_that_waits_for_its_database_is_alive_and_not_ready(
    post: Post, postgres_url: str, tmp_path: Path
) -> None:
    async with plugged_in(postgres_url) as cable:
        await cable.pull_out()
        async with running(settings_for(post, cable.url, tmp_path)) as client:
            await until_answered(client, "/healthz")
            told = (await client.get("/readyz")).json()
            assert told["mend"]["database"] == DATABASE_AWAY
            await cable.plug_in()
            await _ready(client)
            await cable.pull_out()
            assert (await client.get("/readyz")).json()["mend"] == {"database": DATABASE_AWAY}
            await cable.plug_in()
            await _ready(client)


async def until_answered(client: httpx.AsyncClient, path: str) -> httpx.Response:
    async with asyncio.timeout(EVER):
        while True:
            try:
                return await client.get(path)
            except httpx.TransportError:
                await asyncio.sleep(0.02)


async def _ready(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(EVER):
        while (await until_answered(client, "/readyz")).status_code != 200:  # noqa: ASYNC110 -- as a proxy asks
            await asyncio.sleep(0.02)
