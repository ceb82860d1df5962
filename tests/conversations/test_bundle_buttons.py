from dataclasses import replace

import pytest

from conversations.about import About
from conversations.address import Address, Begin, Deed, Do, Open, Page, written
from conversations.bundle_buttons import buttons
from conversations.bundle_texts import bundle
from conversations.effects import Button, NudgeKind
from conversations.facts import IntroductionState, Key, PromiseState
from conversations.introducing import MINE, TO_ME
from conversations.rhythm import SLOWEST
from conversations.scripts.catalogue import ScriptName
from tests.conversations.brought_up import (
    ADVICE,
    ANA,
    ARTICLE,
    BLOG,
    BORIS,
    FORWARD,
    RECORDING,
    about,
    introduction,
    missed,
    occurrence,
)
from tests.conversations.screens.seen import assert_telegram_takes, labels
from tests.playbook import NEW_YORK, NOW

CHECK_IN, PROMISE, AGAIN = NudgeKind.CHECK_IN, NudgeKind.PROMISE, NudgeKind.AGAIN
LATER = {"Snooze": Begin(ScriptName.SNOOZE, "n1"), "Why this?": Open(Page.WHY, "n1", anew=True)}


def rows(entry: About) -> list[list[str]]:
    return [[button.label for button in row] for row in buttons(entry, entry.called, several=False)]


def addresses(entry: About) -> dict[str, Address]:
    return {button.label: button.to for row in buttons(entry, entry.called, several=False) for button in row}


def test_somebody_can_be_done_helped_put_off_asked_about_and_stopped() -> None:
    assert rows(about(CHECK_IN, ANA)) == [["Done", "Help me write"], ["Snooze", "Why this?", "Not Ana"]]
    assert addresses(about(CHECK_IN, ANA)) == {
        "Done": Begin(ScriptName.CHECK_IN, "p1"),
        "Help me write": Open(Page.DRAFT, "p1", anew=True),
        **LATER,
        "Not Ana": Do(Deed.PERSON_STOP, "p1"),
    }


def test_whoever_gave_advice_can_be_told_what_became_of_it() -> None:
    found = addresses(about(NudgeKind.ADVICE, ADVICE, adviser=ANA))
    assert found["Help me write"] == Open(Page.DRAFT, "p1", "warm.advice_used", anew=True)
    assert "Help me write" not in addresses(about(NudgeKind.ADVICE, ADVICE))


def test_a_promise_is_kept_or_let_go() -> None:
    assert addresses(about(PROMISE, ARTICLE, ANA)) == {
        "Kept it": Do(Deed.PROMISE_KEPT, ARTICLE.key),
        "Help me write": Open(Page.DRAFT, "p1", anew=True),
        **LATER,
        "Let it go": Do(Deed.PROMISE_DROP, ARTICLE.key, "nudge"),
    }


def test_a_promise_to_nobody_needs_no_help_with_writing() -> None:
    assert rows(about(PROMISE, BLOG)) == [["Kept it"], ["Snooze", "Why this?", "Let it go"]]


def test_what_was_promised_to_the_owner_has_come() -> None:
    found = addresses(about(PROMISE, RECORDING, ANA))
    assert found["It came"] == Do(Deed.PROMISE_DONE, RECORDING.key, "nudge")


@pytest.mark.parametrize(
    ("state", "to_me", "label"),
    [
        ("idea", False, "I asked Ana"),
        ("asked_a", False, "I asked Sara"),
        ("asked_b", False, "Both said yes"),
        ("agreed", False, "They are in touch"),
        ("introduced", False, "Thanked, closed"),
        ("idea", True, "I asked Ana"),
        ("asked_a", True, "We are in touch"),
        ("introduced", True, "I thanked Ana"),
    ],
)
def test_an_introduction_moves_to_its_next_station(state: str, label: str, *, to_me: bool) -> None:
    between = introduction(IntroductionState(state), to_me=to_me)
    line = TO_ME if to_me else MINE
    following = line[line.index(IntroductionState(state)) + 1]
    found = addresses(about(NudgeKind.INTRODUCTION, between, ANA))
    assert found[label] == Do(Deed.INTRODUCTION_MOVE, between.key, following.value)
    assert found["Let it go"] == Do(Deed.INTRODUCTION_DROP, between.key)


def test_one_of_whom_no_name_is_known_is_them() -> None:
    nameless = introduction(IntroductionState.ASKED_A, "my old boss")
    assert "I asked them" in addresses(about(NudgeKind.INTRODUCTION, nameless, ANA))


def test_an_introduction_at_its_end_has_nowhere_to_move() -> None:
    settled = introduction(IntroductionState.THANKED)
    assert rows(about(NudgeKind.INTRODUCTION, settled, ANA)) == [["Snooze", "Why this?", "Let it go"]]


@pytest.mark.parametrize(("kind", "thing"), [(NudgeKind.ADVICE, ADVICE), (NudgeKind.FORWARD, FORWARD)])
def test_advice_and_what_is_to_be_passed_on_is_done_or_let_go(kind: NudgeKind, thing: object) -> None:
    takeaway = ADVICE if thing is ADVICE else FORWARD
    assert addresses(about(kind, takeaway)) == {
        "Done": Do(Deed.TAKEAWAY_DONE, takeaway.key),
        **LATER,
        "Let it go": Do(Deed.TAKEAWAY_DROP, takeaway.key),
    }


# --- asking -------------------------------------------------------------------------------------


def test_after_three_misses_one_keeps_slows_down_or_stops_and_may_still_be_done() -> None:
    entry = about(AGAIN, ANA, mention=missed(3))
    assert rows(entry) == [["Keep", "Less often", "Stop"], ["Done", "Help me write"]]
    assert list(addresses(entry).values())[:3] == [
        Do(Deed.NUDGE_KEEP, "n1"),
        Do(Deed.PERSON_SLOWER, "p1"),
        Do(Deed.PERSON_STOP, "p1"),
    ]


def test_who_cannot_come_less_often_is_kept_or_stopped() -> None:
    entry = about(AGAIN, replace(ANA, pace=SLOWEST), mention=missed(3))
    assert rows(entry)[0] == ["Keep", "Stop"]


def test_what_stops_is_the_person_that_was_brought_up_and_not_what_it_was_about() -> None:
    between = introduction(IntroductionState.IDEA)
    found = addresses(about(NudgeKind.INTRODUCTION, between, ANA, mention=missed(3)))
    assert found["Stop"] == Do(Deed.PERSON_STOP, "p1")
    assert "I asked Ana" in found


def test_a_thing_is_kept_or_let_go() -> None:
    assert rows(about(AGAIN, BLOG, mention=missed(3))) == [["Keep", "Let it go"], ["Kept it"]]
    assert rows(about(AGAIN, ADVICE, mention=missed(3))) == [["Keep", "Let it go"], ["Done"]]


# --- several ------------------------------------------------------------------------------------


def together(*entries: About) -> list[str]:
    return labels(bundle(entries, NEW_YORK, NOW))


def test_where_several_share_a_message_each_button_says_whose_it_is_once() -> None:
    between = about(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA), replace(ANA, key=Key("p3")))
    assert together(about(CHECK_IN, BORIS), between) == [
        *("Boris: Done", "Write to Boris", "Snooze Boris", "Why Boris?", "Not Boris"),
        *("I asked Ana", "Write to Ana", "Snooze Ana", "Why Ana?", "Let go: Ana"),
    ]


def test_things_are_told_apart_as_well() -> None:
    found = together(about(PROMISE, BLOG), about(NudgeKind.ADVICE, ADVICE), about(NudgeKind.FORWARD, FORWARD))
    assert found[::4] == ["Promise: Kept it", "Advice: Done", "Pass on: Done"]


def test_two_of_the_same_first_name_have_more_of_it_on_their_buttons() -> None:
    other = replace(ANA, key=Key("p2"), name="Ana Costa")
    found = together(about(CHECK_IN, ANA), about(CHECK_IN, other), about(CHECK_IN, BORIS))
    assert [label for label in found if "Done" in label] == ["Ana Lima: Done", "Ana Costa: Done", "Boris: Done"]
    assert "Not Ana Costa" in found


def test_a_name_inside_another_word_does_not_count_as_said() -> None:
    it = replace(BORIS, name="It")
    assert "It: It came" in together(about(PROMISE, replace(RECORDING, person=it.key), it), about(CHECK_IN, ANA))


def test_braces_in_names_stay_as_they_were_typed() -> None:
    curly = replace(BORIS, name="{Bo}")
    between = introduction(IntroductionState.ASKED_A, "{X")
    found = together(about(CHECK_IN, ANA), about(NudgeKind.INTRODUCTION, between, curly))
    assert "{Bo}: I asked them" in found
    upper = introduction(IntroductionState.ASKED_A, "X{y")
    assert "{Bo}: I asked X{y" in together(about(CHECK_IN, ANA), about(NudgeKind.INTRODUCTION, upper, curly))


@pytest.mark.parametrize("key", ["a.d1234567.12.261206.s12", "c.d1234567.12.261122.14.s12"])
def test_the_longest_keys_and_names_fit_their_buttons(key: str) -> None:
    person = replace(ANA, key=Key("d1234567.12"), name="Maximiliane-Antoinette " * 3)
    nudge = occurrence(CHECK_IN, person.key, key=key)
    promise = replace(ARTICLE, key=Key("d1234567.12.h"), state=PromiseState.OPEN)
    between = replace(introduction(IntroductionState.ASKED_A, "Wolfgang-Amadeus"), key=Key("d1234567.12.b2"))
    for entries in (
        (about(nudge, person), about(nudge, promise, person), about(nudge, between, person)),
        (about(nudge, person, mention=missed(3)), about(nudge, between, person, mention=missed(3))),
    ):
        screen = bundle(entries, NEW_YORK, NOW)
        assert_telegram_takes(screen)
        for button in (button for row in screen.rows for button in row):
            assert isinstance(button, Button)
            assert len(written(button.to).encode()) <= 64
