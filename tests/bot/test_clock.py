from datetime import UTC, timedelta

import pytest

from bot.clock import Clock, ShiftedClock

TWO_WEEKS = timedelta(weeks=2)


def test_the_clock_shows_an_aware_moment_in_utc() -> None:
    clock = Clock()
    assert clock.now().tzinfo is UTC
    assert clock.on_machine(clock.now()) <= clock.now()
    assert clock.ticks() <= clock.ticks()


def test_a_clock_moved_on_goes_on_from_there() -> None:
    clock = ShiftedClock()
    before = clock.now()
    clock.move_to(before + TWO_WEEKS)
    assert before + TWO_WEEKS <= clock.now() < before + TWO_WEEKS + timedelta(minutes=1)
    assert clock.on_machine(clock.now()) < before + timedelta(minutes=1)


def test_a_clock_never_goes_back() -> None:
    clock = ShiftedClock(TWO_WEEKS)
    with pytest.raises(ValueError, match="forward"):
        clock.move_to(clock.now() - timedelta(seconds=1))
