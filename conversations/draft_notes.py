"""What of a note can be said to the person it is about: one certain thought, without what is private. No wordings."""

import re
from collections.abc import Iterator
from typing import Final

from conversations import grammar
from conversations.draft_privacy import is_private, is_tainted
from conversations.facts import Note, NoteKind
from conversations.jottings import Jotting, Shape, jotting


def sayable(note: str | None, name: str) -> Jotting | None:
    """The note, or its first thought that is certain; None when nothing of it can be said to the person of this name.

    "Send Ana the link", noted about Ana, is to send her the link.
    """
    thoughts = [thought for each in THOUGHTS.split(note or "") if (thought := _without_dashes(each))]
    kept = _before_another_is_spoken_of(thoughts)
    has_condition = not CONDITIONS.isdisjoint((note or "").lower().split())
    if is_tainted(note or "") or not kept or (has_condition and len(kept) < len(thoughts)):
        return None
    if whole := _said(", ".join(kept), name):
        return whole
    if has_condition:
        return None
    for thought in kept:
        if found := _said(thought, name):
            return found
        if _speaks_of_another(thought):
            return None
    return None


def first_told(notes: tuple[Note, ...], name: str) -> str | None:
    """The first note that tells what the person of this name likes or does, as typed of them; work comes last."""
    ranked = sorted((note for note in notes if note.kind in TELLING), key=lambda note: note.kind is NoteKind.WORK)
    typed = (words for note in ranked for words in _typed(note))
    return next((words for words in typed if _tells(sayable(words, name))), None)


TELLING: Final = frozenset({NoteKind.INTEREST, NoteKind.REMARK, NoteKind.WORK})
STATE: Final = re.compile(r"you (?:have|know|were|need|are (?!\w+ing\b))")
"""What one may have seen or heard of somebody; whoever is reminded of it wonders how one knows."""


def _typed(note: Note) -> Iterator[str]:
    """The note, and of an interest what it stands for: "bees" is that she likes bees. A capital may be German."""
    yield note.words
    if note.kind is NoteKind.INTEREST and note.words[:1].islower():
        yield f"she likes {note.words}"


def _tells(said: Jotting | None) -> bool:
    return said is not None and said.shape is not Shape.ACTION and not STATE.match(said.text)


def public(text: str | None) -> list[str]:
    """The thoughts of a text that are not private, in order."""
    if is_tainted(text or ""):
        return []
    return [thought for each in THOUGHTS.split(text or "") if (thought := each.strip()) and not is_private(thought)]


THOUGHTS: Final = re.compile(r"[,;\n()]|\.(?=\s)|\s[-–—/|•]+\s|[–—•]")
CONDITIONS: Final = frozenset({"if", "unless", "unlike"})


def _without_dashes(thought: str) -> str:
    return thought.strip().lstrip("-–—* ").strip()


def _before_another_is_spoken_of(thoughts: list[str]) -> list[str]:
    """The thoughts that are not private. Behind a private one about her sister, nobody knows who "she" is."""
    kept: list[str] = []
    for thought in thoughts:
        if not is_private(thought):
            kept.append(thought)
        elif _speaks_of_another(thought):
            return kept
    return kept


def _speaks_of_another(thought: str) -> bool:
    words = {word.lower().strip(".'").removesuffix("'s") for word in thought.split()}
    people = grammar.PEOPLE | grammar.PLURALS | {f"{one}s" for one in grammar.PEOPLE} | {"one", "both"}
    return not words.isdisjoint(people)


def _said(thought: str, name: str) -> Jotting | None:
    timeless = _timeless(thought)
    found = jotting(_as_typed_of_somebody(timeless, name))
    if found is None or found.shape is Shape.OTHER or found.text.endswith("…") or RELATIVE.search(found.text):
        return None
    too_bare = found.shape is Shape.CLAUSE and timeless != thought and len(found.text.split()) < LEAST_WORDS
    return None if too_bare or DANGLING.search(found.text) else found


# "She flies tomorrow" told weeks later is no news; "you fly" alone is none at all.
LEAST_WORDS: Final = 4
DANGLING: Final = re.compile(r"(?: and| or| but| the| a| an| to| with| of| for| etc)$", re.IGNORECASE)


def _timeless(thought: str) -> str:
    """The thought without a time at its end that is wrong by tomorrow: "by Friday", "next week"."""
    before = ""
    while before != thought:
        before, thought = thought, LATER.sub("", thought.rstrip(" .!"))
    return thought


_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPAN: Final = r"(?:day|week|weekend|month|year|quarter|spring|summer|autumn|fall|winter|morning|afternoon|evening)"
_TIME: Final = (
    rf"(?:{_DAY}|today|tonight|tomorrow|yesterday|(?:this|next|coming) (?:{_SPAN}|{_DAY}|time)"
    rf"|(?:the )?end of (?:the|this|next) {_SPAN})(?: (?:morning|afternoon|evening|night))?"
)
LATER: Final = re.compile(
    rf"(?<!every)(?<!each)(?: (?:by|on|before|until|till|later|early|from))* {_TIME}$"
    r"|(?: (?:soon|asap|later|now))$"
    rf"|(?: (?:in|within) (?:an?|one|two|three|four|five|six|a few|a couple of|\d+) {_SPAN}s?)$",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(rf"\b(?:today|tonight|tomorrow|yesterday|(?:this|next) {_SPAN})\b", re.IGNORECASE)


def _as_typed_of_somebody(thought: str, name: str) -> str:
    """The thought with "she" or "he" for the name of the person it is about."""
    if not name:
        return thought
    he = not {"he", "his", "him"}.isdisjoint(thought.lower().split())
    subject, owner, other = ("he", "his", "him") if he else ("she", "her", "her")
    whole = re.escape(name)
    said = re.sub(rf"\b{whole}['’]s\b", owner, thought, flags=re.IGNORECASE)
    said = re.sub(rf"^{whole}(?= )", subject, said, flags=re.IGNORECASE)
    return re.sub(rf"(?<=\s){whole}\b", other, said, flags=re.IGNORECASE)
