"""A last guess at words our grammar does not know, by dateparser. Never an answer: only something to ask about.

dateparser drops what it does not understand (an hour, a year) without a word, so a guess counts only when every figure
of the text comes back in it, and even then the person is asked.
"""

import re
from datetime import datetime

import dateparser  # type: ignore[import-untyped]  # it ships no types; _parsed() gives them back

from conversations.moments.combining import Here, is_over
from conversations.moments.values import Ambiguous, Understood
from conversations.moments.words import composed
from conversations.timing import spoken_day

LANGUAGES = ["it", "pt", "nl", "pl", "sv", "da", "tr", "ru", "uk", "cs"]
LONGEST = 60
"""Characters: longer texts are not a moment, and dateparser takes its time with them."""


def guess(text: str, here: Here) -> Ambiguous | None:
    """A question about the moment a short text may mean, or None."""
    typed = composed(text).strip()
    figures = [int(found) for found in re.findall(r"[0-9]{1,4}", typed)]
    if len(typed) > LONGEST or not figures or not any(letter.isalpha() for letter in typed):
        return None
    moment = _parsed(typed, here)
    if moment is None or not _all_used(figures, moment):
        return None
    has_time = bool(moment.hour or moment.minute) and moment.time() != here.now.time()
    reading = Understood(
        moment if has_time else moment.replace(hour=0, minute=0), has_time=has_time, spans=((0, len(typed)),)
    )
    if is_over(reading, here.now) is here.ahead:
        return None
    shown = spoken_day(moment.date()) + (f", {moment:%H:%M}" if has_time else "")
    return Ambiguous((reading,), f"I am not sure I read that right. Do you mean {shown}?", reading.spans)


def _parsed(text: str, here: Here) -> datetime | None:
    settings = {
        "RELATIVE_BASE": here.now,
        "PREFER_DATES_FROM": "future" if here.ahead else "past",
        "REQUIRE_PARTS": ["day", "month"],
    }
    moment: datetime | None = dateparser.parse(text, languages=LANGUAGES, settings=settings)
    return moment if moment and moment.tzinfo is None else None


def _all_used(figures: list[int], moment: datetime) -> bool:
    parts = [moment.day, moment.month, moment.year, moment.hour, moment.minute]
    for figure in figures:
        if figure not in parts:
            return False
        parts.remove(figure)
    return True
