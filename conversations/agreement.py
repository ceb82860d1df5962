"""Whether one note answers another, or two interests are one: rules about stems, which know no people.

They would rather miss a pair than propose a silly one.
"""

from conversations.facts import NoteKind
from conversations.stems import JOB, Thought, carriers, trades


def agreement(need: Thought, answer: Thought, kind: NoteKind) -> frozenset[str]:
    """The stems by which the answer, a note of this kind, fits the need; none when it does not.

    An interest only helps who looks for somebody: who needs a boat is not helped by one who likes boats.
    """
    shared = need.core & _within(need, answer, kind)
    if not shared or _speaks_against(need, answer, kind, shared):
        return frozenset()
    if not (_names_it(need, answer, kind, shared) and _is_about_it(need, answer, kind, shared)):
        return frozenset()
    return shared | (need.around & (answer.named | answer.around))


def _within(need: Thought, answer: Thought, kind: NoteKind) -> frozenset[str]:
    """Where in the answer the need is looked for; who wants to meet somebody at Airbus means whoever works there."""
    if kind is NoteKind.INTEREST and need.last in trades():
        return answer.named if answer.topics <= need.core else frozenset()
    if kind is NoteKind.INTEREST and not need.company:
        return frozenset()
    return answer.named | answer.around if kind is NoteKind.WORK and need.company else answer.named


def _speaks_against(need: Thought, answer: Thought, kind: NoteKind, shared: frozenset[str]) -> bool:
    """Whether what both say more is different: another place, another subject, another trade, another post."""
    both_say_more = len(need.topics) > 1 and len(answer.topics) > 1 and len(shared) == 1
    return (
        both_say_more
        or _are_apart(need.places, answer.places)
        or (need.topics.isdisjoint(shared) and _are_apart(need.topics, answer.topics | answer.places))
        or _are_apart(need.core - need.topics, answer.core - answer.topics)
        or (kind is NoteKind.INTEREST and _are_apart(need.topics, shared))
        or (JOB in shared and _are_apart(need.trades, answer.trades))
    )


def _are_apart(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and some.isdisjoint(others)


def _names_it(need: Thought, answer: Thought, kind: NoteKind, shared: frozenset[str]) -> bool:
    """Whether the very thing is shared. An offer may say less: logos for logo design, grants for grant applications."""
    says_less = kind is NoteKind.OFFER and (answer.topics <= need.core)
    return need.last in shared or says_less or (kind is NoteKind.OFFER and need.last in trades() and not answer.trades)


def _is_about_it(need: Thought, answer: Thought, kind: NoteKind, shared: frozenset[str]) -> bool:
    """Whether what is shared is no mere colour of the answer, as the lawyer is in "lawyer jokes"."""
    does_it = kind is not NoteKind.INTEREST and answer.first in shared & {*trades(), JOB}
    ends_with_it = answer.last in trades() or answer.last in need.core | need.around
    return does_it or ends_with_it or shared <= answer.places | answer.around


def in_common(one: Thought, other: Thought) -> frozenset[str]:
    """The stems by which two interests are one; none when they only share a word, as rock music and rock climbing."""
    shared = one.core & other.core
    both_tell_more = len(one.core) > 1 and len(other.core) > 1
    if not shared & {one.last, other.last} or (both_tell_more and shared <= carriers()):
        return frozenset()
    return shared
