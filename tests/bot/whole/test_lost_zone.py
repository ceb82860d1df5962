"""A zone that the tz data no longer knows: the conversation goes on in UTC, and nothing comes at a wrong hour."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from conversations import timing
from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone

NEW_YORK = "America/New_York"
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def lose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Take a zone out of the tz data; `monkeypatch.undo()` brings it back."""

    def lost(zone: str) -> None:
        known = timing.zone_names() - {zone}
        monkeypatch.setattr(timing, "zone_names", lambda: known)

    return lost


def hours(phone: Phone) -> list[str]:
    """When the new messages came, on the wall clock of the person."""
    return [f"{datetime.fromtimestamp(each['date'], UTC).astimezone(phone.zone):%a %H:%M}" for each in phone.news]


async def test_who_lost_their_zone_is_answered_in_utc_and_told_how_to_go_on(
    ada: Phone, lose: Callable[[str], None]
) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    lose(NEW_YORK)
    for command in ("/start", "/events", "/people", "/upcoming", "/settings", "/promises", "/help"):
        await ada.says(command)
        ada.sees("lost track of your time zone", "/settings Lisbon")
    await ada.taps("Choose my zone")
    ada.sees("UTC")
    await ada.taps("Berlin")
    ada.sees("Berlin")
    await ada.says("/events")
    ada.sees("Lantern night")
    ada.sees_not("lost track")


async def test_a_city_mends_it_without_another_word(ada: Phone, lose: Callable[[str], None]) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    lose(NEW_YORK)
    await ada.says("/settings Tokyo")
    ada.sees("Tokyo")
    ada.sees_not("lost track")
    ada.zone = TOKYO
    await ada.lives(days=3, until="12:00")
    assert [hour[-5:] for hour in hours(ada)] == ["09:00"]


async def test_in_the_middle_of_a_dialogue_nobody_is_interrupted(ada: Phone, lose: Callable[[str], None]) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep")
    lose(NEW_YORK)
    await ada.taps("Good people")
    await ada.says("A potter")
    ada.sees("3 of 8")
    ada.sees_not("lost track")


@pytest.mark.trouble
async def test_nudges_wait_while_the_zone_is_lost_and_come_once_it_is_back(
    ada: Phone, lose: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    before = ada.exchange.kept(ada.person)
    lose(NEW_YORK)
    await ada.sleeps(days=1, until="09:00")
    ada.sees_nothing()
    errors = [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]
    assert errors == ["clock of 7 failed: UnknownZone"]
    assert ada.exchange.kept(ada.person) == before
    monkeypatch.undo()
    await ada.lives(until="11:00")
    ada.sees("Anouk", "Boris")
    assert len(ada.texts()) == 1


async def test_what_was_planned_while_it_was_lost_comes_at_the_right_hour_after_all(
    ada: Phone, lose: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    lose(NEW_YORK)
    await ada.says("/event Choir night in three days at 6pm, Vault 9")
    ada.sees("lost track", "UTC")
    await ada.taps("Yes, that")
    monkeypatch.undo()
    await ada.says("/events")
    ada.sees("Choir night", "18:00", "UTC")
    await ada.lives(days=4, until="08:00")
    assert hours(ada) == ["Wed 19:00", "Thu 09:00", "Thu 16:30"]


async def test_an_event_in_a_lost_zone_stays_where_it_is(ada: Phone, lose: Callable[[str], None]) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/settings Tokyo")
    ada.zone = TOKYO
    lose(NEW_YORK)
    await ada.says("/events")
    ada.sees("Lantern night", "18:00", "UTC-5")
    ada.sees_not("lost track")
    await ada.lives(days=3, until="20:00")
    ada.sees("Lantern night", "18:00")
    await ada.lives(days=1, until="11:29")
    ada.sees_nothing()
    await ada.lives(until="11:30")
    ada.sees("Lantern night")
