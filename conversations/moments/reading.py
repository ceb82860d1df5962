"""The way in: a text and a now become a reading of the moment. Guesses nothing and asks for what is in doubt."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from conversations.moments.calendar_dates import calendar_dates
from conversations.moments.clocks import DAY_MARK, clocks
from conversations.moments.combining import NOTHING, Here, combined
from conversations.moments.finds import Day, without_overlaps
from conversations.moments.guessing import guess
from conversations.moments.hours_ahead import hours_ahead
from conversations.moments.spoken_days import spoken_days
from conversations.moments.values import Ambiguous, NotUnderstood, Reading, Span, Understood
from conversations.moments.words import HARMLESS, composed, fold

MISSED = "I may have missed something there. Is this the moment you mean?"
_SHIFT = r"(?:before|after|following|vor|nach|avant|apres|antes del?|despues del?|not|nicht)"
_SHIFT_BEFORE = re.compile(rf"(?<!\w){_SHIFT}\s(?:the\s|dem\s)?$")
_SHIFT_AFTER = re.compile(rf"\s{_SHIFT}\s(?!\x01|[0-9]|half|noon)")


def read_moment(text: str, now_local: datetime, zone: str = "UTC", *, prefer_future: bool = True) -> Reading:
    """The moment a text speaks of, with naive local times in the person's zone.

    With prefer_future, "Thursday" is the coming one and a moment that is over is Past; without it, "Thursday" is the
    last one. Spans count in the text as composed() returns it. Raises nothing.
    """
    return _read(text, Here(now_local.replace(second=0, microsecond=0), zone, ahead=prefer_future))


def read_moment_on(day: date, text: str, now_local: datetime, zone: str = "UTC") -> Reading:
    """The same where the day is known already and the text gives the hour, or corrects the day."""
    return _read(text, Here(now_local.replace(second=0, microsecond=0), zone, day=day))


def _read(text: str, here: Here) -> Reading:
    reading = find_moment(text, here)
    match reading:
        case NotUnderstood() if reading == NOTHING:
            return guess(text, here) or reading
        case Understood() if _words_left(composed(text), reading.spans):
            guessed = None if reading.has_day else guess(text, here)
            return guessed or Ambiguous((reading,), MISSED, reading.spans)
        case _:
            return reading


def find_moment(text: str, here: Here) -> Reading:
    """The moment somewhere in a longer text: what our grammar finds, with no guess at the rest."""
    typed = composed(text)
    folded = fold(typed)
    soon = hours_ahead(folded, here.zone, here.now)
    if soon:
        return soon
    days = days_in(folded, here)
    without_days = _masked(folded, tuple(day.span for day in days))
    reading = combined(days, clocks(folded, without_days, typed), here)
    if isinstance(reading, Understood) and any(_shifted(folded, day.span) for day in days):
        return Ambiguous((reading,), MISSED, reading.spans)
    return reading


def _shifted(folded: str, span: Span) -> bool:
    """Whether a day only serves to name another one ("the evening before Thursday", "Thursday before Christmas")."""
    return bool(_SHIFT_BEFORE.search(folded[: span[0]]) or _SHIFT_AFTER.match(folded, span[1]))


def days_in(folded: str, here: Here) -> tuple[Day, ...]:
    """The days a folded text names, in its order."""
    today = here.now.date()
    found = without_overlaps([*calendar_dates(folded, today, ahead=here.ahead), *spoken_days(folded, today)])
    return tuple(day if here.ahead else _looking_back(day, today) for day in found)


def _looking_back(day: Day, today: date) -> Day:
    """A weekday as the last one gone, today included."""
    if day.weekday is None:
        return day
    return replace(day, dates=(today - timedelta(days=(today.weekday() - day.weekday) % 7),))


def _masked(folded: str, spans: tuple[Span, ...]) -> str:
    for start, end in spans:
        folded = folded[:start] + DAY_MARK * (end - start) + folded[end:]
    return folded


def _words_left(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether something was said beside the moment that may change it ("the day before Thursday")."""
    return any(word not in HARMLESS.split() for word in re.findall(r"\w+", fold(_masked(text, spans))))
