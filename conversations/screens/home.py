"""Home: where one stands, and what can be done from here."""

from datetime import datetime
from typing import Final, assert_never

from conversations.address import Begin, Open, Page, Resume
from conversations.effects import Button, Screen
from conversations.facts import Event, Key, Settings
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.phrases import span, titled
from conversations.scripts.catalogue import ScriptName
from conversations.spine import EventState, state_of

MOST_PARKED: Final = 3

PLANNED: Final = (
    "Next: <b>{title}</b>\n{when}\n\nFive minutes of getting ready, and you go there with a card in your pocket."
)
PREPARED: Final = "Next: <b>{title}</b>\n{when}\n\nYou are ready. Your card is one tap away."
LIVE: Final = "<b>{title}</b> is on now.\nWrite me a name and a few words about anybody you meet. I keep it for later."
OVER: Final = "<b>{title}</b> is over.\nWhom did you meet? A minute a person, while it is fresh."
NOTHING: Final = "No event is ahead. When you hear of one, a line is enough: “AI meetup Thursday 6pm Javits Center”."

ADD: Final = Button("Add an event", Begin(ScriptName.NEW_EVENT))

DOORS: Final = (
    (Button("Events", Open(Page.EVENTS)), Button("People", Open(Page.PEOPLE))),
    (Button("Promises", Open(Page.PROMISES)), Button("Introductions", Open(Page.INTROS))),
    (Button("Upcoming", Open(Page.UPCOMING)), Button("Who could meet", Open(Page.CONNECT))),
    (Button("Tips", Open(Page.TIPS)), Button("Settings", Open(Page.SETTINGS)), Button("Help", Open(Page.HELP))),
)


def home(settings: Settings, next_event: Event | None, parked: tuple[tuple[Key, str], ...], now: datetime) -> Screen:
    """The page behind /start; `next_event` is the one ahead, live or waiting for its debrief.

    `parked` are dialogues to go on with, each with its title inside a sentence ("your prep for the meetup").
    """
    name = short(settings.first_name, 30)
    hello = prose("<b>Hello {name}.</b>", name=name) if name else plain("Hello.")
    standing, steps = _nothing_ahead() if next_event is None else _standing(next_event, settings, now)
    parts = [hello, standing]
    if parked:
        parts.append(plain("What you left in the middle is still where you left it."))
    set_up = () if settings.set_up else ((Button("Set me up, one minute", Begin(ScriptName.SET_UP)),),)
    return Screen(joined(parts, "\n\n"), (*set_up, steps, *_resuming(parked), *DOORS))


def _standing(event: Event, settings: Settings, now: datetime) -> tuple[Html, tuple[Button, ...]]:
    """Where the event stands, and the buttons that fit."""
    words = {"title": titled(event), "when": span(event, settings.zone, now)}
    card = Button("My card", Open(Page.CARD, event.key))
    debrief = Button("Start the debrief", Begin(ScriptName.AFTER_EVENT, event.key))
    match state_of(event, now, 0):
        case EventState.PLANNED:
            return prose(PLANNED, **words), (Button("Get ready", Begin(ScriptName.BEFORE_EVENT, event.key)), ADD)
        case EventState.PREPARED:
            return prose(PREPARED, **words), (card, ADD)
        case EventState.LIVE:
            return prose(LIVE, **words), (card, debrief)
        case EventState.OVER:
            return prose(OVER, **words), (debrief, ADD)
        case EventState.DEBRIEFED | EventState.FOLLOWING_UP | EventState.CLOSED:
            return _nothing_ahead()
        case never:
            assert_never(never)


def _nothing_ahead() -> tuple[Html, tuple[Button, ...]]:
    return plain(NOTHING), (ADD,)


def _resuming(parked: tuple[tuple[Key, str], ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(f"Go on: {short(title, 32)}", Resume(key)),) for key, title in parked[:MOST_PARKED])
