from datetime import date, datetime, time

import pytest

from conversations.answers import (
    Chosen,
    Day,
    Hour,
    Line,
    Met,
    Moment,
    Names,
    Skipped,
    Ticked,
    Value,
    Words,
    Zone,
    event_span,
    event_words,
    is_complete,
    lacks,
    line_without,
    spoken,
    spoken_span,
)

SIX = datetime(2026, 11, 26, 18)
NINE = datetime(2026, 11, 26, 21)
MEETUP = Line("AI meetup", SIX, NINE, "Javits Center")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Skipped(), "skipped"),
        (Words("Climbs"), "Climbs"),
        (Chosen("good", "Good"), "Good"),
        (Ticked((Chosen("time", "Time"),), ("An ear",)), "Time · An ear"),
        (Ticked(), "none"),
        (Names((Met("Ana"), Met("Ben"))), "Ana, Ben"),
        (Names(()), "nobody"),
        (Day(date(2026, 11, 6)), "Fri 6 Nov 2026"),
        (Day(None, "no rush"), "no date"),
        (Hour(time(8, 5)), "08:05"),
        (Zone("Europe/Lisbon", "Lisbon"), "Lisbon"),
        (Moment(SIX), "Thu 26 Nov 2026, 18:00"),
        (MEETUP, "AI meetup · Thu 26 Nov 2026, 18:00–21:00 · Javits Center"),
        (Line("AI meetup", day=SIX.date()), "AI meetup · Thu 26 Nov 2026"),
        (Line(), ""),
    ],
)
def test_an_answer_is_repeated_in_one_line(value: Value, words: str) -> None:
    assert spoken(value) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (None, "18:00"),
        (NINE, "18:00–21:00"),
        (datetime(2026, 11, 27, 2), "18:00–02:00"),
        (datetime(2026, 11, 28, 17), "18:00–Sat 28 Nov, 17:00"),
    ],
)
def test_an_end_that_is_not_the_same_night_names_its_date(end: datetime | None, words: str) -> None:
    assert spoken_span(SIX, end) == f"Thu 26 Nov 2026, {words}"


@pytest.mark.parametrize(
    ("value", "complete"),
    [(None, False), (Skipped(), True), (Ticked(complete=False), False), (Ticked(), True), (Words("x"), True)],
)
def test_only_a_list_still_being_ticked_is_an_unfinished_answer(value: Value | None, complete: bool) -> None:  # noqa: FBT001 - a column of the table above
    assert is_complete(value) is complete


@pytest.mark.parametrize(
    ("part", "lacking"),
    [("title", ["title"]), ("start", ["start"]), ("date", ["start"]), ("place", ["place"])],
)
def test_what_a_line_forgets_is_asked_for_again(part: str, lacking: list[str]) -> None:
    parts = ("title", "start", "place")
    assert not any(lacks(MEETUP, each) for each in parts)
    assert [each for each in parts if lacks(line_without(MEETUP, part), each)] == lacking


def test_a_wrong_hour_keeps_its_day_and_a_wrong_date_does_not() -> None:
    assert line_without(MEETUP, "start").day == SIX.date()
    assert line_without(Line(day=SIX.date()), "start").day == SIX.date()
    assert line_without(MEETUP, "date").day is None


def test_a_place_that_was_not_told_is_not_asked_for() -> None:
    assert not lacks(Line("AI meetup", SIX), "place")


def test_title_and_place_typed_later_count_before_those_of_the_line() -> None:
    assert event_words({"line": MEETUP}) == ("AI meetup", "Javits Center")
    assert event_words({"line": MEETUP, "title": Words("Drinks"), "place": Words("Bar")}) == ("Drinks", "Bar")
    assert event_words({"line": Skipped(), "title": Skipped()}) == (None, None)


def test_a_moment_given_later_counts_before_that_of_the_line() -> None:
    assert event_span({"line": MEETUP}) == (SIX, NINE)
    assert event_span({"line": MEETUP, "moment": Moment(NINE, None)}) == (NINE, datetime(2026, 11, 27))
    assert event_span({"line": Line(), "moment": Skipped()}) == (None, None)
    assert event_span({}) == (None, None)
