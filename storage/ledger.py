"""The ledger: one owner's memory within one transaction, in a coach's words. It decides nothing."""

from datetime import UTC, datetime
from functools import cache
from typing import assert_never

from sqlalchemy import Table, bindparam, delete

from conversations.dialogue import Dialogue
from conversations.effects import (
    Change,
    HandOver,
    Keep,
    KeepDialogue,
    Lane,
    Letter,
    Mark,
    NoteBundle,
    Nudge,
    PlanNudges,
    Play,
    React,
    Revise,
    Say,
    Strip,
    TakeIn,
    Toast,
    Turn,
    Withdraw,
)
from conversations.encryption import Encryption
from conversations.facts import Event, Fact, Introduction, Key, Person, Promise, Settings, Takeaway
from conversations.limits import Full
from storage.carrying import SECTIONS, Carrying
from storage.erasing import Erasing
from storage.events import Events
from storage.hearing import Brought, hear, was_heard_before_erasing
from storage.letters import LentLetter, Writing, lanes_waiting, write
from storage.namings import Namings
from storage.notes import Notes
from storage.ready import Ready
from storage.seals import encryption_of
from storage.shelves import FOUND_BY_WORDS, shelf_of
from storage.tables import MENTIONS, NUDGES

EVER = datetime.min.replace(tzinfo=UTC)
"""Stands in for a moment that is not written."""


class Ledger(Carrying, Events, Notes, Namings, Erasing):
    """All that is kept about one owner. Valid inside `Database.turn`, which holds the owner's row meanwhile."""

    def hear(self, update_id: int, now: datetime) -> bool:
        """Whether this update is new; it is remembered with this turn, for 48 hours. `now` is UTC.

        One that was heard before its owner erased everything is not new either.
        """
        if self._row.is_bare and was_heard_before_erasing(self._connection, update_id):
            return False
        update = Brought(self.owner, update_id, now)
        is_new = self._row.heard.pop(update, None)
        if is_new is None:
            is_new = hear(self._connection, update)
        if is_new:
            self._row.seen(now)
        return is_new

    def encryption(self) -> Encryption:
        """How far what is kept is encrypted."""
        return encryption_of(self._connection)

    @property
    def is_of_nobody(self) -> bool:
        """Whether nothing is kept of this owner: they are new, or erased everything and were not heard since."""
        return self._row.is_bare

    def begin_keys_at(self, number: int) -> None:
        """Let the keys of a new owner begin here."""
        if self._row.is_new:
            self._row.begin_keys_at(number)

    def settings(self) -> Settings:
        """How the owner wants to be treated; defaults for somebody new."""
        return self._row.settings

    def next_key(self, prefix: str) -> Key:
        """A key that this owner never had, such as "e3"; all prefixes share one counter."""
        return self._row.next_key(prefix)

    def nudge_letter_waits(self) -> bool:
        """Whether a message that we began ourselves was written in an earlier record and is not delivered yet."""
        return bool(lanes_waiting(self._connection, self.owner, self._row) - {Lane.REPLY})

    def record(self, turn: Turn, now: datetime, *, lend_until: datetime | None) -> tuple[LentLetter, ...]:
        """Write down what was decided. `now` and `lend_until` are UTC.

        Letters become rows in their order. With `lend_until` they are lent to the caller at once and returned, unless
        something older waits for this owner or the owner has blocked us: then they wait in the outbox.

        Raises:
            sqlalchemy.exc.IntegrityError: the turn leaves two dialogues open.
            Full: there would be more of something than is kept of one owner; the turn is to be given up.
        """
        letters: list[Letter] = []
        dialogues: dict[Key, Dialogue] = {}
        marks: list[Nudge] = []  # many at once are one statement, as long as nothing that bears on them comes between
        for effect in turn:
            match effect:
                case Say() | Play() | Revise() | Strip() | Toast() | React() | HandOver() | TakeIn():
                    letters.append(effect)
                case KeepDialogue(dialogue=dialogue):
                    dialogues[dialogue.key] = dialogue
                case Mark(nudge=nudge):
                    marks.append(nudge)
                case _:
                    self._mark(marks, now)
                    marks.clear()
                    self._write_down(effect, now)
        self._mark(marks, now)
        self._keep_dialogues(dialogues.values(), now)
        return write(self._connection, self.owner, self._row, letters, Writing(now, lend_until))

    @property
    def is_behind(self) -> bool:
        """Whether an older version wrote what is kept here: it is to be made up for before anything is decided."""
        return self._row.is_behind

    def made_up_for(self) -> None:
        """All that is kept is as this version would have written it. What was read for that is of no more use."""
        self._row.made_up_for()
        self.papers.clear()

    def _write_down(self, record: Keep | Withdraw | Change | PlanNudges | NoteBundle, now: datetime) -> None:
        match record:
            case Keep(fact=fact):
                self._keep(fact, now)
            case Withdraw(fact=fact):
                self._withdraw(fact)
            case Change(settings=settings):
                self._change(settings)
            case PlanNudges():
                self.plan_nudges((record,), self.nudges_of(record.subject))
            case NoteBundle(day=day):
                self._note_bundle(day)
            case _:
                assert_never(record)

    def _keep(self, fact: Fact, now: datetime) -> None:
        shelf = shelf_of(fact)
        row = {"owner": self.owner, "kept_at": now} | shelf.to_row(fact)
        before, kept = self.papers.find((shelf.table, fact.key), None), shelf.from_row(row)  # as it will be read
        section = SECTIONS[shelf.table]
        if before is None and not self._has_room(section) and self._fact(shelf, fact.key) is None:
            raise Full(section)
        self._upsert(shelf.table, [row], moves=shelf.moves(before, kept))
        self.papers.put_in_place(shelf.table, fact.key, lambda _: kept)
        self.papers.keep((shelf.table, fact.key), kept, (shelf.table,))

    def _withdraw(self, fact: Fact) -> None:
        """Nothing hangs on it any more: what had been brought up of it goes, too."""
        table = shelf_of(fact).table
        self._write(table, _withdrawing(table), [{"of": self.owner, "this": fact.key}])
        if isinstance(fact, Event | Person | Promise | Introduction | Takeaway):
            self._write(NUDGES, delete(NUDGES).where(NUDGES.c.owner == self.owner, NUDGES.c.subject == fact.key))
            self._write(MENTIONS, _withdrawing(MENTIONS), [{"of": self.owner, "this": fact.key}])

    def fold_anew(self) -> None:
        """Write the folded words of everything that is found by them, as this version folds."""
        for shelf in FOUND_BY_WORDS:
            facts = self._facts(shelf, self._of(shelf.table))
            keyed = [{"owner": self.owner, "kept_at": EVER} | shelf.to_row(fact) for fact in facts]
            self._upsert(shelf.table, keyed)


@cache
def _withdrawing(table: Table) -> Ready:
    return Ready(delete(table).where(table.c.owner == bindparam("of"), table.c.key == bindparam("this")))
