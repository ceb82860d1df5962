"""The nudges that belong to an event's own days: prepare, card, debrief. Moments in the owner's zone; no texts.

- prepare: the evening before, at least 2 h before the start.
- card: in the morning of the event, at the latest 3 h before it; before an early event later on the evening before.
- debrief: 30 min after the end when that is not in quiet hours, else next morning; once more the day after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from conversations.effects import Nudge, NudgeKind
from conversations.facts import Event, Key, Settings
from conversations.nudge_times import LATE, awake, evening, on_day, quiet_hours
from conversations.timing import WallTime, local_time

EVENING = time(19)
CARD_EVENING = time(20)
"""For a card that cannot come on the day: after the offer to prepare, so that there is something on it."""
LEAST_NOTICE = timedelta(hours=2)
CARD_LEAD = timedelta(hours=3)
AFTER_END = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of nudges that are due at once."""

    now: tuple[Nudge, ...]
    tomorrow: tuple[Nudge, ...]
    never: tuple[Nudge, ...]


def in_turn(due: Sequence[Nudge], now: datetime) -> Turn:
    """Which nudges about events come, when these are due at `now` (UTC).

    Each event comes once: its debrief before its card, its card before the offer to prepare; a second debrief waits a
    day for the first one, and what gives way otherwise comes no more. Of debriefs that are late, one comes a day: first
    ones before second ones, the latest event first.
    """
    by_event: dict[Key, list[Nudge]] = {}
    for nudge in sorted(due, key=lambda nudge: (nudge.kind is not NudgeKind.DEBRIEF, nudge.key)):
        by_event.setdefault(nudge.subject, []).append(nudge)
    foremost = [nudges[0] for nudges in by_event.values()]
    late = [each for each in foremost if each.kind is NudgeKind.DEBRIEF and now - each.at.utc() >= LATE]
    waiting = sorted(late, key=lambda nudge: (_number(nudge), now - nudge.at.utc()))[1:]
    others = [nudge for nudges in by_event.values() for nudge in nudges[1:]]
    return Turn(
        tuple(nudge for nudge in foremost if nudge not in waiting),
        (*waiting, *(nudge for nudge in others if nudge.kind is NudgeKind.DEBRIEF)),
        tuple(nudge for nudge in others if nudge.kind is not NudgeKind.DEBRIEF),
    )


def _number(nudge: Nudge) -> str:
    """Whether it is an event's first or second nudge of its kind, as its key says."""
    return nudge.key.partition(".")[0]


def of_event(event: Event, settings: Settings) -> Iterator[Nudge]:
    """Every occurrence about an event, those gone by among them; none of one that is to be left alone."""
    if event.dismissed:
        return
    yield from _before(event, settings)
    yield from _after(event, settings)


def _before(event: Event, settings: Settings) -> Iterator[Nudge]:
    start = event.start.utc()
    local = local_time(start, settings.zone)
    eve = evening(local.date(), EVENING, settings)
    offered = awake(eve, settings)
    if not event.prepared and offered <= start - LEAST_NOTICE:
        yield _nudge(NudgeKind.PREPARE, event, eve, offered)
    lead = WallTime(local - CARD_LEAD, settings.zone)
    at = min(on_day(local.date(), settings), lead, key=WallTime.utc)
    if quiet_hours(settings).holds(at.local):
        at = evening(local.date(), CARD_EVENING, settings) if awake(at, settings) > start - timedelta(hours=1) else at
    due = awake(at, settings)
    if due < start:
        yield _nudge(NudgeKind.CARD, event, at, due)


def _after(event: Event, settings: Settings) -> Iterator[Nudge]:
    if event.debriefed:
        return
    end = event.end.utc() + AFTER_END
    at = WallTime(local_time(end, settings.zone), settings.zone)
    if quiet_hours(settings).holds(at.local):
        at = _morning_after(at, settings)
    again = on_day(at.local.date() + timedelta(days=1), settings)
    for number, wall in enumerate((at, again)):
        due = max(awake(wall, settings), end)  # in an hour that autumn repeats, the wall time counts too early
        yield _nudge(NudgeKind.DEBRIEF, event, wall, due, str(number + 1))


def _morning_after(at: WallTime, settings: Settings) -> WallTime:
    """The owner's hour on the first morning after quiet hours. What is meant does not move with a pause."""
    due = local_time(awake(at, replace(settings, paused_until=None)), settings.zone)
    return WallTime(max(due, datetime.combine(due.date(), settings.nudge_hour)), settings.zone)


def _nudge(kind: NudgeKind, event: Event, at: WallTime, due: datetime, number: str = "1") -> Nudge:
    occurrence = f"{kind.value[0]}{number}.{event.key}.{event.start.local:%y%m%d%H%M}"
    return Nudge(Key(occurrence), kind, event.key, at, due)
