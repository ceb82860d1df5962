from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facts import Introduction, Key, Note, Noted, NoteKind, Person, Promise
from conversations.noting import noted, notes_of, told

NOW = datetime(2026, 11, 23, 10)
TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
ZONE = "America/New_York"
ANA = Person(Key("p1"), "Ana", None, TODAY)
LINE = (
    "UX at Figma, loves climbing, needs a flat, can help with taxes, tall with the dog, "
    "send her the article by Friday, introduce her to Tom, met at the bar, @ana_climbs, ana@example.org, +49 30 1234567"
)
REACHED = replace(ANA, met_how="at the bar", handle="ana_climbs", email="ana@example.org", phone="+49 30 1234567")


def note(number: int, kind: NoteKind, words: str) -> Note:
    return Note(Key(f"n1.n{number}"), ANA.key, kind, words, TODAY)


NOTES = (
    note(0, NoteKind.WORK, "UX at Figma"),
    note(1, NoteKind.INTEREST, "climbing"),
    note(2, NoteKind.NEED, "a flat"),
    note(3, NoteKind.OFFER, "taxes"),
    note(4, NoteKind.REMARK, "tall with the dog"),
)


def test_a_line_becomes_notes_promises_introductions_and_ways_to_reach_somebody() -> None:
    assert noted(ANA, LINE, Key("n1"), NOW, ZONE) == (
        REACHED,
        (
            *NOTES,
            Promise(Key("n1.h0"), ANA.key, "send her the article", TODAY, FRIDAY),
            Introduction(Key("n1.b0"), ANA.key, "Tom", TODAY),
        ),
    )


def test_a_promise_has_the_name_as_its_person_is_called() -> None:
    _, (promise,) = noted(replace(ANA, name="Priya"), "send priya the deck", Key("n1"), NOW, ZONE)
    assert promise == Promise(Key("n1.h0"), ANA.key, "send Priya the deck", TODAY)


def test_where_promises_are_asked_for_later_they_stay_remarks() -> None:
    later = (
        note(5, NoteKind.REMARK, "you promised: send her the article, by Fri 27 Nov 2026"),
        note(6, NoteKind.REMARK, "to meet Tom"),
    )
    assert notes_of(ANA, LINE, Key("n1"), NOW, ZONE) == (REACHED, (*NOTES, *later))


def test_what_is_known_already_is_not_overwritten() -> None:
    known = replace(ANA, met_how="through Tomek", handle="ana", email="a@b.org", phone="1")
    assert noted(known, LINE, Key("n1"), NOW, ZONE)[0] == known


@given(st.text(max_size=200))
def test_whatever_is_typed_its_facts_are_the_persons_and_named_after_the_line(line: str) -> None:
    _, facts = noted(ANA, line, Key("n1"), NOW, ZONE)
    assert len({fact.key for fact in facts}) == len(facts)
    assert all(fact.key.startswith("n1.") and fact.person == ANA.key for fact in facts)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (NOTES[0], "UX at Figma"),
        (NOTES[1], "climbing"),
        (NOTES[2], "needs a flat"),
        (NOTES[3], "can help with taxes"),
        (note(0, NoteKind.OFFER, "help with taxes"), "can help with taxes"),
        (note(0, NoteKind.OFFER, "beim Umzug"), "can help with Umzug"),
        (note(0, NoteKind.OFFER, "teach piano"), "can teach piano"),
        (note(0, NoteKind.OFFER, "review of contracts"), "can help with review of contracts"),
        (note(0, NoteKind.VOICE, "her plan"), "a voice note"),
        (note(0, NoteKind.PHOTO, ""), "a photo"),
        (Promise(Key("h"), ANA.key, "call her", TODAY, FRIDAY), "you promised: call her, by Fri 27 Nov 2026"),
        (Promise(Key("h"), ANA.key, "the slides", TODAY, mine=False), "they promised: the slides"),
        (Introduction(Key("b"), ANA.key, "Tom", TODAY), "to meet Tom"),
        (Introduction(Key("b"), ANA.key, "Tom", TODAY, to_me=True), "introduces you to Tom"),
    ],
)
def test_what_was_noted_is_said_back_as_one_says_it(fact: Noted, said: str) -> None:
    assert told([fact]) == (said,)


def test_a_long_piece_is_cut() -> None:
    assert told([note(0, NoteKind.WORK, "word " * 40)], 20) == ("word word word…",)


def test_a_way_to_reach_somebody_is_no_note() -> None:
    assert noted(ANA, "@ana_climbs", Key("n1"), NOW, ZONE) == (replace(ANA, handle="ana_climbs"), ())
