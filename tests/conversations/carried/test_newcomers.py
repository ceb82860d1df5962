"""Who is known already is known by what reaches them, or by a whole name that nothing speaks against."""

from datetime import UTC, date, datetime

import pytest

from conversations.carried.contacts import Newcomer
from conversations.carried.newcomers import Acquaintances, as_person, key_of
from conversations.facts import Key, Note, NoteKind, Person
from conversations.signals import Card
from conversations.twins import Likeness

TODAY, NOW = date(2026, 11, 28), datetime(2026, 11, 28, 9, tzinfo=UTC)
ANA = Likeness(Key("p1"), "Ana López", handle="ana_l", phone="+351 912 345 678", email="ana@example.org")


def knowing(*people: Likeness) -> Acquaintances:
    acquaintances = Acquaintances()
    acquaintances.add(people)
    return acquaintances


@pytest.mark.parametrize(
    "card",
    [
        Card("Anita", handle="@Ana_L"),
        Card("Anita", phone="00351912345678"),
        Card("Anita", email=" ANA@example.org"),
        Card("ana lopez"),
    ],
)
def test_whoever_is_reached_the_same_way_or_called_the_same_is_known(card: Card) -> None:
    assert knowing(ANA).knows(Newcomer(card))


@pytest.mark.parametrize(
    "card",
    [
        Card("Ana López", email="another@example.org"),
        Card("Ana López", phone="+49 30 12345678"),
        Card("Ana"),
        Card("Ben Okoro"),
    ],
)
def test_a_namesake_who_is_reached_elsewhere_is_somebody_else(card: Card) -> None:
    assert not knowing(ANA).knows(Newcomer(card))


def test_one_known_by_name_is_one_of_a_file() -> None:
    known = knowing(Likeness(Key("p1"), "Ana López"))
    assert [known.knows(Newcomer(Card("Ana López"), link)) for link in ("one", "two")] == [True, False]


def test_the_same_person_twice_in_a_file_is_one() -> None:
    known = knowing()
    assert [known.knows(Newcomer(Card("Ana"))) for _ in range(2)] == [False, True]
    assert [known.knows(Newcomer(Card(name, phone="+351 912 345 678"))) for name in ("Cem", "Cem A")] == [False, True]


def test_a_newcomer_is_known_by_what_tells_them_apart_whatever_else_changed() -> None:
    before, after = Newcomer(Card("Ana", work="UX"), "in/ana"), Newcomer(Card("Ana L", work="CEO"), "in/ana")
    assert key_of(before) == key_of(after)
    assert key_of(Newcomer(Card("Ana"))) != key_of(Newcomer(Card("Ben")))


def test_what_a_card_says_becomes_notes_and_nobody_is_brought_up() -> None:
    card = Card("Ana", None, "+1 555", email="a@b.org", work="UX", remark="bees")
    person, notes = as_person(Newcomer(card, "x", "https://x", date(2020, 1, 2), "on LinkedIn"), TODAY, NOW)
    assert isinstance(person.fact, Person)
    assert (person.fact.met_on, person.fact.met_how, person.fact.stopped) == (date(2020, 1, 2), "on LinkedIn", True)
    facts = [note.fact for note in notes]
    assert [(fact.kind, fact.words) for fact in facts if isinstance(fact, Note)] == [
        (NoteKind.WORK, "UX"),
        (NoteKind.REMARK, "bees"),
        (NoteKind.REMARK, "https://x"),
    ]


@pytest.mark.parametrize("day", [None, date(1900, 1, 1), date(2030, 1, 1)])
def test_a_day_that_cannot_be_is_today(day: date | None) -> None:
    person, _ = as_person(Newcomer(Card("Ana"), met_on=day), TODAY, NOW)
    assert isinstance(person.fact, Person)
    assert person.fact.met_on == TODAY
