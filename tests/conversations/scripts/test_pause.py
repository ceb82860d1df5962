from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conversations.answers import Day
from conversations.effects import Change
from conversations.endings import UNMOVED
from conversations.known import Known
from conversations.reading_time import NO_PAUSE_END, PAUSE_TOO_SHORT
from conversations.scripts.pause import PAUSE
from tests.playbook import NEW_YORK, NOW, Playbook, event, plain_text

KNOWN = Known(NOW, NEW_YORK)


def pausing(known: Known = KNOWN) -> Playbook:
    return Playbook(PAUSE, known)


def closing(book: Playbook) -> str:
    (screen,) = book.ended().screens
    return plain_text(screen)


@pytest.mark.parametrize(
    ("label", "day"),
    [("One week", date(2026, 11, 30)), ("Two weeks", date(2026, 12, 7)), ("A month", date(2026, 12, 23))],
)
def test_a_pause_of_some_weeks_is_one_tap(label: str, day: date) -> None:
    book = pausing().coach("Pause · 1 of 1", "Until when shall I write nothing by myself?").taps(label)
    assert book.ended().records == (Change(replace(NEW_YORK, paused_until=day)),)


def test_one_is_told_what_holds_during_the_pause() -> None:
    book = pausing().person("until 4 January")
    assert book.answers() == {"until": Day(date(2027, 1, 4), "until 4 January")}
    assert closing(book) == (
        "I write nothing by myself before Mon 4 Jan 2027. What you set to a minute yourself still comes, "
        "and you can write to me all the time. /settings ends the pause sooner."
    )


def test_an_event_in_the_pause_is_pointed_out() -> None:
    words = "“AI meetup” falls into it"
    assert words in closing(pausing(replace(KNOWN, next_event=event())).taps("One week"))
    assert words not in closing(pausing(replace(KNOWN, next_event=event())).person("Thursday"))
    live = replace(KNOWN, now=datetime(2026, 11, 27, 0, tzinfo=UTC), next_event=event())
    assert words not in closing(pausing(live).taps("One week"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("today", PAUSE_TOO_SHORT),
        ("never", NO_PAUSE_END),
        ("for ever", NO_PAUSE_END),
        ("yesterday", "That is over already"),
        ("a while", "I did not get a day from that"),
    ],
)
def test_what_is_no_day_ahead_gets_a_hint_and_the_question_again(text: str, hint: str) -> None:
    pausing().person(text).coach("Until when", hint).shows("One week", "Skip", "Later").taps("A month").ended()


def test_skipping_leaves_a_pause_that_is_on_as_it_is() -> None:
    on = replace(KNOWN, settings=replace(NEW_YORK, paused_until=date(2027, 1, 4)))
    book = pausing(on).taps("Skip")
    assert book.ended().records == ()
    assert closing(book) == UNMOVED


def test_why_says_what_waits() -> None:
    pausing().taps("Why?").coach("waits for the end").shows("One week")
