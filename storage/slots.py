"""Slots: what we begin ourselves is lent for moments of one budget that all processes share. It sends nothing itself.

The budget is a row: the moment from which on nothing is taken. Whoever lends takes a slot after it for each letter, in
the same transaction, so that processes cannot take the same ones; slots that nobody took are gone, for a budget saves
nothing up (the generic cell rate algorithm without a burst). The same chat gets no two slots within a second. While
Telegram asks for silence (`held_until`), nobody gets any. The budget's row is locked before all others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from conversations.effects import Lane
from conversations.facts import OwnerId
from conversations.nudge_times import awake_from
from storage import lending
from storage.columns import UtcDateTime
from storage.lending import LENDABLE, NOW, OBSTACLES, THIS, earlier, is_free, is_free_at
from storage.letters import LentLetter
from storage.outcomes import Outcomes
from storage.owners import settings_of
from storage.shelves import Row
from storage.statements import insert_into
from storage.tables import BUDGETS, IS_WAITING, LETTERS, OWNERS

SECOND = timedelta(seconds=1)
EVERYBODY, NUDGES = 0, "nudges"

AHEAD = timedelta(seconds=0.5)
"""Slots further ahead are left to those who need them sooner: letters are lent late, so that silence comes soon."""

LOOKED_AT = 100
"""Letters that wait for a moment's peace and are looked at to see whose is over first."""

IMPLAUSIBLE = timedelta(seconds=30)
"""A budget that is taken for longer than this was taken under a clock that was set back since."""


@dataclass(frozen=True, slots=True)
class Ration:
    """How many letters a second all processes may send, and for how many seconds' worth of them one is lent at once."""

    a_second: float
    seconds: float = 0.5
    apart: timedelta = SECOND
    """How long the same chat is left in peace after each."""

    @property
    def gap(self) -> timedelta:
        """The time between two slots."""
        return timedelta(seconds=1 / self.a_second)

    @property
    def letters(self) -> int:
        """How many are lent at once."""
        return max(1, ceil(self.a_second * self.seconds))


@dataclass(frozen=True, slots=True)
class Slice:
    """Letters lent for their moments, in that order, and when to ask for more (UTC); None: when there are new ones.

    While it `is_held`, what was lent before must not go either.
    """

    letters: tuple[LentLetter, ...] = ()
    again: datetime | None = None
    is_held: bool = False


_THE_BUDGET = BUDGETS.c.owner == EVERYBODY, BUDGETS.c.name == NUDGES
_BUDGET = select(BUDGETS.c.free_at, BUDGETS.c.held_until).where(*_THE_BUDGET)
_BUDGET_LOCKED = _BUDGET.with_for_update()
_SPEND = update(BUDGETS).where(*_THE_BUDGET).values(free_at=bindparam("free"))
_HELD = update(BUDGETS).where(*_THE_BUDGET).values(held_until=bindparam("until"))
_AWAKE = update(LETTERS).where(THIS).values(not_before=bindparam("again"))
_TELL = update(OWNERS).where(OWNERS.c.owner == bindparam("of")).values(told_at=bindparam("at"))

_LATEST = bindparam("latest", type_=UtcDateTime)
_IN_PEACE = or_(OWNERS.c.told_at.is_(None), OWNERS.c.told_at <= _LATEST)
_OWNERS = {
    lane: LENDABLE[lane].where(_IN_PEACE).with_for_update(of=OWNERS, skip_locked=True)
    for lane in (Lane.MOMENT, Lane.NUDGE)
}
_BEGUN = (Lane.MOMENT, Lane.NUDGE)


def _waiting(lane: Lane) -> Select[Any]:
    """The letters of a lane to owners who can be reached."""
    return (
        select(LETTERS.c.owner, LETTERS.c.number, OWNERS.c.told_at)
        .join_from(LETTERS, OWNERS, OWNERS.c.owner == LETTERS.c.owner)
        .where(IS_WAITING, LETTERS.c.lane == lane, OWNERS.c.blocked.is_(False))
        .order_by(LETTERS.c.written_at, LETTERS.c.owner, LETTERS.c.number)
        .limit(bindparam("most"))
    )


def _count(lane: Lane) -> Select[Any]:
    is_due = or_(LETTERS.c.not_before.is_(None), LETTERS.c.not_before <= NOW)
    first = _waiting(lane).where(is_due, ~earlier(OBSTACLES[lane]).exists())
    return select(func.count()).select_from(first.subquery())


_UNLENT = {lane: _waiting(lane).where(is_free()) for lane in _BEGUN}
_COUNT = {lane: _count(lane) for lane in _BEGUN}


class Slots(Outcomes):
    """The letters that we begin ourselves. All moments are UTC."""

    def lend_nudges(self, now: datetime, until: datetime, ration: Ration) -> Slice:
        """A slice of what waits to be said by ourselves, lent to the caller until `until`, each with its moment.

        What the owner set to a minute goes first. What may not go at this hour waits for the end of the night.
        """
        free_at, held_until = self._budget(now)
        if held_until is not None and held_until > now:
            return Slice(again=held_until, is_held=True)
        first = now if free_at > now + IMPLAUSIBLE else max(free_at, now)
        if first > now + AHEAD:
            return Slice(again=first - AHEAD)
        lent, slept = self._lent_from(first, now, until, ration)
        if lent:
            self._connection.execute(_SPEND, {"free": first + len(lent) * ration.gap})
            self._connection.execute(_TELL, [{"of": letter.owner, "at": letter.at} for letter in lent])
            return Slice(lent, first + len(lent) * ration.gap)
        return Slice(again=now if slept else self._again(now, ration))

    def hold_nudges(self, now: datetime, until: datetime) -> None:
        """Telegram asks for silence: nobody begins anything before `until`."""
        _, held_until = self._budget(now)
        if held_until is None or held_until < until:
            self._connection.execute(_HELD, {"until": until})

    def held_until(self) -> datetime | None:
        """Until when Telegram asked for silence last."""
        row = self._connection.execute(_BUDGET).first()
        return None if row is None else row.held_until

    def nudges_waiting(self, now: datetime, most: int) -> int:
        """To how many people something that we begin ourselves is on its way or could be, counted up to `most`."""
        bound = {"now": now, "most": most}
        return sum(self._connection.execute(query, bound).scalar_one() for query in _COUNT.values())

    def _budget(self, now: datetime) -> tuple[datetime, datetime | None]:
        """The first moment that nobody has taken, and until when nobody may take one; nobody else changes it now."""
        row = self._connection.execute(_BUDGET_LOCKED).first()
        if row is None:
            first = {"owner": EVERYBODY, "name": NUDGES, "free_at": now}
            insert = insert_into(self._connection.dialect.name, BUDGETS).on_conflict_do_nothing()
            self._connection.execute(insert, first)
            row = self._connection.execute(_BUDGET_LOCKED).one()
        return row.free_at, row.held_until

    def _lent_from(
        self, first: datetime, now: datetime, until: datetime, ration: Ration
    ) -> tuple[tuple[LentLetter, ...], bool]:
        """Letters for the slots from `first` on, and whether there are others that turned out to wait for a morning."""
        bound = {"now": now, "latest": first - ration.apart, "most": ration.letters}
        found: dict[OwnerId, None] = {}
        for query in _OWNERS.values():
            found |= dict.fromkeys(OwnerId(owner) for owner in self._connection.execute(query, bound).scalars())
        owners = list(found)[: ration.letters]
        by_owner = groupby(self._rows(lending.LETTERS_OF_LOCKED, owners), key=itemgetter("owner"))
        next_ones = {owner: _next_of(list(rows), now) for owner, rows in by_owner}
        rows = [row for owner in owners if (row := next_ones.get(owner)) is not None]
        awake = list(self._awake(rows, now))
        letters = self._read(awake, now, until)
        lent = tuple(replace(letter, at=first + place * ration.gap) for place, letter in enumerate(letters))
        self._note_lent(lent)
        return lent, len(awake) < len(rows)

    def _awake(self, rows: Sequence[Row], now: datetime) -> Iterator[Row]:
        """Without what could not be brought before quiet hours or a pause: it waits for their end."""
        nudged = [row["owner"] for row in rows if row["lane"] is Lane.NUDGE]
        settings = settings_of(self._connection, nudged)
        for row in rows:
            awake = awake_from(now, settings[row["owner"]]) if row["lane"] is Lane.NUDGE else now
            if awake <= now:
                yield row
            else:
                self._connection.execute(_AWAKE, {"of": row["owner"], "no": row["number"], "again": awake})

    def _again(self, now: datetime, ration: Ration) -> datetime | None:
        """When something that waits for a moment's peace or for what is under way may have become free, if anything."""
        bound = {"now": now, "most": LOOKED_AT}
        told = {row.owner: row.told_at for query in _UNLENT.values() for row in self._connection.execute(query, bound)}
        for row in self._rows(lending.LETTERS_OF, list(told)):
            if row["not_before"] is not None and row["not_before"] > now:
                told.pop(row["owner"], None)  # it waits for that
        in_peace = (moment + ration.apart for moment in told.values() if moment is not None)
        soon = (moment for moment in in_peace if now < moment <= now + SECOND)
        return min((*soon, now + SECOND)) if told else None


def _next_of(letters: Sequence[Row], now: datetime) -> Row | None:
    """Of an owner's letters, in their order, the one that we may begin now."""
    before: set[Lane] = set()
    for row in letters:
        if row["lane"] is not Lane.REPLY and before.isdisjoint(OBSTACLES[row["lane"]]) and is_free_at(row, now):
            return row
        before.add(row["lane"])
    return None
