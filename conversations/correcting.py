"""What a line mends of the notes before it: whom they are about, what somebody is called, who is to go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from conversations.capture_words import FILLING, JUDGEMENTS, NO_NAMES
from conversations.captures import EDGES, spoken_of
from conversations.folding import folded
from conversations.jotted_days import DAYS
from conversations.jotted_people import is_unnamed, may_be
from conversations.names import read_names
from conversations.namesakes import alike, name_words


@dataclass(frozen=True, slots=True)
class Moved:
    """The last note, or the last about `old`, was about somebody else."""

    name: str
    old: str | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody has another name. `old`: who, as typed; else `pronoun` tells a little, and may be empty."""

    name: str
    old: str | None = None
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Somebody is to go; an empty name when nobody is named."""

    name: str = ""


Correction = Moved | Called | Dropped

_NAME: Final = r"(?:(?:dr|prof)\b\.?\s)?[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*){0,2}"
_NO: Final = r"(?:(?:no|nope|sorry|sry|oops|ups|wait|wrong|nein|ne|nee|falsch|quatsch|entschuldigung)\b[\s,.:;–—-]*)"
_OH: Final = r"(?:(?:no|sorry|oh|ah|and|so|btw|ok|okay|wait|actually|nein|und|also)\b[\s,.:;–—-]*)"
_REALLY: Final = r"(?:(?:actually|really|in\sfact|eigentlich|doch)\s)*"
_IT_WAS: Final = r"(?:that|this|it|das)(?:\swas|\sis|['’]s|\swar|\sist)"
_NAME_IS: Final = r"(?:first\s|real\s)?name(?:['’]?s|\sis|\swas|\sist|\swar|:)"
_IT_IS: Final = r"(?:it['’]?s|it\sis)"
_AS_SPELLED: Final = r"(?:(?:spelled|spelt|spelling|called|named|geschrieben)\s)?"
MOVED: Final = tuple(
    re.compile(rf"(?i){pattern}")
    for pattern in (
        rf"{_NO}*(?:i\s(?:actually\s)?meant|ich\smeinte?)\s(?P<surely>{_NAME}?)(?:,?\s(?:not|nicht)\s(?P<old>{_NAME}))?",
        rf"{_NO}*(?:not|nicht)\s(?P<old>{_NAME}?)(?:,?\s(?:but|sondern)\s|,\s(?!sondern))(?:it\swas\s)?(?P<surely>{_NAME})",
        rf"{_NO}*(?:{_IT_WAS}\s)?{_REALLY}(?P<surely>{_NAME}?),?\s(?:and\s)?(?:not|nicht)\s(?P<old>{_NAME})",
        rf"{_NO}+(?:i\smean\s|(?:{_IT_WAS}\s)?{_REALLY}(?:all\s)?(?:about\s|über\s)?)(?P<maybe>{_NAME})",
        rf"(?:that|this|it|das)(?:\swas|\sis|['’]s|\swar|\sging)\s(?:all\s)?(?:about|über)\s(?P<maybe>{_NAME})",
        rf"(?:i\smean|{_OH}*(?:{_IT_WAS}|{_IT_IS}))\s{_REALLY}(?P<noted>{_NAME})",
    )
)
CALLED: Final = tuple(
    re.compile(rf"(?i){pattern}")
    for pattern in (
        rf"{_OH}*(?P<pronoun>her|his|their|the|ihr|sein)\s{_NAME_IS}\s{_REALLY}{_AS_SPELLED}(?P<name>{_NAME})",
        rf"{_OH}*(?P<pronoun>she|he|they|sie|er)(?:['’]s|['’]re|\sis|\sare)\s{_REALLY}(?:called|named)\s(?P<name>{_NAME})",
        rf"{_OH}*(?P<pronoun>she|he|they|sie|er)\s(?:heißt|heisst)\s{_REALLY}(?P<name>{_NAME})",
        rf"{_OH}*(?P<old>.+?)(?:['’]s|\sis)\s{_REALLY}(?:called|named)\s(?P<name>{_NAME})",
        rf"{_OH}*(?P<old>.+?)\s(?:heißt|heisst)\s{_REALLY}(?P<name>{_NAME})",
        rf"{_OH}*(?P<old>.+?)['’]s\s(?:real\s)?name\sis\s{_REALLY}(?P<name>{_NAME})",
        rf"{_OH}*{_IT_IS}\s{_REALLY}{_AS_SPELLED}(?P<name>{_NAME}?),?\s(?:and\s)?not\s(?P<old>{_NAME})",
        rf"{_OH}*(?:actually\s{_IT_IS}|{_IT_IS}\s(?:actually|spelled|spelt))\s{_AS_SPELLED}(?P<name>{_NAME})",
    )
)
DROPPED: Final = re.compile(
    rf"(?i)(?:please\s)?(?P<verb>delete|remove|erase|forget|drop|lösche?|entfern(?:e|en)?|vergiss)\s(?P<name>{_NAME}?)"
    r"(?:\s(?:from|again|please|bitte|wieder)\b.*)?|(?P<german>.+)\s(?:löschen|entfernen)"
)


LONGEST: Final = 200
"""Characters of a line that mends another one: whoever writes more tells something new."""


def correction(text: str, noted: Sequence[str]) -> Correction | None:
    """What the line mends, if it says nothing else; `noted` are those whom it may mean."""
    line = " ".join(text.split()).strip(EDGES)
    if text.rstrip().endswith("?") or len(line) > LONGEST:
        return None
    return _called(line, noted) or _moved(line, noted) or _dropped(line, noted)


def _called(line: str, noted: Sequence[str]) -> Called | None:
    for pattern in CALLED:
        found = pattern.fullmatch(line)
        if found is None or not (name := _name(found["name"], small=True)):
            continue
        groups = found.groupdict()
        old, pronoun = groups.get("old"), (groups.get("pronoun") or "").casefold()
        if pattern in CALLED[-2:] and (_of(found["name"], noted) or (old and not _is_misspelled(old, name))):
            return None  # "it's Ben, not Tom": another one is meant, and nobody is called otherwise
        return Called(name, old, pronoun)
    return None


def _is_misspelled(old: str, name: str) -> bool:
    one, other = name_words(old), name_words(name)
    return any(alike(a, b) or sorted(a) == sorted(b) for a in one for b in other)


def _moved(line: str, noted: Sequence[str]) -> Moved | None:
    for pattern in MOVED:
        found = pattern.fullmatch(line)
        groups = found.groupdict() if found else {}
        for how in ("surely", "maybe", "noted"):
            if groups.get(how) and (name := _meant(groups[how], how, groups.get("old"), noted)):
                return Moved(name, groups.get("old"))
    return None


def _meant(words: str, how: str, old: str | None, noted: Sequence[str]) -> str | None:
    """The noted name, or a new one where the line leaves no doubt that one is told."""
    known = _of(words, noted)
    if known is not None:
        return noted[known]
    if how == "noted" or (old and _of(old, noted) is None):
        return None
    return _name(words, small=how == "surely" or " " not in words)


def _dropped(line: str, noted: Sequence[str]) -> Dropped | None:
    found = DROPPED.fullmatch(line)
    if found is None:
        return None
    words, surely = (
        found["name"] or found["german"],
        (found["verb"] or "").casefold() not in {"forget", "drop", "vergiss"},
    )
    known = _of(words, noted)
    if known is not None:
        return Dropped(noted[known])
    name = _name(words, small=False)
    return Dropped(name or "") if name or surely else None


def _name(words: str, *, small: bool) -> str | None:
    """One whole name; in small letters only where nothing else can be meant."""
    first = words.casefold().split()[0].strip(EDGES)
    is_one = words[:1].isupper() and not words.isupper()
    if first in NO_NAMES | DAYS | JUDGEMENTS or not (small or is_one):
        return None
    people = read_names(words) or ()
    return people[0].name if len(people) == 1 and people[0].note is None else None


def _of(words: str, noted: Sequence[str]) -> int | None:
    """Which of the noted these words name, and nothing else."""
    told = spoken_of(words, noted)
    return told[0] if told and not told[1] else None


def whose_name(called: Called, noted: Sequence[str], told: Sequence[str]) -> int | None:
    """Who is called otherwise: the one who is named or described, else whoever has no name yet, else the last.

    `told` is what was noted of each.
    """
    if called.old:
        known = _of(called.old, noted)
        return known if known is not None else next(_described(called.old, noted, told), None)
    unnamed = [at for at, name in enumerate(noted) if is_unnamed(name) and may_be(name, called.pronoun)]
    return unnamed[-1] if unnamed else len(noted) - 1 if noted else None


def _described(old: str, noted: Sequence[str], told: Sequence[str]) -> Iterator[int]:
    """Those without a name of whom all that is said was noted: "batteries guy"."""
    said = set(re.findall(r"\w+", folded(old))) - FILLING
    for at in reversed(range(len(noted))):
        words = set(re.findall(r"\w+", folded(f"{noted[at]} {told[at]}")))
        if said and is_unnamed(noted[at]) and said <= words:
            yield at


def renaming(old: str, name: str) -> str:
    """The words by which it is kept that somebody was called otherwise before."""
    return f"{old} is called {name}"


def name_before(words: str, name: str) -> str | None:
    """What somebody was called before these words renamed them; None when they renamed nobody."""
    old = words.removesuffix(renaming("", name))
    return old if old and old != words else None
