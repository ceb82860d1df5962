"""The oracle's book about one person's events: when to prepare, to have the card, to look back. By docs/nudges.md."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Final

from tests.year.facts import Fact, Going, LookedBack, Wishes
from tests.year.hours import DAY, awake, clock, in_hours, message_at, next_message, open_day, shown

EVENING: Final = time(19)
CARD_EVENING: Final = time(20)
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Station:
    """A message about an event. `meant` is its moment; it is due then, or when quiet hours or a pause are over.

    `earliest` stands before `due` where two rules applied in one second, and nobody knows in which order.
    """

    kind: str
    event: str
    number: int
    meant: datetime
    due: datetime
    earliest: datetime | None = None

    @property
    def name(self) -> tuple[str, str, int]:
        return self.kind, self.event, self.number


@dataclass
class EventBook:
    """What is known of one person's events."""

    wishes: Wishes = field(default_factory=lambda: Wishes("UTC"))
    events: dict[str, Going] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    owed: dict[tuple[str, str, int], Station] = field(default_factory=dict)

    def note(self, fact: Fact, at: datetime) -> None:
        match fact:
            case Wishes() if fact != self.wishes:
                self.wishes = fact
                for event in self.events.values():
                    self._plan_anew(event, at)
            case Going(key=key):
                self.events[key] = fact
                self._plan(fact, at)
            case LookedBack(key=key):
                self.over.add(key)
                self.owed = {name: each for name, each in self.owed.items() if each.event != key or each.kind == "card"}
            case _:
                pass

    def due(self, at: datetime) -> list[Station]:
        """What is owed by now and still true: of one event the foremost, of debriefs that are late one in all."""
        foremost = dict[str, Station]()
        for each in sorted(self.owed.values(), key=_place):
            if each.due <= at and self._is_true(each, at):
                foremost.setdefault(each.event, each)
        late = [each for each in foremost.values() if each.kind == "debrief" and at - each.meant >= HOUR]
        waiting = sorted(late, key=lambda each: (each.number, at - each.meant))[1:]
        return [each for each in foremost.values() if each not in waiting]

    def sent(self, kind: str, event: str, number: int, at: datetime) -> Station | None:
        """It came; None if something else was owed. Debriefs that gave way come on the next day, all else is void."""
        name = kind, event, number
        told = self.owed.get(name)
        if told and told.earliest and told.earliest <= at < told.due:  # so it was the one order, and for all of them
            waiting = [each for each in self.owed.values() if each.earliest == told.earliest]
            self.owed.update({each.name: replace(each, due=at) for each in waiting})
        told, owed = self.owed.get(name), self.due(at)
        if told not in owed:
            return None
        tomorrow = message_at(clock(at, self.wishes).date() + DAY, self.wishes)
        for each in [each for each in self.owed.values() if each.due <= at and each not in owed]:
            if each.kind == "debrief":
                self.owed[each.name] = replace(each, due=tomorrow)
            elif each.event == event:
                del self.owed[each.name]
        return self.owed.pop(name)

    def wait(self, at: datetime, *, wishes_changed: bool) -> None:
        """What is due in hours without messages waits for their end; or if it waited already, for a day's message."""
        end = awake(at, self.wishes)
        for each in [each for each in self.owed.values() if each.due <= at]:
            due = self._hour_of(end, at) if wishes_changed else end
            self.owed[each.name] = replace(each, due=due, earliest=end)

    def _is_true(self, station: Station, at: datetime) -> bool:
        event = self.events[station.event]
        ended = at >= shown(event.end, event.zone)
        return ended and event.key not in self.over if station.kind == "debrief" else not ended

    # --- when ---------------------------------------------------------------------------------------

    def _plan(self, event: Going, at: datetime) -> None:
        for station in self._stations(event):
            if station.due > at:
                self.owed[station.name] = station

    def _plan_anew(self, event: Going, at: datetime) -> None:
        """Hours changed: what is ahead moves, and comes at once if that moves it into the past.

        What is late and waits comes at the hour of the day it waits for.
        """
        stations = {station.name: station for station in self._stations(event)}
        for before in [each for each in self.owed.values() if each.event == event.key and each.due > at]:
            del self.owed[before.name]
            if before.name in stations and before.meant > at:
                self.owed[before.name] = stations[before.name]
            elif before.name in stations:
                self.owed[before.name] = replace(before, due=self._hour_of(before.due, at))

    def _hour_of(self, due: datetime, at: datetime) -> datetime:
        """The hour of a day's message on the day of `due`, or the next one after `at` if that is over."""
        tomorrow = clock(at, self.wishes).date() + DAY  # nothing waits longer but for a pause, which may be over now
        day = open_day(min(clock(due, self.wishes).date(), tomorrow), self.wishes, named=True)
        return max(message_at(day, self.wishes), next_message(at, self.wishes))

    def _stations(self, event: Going) -> list[Station]:
        wishes, start, end = self.wishes, shown(event.start, event.zone), shown(event.end, event.zone)
        day = clock(start, wishes).date()
        found = []
        evening = shown(datetime.combine(day - DAY, EVENING), wishes.zone)
        prepare = Station("prepare", event.key, 1, evening, awake(evening, wishes))
        if prepare.due <= start - 2 * HOUR:
            found.append(prepare)
        card = self._card(start)
        if card < start:
            found.append(Station("card", event.key, 1, card, card))
        if event.key not in self.over:
            found += self._debriefs(event.key, end + timedelta(minutes=30))
        return found

    def _card(self, start: datetime) -> datetime:
        """At their hour, three hours before at the latest; when that is too early in the day, the evening before."""
        wishes, day = self.wishes, clock(start, self.wishes).date()
        lead = clock(start, wishes) - 3 * HOUR
        at = min(datetime.combine(day, wishes.hour), lead)
        moment = awake(shown(at, wishes.zone), wishes)
        if in_hours(at.time(), wishes.quiet_from, wishes.quiet_until) and moment > start - HOUR:
            moment = awake(shown(datetime.combine(day - DAY, CARD_EVENING), wishes.zone), wishes)
        return moment

    def _debriefs(self, key: str, asked: datetime) -> list[Station]:
        wishes, first = self.wishes, asked
        if in_hours(clock(asked, wishes).time(), wishes.quiet_from, wishes.quiet_until):
            morning = awake(asked, replace(wishes, paused_until=None))
            first = max(morning, shown(datetime.combine(clock(morning, wishes).date(), wishes.hour), wishes.zone))
        again = shown(datetime.combine(clock(first, wishes).date() + DAY, wishes.hour), wishes.zone)
        both = enumerate((first, again), start=1)
        return [Station("debrief", key, number, meant, awake(meant, wishes)) for number, meant in both]


def _place(station: Station) -> tuple[bool, bool, int]:
    """Of one event a debrief goes before the card, the card before the offer to prepare."""
    return station.kind != "debrief", station.kind != "card", station.number
