"""The whole bot with a key, on both databases: people notice nothing, and nothing that they told can be seen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.keyring import Keyring
from tests.bot.whole import scenes
from tests.bot.whole.full_account import MARK, OTHER_MARK, full_life
from tests.bot.whole.phone import Exchange, Phone
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
