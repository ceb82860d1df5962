"""What to do next about a person or thing, in one line, and words to begin a message with. Nothing is looked up."""

from datetime import date, timedelta
from typing import assert_never

from conversations import bundle_wordings as wordings
from conversations.about import About
from conversations.draft_notes import first_told
from conversations.draft_wordings import Occasion
from conversations.drafts import Facts, opening_line
from conversations.effects import NudgeKind
from conversations.facts import Introduction, Person, Promise, Settings, Takeaway
from conversations.introducing import call_name, next_state, whom
from conversations.nudge_table import anchor
from conversations.prose import short
from conversations.variants import variant
from conversations.writing import met_ago

SOON = timedelta(days=7)
"""A promise that is due later than this is not yet the next step."""


def step(about: About, day: date) -> str:
    """One concrete next step."""
    key, name = about.nudge.key, about.called
    match about.thing:
        case Promise(mine=mine):
            return variant(wordings.OWING if mine else wordings.OWED_TO_ME, key)
        case Introduction() as introduction:
            station = next_state(introduction)
            table = wordings.NEXT_STEP_TO_ME if introduction.to_me else wordings.NEXT_STEP
            return table[station][0].format(a=name, b=whom(introduction)) if station else ""
        case Takeaway():
            return variant(wordings.FORWARD_STEP if about.kind is NudgeKind.FORWARD else wordings.ADVICE_STEP, key)
        case Person() as person:
            if person.touch_how and about.nudge.at.local.date() == person.next_touch:
                return wordings.PLANNED_STEP.format(how=short(person.touch_how, 60))
            if any(_presses(promise, day) for promise in about.promises):
                return variant(wordings.OWING, key)
            is_planned = person.next_touch is not None and person.next_touch > day
            steps = wordings.STEPS[about.nudge.kind]
            fitting = [each for each in steps if not (is_planned and each == wordings.SUGGEST_A_DAY)]
            return variant(fitting, key).format(name=name)
        case _:
            assert_never(about.thing)


def words(about: About, settings: Settings, day: date) -> str:
    """Words to begin a message with; empty when there is nobody to write to."""
    key, name = about.nudge.key, about.called
    match about.thing:
        case Promise() if about.person is None:
            return ""
        case Promise(mine=False):
            return variant(wordings.ASKED_ABOUT_THEIRS, key).format(name=name)
        case Promise(words=promised):
            return opening_line(_facts(about, settings, day, promised), key, Occasion.PROMISE_KEPT)
        case Introduction() as introduction:
            return _words_between(introduction, about, settings, day)
        case Takeaway():
            return variant(wordings.FORWARD_WORDS if about.kind is NudgeKind.FORWARD else wordings.ADVICE_WORDS, key)
        case Person(last_contact=last):
            mine = next((promise.words for promise in about.promises if promise.mine), None)
            occasion = Occasion.CHECK_IN if last else Occasion.FOLLOW_UP
            return opening_line(_facts(about, settings, day, mine), key, occasion)
        case _:
            assert_never(about.thing)


def _presses(promise: Promise, day: date) -> bool:
    return promise.mine and (promise.due is None or promise.due <= day + SOON)


def _words_between(introduction: Introduction, about: About, settings: Settings, day: date) -> str:
    station, key, name = next_state(introduction), about.nudge.key, about.called
    if introduction.to_me:
        if station is introduction.state.THANKED:
            return variant(wordings.THANKS_TO_ME, key).format(a=name)
        offer = f"introduce me to {whom(introduction)}"
        return opening_line(_facts(about, settings, day, offer), key, Occasion.INTRODUCTION_ASKED)
    if station is None:
        return ""
    other = call_name(introduction)
    hello, back = (f"{other}, ", f"{other}, meet {name}. ") if other else ("", "")
    return variant(wordings.TO_FORWARD[station], key).format(a=name, b=whom(introduction), hello=hello, back=back)


def _facts(about: About, settings: Settings, day: date, promise: str | None) -> Facts:
    person, event = about.person, about.event
    return Facts(
        about.called,
        event.title if event else None,
        person.said if person else None,
        promise,
        days_since=(day - anchor(person, settings)).days if person else None,
        met_ago=met_ago(person, event, day) if person else None,
        noted=first_told(about.notes, about.called),
    )
