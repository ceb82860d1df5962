"""Whom an introduction is to, and why, as it is said to the people concerned. Who "she" is must be certain."""

import re
from typing import Final

from conversations import grammar
from conversations.draft_notes import public, sayable
from conversations.draft_privacy import is_private
from conversations.facts import TITLES
from conversations.introducing import LEAD_IN, NO_NAMES, before_reason, without_yes
from conversations.jottings import Shape, one_line

LONGEST_OTHER: Final = 40
LONGEST_REASON: Final = 120


def whom(other: str | None, *, of_theirs: bool) -> str:
    """The other one inside a sentence: "Tom", "your sister", "my old boss"; empty when that is not certain.

    `of_theirs`: the reader is the one who knows them: "her sister" is the reader's, and "my old boss" is a riddle.
    """
    words = LEAD_IN.sub("", one_line(_name(other), 4 * LONGEST_OTHER)).split()
    if (
        not words
        or words[0].lower() in {"yes", "no"}
        or len(" ".join(words)) > LONGEST_OTHER
        or not PLAIN.fullmatch(" ".join(words))
    ):
        return ""
    if is_private(" ".join(words)):
        return ""
    low = [word.lower() for word in words]
    if low[0] in grammar.PEOPLE:
        words, low = ["their" if of_theirs else "my", *words], ["their" if of_theirs else "my", *low]
    if low[0] in NO_NAMES | OTHER_ARTICLES:
        words[0] = low[0]
    if of_theirs and low[0] in {"my", "our"}:
        return ""
    if THIRDS.isdisjoint(low):
        return " ".join(words)
    return " ".join(OWNERS.get(word.lower(), word) for word in words) if of_theirs and SUBJECTS.isdisjoint(low) else ""


def call_name(other: str) -> str:
    """What one calls them in a message to both; empty when no name is known, as of "my old boss"."""
    first, _, rest = other.partition(" ")
    if not first[:1].isupper():
        return ""
    return " ".join([first, *rest.split()[:1]]) if first.lower().rstrip(".") in TITLES else first


def reason(why: str | None, other: str | None, name: str, *, to_both: bool) -> str:
    """Why the two should meet, as a sentence to the person of this name (or to both); empty when nothing is certain."""
    called = call_name(whom(other, of_theirs=False))
    thoughts = [AND.sub("", thought) for thought in public(why or _behind_the_name(other))]
    of_other = next((at for at, thought in enumerate(thoughts) if _is_of(thought, called)), 0)
    said = [
        words
        for at, thought in enumerate(thoughts)
        if (
            words := _reason(_of_the_reader(thought, name) if at < of_other else thought, called, name, to_both=to_both)
        )
    ][:MOST_THOUGHTS]
    whole = ", and ".join(said)
    whole = whole if len(whole) <= LONGEST_REASON else said[0]
    return f"{whole[0].upper()}{whole[1:]}." if 0 < len(whole) <= LONGEST_REASON else ""


MOST_THOUGHTS: Final = 2
PLAIN: Final = re.compile(r"[\w' .&’-]+")
OTHER_ARTICLES: Final = frozenset({"ihre", "seine", "meine", "mein", "eine", "ein", "this", "that", "two"})
OWNERS: Final = {"her": "your", "his": "your", "their": "your"}
SUBJECTS: Final = frozenset({"she", "he", "they", "him", "them", "hers", "theirs"})
THIRDS: Final = SUBJECTS | frozenset(OWNERS)
AND: Final = re.compile(r"^(?:(?:and|but|because|since|as|weil|da) )+", re.IGNORECASE)
BOTH: Final = re.compile(
    r"^(?:they are both|they're both|they both are|they both|both are|both of them|both) ", re.IGNORECASE
)


def _name(other: str | None) -> str:
    return before_reason(without_yes(other or ""))


def _behind_the_name(other: str | None) -> str:
    return without_yes(other or "").lstrip()[len(_name(other)) :]


def _is_of(thought: str, called: str) -> bool:
    return bool(called) and thought.lower().startswith(f"{called.lower()} ")


def _of_the_reader(thought: str, name: str) -> str:
    """In "she needs a designer, Tom is one" the first is the reader, since the second is Tom."""
    return re.sub(r"^(?:she|he) ", lambda _: f"{name} ", thought, flags=re.IGNORECASE) if name else thought


def _reason(thought: str, called: str, name: str, *, to_both: bool) -> str:
    line = one_line(thought, 4 * LONGEST_REASON)
    if BOTH.match(line):
        return _of_both(BOTH.sub("", line))
    if _is_of(line, name) and not to_both:
        found = sayable(line, name)
        return found.text if found and found.shape is Shape.CLAUSE else ""
    certain = _is_of(line, called) or _is_of(line, name) or line.startswith("I ")
    return line if certain and THIRDS.isdisjoint(line.lower().split()) else ""


def _of_both(rest: str) -> str:
    """As said to both: they both teach, but they are both from Lisbon, or designers."""
    words = rest.split()
    if not {"she", "he", "her", "his", "him"}.isdisjoint(rest.lower().split()):
        return ""
    said = " ".join({"their": "your", "them": "you"}.get(word, word) for word in words)
    first = words[0].lower()
    is_state = first in grammar.PREPOSITIONS | {"a", "an", "new"} or first.endswith(("s", "ing", "ed"))
    return f"you are both {said}" if is_state else f"you both {said}"
