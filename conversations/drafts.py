"""Words to send to a person met, in the sender's own voice. Nothing is sent from here, and nothing is remembered.

Plain text of at most 500 characters. A missing fact leaves its sentence out; a note is woven in where it fits and left
out where it does not: no message quotes a notebook, repeats a private remark or claims what nobody can know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from conversations import draft_verbs as verbs
from conversations import draft_wordings as wordings
from conversations.draft_advice import UNNAMED, advised
from conversations.draft_deeds import Deed, DeedKind, deeds, is_or_are
from conversations.draft_introductions import call_name, reason, whom
from conversations.draft_notes import sayable
from conversations.draft_places import FORTNIGHT, at_event, recently, since
from conversations.draft_wordings import Occasion, Tone, Wordings
from conversations.jottings import Jotting, Shape, one_line
from conversations.variants import variant

# A test tries the longest facts there can be.
LONGEST_DRAFT: Final = 500
LONGEST_LINE: Final = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the person written to; notes are as they were typed, usually in the third person.

    `promise` is what the sender promised; asking for an introduction, it is what the other one offered.
    `days_since` counts whole days since the last real contact; `met_ago` since the meeting, as long as nobody was in
    touch after it. `advice` is what they advised. `other` is the other one of an introduction, and `why` the reason for
    it; when it is missing, what stands behind a comma in `other` is. `noted` is what was noted while talking, for when
    `they_said` says nothing. `planned`: there is a plan to be in touch already, and nothing else is to be proposed.
    """

    first_name: str
    event_title: str | None = None
    they_said: str | None = None
    promise: str | None = None
    common: str | None = None
    sender_name: str | None = None
    days_since: int | None = None
    advice: str | None = None
    other: str | None = None
    why: str | None = None
    met_ago: int | None = None
    noted: str | None = None
    planned: bool = False


def draft(occasion: Occasion, tone: Tone, facts: Facts, variant_key: str) -> str:
    """A message of at most 500 characters; the same key always gets the same wording."""
    greeting = wordings.GREETINGS[tone].format(name=_addressed(occasion, facts))
    opening, closing = _opening(occasion, tone, facts, variant_key), _closing(occasion, tone, facts, variant_key)
    points = list(_points(occasion, tone, facts, variant_key))[: MOST_POINTS[tone]]
    farewell = _farewell(tone, one_line(facts.sender_name, LONGEST_NAME))
    while len(whole := _joined(greeting, " ".join((opening, *points, closing)), farewell)) > LONGEST_DRAFT:
        points.pop()
    return whole


def opening_line(facts: Facts, variant_key: str, occasion: Occasion = Occasion.FOLLOW_UP) -> str:
    """One line to begin a message with, at most 200 characters; of a kept promise or a wish it says that."""
    points = _points(occasion, Tone.WARM, facts, variant_key) if occasion in BEGINS_WITH_A_POINT else iter(())
    fitting = (point for point in points if len(point) <= LONGEST_LINE - LONGEST_NAME - len(", "))
    line = next(fitting, "") or _opening(occasion, Tone.WARM, facts, variant_key)
    name = one_line(facts.first_name, LONGEST_NAME)
    if not name or occasion is Occasion.INTRODUCTION_MADE:
        return line
    return f"{name}, {line if line.startswith('I ') else line[0].lower() + line[1:]}"


LONGEST_NAME: Final = 30
MOST_POINTS: Final = {Tone.WARM: 2, Tone.BRIEF: 1, Tone.FORMAL: 2}
BEGINS_WITH_A_POINT: Final = frozenset({Occasion.FOLLOW_UP, Occasion.THANKS, Occasion.CHECK_IN})
SOON_AFTER: Final = frozenset({Occasion.FOLLOW_UP, Occasion.THANKS})


def _addressed(occasion: Occasion, facts: Facts) -> str:
    """The name behind the greeting; both names where one writes to both."""
    name = one_line(facts.first_name, LONGEST_NAME)
    other = call_name(_other(facts)) if occasion is Occasion.INTRODUCTION_MADE else ""
    return f" {name} and {other}" if name and other else f" {name}" if name else ""


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _farewell(tone: Tone, sender: str) -> str:
    words = wordings.FAREWELLS[tone]
    return f"{words},\n{sender}" if words and sender else words or sender


def _opening(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> str:
    gone_by = since(facts.days_since)
    match occasion:
        case Occasion.PROMISE_KEPT if kept := deeds(sayable(facts.promise, facts.first_name)):
            return _kept(kept, tone, key)
        case Occasion.INTRODUCTION_ASKED if offer := _offer(facts):
            return variant(wordings.OFFERED[tone], key).format(note=offer)
        case Occasion.INTRODUCTION_MADE:
            return _presented(tone, facts, key)
        case Occasion.FOLLOW_UP if gone_by and at_event(facts.event_title):
            return variant(wordings.LATE[tone], key).format(where=at_event(facts.event_title), since=gone_by)
        case Occasion.CHECK_IN | Occasion.FOLLOW_UP if gone_by:
            return variant(wordings.SINCE[tone], key).format(since=gone_by)
        case _:
            return variant(wordings.OPENINGS[occasion, tone], key).format(
                where=_where(occasion, facts),
                advice=advised(facts.advice, facts.first_name),
                other=_other(facts) or wordings.SOMEBODY,
                introduction=_introduction(facts),
            )


def _closing(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> str:
    kept = deeds(sayable(facts.promise, facts.first_name)) if occasion is Occasion.PROMISE_KEPT else ()
    if kept:
        return variant(wordings.KEPT_CLOSINGS[kept[-1].kind][tone], f"{key}, closing")
    by_now = Occasion.CHECK_IN if _is_late(occasion, facts) else occasion
    if by_now is Occasion.FOLLOW_UP and facts.planned:
        return variant(wordings.PLANNED_CLOSINGS[tone], f"{key}, closing")
    return variant(wordings.CLOSINGS[by_now, tone], f"{key}, closing")


def _is_late(occasion: Occasion, facts: Facts) -> bool:
    """After a fortnight nobody writes "good to meet you" any more: then a follow-up asks how it goes."""
    return occasion is Occasion.FOLLOW_UP and (facts.days_since or 0) >= FORTNIGHT


def _points(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> Iterator[str]:
    """What the message can take up, best first. What fits no sentence is left out."""
    match occasion:
        case Occasion.FOLLOW_UP | Occasion.THANKS | Occasion.CHECK_IN:
            yield from _talk(occasion, tone, facts, key)
        case Occasion.ADVICE_USED:
            where = at_event(facts.event_title)
            yield from (each.format(where=where) for each in wordings.THANKED_FOR_THE_TALK[tone])
        case Occasion.INTRODUCTION_ASKED:
            if one_line(facts.why).startswith("I "):
                yield from filter(None, [reason(facts.why, None, facts.first_name, to_both=False)])
        case Occasion.INTRODUCTION_OFFERED | Occasion.INTRODUCTION_MADE:
            to_both = occasion is Occasion.INTRODUCTION_MADE
            why = reason(facts.why, facts.other, facts.first_name, to_both=to_both)
            enough = wordings.ENOUGH_TO_TALK_ABOUT[tone]
            yield from [why] if why else [variant(enough, key)] if enough else []
        case _:
            return


def _talk(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> Iterator[str]:
    """What was said, what is owed and what is shared. Where there is room for one thing only, it is the promise."""
    late = _is_late(occasion, facts)
    by_now = Occasion.CHECK_IN if late else occasion
    where = "" if late else at_event(facts.event_title)
    said, noted, common = (sayable(note, facts.first_name) for note in (facts.they_said, facts.noted, facts.common))
    told = _said(said, wordings.SAID[by_now], where, key) or _said(noted, wordings.NOTED, where, key)
    is_new = common is not None and common.text not in told
    points = [
        _advice_taken(facts, key) if occasion is Occasion.THANKS else "",
        told,
        _owed(by_now, facts, key),
        _said(common, wordings.SHARED, where, key) if by_now is not Occasion.CHECK_IN and is_new else "",
    ]
    if tone is Tone.BRIEF:
        points = [points[2], *points]
    yield from filter(None, points)


def _advice_taken(facts: Facts, key: str) -> str:
    said = advised(facts.advice, facts.first_name)
    return variant(wordings.WRITTEN_DOWN, key).format(advice=said) if facts.advice and said != UNNAMED else ""


def _said(note: Jotting | None, words: dict[Shape, Wordings], where: str, key: str) -> str:
    if note is None or note.shape not in words:
        return ""
    fitting = wordings.SAID_OF_BOTH if note.text.startswith("we ") else words[note.shape]
    return variant(fitting, key).format(note=note.text, where=where)


def _owed(occasion: Occasion, facts: Facts, key: str) -> str:
    if occasion is Occasion.THANKS or not one_line(facts.promise):
        return ""
    owed = sayable(facts.promise, facts.first_name)
    if owed and (thing := _thing_owed(owed)):
        return variant(wordings.OWED_THING, key).format(thing=thing)
    words = wordings.OWED.get(owed.shape, ()) if owed else ()
    return variant(words or wordings.OWED_SOMEHOW, key).format(
        note=owed.text.replace(" and to ", " and ") if owed else ""
    )


def _thing_owed(owed: Jotting) -> str:
    """The one thing that is to be handed over, where both know which one: "the article"; else empty."""
    found = deeds(owed)
    return found[0].thing if len(found) == 1 and found[0].thing.startswith("the ") else ""


def _kept(kept: tuple[Deed, ...], tone: Tone, key: str) -> str:
    first = kept[0]
    if len(kept) == 1 and first.kind is DeedKind.HANDED:
        is_posted = not verbs.POSTED.isdisjoint(first.thing.lower().split())
        words = wordings.HERE[Tone.FORMAL if is_posted else tone]
        return variant(words, key).format(be=is_or_are(first.thing), thing=first.thing)
    return variant(wordings.KEPT, key).format(deed=", and ".join(deed.clause for deed in kept))


def _offer(facts: Facts) -> str:
    """Their offer to introduce the sender; a promise that is plainly something else is none."""
    if one_line(facts.other):
        other = whom(facts.other, of_theirs=True)
        return f"introduce me to {other}" if other else wordings.OFFERED_SOMEHOW
    line = AN_INTRODUCTION.sub("introduce me to ", one_line(facts.promise))
    said = sayable(line, facts.first_name)
    if said and said.shape is Shape.ACTION and not {"me", "us"}.isdisjoint(said.text.split()):
        return said.text
    words = line.partition(",")[0].lower().split()
    is_named = {"her", "him", "them", "you"}.isdisjoint(words) and any(word.startswith("intro") for word in words[:2])
    return wordings.OFFERED_SOMEHOW if is_named else ""


AN_INTRODUCTION: Final = re.compile(r"^(?:an? )?intro(?:duction)? to ", re.IGNORECASE)


def _other(facts: Facts) -> str:
    return whom(facts.other, of_theirs=False)


def _introduction(facts: Facts) -> str:
    other = whom(facts.other, of_theirs=True)
    return wordings.INTRODUCTION_TO.format(other=other) if other else wordings.INTRODUCTION


def _presented(tone: Tone, facts: Facts, key: str) -> str:
    """The sentence that tells each of two people who the other one is."""
    name, other = one_line(facts.first_name, LONGEST_NAME), _other(facts)
    called = call_name(other)
    if called and name:
        words = wordings.OPENINGS[Occasion.INTRODUCTION_MADE, tone]
    else:
        words = wordings.PRESENTED[tone] if other.startswith(("my ", "our ")) else wordings.FACELESS[tone]
    return variant(words, key).format(name=name, other=other, called=called)


def _where(occasion: Occasion, facts: Facts) -> str:
    return at_event(facts.event_title) + (recently(facts.met_ago) if occasion in SOON_AFTER else "")
