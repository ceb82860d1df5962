"""The whole bot with a webhook: Telegram brings updates, and is told yes when they are committed."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import app, doctor
from bot.clock import Clock
from bot.coach import LEASE
from bot.door import SECRET
from bot.handlers import ALLOWED_UPDATES
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.settings import Settings
from bot.stopping import Stop
from conversations.effects import Say, Screen
from conversations.prose import plain
from storage.database import Database
from storage.tables import UPDATES
from tests.bot.kill_run import rows
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import ADA, BEN
from tests.cable import plugged_in
from tests.databases import empty
from tests.ports import free_port

ENOUGH = 60
TOKEN = "4711:for-tests"
WELCOME = 2
"""Messages that answer a first /start."""

RIGHT = "our-own_secret"


@dataclass
class Post:
    """Telegram, and what it was called to do."""

    local: LocalTelegram
    url: str
    called: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def calls(self, method: str) -> list[Mapping[str, object]]:
        return [arguments for name, arguments in self.called if name == method]

    @property
    def webhook(self) -> object:
        return self.local.world.store.fact("webhook")


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    with contextlib.closing(LocalTelegram(tmp_path / "telegram.db", HandClock(), token=TOKEN)) as local:
        local.deliveries.first_delay = 0.02
        async with serve(local, port=0) as address:
            telegram = Post(local, address)
            local.observers.append(lambda method, arguments: telegram.called.append((method, arguments)))
            yield telegram
            await asyncio.gather(*local.deliveries.stop(), return_exceptions=True)


@pytest.fixture
def shared_url(postgres_url: str) -> str:
    empty(postgres_url)
    return postgres_url


def settings_for(post: Post, database: str, home: Path, **more: object) -> Settings:
    port = free_port()
    given: dict[str, object] = {
        "rapport_home": home,
        "database_url": database,
        "telegram_bot_token": SecretStr(TOKEN),
        "telegram_api_url": post.url,
        "webhook_url": f"http://127.0.0.1:{port}",
        "webhook_secret": SecretStr(RIGHT),
        "port": port,
    }
    return Settings.model_validate(given | more)


@pytest.fixture
def settings(post: Post, sqlite_url: str, tmp_path: Path) -> Settings:
    return settings_for(post, sqlite_url, tmp_path)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not true():  # noqa: ASYNC110 -- the bot tells its tests nothing
            await asyncio.sleep(0.02)


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@contextlib.asynccontextmanager
async def running(*all_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The bot, or several of them, and somebody who knows the secret and the way to the first."""
    stop = Stop()
    tasks = [asyncio.create_task(app.run(each, stop, print)) for each in all_settings]
    try:
        address = f"http://127.0.0.1:{all_settings[0].port}"
        async with httpx.AsyncClient(base_url=address, headers={SECRET: RIGHT}, timeout=ENOUGH) as client:
            yield client
    finally:
        stop.ask()
        async with asyncio.timeout(ENOUGH):
            await asyncio.gather(*tasks)


async def test_telegram_brings_updates_and_people_get_answers(post: Post, settings: Settings) -> None:
    post.local.say(ADA, "/start")
    post.local.say(BEN, "/start")
    async with running(settings):
        await until(lambda: not post.local.waiting_updates())
        await until(lambda: len(post.local.chat(ADA)) > 1 and len(post.local.chat(BEN)) > 1)
        before = len(post.local.chat(ADA))
        post.local.say(ADA, "Lisbon")
        await until(lambda: len(post.local.chat(ADA)) > before + 1)
    assert post.calls("getUpdates") == []


async def test_the_webhook_is_set_when_somebody_listens_and_stays_when_we_go(post: Post, settings: Settings) -> None:
    somebody: list[bool] = []

    def look(method: str, _arguments: Mapping[str, object]) -> None:
        if method == "setWebhook":
            somebody.append(listens(settings.port))

    post.local.observers.append(look)
    async with running(settings):
        await until(lambda: bool(post.webhook))
    assert somebody == [True]
    assert post.webhook == {
        "url": f"{settings.webhook_url}/telegram",
        "secret_token": RIGHT,
        "max_connections": 100,
    }
    (asked,) = post.calls("setWebhook")
    assert asked["drop_pending_updates"] is False
    assert post.local.world.updates.wanted() == list(ALLOWED_UPDATES)
    assert post.calls("deleteWebhook") == []


async def test_several_that_start_together_ask_for_the_same_and_wait_when_telegram_says_so(
    post: Post, shared_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slow_down = {"error_code": 429, "parameters": {"retry_after": 1}}
    post.local.fail_next("setWebhook", slow_down)
    first = settings_for(post, shared_url, tmp_path)
    other = first.model_copy(update={"port": free_port()})
    post.local.say(ADA, "/start")
    async with running(first, other):
        await until(lambda: len(post.calls("setWebhook")) == 3)
        await until(lambda: len(post.calls("sendMessage")) >= WELCOME)
    assert "Telegram asks for a pause; trying again in 1 s" in caplog.text
    assert len(post.calls("sendMessage")) == WELCOME
    assert len({str(sorted(call.items())) for call in post.calls("setWebhook")}) == 1


async def test_an_update_that_is_brought_again_and_again_does_nothing_again(post: Post, settings: Settings) -> None:
    async with running(settings) as telegram:
        await until(lambda: bool(post.webhook))
        await post.local.call(TOKEN, "deleteWebhook", {})
        post.local.say(ADA, "/start")
        (update,) = post.local.take_updates()
        together = await asyncio.gather(*(telegram.post("/telegram", json=update) for _ in range(5)))
        later = await telegram.post("/telegram", json=update)
        await until(lambda: len(post.calls("sendMessage")) >= WELCOME)
    assert {answer.status_code for answer in (*together, later)} == {200}
    assert len(post.calls("sendMessage")) == WELCOME


async def test_what_comes_while_the_database_is_away_is_taken_when_it_is_back(
    post: Post, shared_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.door.AWAY", 1)
    async with plugged_in(shared_url) as cable, running(settings_for(post, cable.url, tmp_path)) as telegram:
        await until(lambda: bool(post.webhook))
        await cable.pull_out()
        post.local.say(ADA, "/start")
        await until(lambda: "503" in str(post.local.world.store.fact("webhook_error")))
        away = await telegram.post("/telegram", json=post.local.waiting_updates()[0])
        assert (away.status_code, away.headers["retry-after"]) == (503, "1")
        assert (await telegram.get("/healthz")).status_code == 200
        await cable.plug_in()
        await until(lambda: not post.local.waiting_updates() and len(post.calls("sendMessage")) >= WELCOME)
    assert len(post.calls("sendMessage")) == WELCOME


async def test_who_comes_before_all_is_ready_is_asked_to_come_again(
    post: Post, shared_url: str, tmp_path: Path
) -> None:
    async with plugged_in(shared_url) as cable:
        await cable.pull_out()
        settings = settings_for(post, cable.url, tmp_path)
        async with running(settings) as telegram:
            await until(lambda: listens(settings.port))
            early = await telegram.post("/telegram", json={"update_id": 1})
            assert (early.status_code, early.headers["retry-after"]) == (503, "1")
            assert post.webhook is None
            await cable.plug_in()
            await until(lambda: bool(post.webhook))


async def test_letters_of_another_process_are_called_back_only_where_there_can_be_none(
    post: Post, url: str, tmp_path: Path
) -> None:
    database, now = Database(url), Clock().now()
    letter = Say(Screen(plain("Lent to somebody")))
    await database.turn(ADA, lambda ledger: ledger.record((letter,), now, lend_until=now + 100 * LEASE))
    await database.close()
    post.local.say(ADA, "/start")
    post.local.take_updates()
    async with running(settings_for(post, url, tmp_path)):
        await until(lambda: bool(post.webhook))
        if url.startswith("sqlite"):
            await until(lambda: len(post.local.chat(ADA)) > 1)
    assert len(post.calls("sendMessage")) == url.startswith("sqlite")
    assert rows(url, select(UPDATES)) == []


async def found(settings: Settings) -> dict[str, str | None]:
    return {finding.what: finding.mend async for finding in doctor.examine(settings)}


async def test_the_doctor_sees_whether_updates_find_their_way(post: Post, settings: Settings) -> None:
    hook = f"webhook {settings.webhook}"
    assert "another address, or none" in ((await found(settings))[f"{hook}; no updates wait"] or "")
    async with running(settings):
        await until(lambda: bool(post.webhook))
        assert set((await found(settings)).values()) == {None}
    post.local.say(ADA, "nobody is there")
    await until(lambda: post.local.world.store.fact("webhook_error") is not None)
    mend = (await found(settings))[f"{hook}; 1 update waits"] or ""
    assert "UTC" in mend
    assert "Nobody listens there" in mend
    asking = settings.model_copy(update={"webhook_url": None})
    assert "webhook mode" in ((await found(asking))["no WEBHOOK_URL, so updates are asked for; 1 update waits"] or "")
