"""Hours of the day in a text: "6pm", "18:00-21:00", "halb sieben", "noon". Knows no days.

An hour that could be before or after noon keeps both candidates until a word of the text ("evening") decides.
A figure with nothing that marks it as an hour counts only next to a day or after "at", and never beside a marked one.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from itertools import product

from conversations.moments.finds import Clock, Slot
from conversations.moments.hours import DAY, HALF_DAY, HOUR, Hour, hours
from conversations.moments.values import Span
from conversations.moments.words import EVENING, MORNING, NIGHT, composed, fold

DAY_MARK = "\x01"
"""Stands in the text for every character that was read as a day."""

SMALL_HOURS = 360
"""Minutes after midnight up to which an hour belongs to the night before."""
_AT = re.compile(
    r"(?:(?<!\w)(?:at|um|gegen|around|about|by|from|ab|von|starting|starts|kl\.?|a las?|alas|de las?|desde las?|vers"
    r"|de|a|between|zwischen|entre)|[@~])\s*$"
)
_BETWEEN_WORD = re.compile(r"(?<!\w)(?:between|zwischen|entre(?: las?)?)\s*$")
_BESIDE_DAY = re.compile(rf"{DAY_MARK}[\s,;|·-]*$")
_TO = re.compile(
    rf"[\s{DAY_MARK},]*(?:[-–—]|(?<!\w)(?:to|until|till?|bis|a|hasta|au)(?!\w))\s*(?:(?:um|las?|at)\s)?[\s{DAY_MARK},]*"
)
_AND = re.compile(r"\s*(?:and|und|y|et)\s+(?:las?\s)?")
_HALVES = f"{MORNING}|{EVENING}|{NIGHT}"
_FOLLOWED = re.compile(
    rf"\s*(?:$|[,;.!?)\n|–—{DAY_MARK}@-]"
    r"|(?:at|in|on|am|im|for|with|mit|bei|beim|para|con|en|pour|avec|chez|fur|until|bis|de la|por la|du|sharp|please"
    rf"|bitte|{_HALVES})(?!\w))"
)
_ALONE = re.compile(rf"\s*(?:$|{DAY_MARK}|(?:(?:in the|at|de la|por la|du) )?(?:{_HALVES}|please|bitte)(?!\w))")
_ZONE = re.compile(
    r"\s?\(?(UTC|GMT|Z|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|CES?T|MES?Z|BST|WES?T|EES?T|IST|JST|SGT|AE[SD]T)\b\)?"
)
_OFFSET = re.compile(r"[+-][0-9]{2}:?[0-9]{2}(?![0-9])")

_COUNTS_TO_24 = re.compile(r"(?<![0-9])20[0-9]{2}-[0-9]{2}-|[0-9]\.\s?(?:1[0-2]|0?[1-9])\.|(?<!\w)uhr(?!\w)")
"""Whoever writes a date like 2026-11-25 or 25.11., or says "Uhr", means the morning with 10:00."""


def clocks(folded: str, without_days: str, text: str) -> tuple[Clock, ...]:
    """The hours in a text, given folded, folded with DAY_MARK over its days, and as typed (for zone names)."""
    to_24 = bool(_COUNTS_TO_24.search(folded))
    written = [_on_24(hour) if to_24 else hour for hour in hours(without_days)]
    found = _ranges(written, without_days)
    anchored = [one for one in found if one.marked or _anchored(one.clock.span, without_days)]
    others = [one for one in anchored if not one.noon]
    firm = [one for one in others if one.marked] or others or anchored[:1]
    half = _half_day(folded, without_days, noon=len(others) < len(anchored) and bool(others))
    return tuple(_with_zone(_narrowed(one.clock, half), text) for one in firm)


def read_clock(text: str) -> time | None:
    """An hour of the day said alone ("9", "half past eight", "21:30"); without am or pm it is the morning's."""
    typed = composed(text)
    folded = fold(typed)
    found = clocks(folded, folded, typed)
    if len(found) != 1 or found[0].slots[0].end is not None or found[0].zone:
        return None
    hour, minute = divmod(found[0].slots[0].start % DAY, HOUR)
    return time(hour, minute)


@dataclass(frozen=True, slots=True)
class _Found:
    """A clock before it is decided whether it counts."""

    clock: Clock
    marked: bool
    noon: bool = False


def _on_24(hour: Hour) -> Hour:
    return replace(hour, minutes=hour.minutes[:1]) if hour.digital else hour


def _ranges(tokens: list[Hour], folded: str) -> list[_Found]:
    found = []
    while tokens:
        first, tokens = tokens[0], tokens[1:]
        if tokens and _joined(first, tokens[0], folded):
            second, tokens = tokens[0], tokens[1:]
            clock = Clock((first.span[0], second.span[1]), _slots(first, second, folded))
            found.append(_Found(clock, first.marked or second.marked))
        else:
            slots = tuple(Slot(minutes) for minutes in first.minutes)
            found.append(_Found(Clock(first.span, slots), first.marked, first.noon))
    return found


def _joined(first: Hour, second: Hour, folded: str) -> bool:
    between = folded[first.span[1] : second.span[0]]
    if _AND.fullmatch(between):
        return bool(_BETWEEN_WORD.search(folded[: first.span[0]]))
    return bool(_TO.fullmatch(between))


def _slots(first: Hour, second: Hour, folded: str) -> tuple[Slot, ...]:
    """The shortest ways to get from one of the starts to one of the ends, unless the hours count to 24."""
    other_day = DAY_MARK in folded[first.span[1] : second.span[0]]
    starts = first.minutes[:1] if second.to_24 else first.minutes
    ends = second.minutes[:1] if first.to_24 or other_day else second.minutes
    pairs = [(start, end + DAY * (end <= start)) for start, end in product(starts, ends)]
    shortest = min(end - start for start, end in pairs)
    return tuple(dict.fromkeys(Slot(start, end) for start, end in pairs if end - start == shortest))


def _anchored(span: Span, folded: str) -> bool:
    """Whether an unmarked figure stands where an hour stands: after "at" or a day, with nothing counted behind it."""
    before = folded[: span[0]]
    begins = not before.strip() and _ALONE.match(folded, span[1])
    placed = begins or _AT.search(before) or _BESIDE_DAY.search(before)
    return bool(placed and _FOLLOWED.match(folded, span[1]))


def _half_day(folded: str, without_days: str, *, noon: bool) -> str:
    """The half of the day that the words of the text speak of: am, pm, night, noon or an empty string."""
    found = {
        half
        for half, words, where in (
            ("am", MORNING, without_days),
            ("pm", EVENING, folded),
            ("night", NIGHT, folded),
        )
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", where)
    }
    if noon:
        return "noon"
    return found.pop() if len(found) == 1 else "pm" if found == {"pm", "night"} else ""


def _narrowed(clock: Clock, half: str) -> Clock:
    """The candidates that agree with the words of the text; at night small hours belong to the day after."""
    starts = {slot.start for slot in clock.slots}
    if half == "night" and len(starts) > 1 and min(starts) < SMALL_HOURS:
        early = min(clock.slots, key=lambda slot: slot.start)
        return replace(clock, slots=(Slot(early.start + DAY, early.end and early.end + DAY), early))
    first, end = {"am": (0, HALF_DAY), "pm": (HALF_DAY, DAY), "night": (1080, 2 * DAY), "noon": (660, 960)}.get(
        half, (0, 0)
    )
    kept = tuple(slot for slot in clock.slots if first <= slot.start < end)
    if not kept:  # twelve is noon unless a word says otherwise
        kept = tuple(slot for slot in clock.slots if slot.start < DAY or slot.start - HALF_DAY not in starts)
    return replace(clock, slots=kept)


def _with_zone(clock: Clock, text: str) -> Clock:
    start, end = clock.span
    zone = _ZONE.match(text, end)
    if text[start - 1 : start] == "T":
        zone = _OFFSET.match(text, end) or zone
    if zone is None:
        return clock
    return Clock((start, zone.end()), clock.slots, zone[1] if zone.re is _ZONE else zone[0])
