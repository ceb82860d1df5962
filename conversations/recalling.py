"""Who answers a question best, out of all words that are kept about everybody. It knows no tables and loads nothing.

The words of one kind of fact come as one text with a row for each fact, and so does what belongs to each row.
"""

from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import repeat
from typing import Final

from conversations.facts import Key
from conversations.finding import ROW, rows_of, rows_with, words_like
from conversations.recall import ELSEWHERE, NO_NAME, Asked, By, Kind, Spelled, near, rank, rank_of_name, reach

Rows = str
"""A folded text or a key for each fact, with ROW between them."""

Ranks = dict[str, int]
"""The people of whom a word is true, and how well each answers the question."""

WORST: Final = 10_000
SURE: Final = 5
"""Letters from which on a mistyped word is looked for everywhere: a shorter one resembles too much, and is a name."""


@dataclass(frozen=True)
class Heap:
    """All that was said of one kind. `about` are rows of the keys of those it was said of; an empty one is nobody.

    `by` is what the facts are, or rows that say it of each.
    """

    said: Rows
    about: tuple[Rows, ...]
    by: By | Rows

    def rank(self, hits: dict[int, bool], kind: Kind, ranks: Ranks) -> None:
        """Note how well the facts in these rows answer the question, where that is better than what is noted."""
        if not hits:
            return
        inside, begun = ({by.value: rank(kind, by, begins=begins) for by in By} for begins in (False, True))
        kinds = repeat(self.by.value) if isinstance(self.by, By) else map(self._kinds.__getitem__, hits)
        answers = [(begun if hits[row] else inside)[by] for row, by in zip(hits, kinds, strict=False)]
        for keys in self._about:
            for row, answer in zip(hits, answers, strict=True):
                if answer < ranks.get(keys[row], WORST):
                    ranks[keys[row]] = answer
        ranks.pop("", None)

    @cached_property
    def _about(self) -> tuple[list[str], ...]:
        return tuple(rows.split(ROW) for rows in self.about)

    @cached_property
    def _kinds(self) -> list[str]:
        return self.by.split(ROW)


@dataclass(frozen=True)
class Everybody:
    """All people, row by row: keys, folded names, whether they are drafts ("1"), and the events where one met them.

    `at_events` is what was said of events, `of_people` of people.
    """

    keys: Rows
    names: Rows
    drafts: Rows
    events: Rows
    at_events: Heap
    of_people: tuple[Heap, ...]

    def found(self, asked: Asked, limit: int) -> tuple[tuple[Key, ...], Spelled]:
        """Those of whom every word is true, the best first, and how the words are spelled there; at most `limit`.

        Names come first, then words that begin as was asked, then what the question is after; among equals drafts come
        last, and names go by the alphabet. When it is asked whom one met somewhere, and there is anybody, there is
        nobody else.
        """
        spelled: dict[str, tuple[str, ...]] = {}
        answers: Ranks = {}
        for word in asked.words:
            ranks, spelled[word] = self._ranks(word, asked.kind)
            answers = {key: answers.get(key, 0) + each for key, each in ranks.items() if key in answers or not answers}
            if not answers:
                return (), spelled
        return self._best(answers, asked, spelled, limit), spelled

    def _ranks(self, word: str, kind: Kind) -> tuple[Ranks, tuple[str, ...]]:
        """Of whom a word is true, and how it is spelled; one that stands nowhere may be mistyped."""
        heaps = (self.at_events, *self.of_people)
        ranks = self._told([rows_with(heap.said, word) for heap in heaps], heaps, kind)
        if ranks or not reach(word):
            return ranks, (word,)
        if len(word) < SURE:
            heaps = (self.at_events, Heap(self.names, (self.keys,), By.NAME))
        alike = [_alike(heap.said, word) for heap in heaps]
        meant = near(word, set[str]().union(*(words for words, _ in alike)))
        hits = [
            rows_of(heap.said, [place for other, place in zip(words, places, strict=True) if other in meant])
            for heap, (words, places) in zip(heaps, alike, strict=True)
        ]
        return self._told(hits, heaps, kind), meant

    def _told(self, hits: list[dict[int, bool]], heaps: tuple[Heap, ...], kind: Kind) -> Ranks:
        """The people that hits are about; what is true of an event is true of everybody who was met there."""
        happened: Ranks = {}
        self.at_events.rank(hits[0], kind, happened)
        ranks: Ranks = {}
        if happened:
            there = zip(self._keys, self.events.split(ROW), strict=True)
            ranks = {key: happened[event] for key, event in there if event in happened}
        for heap, found in zip(heaps[1:], hits[1:], strict=True):
            heap.rank(found, kind, ranks)
        return ranks

    def _best(self, answers: Ranks, asked: Asked, spelled: Spelled, limit: int) -> tuple[Key, ...]:
        if asked.kind is Kind.MET:
            answers = {key: each for key, each in answers.items() if each < ELSEWHERE} or answers
        called = [{row for word in words for row in rows_with(self.names, word)} for words in spelled.values()]
        by_name = set.intersection(*called)
        everybody = zip(self._keys, self.names.split(ROW), self.drafts.split(ROW), strict=True)
        found = (
            (
                rank_of_name(name, asked, spelled) if row in by_name else NO_NAME,
                answers[key],
                draft,
                name,
                len(key),
                key,
            )
            for row, (key, name, draft) in enumerate(everybody)
            if key in answers
        )
        return tuple(Key(each[-1]) for each in nsmallest(limit, found))

    @cached_property
    def _keys(self) -> list[str]:
        return self.keys.split(ROW)


def _alike(text: str, word: str) -> tuple[list[str], list[int]]:
    """The words that may be meant, and beside them their places: pairs in their thousands would be slow to hold."""
    words: list[str] = []
    places: list[int] = []
    for other, place in words_like(text, word):
        words.append(other)
        places.append(place)
    return words, places
