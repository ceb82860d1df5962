"""What there is to write to somebody about, and the facts for it. The sentences are drafts.py's; nothing is sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, assert_never

from conversations.draft_notes import first_told
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts, draft
from conversations.facts import (
    Event,
    Introduction,
    IntroductionState,
    Note,
    NoteKind,
    Person,
    Promise,
    Settings,
    Takeaway,
    first_name,
)
from conversations.matching import pairs
from conversations.noting import offering
from conversations.nudge_table import anchor

OFFERED: Final = frozenset({IntroductionState.IDEA, IntroductionState.ASKED_A})


@dataclass(frozen=True, slots=True)
class Around:
    """A person and what is open between them and the owner; the likeliest first. `day` is the owner's local date."""

    person: Person
    settings: Settings
    day: date
    event: Event | None = None
    promises: tuple[Promise, ...] = ()  # open ones, both ways
    introductions: tuple[Introduction, ...] = ()
    advice: tuple[Takeaway, ...] = ()  # theirs, not settled
    notes: tuple[Note, ...] = ()  # about them

    @property
    def promised(self) -> Promise | None:
        """What the owner promised them."""
        return next((promise for promise in self.promises if promise.mine), None)

    def offered(self, *states: IntroductionState) -> Introduction | None:
        """An introduction to the owner that stands so."""
        return next((each for each in self.introductions if each.to_me and each.state in states), None)

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan to be in touch, with its day still ahead or without one."""
        planned_for = self.person.next_touch
        return planned_for >= self.day if planned_for else self.person.touch_how is not None


def occasions(around: Around) -> tuple[Occasion, ...]:
    """Why one could write to them now, the most pressing reason first."""
    return tuple(
        occasion
        for occasion, is_there in (
            (Occasion.PROMISE_KEPT, around.promised is not None),
            (Occasion.FOLLOW_UP, around.person.last_contact is None),
            (Occasion.CHECK_IN, around.person.last_contact is not None),
            (Occasion.THANKS, True),
            (Occasion.ADVICE_USED, bool(around.advice)),
            (Occasion.INTRODUCTION_ASKED, around.offered(*OFFERED) is not None),
            (Occasion.INTRODUCTION_THANKS, around.offered(IntroductionState.INTRODUCED) is not None),
        )
        if is_there
    )


def usual(around: Around) -> Occasion:
    """What one writes when nothing else was asked for."""
    return Occasion.FOLLOW_UP if around.person.last_contact is None else Occasion.CHECK_IN


def words(around: Around, occasion: Occasion, tone: Tone) -> str:
    """The message; the same person always gets the same wording."""
    return draft(occasion, tone, facts(around, occasion), around.person.key)


def facts(around: Around, occasion: Occasion) -> Facts:
    """What this message may take up."""
    person, promised = around.person, around.promised
    offered = around.offered(*(OFFERED if occasion is Occasion.INTRODUCTION_ASKED else (IntroductionState.INTRODUCED,)))
    return Facts(
        first_name(person),
        around.event.title if around.event else None,
        person.said,
        promised.words if promised else None,
        person.who,
        around.settings.first_name or None,
        (around.day - anchor(person, around.settings)).days,
        advice=around.advice[0].words if around.advice else None,
        other=offered.other if offered else None,
        met_ago=met_ago(person, around.event, around.day),
        noted=first_told(around.notes, first_name(person)),
        planned=around.is_planned,
    )


def met_ago(person: Person, event: Event | None, day: date) -> int | None:
    """Whole days since the meeting, which was not after the event; None once somebody was in touch after it."""
    if person.last_contact is not None:
        return None
    met_on = min(person.met_on, event.end.local.date()) if event else person.met_on
    return (day - met_on).days


def thing_of(around: Around, occasion: Occasion) -> Promise | Takeaway | Introduction | None:
    """What a message of this occasion settles or moves on."""
    match occasion:
        case Occasion.PROMISE_KEPT:
            return around.promised
        case Occasion.ADVICE_USED:
            return next(iter(around.advice), None)
        case Occasion.INTRODUCTION_ASKED:
            return around.offered(*OFFERED)
        case Occasion.INTRODUCTION_THANKS:
            return around.offered(IntroductionState.INTRODUCED)
        case _:
            return None


def reason_for(one: Person, other: Person, notes: Iterable[Note]) -> str | None:
    """Why these two might want to meet, as far as their notes tell: "Ana needs a photographer, Tom takes photos"."""
    both = tuple(replace(person, draft=False, stopped=False) for person in (one, other))
    names = {person.key: first_name(person) for person in both}
    pair = next(iter(pairs(both, notes)), None)
    if pair is None or pair.need is None:
        return None
    needs = f"{names[pair.one]} needs {pair.need.words}"
    match pair.answer.kind:
        case NoteKind.OFFER:
            return f"{needs}, {names[pair.other]} {offering(pair.answer.words)}"
        case NoteKind.WORK:
            return needs
        case _:
            return f"{needs}, {names[pair.other]} {pair.answer.words}"


def noted_as(around: Around, occasion: Occasion) -> str:
    """The line that is kept of the contact once the message is sent."""
    match occasion:
        case Occasion.PROMISE_KEPT:
            return f"You kept your promise: {around.promised.words}" if around.promised else "You kept a promise"
        case Occasion.FOLLOW_UP:
            return "You sent a first message"
        case Occasion.CHECK_IN:
            return "You sent a line"
        case Occasion.THANKS:
            return "You said thank you"
        case Occasion.ADVICE_USED:
            return "You told what became of the advice"
        case Occasion.INTRODUCTION_ASKED:
            return "You asked for the introduction"
        case Occasion.INTRODUCTION_OFFERED:
            return "You offered an introduction"
        case Occasion.INTRODUCTION_MADE:
            return "You made an introduction"
        case Occasion.INTRODUCTION_THANKS:
            return "You thanked for the introduction"
        case _:
            assert_never(occasion)
