"""The pocket card: what prep came to, short enough for one look at a phone on the way in.

It always fits 900 characters: when it does not, every line gives way a little, none is dropped.
"""

from datetime import datetime
from typing import Final

from conversations.address import Begin, Open, Page
from conversations.answers import Answers, Skipped, Ticked, spoken
from conversations.effects import Button, Screen
from conversations.facts import Event, Plan
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.phrases import seen_length, span
from conversations.scripts.catalogue import ScriptName
from conversations.spine import EventState, state_of

LONGEST_CARD: Final = 900
"""UTF-16 units, tags not counted."""
WIDTHS: Final = (120, 80, 50, 30, 16)
"""Characters that a line may take; at the last width every card fits."""
MOST_QUESTIONS: Final = 3
MOST_PLANS: Final = 3


def card(event: Event, answers: Answers | None, plans: tuple[Plan, ...], now: datetime) -> Screen:
    """The card of an event; `answers` are those of its prep, None when there was none."""
    bodies = [_body(answers or {}, plans[:MOST_PLANS], width) for width in WIDTHS]
    heads = [_head(event, now, width) for width in WIDTHS]
    filled = any(bodies)
    cards = (joined([head, *(body or [_nothing()])], "\n\n") for head, body in zip(heads, bodies, strict=True))
    text = next(text for text in cards if seen_length(text) <= LONGEST_CARD)
    return Screen(text, _buttons(event, now, filled=filled))


def _head(event: Event, now: datetime, width: int) -> Html:
    lines = [prose("<b>{title}</b>", title=short(event.title, width)), plain(span(event, event.start.zone, now))]
    return joined([*lines, plain(short(event.place, width))] if event.place else lines)


def _nothing() -> Html:
    return plain(
        "Nothing is written on this card yet. Five minutes of getting ready fill it.\n\n"
        "Until then, one question for your pocket: “What brought you here?”",
    )


def _body(answers: Answers, plans: tuple[Plan, ...], width: int) -> list[Html]:
    """What one wants, the questions, what one gives, the plans: a paragraph each."""
    wants = [("Goal", "goal"), ("Greet", "again"), ("Hope to meet", "hopes"), ("About them", "hopes_turn")]
    gives = [("Can offer", "offers"), ("Bring together", "connect"), ("Ask advice on", "advice")]
    paragraphs = (
        _lines(answers, wants, width),
        _bullets("Ask", _told(answers, "questions")[:MOST_QUESTIONS], width),
        _lines(answers, [line for line in gives if not _planned(answers, line[1], plans)], width),
        _plans(answers, plans, width),
    )
    return [joined(paragraph) for paragraph in paragraphs if paragraph]


def _told(answers: Answers, place: str) -> tuple[str, ...]:
    """What was answered at a place, one line or many; nothing when it was skipped or not asked yet."""
    match answers.get(place):
        case None | Skipped():
            lines: tuple[str, ...] = ()
        case Ticked() as several:
            lines = several.lines()
        case value:
            lines = (spoken(value),)
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)


def _lines(answers: Answers, lines: list[tuple[str, str]], width: int) -> list[Html]:
    told = ((label, " · ".join(_told(answers, place))) for label, place in lines)
    return [prose("<b>{label}</b> {words}", label=label, words=short(words, width)) for label, words in told if words]


def _bullets(label: str, lines: tuple[str, ...], width: int) -> list[Html]:
    if not lines:
        return []
    return [prose("<b>{label}</b>", label=label), *(prose("• {line}", line=short(line, width)) for line in lines)]


def _planned(answers: Answers, place: str, plans: tuple[Plan, ...]) -> bool:
    """Whether a plan says all that was answered there, so that the card need not say it twice."""
    told = _told(answers, place)
    return len(told) == 1 and any(plan.action.endswith(short(told[0], 100)) for plan in plans)


def _plans(answers: Answers, plans: tuple[Plan, ...], width: int) -> list[Html]:
    pairs: list[tuple[str, str]] = [(plan.cue, plan.action) for plan in plans]
    if not pairs and (action := _told(answers, "plan")):
        pairs = [(" ".join(_told(answers, "obstacle")) or "it gets hard", action[0])]
    if not pairs:
        return []
    lines = (prose("• If {cue} → {do}", cue=short(cue, width), do=short(do, width)) for cue, do in pairs)
    return [prose("<b>Plans</b>"), *lines]


def _buttons(event: Event, now: datetime, *, filled: bool) -> tuple[tuple[Button, ...], ...]:
    about = Button("About the event", Open(Page.EVENT, event.key))
    if state_of(event, now, 0) not in {EventState.PLANNED, EventState.PREPARED, EventState.LIVE}:
        return ((about,),)
    prep = Button("Prep once more" if filled else "Get ready, five minutes", Begin(ScriptName.BEFORE_EVENT, event.key))
    return ((prep, about),) if filled else ((prep,), (about,))
