from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.answers import Words
from conversations.dialogue import Dialogue
from conversations.facts import Event, Key, Person
from conversations.spine import EventState, is_of_use, makes_way, state_of
from conversations.timing import WallTime

START = datetime(2026, 11, 26, 23, tzinfo=UTC)  # 18:00 in New York
EARLY = START - timedelta(days=2)
LATER = START + timedelta(days=1)


def meetup(*, prepared: bool = False, debriefed: bool = False, dismissed: bool = False) -> Event:
    start, end = (WallTime(datetime(2026, 11, 26, hour), "America/New_York") for hour in (18, 21))
    return Event(Key("e1"), "AI meetup", start, end, None, prepared, debriefed, dismissed)


def test_an_event_ahead_is_planned_until_it_is_prepared() -> None:
    assert state_of(meetup(), EARLY, 0) is EventState.PLANNED
    assert state_of(meetup(prepared=True), EARLY, 0) is EventState.PREPARED


@pytest.mark.parametrize(
    ("minutes", "state"),
    [
        (-31, EventState.PREPARED),
        (-30, EventState.LIVE),
        (0, EventState.LIVE),
        (179, EventState.LIVE),
        (180, EventState.OVER),
    ],
)
def test_an_event_is_live_from_half_an_hour_before_its_start_until_its_end(minutes: int, state: EventState) -> None:
    assert state_of(meetup(prepared=True), START + timedelta(minutes=minutes), 0) is state


def test_an_event_that_is_over_waits_for_its_debrief_whatever_is_open() -> None:
    assert state_of(meetup(), LATER, 0) is EventState.OVER
    assert state_of(meetup(), LATER, 3) is EventState.OVER


def test_an_event_debriefed_on_the_way_home_is_live_no_more() -> None:
    assert state_of(meetup(debriefed=True), START + timedelta(hours=1), 2) is EventState.DEBRIEFED


@pytest.mark.parametrize("event", [meetup(debriefed=True), meetup(dismissed=True)])
def test_a_past_event_is_followed_up_while_something_is_open_and_then_closed(event: Event) -> None:
    assert state_of(event, LATER, 1) is EventState.FOLLOWING_UP
    assert state_of(event, LATER, 0) is EventState.CLOSED


def test_an_event_whose_debrief_is_not_wanted_is_still_live_while_it_lasts() -> None:
    assert state_of(meetup(dismissed=True), START, 0) is EventState.LIVE


def test_a_dialogue_from_before_the_doors_opened_makes_way_for_the_event() -> None:
    doors = START - timedelta(minutes=30)
    left = Dialogue(Key("d1"), "after_event", touched=doors - timedelta(days=10))
    assert makes_way(left, meetup())
    assert not makes_way(replace(left, touched=doors), meetup())
    assert not makes_way(Dialogue(Key("d1"), "after_event"), meetup())


def test_a_prep_is_worth_going_on_with_until_its_event_is_over() -> None:
    prep = Dialogue(Key("d1"), "before_event", Key("e1"))
    assert is_of_use(prep, meetup(), START)
    assert not is_of_use(prep, meetup(), LATER)
    assert not is_of_use(prep, None, START)
    assert is_of_use(replace(prep, script="after_event"), None, LATER)


def test_a_check_in_is_worth_going_on_with_until_somebody_would_mean_another_contact() -> None:
    noted = START - timedelta(days=3)
    ana = Person(Key("p1"), "Ana", None, noted.date(), last_contact=noted)
    check_in = Dialogue(Key("d1"), "check_in", ana.key, answers={"happened": Words("Had coffee")})
    assert is_of_use(check_in, ana, noted + timedelta(hours=11))
    assert not is_of_use(check_in, ana, noted + timedelta(hours=12))
    assert is_of_use(replace(check_in, answers={}), ana, START)
