"""People, and what was exchanged with them: promises, introductions, contacts, offers."""

from datetime import date

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from conversations.facts import (
    Contact,
    Introduction,
    IntroductionState,
    Key,
    Offer,
    Person,
    Promise,
    PromiseState,
)
from storage import shelves
from storage.bound import remembered
from storage.by_name import ByName
from storage.ready import Ready
from storage.statements import by_key, of
from storage.tables import CAPTURES, CONTACTS, INTRODUCTIONS, OFFERS, PEOPLE, PROMISES

_SOONEST = (PROMISES.c.due.asc().nulls_last(), PROMISES.c.made_on, *by_key(PROMISES))
_MOVED_ON = func.coalesce(INTRODUCTIONS.c.moved_on, INTRODUCTIONS.c.made_on)
_QUIETEST = (INTRODUCTIONS.c.to_me.desc(), _MOVED_ON, INTRODUCTIONS.c.kept_at, *by_key(INTRODUCTIONS))
SETTLED = (IntroductionState.THANKED, IntroductionState.DROPPED)
_IN_MOTION = INTRODUCTIONS.c.state.not_in(SETTLED)
_PROMISED = PROMISES.c.state == PromiseState.OPEN
_OF_EVENT = Ready(of(PEOPLE, PEOPLE.c.event == bindparam("event")).order_by(PEOPLE.c.kept_at, *by_key(PEOPLE)))
_CAPTURED_LAST = select(func.max(CAPTURES.c.kept_at)).where(
    CAPTURES.c.owner == bindparam("of"), CAPTURES.c.person == PEOPLE.c.key
)


def _as_spoken_of(*conditions: ColumnElement[bool]) -> Ready:
    spoken_of = func.coalesce(_CAPTURED_LAST.scalar_subquery(), PEOPLE.c.kept_at)
    return Ready(of(PEOPLE, *conditions).order_by(spoken_of, *by_key(PEOPLE)))


_DRAFTS_OF = _as_spoken_of(PEOPLE.c.event == bindparam("event"), PEOPLE.c.draft.is_(True))
_ELSEWHERE = _as_spoken_of(PEOPLE.c.event.is_(None), PEOPLE.c.met_on == bindparam("day"))
_MET_LAST = Ready(
    of(PEOPLE, PEOPLE.c.draft.is_(False))
    .order_by(*(column.desc() for column in (PEOPLE.c.met_on, PEOPLE.c.kept_at, *by_key(PEOPLE))))
    .limit(bindparam("most"))
)
_OFFERED = Ready(of(OFFERS).order_by(OFFERS.c.kept_at, *by_key(OFFERS)))


class People(ByName):
    """The people the owner met."""

    def person(self, key: Key) -> Person | None:
        """The person with this key."""
        return self._fact(shelves.PERSON, key)

    @remembered(PEOPLE)
    def people_of(self, event: Key) -> tuple[Person, ...]:
        """Everybody met at this event, drafts too, in the order in which they were noted."""
        return self._facts(shelves.PERSON, _OF_EVENT, event=event)

    @remembered(PEOPLE, CAPTURES)
    def drafts_of(self, event: Key) -> tuple[Person, ...]:
        """Those captured at this event and not debriefed yet, whoever was spoken of last at the end."""
        return self._facts(shelves.PERSON, _DRAFTS_OF, event=event)

    @remembered(PEOPLE, CAPTURES)
    def noted_elsewhere(self, day: date) -> tuple[Person, ...]:
        """Those met at no event on this local date, whoever was spoken of last at the end."""
        return self._facts(shelves.PERSON, _ELSEWHERE, day=day)

    @remembered(PEOPLE)
    def recent_people(self, limit: int = 10) -> tuple[Person, ...]:
        """Debriefed people, the one met last first."""
        return self._facts(shelves.PERSON, _MET_LAST, most=limit)

    @remembered(PEOPLE)
    def count_people(self) -> int:
        """How many people there are, drafts included."""
        return self._count(PEOPLE)

    @remembered(CONTACTS)
    def contacts(self, person: Key) -> tuple[Contact, ...]:
        """The contacts with this person, the latest first."""
        logged = self._of(CONTACTS, CONTACTS.c.person == person).order_by(CONTACTS.c.at.desc(), *by_key(CONTACTS))
        return self._facts(shelves.CONTACT, logged)

    @remembered(OFFERS)
    def offers(self) -> tuple[Offer, ...]:
        """What the owner can offer others, in the order in which it was told."""
        return self._facts(shelves.OFFER, _OFFERED)

    @remembered(INTRODUCTIONS, PEOPLE)
    def introductions(self, *, person: Key | None = None, event: Key | None = None) -> tuple[Introduction, ...]:
        """Introductions in any state: of or to this person, of all met at this event, or all; the oldest first."""
        conditions: list[ColumnElement[bool]] = []
        if person is not None:
            conditions.append(or_(INTRODUCTIONS.c.person == person, INTRODUCTIONS.c.other_key == person))
        if event is not None:
            conditions.append(INTRODUCTIONS.c.person.in_(self._keys_of(event)))
        idea = self._of(INTRODUCTIONS, *conditions)
        return self._facts(
            shelves.INTRODUCTION,
            idea.order_by(INTRODUCTIONS.c.made_on, INTRODUCTIONS.c.kept_at, *by_key(INTRODUCTIONS)),
        )

    def introduction(self, key: Key) -> Introduction | None:
        """The introduction with this key."""
        return self._fact(shelves.INTRODUCTION, key)

    @remembered(INTRODUCTIONS)
    def introductions_in_motion(self, limit: int = 10, offset: int = 0) -> tuple[Introduction, ...]:
        """Introductions neither closed nor let go: those offered first, then as long as they have not moved."""
        going = self._of(INTRODUCTIONS, _IN_MOTION).order_by(*_QUIETEST)
        return self._facts(shelves.INTRODUCTION, going.limit(limit).offset(offset))

    @remembered(INTRODUCTIONS)
    def count_introductions_in_motion(self) -> int:
        """How many introductions are neither closed nor let go."""
        return self._count(INTRODUCTIONS, _IN_MOTION)

    @remembered(INTRODUCTIONS)
    def row_of_introduction(self, key: Key) -> int | None:
        """Which row of `introductions_in_motion` this one is, from 0."""
        return self._row_of(INTRODUCTIONS, key, _QUIETEST, _IN_MOTION)

    def promise(self, key: Key) -> Promise | None:
        """The promise with this key."""
        return self._fact(shelves.PROMISE, key)

    @remembered(PROMISES)
    def promises(
        self, *, open_only: bool = True, person: Key | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Promise, ...]:
        """Promises both ways, the longest overdue or soonest due first, those without a date last."""
        conditions = []
        if open_only:
            conditions.append(_PROMISED)
        if person is not None:
            conditions.append(PROMISES.c.person == person)
        given = self._of(PROMISES, *conditions).order_by(*_SOONEST)
        return self._facts(shelves.PROMISE, given.limit(limit).offset(offset))

    @remembered(PROMISES)
    def count_promises(self, *, open_only: bool = True) -> int:
        """How many promises there are, both ways."""
        return self._count(PROMISES, *([_PROMISED] if open_only else []))

    @remembered(PROMISES)
    def row_of_promise(self, key: Key) -> int | None:
        """Which row of the open `promises` this one is, from 0."""
        return self._row_of(PROMISES, key, _SOONEST, _PROMISED)

    def _keys_of(self, event: Key) -> Select[tuple[str]]:
        return select(PEOPLE.c.key).where(PEOPLE.c.owner == self.owner, PEOPLE.c.event == event)
