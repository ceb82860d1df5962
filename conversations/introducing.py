"""How an introduction moves: its stations in both directions, and whom it is with. Consent is asked on both sides."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from conversations.facts import Introduction, IntroductionState
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

LONGEST_OTHER: Final = 120
LONGEST_NAME: Final = 40
LEAD_IN: Final = re.compile(r"^(?:yes[,.:]? +)?(?:(?:an? )?intro(?:duction)? to |introduce me to |to )?", re.IGNORECASE)
YES: Final = re.compile(r"^yes[,.:;!]? +", re.IGNORECASE)
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


def described(introduction: Introduction) -> str:
    """Whom they are to meet, as typed, inside a sentence: "her sister, who runs a gallery"."""
    words = LEAD_IN.sub("", short(introduction.other, LONGEST_OTHER)) or "somebody"
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in NO_NAMES else words


def whom(introduction: Introduction) -> str:
    """Whom they are to meet, without what was added: in "Tom, they both teach" it is Tom."""
    return short(described(introduction).partition(",")[0], LONGEST_NAME) or "somebody"


def call_name(introduction: Introduction) -> str:
    """What one calls them when one writes to them; empty when no name was typed, as of "my old boss"."""
    first = whom(introduction).partition(" ")[0]
    return first if first[:1].isupper() else ""


def moved_to(introduction: Introduction, state: IntroductionState, day: date) -> Introduction:
    """The introduction at another station, reached on this local date."""
    return replace(introduction, state=state, moved_on=day)
