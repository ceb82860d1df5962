from dataclasses import replace
from datetime import date, datetime

import pytest

from conversations.answers import Answers, Chosen, Day, Line, Met, Moment, Names, Skipped, Ticked, Words
from conversations.conditions import (
    Always,
    AtLeast,
    Condition,
    Every,
    Given,
    Has,
    InOwnWords,
    Is,
    Lacks,
    Not,
    Over,
    Turnable,
    View,
    chosen_options,
    holds,
    places_given,
    places_named,
)
from conversations.facts import Key, Note, NoteKind, Offer, Person, Plan, Promise
from conversations.known import Known, Stock, stocked
from conversations.reframing import Asked
from tests.playbook import NEW_YORK, NOW

KNOWN = Known(NOW, NEW_YORK)
BEFORE_NOW, AFTER_NOW = datetime(2026, 11, 22, 18), datetime(2026, 11, 26, 18)
TURN = Turnable("hopes", Asked.HOPE, "turn")
ANSWERS: Answers = {
    "words": Words("Climbs"),
    "chosen": Chosen("good", "Good"),
    "ticked": Ticked((Chosen("a", "A"), Chosen("b", "B"))),
    "ticking": Ticked((Chosen("a", "A"),), complete=False),
    "own": Ticked(own=("C",)),
    "no_ticks": Ticked(),
    "skipped": Skipped(),
    "two": Names((Met("Ana"), Met("Ben"))),
    "nobody": Names(()),
    "no_day": Day(None),
    "line": Line("Meetup", AFTER_NOW),
    "bare": Line(),
    "moment": Moment(BEFORE_NOW),
    "long_ago": Line("Meetup", BEFORE_NOW),
    "met/1/who": Words("Climbs"),
}
MET = (
    Always(), Given("words"), Given("chosen"), Given("ticked"), Given("two"), Given("no_day"), Given("line"),
    Is("chosen", "good"), Is("ticked", "b"), Is("ticking", "a"), InOwnWords("words"), AtLeast("two", 2),
    Lacks("bare", "title"), Lacks("bare", "start"), Over("line", "moment"), Over("long_ago", "skipped"),
    Every(()), Every((Given("words"), Not(Given("skipped")))), Not(Has(Stock.PEOPLE)), Given("own"),
)  # fmt: skip
NOT_MET = (
    Given("nowhere"), Given("skipped"), Given("no_ticks"), Given("nobody"), Given("ticking"), Is("chosen", "bad"),
    Is("words", "good"), Is("nowhere", "good"), InOwnWords("chosen"), InOwnWords("nowhere"), AtLeast("two", 3),
    AtLeast("words", 0), Lacks("line", "title"), Lacks("bare", "place"), Lacks("skipped", "title"),
    Over("line", "skipped"), Over("bare", "nowhere"), Over("skipped", "words"), Not(Always()),
    Every((Given("words"), Given("skipped"))), Has(Stock.PROMISES),
)  # fmt: skip


@pytest.mark.parametrize("condition", MET, ids=str)
def test_a_condition_that_is_met_holds(condition: Condition) -> None:
    assert holds(condition, View(ANSWERS, KNOWN))


@pytest.mark.parametrize("condition", NOT_MET, ids=str)
def test_a_condition_that_is_not_met_does_not_hold(condition: Condition) -> None:
    assert not holds(condition, View(ANSWERS, KNOWN))


def test_a_place_with_a_dot_means_the_person_in_turn() -> None:
    assert holds(Given("./who"), View(ANSWERS, KNOWN, "met/1/"))
    assert not holds(Given("./who"), View(ANSWERS, KNOWN, "met/0/"))


def test_an_event_is_over_once_its_end_or_three_hours_have_passed() -> None:
    over = Over("line", "moment")
    nine, noon = datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 12)  # now it is ten
    assert not holds(over, View({"line": Line(start=nine)}, KNOWN))
    assert holds(over, View({"line": Line(start=nine, end=nine.replace(minute=30))}, KNOWN))
    assert not holds(over, View({"moment": Moment(nine, noon)}, KNOWN))


def test_an_answer_about_a_position_can_be_turned() -> None:
    assert holds(TURN, View({"hopes": Words("a CEO")}, KNOWN))
    assert holds(TURN, View({"hopes": Ticked(own=("a CEO",))}, KNOWN))


def test_an_answer_about_a_person_needs_no_turn() -> None:
    assert not holds(TURN, View({"hopes": Words("Someone who climbs")}, KNOWN))
    assert not holds(TURN, View({"hopes": Skipped()}, KNOWN))
    assert not holds(TURN, View({}, KNOWN))


def test_a_dialogue_turns_one_answer_only() -> None:
    turn = Turnable("./who", Asked.PERSON, "turn")
    answers: Answers = {"met/0/who": Words("a CEO"), "met/1/who": Words("a CEO")}
    assert holds(turn, View(answers, KNOWN, "met/1/"))
    turned = {**answers, "met/0/turn": Words("Laughs a lot")}
    assert holds(turn, View(turned, KNOWN, "met/0/"))
    assert not holds(turn, View(turned, KNOWN, "met/1/"))


def test_what_is_in_stock_can_be_asked_about() -> None:
    person = Person(Key("p1"), "Ana", None, date(2026, 11, 20))
    full = replace(
        KNOWN,
        people=(person,),
        present=(person, replace(person, key=Key("p2"), draft=True)),
        offers=(Offer(Key("o1"), "I read   CVs " + "x" * 80),),
        plans=(Plan(Key("d1.1"), Key("e1"), "I stand alone", "smile"),),
        promises=(Promise(Key("d1.h"), person.key, "Send the article", date(2026, 11, 20)),),
        note=Note(Key("n1.n0"), person.key, NoteKind.WORK, "UX", date(2026, 11, 20)),
    )
    assert all(holds(Has(stock), View({}, full)) for stock in Stock)
    assert not any(holds(Has(stock), View({}, KNOWN)) for stock in Stock)
    assert stocked(Stock.CAPTURED, full) == (("p2", "Ana"),)
    assert stocked(Stock.PLANS, full) == (("d1.1", "Smile"),)
    ((_, label),) = stocked(Stock.OFFERS, full)
    assert label.startswith("I read CVs x")
    assert len(label) == 60


def test_options_are_those_chosen_or_ticked() -> None:
    assert chosen_options(ANSWERS, "chosen") == ("good",)
    assert chosen_options(ANSWERS, "ticked") == ("a", "b")
    assert chosen_options(ANSWERS, "words") == ()


ALL = (
    Given("a"), Is("b", "x"), InOwnWords("c"), AtLeast("d", 1), Lacks("e", "title"), Turnable("f", Asked.HOPE, "g"),
    Over("h", "i"), Not(Given("j")), Always(), Has(Stock.PLANS), Every((Given("k"), Not(Given("l")))),
)  # fmt: skip


def test_every_place_a_condition_refers_to_is_named() -> None:
    assert "".join(places_named(Every(ALL))) == "abcdefhijkl"


def test_only_places_without_which_a_condition_fails_are_sure_to_be_given() -> None:
    assert "".join(places_given(Every(ALL))) == "abcdefk"
