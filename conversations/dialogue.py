"""Where one person is in one dialogue: the script's name and the answers so far. The position follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from conversations.answers import Answers, Value
from conversations.facts import Key


class DialogueState(StrEnum):
    """At most one dialogue of an owner is OPEN; parked ones are offered again."""

    OPEN = "open"
    PARKED = "parked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A script being walked through. `subject` is the event or person it is about.

    `set_aside` holds answers that Back took away, so that one tap can give them again.
    `question` is the message id of the question on screen, when it is known.
    `touched` is the moment of its last turn (UTC).
    """

    key: Key
    script: str
    subject: Key | None = None
    state: DialogueState = DialogueState.OPEN
    answers: Answers = field(default_factory=dict)
    set_aside: Mapping[str, Value] = field(default_factory=dict)
    question: int | None = None
    touched: datetime | None = field(default=None, compare=False)
