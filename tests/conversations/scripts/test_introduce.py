from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Open, Page
from conversations.endings import GONE
from conversations.facts import Introduction, Key, Person
from conversations.known import Known
from conversations.scripts.introduce import INTRODUCE
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

ANA, TOM = (Person(Key(key), name, None, date(2026, 11, 20)) for key, name in (("p1", "Ana Lopes"), ("p2", "Tóm Reis")))
KNOWN = Known(NOW, NEW_YORK, person=ANA, people=(TOM,))
MINE, TO_ME = "I bring the two together", "I am to be introduced"


def introducing(known: Known = KNOWN) -> Playbook:
    return Playbook(INTRODUCE, known, "p1")


def idea(other: str, other_key: Key | None = None, *, to_me: bool = False) -> tuple[Introduction]:
    return (Introduction(Key("d1.b"), ANA.key, other, date(2026, 11, 23), to_me, other_key=other_key),)


def test_two_of_ones_people_are_brought_together() -> None:
    book = (
        introducing().coach("Introduction · 1 of 1", "Ana Lopes and who?", "e.g. Tom, they both teach").taps("Tóm Reis")
    )
    book.coach("2 of 2", "Who brings whom together?").taps(MINE)
    assert book.facts() == idea("Tóm Reis", TOM.key)
    end = book.ended()
    assert (end.records, end.screens, end.then) == ((), (), Open(Page.INTRO, Key("d1.b")))


@pytest.mark.parametrize("typed", ["tom reis", "Tom Reis, they both teach", "TÓM REIS , old friends"])
def test_a_typed_name_of_ones_people_is_that_person(typed: str) -> None:
    assert introducing().person(typed).taps(MINE).facts() == idea(typed, TOM.key)


def test_somebody_unknown_is_kept_as_typed() -> None:
    assert introducing().person("Yes, her sister").taps(MINE).facts() == idea("her sister")


def test_somebody_offered_to_me_is_nobody_of_mine_unless_i_tap_them() -> None:
    assert introducing().person("Tom Reis from Figma").taps(TO_ME).facts() == idea("Tom Reis from Figma", to_me=True)
    assert introducing().person("Tom Reis, a friend").taps(TO_ME).facts() == idea("Tom Reis, a friend", to_me=True)
    assert introducing().taps("Tóm Reis").taps(TO_ME).facts() == idea("Tóm Reis", TOM.key, to_me=True)


def test_without_a_name_there_is_no_introduction_and_the_person_is_shown_again() -> None:
    book = introducing().taps("Skip")
    assert book.facts() == ()
    assert book.ended().then == Open(Page.PERSON, ANA.key)


def test_who_is_gone_is_introduced_to_nobody() -> None:
    book = introducing(replace(KNOWN, person=None)).taps("Tóm Reis").taps(MINE)
    assert book.facts() == ()
    assert plain_text(book.ended().screens[0]) == GONE
