"""People as vCards 3.0 and 4.0, for any address book. Reading cards is the part of vcards.py."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import vobject  # type: ignore[import-untyped]  # it ships no types; the functions here give text back

from conversations.carried.account import Entry, Kept
from conversations.carried.around import Around
from conversations.facts import NoteKind, Person
from conversations.noting import LABELS
from conversations.timing import spoken_day

VERSIONS: Final = ("3.0", "4.0")
UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, which no card may hold."""


def cards(entries: Iterable[Entry], around: Around, version: str) -> str:
    """The people among these entries as cards of this version."""
    people = ((entry, entry.fact) for entry in entries if isinstance(entry, Kept) and isinstance(entry.fact, Person))
    return "".join(_card(entry, person, around, version) for entry, person in people)


def identity(kind: str, entry: Kept) -> str:
    """The same for the same fact in every export, so that an address book or a calendar takes it in once."""
    return uuid5(NAMESPACE_URL, f"rapport:{kind}:{entry.key}:{entry.at.isoformat()}").urn


def _card(entry: Kept, person: Person, around: Around, version: str) -> str:
    card = vobject.vCard()
    for name, value in _properties(entry, person, around, version):
        card.add(name).value = value
    written: str = card.serialize()
    return written


def _properties(entry: Kept, person: Person, around: Around, version: str) -> Iterator[tuple[str, Any]]:
    yield "version", version
    yield "uid", identity("person", entry)
    yield "fn", _text(person.name)
    given, _, family = _text(person.name).rpartition(" ")
    yield "n", vobject.vcard.Name(family=family if given else "", given=given or family)
    if person.phone:
        yield "tel", _text(person.phone)
    if person.email:
        yield "email", _text(person.email)
    if person.handle:
        yield "url" if version == VERSIONS[0] else "impp", f"https://t.me/{_text(person.handle)}"
    for work in around.noted(person.key, NoteKind.WORK)[:1]:
        title, _, company = _text(work).rpartition(" at ")
        yield "title", title or company
        if title:
            yield "org", [company]
    yield "note", "\n".join(_told(person, around))


def _told(person: Person, around: Around) -> Iterator[str]:
    """All that no property of a card is for."""
    met = around.title(person.event) or person.met_how
    yield f"Met on {spoken_day(person.met_on)}" + (f": {_text(met)}" if met else "")
    yield from (_text(text) for text in (person.who, person.said) if text)
    for kind, label in LABELS.items():
        words = around.noted(person.key, kind)[1 if kind is NoteKind.WORK else 0 :]
        if words:
            yield f"{label}: {_text('; '.join(words))}"


def _text(text: str) -> str:
    return UNSEEN.sub(" ", text)
