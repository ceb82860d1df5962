"""Which nudges follow from which facts. Moments are wall-clock intentions in the owner's zone; no texts.

Rules of this first table (docs/nudges.md has it for people):
- prepare: the evening before, at least 2 h before the start.
- card: in the morning of the event, at the latest 3 h before it; before an early event later on the evening before.
- debrief: 30 min after the end when that is not in quiet hours, else next morning; once more the day after.
- follow-up: the day after the debrief.   - check-in: the day the person chose, then 14, 45, 135, 225 … days after
  the last real contact.
A key names kind, subject and occurrence, so that the same occurrence can never be planned twice.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from conversations.effects import Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Event, Key, Person, Settings
from conversations.timing import Quiet, WallTime, local_time, next_awake

SNOOZED = ".s"
EVENING = time(19)
CARD_EVENING = time(20)
"""For a card that cannot come on the day: after the offer to prepare, so that there is something on it."""
LEAST_NOTICE = timedelta(hours=2)
CARD_LEAD = timedelta(hours=3)
AFTER_END = timedelta(minutes=30)
FIRST_INTERVALS = (14, 45)
LATER_INTERVAL = 90
"""Days after the last real contact; a convention, see docs/nudges.md."""


def quiet_hours(settings: Settings) -> Quiet:
    """The owner's quiet hours."""
    return Quiet(settings.quiet_from, settings.quiet_until)


def planned(subject: Event | Person, settings: Settings, now: datetime, existing: tuple[Nudge, ...] = ()) -> PlanNudges:
    """The pending nudges of a subject as its facts stand now: what lies ahead, of check-ins only the next.

    `existing` are its occurrences so far, in any state. What was sent or dropped is not planned again; what is late,
    moved or snoozed stays while it is still true. `now` is UTC.
    """
    every = tuple(_of_event(subject, settings) if isinstance(subject, Event) else _of_person(subject, settings, now))
    over = {nudge.key for nudge in existing if nudge.state is not NudgeState.PENDING}
    ahead = _next([nudge for nudge in every if nudge.due > now and nudge.key not in over])
    past = {nudge.key for nudge in every if nudge.due <= now}
    true = {nudge.key for nudge in every}
    standing = tuple(
        _rehung(nudge, settings, now)
        for nudge in existing
        if nudge.state is NudgeState.PENDING
        and (nudge.key in past or (SNOOZED in nudge.key and nudge.key.partition(SNOOZED)[0] in true))
    )
    return PlanNudges(subject.key, ahead + standing)


def moved(nudge: Nudge, day: date, settings: Settings) -> Nudge:
    """The same occurrence on another local day at the owner's hour."""
    at = WallTime(datetime.combine(day, settings.nudge_hour), settings.zone)
    return replace(nudge, at=at, due=_awake(at, settings))


def snoozed(nudge: Nudge, day: date, settings: Settings) -> Nudge:
    """The nudge once more on another day: an occurrence of its own, so that the rhythm stays as it was."""
    base, _, count = nudge.key.partition(SNOOZED)
    return replace(
        moved(nudge, day, settings), key=Key(f"{base}{SNOOZED}{int(count or 0) + 1}"), state=NudgeState.PENDING
    )


def _of_event(event: Event, settings: Settings) -> Iterator[Nudge]:
    """Every occurrence about an event, those gone by among them."""
    yield from _before(event, settings)
    yield from _after(event, settings)


def _of_person(person: Person, settings: Settings, now: datetime) -> Iterator[Nudge]:
    """Every occurrence about a person until some months from now, those gone by among them."""
    if not (person.stopped or person.draft or person.debriefed_on is None):
        yield from _follow_up(person, settings, person.debriefed_on)
        yield from _check_ins(person, settings, now)


def _next(ahead: list[Nudge]) -> tuple[Nudge, ...]:
    """Of the check-ins only the first."""
    first = next((nudge for nudge in ahead if nudge.kind is NudgeKind.CHECK_IN), None)
    return tuple(nudge for nudge in ahead if nudge.kind is not NudgeKind.CHECK_IN or nudge is first)


def _rehung(nudge: Nudge, settings: Settings, now: datetime) -> Nudge:
    """What was put off keeps its day under changed settings; what is late stays as it is, so that it can say so."""
    return nudge if nudge.due <= now else moved(nudge, nudge.at.local.date(), settings)


def _before(event: Event, settings: Settings) -> Iterator[Nudge]:
    start = event.start.utc()
    local = local_time(start, settings.zone)
    eve = WallTime(datetime.combine(local.date() - timedelta(days=1), EVENING), settings.zone)
    evening = _awake(eve, settings)
    if not event.prepared and evening <= start - LEAST_NOTICE:
        yield _nudge(NudgeKind.PREPARE, event, eve, evening)
    morning = WallTime(datetime.combine(local.date(), settings.nudge_hour), settings.zone)
    lead = WallTime(local - CARD_LEAD, settings.zone)
    at = min(morning, lead, key=WallTime.utc)
    if quiet_hours(settings).holds(at.local):
        late = WallTime(datetime.combine(eve.local.date(), CARD_EVENING), settings.zone)
        at = late if _awake(at, settings) > start - timedelta(hours=1) else at
    due = _awake(at, settings)
    if due < start:
        yield _nudge(NudgeKind.CARD, event, at, due)


def _after(event: Event, settings: Settings) -> Iterator[Nudge]:
    if event.debriefed or event.dismissed:
        return
    end = event.end.utc() + AFTER_END
    at = WallTime(local_time(end, settings.zone), settings.zone)
    if quiet_hours(settings).holds(at.local):
        at = _morning_after(at, settings)
    again = WallTime(datetime.combine(at.local.date() + timedelta(days=1), settings.nudge_hour), settings.zone)
    for number, wall in enumerate((at, again)):
        due = max(_awake(wall, settings), end)  # in an hour that autumn repeats, the wall time counts too early
        yield _nudge(NudgeKind.DEBRIEF, event, wall, due, str(number + 1))


def _morning_after(at: WallTime, settings: Settings) -> WallTime:
    """The owner's hour on the first morning after quiet hours."""
    awake = local_time(_awake(at, settings), settings.zone)
    return WallTime(max(awake, datetime.combine(awake.date(), settings.nudge_hour)), settings.zone)


def _follow_up(person: Person, settings: Settings, debriefed_on: date) -> Iterator[Nudge]:
    if person.last_contact is None:
        at = WallTime(datetime.combine(debriefed_on + timedelta(days=1), settings.nudge_hour), settings.zone)
        yield Nudge(Key(f"f.{person.key}"), NudgeKind.FOLLOW_UP, person.key, at, _awake(at, settings))


def _check_ins(person: Person, settings: Settings, now: datetime) -> Iterator[Nudge]:
    """The day that was chosen comes first, then the steps of the rhythm."""
    anchor = local_time(person.last_contact, settings.zone).date() if person.last_contact else person.met_on
    chosen = person.next_touch if person.next_touch and person.next_touch > anchor else None
    rhythm = [anchor + timedelta(days=days) for days in _rhythm(anchor, settings, now)]
    for day in dict.fromkeys([chosen, *rhythm] if chosen else rhythm):
        at = WallTime(datetime.combine(day, settings.nudge_hour), settings.zone)
        yield Nudge(Key(f"c.{person.key}.{day:%y%m%d}"), NudgeKind.CHECK_IN, person.key, at, _awake(at, settings))


def _rhythm(anchor: date, settings: Settings, now: datetime) -> Iterator[int]:
    """Days after the anchor, far enough to reach beyond `now`."""
    yield from FIRST_INTERVALS
    days = FIRST_INTERVALS[-1]
    past = (local_time(now, settings.zone).date() - anchor).days
    while days <= past:
        days += LATER_INTERVAL
        yield days
    yield days + LATER_INTERVAL


def _nudge(kind: NudgeKind, event: Event, at: WallTime, due: datetime, number: str = "1") -> Nudge:
    occurrence = f"{kind.value[0]}{number}.{event.key}.{event.start.local:%y%m%d%H%M}"
    return Nudge(Key(occurrence), kind, event.key, at, due)


def _awake(at: WallTime, settings: Settings) -> datetime:
    return next_awake(at.utc(), settings.zone, quiet_hours(settings))
