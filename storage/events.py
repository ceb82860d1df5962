"""Events and what belongs to an event: plans, takeaways, open loops. Where an event stands is the core's to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from conversations.facts import Event, IntroductionState, Key, Plan, PromiseState, Takeaway
from storage import shelves
from storage.bound import Bound, by_key
from storage.tables import EVENTS, INTRODUCTIONS, PEOPLE, PLANS, PROMISES, TAKEAWAYS

DOORS = timedelta(minutes=30)
"""People arrive early: an event counts as live this long before its start."""

_NEWEST = (EVENTS.c.starts.desc(), *by_key(EVENTS))
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

    def events(self, limit: int = 10, offset: int = 0) -> tuple[Event, ...]:
        """Events by their start, the latest first."""
        return self._facts(shelves.EVENT, self._of(EVENTS).order_by(*_NEWEST).limit(limit).offset(offset))

    def row_of_event(self, key: Key) -> int | None:
        """Which row of `events` this one is, from 0."""
        return self._row_of(EVENTS, key, _NEWEST)

    def upcoming_events(self, now: datetime, limit: int = 10) -> tuple[Event, ...]:
        """Events that are not over at `now` (UTC), the soonest first; a live one is among them."""
        soonest = self._of(EVENTS, EVENTS.c.ends > now).order_by(EVENTS.c.starts, *by_key(EVENTS))
        return self._facts(shelves.EVENT, soonest.limit(limit))

    def live_event(self, now: datetime) -> Event | None:
        """The event that goes on at `now` (UTC), from half an hour before its start; of two, the one begun last."""
        on = self._of(EVENTS, EVENTS.c.starts <= now + DOORS, EVENTS.c.ends > now)
        found = self._facts(shelves.EVENT, on.order_by(EVENTS.c.starts.desc(), *by_key(EVENTS)).limit(1))
        return found[0] if found else None

    def past_events(self, now: datetime, limit: int = 10) -> tuple[Event, ...]:
        """Events that are over at `now` (UTC), the latest first."""
        over = self._of(EVENTS, EVENTS.c.ends <= now).order_by(EVENTS.c.ends.desc(), *by_key(EVENTS))
        return self._facts(shelves.EVENT, over.limit(limit))

    def count_events(self) -> int:
        """How many events there are."""
        return self._count(EVENTS)

    def plans(self, event: Key) -> tuple[Plan, ...]:
        """The if-then plans made for this event, by their keys: the one for the obstacle first."""
        made = self._of(PLANS, PLANS.c.event == event).order_by(*by_key(PLANS))
        return self._facts(shelves.PLAN, made)

    def takeaways(self, event: Key | None = None) -> tuple[Takeaway, ...]:
        """What was taken home from this event, or from all of them, in the order in which it was told."""
        these = () if event is None else (TAKEAWAYS.c.event == event,)
        told = self._of(TAKEAWAYS, *these).order_by(TAKEAWAYS.c.kept_at, *by_key(TAKEAWAYS))
        return self._facts(shelves.TAKEAWAY, told)

    def takeaway(self, key: Key) -> Takeaway | None:
        """The takeaway with this key."""
        return self._fact(shelves.TAKEAWAY, key)

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


def _unsettled() -> ColumnElement[bool]:
    return INTRODUCTIONS.c.state.not_in(_SETTLED)
