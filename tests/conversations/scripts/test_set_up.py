from datetime import time

import pytest

from conversations.address import Begin, Open, Page
from conversations.answers import Zone
from conversations.effects import Change
from conversations.endings import Ending
from conversations.facts import Settings
from conversations.harvest import settled
from conversations.known import Known
from conversations.scripts.catalogue import ScriptName
from conversations.scripts.set_up import SET_UP
from conversations.signals import Located
from tests.playbook import NOW, Playbook, plain_text


def somebody_new() -> Playbook:
    return Playbook(SET_UP, Known(NOW, Settings("Kim")))


def settings_of(end: Ending) -> Settings:
    (record,) = end.records
    assert isinstance(record, Change)
    return record.settings


def test_set_up_takes_four_answers_and_leads_to_an_event() -> None:
    end = (
        somebody_new()
        .coach("1 of 3", "Where are you, most days?", "e.g. Lisbon")
        .person("Lisbon")
        .coach("Then it is 15:00 on Mon 23 Nov 2026 where you are. Right?")
        .taps("Yes")
        .coach("At what time of day may I write to you?")
        .person("8:30")
        .coach("✓ 08:30", "Is there an event coming up?")
        .taps("Yes, add it")
        .ended()
    )
    assert settings_of(end) == Settings("Kim", "Europe/Lisbon", nudge_hour=time(8, 30), set_up=True)
    assert plain_text(end.screens[0]) == (
        "You are set: 08:30, Lisbon time, and nothing between 21:00 and 08:00. /settings changes it."
    )
    assert end.then == Begin(ScriptName.NEW_EVENT)


def test_a_shared_location_is_a_time_zone_too() -> None:
    book = somebody_new().sends(Located("Asia/Tokyo", 1)).coach("Then it is 00:00 on Tue 24 Nov 2026")
    assert book.answers()["zone"] == Zone("Asia/Tokyo", "Tokyo time")


def test_a_wrong_zone_is_asked_for_again_and_counts_for_nothing() -> None:
    book = (
        somebody_new().taps("Tokyo").taps("No, another place").coach("Where are you, most days?").shows("Keep: Tokyo")
    )
    assert settled(book.dialogue, Settings()).zone == "UTC"
    end = book.person("Berlin").person("yes").taps("18:00").taps("I just came from one").ended()
    assert (settings_of(end).zone, settings_of(end).nudge_hour) == ("Europe/Berlin", time(18))
    assert end.then == Begin(ScriptName.NEW_EVENT)


def test_settings_change_as_soon_as_they_are_told() -> None:
    book = somebody_new().person("Lisbon").taps("Yes")
    assert settled(book.dialogue, Settings()) == Settings(zone="Europe/Lisbon")
    book.taps("12:00")
    assert settled(book.dialogue, Settings()) == Settings(zone="Europe/Lisbon", nudge_hour=time(12))
    assert book.facts() == ()


def test_everything_may_be_skipped_and_looking_around_leads_home() -> None:
    end = somebody_new().taps("Skip").coach("At what time of day").person("skip").taps("Just looking around").ended()
    assert settings_of(end) == Settings("Kim", set_up=True)
    assert end.then == Open(Page.HOME)


def test_an_event_written_instead_of_a_yes_is_the_answer() -> None:
    end = somebody_new().taps("Skip").taps("Skip").person("AI meetup 26 Nov 6pm Javits Center").ended()
    assert (end.then, end.words) == (Begin("new_event"), "AI meetup 26 Nov 6pm Javits Center")


@pytest.mark.parametrize("words", ["no", "nein", "maybe"])
def test_whoever_has_no_event_looks_around(words: str) -> None:
    end = somebody_new().taps("Skip").taps("Skip").person(words).ended()
    assert (end.then, end.words) == (Open(Page.HOME), "")


def test_a_typed_yes_adds_an_event() -> None:
    assert somebody_new().taps("Skip").taps("Skip").person("yes").ended().then == Begin("new_event")
