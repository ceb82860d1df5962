"""Notes jotted about a person, turned round to be said to that person. It writes no messages.

Jottings are fragments in the third person: "her move to Lisbon", "she climbs", "send her the article". They are turned
only when their shape is certain; everything else is handed on as it was typed, which no message should show.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from conversations import grammar
from conversations.prose import short
from conversations.second_person import LETTING, is_let_do, said_to_you

LONGEST_NOTE: Final = 80


class Shape(StrEnum):
    """The gap in a sentence that a jotting fits."""

    THING = "thing"  # "your move to Lisbon" follows "about"
    CLAUSE = "clause"  # "you climb" follows "that"
    ACTION = "action"  # "send you the article" follows "to"
    OTHER = "other"  # as typed; nothing is certain


@dataclass(frozen=True, slots=True)
class Jotting:
    """A note on one line of at most 80 characters, without double quotes and without a full stop."""

    text: str
    shape: Shape


def one_line(text: str | None, limit: int = LONGEST_NOTE) -> str:
    """`text` on one line cut at a word, without control characters, double quotes and a last stop."""
    plain = "".join(" " if sign in DROPPED else sign for sign in text or "")
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return short(plain.strip().rstrip(".,;:!?- "), limit)


def jotting(note: str | None) -> Jotting | None:
    """The note as it can be said to the person it is about, or None when it says nothing."""
    line = _spelled_out(LEAD_IN.sub("", one_line(note, 4 * LONGEST_NOTE)).strip())
    if not line:
        return None
    words = line.split(" ")
    if several := _several_actions(line):
        return several
    shouted = line.isupper() and len(words) > 1
    if shouted or JOINTS.search(line) or _may_mean_another(words):
        return Jotting(one_line(line), Shape.OTHER)
    shape = _shape([word.lower() for word in words])
    return Jotting(one_line(line if shape is Shape.OTHER else said_to_you(words)), shape)


# Line breaks and control characters, and whatever would open a quotation that nobody closes.
DROPPED: Final = frozenset('"“”„‟«»') | frozenset(map(chr, (*range(32), *range(127, 160), 0x2028, 0x2029)))
# Punctuation inside a note: more than one thought, so its shape is not certain.
JOINTS: Final = re.compile(r"[^\w '\N{HYPHEN-MINUS}.…]|\.(?!\w)| -|- ")
LEAD_IN: Final = re.compile(
    r"^(?:(?:she|he|they) (?:said|says|told me|mentioned) (?:that )?|that (?=she|he|they|her|his)"
    r"|(?:i )?promised (?:(?:her|him|them) )?to |i'll |i will |i'd |will |i can |i could |to )",
    re.IGNORECASE,
)


BETWEEN: Final = re.compile(r"\s*[,;]\s*(?:and\s+|then\s+)*(?:also\s+)?")
INTRODUCING: Final = re.compile(r"^(?:an? )?intro(?:duction)? (?=(?:her|him|them|to)\b)", re.IGNORECASE)


def _spelled_out(line: str) -> str:
    """The line without what people leave out of an action: "send link" is to send them the link."""
    line = INTRODUCING.sub("introduce ", line)
    verb, _, rest = line.partition(" ")
    follows = rest.split(" ")[0]
    if verb.lower() in grammar.BRINGING_TOGETHER and follows in {"to", "with"}:
        return f"{verb} them {rest}"
    bare = follows.isalpha() and follows.islower() and follows not in grammar.AFTER_AN_ACTION | grammar.NEEDS_NO_ARTICLE
    if verb.lower() in grammar.HANDING_OVER and bare:
        return f"{verb} them the {rest}"
    return line


def _several_actions(line: str) -> Jotting | None:
    """As many of the actions as fit one note, from the first on: "send him the link, and introduce him to Sara"."""
    pieces = [jotting(piece) for piece in BETWEEN.split(line)] if BETWEEN.search(line) else []
    words = line.lower().replace(",", "").replace(";", "").split(" ")
    if not pieces or _may_mean_another(words) or _whose_is_unclear(words):
        return None
    said = [piece.text for piece in pieces if piece and piece.shape is Shape.ACTION]
    if len(said) < len(pieces):
        return None
    while len(" and to ".join(said)) > LONGEST_NOTE and len(said) > 1:
        said.pop()
    return Jotting(" and to ".join(said), Shape.ACTION)


def _may_mean_another(words: list[str]) -> bool:
    """Whether a later "she" may be her mother: then no pronoun is safe to turn round."""
    low = [word.lower().removesuffix("'s") for word in words]
    first = next((at for at, word in enumerate(low) if word in grammar.PEOPLE or word[:-1] in grammar.PEOPLE), len(low))
    return _is_about_a_third(low[first:])


def _shape(words: list[str]) -> Shape:
    """What the words are when nothing in them is in doubt; `words` in lower case."""
    first, rest = words[0], words[1:]
    if first in grammar.ACTIONS and rest:
        sure = first not in grammar.THINGS_TOO or rest[0] in grammar.AFTER_AN_ACTION
        return Shape.ACTION if sure and not _whose_is_unclear(words) else Shape.OTHER
    if first == "we" and rest and not _is_about_a_third(rest):
        return Shape.CLAUSE
    if _has_a_clear_verb(first, rest) or _is_about_theirs(words):
        return Shape.CLAUSE
    return Shape.THING if _is_a_thing(first, rest) else Shape.OTHER


def _whose_is_unclear(words: list[str]) -> bool:
    """In "send her CV to Tom" it is hers, in "send her apples to eat" it is for her; "help her start-up" may be both.

    And in "introduce him to Sara and send her the deck" two people are spoken of.
    """
    after = words[words.index("her") + 1 :] if "her" in words else []
    if after and after[0] not in grammar.AFTER_A_RECEIVER and "to" in after:
        return True
    at = words.index("her") if after else 0
    if at and words[at - 1] in LETTING and not is_let_do(words, at) and after[0] not in grammar.PEOPLE:
        return True
    spoken_of = sum(any(_is_form(word, who) for word in words) for who in grammar.TURNED)
    brought = next((at for at, word in enumerate(words) if word in grammar.BRINGING_TOGETHER), len(words))
    to_whom = next((at for at in range(brought, len(words)) if words[at] in {"to", "with"}), len(words))
    return spoken_of > 1 or _is_about_a_third(words[to_whom + 2 :])


def _is_form(word: str, who: str) -> bool:
    return word == who or word in grammar.TURNED[who]


def _is_about_a_third(words: list[str]) -> bool:
    return any(_is_form(word, who) for word in words for who in grammar.TURNED)


def _has_a_clear_verb(first: str, rest: list[str]) -> bool:
    """Whether it begins like "she climbs" or "climbs", with no second verb that would have to change as well."""
    if first in grammar.UNSURE_SUBJECTS and rest and (rest[0].endswith("ed") or rest[0] in grammar.FINITE):
        return False
    begins = first in grammar.THIRD_VERBS or (first in grammar.ANY_SUBJECT and bool(rest))
    return begins and not any(
        joint in grammar.SECOND_HALF and _may_be_a_second_verb(after, before, {first, rest[0]})
        for before, joint, after in zip([first, *rest], rest, rest[1:], strict=False)
    )


def _may_be_a_second_verb(word: str, before: str, verbs: set[str]) -> bool:
    """In "loves cats and dogs" the plural before "and" tells that dogs are no verb."""
    follows_a_plural = before.endswith("s") and before not in verbs and before not in grammar.THIRD_VERBS
    return word.endswith("s") and word not in grammar.THIRD_VERBS and not follows_a_plural


def _is_about_theirs(words: list[str]) -> bool:
    """Whether it begins like "her team drops half its features", and speaks of nobody else."""
    match words:
        case ["her" | "his" | "their", whose, verb, follows, *rest] if not _is_about_a_third([whose, follows, *rest]):
            sure = verb in grammar.BEING or follows in grammar.FOLLOWS_A_VERB
            about_one = not whose.endswith("s")
            is_verb = verb in grammar.FINITE or (about_one and verb.endswith("s") and not verb.endswith("ss"))
            return whose.isalpha() and sure and is_verb
        case _:
            return False


def _is_a_thing(first: str, rest: list[str]) -> bool:
    if first in grammar.DETERMINERS:
        return bool(rest) and all(_belongs(*three) for three in _neighbours(first, rest))
    gerund = first.endswith("ing") and len(first) > len("thing") and first not in grammar.NO_GERUNDS | {"something"}
    if not gerund or grammar.FINITE.intersection(rest):
        return False
    return not rest or rest[0] in grammar.GERUND_NEIGHBOURS


def _neighbours(first: str, rest: list[str]) -> Iterator[tuple[str, str, str]]:
    return zip(rest, [first, *rest], [*rest[1:], ""], strict=False)


def _belongs(word: str, before: str, after: str) -> bool:
    """Whether the word is no verb in disguise: "bites" in "her dog bites" may be one, "kids" in "her kids" is none."""
    if word in grammar.PRECEDES_A_NOUN:
        return True
    if word not in grammar.MAY_END_A_THING and (word.endswith("ss") or not word.endswith(("s", "ed"))):
        return True
    return before in grammar.PRECEDES_A_NOUN and (not after or after in grammar.JOINS)
