"""Which files an export holds and what is in them, piece by piece, so that nobody has to hold a whole one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from conversations.carried import dates, lines, sheets
from conversations.carried.account import Entry, Owned, Section
from conversations.carried.around import Around
from conversations.carried.cards import VERSIONS, cards

ACCOUNT: Final = "rapport.json"
SHEETS: Final[Mapping[Section, str]] = {section: f"{section}.csv" for section in sheets.HEADINGS}
CARDS: Final = {version: f"people-vcard-{version}.vcf" for version in VERSIONS}
CALENDAR: Final = "calendar.ics"
README: Final = "README.txt"
ABOUT: Final = """\
This is all that Rapport keeps of you.

rapport.json                    everything. Send it (or this whole zip) to Rapport to have it back.
people.csv, promises.csv,
introductions.csv, contacts.csv tables for any spreadsheet. Where a cell begins like a formula,
                                an apostrophe stands in front, so that nothing in it is carried out.
people-vcard-3.0.vcf, -4.0.vcf  people for any address book; take 3.0 unless yours asks for 4.0.
calendar.ics                    events, and the days of open promises.

Voice notes and photos stay in your chat with Rapport; here is only where to find them.
"""

BESIDE: Final = (*SHEETS.values(), *CARDS.values(), CALENDAR)
"""The files beside the account itself and the words about them."""

Piece = tuple[str, str]
"""The name of a file, and what is to be added to it."""


def opening(owned: Owned, at: datetime) -> Iterator[Piece]:
    """How the files begin. `at` is the moment (UTC) of the export."""
    yield ACCOUNT, lines.opening(owned, at)
    yield from ((name, sheets.heading(section)) for section, name in SHEETS.items())
    yield CALENDAR, dates.OPENING


def pieces(
    section: Section, entries: Sequence[Entry], around: Around, at: datetime, *, is_first: bool
) -> Iterator[Piece]:
    """What some more entries of a section add to the files."""
    between = "\n" if is_first else ",\n"
    if entries:
        yield ACCOUNT, between + ",\n".join(map(lines.line, entries))
    if section in SHEETS:
        yield SHEETS[section], sheets.rows(section, entries, around)
    if section is Section.PEOPLE:
        yield from ((name, cards(entries, around, version)) for version, name in CARDS.items())
    if section in {Section.EVENTS, Section.PROMISES}:
        yield CALENDAR, dates.items(entries, around, at)


def section_opening(section: Section) -> Piece:
    """How a section begins."""
    return ACCOUNT, lines.section_opening(section)


def section_closing() -> Piece:
    """How a section ends."""
    return ACCOUNT, lines.SECTION_CLOSING


def closing() -> Iterator[Piece]:
    """How the files end."""
    yield ACCOUNT, lines.CLOSING
    yield CALENDAR, dates.CLOSING
