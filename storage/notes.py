"""What was noted of people: notes, the messages they came out of, and the pairs that got a no."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, or_, select

from conversations.facts import Apart, ApartKind, Capture, Fact, Key, Note, Noted, Person, apart_key
from storage import shelves
from storage.bound import remembered
from storage.people import People
from storage.ready import Ready, rows_of_all
from storage.shelves import Shelf
from storage.statements import by_key, of
from storage.tables import APARTS, CAPTURES, CONTACTS, INTRODUCTIONS, NOTES, PEOPLE, PROMISES


def _as_told(table: Table) -> tuple[ColumnElement[object], ...]:
    return (table.c.kept_at, *by_key(table))


_SHELVES: tuple[Shelf[Noted], ...] = (shelves.NOTE, shelves.PROMISE, shelves.INTRODUCTION)  # type: ignore[assignment]  # a shelf gives what it takes
_THERE = select(PEOPLE.c.key).where(PEOPLE.c.owner == bindparam("of"), PEOPLE.c.event == bindparam("at"))
_TOLD = tuple(
    (shelf, Ready(of(shelf.table, shelf.table.c.person.in_(_THERE)).order_by(*_as_told(shelf.table))))
    for shelf in _SHELVES
)
"""What is noted of people and promised to or by them, in the order in which it was told."""


class Notes(People):
    """The notes about the owner's people."""

    def note(self, key: Key) -> Note | None:
        """The note with this key."""
        return self._fact(shelves.NOTE, key)

    @remembered(NOTES)
    def notes(self, person: Key) -> tuple[Note, ...]:
        """What was noted about this person, in the order in which it was told."""
        return self._facts(shelves.NOTE, self._of(NOTES, NOTES.c.person == person).order_by(*_as_told(NOTES)))

    def all_notes(self, limit: int) -> tuple[Note, ...]:
        """Notes about everybody, the latest first."""
        length, key = by_key(NOTES)
        latest = self._of(NOTES).order_by(NOTES.c.kept_at.desc(), length.desc(), key.desc())
        return self._facts(shelves.NOTE, latest.limit(limit))

    @remembered(PEOPLE, NOTES, PROMISES, INTRODUCTIONS)
    def noted_at(self, event: Key) -> tuple[Noted, ...]:
        """All that was noted about the people of an event, and promised to or by them, in the order it was told."""
        bound = {"of": self.owner, "at": event}
        found = rows_of_all(self._connection, [(told, bound) for _, told in _TOLD])
        return tuple(shelf.from_row(row) for (shelf, _), rows in zip(_TOLD, found, strict=True) for row in rows)

    def capture(self, key: Key) -> Capture | None:
        """The capture with this key."""
        return self._fact(shelves.CAPTURE, key)

    @remembered(CAPTURES)
    def captures_in(self, message: int) -> tuple[Capture, ...]:
        """What was captured out of this message of the owner's chat, in order; several when it named several."""
        sent = self._of(CAPTURES, CAPTURES.c.message == message).order_by(*_as_told(CAPTURES))
        return self._facts(shelves.CAPTURE, sent)

    @remembered(CAPTURES)
    def captures_of(self, person: Key) -> tuple[Capture, ...]:
        """The captures about this person, in the order in which they came."""
        theirs = self._of(CAPTURES, CAPTURES.c.person == person).order_by(*_as_told(CAPTURES))
        return self._facts(shelves.CAPTURE, theirs)

    @remembered(CAPTURES)
    def last_capture(self) -> Capture | None:
        """What was captured last."""
        length, key = by_key(CAPTURES)
        latest = self._of(CAPTURES).order_by(CAPTURES.c.kept_at.desc(), length.desc(), key.desc())
        found = self._facts(shelves.CAPTURE, latest.limit(1))
        return found[0] if found else None

    @remembered(NOTES, PROMISES, INTRODUCTIONS)
    def came_of(self, capture: Key) -> tuple[Noted, ...]:
        """What was read out of a capture: facts named after it."""
        named = f"{capture}."
        return tuple(
            fact
            for shelf, _ in _TOLD
            for fact in self._facts(
                shelf,
                self._of(shelf.table, shelf.table.c.key.startswith(named, autoescape=True)).order_by(
                    *_as_told(shelf.table)
                ),
            )
        )

    @remembered(NOTES, CAPTURES, PROMISES, INTRODUCTIONS, APARTS, CONTACTS)
    def all_about(self, person: Key) -> tuple[Fact, ...]:
        """Everything that hangs on this person: notes, captures, promises, introductions, refusals, contacts."""
        hangs: tuple[tuple[Shelf[Any], tuple[Column[Any], ...]], ...] = (
            (shelves.NOTE, (NOTES.c.person,)),
            (shelves.CAPTURE, (CAPTURES.c.person,)),
            (shelves.PROMISE, (PROMISES.c.person,)),
            (shelves.INTRODUCTION, (INTRODUCTIONS.c.person, INTRODUCTIONS.c.other_key)),
            (shelves.APART, (APARTS.c.one, APARTS.c.other)),
            (shelves.CONTACT, (CONTACTS.c.person,)),
        )
        return tuple(
            fact
            for shelf, columns in hangs
            for fact in self._facts(shelf, self._of(shelf.table, or_(*(column == person for column in columns))))
        )

    def are_apart(self, kind: ApartKind, one: Key, other: Key) -> bool:
        """Whether these two got a no."""
        return self._fact(shelves.APART, apart_key(kind, one, other)) is not None

    @remembered(APARTS)
    def aparts(self) -> tuple[Apart, ...]:
        """All pairs that got a no."""
        return self._facts(shelves.APART, self._of(shelves.APART.table))

    @remembered(PEOPLE)
    def person_known_as(self, telegram_id: int | None, handle: str | None, name: str) -> Person | None:
        """The person with this Telegram account, else with this handle, else with this whole name if only one has it.

        Somebody with another account or another handle is somebody else, whatever their name.
        """
        if telegram_id is not None and (found := self._with_account(telegram_id)):
            return found
        found = self._with_handle(handle) if handle else None
        if found is None and " " in name.strip():
            found = self._with_name(name)
        return None if found is None or _is_another(found, telegram_id, handle) else found


def _is_another(person: Person, telegram_id: int | None, handle: str | None) -> bool:
    """Whether the account speaks against its being this person."""
    if telegram_id is not None and person.telegram_id is not None:
        return person.telegram_id != telegram_id
    return bool(handle and person.handle) and (handle or "").lower() != (person.handle or "").lower()
