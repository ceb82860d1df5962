"""Who of a file's people is known already, and what becomes of the others. It writes nothing down.

Nobody is taken for somebody else on a guess: known is who has the same account, address or phone, or the same whole
name and nothing that speaks against it. For all that is less sure, a person's page asks whether two are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import blake2b
from typing import Final

from conversations.carried.account import Kept
from conversations.carried.contacts import Newcomer
from conversations.facts import Key, Note, NoteKind, Person
from conversations.folding import folded
from conversations.signals import Card
from conversations.twins import UNMISTAKABLE_PHONE, Likeness, same_phone

OLDEST: Final = date(1950, 1, 1)


def key_of(newcomer: Newcomer) -> Key:
    """The same for the same person in every file of a kind, so that bringing them in again changes nothing."""
    card = newcomer.card
    told_by = (
        (newcomer.identity,)
        if newcomer.identity
        else (folded(card.name), *_ways(card.handle, card.email), _end_of(card.phone or ""))
    )
    return Key(f"v{blake2b(repr(told_by).encode(), digest_size=7).hexdigest()}")


class Acquaintances:
    """Those who are known, by whatever they are known by; whoever is found new is known from then on."""

    def __init__(self) -> None:
        self._keys: set[Key] = set()
        self._ways: set[str] = set()
        self._phones: defaultdict[str, list[str]] = defaultdict(list)
        self._named: defaultdict[str, list[Likeness]] = defaultdict(list)

    def add(self, people: Iterable[Likeness]) -> None:
        """These are known."""
        for person in people:
            self._keys.add(person.key)
            self._reach(person)
            self._named[folded(person.name)].append(person)

    def knows(self, newcomer: Newcomer) -> bool:
        """Whether they are known, or came before in this file. One who is known by name alone is one of a file."""
        key, card = key_of(newcomer), newcomer.card
        if key in self._keys:
            return True
        self._keys.add(key)
        if self._reaches(card):
            return True
        self._reach(card)
        namesakes = self._named[folded(card.name)] if " " in card.name.strip() else []
        same = next((each for each in namesakes if not _is_another(each, newcomer)), None)
        if same is not None:
            namesakes.remove(same)
        return same is not None

    def _reach(self, one: Likeness | Card) -> None:
        self._ways.update(_ways(one.handle, one.email))
        if one.phone:
            self._phones[_end_of(one.phone)].append(one.phone)

    def _reaches(self, card: Card) -> bool:
        if any(way in self._ways for way in _ways(card.handle, card.email)):
            return True
        phone = card.phone or ""
        return bool(phone) and any(same_phone(phone, other) for other in self._phones.get(_end_of(phone), ()))


def as_person(newcomer: Newcomer, today: date, now: datetime) -> tuple[Kept, tuple[Kept, ...]]:
    """Somebody new and what is noted of them. They are not brought up: a thousand people would be a flood."""
    card, key = newcomer.card, key_of(newcomer)
    met_on = newcomer.met_on if newcomer.met_on and OLDEST <= newcomer.met_on <= today else today
    person = Person(
        key,
        card.name,
        None,
        met_on,
        met_how=newcomer.met_how,
        handle=card.handle,
        phone=card.phone,
        email=card.email,
        debriefed_on=today,
        stopped=True,
    )
    told = ((NoteKind.WORK, card.work), (NoteKind.REMARK, card.remark), (NoteKind.REMARK, newcomer.link))
    notes = (
        Kept(Note(Key(f"{key}.n{number}"), key, kind, words, today), now)
        for number, (kind, words) in enumerate(told)
        if words
    )
    return Kept(person, now), tuple(notes)


def _ways(handle: str | None, email: str | None) -> Iterator[str]:
    """By which somebody is reached, written so that two ways to write one are the same."""
    if handle:
        yield f"@{handle.strip('@ ').casefold()}"
    if email:
        yield email.strip().casefold()


def _end_of(phone: str) -> str:
    """The last digits of a number, which are the same however its beginning is written."""
    return "".join(sign for sign in phone if sign.isdecimal())[-UNMISTAKABLE_PHONE:]


def _is_another(known: Likeness, newcomer: Newcomer) -> bool:
    """Whether a namesake is somebody else: reached by other ways of the same kind."""
    card = newcomer.card
    pairs = ((known.handle, card.handle), (known.email, card.email), (known.phone, card.phone))
    return any(one and other for one, other in pairs)
