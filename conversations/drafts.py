"""Words to send to a person met, in the sender's own voice. Nothing is sent from here, and nothing is remembered.

Plain text of at most 500 characters. A missing fact leaves its sentence out; a note is woven in where it fits and left
out where it does not: no message quotes a notebook.
"""

import re
from dataclasses import dataclass
from typing import Final

from conversations.draft_wordings import (
    CLOSINGS,
    FAREWELLS,
    GREETINGS,
    KEPT,
    OFFERED,
    OPENINGS,
    OWED,
    SAID,
    SHARED,
    SINCE,
    Occasion,
    Tone,
)
from conversations.jottings import Jotting, Shape, jotting, one_line
from conversations.variants import variant

# Holds by the limits on each fact and on each wording; a test tries the longest of them.
LONGEST_DRAFT: Final = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the person written to; notes are as they were typed, usually in the third person.

    `promise` is what the sender promised; asking for an introduction, it is what the other one offered.
    `days_since` counts whole days since the last real contact.
    """

    first_name: str
    event_title: str | None = None
    they_said: str | None = None
    promise: str | None = None
    common: str | None = None
    sender_name: str | None = None
    days_since: int | None = None


def draft(occasion: Occasion, tone: Tone, facts: Facts, variant_key: str) -> str:
    """A message of at most 500 characters; the same key always gets the same wording."""
    name = one_line(facts.first_name, LONGEST_NAME)
    greeting = GREETINGS[tone].format(name=f" {name}" if name else "")
    occasion = _by_now(occasion, facts.days_since)
    opening = _opening(occasion, tone, facts, variant_key)
    points = _points(_in_order(occasion, tone), facts, variant_key)[: MOST_POINTS[tone]]
    closing = variant(CLOSINGS[occasion, tone], variant_key)
    farewell = _farewell(tone, one_line(facts.sender_name, LONGEST_NAME))
    body = " ".join((opening, *points, closing))
    return "\n\n".join(part for part in (greeting, body, farewell) if part)


def opening_line(facts: Facts, variant_key: str, occasion: Occasion = Occasion.FOLLOW_UP) -> str:
    """One line to begin a message with, at most 200 characters; of a kept promise or a wish it says that."""
    occasion = _by_now(occasion, facts.days_since)
    says_itself = occasion in (Occasion.PROMISE_KEPT, Occasion.INTRODUCTION_ASKED)
    points = [] if says_itself else _points(POINTS[occasion], facts, variant_key)
    line = points[0] if points else _opening(occasion, Tone.WARM, facts, variant_key)
    name = one_line(facts.first_name, LONGEST_NAME)
    if not name:
        return line
    return f"{name}, {line if line.startswith('I ') else line[0].lower() + line[1:]}"


LONGEST_NAME: Final = 30
LONGEST_TITLE: Final = 50

MOST_POINTS: Final = {Tone.WARM: 2, Tone.BRIEF: 1, Tone.FORMAL: 2}


def _farewell(tone: Tone, sender: str) -> str:
    words = FAREWELLS[tone]
    return f"{words},\n{sender}" if words and sender else words or sender


def _opening(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> str:
    match occasion:
        case Occasion.PROMISE_KEPT if promise := jotting(facts.promise):
            return _sentence(variant(KEPT[promise.shape], key), promise)
        case Occasion.INTRODUCTION_ASKED if offer := _offer(facts.promise):
            return _sentence(variant(OFFERED.get(offer.shape, OFFERED[Shape.OTHER]), key), offer)
        case Occasion.CHECK_IN if since := _since(facts.days_since):
            return variant(SINCE[tone], key).format(since=since)
        case _:
            return variant(OPENINGS[occasion, tone], key).format(where=_where(facts, occasion))


def _by_now(occasion: Occasion, days: int | None) -> Occasion:
    """After a fortnight nobody writes "good to meet you" any more: then a follow-up asks how it goes."""
    return Occasion.CHECK_IN if occasion is Occasion.FOLLOW_UP and (days or 0) >= FORTNIGHT else occasion


def _in_order(occasion: Occasion, tone: Tone) -> tuple[str, ...]:
    """What to take up, best first. Where there is room for one thing only, it is the promise."""
    points = POINTS[occasion]
    return tuple(sorted(points, key=lambda point: point != "owed")) if tone is Tone.BRIEF else points


def _points(wanted: tuple[str, ...], facts: Facts, key: str) -> list[str]:
    """What the message can take up: what they said, what is owed, what is shared. What fits no sentence is left out."""
    notes = {
        "said": (SAID, _certain(facts.they_said)),
        "owed": (OWED, jotting(facts.promise)),
        "shared": (SHARED, _certain(facts.common)),
    }
    return [
        _sentence(variant(wordings[note.shape], key), note)
        for wordings, note in (notes[name] for name in wanted)
        if note and note.shape in wordings
    ]


def _certain(note: str | None) -> Jotting | None:
    """The note, or what it begins with when the rest cannot be said to the person it is about."""
    whole = jotting(note)
    if whole is None or whole.shape is not Shape.OTHER:
        return whole
    first, *more = THOUGHTS.split(note or "", maxsplit=1)
    return jotting(first) if more and CONDITIONS.isdisjoint((note or "").lower().split()) else None


THOUGHTS: Final = re.compile(r"[,;\n]|\.(?=\s)")
CONDITIONS: Final = frozenset({"if", "unless", "until", "unlike"})


POINTS: Final[dict[Occasion, tuple[str, ...]]] = {
    Occasion.FOLLOW_UP: ("said", "owed", "shared"),
    Occasion.PROMISE_KEPT: ("said", "shared"),
    Occasion.THANKS: ("said", "shared"),
    Occasion.CHECK_IN: ("said", "owed", "shared"),
    Occasion.INTRODUCTION_ASKED: (),
}


def _sentence(wording: str, note: Jotting) -> str:
    return wording.format(note=note.text).replace("….", "…")


def _offer(promise: str | None) -> Jotting | None:
    """Their offer to introduce the sender; a promise that is plainly something else is none."""
    offer = jotting(AN_INTRODUCTION.sub("introduce me to ", one_line(promise)))
    if offer is None:
        return None
    words = offer.text.lower().split()
    is_theirs = offer.shape is Shape.ACTION and not {"me", "us"}.isdisjoint(words)
    is_named = "you" not in words and any(word.startswith("intro") for word in words[:2])
    return offer if is_theirs or is_named else None


AN_INTRODUCTION: Final = re.compile(r"^(?:an? )?intro(?:duction)? to ", re.IGNORECASE)


def _where(facts: Facts, occasion: Occasion) -> str:
    title = one_line(facts.event_title, LONGEST_TITLE)
    place = f" at {_with_article(title)}" if title else ""
    day = RECENT.get(facts.days_since, "") if occasion in SOON_AFTER else ""
    return place + day


RECENT: Final[dict[int | None, str]] = {0: " today", 1: " yesterday"}
SOON_AFTER: Final = frozenset({Occasion.FOLLOW_UP, Occasion.THANKS})
GATHERINGS: Final = frozenset(
    {"meetup", "conference", "party", "dinner", "lunch", "breakfast", "brunch", "drinks", "workshop", "summit", "fair"}
    | {"event", "evening", "reception"}
)


def _with_article(title: str) -> str:
    """The AI meetup takes an article, PyCon and The Summit do not."""
    words = title.split()
    return f"the {title}" if words[-1] in GATHERINGS and words[0].lower() not in {"the", "a", "an", "our"} else title


def _since(days: int | None) -> str | None:
    """A length of time as one says it, or None when it is too short to mention."""
    if days is None or days < FORTNIGHT:
        return None
    if days < 7 * FORTNIGHT // 2:
        return f"about {NUMBERS[round(days / 7)]} weeks"
    months = round(days / 30.4)
    return f"about {NUMBERS[months]} months" if months < MONTHS_SAID else "a long time"


FORTNIGHT: Final = 14
MONTHS_SAID: Final = 10
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
