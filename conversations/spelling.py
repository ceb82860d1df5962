"""A name inside what was typed in a hurry, spelled as its person is called. It changes no other word."""

import re
from functools import partial
from typing import Final

from conversations import grammar
from conversations.capture_words import NAMES_TOO, NO_NAMES
from conversations.facts import TITLES
from conversations.jotted_people import is_unnamed
from conversations.jotted_words import DOING, any_of


def as_called(words: str, name: str) -> str:
    """The words with the name as it is written: of Priya, "send priya the deck" is "send Priya the deck".

    A name that is a word as well is one right behind the verb: "send will the deck", but "ask what he will need".
    """
    parts = [part for part in name.split() if part[:1].isupper() and part.lower().rstrip(".") not in TITLES]
    for part in () if is_unnamed(name) else parts:
        words = _in_small_letters(part).sub(partial(_spelled, part), words)
    return words


def _in_small_letters(part: str) -> re.Pattern[str]:
    before = FIRST_VERB if part.lower() in WORDS_TOO else NO_ARTICLE
    return re.compile(f"{before}{re.escape(part.lower())}{END}")


def _spelled(part: str, found: re.Match[str]) -> str:
    return found["before"] + part


WORDS_TOO: Final = NAMES_TOO | NO_NAMES
FIRST_VERB: Final = rf"^(?P<before>(?i:{any_of(DOING)}) )"
NO_ARTICLE: Final = (
    r"(?<![\w@./’'-])(?P<before>(?<!\ban )(?<!\ba )"
    + "".join(rf"(?<!\b{word} )" for word in sorted(grammar.DETERMINERS))
    + ")"
)
"""Behind an article it is the thing and not the person: "send the bill" of Bill."""
END: Final = r"(?![\w@]|[.-]\w)"
"""Where the word is over; an address has more of it."""
