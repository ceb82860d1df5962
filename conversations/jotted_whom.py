"""Whom of those noted a line is about that names nobody new, and what it says of them."""

import re
from collections.abc import Sequence
from typing import Final

from conversations import grammar
from conversations.answers import Met
from conversations.capture_words import NAMES_TOO, NO_NAMES
from conversations.captures import SHORTEST_BEGINNING, TITLE, begins_with, spoken_of
from conversations.jotted_people import is_unnamed
from conversations.jotted_words import PASTIME_VERBS


def whose(text: str, people: Sequence[Met], noted: Sequence[str]) -> tuple[int, str] | None:
    """Whom of the noted a text is about, and what it says of them; `people` is what `read_capture` makes of it.

    A name at the start tells it, else the only first name of one of them that is anywhere in it.
    """
    if len(people) > 1:
        return None
    told = spoken_of(text, noted)
    if told is None and not people and (at := mentioned(text, noted)) is not None:
        told = at, text
    return (told[0], _between(told[1], noted)) if told else None


def mentioned(text: str, noted: Sequence[str]) -> int | None:
    """Which one of the noted is named in the text by their first name; None when several are, or it says "her"."""
    if OF_THE_LAST.search(text):
        return None
    brought = BROUGHT_TO.search(text)
    before = text[: brought.end()] if brought else text
    calls = ["" if is_unnamed(name) else TITLE.sub("", name).split(" ")[0] for name in noted]
    found = [at for at, call in enumerate(calls) if call and _is_in(call, before)]
    return found[-1] if len({calls[at].casefold() for at in found}) == 1 else None


OF_THE_LAST: Final = re.compile(
    rf"(?i)\b(?:she|he|they|her|him|his|them|their|ihr|ihm|ihn|ihnen)\b|^\W*(?:(?:and|also|und|auch)\s)*"
    rf"(?:{'|'.join(sorted(grammar.THIRD_VERBS | PASTIME_VERBS))}|kennt|arbeitet|will|would|can|could|met|through)\b"
)
"""What is told of whoever was spoken of last, whomever else it names."""
BROUGHT_TO: Final = re.compile(
    r"(?i)\b(?:intro(?:duction)?|introduce|connect|put)\b(?:\s(?!to\b|with\b)\S+)?(?:\s(?:in\stouch|up))?\s(?:to|with)\b"
)
"""Behind this stands whom somebody is to meet."""


def _is_in(call: str, text: str) -> bool:
    """Whether a first name is among the words; one that is a word as well only with its capital."""
    sure = len(call) >= SHORTEST_BEGINNING and call.casefold() not in NO_NAMES | NAMES_TOO
    return re.search(rf"(?<![^\W_]){re.escape(call)}(?![^\W_])", text, re.IGNORECASE if sure else 0) is not None


def _between(told: str, noted: Sequence[str]) -> str:
    """What is told, with a noted name as it is noted where two are to be brought together: "wants to meet sarah"."""
    found = TO_MEET.match(told)
    at = spoken_of(found["other"], noted) if found else None
    if found is None or at is None:
        return told
    other, said = noted[at[0]], found["other"]
    rest = said[len(other) :] if begins_with(said, other) else said[len(said.split()[0]) :]
    return f"{'should meet ' if found['wish'] else found['lead']}{other}{rest}"


TO_MEET: Final = re.compile(
    r"(?i)(?P<lead>.*?\b(?:introduce|intro|connect|put)\s\S+\s(?:in\stouch\s|up\s)?(?:to|with)\s"
    r"|(?P<wish>(?:also\s)?(?:wants|would\slike|would\slove|['’]?d\slike|['’]?d\slove)\sto\smeet\s))(?P<other>\w.*)$"
)
