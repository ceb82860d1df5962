"""Small phrases that several pages share: counts, days, spans of events, names. Plain text, not markup."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Final

from conversations.answers import SMALL_HOURS
from conversations.facts import Event, Person
from conversations.prose import Html, short
from conversations.timing import local_time, spoken, spoken_day, zone_label

LONGEST_NAME: Final = 40
LONGEST_TITLE: Final = 60
LONGEST_MESSAGE: Final = 4096
"""UTF-16 units, tags not counted."""
TAG: Final = re.compile(r"<[^>]*>")


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun: "1 person", "3 people"."""
    return f"{number} {one if number == 1 else many}"


def called(person: Person | None) -> str:
    """A name that is never empty."""
    return (short(person.name, LONGEST_NAME) if person else "") or "somebody"


def titled(event: Event) -> str:
    """The title of an event, never empty."""
    return short(event.title, LONGEST_TITLE) or "your event"


def near_day(day: date, today: date) -> str:
    """A local date in words nobody can misread: "tomorrow, Tue 24 Nov 2026"."""
    near = {timedelta(-1): "yesterday, ", timedelta(0): "today, ", timedelta(1): "tomorrow, "}.get(day - today, "")
    return f"{near}{spoken_day(day)}"


def due_phrase(due: date | None, today: date) -> str:
    """By when something is due; a day that has passed is only named."""
    if due is None:
        return "no date"
    return f"its day was {near_day(due, today)}" if due < today else f"by {near_day(due, today)}"


def span(event: Event, zone: str, now: datetime) -> str:
    """When an event is, "today, Mon 23 Nov 2026, 18:00–21:00"; its zone is named when it is not the reader's `zone`."""
    start, end = (local_time(wall.utc(), wall.zone) for wall in (event.start, event.end))
    tonight = end.date() == start.date() or (end - start < timedelta(days=1) and end.hour < SMALL_HOURS)
    last = f"{end:%H:%M}" if tonight else f"{spoken_day(end.date())}, {end:%H:%M}"
    elsewhere = f" ({zone_label(event.start.zone, now)})" if event.start.zone != zone else ""
    return f"{spoken(event.start, now)}–{last}{elsewhere}"


def utf16_length(text: str) -> int:
    """How long Telegram finds a plain text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def seen_length(text: Html) -> int:
    """How long Telegram finds a safe text once its tags are read, in UTF-16 units."""
    return utf16_length(unescape(TAG.sub("", text)))


def fitting(texts: Iterable[Html]) -> Html:
    """The first of them that one message holds; they grow shorter, and the last one always fits."""
    return next(text for text in texts if seen_length(text) <= LONGEST_MESSAGE)
