"""What a message that the bot began by itself is about, told by its buttons alone. Nothing here judges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conversations.address import Address, Begin, Deed, Do, Open, Page
from conversations.effects import Screen
from tests.year.chat import leads

Row = tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or thing in a message. `nudge` is the occurrence that says why; `asks`: to keep it, or to stop?"""

    nudge: str
    leads: tuple[Address, ...]
    asks: bool = False


def rows_of(screen: Screen) -> tuple[Row, ...]:
    """Where the buttons lead, row by row."""
    return tuple(row for line in screen.rows if (row := leads(Screen(screen.text, (line,)))))


def entries(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of a message about people; none when it is about an event."""
    return tuple(_entries(rows))


def event_nudge(rows: Sequence[Row]) -> str | None:
    """The occurrence of a message about an event; None when it is about people."""
    if entries(rows):
        return None
    return next((to.key for row in rows for to in row if isinstance(to, Open) and to.page is Page.WHY), None)


def _entries(rows: Sequence[Row]) -> Iterator[Entry]:
    before: Row = ()
    asking: Entry | None = None
    for row in rows:
        kept = next((to.key for to in row if isinstance(to, Do) and to.deed is Deed.NUDGE_KEEP), None)
        put_off = next((to.subject for to in row if isinstance(to, Begin) and to.script == "snooze"), None)
        if kept is not None:
            yield from [asking] if asking else []
            asking = Entry(kept, row, asks=True)
        elif asking is not None:
            yield Entry(asking.nudge, (*asking.leads, *row), asks=True)
            asking = None
        elif put_off is not None:
            yield Entry(put_off, (*before, *row))
            before = ()
        else:
            before = row
    yield from [asking] if asking else []
