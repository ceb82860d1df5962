"""A stop while Telegram brings updates: what it was told yes to is kept, what it was not comes again, nothing twice."""

import asyncio
import contextlib
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot import web
from bot.door import SECRET, Door
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.local_telegram.wire import Json
from bot.serving import serving
from bot.stopping import Stop
from bot.webhook import Hook
from storage.tables import IS_WAITING, LETTERS, UPDATES
from tests.bot.kill_run import rows
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.test_webhook_mode import until
from tests.bot.whole.phone import TOKEN as TOKEN_OF_EXCHANGE
from tests.bot.whole.phone import Exchange
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
ENOUGH = 60
PEOPLE = range(101, 113)
A_PERSON = 25
"""Updates of each."""

TOKEN, RIGHT = "4711:for-tests", "our-own_secret"


class Crowd:
    """People whose updates are brought one by one, each until it is answered with yes."""

    def __init__(self, local: LocalTelegram, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/telegram"
        for number in range(A_PERSON):
            for person in PEOPLE:
                local.say(person, f"/help {number}")
        self._updates = local.take_updates()
        self.yes: set[int] = set()

    @property
    def is_done(self) -> bool:
        return len(self.yes) == len(self._updates)

    async def bring(self) -> None:
        async with httpx.AsyncClient(headers={SECRET: RIGHT}, timeout=ENOUGH) as client:
            await asyncio.gather(*(self._bring_of(person, client) for person in PEOPLE))

    async def _bring_of(self, person: int, client: httpx.AsyncClient) -> None:
        for update in self._updates:
            if update["message"]["from"]["id"] == person:
                while not await self._has(update, client):  # noqa: ASYNC110 -- as Telegram comes again and again
                    await asyncio.sleep(0.05)

    async def _has(self, update: Json, client: httpx.AsyncClient) -> bool:
        try:
            answer = await client.post(self._url, json=update)
        except httpx.TransportError:
            return False
        if answer.status_code == 200:
            self.yes.add(update["update_id"])
        return answer.status_code == 200


@contextlib.asynccontextmanager
async def bot(home: Path, named: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    with (home / "bot.log").open("ab") as log:
        command = (sys.executable, "-m", "bot", "run")
        process = await asyncio.create_subprocess_exec(*command, env=named, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def end(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(ENOUGH):
        assert await process.wait() == 0


async def test_a_stop_in_the_middle_loses_nothing_and_says_nothing_twice(sqlite_url: str, tmp_path: Path) -> None:
    port, sent = free_port(), Counter[int]()
    with contextlib.closing(LocalTelegram(tmp_path / "telegram.db", HandClock(), token=TOKEN)) as local:
        crowd = Crowd(local, port)
        local.observers.append(
            lambda method, given: sent.update([int(str(given["chat_id"]))] if method == "sendMessage" else [])
        )
        async with serve(local, port=0) as api:
            named = {
                "RAPPORT_HOME": str(tmp_path),
                "DATABASE_URL": sqlite_url,
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": api,
                "WEBHOOK_URL": f"http://127.0.0.1:{port}",
                "WEBHOOK_SECRET": RIGHT,
                "PORT": str(port),
            }
            bringing = asyncio.create_task(crowd.bring())
            async with bot(tmp_path, named) as first:
                await until(lambda: len(crowd.yes) > len(PEOPLE) * A_PERSON / 3)
                await end(first)
            assert not crowd.is_done, "it was to end in the middle"
            assert crowd.yes <= {row["update_id"] for row in rows(sqlite_url, select(UPDATES.c.update_id))}
            async with bot(tmp_path, named) as second:
                await until(lambda: crowd.is_done)
                await until(lambda: not rows(sqlite_url, select(LETTERS.c.owner).where(IS_WAITING)))
                await end(second)
            await bringing
    assert sent == dict.fromkeys(PEOPLE, A_PERSON)


@pytest.fixture
async def exchange(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Exchange]:
    built = Exchange(sqlite_url, tmp_path)
    yield built
    await built.close()


@contextlib.asynccontextmanager
async def hooked(exchange: Exchange, stop: Stop) -> AsyncIterator[tuple[httpx.AsyncClient, asyncio.Task[None]]]:
    """The bot with a webhook in this process, where Telegram can be made to keep it waiting."""
    door = Door(RIGHT)
    app = Starlette(routes=web.entrance(door, "http://127.0.0.1/telegram", exchange.rapport.metrics))
    async with serving(app, port=0) as served:
        hook = Hook(f"{served.url}/telegram", door, served.end, is_shared=False)
        running = asyncio.create_task(exchange.rapport.run(stop, hook))
        await until(lambda: bool(exchange.local.world.store.fact("webhook")))
        await exchange.local.call(TOKEN_OF_EXCHANGE, "deleteWebhook", {})
        async with httpx.AsyncClient(base_url=served.url, headers={SECRET: RIGHT}, timeout=ENOUGH) as client:
            yield client, running
        async with asyncio.timeout(ENOUGH):
            await running


async def test_a_turn_that_waits_for_telegram_is_broken_off_at_a_stop_and_comes_again(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webhook.LAST_TURNS", timedelta(seconds=0.1))
    stop = Stop()
    async with hooked(exchange, stop) as (client, running):
        exchange.line.gate = asyncio.Event()
        exchange.local.send_file(101, "invitation.ics", "text/calendar", b"BEGIN:VCALENDAR")
        bringing = asyncio.create_task(client.post("/telegram", json=exchange.local.take_updates()[0]))
        await until(lambda: any(task.get_name().startswith("update ") for task in asyncio.all_tasks()))
        stop.ask()
        assert (await bringing).status_code == 503
        await asyncio.wait({running})


async def test_a_letter_that_telegram_does_not_take_is_kept_at_a_stop(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.LAST_LETTERS", timedelta(seconds=0.1))
    stop = Stop()
    async with hooked(exchange, stop) as (client, running):
        exchange.line.gate = asyncio.Event()
        exchange.local.say(101, "/help")
        assert (await client.post("/telegram", json=exchange.local.take_updates()[0])).status_code == 200
        stop.ask()
        await asyncio.wait({running})
    assert rows(f"sqlite:///{exchange.file}", select(LETTERS.c.owner).where(IS_WAITING)) == [{"owner": 101}]
