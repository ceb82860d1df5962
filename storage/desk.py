"""The desk: what was read of an owner lies there for their next turn, unless anybody wrote meanwhile.

An owner's row counts the transactions that changed what is theirs. A turn holds that row, so when the count is the one
under which something was read, it is still true, whichever process did the writing. Nothing on the desk is ever the
only copy, and what a turn that failed has read is thrown away with it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from conversations.facts import Key, OwnerId

OWNERS_ON_DESK = 256
"""Owners of whom we keep at hand what was read; of somebody who uses Rapport a lot that is some tens of kilobytes."""

MOST_PAPERS = 200
"""Questions of one owner of which we keep the answers."""

MOST_TEXT = 64_000_000
"""Characters that we keep at hand of texts to be searched, of all owners together."""

Source = Table | str
"""What an answer was read from: a table, or only what is searched in one (`WORDS_OF`)."""

WORDS_OF = "the words of {}".format
"""Stands for the searched words of a table with this name: they change with facts that stay in their place."""


@dataclass(slots=True)
class Papers:
    """Answers to questions about one owner, each with the tables it was read from."""

    changes: int
    """The count under which all of this is true."""

    most_rows: dict[Table, int] = field(default_factory=dict)
    """No more rows than these are in a table: what was written is counted, and what was struck out is not."""

    _answers: dict[Hashable, Any] = field(default_factory=dict)
    _read_from: dict[Source, set[Hashable]] = field(default_factory=dict)
    _texts: dict[Hashable, int] = field(default_factory=dict)

    def find(self, question: Hashable, default: object) -> Any:  # noqa: ANN401 -- whatever the question's method gives
        """The answer that is known, or the default."""
        return self._answers.get(question, default)

    def keep(self, question: Hashable, answer: object, tables: tuple[Source, ...], characters: int = 0) -> None:
        """Remember an answer until one of these tables is written to; a long text says how long it is."""
        if len(self._answers) >= MOST_PAPERS:
            self.clear()
        self._answers[question] = answer
        if characters:
            self._texts[question] = characters
        for table in tables:
            self._read_from.setdefault(table, set()).add(question)

    @property
    def characters(self) -> int:
        """How long all texts are that lie here."""
        return sum(self._texts.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not self._answers

    def clear(self) -> None:
        """Forget all of it: it is not worth keeping."""
        self._answers.clear()
        self._read_from.clear()
        self._texts.clear()

    def forget_texts(self) -> None:
        """Somebody else needs the room."""
        for question in self._texts:
            self._answers.pop(question, None)
        self._texts.clear()

    def answers(self) -> dict[Hashable, Any]:
        """All that is known, by question."""
        return dict(self._answers)

    def put_in_place(self, table: Table, key: Key, changed: Callable[[Any], object]) -> None:
        """A thing of this table changed in nothing by which it is found or ordered: change it wherever it is held."""

        def now(thing: object) -> object:
            return changed(thing) if getattr(thing, "key", None) == key else thing

        for question in self._read_from.get(table, set()) & self._answers.keys():
            answer = self._answers[question]
            self._answers[question] = tuple(map(now, answer)) if isinstance(answer, tuple) else now(answer)

    def forget(self, table: Source) -> None:
        """Something was written to this table."""
        for question in self._read_from.pop(table, ()):
            self._answers.pop(question, None)
            self._texts.pop(question, None)


class Desk:
    """The papers of the owners who had a turn last."""

    def __init__(self) -> None:
        self._papers: OrderedDict[OwnerId, Papers] = OrderedDict()

    def take(self, owner: OwnerId, changes: int) -> Papers:
        """What is known of an owner who is at this count. The papers are away until they are laid back."""
        papers = self._papers.pop(owner, None)
        return papers if papers is not None and papers.changes == changes else Papers(changes)

    def follow(self, owner: OwnerId, changes: int, change: Callable[[Papers], None]) -> None:
        """Between two turns the count became `changes`, and this is what that did to what is known."""
        papers = self._papers.get(owner)
        if papers is not None and papers.changes == changes - 1:
            papers.changes = changes
            change(papers)

    def lay(self, owner: OwnerId, papers: Papers) -> None:
        """These are true now: their turn is committed. Empty ones take no place from others."""
        if papers.is_empty:
            return
        self._papers[owner] = papers
        if len(self._papers) > OWNERS_ON_DESK:
            self._papers.popitem(last=False)
        if papers.characters > MOST_TEXT:
            papers.forget_texts()
        elif papers.characters:
            self._make_room()

    def _make_room(self) -> None:
        """Whoever had no turn for longest loses texts first."""
        characters = sum(papers.characters for papers in self._papers.values())
        for papers in self._papers.values():
            if characters <= MOST_TEXT:
                return
            characters -= papers.characters
            papers.forget_texts()
