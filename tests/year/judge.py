"""The oracle: goes through one person's year, moment by moment, and says where the bot did otherwise than was owed."""

import heapq
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from conversations.facts import OwnerId
from tests.year.book import Book
from tests.year.bundles import able, wrong
from tests.year.event_book import EventBook
from tests.year.facts import Away, Back, Wishes
from tests.year.hours import DAY, awake, is_still, message_at, today
from tests.year.letters import Entry, entries, event_nudge
from tests.year.owed import Owed
from tests.year.trace import Noted
from tests.year.year_of import Coming, Item, Message, Year, at, items_of

ASKING: Final = 3
"""Misses after which it is asked: keep, less often, stop?"""

NOTICED_WITHIN: Final = timedelta(minutes=5)
"""How long the bot may take to notice that an earlier message is delivered and the next one can be written."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a rule was broken."""

    rule: str
    owner: OwnerId
    at: datetime
    words: str


@dataclass
class Judge:
    """One person's year."""

    year: Year
    verdicts: list[Verdict] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._book, self._events = Book(dict(self.year.nudges)), EventBook()
        self._had: list[date] = []
        self._is_away = False
        self._looks: list[datetime] = []
        self._planned = set[datetime]()
        self._now, self._is_look = self.year.over, False
        self._noticing: datetime | None = None
        self._to_the_minute = set[int]()
        self._prevented_on: date | None = None

    def judge(self) -> "Judge":
        """The whole year."""
        items = deque(items_of(self.year))
        for _, until in self.year.down:
            self._look_at(until)
        while items or self._looks:
            self._now = min([*(at(item) for item in list(items)[:1]), *self._looks[:1]])
            if self._now > self.year.over:
                break
            self._moment([items.popleft() for _ in range(_together(items, self._now))])
        return self

    def _moment(self, items: list[Item]) -> None:
        """All that happened in one second. Where the bot looked at the clock in it, nobody knows: before or after."""
        self._is_look = self._looks[:1] == [self._now]
        if self._is_look:
            heapq.heappop(self._looks)
        before = self._missing()
        for item in items:
            self._take(item)
        missing = [each for each in self._missing() if each in before]
        if self._is_look and self._is_excused():
            if self._is_the_hour():
                self._prevented_on = today(self._now, self._book.wishes)
            minutes = [each for each in self._minutes_missing() if each in before]
            if minutes and not self._is_off():
                self._say("lost", f"a letter that waits keeps them: {minutes}")
        elif self._is_look:
            if missing:
                self._say("lost", f"not written: {missing}")
            wishes_changed = any(isinstance(item, Noted) and isinstance(item.fact, Wishes) for item in items)
            if wishes_changed or is_still(self._now, self._book.wishes):
                self._events.wait(self._now, wishes_changed=wishes_changed)
        self._look_ahead()

    def _take(self, item: Item) -> None:
        match item:
            case Noted(fact=fact):
                self._book.note(fact, self._now)
                self._events.note(fact, self._now)
                self._is_away = (self._is_away or isinstance(fact, Away)) and not isinstance(fact, Back)
                self._is_look = self._is_look or isinstance(fact, Back | Wishes)
            case Message():
                self._written(item)
            case Coming():
                if is_still(self._now, self._book.wishes) and item.message.number not in self._to_the_minute:
                    self._say("still", f"letter {item.message.number} came in hours without messages")
            case _:
                assert_never(item)

    # --- when the bot is to look --------------------------------------------------------------------

    def _look_at(self, moment: datetime) -> None:
        if moment not in self._planned:
            self._planned.add(moment)
            heapq.heappush(self._looks, moment)

    def _look_ahead(self) -> None:
        """Plan the next looks: whenever something is owed, as things stand now."""
        wishes, day = self._book.wishes, today(self._now, self._book.wishes)
        moments = [message_at(day, wishes), message_at(day + DAY, wishes)]
        moments += [owed.due(wishes) for owed in self._book.owed if owed.wall is not None]
        moments += [station.due for station in self._events.owed.values()]
        if self._is_look and is_still(self._now, wishes):
            moments.append(awake(self._now, wishes))
        for moment in moments:
            if moment > self._now:
                self._look_at(moment)

    def _missing(self) -> list[str]:
        """What should have been written by now."""
        missing = self._minutes_missing()
        if not is_still(self._now, self._book.wishes):
            missing += [f"{station}" for station in self._events.due(self._now)]
            line = able(self._book, self._had, self._now)
            missing += [f"a message about {', '.join(line)}"] if line and self._is_the_hour() else []
        return missing

    def _minutes_missing(self) -> list[str]:
        return [f"{owed}" for owed in self._book.due(self._now) if owed.wall is not None]

    def _is_the_hour(self) -> bool:
        """Whether it is the moment of the day's message, or later on a day on which it could not come then."""
        day = today(self._now, self._book.wishes)
        return self._now == message_at(day, self._book.wishes) or self._prevented_on == day

    def _is_excused(self) -> bool:
        """Whether there was nobody to write, or to write to; or an earlier message was still on its way."""
        before = [each for each in self.year.messages if each.waits_at(self._now) or each.comes[-1:] == (self._now,)]
        for message in before:
            self._noticing = (message.comes[-1] if message.comes else self.year.over) + NOTICED_WITHIN
            self._look_at(self._noticing)
        return bool(before) or self._is_off()

    def _is_off(self) -> bool:
        return self._is_away or self.year.is_down(self._now)

    # --- messages -----------------------------------------------------------------------------------

    def _written(self, message: Message) -> None:
        told = entries(message.rows)
        nudge = event_nudge(message.rows)
        named = {entry.nudge for entry in told} | ({nudge} if nudge else set())
        if unknown := named - self.year.nudges.keys():
            self._say("not owed", f"nothing is known of {sorted(unknown)}")
        elif nudge is not None:
            self._about_event(nudge)
        elif len(told) == 1 and (owed := self._set_to_the_minute(told[0])):
            self._on_time(owed.due(self._book.wishes))
            self._to_the_minute.add(message.number)
            self._bring_up(owed.unit, told[0], [owed])
            return
        else:
            self._about_people(told)
        for earlier in self.year.messages:
            if earlier is not message and earlier.waits_at(self._now):
                self._say("order", f"letter {message.number} is written while {earlier.number} waits")

    def _about_event(self, nudge: str) -> None:
        kind, event = self.year.nudges[nudge]
        station = self._events.sent(kind, event, int(nudge[1]), self._now)
        self.counts["about events"] += 1
        if station is None:
            self._say("not owed", f"{kind} of {event}")
            return
        if is_still(self._now, self._book.wishes):
            self._say("still", f"{station}")
        self._on_time(station.due)

    def _about_people(self, told: tuple[Entry, ...]) -> None:
        day, wishes = today(self._now, self._book.wishes), self._book.wishes
        units = [self._book.unit(self.year.nudges[entry.nudge][1]) for entry in told]
        self.counts["bundles"] += 1
        if is_still(self._now, wishes):
            self._say("still", f"a message about {units}")
        if day in self._had:
            self._say("two a day", f"a message about {units}")
        found = wrong(units, able(self._book, self._had, self._now))
        if found:
            self._say("bundle", found)
        self._on_time(message_at(day, wishes))
        self._had.append(day)
        for unit, entry in zip(units, told, strict=True):
            self._bring_up(unit, entry, self._book.leads(unit, self._now))

    def _bring_up(self, unit: str, entry: Entry, leads: list[Owed]) -> None:
        self.counts["brought up"] += 1
        subject = self.year.nudges[entry.nudge][1]
        lead = next((each for each in leads if each.subject == subject), None)
        if lead is None:
            self._say("lead", f"{entry.nudge} speaks for {unit}, not one of {leads}")
            return
        misses = self._book.mentions.get(unit, (0, date.min))[0]
        if entry.asks != (misses == ASKING and not lead.is_urgent):
            self._say("back-off", f"{unit} {'is' if entry.asks else 'is not'} asked for after {misses} misses")
        self._book.brought_up(lead, self._now, asked=entry.asks)

    def _set_to_the_minute(self, entry: Entry) -> Owed | None:
        base = entry.nudge.partition(".s")[0]
        due = (each for each in self._book.due(self._now) if each.wall and each.put_off.partition(".s")[0] == base)
        return min(due, key=lambda each: each.due(self._book.wishes), default=None)

    def _on_time(self, due: datetime) -> None:
        """A message comes when it is due, or at the first look after something that kept it."""
        if self._now == due:
            return
        noticed = self._noticing is not None and self._now <= self._noticing
        if self._now < due or not (self._is_look or noticed):
            self._say("time", f"due {due}")
        self.counts["late"] += 1

    def _say(self, rule: str, words: str) -> None:
        self.verdicts.append(Verdict(rule, self.year.owner, self._now, words))


def _together(items: deque[Item], now: datetime) -> int:
    count = 0
    for item in items:
        if at(item) != now:
            break
        count += 1
    return count
