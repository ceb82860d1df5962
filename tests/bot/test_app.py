import asyncio
import contextlib
import errno
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot import app, doctor
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.settings import Settings
from bot.stopping import Stop
from conversations import facts
from conversations.effects import Change
from storage.database import Database
from tests.bot.local_telegram.hand_clock import NOON, HandClock
from tests.bot.stand import ADA
from tests.ports import free_port

ENOUGH = 60
TOKEN = "4711:for-tests"


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not true():  # noqa: ASYNC110 -- the bot tells its tests nothing
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The bot on its local Telegram, and a browser on its page."""
    stop, urls = Stop(), list[str]()
    task = asyncio.create_task(app.run(settings, stop, urls.append))
    await until(lambda: bool(urls) or task.done())
    async with httpx.AsyncClient(base_url=urls[0] if urls else "") as page:
        yield page
    stop.ask()
    async with asyncio.timeout(ENOUGH):
        await task


async def now_shown(page: httpx.AsyncClient) -> datetime:
    state = (await page.get("/local/state", params={"as": 7})).json()
    return datetime.fromisoformat(state["now"])


async def answers(page: httpx.AsyncClient) -> list[str]:
    state = (await page.get("/local/state", params={"as": 7})).json()
    return [message["text"] for message in state["messages"] if message["from"]["is_bot"]]


async def test_without_a_token_one_can_talk_with_the_coach_on_a_page(tmp_path: Path) -> None:
    settings = Settings(rapport_home=tmp_path / "home", port=free_port())
    async with running(settings) as page:
        await page.post("/local/send", json={"as": 7, "text": "/start"})
        async with asyncio.timeout(ENOUGH):
            while not await answers(page):  # noqa: ASYNC110 -- the page is asked as a browser would
                await asyncio.sleep(0.02)
        before = await now_shown(page)
        await page.post("/local/clock", json={"as": 7, "move": "week"})
        assert await now_shown(page) >= before + timedelta(weeks=1)
    async with running(settings) as page:
        assert await now_shown(page) >= before + timedelta(weeks=1)
        assert await answers(page)


async def test_a_port_that_is_taken_is_an_error_of_the_machine(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(rapport_home=tmp_path, port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use") as failure:
            await app.run(settings, Stop(), print)
    assert failure.value.errno == errno.EADDRINUSE


async def test_a_stop_ends_waiting_for_a_database_that_is_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(rapport_home=tmp_path, database_url=f"sqlite:///{tmp_path}/nowhere/x.db")
    stop = Stop()
    task = asyncio.create_task(app.run(settings, stop, print))
    await until(lambda: "database is away" in caplog.text)
    stop.ask()
    async with asyncio.timeout(ENOUGH):
        await task


async def test_a_stop_ends_waiting_for_a_telegram_that_is_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url, token = f"http://127.0.0.1:{free_port()}", SecretStr(TOKEN)
    settings = Settings(rapport_home=tmp_path, telegram_bot_token=token, telegram_api_url=url, port=free_port())
    stop = Stop()
    task = asyncio.create_task(app.run(settings, stop, print))
    await until(lambda: "cannot be reached" in caplog.text)
    stop.ask()
    async with asyncio.timeout(ENOUGH):
        await task
    assert TOKEN not in caplog.text


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[tuple[LocalTelegram, str]]:
    with contextlib.closing(LocalTelegram(tmp_path / "telegram.db", HandClock(), token=TOKEN)) as local:
        async with serve(local, port=0) as url:
            yield local, url


async def started(home: Path, url: str, token: str) -> asyncio.subprocess.Process:
    named = {"RAPPORT_HOME": str(home), "TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_URL": url, "PORT": str(free_port())}
    root = str(Path(__file__).parents[2])
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=named,
        cwd=root,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_the_whole_program_answers_and_ends_cleanly_when_told_to(
    telegram: tuple[LocalTelegram, str], tmp_path: Path
) -> None:
    local, url = telegram
    local.say(ADA, "/start")
    process = await started(tmp_path / "home", url, TOKEN)
    await until(lambda: len(local.chat(ADA)) > 1 and not local.waiting_updates())
    process.send_signal(signal.SIGTERM)
    output, _ = await process.communicate()
    assert process.returncode == 0
    assert TOKEN.encode() not in output
    assert b"Traceback" not in output


async def test_a_token_nobody_knows_ends_the_program_with_one_sentence(
    telegram: tuple[LocalTelegram, str], tmp_path: Path
) -> None:
    process = await started(tmp_path / "home", telegram[1], "4711:unknown")
    output, _ = await process.communicate()
    assert process.returncode == 2
    assert b"BotFather" in output
    assert b"Traceback" not in output
    assert b"unknown" not in output


async def findings(settings: Settings) -> dict[str, str | None]:
    return {finding.what: finding.mend async for finding in doctor.examine(settings)}


async def test_the_doctor_finds_nothing_when_all_is_well(telegram: tuple[LocalTelegram, str], sqlite_url: str) -> None:
    home = Path(sqlite_url.removeprefix("sqlite:///")).parent
    token = SecretStr(TOKEN)
    well = Settings(rapport_home=home, database_url=sqlite_url, telegram_bot_token=token, telegram_api_url=telegram[1])
    found = await findings(well)
    assert set(found.values()) == {None}
    assert "Telegram knows this bot as @rapport_local_bot" in found


async def test_the_doctor_says_how_to_mend_each_thing(telegram: tuple[LocalTelegram, str], tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.touch()
    away = f"sqlite:///{tmp_path}/nowhere/x.db"
    settings = Settings(
        rapport_home=file,
        database_url=away,
        telegram_bot_token=SecretStr("4711:unknown"),
        telegram_api_url=telegram[1],
    )
    mends = [mend for mend in (await findings(settings)).values() if mend]
    assert len(mends) == 3
    for name in ("RAPPORT_HOME", "DATABASE_URL", "TELEGRAM_BOT_TOKEN"):
        assert any(name in mend for mend in mends)


async def test_the_doctor_names_kept_zones_that_the_tz_data_does_not_know(sqlite_url: str) -> None:
    database, lost = Database(sqlite_url), Change(facts.Settings(zone="Europe/Nowhere"))
    await database.turn(ADA, lambda ledger: ledger.record((lost,), NOON, lend_until=None))
    await database.close()
    found = await findings(Settings(rapport_home=Path(sqlite_url.removeprefix("sqlite:///")), database_url=sqlite_url))
    assert found["database"] is None
    assert "tzdata" in (found["kept time zones: Europe/Nowhere"] or "")


async def test_the_doctor_notices_tables_of_another_time_and_a_silent_telegram(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    settings = Settings(rapport_home=tmp_path, telegram_bot_token=SecretStr(TOKEN), telegram_api_url=url)
    found = await findings(settings)
    assert "migrate" in (found["database"] or "")
    assert "cannot be reached" in (found["Telegram"] or "")
