"""A whole account, read page by page and taken in piece by piece: for exports and imports. Nothing is remembered of it.

The rule of this file: what is there already is never written over. So an import that stopped half-way is taken up by
doing it again.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, assert_never

from sqlalchemy import Table, Text, bindparam, cast, delete, exists, func, select

from conversations.carried.account import (
    Entry,
    Kept,
    Owned,
    PastAnswer,
    PastBundle,
    PastDialogue,
    PastNudge,
    Section,
)
from conversations.dialogue import DialogueState
from conversations.facts import Key, Person
from conversations.limits import MOST_KEPT, Full
from conversations.twins import Likeness
from storage import shelves
from storage.by_name import LIKENESS, likeness
from storage.dialogues import Dialogues
from storage.keyring import Damaged
from storage.nudges import Nudges, nudge_in
from storage.ready import Ready
from storage.shelves import Row, Shelf
from storage.statements import insert_into
from storage.tables import ANSWERS, BUNDLES, DIALOGUES, IS_OPEN, NOTES, NUDGES, PEOPLE

SHELVES: Mapping[Section, Shelf[Any]] = {
    Section.EVENTS: shelves.EVENT,
    Section.PEOPLE: shelves.PERSON,
    Section.NOTES: shelves.NOTE,
    Section.CAPTURES: shelves.CAPTURE,
    Section.PROMISES: shelves.PROMISE,
    Section.INTRODUCTIONS: shelves.INTRODUCTION,
    Section.APARTS: shelves.APART,
    Section.CONTACTS: shelves.CONTACT,
    Section.PLANS: shelves.PLAN,
    Section.TAKEAWAYS: shelves.TAKEAWAY,
    Section.OFFERS: shelves.OFFER,
    Section.MENTIONS: shelves.MENTION,
}
TABLES: Mapping[Section, Table] = {
    **{section: shelf.table for section, shelf in SHELVES.items()},
    Section.DIALOGUES: DIALOGUES,
    Section.BUNDLES: BUNDLES,
    Section.NUDGES: NUDGES,
}


SECTIONS: Mapping[Table, Section] = {table: section for section, table in TABLES.items()}


class Carrying(Dialogues, Nudges):
    """What an export reads and an import writes, and how much of it there may be."""

    def room(self, section: Section) -> int:
        """How many more of these may be kept."""
        return max(0, MOST_KEPT[section] - self._count(TABLES[section]))

    def _has_room(self, section: Section, more: int = 1) -> bool:
        """Whether so many more may be kept; they are counted as if they were, and really only where it gets tight."""
        table, most = TABLES[section], MOST_KEPT[section]
        rows = self.papers.most_rows.get(table, most)
        if rows + more > most:
            rows = self._count(table)
        self.papers.most_rows[table] = rows + more
        return rows + more <= most

    def owned(self) -> Owned:
        """The settings and the counter of keys."""
        return Owned(self._row.settings, self._row.key_to_come)

    @property
    def changes(self) -> int:
        """Counts the turns that changed anything, so that whoever reads in several turns can tell."""
        return self._row.changes

    def entries(self, section: Section, after: str, limit: int) -> tuple[Entry, ...]:
        """The next entries of a section behind this key, in the order of their keys; "" begins."""
        rows = self._rows(_next(TABLES[section]), after=_bound(section, after), most=limit)
        match section:
            case Section.DIALOGUES:
                return tuple(self._past_dialogues(rows))
            case Section.BUNDLES:
                return tuple(PastBundle(row["day"]) for row in rows)
            case Section.NUDGES:
                return tuple(PastNudge(nudge_in(row), row["taken_at"]) for row in rows)
            case _:
                shelf = SHELVES[section]
                return tuple(Kept(shelf.from_row(row), row["kept_at"]) for row in rows)

    def people_named(self, keys: Collection[Key]) -> Mapping[Key, Person]:
        """The people with these keys, as far as there are any."""
        found = self._facts(shelves.PERSON, self._of(PEOPLE, PEOPLE.c.key.in_(keys))) if keys else ()
        return {person.key: person for person in found}

    def notes_about(self, people: Collection[Key]) -> Sequence[Any]:
        """What was noted about all of these, in the order of its telling."""
        theirs = self._of(NOTES, NOTES.c.person.in_(people)).order_by(NOTES.c.kept_at, func.length(NOTES.c.key))
        return self._facts(shelves.NOTE, theirs.order_by(NOTES.c.key)) if people else ()

    def likenesses_behind(self, key: str, limit: int) -> tuple[Likeness, ...]:
        """What people are told from others by, in the order of their keys; "" begins."""
        rows = self._rows(_LIKENESSES, after=key, most=limit)
        return tuple(likeness(*row.values()) for row in rows)

    def holds_facts(self) -> bool:
        """Whether anything was told yet; conversations alone, such as the set-up, do not count."""
        return any(
            self._connection.execute(select(exists().where(shelf.table.c.owner == self.owner))).scalar()
            for shelf in SHELVES.values()
        )

    def kept_since(self, section: Section, keys: Collection[str]) -> Mapping[str, datetime]:
        """Which of these keys are taken in a section, and since when (UTC)."""
        table = TABLES[section]
        if section in {Section.BUNDLES, Section.NUDGES} or not keys:
            return {}
        since = (table.c.opened_at if section is Section.DIALOGUES else table.c.kept_at).label("since")
        found = select(table.c.key, since).where(table.c.owner == self.owner, table.c.key.in_(keys))
        return {row["key"]: row["since"] for row in self._connection.execute(found).mappings()}

    def begin_anew(self, owned: Owned) -> None:
        """The account becomes the one that is brought: its conversations so far, and its settings, give way."""
        for table in (DIALOGUES, BUNDLES, NUDGES):
            self._write(table, delete(table).where(table.c.owner == self.owner))
        self.papers.forget(ANSWERS)
        now = self._row.settings
        self._change(replace(owned.settings, blocked=now.blocked, first_name=now.first_name))

    def give_no_key_below(self, number: int) -> None:
        """Keys with smaller numbers are taken: they are brought along."""
        self._row.give_no_key_below(number)

    def take_in(self, section: Section, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Write those of these entries down that are not there; which they were.

        Raises:
            Full: there would be too many then.
        """
        table, name = TABLES[section], _key_name(section)
        known = select(table.c[name]).where(table.c.owner == self.owner)
        keys = [_bound(section, entry.key) for entry in entries]
        there = set(self._connection.execute(known.where(table.c[name].in_(keys))).scalars())
        new = {key: entry for key, entry in zip(keys, entries, strict=True) if key not in there}
        if new and not self._has_room(section, len(new)):
            raise Full(section)
        self._insert(table, [self._row_of_entry(section, entry) for entry in new.values()])
        answers = [row for entry in new.values() if isinstance(entry, PastDialogue) for row in self._answer_rows(entry)]
        self._insert(ANSWERS, answers)
        return tuple(new.values())

    def _past_dialogues(self, rows: Sequence[Row]) -> Iterator[PastDialogue]:
        answers = self._rows(_ANSWERS, within=[row["key"] for row in rows]) if rows else ()
        by_dialogue = {key: tuple(theirs) for key, theirs in groupby(answers, itemgetter("dialogue"))}
        for row in rows:
            named = {name: row[name] for name in ("key", "script", "subject", "state", "opened_at", "changed_at")}
            yield PastDialogue(**named, answers=tuple(map(self._past_answer, by_dialogue.get(row["key"], ()))))

    def _insert(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._write(table, _inserting(self._connection.dialect.name, table), rows)

    def _row_of_entry(self, section: Section, entry: Entry) -> Mapping[str, object]:
        match entry:
            case Kept(fact=fact, at=at):
                return {"owner": self.owner, "kept_at": at} | SHELVES[section].to_row(fact)
            case PastBundle(day=day):
                return {"owner": self.owner, "day": day}
            case PastNudge(nudge=nudge, taken_at=taken_at):
                return self._nudge_row(nudge, taken_at)
            case PastDialogue():
                return self._dialogue_row(entry)
            case _:
                assert_never(entry)

    def _dialogue_row(self, past: PastDialogue) -> dict[str, object]:
        """Two cannot be open: one that is brought gives way."""
        state = past.state
        if state is DialogueState.OPEN and self._rows(_ANY_OPEN):
            state = DialogueState.PARKED
        names = ("key", "script", "subject", "opened_at", "changed_at")
        return {"owner": self.owner, "state": state, "question": None} | {name: getattr(past, name) for name in names}

    def _answer_rows(self, past: PastDialogue) -> Iterator[dict[str, object]]:
        for answer in past.answers:
            yield {
                "owner": self.owner,
                "dialogue": past.key,
                "place": answer.place,
                "set_aside": answer.set_aside,
                "value": answer.value,
                "seq": answer.seq,
                "given_at": answer.given_at,
            }

    def _past_answer(self, row: Row) -> PastAnswer:
        try:
            value = self._answer_opened(json.loads(row["written"]))
        except (ValueError, RecursionError, Damaged):
            value = None  # nobody can read it
        return PastAnswer(row["place"], row["set_aside"], value, row["seq"], row["given_at"])


_LIKENESSES = Ready(
    select(*LIKENESS)
    .where(PEOPLE.c.owner == bindparam("of"), PEOPLE.c.key > bindparam("after"))
    .order_by(PEOPLE.c.key)
    .limit(bindparam("most"))
)
_ANSWERS = (
    select(
        *(ANSWERS.c[name] for name in ("dialogue", "place", "set_aside", "seq", "given_at")),
        cast(ANSWERS.c.value, Text).label("written"),  # as text, because one value that is no JSON would fail them all
    )
    .where(ANSWERS.c.owner == bindparam("of"), ANSWERS.c.dialogue.in_(bindparam("within", expanding=True)))
    .order_by(ANSWERS.c.dialogue, ANSWERS.c.seq, ANSWERS.c.set_aside, ANSWERS.c.place)
)
_ANY_OPEN = Ready(select(DIALOGUES.c.key).where(DIALOGUES.c.owner == bindparam("of"), IS_OPEN))


def _key_name(section: Section) -> str:
    return "day" if section is Section.BUNDLES else "key"


def _bound(section: Section, key: str) -> str | date:
    """A key as the section's column takes it."""
    if section is not Section.BUNDLES:
        return key
    return date.fromisoformat(key) if key else date.min


@cache
def _next(table: Table) -> Ready:
    name = table.c.day if table is BUNDLES else table.c.key
    behind = select(table).where(table.c.owner == bindparam("of"), name > bindparam("after", type_=name.type))
    return Ready(behind.order_by(name).limit(bindparam("most")))


@cache
def _inserting(dialect: str, table: Table) -> Ready:
    return Ready(insert_into(dialect, table).on_conflict_do_nothing())
