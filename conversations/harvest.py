"""What answers mean: the facts that follow from a dialogue's answers. Pure, so that any answer can be given anew.

A fact that a dialogue made is named after it ("d7.0.help"). After every signal the facts before and after are
compared: what is new is kept, what an answer taken back had made is withdrawn. Facts that were there before the
dialogue are changed only when it ends (endings.py), but for somebody jotted down at the event: the debrief adds to
that person at once, and taking the name back makes them a jotting again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, assert_never

from conversations.answers import (
    Chosen,
    Hour,
    Names,
    Words,
    Zone,
    event_span,
    event_words,
)
from conversations.conditions import chosen_options
from conversations.dialogue import Dialogue
from conversations.effects import Keep, Record, Withdraw
from conversations.facts import (
    Contact,
    Event,
    Fact,
    Introduction,
    Key,
    Note,
    Person,
    Promise,
    Settings,
)
from conversations.harvest_debrief import debriefed, key_of
from conversations.harvest_prep import prepared
from conversations.introducing import known_as, without_yes
from conversations.known import Known
from conversations.scripts.catalogue import ScriptName
from conversations.spelling import as_called
from conversations.timing import WallTime
from conversations.typed import pledged, words_at

UNTITLED = "An event"
Named = Mapping[tuple[type[Fact], Key], Fact]


def harvested(dialogue: Dialogue, known: Known) -> tuple[Fact, ...]:
    """The facts that follow from the answers so far."""
    match ScriptName(dialogue.script):
        case ScriptName.NEW_EVENT:
            return tuple(_event(dialogue, known))
        case ScriptName.BEFORE_EVENT:
            return tuple(prepared(dialogue, known))
        case ScriptName.AFTER_EVENT:
            return tuple(debriefed(dialogue, known))
        case ScriptName.CHECK_IN:
            return tuple(_contact(dialogue, known))
        case ScriptName.PROMISE:
            return tuple(_new_promise(dialogue, known))
        case ScriptName.INTRODUCE:
            return tuple(_new_introduction(dialogue, known))
        case ScriptName.SET_UP | ScriptName.SNOOZE | ScriptName.PAUSE | ScriptName.EDIT | ScriptName.TOUCH:
            return ()
        case never:
            assert_never(never)


def changes(before: Dialogue, after: Dialogue, known: Known) -> tuple[Record, ...]:
    """What has to be written down because answers changed.

    While it is asked anew who was met, those named before stay as they are; the next answer says who was not meant.
    """
    before = _with_names(before)
    if "people" in after.set_aside and "people" not in after.answers:
        return ()
    others = _renamed(before, after)
    present = tuple(person for person in known.present if person.key not in others)
    new_known = replace(known, present=present) if others else known
    was, now = _facts(before, known), _facts(after, new_known)
    kept = tuple(Keep(_onto(fact, was.get(name), new_known)) for name, fact in now.items() if was.get(name) != fact)
    gone = tuple(
        Withdraw(fact)
        for name, fact in was.items()
        if fact.key.startswith(f"{after.key}.") and (name not in now or fact.key in others)
    )
    return (*gone, *(Keep(_jotted(fact)) for fact in _taken_back(after, was, now)), *kept)


def _facts(dialogue: Dialogue, known: Known) -> dict[tuple[type[Fact], Key], Fact]:
    facts = harvested(dialogue, known)
    return {(type(fact), fact.key): fact for fact in facts if whose(fact) not in known.gone}


def _with_names(dialogue: Dialogue) -> Dialogue:
    """The dialogue with the people whom Back has set aside: it was them, until somebody else is named."""
    names = dialogue.set_aside.get("people")
    if names is None or "people" in dialogue.answers:
        return dialogue
    return replace(dialogue, answers={**dialogue.answers, "people": names})


def _renamed(before: Dialogue, after: Dialogue) -> frozenset[Key]:
    """Keys that this dialogue gave to somebody, under which it names somebody else now."""
    was, now = (
        named.people if isinstance(named := each.answers.get("people"), Names) else () for each in (before, after)
    )
    pairs = enumerate(zip(was, now, strict=False))
    return frozenset(Key(f"{after.key}.{at}") for at, (old, new) in pairs if (old.name, old.key) != (new.name, new.key))


def _onto(fact: Fact, was: Fact | None, known: Known) -> Fact:
    """Of a person only what an answer changed: whatever else is known of them by now stands."""
    base = next((person for person in known.present if person.key == fact.key), None)
    if not isinstance(fact, Person) or base is None:
        return fact
    changed = {name: value for name in ASKED if (value := getattr(fact, name)) != getattr(was, name, None)}
    return replace(base, draft=fact.draft, debriefed_on=fact.debriefed_on, **changed)


ASKED: Final = ("who", "said", "next_touch", "touch_how")
"""What a debrief asks of a person."""


def whose(fact: Fact) -> Key | None:
    """Whom a fact is about. Of those who were forgotten while the dialogue was open nothing is kept again."""
    match fact:
        case Person(key=key):
            return key
        case Note(person=person) | Promise(person=person) | Introduction(person=person):
            return person
        case _:
            return None


def _taken_back(after: Dialogue, was: Named, now: Named) -> Iterator[Person]:
    for name, fact in was.items():
        own = fact.key.startswith(f"{after.key}.")
        if name not in now and isinstance(fact, Person) and not own and after.script == ScriptName.AFTER_EVENT:
            yield fact


def _jotted(person: Person) -> Person:
    """Somebody as they were before the debrief."""
    bare = replace(person, who=None, said=None, next_touch=None, touch_how=None)
    return replace(bare, draft=True, debriefed_on=None)


def named_by(dialogue: Dialogue) -> tuple[Key, ...]:
    """The people whom the answers of a debrief tell of; of those of another dialogue there are none."""
    named = dialogue.answers.get("people") if dialogue.script == ScriptName.AFTER_EVENT else None
    people = named.people if isinstance(named, Names) else ()
    return tuple(key_of(dialogue, number, met) for number, met in enumerate(people))


def settled(dialogue: Dialogue, settings: Settings) -> Settings:
    """The settings as set-up's answers want them. A zone counts only once its local time was confirmed."""
    zone, sure, hour = (dialogue.answers.get(place) for place in ("zone", "zone_ok", "hour"))
    if isinstance(zone, Zone) and isinstance(sure, Chosen):
        settings = replace(settings, zone=zone.zone)
    if isinstance(hour, Hour):
        settings = replace(settings, nudge_hour=hour.hour)
    return settings


def _event(dialogue: Dialogue, known: Known) -> Iterator[Event]:
    start, end = event_span(dialogue.answers)
    if start is None or end is None or not isinstance(dialogue.answers.get("right"), Chosen):
        return
    title, place = event_words(dialogue.answers)
    zone = known.settings.zone
    times = WallTime(start, zone), WallTime(end, zone)
    if known.event is not None:
        yield replace(known.event, title=title or UNTITLED, start=times[0], end=times[1], place=place)
    else:
        yield Event(Key(f"{dialogue.key}.e"), title or UNTITLED, *times, place=place)


def _contact(dialogue: Dialogue, known: Known) -> Iterator[Fact]:
    """The contact, and with it the rhythm that starts anew from it, whether or not the rest is answered."""
    if known.person and "happened" in dialogue.answers:
        words = words_at(dialogue.answers, "happened")
        yield Contact(Key(f"{dialogue.key}.c"), known.person.key, known.now, words)
        yield replace(known.person, last_contact=known.now, next_touch=None, touch_how=None)


def _new_promise(dialogue: Dialogue, known: Known) -> Iterator[Promise]:
    pledge = pledged(dialogue.answers, "words", "due")
    if known.person and pledge:
        mine = "theirs" not in chosen_options(dialogue.answers, "side")
        today = known.local_now.date()
        words = as_called(pledge.text, known.person.name)
        yield Promise(Key(f"{dialogue.key}.h"), known.person.key, words, today, pledge.day, mine)


def _new_introduction(dialogue: Dialogue, known: Known) -> Iterator[Introduction]:
    if known.person is None:
        return
    to_me = "tome" in chosen_options(dialogue.answers, "way")
    key, today = Key(f"{dialogue.key}.b"), known.local_now.date()
    match dialogue.answers.get("other"):
        case Chosen(option=other, label=label):
            yield Introduction(key, known.person.key, label, today, to_me, other_key=Key(other))
        case Words(text=text):
            mine = None if to_me else known_as(text, known.people)
            yield Introduction(key, known.person.key, without_yes(text), today, to_me, other_key=mine)
        case _:
            return
