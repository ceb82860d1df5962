from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.rhythm import ASKING, FASTEST, SILENT, SLOWEST, days_until_again, faster, intervals, slower, steps

PACES = range(FASTEST, SLOWEST + 1)


def first(count: int, pace: int) -> list[int]:
    return [ideal for ideal, _ in islice(steps(pace), count)]


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (FASTEST, [7, 22, 67, 112]),
        (0, [14, 45, 135, 225]),
        (1, [28, 90, 270, 450]),
        (SLOWEST, [56, 180, 540, 900]),
    ],
)
def test_the_rhythm_comes_at_a_first_and_a_second_day_and_then_at_even_intervals(pace: int, days: list[int]) -> None:
    assert first(4, pace) == days


def test_a_check_in_may_wait_for_half_the_interval_before_it() -> None:
    assert list(islice(steps(0), 4)) == [(14, 21), (45, 60), (135, 180), (225, 270)]


@pytest.mark.parametrize("pace", PACES)
def test_a_check_in_never_waits_until_the_next_one(pace: int) -> None:
    plan = list(islice(steps(pace), 12))
    for (ideal, latest), (following, _) in pairwise(plan):
        assert ideal < latest < following


@pytest.mark.parametrize("pace", range(FASTEST, SLOWEST))
def test_slower_is_about_half_as_often_and_faster_takes_it_back(pace: int) -> None:
    for fast, slow in zip(intervals(pace), intervals(slower(pace)), strict=True):
        assert abs(slow - 2 * fast) <= 5
    assert faster(slower(pace)) == pace


def test_slower_and_faster_end_somewhere() -> None:
    assert slower(SLOWEST) == SLOWEST
    assert faster(FASTEST) == FASTEST


@given(st.integers())
def test_a_pace_that_nobody_knows_is_the_usual_one(pace: int) -> None:
    assert intervals(pace) == (intervals(pace) if pace in PACES else intervals(0))
    assert first(1, pace)[0] > 0


def test_without_an_answer_it_comes_again_after_3_6_and_15_days_and_then_no_more() -> None:
    assert [days_until_again(misses) for misses in range(6)] == [None, 3, 6, 15, None, None]
    assert days_until_again(ASKING) == 15
    assert days_until_again(SILENT) is None
