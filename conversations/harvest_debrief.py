"""What the answers of a debrief mean: the people who were met, what is to be done for them, what was taken home.

It is a part of harvest.py, which says when facts are kept and withdrawn.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from conversations.answers import Chosen, Day, Met, Names, Ticked, Words
from conversations.dialogue import Dialogue
from conversations.facts import Fact, Introduction, Key, Note, Person, Promise, PromiseState, Takeaway, TakeawayKind
from conversations.folding import folded
from conversations.introducing import known_as, without_yes
from conversations.known import Known
from conversations.noting import notes_of
from conversations.spelling import as_called
from conversations.typed import pledged, words_at

SAME_WORDS: Final = 85
"""From which likeness on (0 to 100, word by word) two promises are taken for one."""


def debriefed(dialogue: Dialogue, known: Known) -> Iterator[Fact]:
    """Who was met, with all that was told of them, and what was taken home."""
    named = dialogue.answers.get("people")
    for number, met in enumerate(named.people if isinstance(named, Names) else ()):
        person, notes = _person(dialogue, known, number, met)
        yield person
        yield from notes
        yield from _promise(dialogue, known, number, person)
        yield from _introductions(dialogue, known, number, person)
    yield from _takeaways(dialogue, known)


def key_of(dialogue: Dialogue, number: int, met: Met) -> Key:
    """The key of the person whom a debrief names at this number, from 0."""
    return met.key or Key(f"{dialogue.key}.{number}")


def _person(dialogue: Dialogue, known: Known, number: int, met: Met) -> tuple[Person, tuple[Note, ...]]:
    """The person as the debrief tells them, and what was written behind their name."""
    base, notes = _named(dialogue, known, number, met)
    at = f"met/{number}/"
    touch = dialogue.answers.get(at + "touch")
    day = touch if isinstance(touch, Day) else Day(None)
    beyond = [words_at(dialogue.answers, at + part) for part in ("who", "who_turn")]
    told = replace(
        base,
        draft=False,
        who=". ".join(words.rstrip(".") for words in beyond if words) or None,
        said=words_at(dialogue.answers, at + "said"),
        next_touch=day.day,
        touch_how=day.words,
        debriefed_on=known.local_now.date(),
    )
    return told, notes


def _named(dialogue: Dialogue, known: Known, number: int, met: Met) -> tuple[Person, tuple[Note, ...]]:
    key = key_of(dialogue, number, met)
    base = next((person for person in known.present if person.key == key), None)
    if base is not None and met.key:
        return base, ()
    new = Person(
        key,
        met.name,
        dialogue.subject,
        _met_on(known),
        handle=met.handle,
        phone=met.phone,
        email=met.email,
        telegram_id=met.telegram_id,
    )
    new, notes = notes_of(new, met.note or "", key, _noon(known), known.settings.zone)
    return base or new, notes


def _noon(known: Known) -> datetime:
    """A moment of the day of meeting that stays the same however often the answers are read."""
    return datetime.combine(_met_on(known), time(12))


def _met_on(known: Known) -> date:
    return known.event.start.local.date() if known.event else known.local_now.date()


def _promise(dialogue: Dialogue, known: Known, number: int, person: Person) -> Iterator[Promise]:
    pledge = pledged(dialogue.answers, f"met/{number}/help", f"met/{number}/due")
    if pledge is not None:
        words, day = as_called(pledge.text, person.name), pledge.day
        if same := _noted_before(dialogue, known, person, words):
            asked = dialogue.answers.get(f"met/{number}/due")
            yield replace(same, due=None if isinstance(asked, Day) and asked.day is None else day or same.due)
            return
        yield Promise(Key(f"{dialogue.key}.{number}.h"), person.key, words, _met_on(known), day)


def _noted_before(dialogue: Dialogue, known: Known, person: Person, words: str) -> Promise | None:
    """The open promise that was noted at the event already in these words or nearly so."""
    promises = (
        each
        for each in known.noted_of(person.key)
        if isinstance(each, Promise) and each.mine and each.state is PromiseState.OPEN
        if not each.key.startswith(f"{dialogue.key}.")
    )
    return next((each for each in promises if token_set_ratio(folded(each.words), folded(words)) >= SAME_WORDS), None)


def _introductions(dialogue: Dialogue, known: Known, number: int, person: Person) -> Iterator[Introduction]:
    bring = dialogue.answers.get(f"met/{number}/bring")
    if isinstance(bring, Ticked) and bring.complete:
        known_now = [one for one in (*known.people, *known.present) if one.key not in known.gone | {person.key}]
        keys = (*(Key(choice.option) for choice in bring.ticked), *(known_as(typed, known_now) for typed in bring.own))
        for index, (other, of_mine) in enumerate(zip(bring.lines(), keys, strict=True)):
            key = Key(f"{dialogue.key}.{number}.b{index}")
            yield Introduction(key, person.key, other, _met_on(known), other_key=of_mine)
    if offered := words_at(dialogue.answers, f"met/{number}/offered"):
        other = without_yes(offered)
        yield Introduction(Key(f"{dialogue.key}.{number}.o"), person.key, other, _met_on(known), to_me=True)


def _takeaways(dialogue: Dialogue, known: Known) -> Iterator[Takeaway]:
    for place, kind in (("advice", TakeawayKind.ADVICE), ("forward", TakeawayKind.FORWARD)):
        if words := words_at(dialogue.answers, place):
            by = _adviser(dialogue, known) if kind is TakeawayKind.ADVICE else None
            key = Key(f"{dialogue.key}.{place[0]}")
            yield Takeaway(key, dialogue.subject, kind, words, _met_on(known), person=None if by in known.gone else by)


def _adviser(dialogue: Dialogue, known: Known) -> Key | None:
    """Who gave the advice: the one who was named, or the only one there was."""
    named = dialogue.answers.get("people")
    people = named.people if isinstance(named, Names) else ()
    keys = [met.key or Key(f"{dialogue.key}.{number}") for number, met in enumerate(people)]
    match dialogue.answers.get("adviser"):
        case Chosen(option=key):
            return Key(key)
        case Words(text=text):
            by_name = {folded(person.name): person.key for person in known.present}
            return by_name.get(folded(text))
        case None if len(keys) == 1:
            return keys[0]
        case _:
            return None
