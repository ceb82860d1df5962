import pytest

from bench.figures import Figure, Spread, percentile, ratio


def test_a_limit_is_held_against_the_median() -> None:
    value = Spread.of([1, 2, 9])
    assert Figure("part", "what", value, limit=2).holds
    assert not Figure("part", "what", value, limit=1.9).holds
    assert Figure("part", "what", value, limit=2, at_least=True).holds
    assert Figure("part", "what", None, limit=2).holds is None


def test_a_ratio_is_taken_run_by_run() -> None:
    assert ratio("part", "what", [1, 4], [2, 2]).value == Spread(1.25, 0.5, 2)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1, 100)])
def test_a_percentile_is_the_least_that_so_many_do_not_exceed(share: float, value: int) -> None:
    assert percentile(range(1, 101), share) == value


def test_a_figure_is_written_with_its_spread_only_where_there_is_one() -> None:
    assert Spread.of([1.2345]).written() == "1.23"
    assert Spread.of([1, 2, 1200]).written() == "2 (1–1,200)"
