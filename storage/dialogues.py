"""Dialogues and their answers: read whole, written row by row. What an answer means is the core's business.

The rule of this file: what another version wrote and this one cannot read is passed over and left as it is.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, cast, delete, literal_column, select, tuple_, update

from conversations.answers import Value
from conversations.dialogue import Dialogue, DialogueState
from conversations.facts import Key, OwnerId
from storage import json_text
from storage.bound import Bound, remembered
from storage.codec import Json, value_read, value_written
from storage.desk import Desk, Papers
from storage.keyring import Damaged
from storage.ready import Ready
from storage.sealed import opened_json
from storage.shelves import Row
from storage.statements import by_key, of, with_key
from storage.tables import ANSWERS, DIALOGUES, IS_OPEN

_THE_OPEN, _THE_PARKED = ("_open", (), ()), ("_parked", (), ())
"""As these questions are remembered."""

Slot = tuple[str, bool]
"""Where an answer lies within its dialogue: its place, and whether it is set aside."""


_ANSWERS = Ready(
    # as text, because one value that is no JSON would fail them all
    select(
        ANSWERS.c.place,
        ANSWERS.c.set_aside,
        cast(ANSWERS.c.value, Text).label("written"),
        ANSWERS.c.seq,
        ANSWERS.c.given_at,
    )
    .where(ANSWERS.c.owner == bindparam("of"), ANSWERS.c.dialogue == bindparam("within"))
    .order_by(ANSWERS.c.seq)
)
_NEWEST = tuple(column.desc() for column in (DIALOGUES.c.opened_at, *by_key(DIALOGUES)))
_OPEN = Ready(of(DIALOGUES, IS_OPEN))
_LATEST = Ready(
    of(
        DIALOGUES,
        DIALOGUES.c.script == bindparam("script"),
        DIALOGUES.c.subject.is_not_distinct_from(bindparam("about")),
    )
    .order_by(*_NEWEST)
    .limit(1)
)
_PARKED = Ready(
    of(DIALOGUES, DIALOGUES.c.state == literal_column("'parked'")).order_by(
        *(column.desc() for column in (DIALOGUES.c.changed_at, *by_key(DIALOGUES)))
    )
)


class Dialogues(Bound):
    """The owner's dialogues."""

    def __init__(self, connection: Connection, owner: OwnerId, desk: Desk | None = None) -> None:
        super().__init__(connection, owner, desk)
        self._understands: Callable[[str], bool] = _any_script
        self._in_the_way: Key | None = None

    def understand(self, script: Callable[[str], bool]) -> None:
        """From now on, only dialogues of scripts for which this is true count; the others are absent, and stay."""
        self._understands = script

    def dialogue(self, key: Key) -> Dialogue | None:
        """The dialogue with this key, in any state."""
        return self._understood(self._with_key(key))

    def open_dialogue(self) -> Dialogue | None:
        """The dialogue that the owner is in."""
        return self._understood(self._open())

    def latest_dialogue(self, script: str, subject: Key | None) -> Dialogue | None:
        """The dialogue of this script about this subject that was opened last, in any state."""
        return self._understood(self._latest(script, subject))

    def parked_dialogues(self) -> tuple[Dialogue, ...]:
        """All dialogues left for later, the one left last first."""
        return tuple(dialogue for dialogue in self._parked() if self._understands(dialogue.script))

    def dialogues_about(self, subjects: Collection[Key]) -> tuple[Dialogue, ...]:
        """All dialogues about these, in any state."""
        about = self._dialogues(self._of(DIALOGUES, DIALOGUES.c.subject.in_(subjects)))
        return tuple(dialogue for dialogue in about if self._understands(dialogue.script))

    def asked(self, dialogue: Key, message: int) -> None:
        """The question of this dialogue is on screen in this message of ours."""
        this = (DIALOGUES.c.owner == self.owner) & (DIALOGUES.c.key == dialogue)
        self._write(DIALOGUES, update(DIALOGUES).where(this).values(question=message))

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
            self._write(DIALOGUES, update(DIALOGUES).where(this).values(state=DialogueState.PARKED))
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
        before = self.papers.answers()
        self._upsert(DIALOGUES, [row])
        self._keep_answers(dialogue, now)
        written = replace(dialogue, touched=now)
        self._know(("_with_key", (dialogue.key,), ()), written)
        if dialogue.state is DialogueState.OPEN:
            self._know(_THE_OPEN, written)
        elif _THE_OPEN in before:
            opened = before[_THE_OPEN]
            self._know(_THE_OPEN, None if opened and opened.key == dialogue.key else opened)
        if _THE_PARKED in before and dialogue.state is not DialogueState.PARKED:
            self._know(_THE_PARKED, tuple(each for each in before[_THE_PARKED] if each.key != dialogue.key))

    def _know(self, question: Hashable, answer: object) -> None:
        self.papers.keep(question, answer, (DIALOGUES, ANSWERS))

    def _keep_answers(self, dialogue: Dialogue, now: datetime) -> None:
        before = {row.slot: row for row in self._stored(dialogue.key)}
        after = dict(_slots(dialogue))
        gone = [slot for slot, row in before.items() if slot not in after and row.value is not None]
        if gone:
            slot = tuple_(ANSWERS.c.place, ANSWERS.c.set_aside)
            this = (ANSWERS.c.owner == self.owner) & (ANSWERS.c.dialogue == dialogue.key)
            self._write(ANSWERS, delete(ANSWERS).where(this, slot.in_(gone)))
        owned = {"owner": self.owner, "dialogue": dialogue.key}
        changed = tuple(_changed(before, after, now))
        self._upsert(ANSWERS, [owned | row.columns() for row in changed])
        rows = {slot: row for slot, row in before.items() if slot not in gone} | {row.slot: row for row in changed}
        stored = tuple(sorted(rows.values(), key=lambda row: row.seq))
        self.papers.keep(("_stored", (dialogue.key,), ()), stored, (ANSWERS,))

    @remembered(DIALOGUES, ANSWERS)
    def _with_key(self, key: Key) -> Dialogue | None:
        return next(self._dialogues(with_key(DIALOGUES), key=key), None)

    @remembered(DIALOGUES, ANSWERS)
    def _open(self) -> Dialogue | None:
        return next(self._dialogues(_OPEN), None)

    @remembered(DIALOGUES, ANSWERS)
    def _latest(self, script: str, subject: Key | None) -> Dialogue | None:
        return next(self._dialogues(_LATEST, script=script, about=subject), None)

    @remembered(DIALOGUES, ANSWERS)
    def _parked(self) -> tuple[Dialogue, ...]:
        return tuple(self._dialogues(_PARKED))

    def _dialogues(self, query: Select[Any] | Ready, **bound: object) -> Iterator[Dialogue]:
        return map(self._with_answers, self._rows(query, **bound))

    def _understood(self, dialogue: Dialogue | None) -> Dialogue | None:
        if dialogue is None or self._understands(dialogue.script):
            return dialogue
        self._in_the_way = dialogue.key if dialogue.state is DialogueState.OPEN else self._in_the_way
        return None

    def _with_answers(self, row: Row) -> Dialogue:
        answers: dict[str, Value] = {}
        set_aside: dict[str, Value] = {}
        for stored in self._stored(row["key"]):
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

    @remembered(ANSWERS)
    def _stored(self, dialogue: Key) -> tuple["_Stored", ...]:
        """A dialogue's answers as they stand in the database."""
        return tuple(_stored(row, self._answer_opened) for row in self._rows(_ANSWERS, within=dialogue))

    def _answer_opened(self, written: Json) -> Json:
        return opened_json(self._connection, self.owner, ANSWERS.c.value, written)


def is_asked(key: Key, message: int, papers: Papers) -> None:
    """The question of this dialogue is on screen in this message: so much of what is known changes, and no more."""
    papers.put_in_place(DIALOGUES, key, lambda dialogue: replace(dialogue, question=message))


def _any_script(_name: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Stored:
    """An answer as it lies in the database; without a value when this version cannot read it."""

    slot: Slot
    value: Value | None
    seq: int
    given_at: datetime

    def columns(self) -> dict[str, Any]:
        place, set_aside = self.slot
        return {
            "place": place,
            "set_aside": set_aside,
            "value": None if self.value is None else value_written(self.value),
            "seq": self.seq,
            "given_at": self.given_at,
        }


def _stored(row: Row, opened: Callable[[Json], Json]) -> _Stored:
    slot, seq, given_at = (row["place"], row["set_aside"]), row["seq"], row["given_at"]
    try:
        return _Stored(slot, value_read(opened(json_text.read(row["written"]))), seq, given_at)
    except (ValueError, RecursionError, Damaged):
        return _Stored(slot, None, seq, given_at)


def _slots(dialogue: Dialogue) -> Iterator[tuple[Slot, Value]]:
    for place, value in dialogue.answers.items():
        yield (place, False), value
    for place, value in dialogue.set_aside.items():
        yield (place, True), value


def _changed(before: Mapping[Slot, _Stored], after: Mapping[Slot, Value], now: datetime) -> Iterator[_Stored]:
    """The rows to write so that `after` stands there in its order; rows that are right already stay untouched."""
    last = -1
    beyond = max((row.seq for row in before.values()), default=-1) + 1
    for slot, value in after.items():
        old = before.get(slot)
        same = old is not None and old.value == value
        if old is not None and old.seq > last:
            last = old.seq
            if same:
                continue
        else:
            last, beyond = beyond, beyond + 1
        yield _Stored(slot, value, last, old.given_at if old is not None and same else now)
