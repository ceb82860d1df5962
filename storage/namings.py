"""Namings: where a name stands in what is kept, wherever it was written. Whom it means, nobody can tell from here."""

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Text, bindparam, cast, select

from conversations.dialogue import Dialogue
from conversations.facts import Capture, Key
from conversations.finding import ROW
from conversations.forgetting import Naming, Whom, words_of
from storage import shelves
from storage.dialogues import Dialogues
from storage.recall import Recall
from storage.shelves import FOUND_BY_WORDS, Shelf
from storage.tables import ANSWERS, CAPTURES, PEOPLE

_UNFOLDED: Final[tuple[Shelf[Any], ...]] = (shelves.PLAN, shelves.TAKEAWAY, shelves.OFFER)
_ALL_CAPTURES = select(CAPTURES.c.key, CAPTURES.c.words).where(CAPTURES.c.owner == bindparam("of"))
_ALL_ANSWERS = select(ANSWERS.c.dialogue, cast(ANSWERS.c.value, Text)).where(ANSWERS.c.owner == bindparam("of"))


class Namings(Recall, Dialogues):
    """Looking for a name, past what hangs on the person by their key."""

    def facts_naming(self, whom: Whom) -> tuple[Naming, ...]:
        """The facts that call them by name, but for those that hang on them; what others are called does not count."""
        found = (fact for fact in self._candidates(whom) if fact.key not in whom.keys and _names(fact, whom))
        return tuple(dict.fromkeys(found))

    def captures_naming(self, whom: Whom) -> tuple[Capture, ...]:
        """The messages about others, as they were sent, that call them by name; what was read out of them is facts."""
        texts = self._connection.execute(_ALL_CAPTURES, {"of": self.owner})
        keys = [key for key, words in texts if key not in whom.keys and whom.is_named_in(words)]
        return tuple(capture for key in keys if (capture := self._fact(shelves.CAPTURE, Key(key))))

    def dialogues_telling(self, whom: Whom) -> tuple[Dialogue, ...]:
        """The conversations in whose answers they are chosen or named, or that are about what hangs on them."""
        keys = [dialogue.key for dialogue in self.dialogues_about(whom.keys)]
        for key, written in self._connection.execute(_ALL_ANSWERS, {"of": self.owner}):
            told = _readable(written)
            if whom.is_named_in(told) or f'"{whom.person}"' in told:
                keys.append(key)
        found = (self.dialogue(Key(key)) for key in dict.fromkeys(keys))
        return tuple(dialogue for dialogue in found if dialogue is not None)

    def _candidates(self, whom: Whom) -> Iterator[Naming]:
        for shelf in FOUND_BY_WORDS:
            said, keys = self._joined(shelf.table.c.findable, shelf.table.c.key)
            if any(name in said for name in whom.names):
                for words, key in zip(said.split(ROW), keys.split(ROW), strict=True):
                    said_of = (
                        words.partition("\n")[2] if shelf is shelves.PERSON else words
                    )  # a name stands first there
                    if whom.is_named_in(said_of) and (fact := self._fact(shelf, Key(key))):
                        yield fact
        for shelf in _UNFOLDED:
            yield from self._facts(shelf, self._of(shelf.table))
        told = self._facts(shelves.PERSON, self._of(PEOPLE, PEOPLE.c.touch_how.is_not(None)))
        yield from (each for each in told if whom.is_named_in(each.touch_how or ""))


def _names(fact: Naming, whom: Whom) -> bool:
    return any(whom.is_named_in(words) for words in words_of(fact) if words)


def _readable(written: str) -> str:
    """An answer's text with its letters as they are; one that is no JSON is read as it stands."""
    if "\\u" not in written:
        return written
    try:
        return json.dumps(json.loads(written), ensure_ascii=False)
    except (ValueError, RecursionError):
        return written
