"""Moments counted in hours and minutes from now: "in two hours", "in 30 minutes", "now". No days and no clocks."""

import re
from datetime import datetime, timedelta

from conversations.moments.values import Understood
from conversations.moments.words import NUMBERS, any_of, number_of
from conversations.timing import WallTime, local_time

_COUNTED = re.compile(
    rf"(?<!\w)(?:in|en|dans|dentro de)\s(?:(?P<half>half an hour|einer halben stunde|media hora|une demi-heure)"
    rf"|(?P<number>[0-9]{{1,3}}|{any_of(NUMBERS)})\s?"
    r"(?:(?P<hours>hours?|hrs?|h|stunden?|horas?|heures?)|min(?:s|utes?|uten?|utos?)?))(?!\w)"
)
_NOW = re.compile(r"\s*(?:right )?(?:now|jetzt|ahora|maintenant)[.!]?\s*")


def hours_ahead(folded: str, zone: str, now: datetime) -> Understood | None:
    """The moment a folded text counts out from a naive local now, or None. Hours are real ones, clocks may change."""
    if _NOW.fullmatch(folded):
        return Understood(now, has_time=True, spans=((0, len(folded)),))
    match = _COUNTED.search(folded)
    if match is None:
        return None
    minutes = 30 if match["half"] else number_of(match["number"]) * (60 if match["hours"] else 1)
    then = WallTime(now, zone).utc() + timedelta(minutes=minutes)
    return Understood(local_time(then, zone), has_time=True, spans=(match.span(),))
