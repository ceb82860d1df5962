"""Whoever is forgotten, and whoever erases everything, is nowhere any more: no row, no file, no line of the log."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.wire import Json
from bot.logs import LOUD
from storage.ledger import Ledger
from tests.bot.whole import scenes
from tests.bot.whole.conftest import ADA, BEN
from tests.bot.whole.erased import WORD, live_on, live_with_her, places, plant_what_waits, rows_of
from tests.bot.whole.phone import Exchange, Phone

pytestmark = pytest.mark.trouble

MANY = 20
"""Places at least in which the word stands before, else little would be shown."""


@pytest.fixture
async def exchange(url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Exchange]:
    """The whole bot on SQLite and on PostgreSQL; its log tells everything."""
    caplog.set_level(logging.DEBUG)
    for name in LOUD:  # as set_up_logs has it
        caplog.set_level(logging.WARNING, logger=name)
    built = Exchange(url, tmp_path)
    await built.open()
    yield built
    await built.close()


@pytest.fixture
def ada(exchange: Exchange) -> Phone:
    return Phone(exchange, ADA, WORD.title())


async def test_of_somebody_forgotten_nothing_is_left_anywhere(
    exchange: Exchange, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Phone(exchange, ADA, "Ada")
    await live_with_her(ada)
    await ada.says("/met Boris, went to school with Mira", "/forget mira")
    ada.sees("Forget Mira Plantaxy?", "stands in 1 other note of yours", "There is no way back")
    await ada.taps("Where that is")
    ada.sees("Boris: went to school with Mira")
    await ada.taps("‹ Forget?")
    await plant_what_waits(ada)
    assert len(places(url, tmp_path, WORD)) > MANY
    await ada.taps("Yes, forget")
    ada.sees("Forgotten", "Nothing of it is kept", "1 other note of yours may name them still")
    ada.sees_not("Mira")
    assert places(url, tmp_path, WORD) == []
    assert {place.partition(":")[0] for place in places(url, tmp_path, "mira")} <= {
        "notes",
        "rapport.db",
        "rapport.db-wal",
    }
    assert WORD not in caplog.text.casefold()
    assert {each.name for each in await ada.knows(lambda ledger: ledger.people())} == {"Boris"}


async def test_of_whoever_erased_everything_nothing_is_left_anywhere(
    exchange: Exchange, ada: Phone, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ben = Phone(exchange, BEN, "Ben")
    await scenes.from_nothing(ben)
    before = rows_of(url, BEN)
    del before["updates"]  # which go after two days
    await live_with_her(ada)
    await live_on(ada)
    assert len(places(url, tmp_path, WORD)) > MANY
    await ada.says("/deleteme")
    ada.sees("Erase everything?", "3 events, 3 people", "no way back")
    await ada.taps("Go on to erasing", "Erase everything now")
    ada.sees("Erased", "3 people", "the only receipt", "Our chat is on your side")
    assert places(url, tmp_path, WORD) == []
    assert rows_of(url, ADA) == {}
    assert WORD not in caplog.text.casefold()
    assert rows_of(url, BEN) == before


async def test_an_update_that_comes_again_after_all_was_erased_does_nothing(ada: Phone, url: str) -> None:
    await about_to_erase(ada)
    updates = await erases(ada)
    assert rows_of(url, ADA) == {}
    said = ada.local.chat(ADA)
    for update in updates:
        await ada.exchange.rapport.intake.take(update)
    await ada.exchange.deliver()
    assert rows_of(url, ADA) == {}
    assert ada.local.chat(ADA) == said


async def test_the_last_button_pressed_twice_erases_once_and_leaves_nothing(ada: Phone, url: str) -> None:
    await about_to_erase(ada)
    last = next(key for key in reversed(ada.keyboard()) if key.label == "Erase everything now")
    await ada.presses(last, last)
    ada.sees("nothing left to erase")
    assert rows_of(url, ADA) == {}


async def test_the_last_button_erases_nothing_a_while_later(ada: Phone, url: str) -> None:
    await about_to_erase(ada)
    before = rows_of(url, ADA)
    await ada.lives(until="08:00")
    await ada.taps("Erase everything now")
    ada.sees("Erase everything?")
    assert rows_of(url, ADA) == before | {"updates": before["updates"] + 1}


async def test_whoever_leaves_after_erasing_everything_is_not_kept_for_that(ada: Phone, url: str) -> None:
    await about_to_erase(ada)
    await ada.taps("Erase everything now")
    ada.local.block(ADA)
    await ada.exchange.bring()
    assert rows_of(url, ADA) == {}


async def test_a_look_at_the_clock_brings_no_row_back(ada: Phone, url: str) -> None:
    await about_to_erase(ada)
    await ada.taps("Erase everything now")
    await ada.knows(lambda ledger: ledger.take_due(ada.exchange.hand.moment))
    await ada.lives(days=40, until="12:00")
    assert rows_of(url, ADA) == {}


async def test_the_receipt_waits_for_telegram_and_takes_the_last_row_along(
    ada: Phone, url: str, tmp_path: Path
) -> None:
    await about_to_erase(ada)
    ada.local.fail_next("sendMessage", {"ok": False, "error_code": 502, "description": "Bad Gateway"})
    await erases(ada)
    assert rows_of(url, ADA) == {"owners": 1, "letters": 1}
    assert places(url, tmp_path, WORD) == []
    await ada.lives(until="08:00")
    ada.sees("the only receipt")
    assert rows_of(url, ADA) == {}


async def test_whoever_comes_back_begins_anew_and_old_buttons_mean_nothing_new(ada: Phone) -> None:
    await live_with_her(ada)
    old = [key for key in ada.keyboard() if key.data.startswith(("d|", "a|", "s|"))]
    await ada.says("/deleteme")
    await ada.taps("Go on to erasing", "Erase everything now")
    await live_with_her(ada)
    before = await ada.knows(everything_of)
    await ada.presses(*old)
    assert await ada.knows(everything_of) == before


def everything_of(ledger: Ledger) -> tuple[object, ...]:
    return ledger.people(100), ledger.promises(open_only=False, limit=100), ledger.events(100), ledger.all_notes(100)


async def about_to_erase(ada: Phone) -> None:
    await scenes.from_nothing(ada)
    await ada.says("/deleteme")
    await ada.taps("Go on to erasing")


async def erases(ada: Phone) -> list[Json]:
    """Press the last button; the updates that came of it."""
    key = next(key for key in reversed(ada.keyboard()) if key.label == "Erase everything now")
    ada.local.tap(ADA, key.message, key.data)
    updates = ada.local.take_updates()
    for update in updates:
        await ada.exchange.rapport.intake.take(update)
    await ada.exchange.deliver()
    return updates
