"""Nudges: when the owner is to hear from us. Which nudges follow from which facts is decided in the core.

The rule of this file: what is to come lies there as pending, and as held while the owner has blocked us, never one
beside the other. So the clock passes over those who left without looking at them. To the coach, held is pending.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from conversations.effects import Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Key, Mention, OwnerId, Settings
from conversations.timing import WallTime
from storage import shelves
from storage.bound import Bound, remembered
from storage.columns import UtcDateTime
from storage.ready import Ready
from storage.shelves import Row
from storage.statements import by_key, insert_into, of, with_key
from storage.tables import BUNDLES, IS_HELD, IS_PENDING, MENTIONS, NUDGES

_TO_COME = (NudgeState.PENDING, NudgeState.HELD)

_TAKEN = (NudgeState.SENT, NudgeState.DONE)
"""States of an occurrence that the owner got to see."""

_PLANNED = ("kind", "subject", "at_local", "at_zone", "due", "state", "named", "latest", "missed")
"""What a new plan or a mark says of an occurrence; `taken_at` stays that of the first time it was taken."""


_DUE = Ready(
    of(NUDGES, IS_PENDING, NUDGES.c.due <= bindparam("now", type_=UtcDateTime)).order_by(NUDGES.c.due, *by_key(NUDGES))
)
_ABOUT = Ready(of(NUDGES, NUDGES.c.subject == bindparam("about")).order_by(NUDGES.c.due, *by_key(NUDGES)))


class Nudges(Bound):
    """The owner's nudges."""

    @remembered(NUDGES)
    def nudge(self, key: Key) -> Nudge | None:
        """The occurrence with this key, in any state."""
        found = self._nudges(with_key(NUDGES), key=key)
        return found[0] if found else None

    def pending_nudges(self, until: datetime | None = None, limit: int | None = 10) -> tuple[Nudge, ...]:
        """What is still to come, up to and with `until` (UTC), the soonest first. No `limit`: all of it."""
        before = () if until is None else (NUDGES.c.due <= until,)
        pending = self._of(NUDGES, self._is_to_come(), *before)
        return self._nudges(pending.order_by(NUDGES.c.due, *by_key(NUDGES)).limit(limit))

    @remembered(NUDGES)
    def nudges_of(self, subject: Key) -> tuple[Nudge, ...]:
        """Every occurrence about this event or person, in any state, by its moment."""
        return self._nudges(_ABOUT, about=subject)

    def nudges_by_subject(self) -> Mapping[Key, tuple[Nudge, ...]]:
        """Every occurrence, in any state, by what it is about and by its moment."""
        found: defaultdict[Key, list[Nudge]] = defaultdict(list)
        for nudge in self._nudges(self._of(NUDGES).order_by(NUDGES.c.due, *by_key(NUDGES))):
            found[nudge.subject].append(nudge)
        return {subject: tuple(nudges) for subject, nudges in found.items()}

    @remembered(NUDGES)
    def take_due(self, now: datetime) -> tuple[Nudge, ...]:
        """What is due at `now` (UTC), the longest overdue first; nobody else can take it during this turn.

        It stays pending until the turn records a `Mark` for it: a turn that fails leaves it due.
        """
        return self._nudges(_DUE, now=now)

    @remembered(NUDGES)
    def last_sent(self, kind: NudgeKind) -> datetime | None:
        """The moment (UTC) at which an occurrence of this kind was sent last, whatever was done about it since."""
        sent = select(func.max(NUDGES.c.taken_at)).where(
            NUDGES.c.owner == self.owner, NUDGES.c.kind == kind, NUDGES.c.state.in_(_TAKEN)
        )
        moment: datetime | None = self._connection.execute(sent).scalar_one()
        return moment

    def mention(self, key: Key) -> Mention | None:
        """That this person or thing was brought up and has had no answer."""
        return self._fact(shelves.MENTION, key)

    def mentions(self) -> tuple[Mention, ...]:
        """All that was brought up and has had no answer."""
        return self._facts(shelves.MENTION, self._of(MENTIONS))

    @remembered(BUNDLES)
    def bundle_days(self, since: date) -> tuple[date, ...]:
        """The local dates that had a bundle, from this one on, in order."""
        days = select(BUNDLES.c.day).where(BUNDLES.c.owner == self.owner, BUNDLES.c.day >= since)
        return tuple(self._connection.execute(days.order_by(BUNDLES.c.day)).scalars())

    def _change(self, settings: Settings) -> None:
        was_blocked = self._row.settings.blocked
        self._row.change(settings)
        if settings.blocked and not was_blocked:
            self._write(NUDGES, holding(self.owner))
        if was_blocked and not settings.blocked:
            theirs = (NUDGES.c.owner == self.owner) & IS_HELD
            self._write(NUDGES, update(NUDGES).where(theirs).values(state=NudgeState.PENDING))

    def _note_bundle(self, day: date) -> None:
        self._write(BUNDLES, insert(BUNDLES), [{"owner": self.owner, "day": day}])

    def plan_nudges(self, plans: Iterable[PlanNudges], existing: Iterable[Nudge]) -> None:
        """Pending ones that are not planned any more are taken away, so that they may be planned again later.

        Most facts change without their plan changing; then nothing is written. `existing` are all occurrences of what
        the plans are about.
        """
        planned = {nudge.key: nudge for plan in plans for nudge in plan.nudges}
        known = {nudge.key: nudge for nudge in existing}
        gone = [key for key, nudge in known.items() if key not in planned and nudge.state in _TO_COME]
        new = [nudge for key, nudge in planned.items() if known.get(key) != nudge]
        blocked = self._row.settings.blocked
        if gone:
            rows = [{"of": self.owner, "this": key} for key in gone]
            self._write(NUDGES, _taking_away(blocked=blocked), rows)
        if new:
            planning = _planning(self._connection.dialect.name, blocked=blocked)
            self._write(NUDGES, planning, [self._nudge_row(nudge, None) for nudge in new])

    def _mark(self, nudges: Iterable[Nudge], now: datetime) -> None:
        """One statement for all; of two marks for one occurrence the later one counts."""
        rows = [self._nudge_row(nudge, None if nudge.state in _TO_COME else now) for nudge in nudges]
        if rows:
            self._write(NUDGES, _marking(self._connection.dialect.name), rows)

    def _is_to_come(self) -> ColumnElement[bool]:
        return IS_HELD if self._row.settings.blocked else IS_PENDING

    def _state(self, nudge: Nudge) -> NudgeState:
        to_come = NudgeState.HELD if self._row.settings.blocked else NudgeState.PENDING
        return to_come if nudge.state in _TO_COME else nudge.state

    def _nudges(self, query: Select[Any] | Ready, **bound: object) -> tuple[Nudge, ...]:
        return tuple(nudge_in(row) for row in self._rows(query, **bound))

    def _nudge_row(self, nudge: Nudge, taken_at: datetime | None) -> Mapping[str, object]:
        return {
            "owner": self.owner,
            "key": nudge.key,
            "kind": nudge.kind,
            "subject": nudge.subject,
            "at_local": nudge.at.local,
            "at_zone": nudge.at.zone,
            "due": nudge.due,
            "state": self._state(nudge),
            "taken_at": taken_at,
            "named": nudge.named,
            "latest": nudge.latest,
            "missed": nudge.missed,
        }


def holding(owner: OwnerId) -> Update:
    """They blocked us, and their row says so: nothing of theirs is due until a turn of theirs unblocks them."""
    theirs = (NUDGES.c.owner == owner) & IS_PENDING
    return update(NUDGES).where(theirs).values(state=NudgeState.HELD)


@cache
def _taking_away(*, blocked: bool) -> Ready:
    this = (NUDGES.c.owner == bindparam("of")) & (NUDGES.c.key == bindparam("this"))
    return Ready(delete(NUDGES).where(this, IS_HELD if blocked else IS_PENDING))


@cache
def _planning(dialect: str, *, blocked: bool) -> Ready:
    statement = insert_into(dialect, NUDGES)
    moved = {name: statement.excluded[name] for name in _PLANNED}
    to_come = IS_HELD if blocked else IS_PENDING
    return Ready(statement.on_conflict_do_update(index_elements=["owner", "key"], set_=moved, where=to_come))


@cache
def _marking(dialect: str) -> Ready:
    statement = insert_into(dialect, NUDGES)
    marked = {name: statement.excluded[name] for name in _PLANNED}
    pending = statement.excluded.taken_at.is_(None)
    taken_at = case((pending, None), else_=func.coalesce(NUDGES.c.taken_at, statement.excluded.taken_at))
    set_ = marked | {"taken_at": taken_at}
    return Ready(statement.on_conflict_do_update(index_elements=["owner", "key"], set_=set_))


def nudge_in(row: Row) -> Nudge:
    """The occurrence in a row; to the coach, held is pending."""
    return Nudge(
        key=row["key"],
        kind=row["kind"],
        subject=row["subject"],
        at=WallTime(row["at_local"], row["at_zone"]),
        due=row["due"],
        state=NudgeState.PENDING if row["state"] in _TO_COME else row["state"],
        named=row["named"],
        latest=row["latest"],
        missed=row["missed"],
    )
