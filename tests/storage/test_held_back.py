"""Changes that are held back keep the order that matters, and lie beside others like them as far as that goes."""

from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from storage.held_back import Change, side_by_side

Parts = list[list[Change]]


def parts_of(statements: Sequence[str]) -> Parts:
    """A part for each word, a change for each of its letters; what is bound says which one it was."""
    return [
        [(letter, {"part": part, "at": at}) for at, letter in enumerate(word)] for part, word in enumerate(statements)
    ]


def runs(changes: Sequence[Change]) -> str:
    """The statements in their order, each once for as long as it goes on."""
    return "".join(statement for statement, _ in groupby(changes, key=lambda change: change[0]))


parts = st.lists(st.text("abcd", max_size=6), max_size=8).map(parts_of)


@given(parts)
def test_nothing_is_lost_and_each_part_keeps_its_order(parts: Parts) -> None:
    sent = list(side_by_side(parts))
    assert len(sent) == sum(map(len, parts))
    assert [[change for change in sent if change in part] for part in parts] == parts


@given(parts)
def test_there_are_never_more_runs_than_part_after_part(parts: Parts) -> None:
    assert len(runs(list(side_by_side(parts)))) <= sum(len(runs(part)) for part in parts)


def test_the_same_work_for_many_owners_is_one_run_for_each_statement() -> None:
    assert runs(list(side_by_side(parts_of(["abc", "abbc", "abc"])))) == "abc"
    assert runs(list(side_by_side(parts_of(["abc", "bc", "ab"])))) == "abc"
