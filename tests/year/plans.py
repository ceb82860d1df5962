"""Making people up: who they are, what they intend over the year, and how they answer what comes. All by chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import Final

from conversations.facts import OwnerId
from tests.year import acts
from tests.year.answers import ways
from tests.year.facts import Wishes
from tests.year.letters import entries
from tests.year.people import Act, Intent, Somebody
from tests.year.trace import Arrived

ZONES: Final = (
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/New_York",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Asia/Tokyo",
    "America/Santiago",
)
HOURS: Final = (time(7), time(8), time(9), time(9), time(9), time(12), time(18), time(20), time(2, 30))
QUIETS: Final = (
    (time(21), time(8)),
    (time(22), time(7)),
    (time(0), time(0)),
    (time(12), time(14)),
    (time(20), time(8)),
)


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which everything happens."""

    begins: datetime
    ends: datetime

    def moment(self, chance: Random) -> datetime:
        """Some moment in it."""
        return self.begins + timedelta(seconds=chance.randrange(int((self.ends - self.begins).total_seconds())))

    @property
    def months(self) -> float:
        return (self.ends - self.begins) / timedelta(days=30)


def crowd(seed: int, many: int, span: Span) -> tuple[Somebody, ...]:
    """So many people."""
    return tuple(_somebody(seed, number, span) for number in range(1, many + 1))


def _somebody(seed: int, number: int, span: Span) -> Somebody:
    chance = Random(f"{seed}:{number}")  # noqa: S311 -- lives, no secrets
    quiet = QUIETS[0] if chance.random() < 0.7 else chance.choice(QUIETS)
    wishes = Wishes(ZONES[number % len(ZONES)], chance.choice(HOURS), *quiet)
    somebody = Somebody(OwnerId(1000 + number), f"Pat {number}", chance, wishes)
    somebody.plans = partial(_plans, somebody, span)
    somebody.answers_to = partial(_answers, somebody, chance.choice((0.1, 0.5, 0.9)))
    return somebody


def _plans(somebody: Somebody, span: Span) -> Iterator[Intent]:
    chance = somebody.chance
    yield span.begins + timedelta(seconds=chance.randrange(86400)), acts.joins
    for number in range(max(1, round(span.months / 4 + chance.random()))):
        yield from _event(somebody, f"v{number}", span)
    for _ in range(round(span.months / 2 * chance.random() * 2)):
        yield span.moment(chance), _wish(somebody)
    if chance.random() < 0.4:
        gone = span.moment(chance)
        yield gone, acts.leaves
        back = gone + timedelta(hours=chance.randint(1, 20 * 24))
        yield back, acts.returns
        yield back + timedelta(hours=chance.randint(30, 90)), acts.says_hello


def _event(somebody: Somebody, key: str, span: Span) -> Iterator[Intent]:
    chance = somebody.chance
    told = max(span.begins + timedelta(days=2), span.moment(chance) - timedelta(days=20))
    day = told.date() + timedelta(days=chance.randint(1, 12))
    start = datetime.combine(day, time(chance.choice((8, 10, 18, 19, 21)), chance.choice((0, 30))))
    length = timedelta(hours=chance.choice((2, 3, 4)))
    yield told, acts.plans_event(key, start, length)
    over = somebody.moment(day, start.time()) + length
    yield over + timedelta(minutes=chance.randint(5, 4000)), acts.looks_back(key, start, length, chance.randint(1, 6))


def _wish(somebody: Somebody) -> Act:
    """Something about how they want to be treated changes."""
    chance = somebody.chance
    match chance.randrange(6):
        case 0:
            return acts.wishes_for(zone=chance.choice(ZONES))
        case 1:
            return acts.wishes_for(hour=chance.choice(HOURS))
        case 2:
            start, end = chance.choice(QUIETS)
            return acts.wishes_for(quiet_from=start, quiet_until=end)
        case 3:
            return acts.wishes_for(days=frozenset(chance.sample(range(7), chance.randint(2, 7))))
        case 4:
            return acts.wishes_for(weekly=chance.choice((1, 2, 3, 5, 7)))
        case _:
            return acts.pauses(chance.randint(1, 25))


def _answers(somebody: Somebody, often: float, arrived: Arrived) -> Iterator[Intent]:
    """What they do about a message that came; often nothing, sometimes after days."""
    chance = somebody.chance
    for entry in entries(arrived.rows):
        if chance.random() < often:
            pause = timedelta(seconds=chance.randint(20, 9 * 3600 if chance.random() < 0.8 else 8 * 86400))
            yield arrived.at + pause, chance.choice(list(ways(entry)))
