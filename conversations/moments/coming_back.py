"""When to come back to something: "next week", "two weeks", "tomorrow at 22:00". A day, or a day with a time.

Of a span of days it is the first one ahead ("next week" means its Monday), where something due would have its last.
"""

import re
from datetime import date, datetime, timedelta
from typing import assert_never

from conversations.moments.combining import FAR, Here, question_between
from conversations.moments.due import NoDate, read_due
from conversations.moments.reading import MISSED, find_moment
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Understood
from conversations.moments.words import EVENING, NIGHT, NUMBERS, any_of, composed, fold

Return = date | datetime | NoDate | Ambiguous | NotUnderstood
OVER = NotUnderstood("That is over already. A day ahead will do, such as “Friday” or “in two weeks”.")
TOO_FAR = NotUnderstood("That is more than two years away. A nearer day, please.")
NO_HOUR = NotUnderstood("At what time? Day and time together, please, such as “tomorrow at 19:00”.")
NO_DAY = NotUnderstood("I did not get a day from that. “Friday” or “in two weeks” would do.")

_LENGTH = re.compile(
    rf"\W*(?:(?:for|another|about|fur|noch) )*(?P<length>(?:[0-9]{{1,3}}|{any_of(NUMBERS)}) "
    r"(?:minut(?:es?|en)|hours?|stunden?|days?|tage?|weeks?|wochen?|months?|monate?|years?|jahre?))\W*"
)
_PLAINER = (
    (re.compile(r"\b(?:a |one )?fortnight\b", re.IGNORECASE), "2 weeks"),
    (re.compile(r"\banother (?=day|week|month|year)", re.IGNORECASE), "a "),
)
_NEVER = re.compile(
    r"\W*(?:never (?:again|ever)|no|nope|not at all|not (?:again|any ?more)|stop(?: it)?|don.?t|forget (?:it|about it)"
    r"|nie(?: mehr|mals| wieder)?|nein|gar nicht|nicht mehr|for ?ever)\W*"
)
_LAST_DAY = re.compile(r"\b(?:end|ende|fin|final|monatsende|month.?s end|this month|diesen monat)\b")
_NEXT_MONTH = re.compile(r"\b(?:next month|nachsten monat|mes que viene|mois prochain)\b")
_AFTER_WEEKEND = re.compile(r"\b(?:after the weekend|nach dem wochenende)\b")
_LATE = re.compile(rf"(?<!\w)(?:{EVENING}|{NIGHT})(?!\w)")


def read_return(text: str, now_local: datetime, zone: str) -> Return:
    """The day, or with a time the moment (naive, local), to come back on; seen from a naive local now in `zone`.

    A day is today at the earliest, a moment is ahead.
    """
    found = read_return_day(text, now_local, zone)
    no_hour = not isinstance(found, datetime | NoDate | Ambiguous) and found != OVER
    return NO_HOUR if no_hour and _LATE.search(fold(composed(text))) else found


def read_return_day(text: str, now_local: datetime, zone: str) -> Return:
    """As read_return, where the day is enough: an evening without an hour is only its day."""
    now = now_local.replace(second=0, microsecond=0)
    typed = _plainer(composed(text))
    folded = fold(typed)
    if _NEVER.fullmatch(folded):
        return NoDate()
    if day := _of_a_span(typed, now):
        return day
    length = _LENGTH.fullmatch(folded)
    reading = find_moment(f"in {length['length']}" if length else typed, Here(now, zone))
    match reading:
        case Understood(start=start, has_time=True):
            return start if start > now_local else OVER
        case Understood(start=start):
            return start.date()
        case Past():
            return OVER
        case Ambiguous():
            return _settled(reading, now)
        case NotUnderstood(spans=spans):
            return reading if spans else _no_date(typed, now)
        case _:
            assert_never(reading)


def _plainer(text: str) -> str:
    for said, meant in _PLAINER:
        text = said.sub(meant, text)
    return text


def _of_a_span(typed: str, now: datetime) -> date | None:
    """The day that a month or a week's end stands for."""
    folded, today = fold(typed), now.date()
    if _LAST_DAY.search(folded):
        due = read_due(typed, now)
        return due if isinstance(due, date) else None
    if _NEXT_MONTH.search(folded):
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return today + timedelta(days=7 - today.weekday()) if _AFTER_WEEKEND.search(folded) else None


def _settled(reading: Ambiguous, now: datetime) -> Return:
    """What is left of several readings once those are gone that nobody can mean who looks ahead."""
    if reading.question == MISSED:
        return NO_DAY
    ahead = [one for one in reading.readings if _ahead(one, now)]
    near = tuple(one for one in ahead if one.start - now <= FAR)
    if not near:
        return TOO_FAR if ahead else NotUnderstood(reading.question)
    if len(near) == 1 or "Which day" in reading.question:
        return near[0].start if near[0].has_time else near[0].start.date()
    return Ambiguous(near, reading.question if near == reading.readings else question_between(near), reading.spans)


def _ahead(one: Understood, now: datetime) -> bool:
    return one.start > now if one.has_time else one.start.date() > now.date()


def _no_date(typed: str, now: datetime) -> Return:
    return NoDate() if isinstance(read_due(typed, now), NoDate) else NO_DAY
