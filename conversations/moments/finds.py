"""What the grammar finds in a text: days and clocks, each with every candidate it may stand for."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Protocol, TypeVar

from conversations.moments.values import Span


class Rank(IntEnum):
    """How firmly a phrase names a day; the firmest decides and the others have to agree."""

    SHORT_WEEKDAY = 0  # "sat", "sun": also words of their own
    WEEKDAY = 1
    PERIOD = 2  # "next week": some day in it
    DATE = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One phrase about the day: its candidates, best first."""

    span: Span
    dates: tuple[date, ...]
    rank: Rank
    weekday: int | None = None
    within: tuple[date, ...] = ()  # every day it may mean once a weekday is said with it
    last: date | None = None
    explicit: bool = False  # said so that a past day was meant as such
    question: str = ""  # what to ask when nothing else says which day
    problem: str = ""  # why there is no such day

    def allows(self, day: date) -> bool:
        """Whether a day named more firmly elsewhere agrees with this phrase."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        return day in self.dates or day in self.within


@dataclass(frozen=True, slots=True)
class Slot:
    """Minutes after midnight of the start and, where one was said, of the end (beyond 1440 on the next day)."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One phrase about the hour: its candidates, and the zone said with it ("PST"), or an empty string."""

    span: Span
    slots: tuple[Slot, ...]
    zone: str = ""


class _Found(Protocol):
    @property
    def span(self) -> Span: ...


F = TypeVar("F", bound=_Found)


def without_overlaps(found: list[F]) -> list[F]:
    """The finds in text order; where two overlap, the one that was found first stays."""
    kept: list[F] = []
    for find in found:
        if all(find.span[1] <= other.span[0] or other.span[1] <= find.span[0] for other in kept):
            kept.append(find)
    return sorted(kept, key=lambda find: find.span)
