"""The note about somebody, as it grows line by line at an event: what came with the name, then a line per detail.

What came with the name may be empty, so that a detail is never taken for it. Each line but the last ends with a
semicolon: on one line of a screen the details stand apart.
"""

from zlib import crc32


def as_line(text: str) -> str:
    """The text on one line; what stood on lines of its own stands behind a semicolon."""
    lines = (" ".join(line.split()).strip(" ;") for line in text.splitlines())
    return "; ".join(line for line in lines if line)


def with_detail(note: str | None, detail: str) -> str:
    """The note with one more line."""
    return f"{f'{note};' if note else ''}\n{as_line(detail)}"


def details(note: str | None) -> tuple[str, ...]:
    """The details that were added since somebody was noted, in the order in which they came."""
    return tuple(line.removesuffix(";") for line in (note or "").split("\n")[1:])


def mark_of(detail: str) -> str:
    """A short sign by which a button finds the detail again, whatever was added or taken back since."""
    return f"{crc32(as_line(detail).encode()):08x}"


def without_detail(note: str | None, mark: str) -> tuple[str | None, str] | None:
    """The note as it would be without the last detail that has this mark, and the detail; None when it has none."""
    came_with, told = (note or "").split("\n")[0].removesuffix(";"), list(details(note))
    at = next((at for at in reversed(range(len(told))) if mark_of(told[at]) == mark), None)
    if at is None:
        return None
    gone = told.pop(at)
    rest = came_with or None
    for detail in told:
        rest = with_detail(rest, detail)
    return rest, gone
