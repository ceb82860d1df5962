"""The whole bot, and the phones of two people. After each test its log is read: no trouble, no words, no token."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.whole.phone import TOKEN, Exchange, Phone

LONG_ENOUGH = 8
"""Characters of a text of which it is plain that a log has it from a person."""


@pytest.fixture
async def exchange(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> AsyncIterator[Exchange]:
    caplog.set_level(logging.INFO)
    built = Exchange(sqlite_url, tmp_path)
    await built.open()
    yield built
    said = [message.get("text", "") for person in (ADA, BEN) for message in built.local.chat(person)]
    parked = await built.parked()
    await built.close()
    log = "\n".join(record.getMessage() for phase in ("setup", "call") for record in caplog.get_records(phase))
    trouble = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert TOKEN not in log
    assert not [text for text in said if len(text) >= LONG_ENOUGH and text in log]
    if not request.node.get_closest_marker("trouble"):
        assert not trouble
        assert not parked


ADA, BEN = 7, 8


@pytest.fixture
def ada(exchange: Exchange) -> Phone:
    return Phone(exchange, ADA, "Ada")


@pytest.fixture
def ben(exchange: Exchange) -> Phone:
    return Phone(exchange, BEN, "Ben")
