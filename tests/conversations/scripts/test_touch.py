from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Open, Page
from conversations.effects import Keep
from conversations.endings import GONE
from conversations.facts import Key, Person
from conversations.known import Known
from conversations.scripts.touch import TOUCH
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

ANA = Person(Key("p1"), "Ana Lopes", None, date(2026, 11, 20), next_touch=date(2026, 11, 30), touch_how="a call")
KNOWN = Known(NOW, NEW_YORK, person=ANA)


def touching(known: Known = KNOWN) -> Playbook:
    return Playbook(TOUCH, known, "p1")


def test_a_day_of_ones_own_is_kept_with_how_it_was_typed() -> None:
    book = touching().coach("Next contact · 1 of 1", "When should Ana Lopes hear from you again, and how?")
    end = book.person("Coffee in two weeks").ended()
    assert end.records == (Keep(replace(ANA, next_touch=date(2026, 12, 7), touch_how="Coffee in two weeks")),)
    assert (end.screens, end.then) == ((), Open(Page.PERSON, ANA.key))


def test_a_tapped_day_forgets_how_the_last_one_was_to_be() -> None:
    end = touching().taps("In a week").ended()
    assert end.records == (Keep(replace(ANA, next_touch=date(2026, 11, 30), touch_how=None)),)


@pytest.mark.parametrize("typed", ["no date", "never"])
def test_no_date_gives_the_day_back_to_the_rhythm(typed: str) -> None:
    assert touching().person(typed).ended().records == (Keep(replace(ANA, next_touch=None, touch_how=None)),)


def test_skipping_leaves_the_day_as_it_is() -> None:
    end = touching().taps("Skip").ended()
    assert (end.records, end.then) == ((), Open(Page.PERSON, ANA.key))


def test_no_day_is_kept_for_who_is_gone() -> None:
    end = touching(replace(KNOWN, person=None)).taps("In a week").ended()
    assert end.records == ()
    assert plain_text(end.screens[0]) == GONE
