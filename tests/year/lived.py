"""Years to live: how many people, from when to when, with how many ends of lives."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Final

from tests.year.ends import ends
from tests.year.plans import Span, crowd
from tests.year.stable import Stable
from tests.year.trace import Trace
from tests.year.world import Story, World

SEED: Final = int(os.environ.get("RAPPORT_YEAR_SEED", "7"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a year, or all of it."""

    people: int
    begins: datetime
    ends: datetime
    lives: int


WHOLE: Final = Cut(200, datetime(2027, 9, 1, tzinfo=UTC), datetime(2028, 10, 31, tzinfo=UTC), 110)
"""Both changes of the clocks on both halves of the earth, and a leap day."""

SHORT: Final = Cut(16, datetime(2028, 2, 16, tzinfo=UTC), datetime(2028, 4, 12, tzinfo=UTC), 10)
"""From before the leap day until the clocks have changed everywhere."""


SPRING: Final = Cut(6, datetime(2028, 3, 1, tzinfo=UTC), datetime(2028, 4, 6, tzinfo=UTC), 6)
AUTUMN: Final = Cut(6, datetime(2028, 10, 5, tzinfo=UTC), datetime(2028, 11, 9, tzinfo=UTC), 6)
"""A few people, weeks in which clocks change."""


def lived(stable: Stable, url: str, cut: Cut, seed: int = SEED, faults: tuple[str, ...] = ()) -> Trace:
    """Live it on this database, which is migrated and empty."""
    chance = Random(f"{seed}:world")  # noqa: S311 -- lives, no secrets
    people = crowd(seed, cut.people, Span(cut.begins, cut.ends))
    lives = tuple(ends(chance, cut.begins, cut.ends, cut.lives))
    return World(stable, url, Story(cut.begins, cut.ends, people, lives, faults), chance).live()
