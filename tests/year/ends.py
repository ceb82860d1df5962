"""How lives end in a year: killed at some point of their work, or stopped; for seconds, hours or days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.year.orders import Death, Point

KILLED = 0.7
"""How many ends are kills; the others are clean stops."""


@dataclass(frozen=True, slots=True)
class End:
    """From this moment on the life is on its way to its death, or is stopped; so long until the next one begins."""

    at: datetime
    death: Death | None
    down: timedelta


def ends(chance: Random, begins: datetime, ends: datetime, times: int) -> Iterator[End]:
    """So many ends, spread over the whole time at random."""
    seconds = int((ends - begins).total_seconds())
    for offset in sorted(chance.sample(range(3600, seconds), times)):
        death = Death(chance.choice(list(Point)), chance.randint(1, 12)) if chance.random() < KILLED else None
        yield End(begins + timedelta(seconds=offset), death, _down(chance))


def _down(chance: Random) -> timedelta:
    """Most are short; some last hours, a few up to two weeks."""
    match chance.choices(("at once", "hours", "days"), (0.6, 0.3, 0.1))[0]:
        case "at once":
            return timedelta(seconds=chance.randint(1, 120))
        case "hours":
            return timedelta(minutes=chance.randint(30, 30 * 60))
        case _:
            return timedelta(hours=chance.randint(30, 14 * 24))
