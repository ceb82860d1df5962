"""What somebody asks about the people they met, what answers it, and which slips are forgiven. It searches nothing.

What is asked is words, all of which must be true of one person, and a kind of question, which decides whose word comes
first: "who can help with taxes" asks for "taxes", and for those who offer something before those who only spoke of it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations import recall_words
from conversations.facts import Key
from conversations.folding import folded

MOST_WORDS: Final = 8
LONGEST_WORD: Final = 40
"""Letters of a word that are searched for: whoever has a word that begins like this is found."""

MOST_ALIKE: Final = 20
"""Words that a mistyped one is taken for, at most."""

WORD: Final = re.compile(r"[^\W_]+")


class Kind(StrEnum):
    """What a question is after."""

    PLAIN = "plain"
    HELP = "help"
    NEED = "need"
    INTO = "into"
    WORK = "work"
    MET = "met"
    PROMISE = "promise"


class By(StrEnum):
    """By what somebody was found. The kinds of note are called as in `facts.NoteKind`."""

    NAME = "name"
    HANDLE = "handle"
    EMAIL = "email"
    WHO = "who"
    SAID = "said"
    MET_HOW = "met_how"
    EVENT = "event"
    PLACE = "place"
    WORK = "work"
    INTEREST = "interest"
    NEED = "need"
    OFFER = "offer"
    REMARK = "remark"
    VOICE = "voice"
    PHOTO = "photo"
    PROMISED = "promised"
    PROMISED_ME = "promised_me"
    CONTACT = "contact"
    INTRODUCTION = "introduction"


FIRST: Final[Mapping[Kind, tuple[By, ...]]] = {
    Kind.PLAIN: (),
    Kind.HELP: (By.OFFER, By.WORK, By.INTEREST),
    Kind.NEED: (By.NEED,),
    Kind.INTO: (By.INTEREST,),
    Kind.WORK: (By.WORK,),
    Kind.MET: (By.EVENT, By.PLACE, By.MET_HOW),
    Kind.PROMISE: (By.PROMISED, By.PROMISED_ME),
}
"""What each kind of question is after, best first."""

SAYS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.NEED: recall_words.NEED,
    Kind.HELP: recall_words.HELP,
    Kind.INTO: recall_words.INTO,
    Kind.WORK: recall_words.WORK,
    Kind.MET: recall_words.MET,
    Kind.PROMISE: recall_words.PROMISE,
    Kind.PLAIN: frozenset(),
}
TRIGGERS: Final = frozenset[str]().union(*SAYS.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """Folded words that must all be true of one person, and what is asked about them."""

    words: tuple[str, ...]
    kind: Kind = Kind.PLAIN
    typed: frozenset[str] = frozenset()  # with the words that were left out: "Will" of "Will Smith"


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found, by which of their facts, its text, and the folded words of it that were asked for.

    A text is only there when they were not found by their name.
    """

    person: Key
    by: By = By.NAME
    text: str = ""
    words: tuple[str, ...] = ()


def asked(text: str) -> Asked:
    """What a text asks: its words without those that only make it a question. Without any word, it asks nothing."""
    words = [word[:LONGEST_WORD] for word in words_of(folded(text))]
    kind = _kind(words, text)
    kept = [word for word in words if word not in recall_words.FILLER]
    if kind is not Kind.PLAIN:
        kept = [word for word in kept if word not in TRIGGERS] or kept
    kept = kept or [word for word in words if word not in recall_words.ASKING][-1:] or words[-1:]
    return Asked(tuple(dict.fromkeys(kept))[:MOST_WORDS], kind, frozenset(words))


def words_of(said: str) -> list[str]:
    """The words of a folded text; where there is none, its signs: a smiley can be searched for, too."""
    return WORD.findall(said) or said.replace("\0", " ").split()


def _kind(words: list[str], text: str) -> Kind:
    """The kind that the first telling word of a question says; one word alone, or a list of them, is no question."""
    if len(words) > 1 and (words[0] in recall_words.OPENING or "?" in text):
        told = (kind for word in words for kind in Kind if word in SAYS[kind])
        return next(told, Kind.PLAIN)
    return Kind.PLAIN


def reach(word: str) -> int:
    """How many mistakes are forgiven in a word: one from 4 letters on, two from 8 on. Numbers are not guessed."""
    if any(sign.isdigit() for sign in word):
        return 0
    return sum(len(word) >= letters for letters in (4, 8))


def near(word: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """The words that `word` begins; if there are none, those it may be a slip for: the nearest, in alphabetical order.

    A letter too much, too few, another one, or two letters in the wrong order are one mistake each.
    """
    begun = [known for known in vocabulary if known.startswith(word)]
    if begun or not reach(word):
        return tuple(sorted(begun)[:MOST_ALIKE])
    close = process.extract(word, sorted(vocabulary), scorer=OSA.distance, score_cutoff=reach(word), limit=None)
    nearest = min((distance for _, distance, _ in close), default=0)
    return tuple(sorted(known for known, distance, _ in close if distance == nearest)[:MOST_ALIKE])


Spelled = Mapping[str, tuple[str, ...]]
"""Each word that was asked for, as it is really spelled: itself, or the words it may be a slip for."""

MIDDLE: Final = 100
ELSEWHERE: Final = 1000


def rank(kind: Kind, by: By, *, begins: bool) -> int:
    """How well a fact answers a question, 0 is best: where a word begins as was asked, then what the question is after.

    Asked whom one met somewhere, what was only talked about is ELSEWHERE or above.
    """
    first = FIRST[kind]
    after = first.index(by) if by in first else ELSEWHERE if kind is Kind.MET else len(first)
    return after + (0 if begins else MIDDLE)


def rank_of_name(name: str, asked: Asked, spelled: Spelled) -> int:
    """How much of a folded name was asked for: 0 is all of it, 1 whole words, 2 beginnings of words, 3 is less."""
    if not all(any(word in name for word in words) for words in spelled.values()):
        return NO_NAME
    called = words_of(name)
    if set(called) in (asked.typed, {words[0] for words in spelled.values()}):
        return 0
    if all(any(word in called for word in words) for words in spelled.values()):
        return 1
    begun = all(any(part.startswith(word) for part in called for word in words) for words in spelled.values())
    return 2 if begun else NO_NAME


NO_NAME: Final = 3


def reason(person: Key, told: Iterable[tuple[By, str]], asked: Asked, spelled: Spelled) -> Hit:
    """Why somebody was found: by their name, or by the text with most of the words, the best answer among those."""
    best, why = (0, 0, "", ""), Hit(person)
    for by, text in told:
        said = folded(text)
        if by is By.NAME and rank_of_name(said, asked, spelled) < NO_NAME:
            return Hit(person)
        held = tuple(found for words in spelled.values() if (found := next((w for w in words if w in said), None)))
        if held:
            begins = any(word.startswith(held) for word in words_of(said))
            answers = -len(held), rank(asked.kind, by, begins=begins), by.value, text
            if answers < best:
                best, why = answers, Hit(person, by, text, held)
    return why
