"""The stand on which the shell is tested; SQLite, as the two databases are compared where SQL lives."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.local import LocalTelegram
from storage.database import Database
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import ADA, BEN, Stand

pytest.register_assert_rewrite("tests.bot.checks")  # so that what failed there is shown as in a test


@pytest.fixture
async def stand(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stand]:
    hand = HandClock()
    local = LocalTelegram(tmp_path / "telegram.db", hand)
    local.introduce(ADA, first_name="Ada", username="ada")
    local.introduce(BEN, first_name="Ben")
    local.say(ADA, "/start")
    local.say(BEN, "/start")
    local.take_updates()
    database = Database(sqlite_url)
    built = Stand(database, local, hand)
    await built.application.initialize()
    yield built
    await built.postman.stop()
    await built.application.shutdown()
    await database.close()
    local.close()
