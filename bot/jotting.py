"""Takes one note down: whom it is about, and what it says of them. It answers nothing (see capture.py)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.pages import debrief_due
from bot.sitting import Sitting
from conversations.answers import Met
from conversations.captures import read_capture, spoken_of
from conversations.details import as_line
from conversations.effects import Keep
from conversations.facts import Capture, Event, Introduction, Key, Note, Noted, NoteKind, Person
from conversations.jotted import jotted
from conversations.jotted_whom import whose
from conversations.noting import noted, reached
from conversations.screens.noted import Taken, ways_to
from conversations.signals import Card
from conversations.timing import local_time

LATELY = timedelta(days=4)
"""So long after an event whoever is noted was met there, unless it is said otherwise."""

WAYS = ("met_how", "handle", "phone", "email", "telegram_id")
"""The fields of a person by which one knows and reaches them."""


def jotted_down(sitting: Sitting, text: str, message: int | None) -> list[Taken]:
    """Whom a text is about, and what it says of them; nobody when there is no name and nobody was noted before."""
    drafts = around(sitting)
    people = read_capture(text)
    told = whose(text, people, names_of(drafts))
    if told is not None:
        return [add_to(sitting, drafts[told[0]], told[1], message)]
    if people:
        return [note_or_add(sitting, drafts, met, message) for met in people]
    return [add_to(sitting, drafts[-1], text, message)] if drafts else []


def of_author(sitting: Sitting, author: Card, text: str, message: int | None) -> Taken:
    """Somebody whose message was forwarded, and what they wrote."""
    taken = of_card(sitting, author, message)
    return quoted(sitting, taken, text) if text.strip() else taken


def quoted(sitting: Sitting, taken: Taken, text: str) -> Taken:
    """What somebody wrote stays as they wrote it: read as the owner's words, "I will send it" would be the owner's."""
    now, zone, words = local_time(sitting.now, sitting.settings.zone), sitting.settings.zone, as_line(text)
    person = reached(taken.person, jotted(words, now, zone))
    capture = replace(taken.capture, words=words, ways=f"{taken.capture.ways} {_ways_added(sitting, person)}".strip())
    note = Note(Key(f"{capture.key}.n0"), person.key, NoteKind.REMARK, words, now.date())
    sitting.do(Keep(person), Keep(capture), Keep(note))
    return Taken(capture, person, (note,), is_quoted=True)


def of_card(sitting: Sitting, card: Card, message: int | None) -> Taken:
    """Somebody with an account or a card: known by it already, or new."""
    words = as_line("\n".join(part for part in (card.work, card.remark) if part))
    met = Met(card.name, words or None, None, card.handle, card.phone, card.telegram_id, card.email)
    known = sitting.ledger.person_known_as(card.telegram_id, card.handle, card.name)
    if known is None:
        return note_or_add(sitting, around(sitting), met, message)
    return add_to(sitting, _with_ways(known, met), met.note or "", message)


def note_or_add(sitting: Sitting, drafts: Sequence[Person], met: Met, message: int | None) -> Taken:
    """Somebody new, or more about somebody noted under this name."""
    told = spoken_of(met.name, names_of(drafts))
    if told is None or told[1]:
        return note_new(sitting, met, message)
    return add_to(sitting, _with_ways(drafts[told[0]], met), met.note or "", message)


def note_new(sitting: Sitting, met: Met, message: int | None) -> Taken:
    """Somebody new: a draft at an event; elsewhere there is no debrief, so they are somebody to write to at once."""
    event, today = event_of_the_hour(sitting), local_day(sitting)
    capture = Capture(sitting.ledger.next_key("n"), sitting.ledger.next_key("p"), met.note or "", message, made=True)
    person = Person(capture.person, met.name, event.key if event else None, today, draft=event is not None)
    person = _with_ways(replace(person, debriefed_on=None if event else today), met)
    return read_into(sitting, person, capture)


def add_to(sitting: Sitting, person: Person, detail: str, message: int | None) -> Taken:
    """More about somebody noted."""
    capture = Capture(sitting.ledger.next_key("n"), person.key, as_line(detail), message)
    return read_into(sitting, person, capture)


def read_into(sitting: Sitting, person: Person, capture: Capture) -> Taken:
    """Read what a capture says, and keep it; a second phone or address stays as a note."""
    now, zone = local_time(sitting.now, sitting.settings.zone), sitting.settings.zone
    said = ways_to(reached(Person(person.key, "", None, now.date()), jotted(capture.words, now, zone)))
    person, facts = noted(person, capture.words, capture.key, now, zone)
    facts = tuple(_between(sitting, fact) for fact in facts)
    second = [way for way in said if way not in ways_to(person)]
    if second:
        key = Key(f"{capture.key}.w")
        facts = (*facts, Note(key, person.key, NoteKind.REMARK, " · ".join(second), now.date()))
    capture = replace(capture, ways=_ways_added(sitting, person))
    sitting.do(Keep(person), Keep(capture), *(Keep(fact) for fact in facts))
    return Taken(capture, person, facts, tuple(way for way in said if way not in second))


def _between(sitting: Sitting, fact: Noted) -> Noted:
    """An introduction to somebody noted is one between the two."""
    if not isinstance(fact, Introduction) or fact.to_me:
        return fact
    others = [one for one in around(sitting) if one.name == fact.other and one.key != fact.person]
    return replace(fact, other_key=others[-1].key) if others else fact


def with_file(sitting: Sitting, taken: list[Taken], kind: NoteKind, file: str, text: str) -> list[Taken]:
    """The recording or picture goes to the last of them; its words stay with it when nothing was read out of them."""
    *others, about = taken
    words = text if not about.facts else ""
    note = Note(Key(f"{about.capture.key}.f"), about.person.key, kind, words, local_day(sitting), file)
    sitting.do(Keep(note))
    return [*others, replace(about, facts=(*about.facts, note))]


def around(sitting: Sitting) -> tuple[Person, ...]:
    """Those noted at this event, or elsewhere today; whoever was spoken of last comes last."""
    event = event_of_the_hour(sitting)
    return sitting.ledger.drafts_of(event.key) if event else sitting.ledger.noted_elsewhere(local_day(sitting))


def event_of_the_hour(sitting: Sitting) -> Event | None:
    """The event that is on, or else the last one, when it was lately and waits for its debrief."""
    live, due = sitting.ledger.live_event(sitting.now), debrief_due(sitting)
    return live or (due if due and sitting.now - due.end.utc() < LATELY else None)


def last_noted(sitting: Sitting) -> Person | None:
    """Whoever was spoken of last."""
    people = around(sitting)
    return people[-1] if people else None


def unnamed(sitting: Sitting) -> Met:
    """Somebody of whom not even a name is known, by the hour."""
    return Met(f"Somebody at {local_time(sitting.now, sitting.settings.zone):%H:%M}")


def _ways_added(sitting: Sitting, person: Person) -> str:
    """The ways to reach somebody that are new now, so that they go when the note is taken back."""
    before = sitting.ledger.person(person.key)
    return " ".join(way for way in WAYS if getattr(person, way) and not (before and getattr(before, way)))


def without_ways(person: Person, capture: Capture) -> Person:
    """The person without the ways that came with this note."""
    gone: dict[str, Any] = dict.fromkeys(way for way in capture.ways.split() if way in WAYS)
    return replace(person, **gone)


def _with_ways(person: Person, met: Met) -> Person:
    return replace(
        person,
        handle=person.handle or met.handle,
        phone=person.phone or met.phone,
        telegram_id=person.telegram_id or met.telegram_id,
        email=person.email or met.email,
    )


def files_of(sitting: Sitting, capture: Capture) -> tuple[Note, ...]:
    """Recordings and pictures that came with it."""
    return tuple(note for note in sitting.ledger.notes(capture.person) if note.file and note.key == f"{capture.key}.f")


def names_of(people: Sequence[Person]) -> list[str]:
    """What they are called."""
    return [person.name for person in people]


def local_day(sitting: Sitting) -> date:
    """The owner's local date."""
    return local_time(sitting.now, sitting.settings.zone).date()
