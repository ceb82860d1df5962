from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from conversations.address import Deed, Do, Open, Page
from conversations.draft_wordings import Tone
from conversations.effects import Copy, Link
from conversations.facts import Introduction, IntroductionState, Key, NoteKind
from conversations.introducing import MINE, TO_ME
from conversations.matching import Pair
from conversations.screens.connect import MOST_SHOWN, Proposal, connect_page, reason
from conversations.screens.introductions import IntroductionRow, Words, introduction_page, introductions_page
from tests.conversations.screens.samples import ANA, TODAY, TOM, note
from tests.conversations.screens.seen import assert_telegram_takes, button, labels, seen, target

State = IntroductionState
SISTER = Introduction(Key("i1"), ANA.key, "Her sister, who runs a gallery", date(2026, 11, 20))
WITH_TOM = replace(SISTER, key=Key("i2"), other="Tom", other_key=TOM.key)
TO_FORWARD = Words(
    "Hi Ana, may I?\n\nBea", "Ana", Tone.BRIEF, "https://t.me/analopes?text=Hi", (Copy("Copy", "Hi Ana, may I?"),)
)


def page_of(state: State, *, to_me: bool, tom: bool = True) -> tuple[str, list[str]]:
    """The words and the buttons of an introduction that stands so."""
    row = IntroductionRow(WITH_TOM, ANA, TOM) if tom else IntroductionRow(SISTER, ANA)
    row = replace(row, introduction=replace(row.introduction, state=state, to_me=to_me))
    screen = introduction_page(row, None, TODAY)
    assert_telegram_takes(screen)
    assert "!" not in seen(screen)
    return seen(screen), labels(screen)


# --- one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "standing", "step", "buttons"),
    [
        (State.IDEA, "An idea", "Ask Ana first about meeting Tom.", ["I asked Ana", "Let it go"]),
        (
            State.ASKED_A,
            "One side asked",
            "Once Ana said yes, ask Tom.",
            ["I asked Tom", "Ana would rather not", "Back a step"],
        ),
        (State.ASKED_B, "Both asked", "Wait for both", ["Both said yes", "Tom would rather not", "Back a step"]),
        (State.AGREED, "Both agreed", "bring them together", ["They are in touch", "Let it go", "Back a step"]),
        (State.INTRODUCED, "Introduced", "Hear how it went", ["Thanked, closed", "Let it go", "Back a step"]),
        (State.THANKED, "Introduced, thanked", "", ["Back a step"]),
        (State.DROPPED, "Let go", "", ["Back a step"]),
    ],
)
def test_what_i_bring_together_says_where_it_stands_and_what_comes_next(
    state: State, standing: str, step: str, buttons: list[str]
) -> None:
    text, found = page_of(state, to_me=False)
    assert text.startswith(f"Ana Lopes and Tom\n{standing}, 3 days ago")
    assert step in text
    assert ("→" in text) == bool(step)
    assert found == [*buttons, "‹ Introductions", "Ana Lopes", "Tom"]


@pytest.mark.parametrize(
    ("state", "standing", "step", "buttons"),
    [
        (State.IDEA, "Offered", "whether the offer still stands", ["I asked Ana", "Let it go"]),
        (State.ASKED_A, "Asked for", "Ana knows", ["We are in touch", "Ana would rather not", "Back a step"]),
        (State.INTRODUCED, "Introduced", "Tell Ana how it went", ["I thanked Ana", "Let it go", "Back a step"]),
        (State.THANKED, "Introduced, thanked", "", ["Back a step"]),
        (State.DROPPED, "Let go", "", ["Back a step"]),
        (State.ASKED_B, "Both asked", "", ["Let it go"]),
    ],
)
def test_what_i_was_offered_says_where_it_stands_and_what_comes_next(
    state: State, standing: str, step: str, buttons: list[str]
) -> None:
    text, found = page_of(state, to_me=True, tom=False)
    assert text.startswith(f"Ana Lopes → you and her sister\n{standing}, 3 days ago\nher sister, who runs a gallery")
    assert step in text
    assert ("→ " in text.partition("\n")[2]) == bool(step)
    assert found == [*buttons, "‹ Introductions", "Ana Lopes"]


@pytest.mark.parametrize("to_me", [False, True])
def test_every_step_names_the_state_it_leads_to(*, to_me: bool) -> None:
    line = TO_ME if to_me else MINE
    for state, following in pairwise(line):
        row = IntroductionRow(replace(SISTER, state=state, to_me=to_me), ANA)
        moves = [each.to for each in introduction_page(row, None, TODAY).rows[0] if hasattr(each, "to")]
        assert moves == [Do(Deed.INTRODUCTION_MOVE, "i1", f"{following.value}.page")]


def test_an_introduction_can_be_let_go_and_taken_a_step_back() -> None:
    page = introduction_page(IntroductionRow(replace(SISTER, state=State.ASKED_A), ANA), None, TODAY)
    assert target(page, "Ana would rather not") == Do(Deed.INTRODUCTION_DROP, "i1", "page")
    assert target(page, "Back a step") == Do(Deed.INTRODUCTION_BACK, "i1", "asked_a")
    assert target(page, "‹ Introductions") == Open(Page.INTROS)
    assert target(page, "Ana Lopes") == Open(Page.PERSON, "d7.0")


def test_the_day_of_the_last_move_counts() -> None:
    for moved, said in ((TODAY, "since today"), (TODAY - timedelta(days=1), "1 day ago")):
        moving = replace(SISTER, state=State.ASKED_A, moved_on=moved)
        assert f"One side asked, {said}" in seen(introduction_page(IntroductionRow(moving, ANA), None, TODAY))


def test_words_to_forward_stand_under_the_next_step_to_be_copied_or_opened() -> None:
    page = introduction_page(IntroductionRow(SISTER, ANA), TO_FORWARD, TODAY)
    assert "→ Ask Ana first about meeting her sister.\n\nFor Ana:\nHi Ana, may I?\n\nBea" in seen(page)
    assert button(page, "Copy") == Copy("Copy", "Hi Ana, may I?")
    assert button(page, "Open the chat") == Link("Open the chat", "https://t.me/analopes?text=Hi")
    assert target(page, "✓ Brief") == Open(Page.INTRO, "i1", "brief")
    assert target(page, "Formal") == Open(Page.INTRO, "i1", "formal")


def test_words_for_whom_telegram_does_not_know_are_only_copied() -> None:
    page = introduction_page(IntroductionRow(SISTER, ANA), replace(TO_FORWARD, link=None), TODAY)
    assert "Open the chat" not in labels(page)
    assert "Copy" in labels(page)


def test_an_introduction_by_somebody_forgotten_still_has_its_page() -> None:
    page = introduction_page(IntroductionRow(SISTER, None), None, TODAY)
    assert seen(page).startswith("somebody and her sister")
    assert labels(page)[-1] == "‹ Introductions"


# --- all ----------------------------------------------------------------------------------------


def test_both_directions_are_told_apart_under_one_numbering() -> None:
    rows = (IntroductionRow(replace(SISTER, to_me=True), ANA), IntroductionRow(WITH_TOM, ANA, TOM))
    page = introductions_page(rows, 0, 2, TODAY, ("AI meetup", 1))
    assert seen(page) == (
        "Introductions\n\nOffered to you\n1. Ana Lopes → you and her sister\nOffered, 3 days ago\n\n"
        "You bring together\n2. Ana Lopes and Tom\nAn idea, 3 days ago\n\n"
        "AI meetup: 1 of 3 people who would introduce you."
    )
    assert target(page, "2 · Ana Lopes and Tom") == Open(Page.INTRO, "i2")
    assert target(page, "Ideas: who could help whom") == Open(Page.CONNECT)


def test_the_aim_is_named_only_after_an_event() -> None:
    assert "of 3" not in seen(introductions_page((IntroductionRow(SISTER, ANA),), 0, 1, TODAY))


def test_many_introductions_come_on_several_pages() -> None:
    rows = tuple(IntroductionRow(replace(SISTER, key=Key(f"i{number}")), ANA) for number in range(8))
    page = introductions_page(rows, 8, 20, TODAY)
    assert "Introductions · 9–16 of 20" in seen(page)
    assert target(page, "‹") == Open(Page.INTROS, "-i0", at=0)
    assert target(page, "›") == Open(Page.INTROS, "i7", at=16)


def test_nothing_on_its_way_is_no_reproach_but_says_where_one_begins() -> None:
    page = introductions_page((), 0, 0, TODAY, ("AI meetup", 0))
    assert "“Introduce” on a person’s page keeps it going" in seen(page)
    assert target(page, "Ideas: who could help whom") == Open(Page.CONNECT)


# --- ideas --------------------------------------------------------------------------------------

NEED = note("n1.n0", NoteKind.NEED, "a designer")
PAIR = Pair(ANA.key, TOM.key, NEED, replace(note("n2.n0", NoteKind.OFFER, "design sprints"), person=TOM.key))
IDEA = Proposal(ANA, TOM, PAIR)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (NoteKind.OFFER, "Ana Lopes needs a designer; Tom can help with design"),
        (NoteKind.WORK, "Ana Lopes needs a designer; Tom: design"),
        (NoteKind.INTEREST, "Ana Lopes needs a designer; Tom: design"),
        (NoteKind.REMARK, "Ana Lopes needs a designer; Tom: design"),
    ],
)
def test_an_idea_names_its_reason(kind: NoteKind, why: str) -> None:
    assert reason(ANA, TOM, replace(PAIR, answer=note("n2.n0", kind, "design"))) == why


def test_what_two_share_is_said_in_both_their_words() -> None:
    climbs, boulders = (note(f"n{words}", NoteKind.INTEREST, words) for words in ("climbs", "bouldering"))
    assert reason(ANA, TOM, Pair(ANA.key, TOM.key, None, boulders, climbs)) == "Both: climbs · bouldering"


@pytest.mark.parametrize("words", ["climbing", "Climbing"])
def test_what_two_share_in_the_same_words_is_said_once(words: str) -> None:
    one, other = note("n1", NoteKind.INTEREST, "climbing"), note("n2", NoteKind.INTEREST, words)
    assert reason(ANA, TOM, Pair(ANA.key, TOM.key, None, other, one)) == "Both: climbing"


def test_the_best_ideas_are_numbered_and_answered_one_by_one() -> None:
    page = connect_page([IDEA] * 5)
    assert seen(page).startswith(
        "Who could meet\n\n1. Ana Lopes and Tom\nAna Lopes needs a designer; Tom can help with design"
    )
    assert target(page, "2 good idea") == Do(Deed.PAIR_MAKE, "d7.0", "d7.1")
    assert target(page, "3 no") == Do(Deed.PAIR_NEVER, "d7.0", "d7.1")
    assert len([label for label in labels(page) if label.endswith("good idea")]) == MOST_SHOWN


def test_without_an_idea_it_is_said_what_makes_one() -> None:
    page = connect_page([])
    assert "needs a designer" in seen(page)
    assert target(page, "‹ Introductions") == Open(Page.INTROS)
