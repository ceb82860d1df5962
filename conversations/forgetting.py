"""Forgetting somebody: which words tell of them, and what is left of a conversation or a letter without these.

What hangs on somebody by their key is known for sure. In other people's words they can only be called by their name,
and so may somebody else: these words are counted and shown, and only what nobody needs any more goes by the name alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from html import unescape
from typing import Final, assert_never

from conversations.answers import Chosen, Met, Names, Skipped, Ticked, Value
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import HandOver, Letter, Play, React, Revise, Say, Strip, TakeIn, Toast
from conversations.facts import (
    TITLES,
    Contact,
    Event,
    Introduction,
    Key,
    Note,
    Offer,
    Person,
    Plan,
    Promise,
    Takeaway,
)
from conversations.folding import folded
from conversations.harvest_debrief import key_of
from conversations.script import ForEach
from conversations.scripts.catalogue import ScriptName, script_named

SOMEBODY: Final = "somebody"
"""Stands where a debrief that goes on had their name; their questions are skipped."""


Naming = Event | Person | Note | Promise | Introduction | Contact | Plan | Takeaway | Offer
"""A fact in whose words somebody can be named."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who is to be forgotten: their key, those of all that hangs on them, and what they are called."""

    person: Key
    keys: frozenset[Key]
    names: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        """Whether a text calls them by a name of theirs, as a word of its own, in whatever case and accents."""
        told = folded(text)
        return any(name in told and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) for name in self.names)


def names_of(person: Person) -> tuple[str, ...]:
    """What somebody is called, folded: first name and last name; of "tall with the dog" all of it."""
    words = [word.strip(".,()“”\"'’") for word in person.name.split()]
    names = [word for word in words if word[:1].isupper() and word.lower() not in TITLES]
    called = {folded(names[0]): None, folded(names[-1]): None} if names else {folded(" ".join(words)): None}
    return tuple(name for name in called if name)


def words_of(fact: Naming) -> tuple[str | None, ...]:
    """What was told in a fact, without what somebody is called."""
    match fact:
        case Person():
            return fact.who, fact.said, fact.met_how, fact.touch_how
        case Event():
            return fact.title, fact.place
        case Introduction():
            return (fact.other,)
        case Plan():
            return fact.cue, fact.action
        case Note() | Promise() | Contact() | Takeaway() | Offer():
            return (fact.words,)
        case _:
            assert_never(fact)


def without(dialogue: Dialogue, whom: Whom) -> Dialogue:
    """The conversation without what tells of them; of one about them, or over and about meeting them, no words stay.

    Of what is over, whatever names them goes, as its facts are kept; but for a prep, of whose words the card is made.
    """
    if dialogue.subject in whom.keys or (dialogue.state is DialogueState.ENDED and _met(dialogue, whom)):
        return replace(dialogue, state=DialogueState.ENDED, question=None, answers={}, set_aside={})
    skipped = {place: Skipped() for place in _places_of(dialogue, whom)}
    answers, set_aside = (
        {place: _value(dialogue, value, whom) for place, value in kept.items() if place not in skipped}
        for kept in (dialogue.answers, dialogue.set_aside)
    )
    if dialogue.state is DialogueState.ENDED and dialogue.script != ScriptName.BEFORE_EVENT:
        answers, set_aside = (
            {place: value for place, value in kept.items() if not any(map(whom.is_named_in, texts_in(value)))}
            for kept in (answers, set_aside)
        )
    goes_on = skipped if "people" in answers else {}  # else it is asked anew who was met
    return replace(dialogue, answers={**answers, **goes_on}, set_aside=set_aside)


def texts_in(value: object) -> Iterator[str]:
    """All texts in a value of ours, keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "kind":
                yield from texts_in(getattr(value, field.name))


def cleared(letter: Letter, whom: Whom) -> Letter | None:
    """A letter that waits: None when it tells of them. A tap is answered all the same, without words."""
    match letter:
        case Toast(tap=tap, text=text):
            return Toast(tap) if whom.is_named_in(text) else letter
        case Say(screen=screen) | Revise(screen=screen):
            texts = tuple(texts_in(screen))
            tells = not whom.keys.isdisjoint(texts) or any(whom.is_named_in(unescape(text)) for text in texts)
            return None if tells else letter
        case Play(caption=caption):
            return None if whom.is_named_in(caption) else letter
        case Strip() | React() | HandOver() | TakeIn():
            return letter
        case _:
            assert_never(letter)


def _met(dialogue: Dialogue, whom: Whom) -> bool:
    """Whether a debrief tells of them as of somebody who was met."""
    return any(_numbers(dialogue, kept.get("people"), whom) for kept in (dialogue.answers, dialogue.set_aside))


def _numbers(dialogue: Dialogue, named: Value | None, whom: Whom) -> list[int]:
    if not isinstance(named, Names) or dialogue.script != ScriptName.AFTER_EVENT:
        return []
    return [at for at, met in enumerate(named.people) if key_of(dialogue, at, met) == whom.person]


def _places_of(dialogue: Dialogue, whom: Whom) -> Iterator[str]:
    """The questions about them in a debrief that goes on."""
    for part in script_named(dialogue.script).steps:
        if isinstance(part, ForEach):
            named = dialogue.answers.get(part.over) or dialogue.set_aside.get(part.over)
            for number in _numbers(dialogue, named, whom):
                yield from (f"{part.key}/{number}/{step.key}" for step in part.steps)


def _value(dialogue: Dialogue, value: Value, whom: Whom) -> Value:
    """An answer in which nobody is chosen or named who is to be forgotten."""
    match value:
        case Chosen(option=whom.person):
            return Skipped()
        case Ticked(ticked=ticked):
            return replace(value, ticked=tuple(each for each in ticked if each.option != whom.person))
        case Names(people=people):
            theirs = _numbers(dialogue, value, whom)
            return Names(tuple(Met(SOMEBODY, key=met.key) if at in theirs else met for at, met in enumerate(people)))
        case _:
            return value
