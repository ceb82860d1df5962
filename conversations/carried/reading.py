"""Reads the JSON of an export, an entry at a time: however large it is, one entry is in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

import ijson  # type: ignore[import-untyped]  # it ships no types; the functions here give them back

from conversations.carried.account import Entry, Owned, Section
from conversations.carried.brought import DAMAGED, Unreadable
from conversations.carried.lines import FORMAT, VERSION, Misfit, read_entry, read_owned

DEEPEST: Final = 12
MOST_ENTRIES: Final = 1_000_000
LARGEST_ENTRY: Final = 50_000
"""Values within one entry: a debrief of thirty people has some hundreds."""
LARGEST_VALUE: Final = 1_000_000
"""Bytes without a sign of life from the parser; our longest texts have some ten thousand."""
TOO_DEEP: Final = "That file is nested deeper than any export of mine. I left it alone."
TOO_MANY: Final = "There is more in that file than in any export of mine. I left it alone."
NOT_OURS: Final = "That is JSON, but no export of mine. It would begin with “format”: “rapport”."
NEWER: Final = "That export was made by a newer version of me than I am. Whoever runs me can bring me up to date."


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that can be taken in."""

    section: Section
    entry: Entry


@dataclass(frozen=True, slots=True)
class Rejected:
    """What cannot be brought in: where it stands, and why not, for the person."""

    where: str
    why: str


def read_head(file: IO[bytes]) -> Owned:
    """Whose account it is. Raises Unreadable when it is none of ours."""
    head: dict[str, Any] = {name: value for name, number, value in _values(file) if number is None}
    if head.get("format") != FORMAT or not isinstance(head.get("version"), int):
        raise Unreadable(NOT_OURS)
    if head["version"] > VERSION:
        raise Unreadable(NEWER)
    try:
        return read_owned(head)
    except Misfit as error:
        raise Unreadable(f"I cannot bring that export in: {error}.") from error


def read_entries(file: IO[bytes]) -> Iterator[Found | Rejected]:
    """Entry by entry; what this version does not know the section of is passed over. Raises Unreadable."""
    known = set(Section)
    for name, number, value in _values(file):
        if number is None or name not in known:
            continue
        section = Section(name)
        try:
            yield Found(section, read_entry(section, value))
        except Misfit as error:
            yield Rejected(f"{section}, entry {number}", str(error))


def _values(file: IO[bytes]) -> Iterator[tuple[str, int | None, Any]]:
    """The values by their names; of a list each by itself, with its number from 1."""
    watched = _Watched(file)
    try:
        yield from _built(watched.seen(ijson.basic_parse(watched, use_float=True)))
    except (ijson.JSONError, UnicodeError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED) from error


class _Watched:
    """A file in which no single value may be large: the parser would have all of it in memory before we see it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._unseen = 0

    def read(self, size: int = -1) -> bytes:
        """Some more of it."""
        found = self._file.read(size)
        self._unseen += len(found)
        if self._unseen > LARGEST_VALUE:
            raise Unreadable(TOO_MANY)
        return found

    def seen(self, events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """The parser's events: as long as they come, all is well."""
        for event in events:
            self._unseen = 0
            yield event


def _built(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, int | None, Any]]:
    depth, name, number, many, total = 0, "", 0, False, 0
    builder, parts = ijson.ObjectBuilder(), 0
    for event, value in events:
        begins, ends = event in {"start_map", "start_array"}, event in {"end_map", "end_array"}
        depth += begins - ends
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP)
        if depth == 0 or (depth == 1 and event == "start_map" and not name):
            if event not in {"start_map", "end_map"}:
                raise Unreadable(NOT_OURS)
        elif depth == 1 and event == "map_key":
            name, number, many = value, 0, False
        elif depth == 2 and event == "start_array" and not many:  # noqa: PLR2004 -- within the object: a section
            many = True
        elif many and depth == 1 and event == "end_array":
            many = False
        elif name:
            builder.event(event, value)
            parts += 1
            if parts > LARGEST_ENTRY:
                raise Unreadable(TOO_MANY)
            if depth == 1 + many and not begins:
                number, total = number + 1, total + 1
                if total > MOST_ENTRIES:
                    raise Unreadable(TOO_MANY)
                yield name, number if many else None, builder.value
                builder, parts = ijson.ObjectBuilder(), 0
