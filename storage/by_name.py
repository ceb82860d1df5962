"""People by their names: in order, a page of them, and whoever is called so.

Without a key the database does it. What is sealed it can neither sort nor compare; then the names are opened once and
kept on the owner's desk until somebody's name is written anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select

from conversations.facts import Key, Person
from conversations.twins import Likeness
from storage import shelves
from storage.bound import Bound, remembered
from storage.desk import WORDS_OF
from storage.statements import by_key
from storage.tables import PEOPLE

_BY_NAME = (PEOPLE.c.draft, PEOPLE.c.sorted_as, *by_key(PEOPLE))

AT_ONCE = 500
"""People who are asked for by their keys in one statement."""


LIKENESS = (*(PEOPLE.c[field.name] for field in fields(Likeness)), PEOPLE.c.account)


def likeness(*row: Any) -> Likeness:  # noqa: ANN401 - columns
    """What a row of `LIKENESS` says: its last column is the account where words are sealed."""
    found = Likeness(*row[:-1])
    return replace(found, telegram_id=int(row[-1])) if row[-1] and found.telegram_id is None else found


class ByName(Bound):
    """The people the owner met, as they are called."""

    @remembered(PEOPLE)
    def people(self, limit: int = 10, offset: int = 0) -> tuple[Person, ...]:
        """People by name; those captured and not debriefed yet come last."""
        if self._vault is not None:
            return tuple(self._these(self._in_order()[offset : offset + limit]))
        return self._facts(shelves.PERSON, self._of(PEOPLE).order_by(*_BY_NAME).limit(limit).offset(offset))

    @remembered(PEOPLE)
    def row_of_person(self, key: Key) -> int | None:
        """Which row of `people` this person is, from 0."""
        if self._vault is not None:
            return next((row for row, each in enumerate(self._in_order()) if each == key), None)
        return self._row_of(PEOPLE, key, _BY_NAME)

    def likenesses(self) -> tuple[Likeness, ...]:
        """What everybody is told from others by, in the order of their keys."""
        return self._likenesses() if self._vault is None else self._alike()

    def _with_account(self, telegram_id: int) -> Person | None:
        """The only person with this Telegram account."""
        if self._vault is not None:
            return self._only(each.key for each in self._alike() if each.telegram_id == telegram_id)
        return self._one(PEOPLE.c.telegram_id == telegram_id)

    def _with_handle(self, handle: str) -> Person | None:
        """The only person with this handle, however it is written."""
        if self._vault is not None:
            return self._only(each.key for each in self._alike() if (each.handle or "").lower() == handle.lower())
        return self._one(func.lower(PEOPLE.c.handle) == handle.lower())

    def _with_name(self, name: str) -> Person | None:
        """The only person with this very name."""
        if self._vault is not None:
            return self._only(each.key for each in self._alike() if each.name == name)
        return self._one(PEOPLE.c.name == name)

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        """The only person of whom this is true."""
        found = self._facts(shelves.PERSON, self._of(PEOPLE, condition).limit(2))
        return found[0] if len(found) == 1 else None

    def _only(self, keys: Iterable[Key]) -> Person | None:
        found = tuple(keys)
        return self._fact(shelves.PERSON, found[0]) if len(found) == 1 else None

    @remembered(PEOPLE)
    def _in_order(self) -> tuple[Key, ...]:
        """The keys of everybody, as `people` goes."""
        columns = PEOPLE.c.draft, PEOPLE.c.sorted_as, func.length(PEOPLE.c.key), PEOPLE.c.key
        everybody = select(*columns).where(PEOPLE.c.owner == self.owner)
        return tuple(Key(row[-1]) for row in sorted(tuple(row) for row in self._connection.execute(everybody)))

    @remembered(PEOPLE, WORDS_OF(PEOPLE.name))
    def _alike(self) -> tuple[Likeness, ...]:
        """The likenesses, opened once: they are asked for with every page of a person."""
        return self._likenesses()

    def _likenesses(self) -> tuple[Likeness, ...]:
        others = select(*LIKENESS).where(PEOPLE.c.owner == self.owner)
        return tuple(likeness(*row) for row in self._connection.execute(others.order_by(*by_key(PEOPLE))))

    def _these(self, keys: tuple[Key, ...]) -> Iterator[Person]:
        for first in range(0, len(keys), AT_ONCE):
            these = keys[first : first + AT_ONCE]
            found = {
                person.key: person for person in self._facts(shelves.PERSON, self._of(PEOPLE, PEOPLE.c.key.in_(these)))
            }
            yield from (found[key] for key in these)
