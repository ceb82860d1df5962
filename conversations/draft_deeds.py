"""What a promise becomes once it is kept: its verb decides whether the message is the deed, or reports it."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from conversations import draft_verbs as verbs
from conversations import grammar
from conversations.jottings import Jotting, Shape


class DeedKind(StrEnum):
    """How a promise is kept."""

    HANDED = "handed"  # the thing comes with the message
    WRITTEN = "written"  # the message is what was promised
    BROUGHT = "brought"  # two people are brought together; both are asked
    MEETING = "meeting"  # a day has to be found
    DONE = "done"  # done before the message is written


@dataclass(frozen=True, slots=True)
class Deed:
    """One kept promise. `clause` follows "As promised,"; `thing` is what is handed over, and else empty."""

    kind: DeedKind
    clause: str
    thing: str = ""


def deeds(promise: Jotting | None) -> tuple[Deed, ...]:
    """The deeds of a promise, in order; none when it is not certain how one of them is told."""
    if promise is None:
        return ()
    if promise.shape is Shape.THING:
        return _handed(promise.text) if _is_sent(promise.text) else ()
    if promise.shape is not Shape.ACTION:
        return ()
    found = [_deed(action.split()) for action in _actions(promise.text)]
    return tuple(deed for deed in found if deed) if all(found) else ()


def is_or_are(thing: str) -> str:
    """Whether one says "here is" or "here are" of it."""
    words = thing.lower().split()
    head = next((before for before, word in pairwise(words) if word in AFTER_HEAD), words[-1])
    one = head in verbs.SINGULAR or not head.endswith("s") or head.endswith(("ss", "us", "is", "'s"))
    several = " and " in f" {thing} " or words[0] in {"two", "three", "four", "five", "six", "both"}
    return "are" if several or not one else "is"


AFTER_HEAD: Final = grammar.PREPOSITIONS | {"that", "which", "who", "where", "how"}


def _actions(text: str) -> list[str]:
    """In "send you the deck and call you" there are two, and so there are in what jottings joins with "and to"."""
    words = text.replace(" and to ", " and ").split()
    joints = [at for at, word in enumerate(words) if word == "and" and _begins_an_action(words[at + 1 :])]
    starts, ends = [0, *(at + 1 for at in joints)], [*joints, len(words)]
    return [" ".join(words[start:end]) for start, end in zip(starts, ends, strict=True)]


def _begins_an_action(words: list[str]) -> bool:
    match words:
        case [verb, follows, *_] if verb in grammar.ACTIONS:
            return verb not in grammar.THINGS_TOO or follows in grammar.AFTER_AN_ACTION | {"you"}
        case _:
            return False


def _deed(words: list[str]) -> Deed | None:
    verb, rest = words[0].lower(), words[1:]
    to_you = rest[:1] == ["you"]
    action = " ".join([verb, *rest])
    if _hands_over(verb, rest) and (handed := _handed(_thing(rest))):
        return handed[0]
    if verb in verbs.WRITING and (rest[:2] == ["to", "you"] or (to_you and _is_addressed(rest))):
        return Deed(DeedKind.WRITTEN, " ".join(["I am writing to you", *rest[rest.index("you") + 1 :]]))
    if "you" in rest and (verb in verbs.BRINGING or (verb == "put" and "touch" in rest)):
        return Deed(DeedKind.BROUGHT, f"I would like to {action}")
    if (to_you and verb in verbs.MEETING) or (verb in verbs.ALWAYS_MEETING and not _is_about_another(verb, rest)):
        return Deed(DeedKind.MEETING, f"I would like to {action}")
    if verb in verbs.DONE and rest:
        return Deed(DeedKind.DONE, " ".join(["I have", verbs.DONE[verb], *rest]))
    return None


def _hands_over(verb: str, rest: list[str]) -> bool:
    return verb in verbs.HANDING or (verb == "give" and not verbs.GIVEN.isdisjoint(rest))


def _is_addressed(rest: list[str]) -> bool:
    return len(rest) == 1 or rest[1] in {"about", "again", "once"}


def _is_about_another(verb: str, rest: list[str]) -> bool:
    """In "call Tom about your flat" it is Tom who was called."""
    return verb in verbs.DONE and bool(rest) and rest[0] != "you"


def _thing(rest: list[str]) -> str:
    """What is handed over to the reader; empty when it goes to somebody else."""
    if rest[:1] == ["you"]:
        return " ".join(rest[1:])
    if rest[-2:] in (["to", "you"], ["with", "you"]):
        return " ".join(rest[:-2])
    goes_elsewhere = {"to", "with"} | grammar.PEOPLE
    return "" if goes_elsewhere & set(rest) else " ".join(rest[rest[:1] == ["over"] :])


def _handed(thing: str) -> tuple[Deed, ...]:
    words = thing.lower().split()
    begins = bool(words) and (words[0] in verbs.BARE_THINGS or (words[0] in verbs.BEGINS_A_THING and len(words) > 1))
    if not begins or verbs.NOT_SENT & set(words[:3]):
        return ()
    return (Deed(DeedKind.HANDED, f"I am sending you {thing}", thing),)


def _is_sent(thing: str) -> bool:
    return not verbs.SENT.isdisjoint(thing.lower().split())
