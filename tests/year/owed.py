"""What is owed about somebody or something: one thing to bring up, and the days of the rhythm. By docs/nudges.md."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from tests.year.facts import Advised, Introducing, Promised, ToPassOn, Wishes
from tests.year.hours import message_at, open_day, shown

STEPS: Final = {-1: (7, 22, 45), 0: (14, 45, 90), 1: (28, 90, 180), 2: (56, 180, 360)}
ROOM: Final = 7
"""Days that something without a latest day of its own may wait before it stands first in line."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to bring up. `unit` is whom or what one speaks of; `wall` is the minute, if the person set one."""

    unit: str
    subject: str
    kind: str
    ideal: date
    latest: date
    named: bool = False
    wall: datetime | None = None
    put_off: str = ""  # the nudge that was snoozed
    step: int = 0  # of the rhythm: days after the last contact

    def due(self, wishes: Wishes) -> datetime:
        """The moment from which on it may come."""
        if self.wall is not None:
            return shown(self.wall, wishes.zone)
        return message_at(open_day(self.ideal, wishes, named=self.named), wishes)

    def lies_ahead(self, wishes: Wishes, at: datetime) -> bool:
        """Whether its own day is still to come; a pause makes nothing that is over lie ahead again."""
        return self.due(replace(wishes, paused_until=None)) > at

    @property
    def name(self) -> tuple[str, str, str, date | int]:
        """What it is called, however often it is planned."""
        return self.kind, self.subject, self.put_off, self.step or self.ideal

    @property
    def place(self) -> tuple[bool, bool, date, date]:
        """Its place in line."""
        return not self.named, self.kind != "promise", self.latest, self.ideal

    def is_overtaken(self, day: date) -> bool:
        """Whether it was for the eve of a promise's day: the day comes by itself."""
        is_eve = self.kind == "promise" and self.latest == self.ideal and not (self.named or self.put_off)
        return is_eve and day > self.ideal

    @property
    def is_of_the_rhythm(self) -> bool:
        return self.kind == "check_in" and not (self.named or self.put_off)

    @property
    def is_urgent(self) -> bool:
        """Whether it comes even while an answer is waited for."""
        return self.named or self.kind == "promise"


def rhythm(pace: int, since: date) -> Iterator[tuple[int, date, date]]:
    """The steps of two years: days after the contact, ideal day, and latest day, which is half an interval later."""
    first, second, later = STEPS[pace]
    days = [first, second, *range(second + later, 800, later)]
    for before, day in zip([0, *days], days, strict=False):
        yield day, since + timedelta(days=day), since + timedelta(days=day + (day - before) // 2)


def of_thing(thing: Promised | Introducing | Advised | ToPassOn, unit: str) -> Iterator[Owed]:
    """Everything that is owed about a promise, an introduction or an advice, or for two years about passing it on."""

    def owed(kind: str, day: date) -> Owed:
        return Owed(unit, thing.key, kind, day, day + timedelta(days=ROOM))

    match thing:
        case Promised(due=date() as due, mine=True):
            eve = due - timedelta(days=1)
            yield Owed(unit, thing.key, "promise", eve, eve)
            yield Owed(unit, thing.key, "promise", due, due, named=True)
        case Promised(due=date() as due):
            yield owed("promise", due + timedelta(days=1))
        case Introducing(on=on):
            yield owed("introduction", on + timedelta(days=7))
        case Advised(on=on):
            yield owed("advice", on + timedelta(days=21))
        case ToPassOn(on=on):
            yield from (owed("forward", on + timedelta(days=30 * month)) for month in range(1, 25))
        case Promised(due=None):
            pass
