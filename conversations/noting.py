"""From a line about somebody to facts about them, and back to a line, so that a wrong reading is seen and undone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Final, assert_never

from conversations.facts import Introduction, Key, Note, Noted, NoteKind, Person, Promise
from conversations.jotted import Jotted, jotted
from conversations.prose import short
from conversations.timing import spoken_day

LABELS: Final = {
    NoteKind.WORK: "Work",
    NoteKind.INTEREST: "Interests",
    NoteKind.NEED: "Needs",
    NoteKind.OFFER: "Offers",
    NoteKind.REMARK: "Noted",
}
"""What stands before notes of a kind; a recording or a picture has no words to stand before."""

FILES: Final = {NoteKind.VOICE: "a voice note", NoteKind.PHOTO: "a photo"}
LONGEST_PIECE: Final = 80


def noted(person: Person, words: str, source: Key, now: datetime, zone: str) -> tuple[Person, tuple[Noted, ...]]:
    """What a line says about a person: the person with new ways to reach them, and facts named after `source`.

    `now` is the naive local time in `zone`.
    """
    said = jotted(words, now, zone)
    return reached(person, said), (*_notes(person, said, source, now), *_deeds(person, said, source, now))


@lru_cache(maxsize=256)  # a debrief reads all its answers again at each turn
def notes_of(person: Person, words: str, source: Key, now: datetime, zone: str) -> tuple[Person, tuple[Note, ...]]:
    """As `noted`, where a question about promises and introductions follows: they stay remarks until it is answered."""
    said = jotted(words, now, zone)
    later = told(_deeds(person, said, source, now), longest=len(words))
    return reached(person, said), tuple(_notes(person, replace(said, remarks=(*said.remarks, *later)), source, now))


def reached(person: Person, said: Jotted) -> Person:
    """The person with what was not known yet of how one met and how one reaches them."""
    return replace(
        person,
        met_how=person.met_how or said.met_how,
        handle=person.handle or said.handle,
        phone=person.phone or said.phone,
        email=person.email or said.email,
    )


def _notes(person: Person, said: Jotted, source: Key, now: datetime) -> Iterator[Note]:
    numbers = count()
    kinds = (
        (NoteKind.WORK, said.work),
        (NoteKind.INTEREST, said.interests),
        (NoteKind.NEED, said.needs),
        (NoteKind.OFFER, said.offers),
        (NoteKind.REMARK, said.remarks),
    )
    for kind, pieces in kinds:
        for words in pieces:
            yield Note(Key(f"{source}.n{next(numbers)}"), person.key, kind, words, now.date())


def _deeds(person: Person, said: Jotted, source: Key, now: datetime) -> Iterator[Promise | Introduction]:
    for at, promise in enumerate(said.promises):
        yield Promise(Key(f"{source}.h{at}"), person.key, promise.words, now.date(), promise.due, promise.mine)
    for at, bringing in enumerate(said.introductions):
        yield Introduction(Key(f"{source}.b{at}"), person.key, bringing.other, now.date(), bringing.to_me)


def told(facts: Iterable[Noted], longest: int = LONGEST_PIECE) -> tuple[str, ...]:
    """What was noted, a piece each, as one says it back: "UX at Figma", "needs a designer", "you promised: …"."""
    return tuple(_piece(fact, longest) for fact in facts)


def _piece(fact: Noted, longest: int) -> str:
    match fact:
        case Note(kind=NoteKind.VOICE | NoteKind.PHOTO as kind):
            return FILES[kind]
        case Note(kind=NoteKind.NEED, words=words):
            return f"needs {short(words, longest)}"
        case Note(kind=NoteKind.OFFER, words=words):
            return f"offers {short(words, longest)}"
        case Note(words=words):
            return short(words, longest)
        case Promise(words=words, due=due, mine=mine):
            day = f", by {spoken_day(due)}" if due else ""
            return f"{'you' if mine else 'they'} promised: {short(words, longest)}{day}"
        case Introduction(other=other, to_me=to_me):
            return f"{'introduces you to' if to_me else 'to meet'} {short(other, longest)}"
        case _:
            assert_never(fact)
