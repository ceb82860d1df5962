from dataclasses import replace

from conversations.address import Begin, Open, Page, Resume
from conversations.facts import Key, Settings
from conversations.screens.home import home
from tests.conversations.screens.samples import BREAKFAST, MEETUP, NOW, OWNER, PARTY
from tests.conversations.screens.seen import labels, seen, target


def test_home_greets_by_name_and_shows_how_to_add_an_event() -> None:
    page = home(OWNER, None, (), NOW)
    assert seen(page).startswith("Hello Bea.")
    assert "a line is enough" in seen(page)
    assert labels(page)[0] == "Add an event"


def test_without_a_name_home_still_greets() -> None:
    assert seen(home(Settings(set_up=True), None, (), NOW)).startswith("Hello.\n")


def test_somebody_not_set_up_is_offered_to_be() -> None:
    page = home(Settings(), None, (), NOW)
    assert target(page, "Set me up, one minute") == Begin("set_up")


def test_an_event_ahead_can_be_prepared() -> None:
    page = home(OWNER, MEETUP, (), NOW)
    assert "Next: AI meetup\nThu 26 Nov 2026, 18:00–21:00\n" in seen(page)
    assert target(page, "Get ready") == Begin("before_event", "e1")


def test_a_prepared_event_shows_its_card() -> None:
    page = home(OWNER, replace(MEETUP, prepared=True), (), NOW)
    assert target(page, "My card") == Open(Page.CARD, "e1")


def test_during_an_event_home_asks_for_names() -> None:
    page = home(OWNER, BREAKFAST, (), NOW)
    assert "Founders’ breakfast is on now." in seen(page)
    assert labels(page)[:2] == ["My card", "Start the debrief"]


def test_after_an_event_home_asks_whom_one_met() -> None:
    page = home(OWNER, PARTY, (), NOW)
    assert "Whom did you meet?" in seen(page)
    assert target(page, "Start the debrief") == Begin("after_event", "e1")


def test_an_event_that_needs_nothing_is_no_longer_talked_about() -> None:
    assert home(OWNER, replace(PARTY, debriefed=True), (), NOW) == home(OWNER, None, (), NOW)


def test_parked_dialogues_are_offered_again_three_at_most() -> None:
    parked = tuple((Key(f"d{number}"), f"your prep for event {number}") for number in range(5))
    page = home(OWNER, None, parked, NOW)
    assert "still where you left it" in seen(page)
    assert target(page, "Go on: your prep for event 0") == Resume(Key("d0"))
    assert sum(label.startswith("Go on") for label in labels(page)) == 3
