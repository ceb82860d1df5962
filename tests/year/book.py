"""The oracle's book about one person: what is owed to them about people and things, by docs/nudges.md and nothing else.

It is told what became true and which messages came; at any moment it can say what is owed. It imports none of the code
that decides this in the bot.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from tests.year.facts import (
    Advised,
    Fact,
    InTouch,
    Introducing,
    Kept,
    Met,
    Moved,
    Paced,
    Promised,
    Settled,
    Snoozed,
    Stopped,
    ToPassOn,
    Wishes,
)
from tests.year.hours import clock, shown
from tests.year.owed import ROOM, Owed, of_thing, rhythm

PASSED_ON: Final = "forward"
"""All that is to be passed on is one thing."""

NOTHING: Final = "", ""
"""What a message is about whose nudge the bot has forgotten: a bot with a fault does such things."""

BACK_OFF: Final = (3, 6, 15)
ONE_AT_A_TIME: Final = {"introduction", "forward"}
LEADS: Final = {"promise": 0, "introduction": 1}
ROOM_AFTER_DEBRIEF: Final = 3
"""Days that a first line may wait before it stands first in line."""


@dataclass
class Book:
    """What is known of one person. `subjects` tells for each nudge of the bot's what it is about: (kind, subject)."""

    subjects: dict[str, tuple[str, str]]
    wishes: Wishes = field(default_factory=lambda: Wishes("UTC"))
    owed: set[Owed] = field(default_factory=set)
    mentions: dict[str, tuple[int, date]] = field(default_factory=dict)
    """How often something was brought up without an answer, and when last."""

    met: dict[str, Met] = field(default_factory=dict)
    contacts: dict[str, datetime] = field(default_factory=dict)
    pace: dict[str, int] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    things: dict[str, Promised | Introducing | Advised | ToPassOn] = field(default_factory=dict)
    told: set[tuple[str, str, str, date | int]] = field(default_factory=set)
    """The names of all that came, of a person since the last contact."""

    passed_on: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    # --- what becomes true --------------------------------------------------------------------------

    def note(self, fact: Fact, at: datetime) -> None:
        """Something became true."""
        match fact:
            case Wishes():
                self.wishes = fact
            case Met(key=key):
                self.met[key] = fact
                self._plan_person(key, at)
            case Promised(key=key) | Introducing(key=key) | Advised(key=key):
                self.things[key] = fact
                self._plan_thing(key, at)
            case ToPassOn(key=key):  # whoever tells of it wants to hear of it, whatever was not answered before
                self.things[key] = fact
                self._answered(PASSED_ON, at)
            case Moved(key=key, on=on):
                old = self.things[key]
                if isinstance(old, Introducing):
                    self.things[key] = Introducing(key, old.person, on)
                self._drop(subject=key)
                self._plan_thing(key, at)
                self._answered(self.unit(key), at)
            case Settled(key=key):
                unit = self.unit(key)
                self.things.pop(key, None)
                self._drop(subject=key)
                self._answered(unit, at)
            case InTouch(key=key):
                self.contacts[key] = at
                self.told = {name for name in self.told if name[1] != key}
                self._drop(subject=key)
                self._answered(key, at)
            case Stopped(key=key):
                self.stopped.add(key)
                self._drop(subject=key)
                self._answered(key, at)
            case Paced(key=key, change=change) if key not in self.stopped:
                self.pace[key] = max(-1, min(2, self.pace.get(key, 0) + change))
                self._drop_other_steps(key, at)
                self._answered(key, at)
            case Snoozed(nudge=nudge, until=until):
                self._put_off(nudge, until, at)
            case Kept(nudge=nudge):
                self._kept(nudge, at)
            case _:
                pass

    def brought_up(self, lead: Owed, at: datetime, *, asked: bool = False) -> None:
        """It came in a message: all that was due about it, or only what was set to the minute."""
        unit = lead.unit
        told = {lead} if lead.wall else self._told(unit, at, lead)
        self.owed -= told
        self.told |= {each.name for each in told}
        misses = self.mentions.get(unit, (0, date.min))[0]
        after = 4 if asked or self._gave_no_answer(unit) else min(misses + 1, 3)
        self.mentions[unit] = after, clock(at, self.wishes).date()
        if unit == PASSED_ON:
            self.passed_on = at
        self._plan_unit(unit, at)

    # --- what is owed -------------------------------------------------------------------------------

    def due(self, at: datetime) -> set[Owed]:
        """What is owed by now."""
        return {each for each in self.owed if each.due(self.wishes) <= at and not self._is_silent(each, at)}

    def again_on(self, unit: str) -> date | None:
        """When something comes again that had no answer."""
        misses, on = self.mentions.get(unit, (0, date.min))
        return on + timedelta(days=BACK_OFF[misses - 1]) if 1 <= misses <= 3 and unit != PASSED_ON else None

    def unit(self, subject: str) -> str:
        """Whom or what one brings up when one speaks of this."""
        match self.things.get(subject):
            case Promised(person=str(person)) | Introducing(person=person):
                return person
            case ToPassOn():
                return PASSED_ON
            case _:
                return subject

    def _gave_no_answer(self, unit: str) -> bool:
        """Whether even the question "keep, less often, stop?" was not answered."""
        return self.mentions.get(unit, (0, date.min))[0] == len(BACK_OFF) + 1

    def _is_silent(self, owed: Owed, at: datetime) -> bool:
        """Whether nothing is said of it: after "stop", of what is passed on within a month, of an eve that is over."""
        if owed.is_overtaken(clock(at, self.wishes).date()):
            return True
        too_early = owed.unit == PASSED_ON and not owed.put_off and at < self._next_month()
        return owed.unit in self.stopped or too_early

    def _next_month(self) -> datetime:
        day = clock(self.passed_on, self.wishes).date() + timedelta(days=30)
        return shown(datetime.combine(day, time(0)), self.wishes.zone)

    def leads(self, unit: str, at: datetime) -> list[Owed]:
        """What a message may speak of first: a named day, else a promise, else an introduction, else the rest."""
        reached = self._reached(unit, at)
        first = min(map(_rank, reached), default=None)
        return [each for each in reached if _rank(each) == first]

    def _told(self, unit: str, at: datetime, lead: Owed | None) -> set[Owed]:
        """All that has reached its day; of introductions and what is to be passed on, only what is spoken of first."""
        return {each for each in self._reached(unit, at) if each is lead or each.kind not in ONE_AT_A_TIME}

    def _reached(self, unit: str, at: datetime) -> list[Owed]:
        """What has reached its ideal day, even what would wait for a day with messages if it were alone."""
        day = clock(at, self.wishes).date()
        mine = (each for each in self.owed if each.unit == unit and each.wall is None and each.ideal <= day)
        return [each for each in mine if not self._is_silent(each, at)]

    # --- answers ------------------------------------------------------------------------------------

    def _answered(self, unit: str, at: datetime) -> None:
        self.mentions.pop(unit, None)
        self._plan_unit(unit, at)

    def _put_off(self, nudge: str, until: date, at: datetime, *, named: bool = True) -> None:
        """It comes again on that day, or at that very minute. Whoever puts the same off twice means the second day."""
        kind, subject = self.subjects.get(nudge, NOTHING)
        unit = self.unit(subject)
        self.owed = {each for each in self.owed if each.put_off != nudge}
        if subject in self.met or subject in self.things:
            wall = until if isinstance(until, datetime) else None
            day = until.date() if isinstance(until, datetime) else until
            latest = day if named else day + timedelta(days=ROOM)
            self.owed.add(Owed(unit, subject, kind, day, latest, named=named, wall=wall, put_off=nudge))
        self._answered(unit, at)

    def _kept(self, nudge: str, at: datetime) -> None:
        """A person stays in the rhythm; what has none comes again in two weeks."""
        _, subject = self.subjects.get(nudge, NOTHING)
        if subject in self.things and self.unit(subject) != PASSED_ON:
            self._put_off(nudge, clock(at, self.wishes).date() + timedelta(days=14), at, named=False)
        else:
            self._answered(self.unit(subject), at)

    def _drop_other_steps(self, key: str, at: datetime) -> None:
        """The rhythm changed: what is late stays if it is a step of the new one, too."""
        steps = {step for step, _, _ in self._rhythm(key)}
        mine = {each for each in self.owed if each.subject == key and each.is_of_the_rhythm}
        self.owed -= {each for each in mine if each.step not in steps or each.lies_ahead(self.wishes, at)}

    # --- planning -----------------------------------------------------------------------------------

    def _plan_unit(self, unit: str, at: datetime) -> None:
        self._drop(subject=unit, kind="again")
        if unit in self.met:
            self._plan_person(unit, at)
        for key, thing in self.things.items():
            if key == unit or (isinstance(thing, ToPassOn) and unit == PASSED_ON):
                self._plan_thing(key, at)
        day = self.again_on(unit)
        if day and unit not in self.stopped and (unit in self.met or unit in self.things):
            self.owed.add(Owed(unit, unit, "again", day, day + timedelta(days=ROOM)))

    def _plan_person(self, key: str, at: datetime) -> None:
        """The next check-in, and the first line after the debrief."""
        met = self.met[key]
        self._drop(subject=key, kind="check_in", later_than=at)
        if key in self.stopped:
            return
        if key not in self.contacts:
            first = met.told_on + timedelta(days=1)
            self._arm(Owed(key, key, "follow_up", first, first + timedelta(days=ROOM_AFTER_DEBRIEF)), at)
        chosen = met.touch if key not in self.contacts else None
        if chosen and self._arm(Owed(key, key, "check_in", chosen, chosen, named=True), at):
            return
        again = self.again_on(key) or date.min
        for step, ideal, latest in self._rhythm(key):
            owed = Owed(key, key, "check_in", ideal, latest, step=step)
            if ideal > again and self._arm(owed, at):
                return

    def _rhythm(self, key: str) -> Iterator[tuple[int, date, date]]:
        last = self.contacts.get(key)
        since = clock(last, self.wishes).date() if last else self.met[key].met_on
        return rhythm(self.pace.get(key, 0), since)

    def _plan_thing(self, key: str, at: datetime) -> None:
        thing, unit = self.things[key], self.unit(key)
        if not isinstance(thing, ToPassOn):
            for owed in of_thing(thing, unit):
                self._arm(owed, at)
            return
        self._drop(subject=key, kind="forward", later_than=at)
        if self._gave_no_answer(unit):
            self._drop(subject=key, kind="forward")
        else:  # once a month without an end: only the next one is owed
            any(self._arm(owed, at) for owed in of_thing(thing, unit))

    def _arm(self, owed: Owed, at: datetime) -> bool:
        """From now on it is owed, unless it came already or its moment is over."""
        if owed.name in self.told or not owed.lies_ahead(self.wishes, at):
            return False
        self.owed.add(owed)
        return True

    def _drop(self, *, subject: str, kind: str | None = None, later_than: datetime | None = None) -> None:
        """Owed no more; with `later_than`, only what is ahead of that moment. What the person put off stays then."""
        self.owed = {
            each
            for each in self.owed
            if each.subject != subject
            or (kind is not None and (each.kind != kind or each.put_off))
            or (later_than is not None and not each.lies_ahead(self.wishes, later_than))
        }


def _rank(owed: Owed) -> tuple[object, ...]:
    return not owed.named, LEADS.get(owed.kind, 2), owed.place
