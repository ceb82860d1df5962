"""What answers mean: the facts that follow from a dialogue's answers. Pure, so that any answer can be given anew.

A fact that a dialogue made is named after it ("d7.0.help"). After every signal the facts before and after are
compared: what is new is kept, what an answer taken back had made is withdrawn. Facts that were there before the
dialogue are changed only when it ends (endings.py), but for somebody jotted down at the event: the debrief adds to
that person at once, and taking the name back makes them a jotting again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import assert_never

from conversations.answers import Answers, Chosen, Day, Hour, Met, Names, Ticked, Words, Zone, event_span, event_words
from conversations.dialogue import Dialogue
from conversations.effects import Keep, Record, Withdraw
from conversations.facts import (
    Contact,
    Event,
    Fact,
    Introduction,
    Key,
    Offer,
    Person,
    Plan,
    Promise,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.introducing import without_yes
from conversations.known import Known
from conversations.prose import short
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime

UNTITLED = "An event"
Named = Mapping[tuple[type[Fact], Key], Fact]
CUES = {
    "alone": "I stand alone",
    "start": "I do not know how to start",
    "known": "I stay with the people I know",
    "phone": "I hide behind my phone",
    "tired": "I get tired",
}
"""The obstacles of prep as the first half of an if-then plan."""


def harvested(dialogue: Dialogue, known: Known) -> tuple[Fact, ...]:
    """The facts that follow from the answers so far."""
    match ScriptName(dialogue.script):
        case ScriptName.NEW_EVENT:
            return tuple(_event(dialogue, known))
        case ScriptName.BEFORE_EVENT:
            return (*_plans(dialogue), *_offers(dialogue, known))
        case ScriptName.AFTER_EVENT:
            return (*_people(dialogue, known), *_takeaways(dialogue, known))
        case ScriptName.CHECK_IN:
            return tuple(_contact(dialogue, known))
        case ScriptName.SET_UP | ScriptName.SNOOZE | ScriptName.PAUSE:
            return ()
        case never:
            assert_never(never)


def changes(before: Dialogue, after: Dialogue, known: Known) -> tuple[Record, ...]:
    """What has to be written down because answers changed."""
    was = {(type(fact), fact.key): fact for fact in harvested(before, known)}
    now = {(type(fact), fact.key): fact for fact in harvested(after, known)}
    kept = tuple(Keep(fact) for name, fact in now.items() if was.get(name) != fact)
    gone = tuple(
        Withdraw(fact) for name, fact in was.items() if name not in now and fact.key.startswith(f"{after.key}.")
    )
    return (*gone, *(Keep(_jotted(fact)) for fact in _taken_back(after, was, now)), *kept)


def _taken_back(after: Dialogue, was: Named, now: Named) -> Iterator[Person]:
    for name, fact in was.items():
        own = fact.key.startswith(f"{after.key}.")
        if name not in now and isinstance(fact, Person) and not own and after.script == ScriptName.AFTER_EVENT:
            yield fact


def _jotted(person: Person) -> Person:
    """Somebody as they were before the debrief."""
    bare = replace(person, who=None, said=None, next_touch=None, touch_how=None)
    return replace(bare, draft=True, debriefed_on=None)


def settled(dialogue: Dialogue, settings: Settings) -> Settings:
    """The settings as set-up's answers want them. A zone counts only once its local time was confirmed."""
    zone, sure, hour = (dialogue.answers.get(place) for place in ("zone", "zone_ok", "hour"))
    if isinstance(zone, Zone) and isinstance(sure, Chosen):
        settings = replace(settings, zone=zone.zone)
    if isinstance(hour, Hour):
        settings = replace(settings, nudge_hour=hour.hour)
    return settings


def words_at(answers: Answers, place: str) -> str | None:
    """What was typed at a place; None when it was skipped, ticked or not asked."""
    value = answers.get(place)
    return value.text if isinstance(value, Words) else None


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


def _plans(dialogue: Dialogue) -> Iterator[Plan]:
    """At most three: the person's own for the obstacle, and two that follow from what they want to ask and give."""
    event, answers = dialogue.subject, dialogue.answers
    if event is None:
        return
    action = answers.get("plan")
    if isinstance(action, Words | Chosen):
        then = action.text if isinstance(action, Words) else action.label[:1].lower() + action.label[1:]
        yield _plan(dialogue, event, "1", (_cue(answers), then))
    if advice := words_at(answers, "advice"):
        yield _plan(dialogue, event, "2", ("somebody is a few steps ahead of me", f"ask: “{short(advice, 100)}”"))
    offers = answers.get("offers")
    if isinstance(offers, Ticked) and offers.complete and offers.lines():
        yield _plan(dialogue, event, "3", ("somebody needs it", f"offer this: {short(offers.lines()[0], 100)}"))


def _plan(dialogue: Dialogue, event: Key, number: str, words: tuple[str, str]) -> Plan:
    return Plan(Key(f"{dialogue.key}.{number}"), event, *words)


def _cue(answers: Answers) -> str:
    obstacle = answers.get("obstacle")
    if isinstance(obstacle, Chosen):
        return CUES.get(obstacle.option, obstacle.label)
    return f"this comes up: {short(words_at(answers, 'obstacle') or 'the hard part', 100)}"


def _offers(dialogue: Dialogue, known: Known) -> Iterator[Offer]:
    """New ones only; those offered before are kept already."""
    offers = dialogue.answers.get("offers")
    have = {offer.words for offer in known.offers if not offer.key.startswith(f"{dialogue.key}.")}
    for number, words in enumerate(offers.own if isinstance(offers, Ticked) else ()):
        if words not in have:
            yield Offer(Key(f"{dialogue.key}.o{number}"), words)


def _people(dialogue: Dialogue, known: Known) -> Iterator[Fact]:
    named = dialogue.answers.get("people")
    for number, met in enumerate(named.people if isinstance(named, Names) else ()):
        person = _person(dialogue, known, number, met)
        yield person
        yield from _promise(dialogue, known, number, person)
        yield from _introductions(dialogue, known, number, person)


def _person(dialogue: Dialogue, known: Known, number: int, met: Met) -> Person:
    key = met.key or Key(f"{dialogue.key}.{number}")
    base = next((person for person in known.present if person.key == key), None)
    if base is None:
        base = Person(key, met.name, dialogue.subject, _met_on(known), note=met.note)
        base = replace(base, handle=met.handle, phone=met.phone, telegram_id=met.telegram_id)
    at = f"met/{number}/"
    touch = dialogue.answers.get(at + "touch")
    day = touch if isinstance(touch, Day) else Day(None)
    beyond = [words_at(dialogue.answers, at + part) for part in ("who", "who_turn")]
    return replace(
        base,
        draft=False,
        who=". ".join(words.rstrip(".") for words in beyond if words) or None,
        said=words_at(dialogue.answers, at + "said"),
        next_touch=day.day,
        touch_how=day.words,
        debriefed_on=known.local_now.date(),
    )


def _met_on(known: Known) -> date:
    return known.event.start.local.date() if known.event else known.local_now.date()


def _promise(dialogue: Dialogue, known: Known, number: int, person: Person) -> Iterator[Promise]:
    if words := words_at(dialogue.answers, f"met/{number}/help"):
        due = dialogue.answers.get(f"met/{number}/due")
        day = due.day if isinstance(due, Day) else None
        yield Promise(Key(f"{dialogue.key}.{number}.h"), person.key, words, _met_on(known), day)


def _introductions(dialogue: Dialogue, known: Known, number: int, person: Person) -> Iterator[Introduction]:
    bring = dialogue.answers.get(f"met/{number}/bring")
    for index, other in enumerate(bring.lines() if isinstance(bring, Ticked) and bring.complete else ()):
        yield Introduction(Key(f"{dialogue.key}.{number}.b{index}"), person.key, other, _met_on(known))
    if offered := words_at(dialogue.answers, f"met/{number}/offered"):
        other = without_yes(offered)
        yield Introduction(Key(f"{dialogue.key}.{number}.o"), person.key, other, _met_on(known), to_me=True)


def _takeaways(dialogue: Dialogue, known: Known) -> Iterator[Takeaway]:
    for place, kind in (("advice", TakeawayKind.ADVICE), ("forward", TakeawayKind.FORWARD)):
        if words := words_at(dialogue.answers, place):
            yield Takeaway(Key(f"{dialogue.key}.{place[0]}"), dialogue.subject, kind, words, _met_on(known))


def _contact(dialogue: Dialogue, known: Known) -> Iterator[Fact]:
    """The contact, and with it the rhythm that starts anew from it, whether or not the rest is answered."""
    if known.person and "happened" in dialogue.answers:
        words = words_at(dialogue.answers, "happened")
        yield Contact(Key(f"{dialogue.key}.c"), known.person.key, known.now, words)
        yield replace(known.person, last_contact=known.now, next_touch=None, touch_how=None)
