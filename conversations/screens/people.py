"""The people one met, as a list to browse or as what a search found. One person's page is person.py."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from conversations.address import Begin, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Event, Person
from conversations.prose import Html, joined, plain, prose, short
from conversations.recall import Hit
from conversations.screens.found import why
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.phrases import called, titled
from conversations.scripts.catalogue import ScriptName
from conversations.timing import spoken_day


class PersonRow(NamedTuple):
    """Somebody, the event where they were met, and what was noted first of them."""

    person: Person
    event: Event | None
    note: str = ""


QUERY_BYTES: Final = 32
"""What an arrow's address has room for; the next page of a longer search is that of its first words."""

Rows = tuple[tuple[Button, ...], ...]


def people_page(
    rows: Sequence[PersonRow], at: int, total: int, query: str | None = None, hits: Sequence[Hit] = ()
) -> Screen:
    """The people from row `at` on, of `total`; at most eight are shown.

    When there is a `query`, they are those whom it found, and `hits` say why.
    """
    shown = rows[:PER_PAGE]
    searched = short(query or "", 40)
    around = arrows(Page.PEOPLE, at, total, _part(searched), [row.person.key for row in shown])
    if not shown:
        return _nobody(searched, total, around)
    whys = {hit.person: why(hit) for hit in hits}
    head = prose(
        "<b>People</b> for “{query}”{place}" if searched else "<b>Your people</b>{place}",
        query=searched,
        place=position(at, len(shown), total),
    )
    buttons = [Button(called(row.person), Open(Page.PERSON, row.person.key)) for row in shown]
    text = joined([head, *(_row(row, whys.get(row.person.key, "")) for row in shown)], "\n\n")
    return Screen(text, (*in_rows(buttons), *around, _back(searched)))


def _row(row: PersonRow, reason: str) -> Html:
    """Who it is first, or why they were found; then where and when one met, which tells people of one name apart."""
    person, event, note = row
    name = prose("<b>{name}</b>", name=called(person))
    known = person.who or person.said or note
    first = joined([name, plain(short(known))], ": ") if known and not reason else name
    met = prose("<i>{where}, {day}</i>", where=titled(event) if event else "elsewhere", day=spoken_day(person.met_on))
    return joined([first, *([plain(reason)] if reason else []), met])


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
