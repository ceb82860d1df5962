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
    ABOUT_THEM,
    INTRODUCED,
    NAMES_TOO,
    NO_NAMES,
    OWNS_A_WAY,
    PARTICLES,
    SAYS_ABOUT,
    SMALL_TALK,
    UNDO,
    WAS_MET,
)
from conversations.facts import TITLES
from conversations.jotted import EMOJI
from conversations.jotted_people import described, is_unnamed
from conversations.jotted_words import DOING, any_of
from conversations.names import BULLET, GROUP, LEAD, read_names
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
    body = THE.sub("", LEAD.sub("", text.strip())) if any(map(is_unnamed, noted)) else LEAD.sub("", text.strip())
    if WILL_DO.match(body):
        return None
    bare, *_ = re.split(r"[\s,;:]", TITLE.sub("", body), maxsplit=1)
    first = body[: len(body) - len(TITLE.sub("", body)) + len(bare)]
    word = re.sub("['’]s$", "", bare.casefold()).strip(EDGES)
    at = _named(body, word, noted)
    if at is None:
        return None
    whole = THE.sub("", noted[at])
    said = len(whole) if begins_with(body, whole) else len(first)
    if SURNAME.match(body[said:]):
        return None
    owns = not OWNING.isdisjoint({body[said - 2 : said], body[said : said + 2]})
    return at, body if owns else _out_of_brackets(PICTURES.sub("", body[said:].strip(EDGES)))


THE: Final = re.compile(r"(?i)^(?:the|der|die|den|dem)\s(?=\w)")
TITLE: Final = re.compile(rf"(?i)^(?:(?:{'|'.join(sorted(TITLES))})\b\.?\s)+(?=\w)")
PICTURES: Final = re.compile(rf"^[{EMOJI}]+\s+(?=\w)")
OWNING: Final = frozenset({"'s", "’s"})
SURNAME: Final = re.compile(r"\s[^\W\d_a-z][^\W\d_A-Z]+(?:\s*(?:$|[,;:(])|\s(?:is|has|works|runs|said|says|ist|hat)\b)")
WILL_DO: Final = re.compile(rf"(?i)(?:will|may)\s(?:also\s)?(?:be|{any_of(DOING)})\b")
"""What somebody will do, and no Will."""


def _out_of_brackets(said: str) -> str:
    """What is told, out of the brackets when they hold all of it."""
    return said[1:-1].strip() if re.fullmatch(r"\([^()]*\)", said) else said


def _named(body: str, word: str, noted: Sequence[str]) -> int | None:
    """Whom the text begins with; somebody without a name is meant only by all that they are called."""
    bare = [THE.sub("", name) for name in noted]
    whole = [(len(name), at) for at, name in enumerate(bare) if begins_with(body, name) and _is_whole(name)]
    if whole:
        return max(whole)[1]
    names = ["" if is_unnamed(name) else TITLE.sub("", name.casefold()) for name in noted]
    first_names = [at for at, name in enumerate(names) if word and name.split()[:1] == [word]]
    if first_names:
        return first_names[-1]
    begun = [at for at, name in enumerate(names) if name.startswith(word)]
    sure = len(word) >= SHORTEST_BEGINNING and word not in NO_NAMES and len(begun) == 1
    return begun[0] if sure else None


def _is_whole(name: str) -> bool:
    return " " in name or not is_unnamed(name)


def read_capture(text: str) -> tuple[Met, ...]:
    """Who was jotted down: "Ana, UX at Figma, climbs" is Ana and a note, "Ana and Ben" are two, a remark is nobody."""
    first, *more = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    if more and BULLET.match(first) and BULLET.match(more[-1]):
        return tuple(met for line in (first, *more) for met in _told_or_listed(BULLET.sub("", line)))
    people = _told_or_listed(first)
    if people and more:
        people[-1] = _with(people[-1], "; ".join(more))
    return tuple(people)


def _told_or_listed(line: str) -> list[Met]:
    said = PICTURED.sub(r"\1, ", NO_LETTER_FIRST.sub("", line))
    if WILL_DO.match(said) or said.startswith("@"):
        return []
    told = _told(said)
    somebody = None if told else described(said)
    return [somebody] if somebody else told or _listed(said)


PICTURED: Final = re.compile(
    rf"^((?:(?i:dr|prof)\.?\s)?[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,2}})\s*[{EMOJI}]+\s+(?=\w)"
)
"""A name, and a picture before what is told."""
NO_LETTER_FIRST: Final = re.compile(r"^[^\w@+(\"“„]+")


def _told(line: str) -> list[Met]:
    """Somebody in a sentence: "met a guy called dmitri who codes rust", "omar said he'd call"."""
    introduced = INTRODUCED.match(line)
    if introduced and SEVERAL.match(introduced["rest"]):
        return []
    rest = introduced["rest"] if introduced else line
    found = WAS_MET.match(line) or SAYS_ABOUT.match(rest) or OWNS_A_WAY.match(rest) or ABOUT_THEM.match(rest)
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
    """Somebody as one lists them: a name or several, and behind a sign what is to remember."""
    body = LEAD.sub("", line)
    if GROUP.match(body):
        return list(read_names(body) or ())
    if not _may_be_a_name(body):
        return []
    if SEVERAL.match(body) or EACH_WITH_A_BRACKET.fullmatch(body) or OF_ALL.search(body):
        return list(read_names(body) or ())
    head, joint, tail = _head_and_tail(body)
    head = re.sub(r"\s(?:kennengelernt|getroffen)$", "", head)
    if bracketed := BRACKET_INSIDE.match(head):
        return [_with(_with(met, bracketed["note"]), tail, joint=joint) for met in _listed(bracketed["name"])][:1]
    if begun := _name_begun(head):
        return [_with(_with(Met(begun), head[len(begun) :].strip()), tail, joint=joint)]
    people = list(read_names(head) or ())
    if people:
        people[-1] = _with(people[-1], tail, joint=joint)
    return people


SEVERAL: Final = re.compile(
    r"[A-Z][a-zà-ÿ]+(?:, ?[A-Z][a-zà-ÿ]+)+,? (?:and|und|&) [A-Z][a-zà-ÿ]+"
    r"(?: (?:from|at|in|with|by|aus|von|vom|bei|am|an) .+)?$"
)
_WITH_A_BRACKET: Final = r"[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*)?\s*\([^)]*\)"
EACH_WITH_A_BRACKET: Final = re.compile(rf"{_WITH_A_BRACKET}(?:\s*(?:,|;|and|und|&|\+)+\s*{_WITH_A_BRACKET})+\s*")
OF_ALL: Final = re.compile(r"(?i)[\w ] (?:and|und|&|\+) [^\W\d_]+,? (?:both|beide|all|alle)\b")
BRACKET_INSIDE: Final = re.compile(r"(?P<name>[^(]*[^(\s])\s*(?P<note>\([^)]*\)\s*(?!and\b|und\b)[\w@].*)$")


def _head_and_tail(body: str) -> tuple[str, str, str]:
    """What stands before the first sign that is in no bracket, and no full stop of a title; the sign; the rest."""
    whole = SIGN.sub(lambda found: found[0] if found["sign"] is None else "\0", body)
    head, _, _ = whole.partition("\0")
    return head.strip(), f"{body[len(head) : len(head) + 1]} ", body[len(head) + 1 :].strip()


SIGN: Final = re.compile(r"\([^)]*\)?|(?i:\b(?:dr|prof|st|mr|mrs|ms)\.)|(?P<sign>[;,]|[.:](?=\s))")


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


def begins_with(text: str, name: str) -> bool:
    """Whether the text begins with the whole name, whatever its case, and with no longer word."""
    return (
        bool(name)
        and text[: len(name)].casefold() == name.casefold()
        and not re.match(r"-?\w|@|\.\w", text[len(name) :])
    )
