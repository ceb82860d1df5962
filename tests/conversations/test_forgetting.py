"""What tells of somebody, and what is left of conversations and letters without it."""

from dataclasses import replace

import pytest

from conversations.address import Open, Page
from conversations.answers import Chosen, Met, Names, Skipped, Ticked, Value, Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Button, Letter, Play, React, Revise, Say, Screen, Strip, Toast
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    Key,
    Note,
    NoteKind,
    Offer,
    Person,
    Plan,
    Promise,
    Takeaway,
    TakeawayKind,
)
from conversations.forgetting import SOMEBODY, Naming, Whom, cleared, names_of, without, words_of
from conversations.prose import prose
from conversations.timing import WallTime
from tests.conversations.screens.samples import ANA, NOW, TODAY

ANA_KEY = Key("p1")
WHOM = Whom(ANA_KEY, frozenset({ANA_KEY, Key("n1")}), ("ana", "lopes"))
WALL = WallTime(NOW.replace(tzinfo=None), "UTC")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Ana Lopes", ("ana", "lopes")),
        ("Dr. Łukasz van Müller-Strøm", ("lukasz", "muller-strom")),
        ("Ana", ("ana",)),
        ("Ana (from “Lisbon”)", ("ana", "lisbon")),
        ("tall with the dog", ("tall with the dog",)),
        ("Dr", ("dr",)),
        ("", ()),
    ],
)
def test_somebody_is_called_by_their_first_and_last_name(name: str, names: tuple[str, ...]) -> None:
    assert names_of(replace(ANA, name=name)) == names


@pytest.mark.parametrize("text", ["Ask Ana", "ÀNA’s tent", "with the Lopes brothers", "ana"])
def test_a_name_is_heard_as_a_word_of_its_own(text: str) -> None:
    assert WHOM.is_named_in(text)


@pytest.mark.parametrize("text", ["Banana", "Anastasia", "", "Lope"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert not WHOM.is_named_in(text)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Person(Key("p2"), "Ben", None, TODAY, who="a", said="b", met_how="c", touch_how="d"), ("a", "b", "c", "d")),
        (Event(Key("e1"), "Party", WALL, WALL, "Pier"), ("Party", "Pier")),
        (Introduction(Key("i1"), Key("p2"), "Tom", TODAY), ("Tom",)),
        (Plan(Key("l1"), Key("e1"), "alone", "ask"), ("alone", "ask")),
        (Note(Key("n2"), Key("p2"), NoteKind.WORK, "welds", TODAY), ("welds",)),
        (Promise(Key("h1"), None, "book", TODAY), ("book",)),
        (Contact(Key("k1"), Key("p2"), NOW), (None,)),
        (Takeaway(Key("t1"), None, TakeawayKind.ADVICE, "charge", TODAY), ("charge",)),
        (Offer(Key("o1"), "lamps"), ("lamps",)),
    ],
)
def test_what_somebody_is_called_is_no_word_of_a_fact(fact: Naming, words: tuple[str | None, ...]) -> None:
    assert words_of(fact) == words


def dialogue(script: str, state: DialogueState = DialogueState.OPEN, **answers: Value) -> Dialogue:
    told = {place.replace("_in_", "/"): value for place, value in answers.items()}
    return Dialogue(Key("d1"), script, Key("e1"), state, told)


@pytest.mark.parametrize("subject", [ANA_KEY, Key("n1")])
def test_of_a_conversation_about_them_no_words_stay(subject: Key) -> None:
    asked = replace(
        dialogue("check_in", happened=Words("tea")), subject=subject, question=4, set_aside={"x": Words("y")}
    )
    assert without(asked, WHOM) == Dialogue(Key("d1"), "check_in", subject, DialogueState.ENDED)


def test_of_a_debrief_that_is_over_and_named_them_no_words_stay() -> None:
    told = dialogue(
        "after_event", DialogueState.ENDED, people=Names((Met("Ana", key=ANA_KEY),)), advice=Words("charge")
    )
    assert without(told, WHOM).answers == {}


def test_in_a_debrief_that_goes_on_they_are_somebody_of_whom_nothing_is_asked() -> None:
    people = Names((Met("Ben"), Met("Ana", "climbs", ANA_KEY, "ana", "+49", 7, "a@b.example")))
    told = dialogue("after_event", people=people, met_in_0_in_who=Words("sings"), met_in_1_in_who=Words("climbs"))
    told = replace(told, set_aside={"met/1/said": Words("secret"), "met/0/said": Words("high notes")})
    left = without(told, WHOM)
    assert left.answers["people"] == Names((Met("Ben"), Met(SOMEBODY, key=ANA_KEY)))
    assert left.answers["met/0/who"] == Words("sings")
    theirs = {place: value for place, value in left.answers.items() if place.startswith("met/1/")}
    assert set(theirs.values()) == {Skipped()}
    assert {"met/1/who", "met/1/offered"} < theirs.keys()
    assert left.set_aside == {"met/0/said": Words("high notes")}


def test_somebody_named_first_in_a_debrief_is_told_by_the_number() -> None:
    whom = replace(WHOM, person=Key("d1.0"))
    left = without(dialogue("after_event", people=Names((Met("Ana"), Met("Ben")))), whom)
    assert left.answers["people"] == Names((Met(SOMEBODY), Met("Ben")))


def test_names_that_back_has_set_aside_go_too_and_nothing_is_skipped_for_others() -> None:
    told = dialogue("after_event", met_in_0_in_who=Words("climbs"))
    told = replace(told, set_aside={"people": Names((Met("Ana", key=ANA_KEY),))})
    left = without(told, WHOM)
    assert (left.answers, left.set_aside) == ({}, {"people": Names((Met(SOMEBODY, key=ANA_KEY),))})


def test_nobody_who_is_to_be_forgotten_stays_chosen() -> None:
    ticked = Ticked((Chosen("p1", "Ana"), Chosen("p2", "Ben")), ("Zoe",))
    left = without(dialogue("before_event", again=ticked, goal=Chosen("p1", "Ana"), hopes=Words("Ana")), WHOM)
    assert left.answers == {
        "again": Ticked((Chosen("p2", "Ben"),), ("Zoe",)),
        "goal": Skipped(),
        "hopes": Words("Ana"),  # it may be somebody else: it is shown and left
    }


def test_of_what_is_over_goes_whatever_names_them_but_for_a_prep() -> None:
    answers = {"what": Words("send it to Ana"), "due": Words("friday")}
    assert without(dialogue("promise", DialogueState.ENDED, **answers), WHOM).answers == {"due": Words("friday")}
    prep = dialogue("before_event", DialogueState.ENDED, hopes=Words("Ana"))
    assert without(prep, WHOM) == prep


def screen(text: str, key: str = "p2") -> Screen:
    return Screen(prose("{text}", text=text), ((Button("Look", Open(Page.PERSON, key)),),))


@pytest.mark.parametrize(
    ("letter", "left"),
    [
        (Say(screen("Ana & co")), None),
        (Say(screen("A nudge", "p1")), None),
        (Revise(4, screen("About lopes")), None),
        (Say(screen("Ben & co")), Say(screen("Ben & co"))),
        (Toast("tap", "Ana is noted."), Toast("tap")),
        (Toast("tap", "Noted."), Toast("tap", "Noted.")),
        (Play(voice=True, file="f", caption="Ana sings"), None),
        (Play(voice=True, file="f", caption="He sings"), Play(voice=True, file="f", caption="He sings")),
        (Strip(3), Strip(3)),
        (React(3, "👍"), React(3, "👍")),
    ],
)
def test_a_letter_that_tells_of_them_goes_and_a_tap_is_answered_without_words(
    letter: Letter, left: Letter | None
) -> None:
    assert cleared(letter, WHOM) == left
