"""By when something was promised: "by Friday", "end of the month", "no date". A day is all it needs, never an hour.

A promise for a span of days is due on its last one ("next week" means its Friday), which an event could not afford.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never

from conversations.moments.combining import Here, question_between
from conversations.moments.reading import find_moment
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Understood
from conversations.moments.words import composed, fold

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class NoDate:
    """The person wants no date for it."""


Due = date | NoDate | Ambiguous | NotUnderstood
OVER = NotUnderstood("That day is over. By when will you do it?")
NO_DAY = NotUnderstood("I could not find a day in that. “By Friday” or “in two weeks” would do, or “no date”.")

_NO_DATE = re.compile(
    r"\W*(?:no (?:date|deadline|rush|hurry|due date)|none|never|whenever|any ?time|some ?day|open|kein (?:datum|termin)"
    r"|ohne (?:datum|termin)|irgendwann|keine eile|sin (?:fecha|prisa)|sans (?:date|delai))\W*"
)
_SPANS = (
    (
        "month",
        (
            r"end of (?:the|this) month|month.?s end|ende (?:des|dieses) monats|monatsende|fin(?:al)? del? mes"
            r"|fin du mois|this month|diesen monat"
        ),
    ),
    ("next month", r"end of next month|ende (?:des )?nachsten monats|next month|nachsten monat|mes que viene"),
    (
        "week",
        r"end of (?:the|this) week|this week|ende der woche|diese woche|esta semana|cette semaine|fin de la semana",
    ),
    (
        "next week",
        r"end of next week|next week|nachste[r]? woche|semana que viene|proxima semana|semaine prochaine",
    ),
)


def read_due(text: str, now_local: datetime) -> Due:
    """The day a promise is due, seen from a naive local now; the readings of an Ambiguous are days without an hour."""
    typed = composed(text)
    folded, today = fold(typed), now_local.date()
    if _NO_DATE.fullmatch(folded):
        return NoDate()
    reading = find_moment(typed, Here(now_local, "UTC"))
    match reading:
        case Understood(start=start):
            return start.date()
        case Past(reading=Understood(start=start)):
            return today if start.date() == today else OVER
        case NotUnderstood(spans=spans) if spans:
            return reading
        case Ambiguous() | NotUnderstood():
            return _end_of_span(folded, today) or (_days(reading) if isinstance(reading, Ambiguous) else NO_DAY)
        case _:
            assert_never(reading)


def _end_of_span(folded: str, today: date) -> date | None:
    for span, words in _SPANS:
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", folded):
            return _last_day(span, today)
    return None


def _last_day(span: str, today: date) -> date:
    if "week" in span:
        friday = today + timedelta(days=FRIDAY - today.weekday() + 7 * (span == "next week"))
        return max(friday, today)
    months = today.year * 12 + today.month + (span == "next month")
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _days(reading: Ambiguous) -> Due:
    days = tuple(dict.fromkeys(one.start.date() for one in reading.readings))
    if not days:
        return reading
    if days[-1] - days[0] == timedelta(days=len(days) - 1) and "Which day" in reading.question:
        return days[-1]
    readings = tuple(Understood(datetime.combine(day, time()), has_time=False, spans=reading.spans) for day in days)
    return days[0] if len(days) == 1 else Ambiguous(readings, question_between(readings), reading.spans)
