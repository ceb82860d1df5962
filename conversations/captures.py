"""What a line jotted down at an event means: somebody new, more about somebody noted, or nothing to keep.

It reads names where a person would see one: at the start, after "met", before "says". What it cannot tell it leaves
to the caller; every note is echoed and can be taken back, so that a wrong reading costs one tap.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from conversations.answers import Met
from conversations.capture_words import (
    INTRODUCED,
    NAMES_TOO,
    NO_NAMES,
    PARTICLES,
    SAYS_ABOUT,
    SMALL_TALK,
    UNDO,
    WAS_MET,
)
from conversations.names import LEAD, read_names
from conversations.shrugs import is_shrug

SHORTEST_BEGINNING: Final = 3
"""Letters from which the beginning of a noted name stands for it."""
EDGES: Final = " ,.:;!?–—-"


def is_undo(text: str) -> bool:
    """Whether the last note is to be taken back."""
    return " ".join(text.casefold().strip(EDGES).split()) in UNDO


def is_small_talk(text: str) -> bool:
    """A question, a greeting, a "lol": nothing to keep, and nobody's name."""
    if text.rstrip().endswith("?") or not any(character.isalnum() for character in text):
        return True
    return is_shrug(text) or all(word.strip(EDGES) in SMALL_TALK for word in text.casefold().split())


def spoken_of(text: str, noted: Sequence[str]) -> tuple[int, str] | None:
    """Which of the noted names the text begins with, and what it says about them; None when it is none of them.

    Of namesakes it is the one noted last. The beginning of a name counts when it can be only one of them. A surname
    that nobody noted has makes it somebody else: "Ana Lopes" is not Ana Silva.
    """
    body = LEAD.sub("", text.strip())
    first, *_ = re.split(r"[\s,;:]", body, maxsplit=1)
    word = re.sub("['’]s$", "", first.casefold()).strip(EDGES)
    at = _named(body, word, [name.casefold() for name in noted])
    if at is None:
        return None
    said = len(noted[at]) if _begins_with(body, noted[at]) else len(first)
    if SURNAME.match(body[said:]):
        return None
    owns = not OWNING.isdisjoint({body[said - 2 : said], body[said : said + 2]})
    return at, body if owns else body[said:].strip(EDGES)


OWNING: Final = frozenset({"'s", "’s"})
SURNAME: Final = re.compile(r"\s[^\W\d_a-z][^\W\d_A-Z]+\s*(?:$|[,;:(])")


def _named(body: str, word: str, noted: list[str]) -> int | None:
    whole = [(len(name), at) for at, name in enumerate(noted) if _begins_with(body, name)]
    if whole:
        return max(whole)[1]
    first_names = [at for at, name in enumerate(noted) if name.split()[:1] == [word]]
    if first_names:
        return first_names[-1]
    begun = [at for at, name in enumerate(noted) if name.startswith(word)]
    sure = len(word) >= SHORTEST_BEGINNING and word not in NO_NAMES and len(begun) == 1
    return begun[0] if sure else None


def read_capture(text: str) -> tuple[Met, ...]:
    """Who was jotted down: "Ana, UX at Figma, climbs" is Ana and a note, "Ana and Ben" are two, a remark is nobody."""
    first, *more = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    people = list(_told(first) or _listed(first))
    if people and more:
        people[-1] = _with(people[-1], "; ".join(more))
    return tuple(people)


def _told(line: str) -> list[Met]:
    """Somebody in a sentence: "met a guy called dmitri who codes rust", "omar said he'd call"."""
    introduced = INTRODUCED.match(line)
    if introduced and SEVERAL.match(introduced["rest"]):
        return []
    found = WAS_MET.match(line) or SAYS_ABOUT.match(introduced["rest"] if introduced else line)
    if found is None and introduced:
        found = NAME_FIRST.match(introduced["rest"])
    if found is None or not _may_be_a_name(found["name"]):
        return []
    names = read_names(found["name"]) or ()
    return [_with(met, re.sub(r"(?i)^(?:who|der|die)\s", "", found["rest"].strip(EDGES))) for met in names]


NAME_FIRST: Final = re.compile(
    r"(?P<name>[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})(?!\w)(?!\s*[(&+])(?!,?\s(?:and|und)\s)(?P<rest>.*)$"
)


def _listed(line: str) -> list[Met]:
    """Somebody as one lists them: a name or several, and behind a comma what is to remember."""
    body = LEAD.sub("", line)
    head, _, tail = re.split(r"(;|,|$)", body, maxsplit=1)
    if not _may_be_a_name(head):
        return []
    if SEVERAL.match(body):
        return list(read_names(body) or ())
    if begun := _name_begun(head):
        return [_with(Met(begun), body[len(begun) :].strip())]
    people = list(read_names(head) or ())
    if people:
        people[-1] = _with(people[-1], tail.strip(), joint=", ")
    return people


SEVERAL: Final = re.compile(r"[A-Z][a-zà-ÿ]+(?:, ?[A-Z][a-zà-ÿ]+)+,? (?:and|und|&) [A-Z][a-zà-ÿ]+$")


def _name_begun(head: str) -> str | None:
    """The name before what somebody does, with no sign between them: "Dmitri juggles knives"."""
    first, *rest = head.split() or [""]
    surnames = list(takewhile(lambda word: word[:1].isupper(), rest))
    after = rest[len(surnames) :]
    sentence = len(after) > 1 and after[0].isalpha() and after[0].islower() and not (PARTICLES | LISTING) & set(after)
    if sentence and first.istitle() and first.casefold() not in NAMES_TOO:
        return " ".join((first, *surnames))
    return None


LISTING: Final = frozenset({"and", "und", "y", "et", "from", "at", "with", "who", "the"})


def _with(met: Met, note: str, joint: str = "; ") -> Met:
    if not note:
        return met
    return replace(met, note=f"{met.note}{joint}{note}" if met.note else note)


def _may_be_a_name(words: str) -> bool:
    first, *_ = re.split(r"[\s’']", words.casefold().strip(), maxsplit=1)
    return first.strip(EDGES) not in NO_NAMES


def _begins_with(text: str, name: str) -> bool:
    return bool(name) and text[: len(name)].casefold() == name.casefold() and not text[len(name) :][:1].isalnum()
