"""People out of other programs: vCards, and LinkedIn's Connections.csv. Whether they are known is not asked."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import islice
from typing import Final

from conversations.carried.brought import NOTHING_OF_USE, Unreadable
from conversations.carried.reading import Rejected
from conversations.editing import EMAIL
from conversations.prose import short
from conversations.signals import Card
from conversations.timing import MONTH_NAMES
from conversations.vcards import LONGEST_NAME, LONGEST_TEXT, each_vcard

MOST_PEOPLE: Final = 10_000
MOST_LINES_BEFORE: Final = 20
"""LinkedIn explains itself in some lines above the table."""
LONGEST_LINE: Final = 20_000
HEADINGS: Final = ("first name", "last name")
NO_NAME: Final = "there is no name"
ON_LINKEDIN: Final = "on LinkedIn"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody in a file. `identity` is what tells them from all others in files of this kind, if anything does."""

    card: Card
    identity: str = ""
    link: str | None = None
    met_on: date | None = None
    met_how: str | None = None


def read_contacts(text: str) -> Iterator[Newcomer | Rejected]:
    """The people of a file, and what cannot be read of it; at most ten thousand. Raises Unreadable."""
    found = _of_vcards(text) if "BEGIN:VCARD" in text.upper() else _of_linkedin(text)
    yield from islice(found, MOST_PEOPLE)
    if next(found, None) is not None:
        yield Rejected("the rest", f"I take {MOST_PEOPLE:,} people at a time")


def _of_vcards(text: str) -> Iterator[Newcomer | Rejected]:
    for number, (line, card, uid) in enumerate(each_vcard(text), start=1):
        if card is None:
            yield Rejected(f"card {number}, line {line}", "it is damaged, or has no name")
        else:
            yield Newcomer(card, uid)


def _of_linkedin(text: str) -> Iterator[Newcomer | Rejected]:
    too_long: list[int] = []
    table = csv.reader(_sane_lines(text, too_long))
    names = _heading(table)
    if names is None:
        raise Unreadable(NOTHING_OF_USE)
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error:
            yield Rejected(f"line {table.line_num}", "it cannot be read")
            continue
        if any(cell.strip() for cell in cells):
            yield _connection(dict(zip(names, cells, strict=False)), table.line_num)
    yield from (Rejected(f"line {number}", "it is too long") for number in too_long)


def _sane_lines(text: str, too_long: list[int]) -> Iterator[str]:
    """Lines as they are; of one that is longer than any real one only the number is noted."""
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            too_long.append(number)
        yield line if len(line) <= LONGEST_LINE else "\n"


def _heading(table: Iterator[list[str]]) -> list[str] | None:
    """The names of the columns; the lines up to them are passed over."""
    for _ in range(MOST_LINES_BEFORE):
        try:
            names = [cell.strip().lower() for cell in next(table)]
        except (StopIteration, csv.Error):
            return None
        if all(name in names for name in HEADINGS):
            return names
    return None


def _connection(row: Mapping[str, str], line: int) -> Newcomer | Rejected:
    def cell(name: str, limit: int = LONGEST_TEXT) -> str:
        return short(row.get(name, ""), limit)

    name = short(f"{cell('first name')} {cell('last name')}", LONGEST_NAME)
    if not name:
        return Rejected(f"line {line}", NO_NAME)
    link, email = cell("url"), cell("email address")
    work = " at ".join(part for part in (cell("position"), cell("company")) if part)
    card = Card(name, email=email if EMAIL.fullmatch(email) else None, work=short(work, LONGEST_TEXT) or None)
    return Newcomer(card, link.casefold().rstrip("/"), link or None, _day(cell("connected on")), ON_LINKEDIN)


def _day(text: str) -> date | None:
    """A date as LinkedIn writes it ("12 Nov 2024") or as 2024-11-12; None for what is no day."""
    parts = text.replace(",", " ").split()
    try:
        if len(parts) == 1:
            return date.fromisoformat(parts[0])
        day, month, year = parts
        return date(int(year), MONTH_NAMES.index(month[:3].title()) + 1, int(day))
    except ValueError:
        return None
