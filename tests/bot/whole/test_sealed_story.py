"""The whole bot with a key, on both databases: people notice nothing, and nothing that they told can be seen."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.carried.files import ACCOUNT
from storage.keyring import Keyring
from tests.bot.whole import scenes
from tests.bot.whole.full_account import MARK, OTHER_MARK, SPEAKER, full_life
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.test_export import unpacked
from tests.bot.whole.test_import import CONNECTIONS, export_of
from tests.bot.whole.test_story import whole_story
from tests.keys import KEY
from tests.lying import places_with


@pytest.fixture
async def sealed(url: str, tmp_path: Path) -> AsyncIterator[Exchange]:
    built = Exchange(url, tmp_path, Keyring(KEY))
    await built.database.migrate()
    await built.open()
    yield built
    assert not await built.parked()
    await built.close()


async def test_the_whole_story_is_told_with_a_key_and_shows_to_nobody(sealed: Exchange, url: str) -> None:
    ada = Phone(sealed, 7, "Adelheid")
    await whole_story(ada)
    words = (
        "javits center",
        "ai meetup",
        "heat pumps",
        "builds robots",
        "lisbon",
        "adelheid",
        "gallery",
        "her team drops",
    )
    assert places_with(url, *words) == []


async def test_a_life_with_some_of_everything_shows_to_nobody(
    sealed: Exchange, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenes, "set_up", scenes.from_nothing)  # lives that are remembered lie in files without a key
    ada = Phone(sealed, 7, "Ada")
    await full_life(ada)
    await ada.says(f"/who {MARK} {OTHER_MARK}")
    ada.sees("Quill")
    assert places_with(url, f"{MARK} ", f" {OTHER_MARK}", f"{OTHER_MARK} ", "@quill") == []


async def test_an_account_is_carried_out_and_in_with_a_key(
    sealed: Exchange, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenes, "set_up", scenes.from_nothing)
    ada, ben = Phone(sealed, 7, "Ada"), Phone(sealed, 8, "Ben")
    await full_life(ada)
    parcel = await export_of(ada)
    account = json.loads(unpacked(ada)[ACCOUNT])
    assert f"{SPEAKER}" in json.dumps(account)
    await ben.sends_file("rapport.zip", "application/zip", parcel)
    await ben.taps("Bring it in")
    ben.sees("Done")
    await export_of(ben)
    again = json.loads(unpacked(ben)[ACCOUNT])
    assert again.pop("next_key") >= account.pop("next_key")
    assert again == account
    await ben.sends_file("rapport.json", "application/json", json.dumps(account).encode())
    ben.sees("All of it is here already")
    assert places_with(url, f"{MARK} ", f" {OTHER_MARK}", f"{OTHER_MARK} ", "@quill", f"{SPEAKER}") == []


async def test_contacts_are_brought_in_with_a_key_and_known_again(sealed: Exchange, url: str) -> None:
    ada = Phone(sealed, 7, "Ada")
    await scenes.from_nothing(ada)
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    await ada.taps("Bring in 3 people")
    ada.sees("3 people are new")
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    ada.sees("you know all of them already")
    await ada.says("/who welder")
    ada.sees("Ben Okoro")
    assert places_with(url, "okoro", "welder", "linkedin.com", "ben@example.org") == []


async def test_privacy_says_that_words_are_encrypted(sealed: Exchange) -> None:
    ada = Phone(sealed, 7, "Ada")
    await scenes.from_nothing(ada)
    await ada.says("/privacy")
    ada.sees("What you tell me is encrypted", "whoever runs me has the key")


async def test_privacy_says_that_words_are_not_encrypted(ada: Phone) -> None:
    await ada.says("/privacy")
    ada.sees("Not encrypted: whoever runs me")
