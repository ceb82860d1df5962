"""How often somebody is brought up: the rhythm after a contact, and the back-off without an answer. Days only."""

from collections.abc import Iterator
from typing import Final

FASTEST: Final = -1
SLOWEST: Final = 2

_INTERVALS: Final = {FASTEST: (7, 22, 45), 0: (14, 45, 90), 1: (28, 90, 180), SLOWEST: (56, 180, 360)}
"""First day, second day, and the interval from then on; 14, 45 and 90 are a convention, see docs/nudges.md."""

_BACK_OFF: Final = (3, 6, 15)
ASKING: Final = len(_BACK_OFF)
"""Misses after which the next mention asks: keep, less often, stop?"""

SILENT: Final = ASKING + 1
"""Misses after which nothing more is said but what the rhythm says."""


def intervals(pace: int) -> tuple[int, int, int]:
    """Days to the first and the second check-in after a contact, and between later ones."""
    return _INTERVALS.get(pace, _INTERVALS[0])


def steps(pace: int) -> Iterator[tuple[int, int]]:
    """Days after the last contact at which a check-in is ideal, and up to which it may wait; without an end."""
    first, second, later = intervals(pace)
    before, ideal = 0, first
    while True:
        yield ideal, ideal + (ideal - before) // 2
        before, ideal = ideal, second if ideal == first else ideal + later


def slower(pace: int) -> int:
    """Half as often, as far as that goes."""
    return min(pace + 1, SLOWEST)


def faster(pace: int) -> int:
    """Twice as often, as far as that goes."""
    return max(pace - 1, FASTEST)


def days_until_again(misses: int) -> int | None:
    """Days after a mention until the next one when nothing was answered; None when it is time to be silent."""
    return _BACK_OFF[misses - 1] if 1 <= misses <= ASKING else None
