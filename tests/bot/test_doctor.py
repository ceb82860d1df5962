"""What the doctor finds wrong on a machine, and how it says to mend it. See test_app and test_webhook_mode, too."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram.error import NetworkError

from bot import doctor
from bot.clock import Clock, ShiftedClock
from bot.line import Line
from bot.machine_checks import of_this_machine, tz_version
from bot.settings import Settings
from tests.bot.local_telegram.hand_clock import NOON
from tests.bot.test_app import TOKEN, telegram
from tests.ports import free_port

__all__ = ["telegram"]

Telegram = tuple[object, str]


async def found(settings: Settings, clock: Clock | None = None) -> dict[str, str | None]:
    return {finding.what: finding.mend async for finding in doctor.examine(settings, clock)}


def on_this_machine(settings: Settings, now: datetime = NOON) -> str:
    """All that is to be mended."""
    return "\n".join(finding.mend for finding in of_this_machine(settings, now) if finding.mend)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.parametrize(("ahead", "words"), [(timedelta(seconds=90), "seconds fast"), (timedelta(), None)])
async def test_a_clock_that_is_not_telegrams_is_told(
    telegram: Telegram, sqlite_url: str, home: Path, ahead: timedelta, words: str | None
) -> None:
    token = SecretStr(TOKEN)
    well = Settings(rapport_home=home, database_url=sqlite_url, telegram_bot_token=token, telegram_api_url=telegram[1])
    mend = (await found(well, ShiftedClock(ahead)))["clock, compared with Telegram's"]
    assert (mend is None) if words is None else (words in (mend or "") and "timedatectl" in (mend or ""))


@pytest.mark.parametrize("date", ["", "Date: yesterday\r\n"])
async def test_a_server_without_a_clock_is_no_trouble_of_ours(date: str) -> None:
    async with answering(f"HTTP/1.1 204 No Content\r\n{date}\r\n") as url, Line() as line:
        assert await line.time_at(url) is None


async def test_a_servers_clock_is_read_in_utc() -> None:
    moment = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
    head = f"HTTP/1.1 204 No Content\r\nDate: {format_datetime(moment, usegmt=True)}\r\n\r\n"
    async with answering(head) as url, Line() as line:
        assert await line.time_at(url) == moment


async def test_nobody_there_tells_no_time() -> None:
    with pytest.raises(NetworkError):
        await Line().time_at("http://127.0.0.1:1")
    async with Line() as line:
        with pytest.raises(NetworkError):
            await line.time_at(f"http://127.0.0.1:{free_port()}")


@asynccontextmanager
async def answering(head: str) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def test_a_settings_file_that_others_may_read_is_told(home: Path) -> None:
    file = home.parent / ".env"
    file.write_text("PORT=8081\n", encoding="utf-8")
    file.chmod(0o644)
    assert f"chmod 600 {file}" in on_this_machine(Settings(rapport_home=home))
    file.chmod(0o600)
    assert on_this_machine(Settings(rapport_home=home)) == ""


def test_a_disk_with_little_room_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.machine_checks.LITTLE", shutil.disk_usage(home).total + 1)
    assert "Make room" in on_this_machine(Settings(rapport_home=home))


def test_room_is_wanted_for_a_copy_of_the_database(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.machine_checks.LITTLE", 0)
    file = home / "rapport.sqlite3"
    with file.open("wb") as opened:
        os.truncate(opened.fileno(), shutil.disk_usage(home).free)  # a hole: it takes no room itself
    assert "Make room" in on_this_machine(Settings(rapport_home=home))
    os.truncate(file, 0)
    assert on_this_machine(Settings(rapport_home=home)) == ""


def test_old_data_on_time_zones_is_told(home: Path) -> None:
    assert "tzdata" in on_this_machine(Settings(rapport_home=home), NOON.replace(year=NOON.year + 10))


def test_the_version_of_the_data_is_the_systems_or_that_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2024b\n", encoding="ascii")
    assert tz_version((str(tmp_path / "nowhere"), str(tmp_path))) == "2024b"
    (tmp_path / "tzdata.zi").write_text("# redo posix_only\n", encoding="ascii")
    (tmp_path / "Europe").mkdir()
    assert "does not name" in tz_version((str(tmp_path),))
    package = tz_version(())
    assert package[:4].isdecimal()
    assert package[4:].isalpha()


async def test_a_damaged_file_is_told_with_the_way_back(home: Path, sqlite_url: str) -> None:
    settings = Settings(rapport_home=home, database_url=sqlite_url)
    assert (await found(settings))["database"] is None
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    content = await asyncio.to_thread(file.read_bytes)
    await asyncio.to_thread(file.write_bytes, content[:5000] + bytes(len(content) - 5000))
    assert "python -m bot restore" in ((await found(settings))["database"] or "")
    await asyncio.to_thread(file.write_bytes, b"Dear Ada, " * 1000)
    assert "python -m bot restore" in ((await found(settings))["database"] or "")
