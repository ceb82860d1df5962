"""Two people who may be one, side by side. They become one only when the owner says so."""

from collections.abc import Iterator, Sequence

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Event, Person
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.phrases import called, titled
from conversations.timing import spoken_day


def same_page(one: Person, one_event: Event | None, other: Person, other_event: Event | None) -> Screen:
    """The question whether two people are one."""
    parts = [
        plain("One person, noted twice?"),
        joined(list(_lines(one, one_event))),
        joined(list(_lines(other, other_event))),
        prose("If so, everything goes on one page, under the name <b>{name}</b>.", name=called(one)),
    ]
    yes = Button("Yes, one person", Do(Deed.PERSON_MERGE, one.key, other.key))
    no = Button("No, two people", Do(Deed.PERSON_APART, one.key, other.key))
    back = Button(f"‹ {called(one)[:30]}", Open(Page.PERSON, one.key))
    return Screen(joined(parts, "\n\n"), ((yes, no), (back,)))


def perhaps_known(pairs: Sequence[tuple[Person, Person, Event | None]]) -> Screen:
    """Somebody new and somebody known before, where the two may be one; nothing happens unless it is said."""
    lines = [_perhaps(new, known, event) for new, known, event in pairs]
    rows = tuple(
        (Button(f"{called(new)[:24]}: look", Open(Page.SAME, known.key, new.key, anew=True)),)
        for new, known, _ in pairs
    )
    return Screen(joined([plain("Perhaps you have met before:"), *lines]), rows)


def _perhaps(new: Person, known: Person, event: Event | None) -> Html:
    where = titled(event) if event else spoken_day(known.met_on)
    if called(new) == called(known):
        return prose("• {new}: the one from {where}?", new=called(new), where=where)
    return prose("• {new}: {known}, {where}?", new=called(new), known=called(known), where=where)


def _lines(person: Person, event: Event | None) -> Iterator[Html]:
    yield prose("<b>{name}</b>", name=called(person))
    if known := person.who or person.said:
        yield plain(short(known, 120))
    yield prose("<i>{where}, {day}</i>", where=titled(event) if event else "elsewhere", day=spoken_day(person.met_on))
    ways = (f"@{person.handle}" if person.handle else "", person.phone or "", person.email or "")
    if reached := " · ".join(way for way in ways if way):
        yield plain(short(reached, 120))
