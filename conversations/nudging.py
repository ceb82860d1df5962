"""Planning: the pending nudges of a subject as its facts stand now, and putting one of them off. Pure; no texts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from conversations.effects import Mark, Named, Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Event, Key, Mention, Settings
from conversations.nudge_table import EVE, WAITS, Subject, again_on, is_open, occurrences
from conversations.nudge_times import (
    LATE,
    ONE_DAY,
    awake,
    bundle_moment,
    first_open_day,
    next_bundle_moment,
    on_day,
    today,
)
from conversations.timing import WallTime, local_time

SNOOZED = ".s"
ENDLESS = frozenset({NudgeKind.CHECK_IN, NudgeKind.FORWARD})
"""Kinds that repeat without end: only the next one is planned."""

WAITING = frozenset({NudgeState.PENDING, NudgeState.HELD})

OF_EVENTS = frozenset({NudgeKind.PREPARE, NudgeKind.CARD, NudgeKind.DEBRIEF})
"""Kinds that belong to an event's own days: they come alone and at their own hours."""


def planned(
    subject: Subject,
    settings: Settings,
    now: datetime,
    existing: tuple[Nudge, ...] = (),
    mention: Mention | None = None,
) -> PlanNudges:
    """The pending nudges of a subject: what lies ahead, of what repeats only the next.

    `existing` are its occurrences so far, in any state. What was sent or dropped is not planned again; what is late,
    waits in line or was snoozed stays while it is still true. A pause moves what is planned to its end, and brings back
    nothing that was over. `mention` is the one without an answer about the same
    person or thing: while it waits to come again, the rhythm waits behind it. `now` is UTC.
    """
    every = {nudge.key: nudge for nudge in occurrences(subject, settings, now, mention)}
    unpaused = replace(settings, paused_until=None)
    past = {nudge.key for nudge in occurrences(subject, unpaused, now, mention) if nudge.due <= now}
    done = {nudge.key for nudge in existing if nudge.state not in WAITING}
    ahead = [every[key] for key in every if key not in past | done and _may_come(every[key], mention)]
    standing = tuple(
        every[nudge.key] if nudge.key in every and _was_ahead(nudge, now) else rehung(nudge, settings, now)
        for nudge in existing
        if nudge.state in WAITING
        and (nudge.key in past or (SNOOZED in nudge.key and _still_true(nudge, subject, every.keys())))
    )
    return PlanNudges(subject.key, _next(ahead) + standing)


def put_off(nudge: Nudge, until: date | datetime, settings: Settings) -> tuple[Mark, ...]:
    """What has to be written down to snooze a nudge until a local date, or until a naive local moment.

    An occurrence of its own is made, so that the rhythm stays as it was; one that had not come yet comes no more.
    """
    dropped = (Mark(replace(nudge, state=NudgeState.DROPPED)),) if nudge.state is NudgeState.PENDING else ()
    return (*dropped, Mark(snoozed(nudge, until, settings)))


def kept_for_later(nudge: Nudge, day: date, settings: Settings) -> Nudge:
    """The nudge once more around a local date that nobody named: it waits for a day with room."""
    again = snoozed(nudge, day, settings)
    due = _due(nudge.kind, Named.NOTHING, again.at, settings)
    return replace(again, due=due, named=Named.NOTHING, latest=day + timedelta(days=WAITS))


def until(nudge: Nudge, moment: datetime, now: datetime) -> Nudge:
    """The nudge kept back until a moment; if it is late by now, it remembers when it was due. All UTC."""
    missed = nudge.due if now - nudge.due >= LATE else None
    return replace(nudge, due=moment, missed=nudge.missed or missed)


def is_overtaken(nudge: Nudge, day: date) -> bool:
    """Whether it was for the eve of a promise's day and found no room then: the day comes by itself."""
    return nudge.key.startswith(EVE) and SNOOZED not in nudge.key and day > nudge.at.local.date()


def counted_from(nudge: Nudge | None, today: date) -> date:
    """The local date from which the days of a snooze count: of a nudge that is still ahead, its own."""
    if nudge is None or nudge.state is not NudgeState.PENDING:
        return today
    return max(today, nudge.at.local.date())


def snoozed(nudge: Nudge, until: date | datetime, settings: Settings) -> Nudge:
    """The nudge once more: at the person's hour of a day, or at the very minute that the person set."""
    base, _, count = nudge.key.partition(SNOOZED)
    again = replace(nudge, key=Key(f"{base}{SNOOZED}{int(count or 0) + 1}"), state=NudgeState.PENDING)
    if isinstance(until, datetime):
        at = WallTime(until, settings.zone)
        return replace(again, at=at, due=at.utc(), named=Named.MOMENT, latest=until.date())
    at = on_day(until, settings)
    return replace(again, at=at, due=_due(nudge.kind, Named.DAY, at, settings), named=Named.DAY, latest=until)


def _may_come(nudge: Nudge, mention: Mention | None) -> bool:
    """Whoever gave no answer is not asked by the rhythm as well before the back-off is over."""
    again = again_on(mention)
    waits = nudge.kind is NudgeKind.CHECK_IN and nudge.named is Named.NOTHING and again is not None
    return not (waits and again is not None and nudge.at.local.date() <= again)


def _still_true(nudge: Nudge, subject: Subject, true: Collection[Key]) -> bool:
    """Whether a snoozed nudge still stands: the person named its day, so the rhythm may change meanwhile.

    A contact, or a move of an introduction, settles it; whoever writes that down takes it away.
    """
    return nudge.key.partition(SNOOZED)[0] in true if isinstance(subject, Event) else is_open(subject)


def _next(ahead: list[Nudge]) -> tuple[Nudge, ...]:
    """Of what repeats without end only the first."""
    first = {nudge.kind: nudge for nudge in reversed(ahead) if nudge.kind in ENDLESS}
    return tuple(nudge for nudge in ahead if nudge.kind not in ENDLESS or nudge is first[nudge.kind])


def rehung(nudge: Nudge, settings: Settings, now: datetime) -> Nudge:
    """A pending nudge under changed settings: the same local day, in the new zone and hour.

    A minute that the person set stays the same on the wall. What is late stays as it is, so that it can say so; so does
    what an event's own times set.
    """
    if nudge.due <= now:
        return nudge
    if nudge.named is Named.MOMENT:
        at = WallTime(nudge.at.local, settings.zone)
        return replace(nudge, at=at, due=at.utc())
    if nudge.kind in OF_EVENTS and nudge.named is Named.NOTHING:
        return replace(nudge, due=_in_line(nudge, settings, now))
    at = on_day(nudge.at.local.date(), settings)
    due = _due(nudge.kind, nudge.named, at, settings)
    if due > now:
        return replace(nudge, at=at, due=due)
    return replace(nudge, due=_in_line(nudge, settings, now))


def _in_line(nudge: Nudge, settings: Settings, now: datetime) -> datetime:
    """When something late comes: what belongs to an event on the day it waits for; else it is seen at the next hour."""
    if nudge.kind in OF_EVENTS:
        tomorrow = today(settings, now) + ONE_DAY  # nothing waits longer but for a pause, which may be over now
        day = min(local_time(nudge.due, settings.zone).date(), tomorrow)
        due = bundle_moment(first_open_day(day, settings, named=True), settings)
        return due if due > now else next_bundle_moment(settings, now, named=True)
    return next_bundle_moment(settings, now, named=nudge.named is Named.DAY)


def _was_ahead(nudge: Nudge, now: datetime) -> bool:
    """Whether it belongs to an event and its moment was still to come: moved into the past, it comes at once."""
    return nudge.kind in OF_EVENTS and nudge.at.utc() > now


def _due(kind: NudgeKind, named: Named, at: WallTime, settings: Settings) -> datetime:
    if kind in OF_EVENTS:
        return awake(at, settings)
    return bundle_moment(first_open_day(at.local.date(), settings, named=named is Named.DAY), settings)
