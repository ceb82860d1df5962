"""One person's page: who they are before anything else, then what binds the two of you."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Link, Named, Nudge, Screen
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    IntroductionState,
    Note,
    NoteKind,
    Person,
    Promise,
    PromiseState,
    Settings,
)
from conversations.introducing import STAGES
from conversations.noting import FILES, LABELS
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.chat_link import chat_link
from conversations.screens.paging import in_rows
from conversations.screens.phrases import called, counted, due_phrase, fitting, near_day, titled
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime, local_time, spoken, spoken_day

MOST_PROMISES: Final = 6
MOST_INTRODUCTIONS: Final = 5
MOST_CONTACTS: Final = 3
MOST_NOTES: Final = 6
LONGEST_LINE: Final = 300
LONGEST_NOTE: Final = 120
WIDTHS: Final = (LONGEST_LINE, 60, 20)
"""Characters that one thing may take, so that all of it fits one message."""

ABOVE: Final = (NoteKind.INTEREST, NoteKind.WORK)
"""Who somebody is: what moves them comes before what they do."""
BELOW: Final = (NoteKind.NEED, NoteKind.OFFER, NoteKind.REMARK)


@dataclass(frozen=True, slots=True)
class Bonds:
    """What binds the owner and one person; closed ones may be among them."""

    event: Event | None = None  # where they met
    notes: tuple[Note, ...] = ()
    promises: tuple[Promise, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    contacts: tuple[Contact, ...] = ()  # in any order
    next_nudge: Nudge | None = None
    twins: tuple[tuple[Person, Event | None], ...] = ()  # who may be the same, and where they were met


def person_page(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> Screen:
    """The page of a person; dates are local to the settings' zone."""
    text = fitting(_text(*_brief(person, bonds, width), settings, now) for width in WIDTHS)
    return Screen(text, _rows(person, bonds, _open(bonds.promises)))


def _text(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> Html:
    sections = (
        _who(person, bonds.notes),
        _memory(person, bonds),
        _promises(_open(bonds.promises), local_time(now, settings.zone).date()),
        _introductions(bonds.introductions, person),
        _contacts(bonds.contacts, settings),
        _next(person, bonds, settings, now),
    )
    return joined([joined(section) for section in (list(lines) for lines in sections) if section], "\n\n")


def _brief(person: Person, bonds: Bonds, width: int) -> tuple[Person, Bonds]:
    """The same with no words longer than `width`."""
    fields = ("who", "said", "met_how", "phone", "email", "touch_how")
    told: dict[str, Any] = {field: short(getattr(person, field) or "", width) for field in fields}
    return (
        replace(person, **told),
        replace(
            bonds,
            notes=tuple(replace(each, words=short(each.words, width)) for each in bonds.notes),
            promises=tuple(replace(each, words=short(each.words, width)) for each in bonds.promises),
            introductions=tuple(replace(each, other=short(each.other, width)) for each in bonds.introductions),
            contacts=tuple(replace(each, words=short(each.words or "", width)) for each in bonds.contacts),
        ),
    )


def _who(person: Person, notes: tuple[Note, ...]) -> Iterator[Html]:
    yield prose("<b>{name}</b>", name=called(person))
    if person.who:
        yield plain(short(person.who, LONGEST_LINE))
    yield from _noted(notes, ABOVE)


def _memory(person: Person, bonds: Bonds) -> Iterator[Html]:
    where = titled(bonds.event) if bonds.event else "elsewhere"
    how = f", {short(person.met_how, 60)}" if person.met_how else ""
    yield prose("<i>Met: {where}, {day}{how}</i>", where=where, day=spoken_day(person.met_on), how=how)
    if not (person.who or person.said or bonds.notes):
        yield plain("Nothing more is noted yet. After your next talk, “I was in touch” keeps a line of it.")
    if person.said:
        yield prose("They said: “{said}”", said=short(person.said, LONGEST_LINE))
    yield from _noted(bonds.notes, BELOW)
    if files := _files(bonds.notes):
        yield prose("Kept: {files}", files=files)
    ways = (f"@{person.handle}" if person.handle else "", person.phone or "", person.email or "")
    if reached := " · ".join(way for way in ways if way):
        yield prose("Reach them: {reached}", reached=short(reached, LONGEST_LINE))


def _noted(notes: tuple[Note, ...], kinds: tuple[NoteKind, ...]) -> Iterator[Html]:
    """What was noted, a line a kind; the latest is left out last."""
    for kind in kinds:
        words = [short(note.words, LONGEST_NOTE) for note in notes if note.kind is kind]
        more = f" · and {len(words) - MOST_NOTES} more" if len(words) > MOST_NOTES else ""
        if words:
            said = " · ".join(words[-MOST_NOTES:])
            yield prose("{label}: {words}{more}", label=LABELS[kind], words=said, more=more)


def _files(notes: tuple[Note, ...]) -> str:
    counts = {kind: sum(note.kind is kind for note in notes) for kind in FILES}
    names = {NoteKind.VOICE: ("a voice note", "voice notes"), NoteKind.PHOTO: ("a photo", "photos")}
    said = (names[kind][0] if count == 1 else f"{count} {names[kind][1]}" for kind, count in counts.items() if count)
    return " and ".join(said)


def _open(promises: tuple[Promise, ...]) -> tuple[Promise, ...]:
    """Those still open, mine first."""
    return tuple(sorted((one for one in promises if one.state is PromiseState.OPEN), key=lambda one: not one.mine))


def _promises(promises: tuple[Promise, ...], today: date) -> Iterator[Html]:
    if promises:
        yield prose("<b>Promises</b>")
    for number, promise in enumerate(promises[:MOST_PROMISES], 1):
        text = "{number}. You: {words} · {due}" if promise.mine else "{number}. They: {words} · {due}"
        due = due_phrase(promise.due, today)
        yield prose(text, number=str(number), words=short(promise.words, 100), due=due)
    if len(promises) > MOST_PROMISES:
        yield prose("… and {more} more in /promises", more=str(len(promises) - MOST_PROMISES))


def _introductions(introductions: tuple[Introduction, ...], person: Person) -> Iterator[Html]:
    going = [one for one in introductions if one.state is not IntroductionState.DROPPED]
    if going:
        yield prose("<b>Introductions</b>")
    for one in going[:MOST_INTRODUCTIONS]:
        is_other = one.other_key == person.key
        pair = f"{'You' if one.to_me else called(person)} and {'one of yours' if is_other else short(one.other)}"
        stage = "offered" if one.to_me and one.state is IntroductionState.IDEA else STAGES[one.state]
        yield prose("• {pair} · {stage}", pair=pair, stage=stage)
    if len(going) > MOST_INTRODUCTIONS:
        yield prose("… and {more} more", more=str(len(going) - MOST_INTRODUCTIONS))


def _contacts(contacts: tuple[Contact, ...], settings: Settings) -> Iterator[Html]:
    if contacts:
        yield prose("<b>In touch</b>")
    for contact in sorted(contacts, key=lambda one: one.at, reverse=True)[:MOST_CONTACTS]:
        day = spoken_day(local_time(contact.at, settings.zone).date())
        if contact.words:
            yield prose("• {day}: {words}", day=day, words=short(contact.words, 120))
        else:
            yield prose("• {day}", day=day)


def _next(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> Iterator[Html]:
    how = f" – {short(person.touch_how)}" if person.touch_how else ""
    if person.stopped:
        yield prose("I stay quiet about {name}.", name=called(person))
    elif person.draft:
        yield plain("Jotted down so far. The debrief asks the rest.")
    elif bonds.next_nudge:
        nudge, due = bonds.next_nudge, WallTime(local_time(bonds.next_nudge.due, settings.zone), settings.zone)
        how = how if nudge.at.local.date() == person.next_touch else ""
        latest = _latest(nudge, due.local.date())
        yield prose("Next check-in: {when}{how}{latest}", when=spoken(due, now), how=how, latest=latest)
    elif person.next_touch:
        today = local_time(now, settings.zone).date()
        yield prose("You planned: {when}{how}", when=near_day(person.next_touch, today), how=how)


def _latest(nudge: Nudge, day: date) -> str:
    """Up to when it may wait its turn after this local date, if it may."""
    is_flexible = nudge.named is Named.NOTHING and nudge.latest is not None and nudge.latest > day
    return f", by {spoken_day(nudge.latest)} at the latest" if is_flexible and nudge.latest else ""


def _rows(person: Person, bonds: Bonds, promises: tuple[Promise, ...]) -> tuple[tuple[Button | Link, ...], ...]:
    touch = Button("I was in touch", Begin(ScriptName.CHECK_IN, person.key))
    rows: list[tuple[Button | Link, ...]] = [(touch, Button("Help me write", Open(Page.DRAFT, person.key)))]
    if person.draft and bonds.event:
        rows.append((Button("Start the debrief", Begin(ScriptName.AFTER_EVENT, bonds.event.key)),))
    kept = [
        Button(f"{number} done", Do(Deed.PROMISE_DONE, promise.key, "person"))
        for number, promise in enumerate(promises[:MOST_PROMISES], 1)
    ]
    rows += in_rows(kept, 3)
    reach: list[Button | Link] = []
    if url := chat_link(person.handle):
        reach.append(Link("Open the chat", url))
    if files := sum(note.file is not None for note in bonds.notes):
        reach.append(Button(f"Show {counted(files, 'file', 'files')}", Do(Deed.FILES_SHOW, person.key)))
    if reach:
        rows.append(tuple(reach))
    rows.append((Button("Introduce", Begin(ScriptName.INTRODUCE, person.key)), _promise(person)))
    rows.append((_part("Edit", person, "edit"), *(() if person.draft else (_part("Rhythm", person, "rhythm"),))))
    rows.append((_pause(person), Button("Forget", Do(Deed.PERSON_FORGET, person.key))))
    for twin, event in bonds.twins[:1]:
        where = short(titled(event), 16) if event else spoken_day(twin.met_on)
        rows.append((Button(f"Same as {short(called(twin), 14)}, {where}?", Open(Page.SAME, person.key, twin.key)),))
    return (*rows, (Button("‹ People", Open(Page.PEOPLE)),))


def _promise(person: Person) -> Button:
    return Button("Add a promise", Begin(ScriptName.PROMISE, person.key))


def _part(label: str, person: Person, part: str) -> Button:
    return Button(label, Open(Page.PERSON, person.key, part))


def _pause(person: Person) -> Button:
    deed = Deed.PERSON_RESUME if person.stopped else Deed.PERSON_STOP
    return Button("Nudge me again" if person.stopped else "Pause", Do(deed, person.key, "page"))
