"""The commands that back up and restore, as somebody types them."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.kept import size
from bot.settings import Settings
from conversations.facts import OwnerId
from storage.database import Database
from storage.lease import lease
from tests.bot.stand import ADA, BEN
from tests.ports import free_port
from tests.storage.examples import record, say

SOMEWHERE = CliRunner()
TREE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> str:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.chdir(tmp_path)
    return sqlite_url


def written(url: str, *owners: OwnerId) -> None:
    async def write() -> None:
        database = Database(url)
        for owner in owners:
            await record(database, say("Hello"), owner=owner)
        await database.close()

    asyncio.run(write())


def test_a_backup_and_a_restore_say_what_became_of_them(url: str, tmp_path: Path) -> None:
    written(url, ADA)
    said = SOMEWHERE.invoke(command_line, ["backup", "copy"])
    assert said.exit_code == 0
    assert "Kept in copy: " in said.output
    assert "schema 0" in said.output
    assert "1 owner." in said.output
    written(url, BEN)
    said = SOMEWHERE.invoke(command_line, ["restore", "copy"])
    assert said.exit_code == 0
    assert "1 owner." in said.output
    assert f"is kept: {tmp_path}/rapport.db.before-" in said.output
    assert "1 message that waited in the copy will not be sent." in said.output


def test_what_is_not_done_is_a_sentence_and_exit_code_1(url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine", encoding="utf-8")
    for command, words in ((["backup", "copy"], "--force"), (["restore", "copy"], "no SQLite file")):
        said = SOMEWHERE.invoke(command_line, command)
        assert said.exit_code == 1
        assert words in said.output
    assert SOMEWHERE.invoke(command_line, ["backup", "copy", "--force"]).exit_code == 0
    with lease(url, alone=False):
        said = SOMEWHERE.invoke(command_line, ["restore", "copy"])
    assert said.exit_code == 1
    assert "A bot runs on this database" in said.output


def test_the_bot_does_not_start_on_a_database_that_is_being_restored(url: str) -> None:
    with lease(url, alone=True):
        said = SOMEWHERE.invoke(command_line, ["run"])
    assert said.exit_code == 1
    assert "just being restored" in said.output


def test_a_bot_that_runs_keeps_a_restore_off_and_lets_a_backup_be_made(url: str, tmp_path: Path) -> None:
    run, environment = [sys.executable, "-m", "bot", "run"], os.environ | {"PYTHONUNBUFFERED": "1"}
    copy = str(tmp_path / "copy")
    with subprocess.Popen(  # noqa: S603 - our own program
        run, cwd=TREE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as bot:
        assert bot.stdout is not None
        while b"Talk with your coach" not in bot.stdout.readline():
            assert bot.poll() is None
        assert SOMEWHERE.invoke(command_line, ["backup", copy]).exit_code == 0
        assert "A bot runs" in SOMEWHERE.invoke(command_line, ["restore", copy]).output
        bot.terminate()
    assert SOMEWHERE.invoke(command_line, ["restore", copy]).exit_code == 0


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 KB"), (430_080, "420 KB"), (3 << 40, "3072 GB")],
)
def test_a_size_is_said_as_people_say_it(octets: int, said: str) -> None:
    assert size(octets) == said
