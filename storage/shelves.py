"""How each kind of fact lies in its table: the one place where rows become facts and facts become rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Generic, TypeVar, assert_never

from sqlalchemy import RowMapping, Table

from conversations.facts import (
    Apart,
    Capture,
    Contact,
    Event,
    Fact,
    Introduction,
    Mention,
    Note,
    Offer,
    Person,
    Plan,
    Promise,
    Takeaway,
)
from conversations.folding import folded
from conversations.timing import WallTime, known_zone, local_time, zone_names
from storage.tables import (
    APARTS,
    CAPTURES,
    CONTACTS,
    EVENTS,
    INTRODUCTIONS,
    MENTIONS,
    NOTES,
    OFFERS,
    PEOPLE,
    PLANS,
    PROMISES,
    TAKEAWAYS,
)

F = TypeVar("F")

Row = RowMapping | Mapping[str, Any]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Shelf(Generic[F]):
    """One kind of fact, the table that keeps it, and the way there and back."""

    table: Table
    to_row: Callable[[F], dict[str, object]]
    from_row: Callable[[Row], F]
    placed_by: tuple[str, ...] | None = None
    """The fields by which rows are found, ordered and told apart. None: any."""

    def moves(self, before: F | None, after: F) -> bool:
        """Whether a change of a fact may change which facts are found, or their order."""
        if before is None or self.placed_by is None:
            return before != after
        return any(getattr(before, name) != getattr(after, name) for name in self.placed_by)


def shelf_of(fact: Fact) -> Shelf[Any]:
    """Where this fact belongs."""
    match fact:
        case Event():
            return EVENT
        case Person():
            return PERSON
        case Note():
            return NOTE
        case Capture():
            return CAPTURE
        case Promise():
            return PROMISE
        case Introduction():
            return INTRODUCTION
        case Apart():
            return APART
        case Contact():
            return CONTACT
        case Plan():
            return PLAN
        case Takeaway():
            return TAKEAWAY
        case Offer():
            return OFFER
        case Mention():
            return MENTION
        case _:
            assert_never(fact)


def _plain(table: Table, fact: type[F]) -> Shelf[F]:
    """A shelf of facts whose fields are the table's columns, one by one."""
    names = tuple(field.name for field in fields(fact))  # type: ignore[arg-type]  # only dataclasses are passed
    return Shelf(
        table,
        to_row=lambda kept: {name: getattr(kept, name) for name in names},
        from_row=lambda row: fact(**{name: row[name] for name in names}),
    )


def _findable(table: Table, fact: type[F], *searched: str) -> Shelf[F]:
    """A plain shelf whose rows are found by the words in these fields."""
    shelf = _plain(table, fact)
    return Shelf(
        table,
        to_row=lambda kept: shelf.to_row(kept) | {"findable": _folded(*(getattr(kept, name) for name in searched))},
        from_row=shelf.from_row,
    )


def _folded(*texts: str | None) -> str:
    return "\n".join(folded(text) for text in texts if text)


def _event_row(event: Event) -> dict[str, object]:
    starts, ends = event.start.utc(), event.end.utc()
    start, end = _hung(event.start, starts), _hung(event.end, ends)
    return {
        "key": event.key,
        "title": event.title,
        "start_local": start.local,
        "start_zone": start.zone,
        "starts": starts,
        "end_local": end.local,
        "end_zone": end.zone,
        "ends": ends,
        "place": event.place,
        "prepared": event.prepared,
        "debriefed": event.debriefed,
        "dismissed": event.dismissed,
        "findable": _folded(event.title, event.place),
    }


def _event(row: Row) -> Event:
    return Event(
        key=row["key"],
        title=row["title"],
        start=_hung(WallTime(row["start_local"], row["start_zone"]), row["starts"]),
        end=_hung(WallTime(row["end_local"], row["end_zone"]), row["ends"]),
        place=row["place"],
        prepared=row["prepared"],
        debriefed=row["debriefed"],
        dismissed=row["dismissed"],
    )


def _hung(wall: WallTime, moment: datetime) -> WallTime:
    """The wall time in a zone that the tz data knows.

    In place of another comes one whose clocks show the same at that moment (Etc/GMT+5, said as "UTC-5"): so the event
    stays where it is, on the wall as well as in time.
    """
    if known_zone(wall.zone):
        return wall
    names = sorted(zone_names(), key=lambda name: (not name.startswith("Etc/"), name))
    zone = next((name for name in names if local_time(moment, name) == wall.local), "UTC")
    return WallTime(local_time(moment, zone), zone)


def _person_row(person: Person) -> dict[str, object]:
    account = None if person.telegram_id is None else str(person.telegram_id)
    return _PERSON_FIELDS.to_row(person) | {"account": account, "sorted_as": folded(person.name)}


def _person(row: Row) -> Person:
    if row["telegram_id"] is None and row["account"]:
        row = {**row, "telegram_id": int(row["account"])}
    return _PERSON_FIELDS.from_row(row)


_PERSON_FIELDS = _findable(PEOPLE, Person, "name", "who", "said", "met_how", "handle", "email")

EVENT = Shelf(EVENTS, _event_row, _event)
PERSON = Shelf(
    PEOPLE,
    _person_row,
    _person,
    placed_by=("name", "event", "met_on", "draft", "handle", "telegram_id"),
)
NOTE = _findable(NOTES, Note, "words")
CAPTURE = _plain(CAPTURES, Capture)
PROMISE = _findable(PROMISES, Promise, "words")
INTRODUCTION = _findable(INTRODUCTIONS, Introduction, "other")
APART = _plain(APARTS, Apart)
CONTACT = _findable(CONTACTS, Contact, "words")
PLAN = _plain(PLANS, Plan)
TAKEAWAY = _plain(TAKEAWAYS, Takeaway)
OFFER = _plain(OFFERS, Offer)
MENTION = _plain(MENTIONS, Mention)

FOUND_BY_WORDS: tuple[Shelf[Any], ...] = (EVENT, PERSON, NOTE, PROMISE, INTRODUCTION, CONTACT)
"""The shelves whose rows keep the folded words of their facts."""
