import pytest

from conversations.effects import Named, NudgeKind
from conversations.facts import IntroductionState
from conversations.rhythm import ASKING, SILENT
from tests.conversations.brought_up import ADVICE, ANA, ARTICLE, BLOG, BORIS, about, introduction, missed, occurrence

AGAIN = NudgeKind.AGAIN


def test_an_entry_is_told_as_what_its_leading_nudge_says() -> None:
    entry = about(NudgeKind.PROMISE, ARTICLE, ANA)
    assert (entry.key, entry.kind, entry.nudge) == (ANA.key, NudgeKind.PROMISE, entry.entry.nudges[0])


def test_what_comes_again_is_told_as_what_it_is() -> None:
    assert about(AGAIN, BLOG).kind is NudgeKind.PROMISE
    assert about(AGAIN, ADVICE).kind is NudgeKind.ADVICE
    assert about(AGAIN, ANA).kind is AGAIN


def test_somebody_is_called_by_the_first_name_and_a_thing_is_called_nothing() -> None:
    assert about(AGAIN, ANA).called == "Ana"
    assert about(NudgeKind.PROMISE, BLOG).called == ""


@pytest.mark.parametrize("misses", [None, 1, 2, SILENT])
def test_the_question_is_asked_after_three_misses_and_neither_before_nor_after(misses: int | None) -> None:
    mention = missed(misses) if misses else None
    assert not about(AGAIN, ANA, mention=mention).asks
    assert about(AGAIN, ANA, mention=missed(ASKING)).asks


def test_a_promise_to_nobody_and_advice_are_asked_about_too() -> None:
    assert about(AGAIN, BLOG, mention=missed(ASKING)).asks
    assert about(AGAIN, ADVICE, mention=missed(ASKING)).asks
    assert about(NudgeKind.FORWARD, ADVICE, mention=missed(ASKING)).asks
    assert about(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA), ANA, mention=missed(ASKING)).asks


def test_a_promise_on_its_day_and_a_day_that_the_person_named_are_told_without_the_question() -> None:
    assert not about(NudgeKind.PROMISE, ARTICLE, ANA, mention=missed(ASKING)).asks
    assert not about(occurrence(NudgeKind.CHECK_IN, named=Named.DAY), ANA, mention=missed(ASKING)).asks


def test_misses_are_counted_up_to_the_question_and_the_question_is_the_last() -> None:
    assert about(AGAIN, BORIS).misses == 1
    assert [about(AGAIN, BORIS, mention=missed(misses)).misses for misses in (1, 2, 3, 4)] == [2, 3, SILENT, SILENT]


def test_what_is_told_without_the_question_does_not_count_as_the_question() -> None:
    assert about(NudgeKind.PROMISE, ARTICLE, ANA, mention=missed(ASKING)).misses == ASKING
