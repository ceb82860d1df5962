"""What is said back after a note was taken: who, what was understood, and the way to take it back. No questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Capture, Note, Noted, Person, Promise
from conversations.noting import LONGEST_PIECE, told
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.phrases import called, fitting

MOST_PEOPLE: Final = 8
MOST_PIECES: Final = 6
MOST_PROMISES: Final = 3
WIDTHS: Final = (LONGEST_PIECE, 30, 10)
"""Characters that a piece may take, so that all of them fit one message."""
LONGEST_LABEL: Final = 16

HOW: Final = "Write the name first, like this: Ana, UX at Figma, climbs"


@dataclass(frozen=True, slots=True)
class Taken:
    """One note that was taken: the message, the person, what was read out of it, and the ways to reach them it told."""

    capture: Capture
    person: Person
    facts: tuple[Noted, ...] = ()
    ways: tuple[str, ...] = ()
    is_quoted: bool = False  # somebody else's words, which are nobody's note


def ways_to(person: Person) -> tuple[str, ...]:
    """All ways to reach somebody, as they are shown."""
    ways = (person.phone, f"@{person.handle}" if person.handle else None, person.email)
    return tuple(way for way in ways if way)


def noted_screen(taken: Sequence[Taken], added: str = "Added") -> Screen:
    """One message about everybody whom a message named; `added` is what became of a note about somebody noted."""
    shown, more = taken[:MOST_PEOPLE], len(taken) - MOST_PEOPLE
    others = [prose("… and {more} more, all in /people", more=str(more))] if more > 0 else []
    text = fitting(joined([*(_line(each, width, added) for each in shown), *others]) for width in WIDTHS)
    if len(taken) == 1:
        return Screen(text, (_buttons(taken[0]),))
    undo = tuple(
        Button(f"Undo {short(called(each.person), LONGEST_LABEL)}", Do(Deed.CAPTURE_UNDO, each.capture.key))
        for each in shown
    )
    return Screen(text, tuple(undo[first : first + 2] for first in range(0, len(undo), 2)))


def _line(taken: Taken, width: int, added: str) -> Html:
    name, is_new = called(taken.person), taken.capture.made and added == "Added"
    pieces = told([fact for fact in taken.facts if not isinstance(fact, Promise)], width)
    kept = " · ".join(_cut(pieces if is_new else (*(short(way, width) for way in taken.ways), *pieces), MOST_PIECES))
    head = "Noted <b>{name}</b>" if is_new else f"{added} to <b>{{name}}</b>"
    reached = " · ".join(ways_to(taken.person)) if is_new else ""
    lines = [prose(f"{head}: {{kept}}" if kept else head, name=name, kept=kept)]
    if reached:
        lines.append(prose("Reach them: {ways}", ways=short(reached, 2 * width)))
    promises = _cut(told([fact for fact in taken.facts if isinstance(fact, Promise)], width), MOST_PROMISES)
    return joined([*lines, *(plain(f"{piece[0].upper()}{piece[1:]}") for piece in promises)])


def _cut(pieces: tuple[str, ...], most: int) -> tuple[str, ...]:
    return pieces if len(pieces) <= most else (*pieces[:most], f"and {len(pieces) - most} more")


def _buttons(taken: Taken) -> tuple[Button, ...]:
    undo = Button("Undo", Do(Deed.CAPTURE_UNDO, taken.capture.key))
    if taken.capture.made or taken.is_quoted or all(isinstance(fact, Note) and fact.file for fact in taken.facts):
        return (undo,)
    return (undo, Button("Somebody new", Do(Deed.CAPTURE_NEW, taken.capture.key)))


def moved(taken: Taken) -> Screen:
    """The last note is about this person from now on."""
    text = noted_screen([taken], "Moved").text
    return Screen(text, ((Button("Undo", Do(Deed.CAPTURE_UNDO, taken.capture.key)),),))


def renamed(person: Person, capture: Capture | None = None) -> Screen:
    """Somebody has another name from now on; `capture` takes that back."""
    undo = ((Button("Undo", Do(Deed.CAPTURE_UNDO, capture.key)),),) if capture else ()
    return Screen(prose("Now called <b>{name}</b>.", name=called(person)), undo)


def nothing_to_mend() -> Screen:
    """There is no note tonight that could be about somebody else."""
    return Screen(plain("There is no note to move."))


def where_to_forget(name: str) -> Screen:
    """Somebody did not come with a note of this event: only their page forgets them."""
    if not name:
        return nothing_kept()
    return Screen(prose("{name} did not come with a note here. “Forget” is on their page: /people {name}", name=name))


def known_already(person: Person) -> Screen:
    """The name alone of somebody who is noted."""
    text = "<b>{name}</b> is noted already. More goes behind the name: {name}, climbs"
    return Screen(prose(text, name=called(person)))


def nothing_kept() -> Screen:
    """Small talk, a question: nobody's name, and nothing to keep."""
    return Screen(prose("I kept nothing of that. {how}. “undo” takes your last note back.", how=HOW))


def no_name() -> Screen:
    """Nobody is noted yet whom this could be about."""
    return Screen(plain(f"I could not find a name in that. {HOW}"))


def taken_back(person: Person, facts: Sequence[Noted], *, whole: bool, ways: Sequence[str] = ()) -> Screen:
    """A note was taken back, and the ways to reach somebody that came with it; `whole`: and the person with it."""
    pieces = " · ".join((*(short(way, LONGEST_PIECE) for way in ways), *told(facts))[:MOST_PIECES])
    if whole or not pieces:
        return Screen(prose("Taken back: {name}.", name=called(person)))
    return Screen(prose("Taken back from {name}: {pieces}", name=called(person), pieces=pieces))


def log_contact(capture: Capture, person: Person, moment: str) -> Screen:
    """Something that somebody known wrote was forwarded: does it count as a contact?"""
    text = prose("From <b>{name}</b>. Shall I log this as a contact?", name=called(person))
    yes = Button("Yes, log it", Do(Deed.CONTACT_LOG, capture.key, moment))
    note = Button("Just a note", Do(Deed.CONTACT_NOTE, capture.key))
    no = Button("No", Do(Deed.CAPTURE_UNDO, capture.key))
    page = Button(short(called(person), 30), Open(Page.PERSON, person.key, anew=True))
    return Screen(text, ((yes, note, no), (page,)))
