"""A real bot in a process of its own, and a real browser that may talk to this machine only."""

import os
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.chat import Bot

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Where every test must run, none is an error and no excuse."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"There is no browser here; install one of {', '.join(BROWSERS)}.")
    if found is None:
        pytest.skip(f"There is no browser here: none of {', '.join(BROWSERS)} is on the PATH.")
    return found


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    # As root, as in containers, Chromium starts only without its sandbox.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=options)
        yield opened
        await opened.close()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    running = Bot(tmp_path / "home", port)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Where screenshots go: $RAPPORT_SCREENSHOTS, when somebody wants to look at them."""
    folder = Path(os.environ.get("RAPPORT_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
