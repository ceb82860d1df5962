"""One person's page: who they are before anything else, then what binds the two of you."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Link, Named, Nudge, Screen
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    IntroductionState,
    Person,
    Promise,
    PromiseState,
    Settings,
)
from conversations.prose import Html, joined, plain, prose, short
from conversations.rhythm import FASTEST, SLOWEST
from conversations.screens.chat_link import chat_link
from conversations.screens.paging import in_rows
from conversations.screens.phrases import called, due_phrase, near_day, titled
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime, local_time, spoken, spoken_day

MOST_PROMISES: Final = 6
MOST_INTRODUCTIONS: Final = 5
MOST_CONTACTS: Final = 3
LONGEST_LINE: Final = 300

STAGES: Final = {
    IntroductionState.IDEA: "an idea",
    IntroductionState.ASKED_A: "one side asked",
    IntroductionState.ASKED_B: "both asked",
    IntroductionState.AGREED: "both agreed",
    IntroductionState.INTRODUCED: "introduced",
    IntroductionState.THANKED: "introduced, thanked",
    IntroductionState.DROPPED: "let go",
}


@dataclass(frozen=True, slots=True)
class Bonds:
    """What binds the owner and one person; closed ones may be among them."""

    event: Event | None = None  # where they met
    promises: tuple[Promise, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    contacts: tuple[Contact, ...] = ()  # in any order
    next_nudge: Nudge | None = None


def person_page(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> Screen:
    """The page of a person; dates are local to the settings' zone."""
    promises = _open(bonds.promises)
    sections = (
        _who(person),
        _memory(person, bonds.event),
        _promises(promises, local_time(now, settings.zone).date()),
        _introductions(bonds.introductions, called(person)),
        _contacts(bonds.contacts, settings),
        _next(person, bonds, settings, now),
    )
    text = joined([joined(section) for section in (list(lines) for lines in sections) if section], "\n\n")
    return Screen(text, _rows(person, bonds, promises))


def _who(person: Person) -> Iterator[Html]:
    yield prose("<b>{name}</b>", name=called(person))
    if person.who:
        yield plain(short(person.who, LONGEST_LINE))


def _memory(person: Person, event: Event | None) -> Iterator[Html]:
    where = titled(event) if event else "elsewhere"
    yield prose("<i>Met: {where}, {day}</i>", where=where, day=spoken_day(person.met_on))
    if not (person.who or person.said or person.note):
        yield plain("Nothing more is noted yet. After your next talk, “I was in touch” keeps a line of it.")
    if person.said:
        yield prose("They said: “{said}”", said=short(person.said, LONGEST_LINE))
    if person.note:
        yield prose("You noted: {note}", note=short(person.note, LONGEST_LINE))
    ways = (f"@{person.handle}" if person.handle else "", person.phone or "")
    if reached := " · ".join(way for way in ways if way):
        yield prose("Reach them: {reached}", reached=short(reached))


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


def _introductions(introductions: tuple[Introduction, ...], name: str) -> Iterator[Html]:
    going = [one for one in introductions if one.state is not IntroductionState.DROPPED]
    if going:
        yield prose("<b>Introductions</b>")
    for one in going[:MOST_INTRODUCTIONS]:
        pair = f"{'You' if one.to_me else name} and {short(one.other)}"
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
        due = WallTime(local_time(bonds.next_nudge.due, settings.zone), settings.zone)
        yield prose(
            "Next check-in: {when}{how}{latest}", when=spoken(due, now), how=how, latest=_latest(bonds.next_nudge)
        )
    elif person.next_touch:
        today = local_time(now, settings.zone).date()
        yield prose("You planned: {when}{how}", when=near_day(person.next_touch, today), how=how)


def _latest(nudge: Nudge) -> str:
    """Up to when it may wait its turn, if it may."""
    is_flexible = nudge.named is Named.NOTHING and nudge.latest is not None and nudge.latest > nudge.at.local.date()
    return f", by {spoken_day(nudge.latest)} at the latest" if is_flexible and nudge.latest else ""


def _pace(person: Person) -> tuple[Button, ...]:
    """How often they are brought up can be changed, unless they are not brought up at all."""
    if person.stopped or person.draft:
        return ()
    slower = Button("Less often", Do(Deed.PERSON_SLOWER, person.key, "page"))
    faster = Button("More often", Do(Deed.PERSON_FASTER, person.key, "page"))
    return (*((slower,) if person.pace < SLOWEST else ()), *((faster,) if person.pace > FASTEST else ()))


def _rows(person: Person, bonds: Bonds, promises: tuple[Promise, ...]) -> tuple[tuple[Button | Link, ...], ...]:
    write = Button("Help me write", Open(Page.DRAFT, person.key))
    rows: list[tuple[Button | Link, ...]] = [(Button("I was in touch", Begin(ScriptName.CHECK_IN, person.key)), write)]
    if person.draft and bonds.event:
        rows.append((Button("Start the debrief", Begin(ScriptName.AFTER_EVENT, bonds.event.key)),))
    kept = [
        Button(f"{number} done", Do(Deed.PROMISE_DONE, promise.key, "person"))
        for number, promise in enumerate(promises[:MOST_PROMISES], 1)
    ]
    rows += in_rows(kept, 3)
    if pace := _pace(person):
        rows.append(pace)
    if url := chat_link(person.handle):
        rows.append((Link("Open the chat", url),))
    if person.stopped:
        nudges = Button("Nudge me again", Do(Deed.PERSON_RESUME, person.key, "page"))
    else:
        nudges = Button("No more nudges", Do(Deed.PERSON_STOP, person.key, "page"))
    return (*rows, (nudges, Button("‹ People", Open(Page.PEOPLE))))
