"""The image: built by the Dockerfile's own steps (see dockerfile.py), started as it starts, asked, and stopped.

The bot runs as somebody without rights where the tests run as root, and may write to RAPPORT_HOME alone. Its Telegram
is a local one.
"""

import asyncio
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import tomllib
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path, PurePosixPath

import pytest
from uv import find_uv_bin

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from tests.bot.local_telegram.hand_clock import HandClock
from tests.dockerfile import Builder, FailedStep, Image, UnknownStep, steps
from tests.dockerignore import is_left_out
from tests.ports import free_port

TREE = Path(__file__).parents[1]
DOCKERFILE = (TREE / "Dockerfile").read_text(encoding="utf-8")
NOBODY = "nobody" if os.geteuid() == 0 else None
"""Who runs the bot; None when we are without rights ourselves."""

WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
TOKEN = "4711:for-tests"
ADA = 7
PATIENCE = 30
"""Seconds after which something that we wait for will not happen any more."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's are not."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-image-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for each in (folder, *folder.rglob("*")):
        if each.is_dir() and not each.is_symlink():
            each.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def image(place: Path) -> Image:
    """The image, with all of it read-only but its volume."""
    before = os.umask(0o022)  # as in a container engine
    try:
        built = Builder(TREE, place, python(), Path(find_uv_bin())).build(DOCKERFILE)
    finally:
        os.umask(before)
    for each in (built.root, *built.root.rglob("*")):
        if not each.is_symlink():
            each.chmod(each.stat().st_mode & ~WRITES)
    data = built.outside("/data")
    data.chmod(0o700)
    if NOBODY:
        shutil.chown(data, NOBODY)
    return built


def python() -> Path:
    """The Python of the tests, or another one when only root may enter its folder."""
    ours = Path(sys.executable).resolve()
    for each in (ours, Path("/usr/local/bin/python3"), Path("/usr/bin/python3")):
        question = (each, "-c", "import sqlite3, ssl, sys; sys.exit(sys.version_info < (3, 11))")
        try:
            found = subprocess.run(question, user=NOBODY, cwd="/", capture_output=True, check=False)  # noqa: S603 -- ours
        except OSError:
            continue
        if found.returncode == 0:
            return each.resolve()
    raise FailedStep(f"{NOBODY} may not run {ours}, and no Python 3.11 or newer is in /usr/local/bin or /usr/bin")


def environment(image: Image, settings: dict[str, str]) -> dict[str, str]:
    """What a container's process finds: the image's settings, those given, and the home of its user."""
    return image.env | {"HOME": str(image.outside("/data"))} | settings


async def start(image: Image, command: tuple[str, ...], settings: dict[str, str]) -> Process:
    """A command in the image, run as its user would."""
    return await asyncio.create_subprocess_exec(
        *command,
        env=environment(image, settings),
        cwd=image.outside("."),
        user=NOBODY,
        group=pwd.getpwnam(NOBODY).pw_gid if NOBODY else None,
        extra_groups=[] if NOBODY else None,
    )


async def is_well(image: Image, settings: dict[str, str]) -> bool:
    """Whether the image's HEALTHCHECK ends well."""
    return await (await start(image, image.health, settings)).wait() == 0


@asynccontextmanager
async def running(image: Image, settings: dict[str, str]) -> AsyncIterator[Process]:
    """The image's command; killed if it is still there afterwards."""
    process = await start(image, image.command, settings)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until(bot: Process, what: Callable[[], Awaitable[bool]]) -> None:
    """Wait for it, as long as the bot lives."""
    async with asyncio.timeout(PATIENCE):
        while not await what():
            assert bot.returncode is None, f"the bot ended with {bot.returncode}"
            await asyncio.sleep(0.1)


def contents(image: Image) -> dict[Path, tuple[int, int]]:
    """Everything in the image but what is in its volume, with size and time of change."""
    data = image.outside("/data")
    found = [each for each in image.root.rglob("*") if each != data and data not in each.parents]
    return {each: (each.lstat().st_size, each.lstat().st_mtime_ns) for each in found}


async def test_the_bot_in_the_image_is_well_answers_stops_when_told_and_writes_to_its_home_alone(
    image: Image, tmp_path: Path
) -> None:
    before = contents(image)
    with closing(LocalTelegram(tmp_path / "telegram.db", HandClock(), token=TOKEN)) as local:
        local.introduce(ADA, first_name="Ada")
        async with serve(local, port=0) as url:
            given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "PORT": str(free_port())}
            assert not await is_well(image, given)
            async with running(image, given) as bot:
                await until(bot, lambda: is_well(image, given))
                local.say(ADA, "/start")
                await until(bot, lambda: has_texts(local, 1))
                local.share_location(ADA, 52.52, 13.405)  # time zones are found in files of their own
                await until(bot, lambda: has_texts(local, 2))
                bot.send_signal(signal.Signals[image.stop_signal])
                assert await bot.wait() == 0
    assert contents(image) == before


async def has_texts(local: LocalTelegram, many: int) -> bool:
    """Whether the bot wrote that often to Ada."""
    return len([message for message in local.chat(ADA) if message["from"]["is_bot"]]) >= many


def test_the_image_runs_as_nobody_in_particular_and_says_what_a_container_engine_wants_to_know(image: Image) -> None:
    assert image.user == "10001:10001"
    assert image.volumes == ["/data"]
    assert image.ports == ["8081"]
    assert image.env["HOST"] == "0.0.0.0"  # noqa: S104 -- inside a container, where else


def test_the_image_holds_no_tests_and_nothing_that_only_developers_need(image: Image) -> None:
    application = {each.name for each in image.outside("/app").iterdir()}
    assert application == {"bot", "conversations", "storage", "pyproject.toml", "uv.lock"}
    tools = {each.name for each in image.outside("/opt/venv/bin").iterdir()}
    assert "alembic" in tools
    assert not tools & {"uv", "ruff", "pytest", "mypy", "caddy", "hadolint"}


def test_the_uv_that_builds_the_image_is_the_one_in_the_lock() -> None:
    packages = tomllib.loads((TREE / "uv.lock").read_text(encoding="utf-8"))["package"]
    locked = next(each["version"] for each in packages if each["name"] == "uv")
    assert f"uv=={locked}" in DOCKERFILE


def test_both_stages_begin_with_the_same_python() -> None:
    assert len({step.words[0] for step in steps(DOCKERFILE) if step.word == "FROM"}) == 1


@pytest.mark.parametrize(
    "step",
    [
        "RUN apt-get install gcc",
        "RUN uv sync && curl example.org",
        "ADD . /app",
        "CMD python -m bot run",
        "USER x\nFOO y",
    ],
)
def test_a_step_that_nobody_has_thought_through_is_refused(step: str, tmp_path: Path) -> None:
    builder = Builder(TREE, tmp_path, Path(sys.executable), Path("/bin/true"))
    with pytest.raises(UnknownStep):
        builder.build(f"FROM python:3.13-slim\n{step}")


def test_what_is_not_in_the_checkout_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(FailedStep, match="COPY tests"):
        Builder(TREE, tmp_path, Path(sys.executable), Path("/bin/true")).build(
            "FROM python:3.13-slim\nCOPY tests ./tests"
        )


@pytest.mark.parametrize(
    ("file", "is_out"),
    [
        ("bot/app.py", False),
        ("bot/local_telegram/page/chat.js", False),
        ("bot/__pycache__/app.pyc", True),
        ("bot/deep/__pycache__/app.pyc", True),
        (".env", True),
        ("other/bot/app.py", True),
        ("botany.py", True),
    ],
)
def test_the_last_pattern_that_fits_a_file_or_a_folder_above_it_decides(file: str, is_out: bool) -> None:  # noqa: FBT001 -- a table
    assert is_left_out(PurePosixPath(file), ("*", "!bot", "**/__pycache__")) == is_out
