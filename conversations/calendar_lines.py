"""The lines of a calendar file that we read, so that what is parsed is short, whatever the file holds. It reads none.

Parsers of calendars take seconds for a megabyte of events, nested parts or one endless line. Descriptions, alarms and
attachments are most of a file and say nothing that we keep.
"""

import re
from collections.abc import Iterator
from typing import Final

MOST_EVENTS: Final = 100
MOST_LINES: Final = 1_500
LONGEST_LINE: Final = 2_000
MOST_CHARACTERS: Final = 60_000
DEEPEST: Final = 3
"""A calendar, an event or a time zone in it, and the zone's winter and summer."""

PARTS: Final = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
OF_ZONES: Final = frozenset({"TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"})
KEPT: Final = OF_ZONES | {"DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "RRULE", "EXDATE", "VERSION", "PRODID"}
NAME: Final = re.compile(r"[A-Za-z-]{1,40}(?=[:;])")
LINE_END: Final = re.compile(r"\r\n|\n|\r")


def bare_calendar(data: bytes) -> bytes:
    """The file with the lines alone that tell when and where its events are; at most the first hundred events."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    return "".join(f"{line}\r\n" for line in _bounded(_of_our_parts(_unfolded(text)))).encode()


def _unfolded(text: str) -> Iterator[tuple[str, str]]:
    """Each line with the name before its colon. Of a line that is too long, its beginning."""
    name, pieces, length = "", list[str](), 0
    for line in LINE_END.split(text):
        if line[:1] in {" ", "\t"}:
            if length < LONGEST_LINE:
                pieces.append(line[1:])
                length += len(line) - 1
            continue
        if name:
            yield name, _cut("".join(pieces), name)
        found = NAME.match(line)
        name, pieces, length = (found[0].upper(), [line], len(line)) if found else ("", [], LONGEST_LINE)
    if name:
        yield name, _cut("".join(pieces), name)


def _cut(line: str, name: str) -> str:
    """A list of days ends with a whole one."""
    if len(line) <= LONGEST_LINE:
        return line
    return line[:LONGEST_LINE].rpartition(",")[0] if name == "EXDATE" else line[:LONGEST_LINE]


def _of_our_parts(lines: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Lines that stand in parts we know, the parts' ends among them, even where the file forgets or repeats them."""
    opened, strange = list[str](), 0
    events = 0
    for name, line in lines:
        part = line.partition(":")[2].strip().upper()
        if name == "BEGIN":
            if strange or part not in PARTS or len(opened) == DEEPEST:
                strange += 1
                continue
            events += part == "VEVENT"
            if events > MOST_EVENTS:
                break
            opened.append(part)
            yield f"BEGIN:{part}"
        elif name == "END":
            if strange:
                strange -= 1
            elif opened and opened[-1] == part:
                opened.pop()
                yield f"END:{part}"
        elif not strange and opened and name in KEPT:
            yield line
    yield from (f"END:{part}" for part in reversed(opened))


def _bounded(lines: Iterator[str]) -> Iterator[str]:
    """No more than is sure to be parsed in the twinkling of an eye; parts that are open then are closed."""
    opened, left = list[str](), MOST_CHARACTERS
    for number, line in enumerate(lines):
        left -= len(line)
        if left < 0 or number == MOST_LINES:
            yield from (f"END:{part}" for part in reversed(opened))
            return
        if line.startswith("BEGIN:"):
            opened.append(line.removeprefix("BEGIN:"))
        elif line.startswith("END:"):
            opened.pop()
        yield line
