"""How an introduction moves: its stations in both directions, and whom it is with. Consent is asked on both sides."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from conversations.facts import Introduction, IntroductionState, Key, Person, first_name
from conversations.folding import folded
from conversations.prose import short

MINE: Final = (
    IntroductionState.IDEA,
    IntroductionState.ASKED_A,
    IntroductionState.ASKED_B,
    IntroductionState.AGREED,
    IntroductionState.INTRODUCED,
    IntroductionState.THANKED,
)
TO_ME: Final = (
    IntroductionState.IDEA,
    IntroductionState.ASKED_A,
    IntroductionState.INTRODUCED,
    IntroductionState.THANKED,
)
"""What somebody offered: they are asked, they introduce, they are thanked."""

STAGES: Final = {
    IntroductionState.IDEA: "an idea",
    IntroductionState.ASKED_A: "one side asked",
    IntroductionState.ASKED_B: "both asked",
    IntroductionState.AGREED: "both agreed",
    IntroductionState.INTRODUCED: "introduced",
    IntroductionState.THANKED: "introduced, thanked",
    IntroductionState.DROPPED: "let go",
}
"""Where an introduction stands, in a word or two."""

AIM: Final = 3
"""New contacts of one event who would introduce one to somebody: the article's figure."""

LONGEST_OTHER: Final = 120
LONGEST_NAME: Final = 40
LEAD_IN: Final = re.compile(r"^(?:yes[,.:]? +)?(?:(?:an? )?intro(?:duction)? to |introduce me to |to )?", re.IGNORECASE)
YES: Final = re.compile(r"^yes[,.:;!]? +", re.IGNORECASE)
BEHIND_A_NAME: Final = re.compile(
    r"\s*[,;:(\n]|\s[-–—]\s|\s(?:because|since|as (?:they|he|she|both)|weil|da (?:sie|er|beide))\b", re.IGNORECASE
)
"""Where a name ends and the reason begins: "Boris because he's learning to sail"."""
NO_NAMES: Final = frozenset(
    {"my", "her", "his", "their", "our", "a", "an", "the", "one", "some", "somebody", "someone"}
)


def without_yes(words: str) -> str:
    """What was offered, without the "yes" that answered whether anything was."""
    return YES.sub("", words) or words


def next_state(introduction: Introduction) -> IntroductionState | None:
    """The station after the one it stands at; None at the end of the line."""
    line = TO_ME if introduction.to_me else MINE
    if introduction.state not in line or introduction.state is line[-1]:
        return None
    return line[line.index(introduction.state) + 1]


def is_ahead(introduction: Introduction, state: IntroductionState) -> bool:
    """Whether the station lies ahead on its line; a settled introduction has nothing ahead."""
    line = TO_ME if introduction.to_me else MINE
    if introduction.state in (IntroductionState.DROPPED, IntroductionState.THANKED):
        return False
    if state is IntroductionState.DROPPED:
        return True
    return state in line and (introduction.state not in line or line.index(state) > line.index(introduction.state))


def state_before(introduction: Introduction) -> IntroductionState | None:
    """The station before the one it stands at; of one that was let go the first. None at the beginning."""
    line = TO_ME if introduction.to_me else MINE
    if introduction.state is IntroductionState.DROPPED:
        return line[0]
    at = line.index(introduction.state) if introduction.state in line else 0
    return line[at - 1] if at else None


def described(introduction: Introduction) -> str:
    """Whom they are to meet, as typed, inside a sentence: "her sister, who runs a gallery"."""
    words = LEAD_IN.sub("", short(introduction.other, LONGEST_OTHER)) or "somebody"
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in NO_NAMES else words


def whom(introduction: Introduction) -> str:
    """Whom they are to meet, without what was added: in "Tom, they both teach" it is Tom."""
    return short(before_reason(described(introduction)), LONGEST_NAME) or "somebody"


def before_reason(words: str) -> str:
    """A typed name without the reason behind it."""
    return BEHIND_A_NAME.split(words, maxsplit=1)[0].strip()


def known_as(typed: str, people: Iterable[Person]) -> Key | None:
    """Whom a name stands for, with or without a reason behind it: the only one of these people who is called so."""
    name = folded(before_reason(LEAD_IN.sub("", typed)))
    called = {person.key for person in people if name in (folded(person.name), folded(first_name(person)))}
    return called.pop() if len(called) == 1 else None


def call_name(introduction: Introduction) -> str:
    """What one calls them when one writes to them; empty when no name was typed, as of "my old boss"."""
    first = whom(introduction).partition(" ")[0]
    return first if first[:1].isupper() else ""


def moved_to(introduction: Introduction, state: IntroductionState, day: date) -> Introduction:
    """The introduction at another station, reached on this local date."""
    return replace(introduction, state=state, moved_on=day)
