"""How close two names are: the same in another order or spelling, one longer than the other, or a first name alone."""

import re
from collections import Counter
from enum import IntEnum
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from conversations.facts import TITLES
from conversations.folding import folded

MOST_WORDS: Final = 6
LONGEST_NAME: Final = 80
"""What of a name is compared."""
SHORTEST_MISTYPED: Final = 5
"""In a shorter word one other letter makes another name: Tim and Tom."""


class Closeness(IntEnum):
    """Why two people may be one, the likeliest first."""

    REACHED = 1  # by the same account, handle, phone or address
    NAMED = 2  # Ana Silva, Silva Ana
    SPELLED = 3  # Katherine Moss, Catherine Moss
    LONGER = 4  # Ana Silva, Ana Silva Costa
    FIRST_NAME = 5  # Ana, Ana Silva


WORD: Final = re.compile(r"[^\W\d_]+")


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without titles."""
    words = WORD.findall(folded(name[:LONGEST_NAME]).replace("'", ""))
    return tuple([word for word in words if word not in TITLES][:MOST_WORDS])


def named_alike(some: tuple[str, ...], others: tuple[str, ...]) -> Closeness | None:
    """How close two names are, whichever comes first; a bare first name is close to whoever is called so."""
    short, long = sorted((some, others), key=lambda words: (len(words), words))
    if len(short) < 2:  # noqa: PLR2004 - one word is a first name
        return Closeness.FIRST_NAME if short and alike(short[0], long[0]) else None
    if sorted(short) == sorted(long):
        return Closeness.NAMED
    if not _all_in(short, long):
        return None
    if len(short) == len(long):
        return Closeness.SPELLED
    return Closeness.LONGER if alike(short[0], long[0]) else None


def _all_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of the short name has one of its own in the long one."""
    left = list((Counter(long) - Counter(short)).elements())
    for word in (Counter(short) - Counter(long)).elements():
        found = next((each for each in left if alike(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def alike(one: str, other: str) -> bool:
    """Whether two words may be the same name: an initial, another spelling, or one slip of the finger."""
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    begin_alike = beginning(one) == beginning(other)
    return _is_mistyped(one, other) or (begin_alike and _sound(one) == _sound(other))


def beginning(word: str) -> str:
    """The first letter of a word, the same for all spellings of it."""
    return FIRST_LETTERS.get(word[0], word[0])


FIRST_LETTERS: Final = {"c": "k", "q": "k", "x": "k", "p": "f", "z": "s", "w": "v", "y": "i"}


def _is_mistyped(one: str, other: str) -> bool:
    """One letter more, less or other, or two in turned order; at its end it makes another name: Maria and Mario."""
    if min(len(one), len(other)) < SHORTEST_MISTYPED or one[:-1] in {other, other[:-1]} or one == other[:-1]:
        return False
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


SPELLINGS: Final = (
    *(("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("dt", "t"), ("z", "s"), ("w", "v")),
    *(("y", "i"), ("ie", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u")),
)
DOUBLED: Final = re.compile(r"(.)\1+")


def _sound(word: str) -> str:
    """The word as one of its spellings: John and Jon, Sophie and Sofi, Müller and Mueller."""
    for letters, plain in SPELLINGS:
        word = word.replace(letters, plain)
    return DOUBLED.sub(r"\1", word[0] + word[1:].replace("h", ""))
