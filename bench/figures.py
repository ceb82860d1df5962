"""Figures: what was measured, how far the repetitions lay apart, and the limit that it is held against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some repetitions, with the least and the most."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """What these values show."""
        taken = list(values)
        return cls(median(taken), min(taken), max(taken))

    def written(self) -> str:
        """As in a table: the median, and in brackets the others where they differ."""
        middle, least, most = (short(each) for each in (self.middle, self.least, self.most))
        return middle if least == most else f"{middle} ({least}–{most})"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `limit` is the most that is allowed, or the least where `at_least`; None for none.

    `value` is None when it could not be measured, and `note` says why then.
    """

    part: str
    what: str
    value: Spread | None
    unit: str = ""
    limit: float | None = None
    at_least: bool = False
    note: str = ""
    is_race: bool = False
    """Whether it is a ratio to a peer, which we lose above 1 though nobody set a limit."""

    @property
    def holds(self) -> bool | None:
        """Whether the median keeps the limit; None when nothing can be said."""
        if self.limit is None or self.value is None:
            return None
        return self.value.middle >= self.limit if self.at_least else self.value.middle <= self.limit


def ratio(part: str, what: str, ours: Sequence[float], theirs: Sequence[float], limit: float | None = None) -> Figure:
    """Ours as a multiple of theirs, run by run, as they were measured side by side."""
    return Figure(part, what, Spread.of(our / their for our, their in zip(ours, theirs, strict=True)), "×", limit)


def race(part: str, what: str, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """The same, to a peer, where whoever takes less has won."""
    return replace(ratio(part, what, ours, theirs), is_race=True)


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def lines(figures: Iterable[Figure]) -> Iterator[str]:
    """The figures as text for a terminal."""
    for figure in figures:
        value = figure.value.written() if figure.value else "not measured"
        note = f"   ({figure.note})" if figure.note else ""
        yield f"{figure.part:12} {figure.what:74} {value:>22} {figure.unit:12}{_against(figure)}{note}"


def _against(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    told = {True: "holds", False: "DOES NOT HOLD", None: "open"}[figure.holds]
    return f"  {'at least' if figure.at_least else 'at most'} {short(figure.limit)}: {told}"


def short(value: float) -> str:
    """Written with three digits, no more: the machine does not give more."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - where three digits are whole
