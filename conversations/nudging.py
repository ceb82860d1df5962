"""Which nudges follow from which facts. Moments are wall-clock intentions in the owner's zone; no texts.

Rules of this first table (docs/nudges.md has it for people):
- prepare: the evening before, at least 2 h before the start.
- card: in the morning of the event, at the latest 3 h before it; before an early event the evening before.
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
LEAST_NOTICE = timedelta(hours=2)
CARD_LEAD = timedelta(hours=3)
AFTER_END = timedelta(minutes=30)
FIRST_INTERVALS = (14, 45)
LATER_INTERVAL = 90
"""Days after the last real contact; a convention, see docs/nudges.md."""


def quiet_hours(settings: Settings) -> Quiet:
    """The owner's quiet hours."""
    return Quiet(settings.quiet_from, settings.quiet_until)


def for_event(event: Event, settings: Settings, now: datetime) -> PlanNudges:
    """The pending nudges of an event, as its facts stand now (`now` is UTC)."""
    planned = [*_before(event, settings, now), *_after(event, settings, now)]
    return PlanNudges(event.key, tuple(planned))


def for_person(person: Person, settings: Settings, now: datetime) -> PlanNudges:
    """The next nudges about a person: at most a follow-up and one check-in."""
    if person.stopped or person.draft or person.debriefed_on is None:
        return PlanNudges(person.key, ())
    planned = [*_follow_up(person, settings, now), *_check_in(person, settings, now)]
    return PlanNudges(person.key, tuple(planned))


def moved(nudge: Nudge, day: date, settings: Settings) -> Nudge:
    """The same occurrence on another local day at the owner's hour."""
    at = WallTime(datetime.combine(day, settings.nudge_hour), settings.zone)
    return replace(nudge, at=at, due=_awake(at, settings))


def _before(event: Event, settings: Settings, now: datetime) -> Iterator[Nudge]:
    start = event.start.utc()
    local = local_time(start, settings.zone)
    eve = WallTime(datetime.combine(local.date() - timedelta(days=1), EVENING), settings.zone)
    evening = _awake(eve, settings)
    if not event.prepared and now < evening <= start - LEAST_NOTICE:
        yield _nudge(NudgeKind.PREPARE, event, eve, evening)
    morning = WallTime(datetime.combine(local.date(), settings.nudge_hour), settings.zone)
    lead = WallTime(local - CARD_LEAD, settings.zone)
    at = min(morning, lead, key=WallTime.utc)
    if quiet_hours(settings).holds(at.local):
        at = eve if _awake(at, settings) > start - timedelta(hours=1) else at
    due = _awake(at, settings)
    if now < due < start:
        yield _nudge(NudgeKind.CARD, event, at, due)


def _after(event: Event, settings: Settings, now: datetime) -> Iterator[Nudge]:
    if event.debriefed or event.dismissed:
        return
    end = event.end.utc() + AFTER_END
    at = WallTime(local_time(end, settings.zone), settings.zone)
    if quiet_hours(settings).holds(at.local):
        at = _morning_after(at, settings)
    again = WallTime(datetime.combine(at.local.date() + timedelta(days=1), settings.nudge_hour), settings.zone)
    for number, wall in enumerate((at, again)):
        due = _awake(wall, settings)
        if due > now:
            yield _nudge(NudgeKind.DEBRIEF, event, wall, due, str(number + 1))


def _morning_after(at: WallTime, settings: Settings) -> WallTime:
    """The owner's hour on the first morning after quiet hours."""
    awake = local_time(_awake(at, settings), settings.zone)
    return WallTime(max(awake, datetime.combine(awake.date(), settings.nudge_hour)), settings.zone)


def _follow_up(person: Person, settings: Settings, now: datetime) -> Iterator[Nudge]:
    if person.last_contact is not None or person.debriefed_on is None:
        return
    at = WallTime(
        datetime.combine(person.debriefed_on + timedelta(days=1), settings.nudge_hour),
        settings.zone,
    )
    due = _awake(at, settings)
    if due > now:
        yield Nudge(Key(f"f.{person.key}"), NudgeKind.FOLLOW_UP, person.key, at, due)


def _check_in(person: Person, settings: Settings, now: datetime) -> Iterator[Nudge]:
    """The day that was chosen, when it lies ahead; else the next step of the rhythm."""
    anchor = local_time(person.last_contact, settings.zone).date() if person.last_contact else person.met_on
    chosen = person.next_touch if person.next_touch and person.next_touch > anchor else None
    for day in ([chosen] if chosen else []) + [
        anchor + timedelta(days=days) for days in _rhythm(anchor, settings, now)
    ]:
        at = WallTime(datetime.combine(day, settings.nudge_hour), settings.zone)
        due = _awake(at, settings)
        if due > now:
            yield Nudge(Key(f"c.{person.key}.{day:%y%m%d}"), NudgeKind.CHECK_IN, person.key, at, due)
            return


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


def snoozed(nudge: Nudge, day: date, settings: Settings) -> Nudge:
    """The nudge once more on another day: an occurrence of its own, so that the rhythm stays as it was."""
    base, _, count = nudge.key.partition(SNOOZED)
    return replace(
        moved(nudge, day, settings), key=Key(f"{base}{SNOOZED}{int(count or 0) + 1}"), state=NudgeState.PENDING
    )


def with_snoozed(plan: PlanNudges, existing: tuple[Nudge, ...]) -> PlanNudges:
    """The plan, with what the owner snoozed; a subject that is to be nudged no more loses that, too."""
    if not plan.nudges:
        return plan
    kept = tuple(nudge for nudge in existing if SNOOZED in nudge.key and nudge.state is NudgeState.PENDING)
    return PlanNudges(plan.subject, plan.nudges + kept)
