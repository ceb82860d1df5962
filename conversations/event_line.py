"""An event from one line or a forwarded invitation: title, moment and place. Reads only what is typed, asks nothing.

What it cannot tell apart stays out: no title is better than nonsense, and every doubt is a sentence for the person.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from conversations.event_words import (
    AT_AN_EVENT,
    DURATION,
    EVENT,
    INTRODUCTION,
    JOINS_TITLE,
    LABELLED,
    LABELS,
    LEAD,
    LIKELY_PLACE,
    NOISE,
    SURE_PLACE,
    TOPICS,
    VENUE,
)
from conversations.moments.combining import Here
from conversations.moments.reading import find_moment
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Reading, Span, Understood
from conversations.moments.words import HARMLESS, composed, fold

USUAL_LENGTH = timedelta(hours=3)
LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class EventLine:
    """What is known of an event: naive local times in the person's zone, None where nothing clear was said.

    The doubts are sentences for the person; the reading tells what to offer where start is None.
    """

    title: str | None
    start: datetime | None
    end: datetime | None
    place: str | None
    doubts: tuple[str, ...]
    reading: Reading


def read_event_line(text: str, now_local: datetime, zone: str = "UTC") -> EventLine:
    """The event a text speaks of. An end that was not said is three hours later."""
    typed = _without_noise(composed(text))
    labelled = _labelled(typed)
    when = " ".join(labelled.get("when", ()))
    rest = _blanked(typed, tuple(match.span() for match in LABELLED.finditer(typed)))
    reading = find_moment(DURATION.sub(_blank, when or rest), Here(now_local.replace(second=0, microsecond=0), zone))
    title, place = _title_and_place(rest, () if when else _spans(reading))
    title = _clean(" ".join(labelled.get("title", ()))) or title
    place = _clean(", ".join(labelled.get("place", ()))) or place
    return _event(title, place, reading, _length(typed))


def _event(title: str | None, place: str | None, reading: Reading, length: timedelta | None) -> EventLine:
    match reading:
        case (Understood(has_time=True) as moment) | Past(reading=Understood(has_time=True) as moment):
            end = moment.end or moment.start + (length or USUAL_LENGTH)
            doubts = (moment.note,) if moment.note else ()
            if not moment.has_day:
                doubts = (*doubts, "You named no day, so I took the next time the clock shows that hour.")
            return EventLine(title, moment.start, end, place, doubts, reading)
        case Understood() | Past():
            return EventLine(title, None, None, place, ("At what time does it start?",), reading)
        case Ambiguous(question=question):
            return EventLine(title, None, None, place, (question,), reading)
        case NotUnderstood(reason=reason):
            return EventLine(title, None, None, place, (reason,), reading)
        case _:
            assert_never(reading)


def _without_noise(text: str) -> str:
    """The text with links, addresses, reply marks and deadlines for signing up blanked out."""
    return NOISE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _labelled(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in LABELLED.finditer(text):
        kind = next(kind for kind in LABELS if match[kind])
        found.setdefault(kind, []).append(match["said"].strip())
    return found


def _blanked(text: str, spans: tuple[Span, ...]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _spans(reading: Reading) -> tuple[Span, ...]:
    match reading:
        case Past(reading=one):
            return one.spans
        case Understood(spans=spans) | Ambiguous(spans=spans) | NotUnderstood(spans=spans):
            return spans
        case _:
            assert_never(reading)


def _length(text: str) -> timedelta | None:
    match = DURATION.search(text)
    if match is None:
        return None
    count = int(match["count"]) + (0.5 if match["half"] else 0)
    return timedelta(hours=count) if match["hours"] else timedelta(minutes=count)


def _title_and_place(text: str, spans: tuple[Span, ...]) -> tuple[str | None, str | None]:
    """Title and place from what stands around the moment, on the first line that has words of its own."""
    text = DURATION.sub(_blank, text)
    lines = [_around(line, spans) for line in re.finditer(r".+", text)]
    worded = [parts for parts in lines if parts]
    if not worded:
        return None, None
    title, place = _split(worded[0])
    elsewhere = (_clean(_place_in(part)[1] or "") for parts in worded[1:] if len(parts) == 1 for part in parts)
    return title, place or next((found for found in elsewhere if found), None)


def _around(line: re.Match[str], spans: tuple[Span, ...]) -> list[str]:
    """The pieces of a line between the spans, where they say anything."""
    parts, position = [], line.start()
    for start, end in spans:
        if position <= start < line.end():
            parts.append(_without_lead(line.string[position:start]))
        if start < line.end():
            position = max(position, end)
    said = (INTRODUCTION.sub("", part) for part in (*parts, line.string[position : line.end()]))
    return [part for part in said if _clean(part)]


def _without_lead(text: str) -> str:
    """The words before a moment without the "on", "at" and dashes that lead over to it."""
    text = text.rstrip()
    while match := LEAD.search(text):
        text = text[: match.start()].rstrip()
    return text


def _split(parts: list[str]) -> tuple[str | None, str | None]:
    placed = [_place_in(part) for part in parts]
    place = next((place for _, place in reversed(placed) if place), None)
    titles = [title for title, _ in placed if _clean(title)]
    first, rest = (titles[0], titles[1:]) if titles else ("", [])
    if rest and JOINS_TITLE.match(rest[0].lstrip(" ,;:-–(")):
        first, rest = f"{first.strip()} {rest[0].strip()}", rest[1:]
    if rest and place is None:
        place, rest = rest[0], rest[1:]
        if EVENT.search(place) and not EVENT.search(first):
            first, place = place, first
    if place is None:
        first, place = _venue_after_comma(first)
    return _clean(AT_AN_EVENT.sub("", first)), _clean(place or "")


def _place_in(part: str) -> tuple[str, str | None]:
    """A part without its place, and the place that "at", "@" or "in" announces."""
    sure = SURE_PLACE.match(part)
    match = sure or LIKELY_PLACE.match(part)
    if match is None or not _plausible_place(match["place"], part, sure=bool(sure)):
        return part, None
    return match["before"], match["place"]


def _plausible_place(place: str, part: str, *, sure: bool) -> bool:
    first_word = re.split(r"\W", place.lower(), maxsplit=1)[0]
    if EVENT.search(place) and not VENUE.search(place):
        return False
    if place[0].islower() and any(letter.isupper() for letter in part) and first_word not in {"the", "der", "my"}:
        return bool(VENUE.search(place))
    return sure or first_word not in TOPICS.split()


def _venue_after_comma(text: str) -> tuple[str, str | None]:
    before, *after = re.split(r"[,|·—–]| - ", _clean(text) or "", maxsplit=1)
    if after and _clean(before) and VENUE.search(after[0]):
        return before, after[0]
    return text, None


def _clean(text: str) -> str | None:
    """Words without the punctuation around them; None when nothing of substance is left."""
    text = INTRODUCTION.sub("", text)
    text = re.sub(r"\s+", " ", text).strip(" \t,;:.-–—|·•@()[]\"'“”„*_>#")
    words = [word for word in re.findall(r"\w+", fold(text)) if word not in HARMLESS.split()]
    if not any(letter.isalpha() for word in words for letter in word):
        return None
    if len(text) > LONGEST_TITLE:
        text = text[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return text
