"""The fields of a person that can be filled in, changed and emptied one at a time, and how each is read. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from conversations.answers import Answers, Chosen, Words
from conversations.effects import Keep, Record, Withdraw
from conversations.facts import Key, Note, NoteKind, Person
from conversations.known import Known
from conversations.misread import Misread

REMOVE: Final = "remove"
"""The option that empties a field."""

HANDLE: Final = re.compile(r"(?:https?://)?(?:t\.me/|@)?(?P<name>[A-Za-z][A-Za-z0-9_]{2,31})/?")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
FEWEST_DIGITS: Final = 5
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its label, the question that asks for it, and the attribute or the kind of notes that keep it."""

    label: str
    question: str
    attribute: str = ""
    kind: NoteKind | None = None


FIELDS: Final[Mapping[str, Field]] = {
    "name": Field("Name", "What is {name} called?", "name"),
    "who": Field("Who they are", "Who is {name} beyond the job?", "who"),
    "said": Field("What they said", "What did {name} say that you want to remember?", "said"),
    "how": Field("How you met", "How did you and {name} meet?", "met_how"),
    "work": Field("Work", "What does {name} do?", kind=NoteKind.WORK),
    "interest": Field("Interests", "What moves {name}? One thing a line.", kind=NoteKind.INTEREST),
    "need": Field("Needs", "What could {name} use?", kind=NoteKind.NEED),
    "offer": Field("Offers", "What can {name} help others with?", kind=NoteKind.OFFER),
    "remark": Field("Notes", "What do you want to note about {name}?", kind=NoteKind.REMARK),
    "handle": Field("Telegram", "What is {name}’s name on Telegram?", "handle"),
    "phone": Field("Phone", "What is {name}’s number?", "phone"),
    "email": Field("Mail", "What is {name}’s mail address?", "email"),
}
"""By the keys of their options; never renamed."""

NOTHING_CHOSEN: Final = FIELDS["remark"]
"""Whoever passes over the choice can still note something."""

OF_KIND: Final = {field.kind: key for key, field in FIELDS.items() if field.kind}


def field_at(answers: Answers, place: str) -> Field | None:
    """The field that was chosen at a place."""
    value = answers.get(place)
    return FIELDS.get(value.option) if isinstance(value, Chosen) else None


def is_filled(answers: Answers, place: str, known: Known) -> bool:
    """Whether there is something to remove. Everybody has a name; of notes one is changed at a time."""
    if known.note is not None:
        return True
    field = field_at(answers, place)
    return bool(field and field.attribute not in {"", "name"} and _now(field, known))


def asked_for(answers: Answers, known: Known) -> str:
    """The question for the field chosen at "field", or for the one note that is changed, and what stands there now."""
    note, name = known.note, known.person.name if known.person else "them"
    if note is not None:
        return f"What shall it say instead of “{note.words}”?"
    field = field_at(answers, "field") or NOTHING_CHOSEN
    now = _now(field, known)
    return field.question.format(name=name) + (f" Now: {now}" if now else "")


def read_field(text: str, answers: Answers, place: str) -> Words | Misread:
    """What was typed, if it can stand in the field."""
    field = field_at(answers, place)
    match field.attribute if field else "":
        case "handle":
            found = HANDLE.fullmatch(text)
            return Words(found["name"]) if found else Misread("A name on Telegram looks like “@ana_climbs”.")
        case "phone" if sum(sign.isdigit() for sign in text) < FEWEST_DIGITS:
            return Misread("A number has at least five digits, like “+49 30 1234567”.")
        case "email" if not EMAIL.fullmatch(text):
            return Misread("A mail address looks like “ana@example.org”.")
        case "name" if len(text) > LONGEST_NAME:
            return Misread("That is long for a name. Up to 60 characters, please; more goes into a note.")
        case _:
            return Words(text)


def changed(person: Person, dialogue: Key, answers: Answers, known: Known) -> tuple[Record, ...]:
    """What has to be written down when the field is answered."""
    return tuple(_changed(person, dialogue, answers, known))


def _changed(person: Person, dialogue: Key, answers: Answers, known: Known) -> Iterator[Record]:
    value, field = answers.get("value"), field_at(answers, "field") or NOTHING_CHOSEN
    is_gone = isinstance(value, Chosen) and value.option == REMOVE
    words = value.text if isinstance(value, Words) else ""
    if known.note is not None:
        if is_gone:
            yield Withdraw(known.note)
        elif words:
            yield Keep(replace(known.note, words=words))
    elif field.kind:
        for number, line in enumerate(part.strip(" -•*\t") for part in words.splitlines()):
            if line:
                yield Keep(Note(Key(f"{dialogue}.n{number}"), person.key, field.kind, line, known.local_now.date()))
    elif words or is_gone:
        change: dict[str, Any] = {field.attribute: words or None}
        yield Keep(replace(person, **change))


def _now(field: Field, known: Known) -> str:
    person = known.person
    return str(getattr(person, field.attribute) or "") if person and field.attribute else ""
