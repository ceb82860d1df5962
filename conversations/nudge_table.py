"""Which nudges follow from which facts: the table of docs/nudges.md, row by row. No texts, and nothing is chosen here.

A key names kind, subject and occurrence, so that the same occurrence can never be planned twice. Every function yields
all occurrences, those gone by among them; who asks takes what lies ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Final, assert_never

from conversations.effects import Named, Nudge, NudgeKind
from conversations.event_nudges import of_event
from conversations.facts import (
    Event,
    Introduction,
    IntroductionState,
    Key,
    Mention,
    Person,
    Promise,
    PromiseState,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.nudge_times import bundle_moment, first_open_day, on_day, today
from conversations.rhythm import SILENT, days_until_again, steps
from conversations.timing import local_time

Subject = Event | Person | Promise | Introduction | Takeaway
"""What nudges are planned for."""

PASSING_ON: Final = Key("forward")
"""All that is to be passed on is brought up as one thing, once a month."""

EVE: Final = "p0."
"""How the key begins of what comes the day before a promise's day."""

FOLLOW_UP_WAITS: Final = 3
STANDS_STILL: Final = 7
TOLD_AFTER: Final = 21
MONTH: Final = 30
WAITS: Final = 7
"""Days; see docs/nudges.md."""

SETTLED: Final = frozenset({IntroductionState.THANKED, IntroductionState.DROPPED})


def unit(subject: Subject) -> Key:
    """Whom or what one brings up when one speaks of it: a promise to Ana is brought up with Ana."""
    match subject:
        case Introduction(person=person):
            return person
        case Promise(person=person, key=key):
            return person or key
        case Takeaway(kind=TakeawayKind.FORWARD):
            return PASSING_ON
        case Event(key=key) | Person(key=key) | Takeaway(key=key):
            return key
        case _:
            assert_never(subject)


def occurrences(subject: Subject, settings: Settings, now: datetime, mention: Mention | None) -> Iterator[Nudge]:
    """Every occurrence about a subject. `mention` is that of its unit; `now` (UTC) bounds what repeats without end."""
    match subject:
        case Event():
            yield from of_event(subject, settings)
        case Person():
            yield from _of_person(subject, settings, now, mention)
        case Promise():
            yield from _of_promise(subject, settings, mention)
        case Introduction():
            yield from _of_introduction(subject, settings)
        case Takeaway():
            yield from _of_takeaway(subject, settings, now, mention)
        case _:
            assert_never(subject)


def is_open(subject: Subject) -> bool:
    """Whether there is anything left to bring up about it."""
    match subject:
        case Event(debriefed=debriefed, dismissed=dismissed):
            return not (debriefed or dismissed)
        case Person(stopped=stopped):
            return not stopped
        case Promise(state=state):
            return state is PromiseState.OPEN
        case Introduction(state=stage):
            return stage not in SETTLED
        case Takeaway(settled=settled):
            return not settled
        case _:
            assert_never(subject)


def anchor(person: Person, settings: Settings) -> date:
    """The local date from which the rhythm counts: the last real contact, else the meeting."""
    return local_time(person.last_contact, settings.zone).date() if person.last_contact else person.met_on


def again_on(mention: Mention | None) -> date | None:
    """The local date of the next mention after one that had no answer."""
    days = days_until_again(mention.misses) if mention else None
    return mention.on + timedelta(days=days) if mention and days else None


def _of_person(person: Person, settings: Settings, now: datetime, mention: Mention | None) -> Iterator[Nudge]:
    if person.stopped:
        return
    yield from _again(person.key, settings, mention)
    if person.draft or person.debriefed_on is None:
        return
    if person.last_contact is None:
        day = person.debriefed_on + timedelta(days=1)
        days = _Days(day, day + timedelta(days=FOLLOW_UP_WAITS))
        yield _nudge(f"f.{person.key}", NudgeKind.FOLLOW_UP, person.key, days, settings)
    yield from _check_ins(person, settings, now)


def _check_ins(person: Person, settings: Settings, now: datetime) -> Iterator[Nudge]:
    """The day that was chosen comes first, then the steps of the rhythm, far enough to reach beyond `now`.

    A step is named after the minute of the contact it counts from: a move to another zone makes no new occurrence.
    """
    since = anchor(person, settings)
    contact = person.last_contact
    counted = f"{int(contact.timestamp()) // 60:x}" if contact else f"{person.met_on:%y%m%d}"
    chosen = person.next_touch if person.next_touch and person.next_touch > since else None
    if chosen:
        key = f"c.{person.key}.{chosen:%y%m%d}"
        yield _nudge(key, NudgeKind.CHECK_IN, person.key, _Days(chosen, chosen, Named.DAY), settings)
    past = (today(settings, now) - since).days
    gone = list(takewhile(lambda step: step[0] <= past, steps(person.pace)))
    ahead = [step for step, _ in zip(_beyond(person.pace, past), range(2), strict=False)]
    for ideal, latest in (*gone, *ahead):
        days = _Days(since + timedelta(days=ideal), since + timedelta(days=latest))
        if days.ideal != chosen:
            key = f"c.{person.key}.{counted}.{ideal}"
            yield _nudge(key, NudgeKind.CHECK_IN, person.key, days, settings)


def _beyond(pace: int, past: int) -> Iterator[tuple[int, int]]:
    return (step for step in steps(pace) if step[0] > past)


def _of_promise(promise: Promise, settings: Settings, mention: Mention | None) -> Iterator[Nudge]:
    if promise.state is not PromiseState.OPEN:
        return
    if promise.person is None:
        yield from _again(promise.key, settings, mention)
    if promise.due is None:
        return
    due, stamp = promise.due, f"{promise.key}.{promise.due:%y%m%d}"
    if promise.mine:
        eve = due - timedelta(days=1)
        yield _nudge(f"{EVE}{stamp}", NudgeKind.PROMISE, promise.key, _Days(eve, eve), settings)
        yield _nudge(f"p1.{stamp}", NudgeKind.PROMISE, promise.key, _Days(due, due, Named.DAY), settings)
    else:
        after = due + timedelta(days=1)
        yield _nudge(f"p2.{stamp}", NudgeKind.PROMISE, promise.key, _with_room(after), settings)


def _of_introduction(introduction: Introduction, settings: Settings) -> Iterator[Nudge]:
    if introduction.state not in SETTLED:
        moved = introduction.moved_on or introduction.made_on
        key = f"i.{introduction.key}.{moved:%y%m%d}"
        days = _with_room(moved + timedelta(days=STANDS_STILL))
        yield _nudge(key, NudgeKind.INTRODUCTION, introduction.key, days, settings)


def _of_takeaway(takeaway: Takeaway, settings: Settings, now: datetime, mention: Mention | None) -> Iterator[Nudge]:
    if takeaway.settled:
        return
    if takeaway.kind is TakeawayKind.ADVICE:
        yield from _again(takeaway.key, settings, mention)
        days = _with_room(takeaway.on + timedelta(days=TOLD_AFTER))
        yield _nudge(f"v.{takeaway.key}", NudgeKind.ADVICE, takeaway.key, days, settings)
    elif mention is None or mention.misses < SILENT:
        months = max((today(settings, now) - takeaway.on).days // MONTH, 0) + 2
        for number in range(1, months + 1):
            day = takeaway.on + timedelta(days=number * MONTH)
            yield _nudge(f"w.{takeaway.key}.{number}", NudgeKind.FORWARD, takeaway.key, _with_room(day), settings)


def _again(key: Key, settings: Settings, mention: Mention | None) -> Iterator[Nudge]:
    day = again_on(mention)
    if mention and day:
        yield _nudge(f"a.{key}.{mention.on:%y%m%d}", NudgeKind.AGAIN, key, _with_room(day), settings)


@dataclass(frozen=True, slots=True)
class _Days:
    """The ideal and the latest day of an occurrence, and whether the person named them."""

    ideal: date
    latest: date
    named: Named = Named.NOTHING


def _with_room(day: date) -> _Days:
    return _Days(day, day + timedelta(days=WAITS))


def _nudge(key: str, kind: NudgeKind, subject: Key, days: _Days, settings: Settings) -> Nudge:
    """A nudge at the owner's hour."""
    due = bundle_moment(first_open_day(days.ideal, settings, named=days.named is Named.DAY), settings)
    at = on_day(days.ideal, settings)
    return Nudge(Key(key), kind, subject, at, due, named=days.named, latest=days.latest)
