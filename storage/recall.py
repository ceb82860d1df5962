"""Recall: the people of whom some words are true, wherever these were noted. What answers best is decided elsewhere.

A database is quick at handing over all the words of a table as one text, and Python at looking through one long text
(conversations/finding.py). So nothing that was typed gets into a statement, both databases find the same, and a
mistyped word costs no second look at the tables. What it costs: bench/recall.py.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, case, func

from conversations.facts import Key, NoteKind
from conversations.finding import ROW
from conversations.folding import folded
from conversations.recall import FIRST, Asked, By, Hit, Kind, reason
from conversations.recalling import Everybody, Heap
from storage.bound import Bound
from storage.desk import WORDS_OF
from storage.sealed import SealedText
from storage.tables import CONTACTS, EVENTS, INTRODUCTIONS, NOTES, PEOPLE, PROMISES

FIELDS: Final = {
    By.NAME: PEOPLE.c.name,
    By.WHO: PEOPLE.c.who,
    By.SAID: PEOPLE.c.said,
    By.MET_HOW: PEOPLE.c.met_how,
    By.HANDLE: PEOPLE.c.handle,
    By.EMAIL: PEOPLE.c.email,
}
"""What is kept with people themselves."""


_LOOKED_THROUGH: Final[Mapping[Table, tuple[ColumnElement[Any], ...]]] = {
    PEOPLE: (
        PEOPLE.c.findable,
        PEOPLE.c.key,
        PEOPLE.c.sorted_as,
        case((PEOPLE.c.draft, "1"), else_=""),
        func.coalesce(PEOPLE.c.event, ""),
    ),
    EVENTS: (EVENTS.c.findable, EVENTS.c.key),
    NOTES: (NOTES.c.findable, NOTES.c.person),
    PROMISES: (PROMISES.c.findable, func.coalesce(PROMISES.c.person, "")),
    CONTACTS: (CONTACTS.c.findable, CONTACTS.c.person),
    INTRODUCTIONS: (INTRODUCTIONS.c.findable, INTRODUCTIONS.c.person, func.coalesce(INTRODUCTIONS.c.other_key, "")),
}
"""What is searched in each table, and what belongs to each row of it."""


class Recall(Bound):
    """Finding people by whatever was noted about them."""

    def recall(self, asked: Asked, limit: int) -> tuple[Hit, ...]:
        """The people of whom every word is true, the best first (see `Everybody.found`), and why; at most `limit`."""
        if not asked.words:
            return ()
        best, spelled = self._everybody(asked.kind).found(asked, limit)
        told: dict[Key, list[tuple[By, str]]] = {key: [] for key in best}
        for key, by, text in self._told(best):
            if text and key in told:
                told[key].append((by, text))
        return tuple(reason(key, texts, asked, spelled) for key, texts in told.items())

    def _everybody(self, kind: Kind) -> Everybody:
        """All people, and all that was said of them."""
        said, keys, names, draft, at = self._joined(PEOPLE)
        happened, event = self._joined(EVENTS)
        return Everybody(
            keys,
            names,
            draft,
            at,
            Heap(happened, (event,), By.EVENT),
            (Heap(said, (keys,), By.WHO), self._notes(kind), *self._other_heaps(), *self._met(kind)),
        )

    def _other_heaps(self) -> Iterator[Heap]:
        """All that can be searched through, besides the people themselves."""
        said, person = self._joined(PROMISES)
        yield Heap(said, (person,), By.PROMISED)
        said, person = self._joined(CONTACTS)
        yield Heap(said, (person,), By.CONTACT)
        said, *both = self._joined(INTRODUCTIONS)
        yield Heap(said, tuple(both), By.INTRODUCTION)

    def _met(self, kind: Kind) -> Iterator[Heap]:
        """How people were met, when that is asked; their other words hold it, too, but not apart."""
        if kind is Kind.MET:
            how = self._connection.execute(
                self._of(PEOPLE, PEOPLE.c.met_how.is_not(None)).with_only_columns(PEOPLE.c.key, PEOPLE.c.met_how)
            ).all()
            told = [(key, folded(text)) for key, text in how if text]
            said, keys = (ROW.join(column) for column in ([text for _, text in told], [key for key, _ in told]))
            yield Heap(said, (keys,), By.MET_HOW)

    def _notes(self, kind: Kind) -> Heap:
        """The notes; their kinds are a seventh of all that is to be read, and few questions ask for them."""
        if set(FIRST[kind]).isdisjoint(map(By, NoteKind)):
            said, person = self._joined(NOTES)
            return Heap(said, (person,), By.REMARK)
        said, person, kinds = self._joined(NOTES, NOTES.c.kind)
        return Heap(said, (person,), kinds)

    def _joined(self, table: Table, *more: ColumnElement[Any]) -> tuple[str, ...]:
        """The columns of all rows of a table that are looked through, each as one text with ROW between the rows.

        To read them, and to open what is sealed, takes longer than all else: they are kept until the table changes.
        """
        columns = (*_LOOKED_THROUGH[table], *more)
        question = ("_joined", (table, *more), ())
        texts: tuple[str, ...] | None = self.papers.find(question, None)
        if texts is None:
            lie = self._as_they_lie(table, columns)
            texts = tuple(self._unsealed(column, text) for column, text in zip(columns, lie, strict=True))
            self.papers.keep(question, texts, (table, WORDS_OF(table.name)), sum(map(len, texts)))
        return texts

    def _as_they_lie(self, table: Table, columns: Sequence[ColumnElement[Any]]) -> tuple[str, ...]:
        joined = (func.aggregate_strings(column, ROW) for column in columns)
        texts = self._connection.execute(self._of(table).with_only_columns(*joined)).one()
        return tuple(text or "" for text in texts)

    def _unsealed(self, column: ColumnElement[Any], rows: str) -> str:
        if self._vault is None or not rows or not isinstance(column.type, SealedText):
            return rows
        opened, place = self._vault.seal.opened, column.type.place.encode()
        return ROW.join([opened(place, row) for row in rows.split(ROW)])

    def _told(self, people: Collection[Key]) -> Iterator[tuple[Key, By, str | None]]:
        """All that is known of these people, by which they can have been found."""
        events: dict[str, list[Key]] = {}
        for key, event, *texts in self._those(PEOPLE.c.key, people, PEOPLE.c.event, *FIELDS.values()):
            yield from ((key, by, text) for by, text in zip(FIELDS, texts, strict=True))
            events.setdefault(event, []).append(key)
        for event, title, place in self._those(EVENTS.c.key, events, EVENTS.c.title, EVENTS.c.place):
            for key in events[event]:
                yield from ((key, By.EVENT, title), (key, By.PLACE, place))
        for key, kind, text in self._those(NOTES.c.person, people, NOTES.c.kind, NOTES.c.words):
            yield key, By(kind.value), text
        for key, mine, text in self._those(PROMISES.c.person, people, PROMISES.c.mine, PROMISES.c.words):
            yield key, By.PROMISED if mine else By.PROMISED_ME, text
        for key, text in self._those(CONTACTS.c.person, people, CONTACTS.c.words):
            yield key, By.CONTACT, text
        for whom in (INTRODUCTIONS.c.person, INTRODUCTIONS.c.other_key):
            for key, text in self._those(whom, people, INTRODUCTIONS.c.other):
                yield key, By.INTRODUCTION, text

    def _those(self, whom: Column[Any], keys: Collection[str], *columns: Column[Any]) -> Iterator[Any]:
        """Some columns of the rows that are about one of these, and about which."""
        if keys:
            rows = self._of(whom.table, whom.in_(keys)).with_only_columns(whom, *columns)
            yield from self._connection.execute(rows)
