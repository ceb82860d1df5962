from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Open, Page
from conversations.answers import Pledged
from conversations.endings import GONE
from conversations.facts import Key, Person, Promise
from conversations.known import Known
from conversations.scripts.promise import PROMISE
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

ANA = Person(Key("p1"), "Ana Lopes", None, date(2026, 11, 20))
KNOWN = Known(NOW, NEW_YORK, person=ANA)
TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


def promising(known: Known = KNOWN) -> Playbook:
    return Playbook(PROMISE, known, "p1")


def promised(words: str, due: date | None = None, *, mine: bool = True) -> tuple[Promise]:
    return (Promise(Key("d1.h"), ANA.key, words, TODAY, due, mine),)


def test_a_promise_whose_day_is_told_along_is_complete() -> None:
    book = promising().coach(
        "Promise · 1 of 1", "What was promised between you and Ana Lopes?", "e.g. Send the article"
    )
    book.person("Send the article by Friday").coach("2 of 2", "Who promised it?").taps("I promised")
    assert book.facts() == promised("Send the article", FRIDAY)
    end = book.ended()
    assert (end.records, end.screens, end.then) == ((), (), Open(Page.PERSON, ANA.key))


def test_without_a_day_it_is_asked_for() -> None:
    book = promising().person("Call her").taps("I promised").coach("Promise · 3 of 3", "“Call her” — by when?")
    assert book.facts() == promised("Call her")
    assert book.taps("By Fri 27 Nov").facts() == promised("Call her", FRIDAY)
    assert book.ended().then == Open(Page.PERSON, ANA.key)


def test_a_promise_needs_no_day() -> None:
    assert promising().person("Call her").taps("I promised").taps("No date").facts() == promised("Call her")


def test_what_was_promised_to_me_is_theirs() -> None:
    book = promising().person("The slides by Friday").taps("I was promised")
    assert book.facts() == promised("The slides", FRIDAY, mine=False)


def test_a_day_counts_only_where_no_other_word_would_be_lost() -> None:
    book = promising().person("Call her by Friday, she climbs").taps("I promised").coach("by when?")
    assert book.answers()["words"] == Pledged("Call her by Friday, she climbs")


@pytest.mark.parametrize("nothing", ["nothing", "skip"])
def test_nothing_promised_is_kept_as_nothing(nothing: str) -> None:
    book = promising().person(nothing)
    assert book.facts() == ()
    assert book.ended().then == Open(Page.PERSON, ANA.key)


def test_back_takes_a_promise_and_its_day_back() -> None:
    book = promising().person("Call her").taps("‹ Back")
    assert book.facts() == ()
    assert book.person("Write to her by Friday").taps("I promised").facts() == promised("Write to her", FRIDAY)


def test_nobody_is_bound_by_a_promise_to_who_is_gone() -> None:
    book = promising(replace(KNOWN, person=None)).person("Call her by Friday").taps("I promised")
    assert book.facts() == ()
    assert plain_text(book.ended().screens[0]) == GONE
