"""From position to person: one gentle question when an answer speaks of a title or a transaction.

It judges nobody and blocks nothing. Whether a dialogue has had its one turn already is for the engine to know.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from conversations.reframing_rules import Kind, kind_of
from conversations.variants import variant


class Asked(StrEnum):
    """What the answer was an answer to; answers to other questions are not for these rules."""

    HOPE = "hope"  # before an event: the goal, and whom one hopes to meet
    PERSON = "person"  # after it: who somebody is beyond the title


@dataclass(frozen=True, slots=True)
class Reframe:
    """What kind of transaction or position was heard, and the question that turns towards the person."""

    kind: Kind
    question: str


def turn_to_person(text: str, asked: Asked, key: str) -> Reframe | None:
    """One question of at most 200 characters, or None when the answer is about a person (or cannot be told).

    The same key always gets the same wording; a dialogue's id is a good key.
    """
    kind = kind_of(text)
    if kind is None:
        return None
    match asked:
        case Asked.HOPE:
            return Reframe(kind, variant(HOPE_TURNS[kind], key))
        case Asked.PERSON:
            return Reframe(kind, variant(PERSON_TURNS, key))
        case _:
            assert_never(asked)


HOPE_TURNS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.JOB: (
        "A new job often begins with a good talk. What would you like to learn about how they came to their work?",
        "Noted. And if the job never came up: what would you enjoy asking them about their own path?",
        "Imagine that talk going well. What would you know about the person afterwards, besides the opening?",
    ),
    Kind.MONEY: (
        "Noted. Apart from the money, what would you be curious to learn about the person who gives it?",
        "People back people they know. What would you like to find out about what they care for?",
        "And if you had ten minutes with no pitch in them: what would you ask this person?",
    ),
    Kind.SALE: (
        "Noted. Before anything is sold: what would you like to learn about their days and their troubles?",
        "What could you find out about them that would be worth the talk even if they never buy?",
        "And when they are not customers: who are these people, and what would you ask them?",
    ),
    Kind.TITLE: (
        "And the person behind the title: what would you like to learn about them?",
        "Noted. What might the two of you have in common, whatever it says on the badge?",
        "If the badge showed only a first name, what would you ask?",
    ),
    Kind.STATUS: (
        "Noted. What would you like to learn about them that everybody else forgets to ask?",
        "What is it about such a person that you are curious about?",
        "And whom would you be glad to have met, even if nobody else had heard of them?",
    ),
    Kind.COLLECT: (
        "Of all those people, picture the one you still talk to in a year. What do you share?",
        "Noted. If it were only three people, what would you like to learn about each of them?",
        "And what would make one of those talks worth remembering?",
    ),
}

PERSON_TURNS: Final[tuple[str, ...]] = (
    "That is their work. What lit them up when they talked?",
    "Noted. And beyond that: what moves them, or what do the two of you share?",
    "If you told a friend about this person, what would you say before the job?",
)
