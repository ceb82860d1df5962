"""The people one met, as a list to browse or as what a search found. One person's page is person.py."""

from typing import Final

from conversations.address import Begin, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Event, Person
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.phrases import called, titled
from conversations.scripts.catalogue import ScriptName
from conversations.timing import spoken_day

PersonRow = tuple[Person, Event | None]
"""Somebody, and the event where they were met."""

QUERY_BYTES: Final = 40
"""What an arrow's address has room for; the next page of a longer search is that of its first words."""

Rows = tuple[tuple[Button, ...], ...]


def people_page(rows: tuple[PersonRow, ...], at: int, total: int, query: str | None = None) -> Screen:
    """The people from row `at` on, of `total`; those that `query` found, when there is one. At most eight are shown."""
    shown = rows[:PER_PAGE]
    searched = short(query or "", 40)
    around = arrows(Page.PEOPLE, at, total, _part(searched))
    if not shown:
        return _nobody(searched, total, around)
    head = prose(
        "<b>People</b> for “{query}”{place}" if searched else "<b>Your people</b>{place}",
        query=searched,
        place=position(at, len(shown), total),
    )
    buttons = [Button(called(person), Open(Page.PERSON, person.key)) for person, _ in shown]
    text = joined([head, *(_row(person, event) for person, event in shown)], "\n\n")
    return Screen(text, (*in_rows(buttons), *around, _back(searched)))


def _row(person: Person, event: Event | None) -> Html:
    """Who it is first, then where and when one met."""
    name = prose("<b>{name}</b>", name=called(person))
    known = person.who or person.said or person.note
    first = joined([name, plain(short(known))], ": ") if known else name
    met = prose("<i>{where}, {day}</i>", where=titled(event) if event else "elsewhere", day=spoken_day(person.met_on))
    return joined([first, met])


def _nobody(searched: str, total: int, around: Rows) -> Screen:
    if total:
        return Screen(plain("This page is empty by now."), (*around, _back(searched)))
    if searched:
        text = "I found nobody for “{query}”. Try fewer words, or something they told you: a place, a hobby, a plan."
        return Screen(prose(text, query=searched), (_back(searched),))
    return Screen(
        plain(
            "Nobody here yet. During an event, write me a name and what you want to remember of them: "
            "“Ana, climbs, just moved from Lisbon”. After it, the debrief asks for the rest.",
        ),
        ((Button("Add an event", Begin(ScriptName.NEW_EVENT)),), _back(searched)),
    )


def _back(searched: str) -> tuple[Button, ...]:
    return (Button("‹ All people", Open(Page.PEOPLE)) if searched else Button("‹ Home", Open(Page.HOME)),)


def _part(searched: str) -> str:
    """The search as it travels in an arrow's address: without its separator, and cut to what fits."""
    return searched.replace("|", " ").encode(errors="replace")[:QUERY_BYTES].decode(errors="ignore")
