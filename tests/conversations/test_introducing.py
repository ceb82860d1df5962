from dataclasses import replace
from datetime import date

import pytest

from conversations.facts import IntroductionState, Key
from conversations.introducing import (
    MINE,
    TO_ME,
    call_name,
    described,
    is_ahead,
    known_as,
    moved_to,
    next_state,
    state_before,
    whom,
    without_yes,
)
from conversations.nudge_table import SETTLED
from tests.conversations.brought_up import ANA, BORIS, introduction

IDEA = IntroductionState.IDEA


def stations(*, to_me: bool) -> list[str]:
    """Every station from the first one on."""
    state: IntroductionState | None = IDEA
    line: list[str] = []
    while state is not None:
        line.append(state.value)
        state = next_state(introduction(state, to_me=to_me))
    return line


def test_two_people_are_both_asked_before_they_are_brought_together() -> None:
    assert stations(to_me=False) == ["idea", "asked_a", "asked_b", "agreed", "introduced", "thanked"]
    assert MINE.index(IntroductionState.ASKED_B) < MINE.index(IntroductionState.INTRODUCED)


def test_what_was_offered_to_the_owner_is_asked_for_and_thanked_for() -> None:
    assert stations(to_me=True) == ["idea", "asked_a", "introduced", "thanked"]
    assert set(TO_ME) < set(MINE)


@pytest.mark.parametrize("state", sorted(SETTLED))
@pytest.mark.parametrize("to_me", [False, True])
def test_what_is_settled_goes_nowhere(state: IntroductionState, *, to_me: bool) -> None:
    assert next_state(introduction(state, to_me=to_me)) is None


def test_an_offer_that_stands_where_only_ones_own_introductions_can_goes_nowhere() -> None:
    assert next_state(introduction(IntroductionState.ASKED_B, to_me=True)) is None


@pytest.mark.parametrize("to_me", [False, True])
def test_every_step_can_be_taken_back(*, to_me: bool) -> None:
    for state in TO_ME if to_me else MINE:
        here = introduction(state, to_me=to_me)
        if following := next_state(here):
            assert state_before(replace(here, state=following)) is state
    assert state_before(introduction(IDEA, to_me=to_me)) is None


@pytest.mark.parametrize(
    ("state", "to_me", "to", "ahead"),
    [
        (IntroductionState.IDEA, False, IntroductionState.AGREED, True),
        (IntroductionState.AGREED, False, IntroductionState.ASKED_A, False),
        (IntroductionState.AGREED, False, IntroductionState.DROPPED, True),
        (IntroductionState.DROPPED, False, IntroductionState.AGREED, False),
        (IntroductionState.IDEA, True, IntroductionState.ASKED_B, False),
        (IntroductionState.ASKED_B, True, IntroductionState.INTRODUCED, True),
    ],
)
def test_only_a_station_ahead_is_moved_to(
    state: IntroductionState, to: IntroductionState, *, to_me: bool, ahead: bool
) -> None:
    assert is_ahead(replace(introduction(state, "Tom"), to_me=to_me), to) is ahead


def test_what_was_let_go_is_taken_up_as_an_idea() -> None:
    assert state_before(introduction(IntroductionState.DROPPED)) is IDEA
    assert state_before(introduction(IntroductionState.DROPPED, to_me=True)) is IDEA


def test_what_stands_where_its_direction_does_not_lead_has_nothing_before_it() -> None:
    assert state_before(introduction(IntroductionState.ASKED_B, to_me=True)) is None


@pytest.mark.parametrize(
    ("typed", "offered"), [("Yes, her sister", "her sister"), ("yes Tom", "Tom"), ("Yes", "Yes"), ("Yesim", "Yesim")]
)
def test_a_yes_before_a_name_is_no_part_of_it(typed: str, offered: str) -> None:
    assert without_yes(typed) == offered


def test_a_move_is_noted_with_its_day() -> None:
    before = introduction(IDEA)
    day = date(2026, 12, 3)
    moved = moved_to(before, IntroductionState.ASKED_A, day)
    assert moved == replace(before, state=IntroductionState.ASKED_A, moved_on=day)


@pytest.mark.parametrize(
    ("typed", "as_described", "as_whom", "called"),
    [
        ("Sara", "Sara", "Sara", "Sara"),
        ("Sara from Figma", "Sara from Figma", "Sara from Figma", "Sara"),
        ("Tom, they both teach", "Tom, they both teach", "Tom", "Tom"),
        ("Her sister, who runs a gallery", "her sister, who runs a gallery", "her sister", ""),
        ("my old boss", "my old boss", "my old boss", ""),
        ("Yes, her sister", "her sister", "her sister", ""),
        ("an intro to Petra", "Petra", "Petra", "Petra"),
        ("introduce me to Petra", "Petra", "Petra", "Petra"),
        ("Tony Yes", "Tony Yes", "Tony Yes", "Tony"),
        ("The", "the", "the", ""),
        ("", "somebody", "somebody", ""),
        ("Boris because he's learning to sail", "Boris because he's learning to sail", "Boris", "Boris"),
        ("Boris Ost, weil beide segeln", "Boris Ost, weil beide segeln", "Boris Ost", "Boris"),
        ("Boris – as they sail", "Boris – as they sail", "Boris", "Boris"),
        ("Boris: sails", "Boris: sails", "Boris", "Boris"),
        (", hm", ", hm", "somebody", ""),
    ],
)
def test_whom_one_introduces_is_told_from_what_else_was_typed(
    typed: str, as_described: str, as_whom: str, called: str
) -> None:
    between = introduction(IDEA, typed)
    assert (described(between), whom(between), call_name(between)) == (as_described, as_whom, called)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Boris", "p2"),
        ("boris because he's learning to sail", "p2"),
        ("an intro to Boris", "p2"),
        ("Ana Lima, they both sail", "p1"),
        ("Ana", None),
        ("Ben", None),
        ("her sister", None),
        ("", None),
    ],
)
def test_a_name_stands_for_the_only_one_who_is_called_so(typed: str, key: str | None) -> None:
    another = replace(ANA, key=Key("p3"), name="Ana Costa")
    assert known_as(typed, (ANA, BORIS, another, BORIS)) == key


def test_a_long_story_is_cut() -> None:
    between = introduction(IDEA, "Sara " + "who knows everybody " * 20)
    assert len(whom(between)) <= 40
    assert len(described(between)) <= 120
