"""What reading a moment can come to: understood, ambiguous, past or not understood. Decides nothing."""

from dataclasses import dataclass
from datetime import datetime

Span = tuple[int, int]
"""Where in the text something stands: first character, and one behind the last."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One moment: a naive local start, at midnight when only a day was said, and an end when one was said.

    The spans are the places in the text it was read from; the note is a sentence for the person, or empty.
    """

    start: datetime
    has_time: bool
    end: datetime | None = None
    has_day: bool = True
    spans: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several moments it may be (or a single one that is only a guess, or none), and what to ask the person."""

    readings: tuple[Understood, ...]
    question: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """A moment that was said clearly and is over."""

    reading: Understood


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No moment: why, in a sentence for the person."""

    reason: str
    spans: tuple[Span, ...] = ()


Reading = Understood | Ambiguous | Past | NotUnderstood
