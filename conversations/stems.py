"""From words to stems: what a text speaks of, whatever its endings, its accents and its choice of word. Judges nothing.

A stem is what the German Snowball stemmer leaves of what the English one leaves: short notes mix the two languages,
and that way "climbs", "climber" and "Kletterer" need no guess at the language of three words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.german_stemmer import GermanStemmer

from conversations.cities import CITIES
from conversations.folding import folded
from conversations.matching_words import (
    AGAINST,
    BEHIND,
    CARRIERS,
    COMPANY,
    FILLER,
    NEXT,
    NO_ENDINGS,
    NO_PLACES,
    PHRASES,
    PLACES,
    SAME_PLACES,
    SYNONYMS,
    TRADES,
)

LONGEST_TEXT: Final = 200
LONGEST_WORD: Final = 40
MOST_THOUGHTS: Final = 8
MOST_STEMS: Final = 8
"""What a note is read by: no more of its characters, thoughts, and stems in a thought's core. The rest is ignored."""


@dataclass(frozen=True, slots=True)
class Thought:
    """One thing a text speaks of, in stems: in "piano teacher for her son in Rome" the piano teacher.

    `core` has what stands before the first "for" or "in", from the `first` stem to the `last`; a place is in the core
    only when nothing else is.
    """

    core: frozenset[str]
    first: str
    last: str
    around: frozenset[str]
    places: frozenset[str]
    topics: frozenset[str]  # of the core, what it is about: of a piano teacher the piano
    trades: frozenset[str]  # of all, what somebody does: the teaching
    named: frozenset[str]  # the core and the places
    company: bool  # whether it speaks of somebody, as who looks for someone to sail with


def thoughts(text: str) -> tuple[Thought, ...]:
    """What the text speaks of, thing by thing, without what it speaks against."""
    plain = PHRASE.sub(_read_as, folded(text[:LONGEST_TEXT])[:LONGEST_TEXT])
    clauses = (clause for piece in JOINT.split(plain) for clause in _clauses(WORD.findall(piece)))
    found = (thought for clause in clauses if (thought := _thought(clause)))
    return tuple(islice(found, MOST_THOUGHTS))


WORD: Final = re.compile(r"[^\W_]+(?:\+\+|#)?")
JOINT: Final = re.compile(r"[,;:!?()\[\]/&|\n•–—\"“”…]+|\.(?!\w)|\s-\s")
JOB: Final = "job"
"""The stem of what those look for who hire and who want to be hired."""
PHRASE: Final = re.compile(rf"\b(?:{'|'.join(f'({pattern})' for pattern in PHRASES)})")
READ_AS: Final = tuple(PHRASES.values())


def _read_as(found: re.Match[str]) -> str:
    return READ_AS[(found.lastindex or 1) - 1]


def _clauses(words: list[str]) -> Iterator[list[str]]:
    """The words between one "and" or "who" and the next."""
    clause: list[str] = []
    for word in words:
        if word in NEXT:
            yield clause
            clause = []
        else:
            clause.append(word)
    yield clause


def _thought(words: list[str]) -> Thought | None:
    if not AGAINST.isdisjoint(words):
        return None
    core: list[str] = []
    around: list[str] = []
    places: list[str] = []
    stems = core
    for word in words:
        if word in BEHIND:
            stems = around if core else core
        elif place := _places().get(word):
            places.append(place)
        elif said := content(word):
            stems.append(said)
    kept = (core or places)[:MOST_STEMS]
    if not kept:
        return None
    whole, beside = frozenset(kept), frozenset(around)
    done = (whole | beside) & trades()
    return Thought(
        whole,
        kept[0],
        kept[-1],
        beside,
        frozenset(places),
        whole - trades(),
        done,
        whole.union(places),
        not COMPANY.isdisjoint(words),
    )


@lru_cache(maxsize=50_000)
def content(word: str) -> str | None:
    """The stem of a folded word, or of the word that stands for all that mean the same; None when it says nothing."""
    if len(word) == 1 or word.isdecimal() or word in FILLER:
        return None
    found = stem(word[:LONGEST_WORD])
    return _synonyms().get(found) or (None if found in _filler() else found)


def stem(word: str) -> str:
    """The word without its endings. The stemmers keep state while they work, so that each word gets its own."""
    english = str(EnglishStemmer().stemWord(word))
    if word in NO_ENDINGS or english in NO_ENDINGS:
        return english
    found = str(GermanStemmer().stemWord(english))
    return found[:-1] if found.endswith(DOUBLED) else found  # "drumm" of a drummer


DOUBLED: Final = tuple(letter * 2 for letter in "bdgmnprt")


@cache
def trades() -> frozenset[str]:
    """The stems of what people do."""
    return frozenset(found for word in TRADES if (found := content(word)))


@cache
def carriers() -> frozenset[str]:
    """The stems that say little without the word before them."""
    return frozenset(found for word in CARRIERS if (found := content(word)))


@cache
def _filler() -> frozenset[str]:
    return frozenset(map(stem, FILLER))


@cache
def _synonyms() -> dict[str, str]:
    return {stem(word): stem(thing) for thing, words in SYNONYMS.items() for word in (thing, *words.split())}


@cache
def _places() -> dict[str, str]:
    """Names of places, and what each is called here, so that Wien is Vienna."""
    cities = (entry.partition("=")[0].split("|") for names in CITIES.values() for entry in names.split(","))
    spelled = ([folded(" ".join(name.split())) for name in names] for names in cities)
    named = {name: names[0] for names in spelled for name in names if name not in NO_PLACES}
    return named | {name: name for name in PLACES} | SAME_PLACES
