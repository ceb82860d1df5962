"""Which of the owner's people could help each other, and by which of their notes. The wording is done elsewhere.

Best first: a need that an offer answers, then one that somebody's work answers, then one that an interest or a remark
answers, and at last an interest that two people share and few others do.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, islice
from math import log
from typing import Final

from conversations.agreement import agreement, in_common
from conversations.facts import Key, Note, NoteKind, Person
from conversations.stems import Thought, thoughts

MOST_PROPOSALS: Final = 3
"""How often one person is in a batch: whoever has an answer to everything is not to be worn out."""
MOST_COMPARED: Final = 25
MOST_ANSWERS: Final = 10
"""A need is compared with so many notes, those with its rarest word first, and so many of the answers are kept."""
FEW: Final = 5
MOST_SHARERS: Final = 12
"""An interest is a reason while few share it: five people, or a tenth of all when that is more, and at most twelve."""
WHO: Final = 3
RANKS: Final = {NoteKind.OFFER: 0, NoteKind.WORK: 1, NoteKind.INTEREST: 2, NoteKind.REMARK: WHO}
SHARED: Final = 4

Taken = Collection[frozenset[Key]]
Rarity = Mapping[str, float]
"""Per stem how much it says: the fewer people it is noted about, the more."""
Order = tuple[int, float, float, Key, Key, Key, Key]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and the reason to bring them together, a note of each.

    `one` has the need. Where it is an interest that both have, `need` is None, `shared` is the note of `one`, and
    `one` was met first. A note with the key of its person stands for the person's `who`.
    """

    one: Key
    other: Key
    need: Note | None
    answer: Note
    shared: Note | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """One thought of a note, and how good an answer notes of its kind are: the lower, the better."""

    note: Note
    thought: Thought
    rank: int


def pairs(people: Iterable[Person], notes: Iterable[Note], taken: Taken = frozenset()) -> tuple[Pair, ...]:
    """Who could help whom, best first; each two people once, nobody more than three times.

    `taken` are those two who were brought together before, or are not to be. Drafts and people who are not to be
    brought up have no part in it.
    """
    base = {person.key: person for person in people if not (person.draft or person.stopped)}
    needs, answers = _said(base, notes)
    rarity = _rarity((*needs, *answers), len(base))
    found = (*_answered(needs, answers, rarity, taken), *_shared(answers, base, rarity, taken))
    return tuple(_chosen(pair for _, pair in sorted(found, key=lambda match: match[0])))


def _said(base: Mapping[Key, Person], notes: Iterable[Note]) -> tuple[list[_Said], list[_Said]]:
    """What people need, and what may answer it: the best kind first, and of a kind what was noted last."""
    known = [note for note in notes if note.person in base]
    whos = (Note(key, key, NoteKind.INTEREST, person.who, person.met_on) for key, person in base.items() if person.who)
    needs = ((note, 0) for note in known if note.kind is NoteKind.NEED)
    answers = ((note, RANKS[note.kind]) for note in known if note.kind in RANKS)
    return _in_order(needs), _in_order(chain(answers, ((note, WHO) for note in whos)))


def _in_order(ranked: Iterable[tuple[Note, int]]) -> list[_Said]:
    said = (_Said(note, thought, rank) for note, rank in ranked for thought in thoughts(note.words))
    return sorted(said, key=lambda each: (each.rank, -each.note.on.toordinal(), each.note.key))


def _rarity(said: Iterable[_Said], people: int) -> Rarity:
    whose = {(stem, each.note.person) for each in said for stem in each.thought.named}
    counts = Counter(stem for stem, _ in whose)
    return {stem: log(1 + people / count) for stem, count in counts.items()}


def _answered(needs: list[_Said], answers: list[_Said], rarity: Rarity, taken: Taken) -> Iterator[tuple[Order, Pair]]:
    by_stem = _by_stem(answers)
    for need in needs:
        rarest_first = sorted(need.thought.core, key=lambda stem: (-rarity[stem], stem))
        near = (answer for stem in rarest_first for answer in by_stem.get(stem, ()))
        others = (answer for answer in near if _are_open(need.note.person, answer.note.person, taken))
        yield from islice(_matches(need, islice(others, MOST_COMPARED), rarity), MOST_ANSWERS)


def _matches(need: _Said, answers: Iterable[_Said], rarity: Rarity) -> Iterator[tuple[Order, Pair]]:
    for answer in answers:
        kind = NoteKind.INTEREST if answer.note.kind is NoteKind.REMARK else answer.note.kind
        if shared := agreement(need.thought, answer.thought, kind):
            rarest = max(rarity.get(stem, 0.0) for stem in shared)
            pair = Pair(need.note.person, answer.note.person, need.note, answer.note)
            keys = (pair.one, pair.other, need.note.key, answer.note.key)
            yield (answer.rank, -len(shared), -rarest, *keys), pair


def _by_stem(said: Iterable[_Said]) -> dict[str, list[_Said]]:
    found: defaultdict[str, list[_Said]] = defaultdict(list)
    for each in said:
        at_work = each.thought.around if each.note.kind is NoteKind.WORK else frozenset()
        for stem in each.thought.named | at_work:
            found[stem].append(each)
    return found


def _are_open(one: Key, other: Key, taken: Taken) -> bool:
    return one != other and frozenset((one, other)) not in taken


def _shared(
    answers: list[_Said], base: Mapping[Key, Person], rarity: Rarity, taken: Taken
) -> Iterator[tuple[Order, Pair]]:
    most = min(max(FEW, len(base) // 10), MOST_SHARERS)
    interests = _by_stem(each for each in answers if each.note.kind is NoteKind.INTEREST)
    for sharers in interests.values():
        if 1 < len({each.note.person for each in sharers}) <= most:
            in_order = sorted(sharers, key=lambda each: (base[each.note.person].met_on, each.note.person))
            yield from _sharing(in_order, rarity, taken)


def _sharing(sharers: list[_Said], rarity: Rarity, taken: Taken) -> Iterator[tuple[Order, Pair]]:
    """Two and two of these, who were met in this order."""
    for one, other in combinations(sharers, 2):
        keys = (one.note.person, other.note.person, one.note.key, other.note.key)
        if _are_open(keys[0], keys[1], taken) and (shared := in_common(one.thought, other.thought)):
            rank = SHARED + (WHO in {one.rank, other.rank})
            rarest = max(rarity[stem] for stem in shared)
            yield (rank, -rarest, -len(shared), *keys), Pair(keys[0], keys[1], None, other.note, one.note)


def _chosen(found: Iterable[Pair]) -> Iterator[Pair]:
    """Each two people by the first reason to bring them together, and nobody too often."""
    met: set[frozenset[Key]] = set()
    times: Counter[Key] = Counter()
    for pair in found:
        two = frozenset((pair.one, pair.other))
        if two not in met and max(times[key] for key in two) < MOST_PROPOSALS:
            met.add(two)
            times.update(two)
            yield pair
