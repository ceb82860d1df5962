"""Events and promised dates as a calendar, for any calendar program. Reading one is the part of invitation.py."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from icalendar import Event as Item

from conversations.carried.account import Entry, Kept
from conversations.carried.around import Around
from conversations.carried.cards import UNSEEN, identity
from conversations.facts import Event, Promise, PromiseState

OPENING: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rapport//Export//EN\r\nX-WR-CALNAME:Rapport\r\n"
CLOSING: Final = "END:VCALENDAR\r\n"
DAY: Final = timedelta(days=1)


def items(entries: Iterable[Entry], around: Around, at: datetime) -> str:
    """The events and open promises with a day among these entries; `at` is the moment (UTC) of the export."""
    found = (_item(entry, around, at) for entry in entries if isinstance(entry, Kept))
    return "".join(item.to_ical().decode() for item in found if item)


def _item(entry: Kept, around: Around, at: datetime) -> Item | None:
    match entry.fact:
        case Event(title=title, start=start, end=end, place=place):
            item = _made("event", entry, at, title)
            item.add("dtstart", start.utc())
            item.add("dtend", max(start.utc(), end.utc()))
            if place:
                item.add("location", _text(place))
            return item
        case Promise(due=due, words=words, mine=mine, person=key, state=PromiseState.OPEN) if due:
            name = around.name(key)
            who = f"to {name}" if mine and name else name
            item = _made("promise", entry, at, f"Promised {who}: {words}" if who else f"Promised: {words}")
            item.add("dtstart", due)
            item.add("dtend", due + DAY)
            item.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
            return item
        case _:
            return None


def _made(kind: str, entry: Kept, at: datetime, title: str) -> Item:
    item = Item()
    item.add("uid", identity(kind, entry))
    item.add("dtstamp", at)
    item.add("summary", _text(title))
    return item


def _text(text: str) -> str:
    return UNSEEN.sub(" ", text)
