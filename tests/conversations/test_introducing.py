from dataclasses import replace
from datetime import date

import pytest

from conversations.facts import IntroductionState
from conversations.introducing import MINE, TO_ME, call_name, described, moved_to, next_state, whom
from conversations.nudge_table import SETTLED
from tests.conversations.brought_up import introduction

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
        (", hm", ", hm", "somebody", ""),
    ],
)
def test_whom_one_introduces_is_told_from_what_else_was_typed(
    typed: str, as_described: str, as_whom: str, called: str
) -> None:
    between = introduction(IDEA, typed)
    assert (described(between), whom(between), call_name(between)) == (as_described, as_whom, called)


def test_a_long_story_is_cut() -> None:
    between = introduction(IDEA, "Sara " + "who knows everybody " * 20)
    assert len(whom(between)) <= 40
    assert len(described(between)) <= 120
