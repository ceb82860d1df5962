"""Which words of a promise tell by when it is due: "call him on Monday about the grant". It guesses no day."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from conversations.moments.due import read_due
from conversations.moments.values import Ambiguous


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri tomorrow tmrw"
    " tmr today tonight montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen übermorgen"
)
"""Words that tell a day alone."""
SPANS: Final = _words(
    "week weeks weekend month months day days sat sun january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli"
    " oktober dezember woche wochen wochenende monat monats monaten tag tagen"
)
"""Words that tell a day behind others: "in two weeks", "on sat"."""
BEFORE_A_DAY: Final = _words(
    "by on until till before next this in at end due bis am ende diese nächste nächsten nächster"
)
AMONG_DAYS: Final = BEFORE_A_DAY | _words("the of a der des one two three four five six ten zwei drei vier einer")
DAY_FIGURE: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d\d)?)?|20\d\d-\d\d-\d\d")
FIGURE: Final = re.compile(r"\d{1,2}\.?|\d{1,2}(?::\d\d)?(?:am|pm|h|uhr)?")
HOUR_WORDS: Final = _words(
    "morning afternoon evening noon night latest früh vormittag mittag nachmittag abend spätestens uhr"
)
HOUR: Final = re.compile(
    r"\b(?:at|um) \d|\d:\d|\d ?(?:am|pm|h|uhr)\b|\b(?:morning|afternoon|evening|noon|night|früh|\w*mittag|abend)\b"
)
NO_DAY_BEHIND: Final = _words(
    "about of for from a an the after his my their our since last not than and or with über vom von nach für seit"
)
"""Behind one of these a day is part of what was said: "the agenda for Friday"."""
MOST_WORDS: Final = 7
"""Of a day: "by the end of the week latest"."""
TO_WHOM: Final = frozenset({"her", "him", "them", "me", "sie", "ihr", "ihm", "ihn", "ihnen", "mir", "mich"})
BEING: Final = frozenset({"is", "was", "works", "are", "ist"})


def dated(said: str, now: datetime) -> tuple[str, date | None]:
    """The words without those that tell the day, and the day; with all of its words when an hour was told, too."""
    typed = said.split(" ")
    for first, last in _spans(typed):
        span = " ".join(typed[first:last]).casefold().strip(" ,:")
        day = read_due(span, now)
        if isinstance(day, Ambiguous):
            break
        if isinstance(day, date):
            return (said if HOUR.search(span) else " ".join(typed[:first] + typed[last:])), day
    return said, None


def _spans(typed: list[str]) -> Iterator[tuple[int, int]]:
    """Where a day may stand, the longest first: at the end, at the start, or behind "call him"."""
    low = [word.casefold().strip(",:") for word in typed]
    for first in range(max(1, len(low) - MOST_WORDS), len(low)):
        if _tells_a_day(low[first:]) and low[first - 1] not in NO_DAY_BEHIND:
            yield first, len(low)
    starts = [0, *(at + 1 for at, word in enumerate(low[:3]) if word in TO_WHOM)]
    for first in starts:
        for last in range(min(len(low) - 1, first + MOST_WORDS), first, -1):
            if _tells_a_day(low[first:last]) and low[last] not in BEING:
                yield first, last


def is_a_day(piece: str) -> bool:
    """Whether the words tell a day and nothing else."""
    return _tells_a_day([word.strip(",:") for word in piece.casefold().split()])


def _tells_a_day(low: list[str]) -> bool:
    if not 1 <= len(low) <= MOST_WORDS:
        return False
    begins = low[0] in DAYS | BEFORE_A_DAY or DAY_FIGURE.fullmatch(low[0])
    ends = low[-1] not in AMONG_DAYS
    tells = any(word in DAYS | SPANS or DAY_FIGURE.fullmatch(word) for word in low)
    return bool(begins and ends and tells) and all(map(_is_of_a_day, low))


def _is_of_a_day(word: str) -> bool:
    known = word in DAYS | SPANS | AMONG_DAYS | HOUR_WORDS
    return known or bool(DAY_FIGURE.fullmatch(word) or FIGURE.fullmatch(word))
