"""Who of the owner's people may be one and the same, and what would become of the two. It merges nobody by itself.

People are compared by their likenesses: the few fields that tell people apart, which storage can select for thousands
of rows without building people. Names come as they were typed: folding ten thousand of them takes milliseconds, and a
folded column would be a second truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Final

from conversations.facts import Key, Person
from conversations.namesakes import Closeness, alike, beginning, name_words, named_alike

MOST_TWINS: Final = 3
SHORTEST_PHONE: Final = 5
UNMISTAKABLE_PHONE: Final = 9
"""From so many digits on, a number is one at all, and is known without the prefix of its country."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What tells one person from another."""

    key: Key
    name: str
    event: Key | None = None
    handle: str | None = None
    phone: str | None = None
    email: str | None = None
    telegram_id: int | None = None


def likeness(person: Person) -> Likeness:
    """What tells this person from others."""
    ways = (person.handle, person.phone, person.email, person.telegram_id)
    return Likeness(person.key, person.name, person.event, *ways)


def twins(one: Likeness, others: Iterable[Likeness]) -> tuple[Key, ...]:
    """Who may be the same person, the likeliest first, at most three. Of equals, those first who came first."""
    own = name_words(one.name)
    edges = [(each, beginning(each), each[-1]) for each in own]

    @cache
    def is_near(word: str) -> bool:
        """Remembered, as the same first names come again and again; words that are alike begin or end alike."""
        first, last = beginning(word), word[-1]
        return any((first == begin or last == end) and alike(word, each) for each, begin, end in edges)

    def found(other: Likeness) -> Closeness | None:
        words = name_words(other.name)
        near = sum(map(is_near, words)) >= min(len(own), len(words))
        return closeness(one, other, named_alike(own, words) if near else None)

    close = ((how, other.key) for other in others if (how := found(other)))
    return tuple(key for _, key in sorted(close, key=itemgetter(0))[:MOST_TWINS])


def closeness(one: Likeness, other: Likeness, named: Closeness | None) -> Closeness | None:
    """Why these two may be one, when their names are as close as `named`; None when they are two.

    Different accounts are two people. Different handles are, too, unless something else reaches both.
    Two with the same bare first name at one event were noted as two.
    """
    if one.key == other.key:
        return None
    if one.telegram_id is not None and other.telegram_id is not None:
        return Closeness.REACHED if one.telegram_id == other.telegram_id else None
    if _same(one.handle, other.handle) or _same(one.email, other.email) or same_phone(one.phone, other.phone):
        return Closeness.REACHED
    noted_as_two = named is Closeness.FIRST_NAME and one.event is not None and one.event == other.event
    return None if noted_as_two or (one.handle and other.handle) else named


def _same(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    bare = one.strip("@ ").casefold()
    return bare != "" and bare == other.strip("@ ").casefold()


def same_phone(one: str | None, other: str | None) -> bool:
    """Whether two ways of writing a number reach one phone: "+49 170 1234567" and "0170 1234567"."""
    if not one or not other or one.rstrip(BEHIND_DIGITS)[-1:] != other.rstrip(BEHIND_DIGITS)[-1:]:
        return False
    (abroad, first), (abroad_too, second) = _digits(one), _digits(other)
    short, long = sorted((first, second), key=len)
    if first == second or (abroad and abroad_too):
        return first == second and len(first) >= SHORTEST_PHONE
    short = short.lstrip("0")
    return len(short) >= UNMISTAKABLE_PHONE and long.endswith(short)


BEHIND_DIGITS: Final = " .-/)"


def _digits(phone: str) -> tuple[bool, str]:
    """Whether a number begins with a country, and its digits."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    abroad = phone.strip().startswith("+") or digits.startswith("00")
    return abroad, digits.lstrip("0") if abroad else digits


def merged(kept: Person, gone: Person) -> Person:
    """The one person that two were: the fields of `kept`, filled up from `gone`.

    They were met when and where they were met first; the next touch is the earlier one, the last contact the later.
    """
    earlier, later = sorted((kept, gone), key=lambda person: person.met_on)
    sooner, rest = sorted((kept, gone), key=lambda person: person.next_touch or date.max)
    contacts = [person.last_contact for person in (kept, gone) if person.last_contact]
    debriefs = [person.debriefed_on for person in (kept, gone) if person.debriefed_on]
    return replace(
        kept,
        name=_fuller(kept.name, gone.name),
        event=earlier.event or later.event,
        met_on=earlier.met_on,
        draft=kept.draft and gone.draft,
        who=_both(kept.who, gone.who),
        said=_both(kept.said, gone.said),
        met_how=earlier.met_how or later.met_how,
        handle=kept.handle or gone.handle,
        phone=kept.phone or gone.phone,
        email=kept.email or gone.email,
        telegram_id=gone.telegram_id if kept.telegram_id is None else kept.telegram_id,
        next_touch=sooner.next_touch,
        touch_how=sooner.touch_how or rest.touch_how,
        last_contact=max(contacts, default=None),
        debriefed_on=max(debriefs, default=None),
        stopped=kept.stopped or gone.stopped,
    )


def surplus(kept: Person, gone: Person) -> tuple[str, ...]:
    """What of either found no place in the one: another spelling of the name, a second handle, phone or address."""
    one = merged(kept, gone)
    left = (text for person in (gone, kept) for text in _left(person, one))
    return tuple(dict.fromkeys(left))


def _left(person: Person, one: Person) -> tuple[str, ...]:
    ways = ((person.name, one.name), (person.met_how, one.met_how), (person.touch_how, one.touch_how))
    texts = [text for text, whole in (*ways, (person.email, one.email)) if text and not _holds(whole or "", text)]
    if person.handle and person.handle != one.handle and not _same(person.handle, one.handle):
        texts.append(f"@{person.handle.removeprefix('@')}")
    if person.phone and person.phone != one.phone and not same_phone(person.phone, one.phone):
        texts.append(person.phone)
    return tuple(texts)


def _fuller(name: str, other: str) -> str:
    """The name, or the other one when it only says more: Ana, and then Ana Silva."""
    return other if _plain(other).startswith(f"{_plain(name)} ") else name


def _both(text: str | None, other: str | None) -> str | None:
    if not text or not other or _holds(text, other):
        return text or other
    if _holds(other, text):
        return other
    return f"{text.rstrip()}{' ' if text.rstrip().endswith(('.', '!', '?', '…')) else '. '}{other}"


def _holds(whole: str, part: str) -> bool:
    return f" {_plain(part)} " in f" {_plain(whole)} "


def _plain(text: str) -> str:
    return " ".join(word.strip(".,;:!?") for word in text.casefold().split())
