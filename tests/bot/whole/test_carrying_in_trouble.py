"""Exports and imports when something fails: a clear word, or another try, and nothing lost."""

from pathlib import Path

import pytest

from bot import parcels
from storage.keyring import Damaged
from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Phone

CONNECTIONS = b"First Name,Last Name,URL\nAna,Lopez,in/ana\n"


@pytest.mark.trouble
async def test_a_machine_without_room_says_so(exchange: Exchange, ada: Phone, tmp_path: Path) -> None:
    exchange.rapport.postman.parcels.folder = tmp_path / "not there"
    await ada.says("/export")
    ada.sees("no room left")


@pytest.mark.trouble
async def test_what_cannot_be_read_any_more_is_said_and_not_tried_for_good(
    ada: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object) -> None:
        raise Damaged("what lies at people.name was not sealed there")

    monkeypatch.setattr("storage.carrying.Carrying.owned", damaged)
    await ada.says("/export")
    ada.sees("something that I keep cannot be read")
    assert f"export of {ada.person}: Damaged" in caplog.text
    assert not any("document" in message for message in ada.local.chat(ada.person))


async def test_an_export_that_is_too_large_says_so(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "LARGEST", 100)
    await ada.says("/export")
    ada.sees("larger than the files that Telegram takes")


@pytest.mark.wrong_calls
async def test_a_server_that_takes_less_is_believed(ada: Phone) -> None:
    ada.local.fail_next("sendDocument", {"error_code": 413, "description": "Request Entity Too Large"})
    await ada.says("/export")
    ada.sees("larger than the files that Telegram takes")


@pytest.mark.trouble
async def test_an_export_that_does_not_get_through_is_tried_again(exchange: Exchange, ada: Phone) -> None:
    ada.local.fail_next("sendDocument", {"error_code": 502, "description": "Bad Gateway"})
    await ada.says("/start")
    ada.local.say(ada.person, "/export")
    await exchange.bring()
    await ada.lives(until="23:00")
    assert any("document" in message for message in ada.local.chat(ada.person))


async def test_a_file_that_telegram_does_not_give_has_to_be_sent_again(ada: Phone) -> None:
    await scenes.set_up(ada)
    ada.local.fail_next("getFile", {"error_code": 400, "description": "Bad Request: invalid file_id"})
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS)
    ada.sees("send it once more")


async def test_nothing_of_an_export_stays_on_the_disk(exchange: Exchange, ada: Phone, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    exchange.rapport.postman.parcels.folder = folder
    await ada.says("/export")
    assert "document" in ada.news[-1]
    assert not list(folder.iterdir())
