from datetime import date, datetime
from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.moments.coming_back import (
    NO_DAY,
    NO_HOUR,
    OVER,
    TOO_FAR,
    Return,
    read_return,
    read_return_day,
)
from conversations.moments.due import NoDate
from conversations.moments.values import Ambiguous, NotUnderstood

NEW_YORK = "America/New_York"
MONDAY = datetime.fromisoformat("2026-11-23T10:00:30")


def shown(found: Return) -> str:
    match found:
        case datetime():
            return f"{found:%Y-%m-%dT%H:%M}"
        case date():
            return f"{found:%Y-%m-%d}"
        case NoDate():
            return "never"
        case Ambiguous(readings=readings):
            return " | ".join(f"{one.start:%Y-%m-%dT%H:%M}" for one in readings)
        case NotUnderstood(reason=reason):
            return reason
        case _:
            assert_never(found)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("tomorrow", "2026-11-24"),
        ("Friday", "2026-11-27"),
        ("Monday", "2026-11-30"),
        ("3 Dec", "2026-12-03"),
        ("on 3.4.", "2027-04-03"),
        ("in two weeks", "2026-12-07"),
        ("two weeks", "2026-12-07"),
        ("for 10 days", "2026-12-03"),
        ("another week", "2026-11-30"),
        ("a month", "2026-12-23"),
        ("a fortnight", "2026-12-07"),
        ("in a fortnight", "2026-12-07"),
        ("next week", "2026-11-30"),
        ("this week", "2026-11-24"),
        ("the weekend", "2026-11-28"),
        ("after the weekend", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("end of the month", "2026-11-30"),
        ("end of next week", "2026-12-04"),
        ("until 5 January", "2027-01-05"),
        ("remind me on Friday, please", "2026-11-27"),
        ("tomorrow morning", "2026-11-24"),
        ("today", "2026-11-23"),
        ("tomorrow at 22:00", "2026-11-24T22:00"),
        ("Sunday 10am", "2026-11-29T10:00"),
        ("10pm", "2026-11-23T22:00"),
        ("9am", "2026-11-24T09:00"),
        ("today at 9", "2026-11-23T21:00"),
        ("in 2 hours", "2026-11-23T12:00"),
        ("half an hour", NO_DAY.reason),
        ("90 minutes", "2026-11-23T11:30"),
        ("tomorrow at 7", "2026-11-24T07:00 | 2026-11-24T19:00"),
        ("Tuesday or Friday", "2026-11-24T00:00 | 2026-11-27T00:00"),
        ("Friday 3 Dec", "2026-12-03T00:00 | 2026-12-04T00:00"),
    ],
)
def test_a_day_or_a_day_with_a_time_to_come_back_on_is_read(text: str, meaning: str) -> None:
    assert shown(read_return(text, MONDAY, NEW_YORK)) == meaning


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soonish", NO_DAY),
        ("the end of it all", NO_DAY),
        ("the day before Thursday", NO_DAY),
        ("tonight", NO_HOUR),
        ("tomorrow evening", NO_HOUR),
        ("Monday evening", NO_HOUR),
        ("in the afternoon", NO_HOUR),
        ("yesterday", OVER),
        ("last night", OVER),
        ("yesterday 9am", OVER),
        ("now", OVER),
        ("in 0 minutes", OVER),
        ("in 100 years", TOO_FAR),
        ("20 July 2030", TOO_FAR),
        ("30 Feb", NotUnderstood("February has only 29 days. Which day do you mean?", ((0, 6),))),
        ("in January", NotUnderstood("Which day of the month?")),
    ],
)
def test_what_is_no_day_ahead_says_what_would_be(text: str, reason: NotUnderstood) -> None:
    assert read_return(text, MONDAY, NEW_YORK) == reason


@pytest.mark.parametrize("text", ["never", "Never again.", "no", "no date", "stop", "don’t", "nie mehr", "whenever"])
def test_no_day_at_all_is_understood(text: str) -> None:
    assert read_return(text, MONDAY, NEW_YORK) == NoDate()


def test_where_a_day_is_enough_its_evening_is_the_day() -> None:
    assert read_return_day("tomorrow evening", MONDAY, NEW_YORK) == date(2026, 11, 24)


def test_of_two_days_that_may_be_meant_one_that_is_too_far_is_left_out() -> None:
    found = read_return("tomorrow or 20 July 2030", MONDAY, NEW_YORK)
    assert found == date(2026, 11, 24)


PIECES = (
    "in",
    "two",
    "weeks",
    "tomorrow",
    "at",
    "22:00",
    "Friday",
    "or",
    "evening",
    "end of",
    "the month",
    "next week",
)


@given(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=40))
def test_what_is_read_is_never_over(text: str) -> None:
    match read_return(text, MONDAY, NEW_YORK):
        case datetime() as moment:
            assert moment > MONDAY
        case date() as day:
            assert day >= MONDAY.date()
        case NoDate() | Ambiguous() | NotUnderstood():
            pass
