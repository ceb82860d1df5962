"""Events and what belongs to an event: plans, takeaways, open loops. Where an event stands is the core's to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, select

from conversations.facts import Event, IntroductionState, Key, Plan, PromiseState, Takeaway
from storage import shelves
from storage.bound import Bound, remembered
from storage.columns import UtcDateTime
from storage.ready import Ready
from storage.statements import by_key, of
from storage.tables import EVENTS, INTRODUCTIONS, PEOPLE, PLANS, PROMISES, TAKEAWAYS

DOORS = timedelta(minutes=30)
"""People arrive early: an event counts as live this long before its start."""

ALL = 1_000_000
"""More events than anybody has."""

_NEWEST = (EVENTS.c.starts.desc(), *by_key(EVENTS))
_STILL_ON = Ready(
    of(EVENTS, EVENTS.c.ends > bindparam("since", type_=UtcDateTime)).order_by(EVENTS.c.starts, *by_key(EVENTS))
)
_MADE_FOR = Ready(of(PLANS, PLANS.c.event == bindparam("event")).order_by(*by_key(PLANS)))
_SETTLED = (IntroductionState.THANKED, IntroductionState.DROPPED)


@dataclass(frozen=True, slots=True)
class OpenLoops:
    """What an event left to do: people met, captured people not debriefed, open promises and introductions."""

    people: int
    drafts: int
    promises: int
    introductions: int


class Events(Bound):
    """The owner's events."""

    def event(self, key: Key) -> Event | None:
        """The event with this key."""
        return self._fact(shelves.EVENT, key)

    @remembered(EVENTS)
    def events(self, limit: int = 10, offset: int = 0) -> tuple[Event, ...]:
        """Events by their start, the latest first."""
        return self._facts(shelves.EVENT, self._of(EVENTS).order_by(*_NEWEST).limit(limit).offset(offset))

    @remembered(EVENTS)
    def row_of_event(self, key: Key) -> int | None:
        """Which row of `events` this one is, from 0."""
        return self._row_of(EVENTS, key, _NEWEST)

    def upcoming_events(self, now: datetime, limit: int = 10) -> tuple[Event, ...]:
        """Events that are not over at `now` (UTC), the soonest first; a live one is among them."""
        return tuple(event for event in self._still_on(_hour(now)) if event.end.utc() > now)[:limit]

    def live_event(self, now: datetime) -> Event | None:
        """The event that goes on at `now` (UTC), from half an hour before its start; of two, the one begun last."""
        begun = (event for event in self.upcoming_events(now, ALL) if event.start.utc() <= now + DOORS)
        return max(begun, key=lambda event: event.start.utc(), default=None)

    @remembered(EVENTS)
    def _still_on(self, since: datetime) -> tuple[Event, ...]:
        """Events that were not over then (UTC), the soonest first."""
        return self._facts(shelves.EVENT, _STILL_ON, since=since)

    def past_events(self, now: datetime, limit: int = 10) -> tuple[Event, ...]:
        """Events that are over at `now` (UTC), the latest first."""
        over = self._of(EVENTS, EVENTS.c.ends <= now).order_by(EVENTS.c.ends.desc(), *by_key(EVENTS))
        return self._facts(shelves.EVENT, over.limit(limit))

    @remembered(EVENTS)
    def count_events(self) -> int:
        """How many events there are."""
        return self._count(EVENTS)

    @remembered(PLANS)
    def plans(self, event: Key) -> tuple[Plan, ...]:
        """The if-then plans made for this event, by their keys: the one for the obstacle first."""
        return self._facts(shelves.PLAN, _MADE_FOR, event=event)

    @remembered(TAKEAWAYS)
    def takeaways(self, event: Key | None = None) -> tuple[Takeaway, ...]:
        """What was taken home from this event, or from all of them, in the order in which it was told."""
        these = () if event is None else (TAKEAWAYS.c.event == event,)
        told = self._of(TAKEAWAYS, *these).order_by(TAKEAWAYS.c.kept_at, *by_key(TAKEAWAYS))
        return self._facts(shelves.TAKEAWAY, told)

    def takeaway(self, key: Key) -> Takeaway | None:
        """The takeaway with this key."""
        return self._fact(shelves.TAKEAWAY, key)

    @remembered(PEOPLE, PROMISES, INTRODUCTIONS)
    def open_loops(self, event: Key) -> OpenLoops:
        """What this event left to do."""
        met = (PEOPLE.c.owner == self.owner) & (PEOPLE.c.event == event)
        theirs = select(PEOPLE.c.key).where(met)
        return OpenLoops(
            people=self._count(PEOPLE, met, PEOPLE.c.draft.is_(False)),
            drafts=self._count(PEOPLE, met, PEOPLE.c.draft.is_(True)),
            promises=self._count(PROMISES, PROMISES.c.person.in_(theirs), PROMISES.c.state == PromiseState.OPEN),
            introductions=self._count(INTRODUCTIONS, INTRODUCTIONS.c.person.in_(theirs), _unsettled()),
        )


def _hour(moment: datetime) -> datetime:
    """When its hour began: questions of one hour have the same answer at hand."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _unsettled() -> ColumnElement[bool]:
    return INTRODUCTIONS.c.state.not_in(_SETTLED)
