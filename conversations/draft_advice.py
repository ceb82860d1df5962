"""Advice as one thanks for it: "your advice to charge for the first version". Uncertain advice is not spelled out."""

import re
from typing import Final

from conversations import draft_verbs as verbs
from conversations import grammar
from conversations.draft_notes import public, sayable
from conversations.jottings import Shape, one_line

UNNAMED: Final = "your advice"
LONGEST: Final = 80


def advised(advice: str | None, name: str) -> str:
    """What the person of this name advised, as it follows "I took"."""
    thoughts = public(advice)
    line = LEAD_IN.sub("", one_line(thoughts[0], 4 * LONGEST)) if thoughts else ""
    if said := _imperative(line.split()):
        return f"{UNNAMED} {said}" if len(said) <= LONGEST else UNNAMED
    thing = sayable(line, name)
    if thing is None or thing.shape is not Shape.THING:
        return UNNAMED
    if thing.text.startswith("your "):
        return thing.text if OF_ADVICE.search(thing.text) else f"{UNNAMED} about {thing.text}"
    return f"{UNNAMED} about {thing.text}"


LEAD_IN: Final = re.compile(
    r"^(?:(?:she|he|they) (?:said|says|told me|advised(?: me)?|suggested|recommended)(?: that)? |advice: ?|tip: ?)?"
    r"(?:(?:i|you|one|we) (?:should|could|must|need to|have to|ought to) |(?:better |best )?to )?",
    re.IGNORECASE,
)
OF_ADVICE: Final = re.compile(r"\b(?:advice|tip|tips|suggestion|suggestions|idea|trick|recommendation)\b")


def _imperative(words: list[str]) -> str:
    """As it follows "advice": "don't hire too early" is not to hire too early; empty when no verb begins it."""
    low = [word.lower() for word in words]
    before, rest = "to", words
    match low:
        case ["don't" | "dont", *_]:
            before, rest = "not to", words[1:]
        case ["do", "not", *_]:
            before, rest = "not to", words[2:]
        case ["never", *_]:
            before, rest = "never to", words[1:]
        case ["always", *_]:
            before, rest = "always to", words[1:]
    if len(rest) < len(PHRASE) or rest[0].lower() not in verbs.ADVISED or SPEAKS_OF_SOMEBODY & set(low):
        return ""
    return " ".join([before, rest[0].lower(), *(TO_ME.get(word.lower(), word) for word in rest[1:])])


PHRASE: Final = ("start", "small")
SPEAKS_OF_SOMEBODY: Final = (
    frozenset(grammar.TURNED)
    | {form for forms in grammar.TURNED.values() for form in forms}
    | {"you", "you're", "you'll", "who"}
)
TO_ME: Final = {"your": "my", "yourself": "myself", "yours": "mine", "i": "I"}
