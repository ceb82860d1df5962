from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Chosen, Pledged, Skipped, spoken
from conversations.conditions import Undated, View, holds
from conversations.known import Known
from conversations.reading import read
from conversations.replies import Pledge
from conversations.shrugs import without_lead
from conversations.signals import Said
from tests.playbook import NEW_YORK, NOW

VIEW = View({}, Known(NOW, NEW_YORK))
FRIDAY = date(2026, 11, 27)


def pledged(text: str) -> object:
    return read(Pledge("Nothing for now"), Said(text, 1), VIEW)


@pytest.mark.parametrize(
    ("typed", "words", "day"),
    [
        ("Send her the article by Friday", "Send her the article", FRIDAY),
        ("I'll call him on Friday", "call him", FRIDAY),
        ("introduce her to Tom by Friday", "introduce her to Tom", FRIDAY),
        ("The slides by Friday", "The slides", FRIDAY),
        ("Write to her by Friday.", "Write to her", FRIDAY),
        ("Call her", "Call her", None),
        ("a hug", "a hug", None),
        ("Call her by Friday, she climbs", "Call her by Friday, she climbs", None),
        ("by Friday", "by Friday", None),
        ("the agenda for Friday", "the agenda for Friday", None),
    ],
)
def test_a_day_told_along_is_the_promises_day(typed: str, words: str, day: date | None) -> None:
    assert pledged(typed) == Pledged(words, day)


@pytest.mark.parametrize("typed", ["nothing", "nope", "-"])
def test_a_shrug_promises_nothing(typed: str) -> None:
    assert pledged(typed) == Skipped()


def test_the_button_promises_nothing_by_word_too() -> None:
    assert pledged("nothing for now") == Chosen("nothing", "Nothing for now")


def test_a_promise_is_repeated_with_its_day() -> None:
    assert spoken(Pledged("Send it", FRIDAY)) == "Send it, by Fri 27 Nov 2026"
    assert spoken(Pledged("Send it")) == "Send it"


SAID = (
    "send her",
    "the article",
    "by",
    "on",
    "Friday",
    "tomorrow",
    "next week",
    ",",
    ".",
    "about",
    "she climbs",
    "I'll",
)
DROPPED = {"i'll", ".", ","}


@given(st.lists(st.sampled_from(SAID)).map(" ".join) | st.text(max_size=60))
def test_no_word_is_lost_unless_it_told_the_day(typed: str) -> None:
    value = pledged(typed)
    if not isinstance(value, Pledged):
        return
    assert value.text
    assert holds(Undated("help"), View({"help": value}, VIEW.known)) == (value.day is None)
    if value.day is None:
        assert set(without_lead(typed.strip()).casefold().split()) - DROPPED <= set(value.text.casefold().split())
