"""Dialogues and their answers: read whole, written row by row. What an answer means is the core's business.

The rule of this file: what another version wrote and this one cannot read is passed over and left as it is.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, delete, select, tuple_, update

from conversations.answers import Value
from conversations.dialogue import Dialogue, DialogueState
from conversations.facts import Key, OwnerId
from storage.bound import Bound, by_key, upsert
from storage.codec import Json, value_read, value_written
from storage.shelves import Row
from storage.tables import ANSWERS, DIALOGUES, IS_OPEN

Slot = tuple[str, bool]
"""Where an answer lies within its dialogue: its place, and whether it is set aside."""


_ANSWERS = (
    # as text, because one value that is no JSON would fail them all
    select(
        ANSWERS.c.place,
        ANSWERS.c.set_aside,
        cast(ANSWERS.c.value, Text).label("written"),
        ANSWERS.c.seq,
        ANSWERS.c.given_at,
    )
    .where(ANSWERS.c.owner == bindparam("of"), ANSWERS.c.dialogue == bindparam("in"))
    .order_by(ANSWERS.c.seq)
)


class Dialogues(Bound):
    """The owner's dialogues."""

    def __init__(self, connection: Connection, owner: OwnerId) -> None:
        super().__init__(connection, owner)
        self._read_answers: dict[Key, list[_Stored]] = {}
        self._understands: Callable[[str], bool] = _any_script
        self._in_the_way: Key | None = None

    def understand(self, script: Callable[[str], bool]) -> None:
        """From now on, only dialogues of scripts for which this is true count; the others are absent, and stay."""
        self._understands = script

    def dialogue(self, key: Key) -> Dialogue | None:
        """The dialogue with this key, in any state."""
        return self._first_dialogue(DIALOGUES.c.key == key)

    def open_dialogue(self) -> Dialogue | None:
        """The dialogue that the owner is in."""
        return self._first_dialogue(IS_OPEN)

    def latest_dialogue(self, script: str, subject: Key | None) -> Dialogue | None:
        """The dialogue of this script about this subject that was opened last, in any state."""
        return self._first_dialogue(DIALOGUES.c.script == script, DIALOGUES.c.subject.is_not_distinct_from(subject))

    def parked_dialogues(self) -> tuple[Dialogue, ...]:
        """All dialogues left for later, the one left last first."""
        length, key = by_key(DIALOGUES)
        parked = self._of(DIALOGUES, DIALOGUES.c.state == DialogueState.PARKED)
        ordered = parked.order_by(DIALOGUES.c.changed_at.desc(), length.desc(), key.desc())
        rows = self._connection.execute(ordered).mappings().all()
        return tuple(self._with_answers(row) for row in rows if self._understands(row["script"]))

    def dialogues_about(self, subjects: Collection[Key]) -> tuple[Dialogue, ...]:
        """All dialogues about these, in any state."""
        rows = self._connection.execute(self._of(DIALOGUES, DIALOGUES.c.subject.in_(subjects))).mappings().all()
        return tuple(self._with_answers(row) for row in rows if self._understands(row["script"]))

    def asked(self, dialogue: Key, message: int) -> None:
        """The question of this dialogue is on screen in this message of ours."""
        this = (DIALOGUES.c.owner == self.owner) & (DIALOGUES.c.key == dialogue)
        self._connection.execute(update(DIALOGUES).where(this).values(question=message))

    def _keep_dialogues(self, dialogues: Iterable[Dialogue], now: datetime) -> None:
        """Only one can be open, so those that are parked or ended are written before the one that opens."""
        for dialogue in sorted(dialogues, key=lambda kept: kept.state is DialogueState.OPEN):
            if dialogue.state is DialogueState.OPEN:
                self._make_way()
            self._keep_dialogue(dialogue, now)

    def _make_way(self) -> None:
        """Park the open dialogue that nobody here understands; a version that does will offer it again."""
        if self._in_the_way is not None:
            this = (DIALOGUES.c.owner == self.owner) & (DIALOGUES.c.key == self._in_the_way)
            self._connection.execute(update(DIALOGUES).where(this).values(state=DialogueState.PARKED))
            self._in_the_way = None

    def _keep_dialogue(self, dialogue: Dialogue, now: datetime) -> None:
        row = {
            "owner": self.owner,
            "key": dialogue.key,
            "script": dialogue.script,
            "subject": dialogue.subject,
            "state": dialogue.state,
            "question": dialogue.question,
            "opened_at": now,
            "changed_at": now,
        }
        upsert(self._connection, DIALOGUES, [row])
        self._keep_answers(dialogue, now)

    def _keep_answers(self, dialogue: Dialogue, now: datetime) -> None:
        before = {row.slot: row for row in self._answer_rows(dialogue.key)}
        del self._read_answers[dialogue.key]
        after = dict(_slots(dialogue))
        gone = [slot for slot, row in before.items() if slot not in after and row.value is not None]
        if gone:
            slot = tuple_(ANSWERS.c.place, ANSWERS.c.set_aside)
            this = (ANSWERS.c.owner == self.owner) & (ANSWERS.c.dialogue == dialogue.key)
            self._connection.execute(delete(ANSWERS).where(this, slot.in_(gone)))
        owned = {"owner": self.owner, "dialogue": dialogue.key}
        changed = [owned | row.columns() for row in _changed(before, after, now)]
        upsert(self._connection, ANSWERS, changed)

    def _first_dialogue(self, *conditions: ColumnElement[bool]) -> Dialogue | None:
        length, key = by_key(DIALOGUES)
        newest = self._of(DIALOGUES, *conditions).order_by(DIALOGUES.c.opened_at.desc(), length.desc(), key.desc())
        row = self._connection.execute(newest.limit(1)).mappings().first()
        if row is None or self._understands(row["script"]):
            return self._with_answers(row) if row else None
        self._in_the_way = row["key"] if row["state"] is DialogueState.OPEN else self._in_the_way
        return None

    def _with_answers(self, row: Row) -> Dialogue:
        answers: dict[str, Value] = {}
        set_aside: dict[str, Value] = {}
        for stored in self._answer_rows(row["key"]):
            place, is_aside = stored.slot
            if stored.value is not None:
                (set_aside if is_aside else answers)[place] = stored.value
        return Dialogue(
            key=row["key"],
            script=row["script"],
            subject=row["subject"],
            state=row["state"],
            answers=answers,
            set_aside=set_aside,
            question=row["question"],
            touched=row["changed_at"],
        )

    def _answer_rows(self, dialogue: Key) -> list["_Stored"]:
        """As they stand in the database; read once a turn, since nobody else writes them meanwhile."""
        if dialogue not in self._read_answers:
            rows = self._connection.execute(_ANSWERS, {"of": self.owner, "in": dialogue}).mappings()
            self._read_answers[dialogue] = [_stored(row) for row in rows]
        return self._read_answers[dialogue]


def _any_script(_name: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Stored:
    """An answer as it lies in the database; without a value when this version cannot read it."""

    slot: Slot
    written: Json
    value: Value | None
    seq: int
    given_at: datetime


def _stored(row: Row) -> _Stored:
    slot, seq, given_at = (row["place"], row["set_aside"]), row["seq"], row["given_at"]
    try:
        written = json.loads(row["written"])
        return _Stored(slot, written, value_read(written), seq, given_at)
    except (ValueError, RecursionError):
        return _Stored(slot, None, None, seq, given_at)


@dataclass(frozen=True, slots=True)
class _AnswerRow:
    slot: Slot
    value: Json
    seq: int
    given_at: datetime

    def columns(self) -> dict[str, Any]:
        place, set_aside = self.slot
        return {
            "place": place,
            "set_aside": set_aside,
            "value": self.value,
            "seq": self.seq,
            "given_at": self.given_at,
        }


def _slots(dialogue: Dialogue) -> Iterator[tuple[Slot, Json]]:
    for place, value in dialogue.answers.items():
        yield (place, False), value_written(value)
    for place, value in dialogue.set_aside.items():
        yield (place, True), value_written(value)


def _changed(before: Mapping[Slot, _Stored], after: Mapping[Slot, Json], now: datetime) -> Iterator[_AnswerRow]:
    """The rows to write so that `after` stands there in its order; rows that are right already stay untouched."""
    last = -1
    beyond = max((row.seq for row in before.values()), default=-1) + 1
    for slot, value in after.items():
        old = before.get(slot)
        same = old is not None and old.written == value
        if old is not None and old.seq > last:
            last = old.seq
            if same:
                continue
        else:
            last, beyond = beyond, beyond + 1
        yield _AnswerRow(slot, value, last, old.given_at if old is not None and same else now)
