"""Reading who was met out of what a tired person types on a phone: "ana, ben (Figma) and Chloé". Guesses no facts."""

import re
from dataclasses import replace

from conversations.answers import Met

MOST_NAMES = 30
LONGEST_NAME = 60
LONGEST_PART = 5
"""More words than this are a sentence, not a name."""
SMALL_LETTERS = 2
"""As LONGEST_PART, for words without a capital letter."""

NOBODY = re.compile(r"(?i)^\s*(nobody|no one|noone|none|niemand(en)?|keine[nr]?|nadie|personne)\W*$")
SENTENCE = re.compile(r"(?i)\b(i|i'm|we|you|it|was|were|met|talked|because|don't|can't|didn't|yes|no|ok|okay)\b")
DETAIL = re.compile(
    r"(?i)^(?P<name>[^(:–—]+?)\s*"
    r"(?:\((?P<inside>[^)]*)\)?|[:–—]\s*(?P<after>.+)|\s-\s(?P<dash>.+)"
    r"|\s(?P<from>(?:from|at|with|who|the one)\s.+))\s*$"
)
LIST_WORDS = re.compile(r"(?i)\s*(?:,|;|&|\+|\s(?:and|und|y|et)\s)\s*")
LEAD = re.compile(r"(?i)^(?:and|und|also|then|plus|i met|met|talked to|spoke with|with)\s+")
BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.)])\s+")
DETAIL_START = re.compile(
    r"(?i)^(?:from|at|who|works|working|does|likes|loves|send|a|an|the|her|his|their|ux|ceo|cto)\b"
)


def read_names(text: str) -> tuple[Met, ...] | None:
    """The people a text names, in order, each once; empty for "nobody"; None when it does not look like names."""
    if NOBODY.match(text):
        return ()
    lines = [BULLET.sub("", " ".join(line.split())) for line in text.splitlines() if line.strip()]
    found = [met for line in lines[:MOST_NAMES] for met in _line(line)]
    first_of: dict[str, Met] = {}
    for met in found:
        first_of.setdefault(met.name.casefold(), met)
    return tuple(first_of.values())[:MOST_NAMES] or None


def read_capture(text: str) -> tuple[Met, ...]:
    """Who was jotted down: "Ana, UX at Figma, climbs" is Ana and a note, "Ana and Ben" are two, a remark is nobody."""
    first, _, rest = text.strip().partition("\n")
    head, _, tail = LEAD.sub("", first).partition(",")
    note = " ".join(part.strip() for part in (tail, rest) if part.strip())
    people = list(read_names(head) or ())
    if note and people:
        last = people[-1]
        people[-1] = replace(last, note=f"{last.note}, {note}" if last.note else note)
    return tuple(people)


def _line(line: str) -> list[Met]:
    """The people of one line. What follows a name without being one becomes that person's note.

    After such a note, a part in small letters belongs to it, too: "Ana, UX at Figma, climbs".
    """
    people: list[Met] = []
    noting = False
    for raw in _parts(line):
        part = LEAD.sub("", raw).strip(" .!?\"'")
        detail = DETAIL.match(part)
        name = (detail["name"] if detail else part).strip()
        if _is_name(name) and not (noting and name[:1].islower()):
            people.append(Met(_tidy(name), _note(detail)))
            noting = False
        elif people and part:
            last = people[-1]
            people[-1] = replace(last, note=f"{last.note}, {part}" if last.note else part)
            noting = True
    return people


def _parts(line: str) -> list[str]:
    """Split at list words, but never inside brackets."""
    shielded = re.sub(r"\([^)]*\)", lambda found: found[0].replace(",", "\0").replace(" and ", "\1"), line)
    return [part.replace("\0", ",").replace("\1", " and ") for part in LIST_WORDS.split(shielded) if part.strip()]


def _note(detail: re.Match[str] | None) -> str | None:
    if detail is None:
        return None
    return (detail["inside"] or detail["after"] or detail["dash"] or detail["from"] or "").strip() or None


def _is_name(text: str) -> bool:
    words = text.split()
    most = LONGEST_PART if any(character.isupper() for character in text) else SMALL_LETTERS
    if not 1 <= len(words) <= most or len(text) > LONGEST_NAME:
        return False
    if any(character.isdigit() for character in text) or not any(character.isalpha() for character in text):
        return False
    return not (SENTENCE.search(text) or DETAIL_START.match(text)) and "/" not in text


def _tidy(name: str) -> str:
    """A name in small letters gets capitals ("Ana Maria"); one with capitals of its own is left as it is."""
    name = " ".join(name.split()).strip(" .,")
    return name if any(character.isupper() for character in name) else name.title()
