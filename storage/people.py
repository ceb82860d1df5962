"""People, and what was exchanged with them: promises, introductions, contacts, offers."""

from sqlalchemy import Select, select

from conversations.facts import Contact, Introduction, Key, Offer, Person, Promise, PromiseState
from storage import shelves
from storage.bound import Bound, by_key
from storage.shelves import folded
from storage.tables import CONTACTS, INTRODUCTIONS, OFFERS, PEOPLE, PROMISES

_BY_NAME = (PEOPLE.c.draft, PEOPLE.c.sorted_as, *by_key(PEOPLE))


class People(Bound):
    """The people the owner met."""

    def person(self, key: Key) -> Person | None:
        """The person with this key."""
        return self._fact(shelves.PERSON, key)

    def people(self, limit: int = 10, offset: int = 0) -> tuple[Person, ...]:
        """People by name; those captured and not debriefed yet come last."""
        return self._facts(shelves.PERSON, self._of(PEOPLE).order_by(*_BY_NAME).limit(limit).offset(offset))

    def find_people(self, text: str, limit: int = 10) -> tuple[Person, ...]:
        """People whose name, handle or notes hold every word of `text`, whatever its case and accents; by name."""
        words = folded(text).split()
        if not words:
            return ()
        holding = [PEOPLE.c.findable.contains(word, autoescape=True) for word in words]
        return self._facts(shelves.PERSON, self._of(PEOPLE, *holding).order_by(*_BY_NAME).limit(limit))

    def people_of(self, event: Key) -> tuple[Person, ...]:
        """Everybody met at this event, drafts too, in the order in which they were noted."""
        met = self._of(PEOPLE, PEOPLE.c.event == event).order_by(PEOPLE.c.kept_at, *by_key(PEOPLE))
        return self._facts(shelves.PERSON, met)

    def drafts_of(self, event: Key) -> tuple[Person, ...]:
        """Those captured at this event and not debriefed yet, in the order in which they were noted."""
        captured = self._of(PEOPLE, PEOPLE.c.event == event, PEOPLE.c.draft.is_(True))
        return self._facts(shelves.PERSON, captured.order_by(PEOPLE.c.kept_at, *by_key(PEOPLE)))

    def recent_people(self, limit: int = 10) -> tuple[Person, ...]:
        """Debriefed people, the one met last first."""
        length, key = by_key(PEOPLE)
        met = self._of(PEOPLE, PEOPLE.c.draft.is_(False))
        newest = met.order_by(PEOPLE.c.met_on.desc(), PEOPLE.c.kept_at.desc(), length.desc(), key.desc())
        return self._facts(shelves.PERSON, newest.limit(limit))

    def count_people(self) -> int:
        """How many people there are, drafts included."""
        return self._count(PEOPLE)

    def contacts(self, person: Key) -> tuple[Contact, ...]:
        """The contacts with this person, the latest first."""
        logged = self._of(CONTACTS, CONTACTS.c.person == person).order_by(CONTACTS.c.at.desc(), *by_key(CONTACTS))
        return self._facts(shelves.CONTACT, logged)

    def offers(self) -> tuple[Offer, ...]:
        """What the owner can offer others, in the order in which it was told."""
        return self._facts(shelves.OFFER, self._of(OFFERS).order_by(OFFERS.c.kept_at, *by_key(OFFERS)))

    def introductions(self, *, person: Key | None = None, event: Key | None = None) -> tuple[Introduction, ...]:
        """Introductions in any state: of this person, of everybody met at this event, or all; the oldest first."""
        conditions = []
        if person is not None:
            conditions.append(INTRODUCTIONS.c.person == person)
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

    def promise(self, key: Key) -> Promise | None:
        """The promise with this key."""
        return self._fact(shelves.PROMISE, key)

    def promises(
        self, *, open_only: bool = True, person: Key | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Promise, ...]:
        """Promises both ways, the longest overdue or soonest due first, those without a date last."""
        conditions = []
        if open_only:
            conditions.append(PROMISES.c.state == PromiseState.OPEN)
        if person is not None:
            conditions.append(PROMISES.c.person == person)
        soonest = PROMISES.c.due.asc().nulls_last()
        given = self._of(PROMISES, *conditions).order_by(soonest, PROMISES.c.made_on, *by_key(PROMISES))
        return self._facts(shelves.PROMISE, given.limit(limit).offset(offset))

    def count_promises(self, *, open_only: bool = True) -> int:
        """How many promises there are, both ways."""
        return self._count(PROMISES, *([PROMISES.c.state == PromiseState.OPEN] if open_only else []))

    def _keys_of(self, event: Key) -> Select[tuple[str]]:
        return select(PEOPLE.c.key).where(PEOPLE.c.owner == self.owner, PEOPLE.c.event == event)
