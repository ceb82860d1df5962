"""Single hours in a text: "6pm", "18:00", "halb sieben", "noon". Knows no days, and joins nothing to a range.

An hour that could be before or after noon keeps both candidates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversations.moments.values import Span
from conversations.moments.words import (
    ENGLISH_HOURS,
    GERMAN_HOURS,
    MIDNIGHT,
    NOON,
    SPANISH_HOURS,
    any_of,
    number_of,
)

QUARTER, HOUR, HALF_DAY, DAY = 15, 60, 720, 1440
"""In minutes."""
TWELVE = 12
OFTEN_EVENING = 9
"""Before nine "Uhr" and "h" are said of mornings and of evenings."""

_COUNTED = rf"(?P<{{0}}_h>[0-9]{{{{1,2}}}}|{any_of(ENGLISH_HOURS + GERMAN_HOURS)})(?!\w)"
_TOKENS = re.compile(
    r"(?<![\w:/$€£#+])(?<![0-9][.,])(?:"
    rf"(?P<to>quarter to|viertel vor)\s{_COUNTED.format('to')}"
    rf"|(?P<past>quarter past|quarter after|viertel nach)\s{_COUNTED.format('past')}"
    rf"|(?P<half>half past|half)\s{_COUNTED.format('half')}(?!\s(?:hour|day)s?)"
    rf"|(?P<halb>halb|dreiviertel)\s{_COUNTED.format('halb')}"
    rf"|(?P<noon>{NOON})(?!\w)|(?P<midnight>{MIDNIGHT})(?!\w)"
    rf"|(?P<word>ein|{any_of(ENGLISH_HOURS + GERMAN_HOURS)})(?=\s?(?:am|pm|a\.m\.|p\.m\.|o.clock|uhr)(?!\w))"
    rf"|(?<=at )(?P<at>{any_of(ENGLISH_HOURS)})(?!\w)|(?<=um )(?P<um>{any_of(GERMAN_HOURS)})(?!\w)"
    rf"|(?<=la )(?P<la>una)(?!\w)|(?<=las )(?P<las>{any_of(SPANISH_HOURS)})(?!\w)"
    r"|(?P<four>(?:[01][0-9]|2[0-3])[0-5][0-9])(?=\s?(?:hrs|hours|uhr|h)(?!\w))"
    r"|(?P<hour>[0-9]{1,2})(?:(?P<sep>[:.h])(?P<minute>[0-5][0-9])(?![0-9])(?::[0-5][0-9](?![0-9]))?)?"
    r"(?![0-9]|[.,:/][0-9])"
    r")"
)
_SUFFIX = re.compile(
    r"(?:\s?(?P<half>[ap])\.?\s?m(?:\.|(?!\w))|(?<=[0-9])(?P<short>[ap])(?!\w)"
    r"|\s?(?P<uhr>uhr)(?:\s(?P<minute>[0-5][0-9])(?![\w:.]))?(?!\w)"
    r"|\s?(?P<hours>h|hrs|hours|horas|heures?)(?!\w)|\s?(?P<clock>o.clock)(?!\w))"
)
_SPANISH_PAST = re.compile(r"\s(?:y|et)\s(?P<part>media|demie|cuarto|quart)(?!\w)")
_QUARTERS = {"to": -QUARTER, "past": QUARTER, "half": 2 * QUARTER, "halb": -2 * QUARTER}
_SPANISH_QUARTERS = {"media": 2 * QUARTER, "demie": 2 * QUARTER, "cuarto": QUARTER, "quart": QUARTER}


_WORDS = frozenset({"word", "at", "um", "la", "las"})
_QUARTER_WORDS = frozenset(f"{kind}_h" for kind in _QUARTERS)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour as it stands: its candidates in minutes after midnight, and whether something marks it as an hour."""

    span: Span
    minutes: tuple[int, ...]
    marked: bool = True
    noon: bool = False  # said as "noon", which may also only say which half of the day is meant
    digital: bool = False  # written as 10:00
    to_24: bool = False  # written by someone who counts to 24


def hours(folded: str) -> Iterator[Hour]:
    """Every hour in a folded text, and every figure that could be one."""
    for match in _TOKENS.finditer(folded):
        hour = _hour(match, folded)
        if hour:
            yield hour


def _hour(match: re.Match[str], folded: str) -> Hour | None:
    span, kind = match.span(), match.lastgroup or ""
    if kind == "noon":
        return Hour(span, (HALF_DAY,), noon=True)
    if kind == "midnight":
        return Hour(span, (0, DAY))
    if kind == "four":
        return Hour(span, (int(match["four"][:2]) * HOUR + int(match["four"][2:]),), to_24=True)
    if kind in _WORDS:
        return _with_suffix(span, number_of(match[kind]), None, folded)
    if kind in _QUARTER_WORDS:
        part = kind.removesuffix("_h")
        shift = -QUARTER if match[part] == "dreiviertel" else _QUARTERS[part]
        minutes = number_of(match[kind]) * HOUR + shift
        return Hour(span, _either_half(minutes)) if 0 < minutes < DAY else None
    return _in_figures(match, folded)


def _in_figures(match: re.Match[str], folded: str) -> Hour | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour * HOUR + minute > DAY:
        return None
    if not match["sep"]:
        return _with_suffix(match.span(), hour, None, folded)
    suffixed = _with_suffix(match.span(), hour, minute, folded)
    if suffixed is None or suffixed.span != match.span():
        return suffixed
    exact = match["sep"] == "h" or match["hour"].startswith("0")
    minutes = (hour * HOUR + minute,) if exact else _either_half(hour * HOUR + minute)
    return Hour(match.span(), minutes, marked=match["sep"] != ".", digital=True, to_24=exact or hour > TWELVE)


def _with_suffix(span: Span, hour: int, minute: int | None, folded: str) -> Hour | None:
    """The hour with what follows it ("pm", "Uhr", "y media"); without anything it stays unmarked."""
    past = _SPANISH_PAST.match(folded, span[1])
    if past:
        return Hour((span[0], past.end()), _either_half(hour * HOUR + _SPANISH_QUARTERS[past["part"]]))
    suffix = _SUFFIX.match(folded, span[1])
    if suffix is None:
        glued = minute is None and folded[span[1] : span[1] + 1].isalnum()
        return None if glued else Hour(span, _either_half(hour * HOUR), marked=False, to_24=hour > TWELVE)
    span = (span[0], suffix.end())
    half = suffix["half"] or suffix["short"]
    if half:
        return _in_half(span, hour, minute or 0, half)
    spoken = suffix["clock"] or (minute is None and not suffix["minute"] and hour < OFTEN_EVENING)
    minutes = hour * HOUR + int(suffix["minute"] or minute or 0)
    return Hour(span, _either_half(minutes) if spoken else (minutes,), to_24=hour > TWELVE)


def _in_half(span: Span, hour: int, minute: int, half: str) -> Hour | None:
    """Hours with am or pm; "18:30 pm" is what it says, "13 am" and "0 pm" are nothing."""
    if half == "p":
        minutes = (hour % TWELVE + TWELVE if hour <= TWELVE else hour) * HOUR + minute
        return Hour(span, (minutes,)) if hour else None
    return Hour(span, (hour % TWELVE * HOUR + minute,)) if hour <= TWELVE else None


def _either_half(minutes: int) -> tuple[int, ...]:
    """An hour up to twelve before or after noon; from 13 on and at 0 there is nothing to ask."""
    if HOUR // 2 <= minutes < HOUR:  # "halb eins"
        return (minutes + HALF_DAY,)
    if minutes < HOUR or minutes >= HALF_DAY + HOUR:
        return (minutes,)
    return (minutes, minutes + HALF_DAY)
