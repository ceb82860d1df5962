"""The tables of an export, as CSV that any spreadsheet opens: people, promises, introductions and contacts.

A cell that a spreadsheet would take for a formula gets an apostrophe in front. Spreadsheets hide it, and nothing that
somebody typed or sent is ever carried out.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Final

from conversations.carried.account import Entry, Kept, Section
from conversations.carried.around import Around
from conversations.facts import Contact, Introduction, NoteKind, Person, Promise

BEGINNING: Final = "\ufeff"
"""Without it, a well-known spreadsheet takes UTF-8 for something else."""

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with; some spreadsheets read the wide forms as the others."""

HEADINGS: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.PEOPLE: (
        *("name", "met on", "met at", "met how", "who they are", "what they said", "work", "interests", "needs"),
        *("offers", "notes", "telegram", "phone", "email", "next touch", "how", "last contact", "nudges"),
    ),
    Section.PROMISES: ("by", "to", "what", "made on", "due", "state"),
    Section.INTRODUCTIONS: ("person", "meets", "offered to me", "state", "made on", "moved on"),
    Section.CONTACTS: ("person", "at (UTC)", "what"),
}


def heading(section: Section) -> str:
    """The first line of a section's table."""
    return BEGINNING + _lines([HEADINGS[section]])


def rows(section: Section, entries: Iterable[Entry], around: Around) -> str:
    """These entries as lines of their section's table."""
    return _lines(_cells(entry, around) for entry in entries if section in HEADINGS and isinstance(entry, Kept))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(DANGEROUS) else cell


def _lines(table: Iterable[Sequence[str]]) -> str:
    written = StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in table)
    return written.getvalue()


def _cells(entry: Kept, around: Around) -> Sequence[str]:
    match entry.fact:
        case Person() as person:
            return _person(person, around)
        case Promise(words=words, made_on=made_on, due=due, mine=mine, state=state, person=key):
            other = around.name(key)
            by, to = ("me", other) if mine else (other, "me")
            return by, to, words, _day(made_on), _day(due), state
        case Introduction() as one:
            other = around.name(one.other_key) or one.other
            days = _day(one.made_on), _day(one.moved_on)
            return around.name(one.person), other, _yes(is_so=one.to_me), one.state, *days
        case Contact(person=key, at=at, words=words):
            return around.name(key), _moment(at), words or ""
        case _:
            return ()


def _person(person: Person, around: Around) -> Sequence[str]:
    joined: Callable[[NoteKind], str] = lambda kind: "; ".join(around.noted(person.key, kind))  # noqa: E731 -- said five times
    return (
        *(person.name, _day(person.met_on), around.title(person.event), person.met_how or ""),
        *(person.who or "", person.said or ""),
        *map(joined, (NoteKind.WORK, NoteKind.INTEREST, NoteKind.NEED, NoteKind.OFFER, NoteKind.REMARK)),
        *(f"@{person.handle}" if person.handle else "", person.phone or "", person.email or ""),
        *(_day(person.next_touch), person.touch_how or "", _moment(person.last_contact)),
        "paused" if person.stopped else "",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"
