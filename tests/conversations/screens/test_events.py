from dataclasses import replace
from datetime import datetime

import pytest

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.facts import Key, Plan
from conversations.screens.events import EventRow, delete_sure, event_page, events_page
from conversations.spine import EventState
from tests.conversations.screens.samples import MEETUP, NOW, OWNER, PARTY, event_at
from tests.conversations.screens.seen import labels, seen, target

PLANNED = EventRow(MEETUP, EventState.PLANNED)
FOLLOWED = EventRow(replace(PARTY, debriefed=True), EventState.FOLLOWING_UP, 3, 1, 2)


def test_the_list_shows_when_where_it_stands_and_what_is_open() -> None:
    page = events_page((PLANNED, FOLLOWED), 0, 2, OWNER, NOW)
    assert "1. AI meetup\nThu 26 Nov 2026, 18:00–21:00\nComing up\n" in seen(page)
    assert "Following up · 3 people met · 1 open promise · 2 open introductions" in seen(page)
    assert target(page, "2 · Choir party") == Open(Page.EVENT, "e1")


def test_an_empty_list_says_how_to_begin() -> None:
    page = events_page((), 0, 0, OWNER, NOW)
    assert "Tell me about one in a line" in seen(page)
    assert target(page, "Add an event") == Begin("new_event")


def test_a_page_that_became_empty_leads_back() -> None:
    page = events_page((), 8, 8, OWNER, NOW)
    assert "empty by now" in seen(page)
    assert target(page, "‹") == Open(Page.EVENTS)


def test_eight_events_a_page_and_numbers_go_on() -> None:
    page = events_page((PLANNED,) * 9, 8, 30, OWNER, NOW)
    assert "9–16 of 30" in seen(page)
    assert "9 · AI meetup" in labels(page)
    assert "17 · AI meetup" not in labels(page)
    assert target(page, "›") == Open(Page.EVENTS, "e1", at=16)


def test_an_event_elsewhere_names_its_zone() -> None:
    event = event_at(datetime(2026, 11, 26, 18), zone="America/New_York")
    assert "18:00–21:00 (New York time)" in seen(event_page(EventRow(event, EventState.PLANNED), (), OWNER, NOW))


def test_a_night_that_ends_in_the_small_hours_is_one_evening_and_a_weekend_is_not() -> None:
    night = event_at(datetime(2026, 11, 26, 20), hours=6)
    weekend = event_at(datetime(2026, 11, 27, 10), hours=52)
    assert "20:00–02:00" in seen(event_page(EventRow(night, EventState.PLANNED), (), OWNER, NOW))
    assert "10:00–Sun 29 Nov 2026, 14:00" in seen(event_page(EventRow(weekend, EventState.PLANNED), (), OWNER, NOW))


def test_an_event_shows_its_place_and_its_plans() -> None:
    plan = Plan(Key("d1.1"), MEETUP.key, "I stand alone", "Ask the host")
    row = EventRow(replace(MEETUP, place="Hall 3"), EventState.PREPARED)
    page = event_page(row, (plan, replace(plan, happened=True)), OWNER, NOW)
    assert "18:00–21:00\nHall 3\n" in seen(page)
    assert "• If I stand alone → Ask the host\n✓ If I stand alone → Ask the host" in seen(page)


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (EventState.PLANNED, ["Get ready, five minutes"]),
        (EventState.PREPARED, ["My card", "Prep once more"]),
        (EventState.LIVE, ["My card", "Start the debrief"]),
        (EventState.OVER, ["Start the debrief", "No debrief for this one"]),
        (EventState.CLOSED, ["Debrief after all"]),
    ],
)
def test_an_event_offers_what_fits_its_state(state: EventState, first: list[str]) -> None:
    page = event_page(EventRow(MEETUP, state), (), OWNER, NOW)
    assert labels(page) == [*first, "Change", "Delete", "‹ Events"]


def test_a_debriefed_event_leads_to_its_people_and_promises() -> None:
    assert labels(event_page(FOLLOWED, (), OWNER, NOW))[:2] == ["People", "Promises"]


def test_an_event_can_be_changed_and_is_deleted_only_after_a_question() -> None:
    page = event_page(PLANNED, (), OWNER, NOW)
    assert target(page, "Change") == Begin("new_event", "e1")
    assert target(page, "Delete") == Do(Deed.EVENT_DELETE, "e1")
    sure = delete_sure(MEETUP)
    assert "The people you met there" in seen(sure)
    assert target(sure, "Yes, delete it") == Do(Deed.EVENT_DELETE_SURE, "e1")
    assert target(sure, "No, keep it") == Open(Page.EVENT, "e1")
