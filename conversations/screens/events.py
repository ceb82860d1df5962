"""The events and what is still open of each; one event; and the question before one is deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Event, Plan, Settings
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.phrases import counted, span, titled
from conversations.scripts.catalogue import ScriptName
from conversations.spine import EventState

MOST_PLANS: Final = 5

STATES: Final = {
    EventState.PLANNED: "Coming up",
    EventState.PREPARED: "Coming up, you are ready",
    EventState.LIVE: "On now",
    EventState.OVER: "Over, ready for its debrief",
    EventState.DEBRIEFED: "Debriefed",
    EventState.FOLLOWING_UP: "Following up",
    EventState.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, where it stands, whom one met there, and how many promises and introductions are open."""

    event: Event
    state: EventState
    people: int = 0
    promises: int = 0
    introductions: int = 0


def events_page(rows: tuple[EventRow, ...], at: int, total: int, settings: Settings, now: datetime) -> Screen:
    """The events from row `at` on, of `total`; at most eight `rows` are shown."""
    shown = rows[:PER_PAGE]
    add = (Button("Add an event", Begin(ScriptName.NEW_EVENT)), Button("‹ Home", Open(Page.HOME)))
    if not shown:
        text = "No events yet. Tell me about one in a line: its name, the day, the time, the place."
        return Screen(
            plain(text if not total else "This page is empty by now."), (*arrows(Page.EVENTS, at, total), add)
        )
    around = arrows(Page.EVENTS, at, total, keys=[row.event.key for row in shown])
    head = prose("<b>Your events</b>{position}", position=position(at, len(shown), total))
    lines = [_row(number, row, settings, now) for number, row in enumerate(shown, at + 1)]
    buttons = [
        Button(f"{number} · {short(row.event.title, 24)}", Open(Page.EVENT, row.event.key))
        for number, row in enumerate(shown, at + 1)
    ]
    return Screen(joined([head, *lines], "\n\n"), (*in_rows(buttons), *around, add))


def event_page(row: EventRow, plans: tuple[Plan, ...], settings: Settings, now: datetime) -> Screen:
    """One event: when, where, how it stands, its if-then plans, and what fits next."""
    event = row.event
    head = [
        prose("<b>{title}</b>", title=titled(event)),
        plain(span(event, settings.zone, now)),
        *([plain(short(event.place))] if event.place else []),
    ]
    parts = [joined(head), plain(_standing(row))]
    if plans:
        parts.append(joined([prose("<b>Your plans</b>"), *(_plan(plan) for plan in plans[:MOST_PLANS])]))
    change = Button("Change", Begin(ScriptName.NEW_EVENT, event.key))
    delete = Button("Delete", Do(Deed.EVENT_DELETE, event.key))
    rows = (*_next_steps(row), (change, delete), (Button("‹ Events", Open(Page.EVENTS)),))
    return Screen(joined(parts, "\n\n"), rows)


def delete_sure(event: Event) -> Screen:
    """The question before an event is deleted."""
    text = prose(
        "Delete <b>{title}</b>?\n\n"
        "Its prep and its nudges go. The people you met there and your promises to them stay.",
        title=titled(event),
    )
    yes = Button("Yes, delete it", Do(Deed.EVENT_DELETE_SURE, event.key))
    return Screen(text, ((yes, Button("No, keep it", Open(Page.EVENT, event.key))),))


def _row(number: int, row: EventRow, settings: Settings, now: datetime) -> Html:
    head = prose("{number}. <b>{title}</b>", number=str(number), title=titled(row.event))
    return joined([head, plain(span(row.event, settings.zone, now)), prose("<i>{words}</i>", words=_standing(row))])


def _standing(row: EventRow) -> str:
    return " · ".join((STATES[row.state], *_loops(row)))


def _loops(row: EventRow) -> Iterator[str]:
    if row.people:
        yield counted(row.people, "person met", "people met")
    if row.promises:
        yield counted(row.promises, "open promise", "open promises")
    if row.introductions:
        yield counted(row.introductions, "open introduction", "open introductions")


def _plan(plan: Plan) -> Html:
    mark = "✓" if plan.happened else "•"
    return prose("{mark} If {cue} → {action}", mark=mark, cue=short(plan.cue), action=short(plan.action, 100))


def _next_steps(row: EventRow) -> tuple[tuple[Button, ...], ...]:
    event = row.event
    card = Button("My card", Open(Page.CARD, event.key))
    debrief = Button("Start the debrief", Begin(ScriptName.AFTER_EVENT, event.key))
    match row.state:
        case EventState.PLANNED:
            return ((Button("Get ready, five minutes", Begin(ScriptName.BEFORE_EVENT, event.key)),),)
        case EventState.PREPARED:
            return ((card, Button("Prep once more", Begin(ScriptName.BEFORE_EVENT, event.key))),)
        case EventState.LIVE:
            return ((card, debrief),)
        case EventState.OVER:
            return ((debrief,), (Button("No debrief for this one", Do(Deed.DEBRIEF_DISMISS, event.key)),))
        case EventState.DEBRIEFED | EventState.FOLLOWING_UP | EventState.CLOSED:
            if not event.debriefed:
                return ((Button("Debrief after all", Begin(ScriptName.AFTER_EVENT, event.key)),),)
            return ((Button("People", Open(Page.PEOPLE)), Button("Promises", Open(Page.PROMISES))),)
        case never:
            assert_never(never)
