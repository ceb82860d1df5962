"""The day's message about people: who is in it, and who waits for another day. Pure; days are local dates.

The rules, as docs/nudges.md has them: one bundle a day, three entries in it, so many bundles on any seven days.
A day that the person named comes whatever weekday or week it is; nobody else rides along then. What has no day of
its own leaves room for the named days that lie ahead.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import Key, Settings
from conversations.nudge_table import MONTH
from conversations.nudge_times import ONE_DAY, first_open_day, is_chosen, is_paused
from conversations.nudging import is_overtaken

MOST: Final = 3
"""Entries in one bundle."""

WEEK: Final = timedelta(days=7)

ONE_AT_A_TIME: Final = frozenset({NudgeKind.INTRODUCTION, NudgeKind.FORWARD})
"""Kinds that are told only where they lead an entry, one of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or thing with all nudges that wait about it. `key` names whom or what, see nudge_table.unit.

    `not_before` is the day on which it comes again for lack of an answer, or a month after the last one about passing
    something on: what is not urgent waits for that.
    """

    key: Key
    nudges: tuple[Nudge, ...]
    not_before: date | None = None

    def by(self, day: date) -> "Entry":
        """The entry with only what may come on this day."""
        reached = (nudge for nudge in self.nudges if nudge.at.local.date() <= day)
        ready = replace(self, nudges=tuple(nudge for nudge in reached if not is_overtaken(nudge, day)))
        return replace(ready, nudges=()) if ready.nudges and ready.is_held(day) else ready

    def is_held(self, day: date) -> bool:
        """Whether it waits for its answer, and nothing of it is a promise or has a day that the person named."""
        urgent = any(nudge.named is not Named.NOTHING or nudge.kind is NudgeKind.PROMISE for nudge in self.nudges)
        return self.not_before is not None and day < self.not_before and not urgent

    @property
    def lead(self) -> Nudge:
        """The nudge that says why this entry comes: a named day first, and something definite before the rhythm."""
        return min(
            self.nudges, key=lambda nudge: (nudge.named is Named.NOTHING, _vague(nudge), _place(nudge), nudge.key)
        )

    @property
    def told(self) -> tuple[Nudge, ...]:
        """What has been said once this entry was: promises are listed, but of others of a kind only one finds room."""
        lead = self.lead
        return tuple(each for each in self.nudges if each is lead or each.kind not in ONE_AT_A_TIME)

    @property
    def is_named(self) -> bool:
        """Whether the person named a day for any of it."""
        return self.lead.named is not Named.NOTHING


def bundled(
    line: Sequence[Entry], day: date, had: Collection[date], ahead: Collection[date], settings: Settings
) -> tuple[Entry, ...]:
    """Who is brought up on this day, the first in line first; nobody means no bundle.

    `line` are the entries that are ready, `had` the days of earlier bundles, `ahead` the named days that are to come.
    """
    if day in had or is_paused(day, settings):
        return ()
    named = [entry for entry in line if entry.is_named]
    left = settings.weekly - _count(had, day)
    reserved = len({named_day for named_day in ahead if day < named_day < day + WEEK})
    if not is_chosen(day, settings) or left <= 0:
        return _first(named)
    return _first(line) if named or left > reserved else ()


def _first(able: Sequence[Entry]) -> tuple[Entry, ...]:
    """An entry stands where the nudge that may wait least would stand, whichever leads it."""
    return tuple(sorted(able, key=lambda entry: (min(map(_place, entry.nudges)), entry.key))[:MOST])


def day_after(day: date, had: Collection[date], settings: Settings, *, named: bool) -> date:
    """The next local date after this one on which somebody who waits may be brought up."""
    following = first_open_day(day + ONE_DAY, settings, named=named)
    while not named and _count(had, following) >= settings.weekly:
        following = first_open_day(following + ONE_DAY, settings)
    return following


def forecast(
    line: Sequence[Entry], first: date, had: Collection[date], settings: Settings, days: int
) -> tuple[tuple[date, Entry], ...]:
    """Which entries come from a day on, on it and on so many days after it, if nothing changes until then."""
    left, past, plan = list(line), set(had), list[tuple[date, Entry]]()
    for day in (first + timedelta(days=ahead) for ahead in range(days + 1)):
        ready = [entry for whole in left if (entry := whole.by(day)).nudges]
        ahead = named_days(left, day)
        told = bundled(ready, day, past, ahead, settings)
        if told:
            past.add(day)
            plan += [(day, replace(entry, nudges=entry.told)) for entry in told]
            gone = {nudge.key for entry in told for nudge in entry.told}
            rest = (replace(each, nudges=tuple(one for one in each.nudges if one.key not in gone)) for each in left)
            again = {entry.key: day + timedelta(days=MONTH) for entry in told if entry.lead.kind is NudgeKind.FORWARD}
            left = [replace(entry, not_before=again.get(entry.key, entry.not_before)) for entry in rest if entry.nudges]
    return tuple(plan)


def named_days(line: Sequence[Entry], after: date) -> set[date]:
    """The named days after this one."""
    days = (nudge.at.local.date() for entry in line for nudge in entry.nudges if nudge.named is Named.DAY)
    return {day for day in days if day > after}


def _count(had: Collection[date], day: date) -> int:
    """Bundles on the seven days that end with this one."""
    return len({past for past in had if day - WEEK < past})


def _vague(nudge: Nudge) -> int:
    return {NudgeKind.PROMISE: 0, NudgeKind.INTRODUCTION: 1}.get(nudge.kind, 2)


def _place(nudge: Nudge) -> tuple[bool, bool, date, date]:
    """Where a nudge stands in line: the smallest comes first."""
    ideal = nudge.at.local.date()
    return nudge.named is Named.NOTHING, nudge.kind is not NudgeKind.PROMISE, nudge.latest or ideal, ideal
