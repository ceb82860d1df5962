"""Ideas whom to bring together, each with its reason. A yes makes an introduction of it; a no is for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Note, NoteKind, Person
from conversations.folding import folded
from conversations.matching import Pair
from conversations.noting import offering
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.phrases import called

MOST_SHOWN: Final = 3
LONGEST_NOTE: Final = 60

NOT_YET: Final = (
    "No idea yet. I compare what your people need with what others offer, do and like. A line about somebody such as "
    "“needs a designer” or “can help with taxes” is all it takes: their page in /people has “Edit”."
)
BACK: Final = (Button("‹ Introductions", Open(Page.INTROS)),)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two people and why they might want to meet."""

    one: Person
    other: Person
    pair: Pair


def connect_page(proposals: Sequence[Proposal]) -> Screen:
    """The best ideas there are, at most three."""
    shown = proposals[:MOST_SHOWN]
    if not shown:
        return Screen(plain(NOT_YET), (BACK,))
    parts = [prose("<b>Who could meet</b>"), *(_line(number, each) for number, each in enumerate(shown, 1))]
    parts.append(plain("You ask both first; a yes here only opens the words for it. A no is for good."))
    rows = [_buttons(number, each) for number, each in enumerate(shown, 1)]
    return Screen(joined(parts, "\n\n"), (*rows, BACK))


def reason(one: Person, other: Person, pair: Pair) -> str:
    """Why these two: "Ana needs a designer; Tom: UX at Figma"."""
    if pair.need is None:
        theirs, too = _words(pair.shared or pair.answer), _words(pair.answer)
        return f"Both: {theirs}" if folded(theirs) == folded(too) else f"Both: {theirs} · {too}"
    words = _words(pair.answer)
    answer = f" {offering(words)}" if pair.answer.kind is NoteKind.OFFER else f": {words}"
    return f"{called(one)} needs {_words(pair.need)}; {called(other)}{answer}"


def _words(note: Note) -> str:
    return short(note.words, LONGEST_NOTE)


def _line(number: int, proposal: Proposal) -> Html:
    one, other = proposal.one, proposal.other
    head = prose("{number}. <b>{one}</b> and <b>{other}</b>", number=str(number), one=called(one), other=called(other))
    return joined([head, plain(reason(one, other, proposal.pair))])


def _buttons(number: int, proposal: Proposal) -> tuple[Button, ...]:
    keys = proposal.one.key, proposal.other.key
    return (
        Button(f"{number} good idea", Do(Deed.PAIR_MAKE, *keys)),
        Button(f"{number} no", Do(Deed.PAIR_NEVER, *keys)),
    )
