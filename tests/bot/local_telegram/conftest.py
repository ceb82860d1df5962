"""A local Telegram in a fresh file, with a clock that a test holds in its hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.local_telegram.local import LocalTelegram
from tests.bot.local_telegram.hand_clock import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def local(tmp_path: Path, clock: HandClock) -> Iterator[LocalTelegram]:
    telegram = LocalTelegram(tmp_path / "telegram.db", clock)
    yield telegram
    telegram.close()
