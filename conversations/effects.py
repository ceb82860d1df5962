"""All that can be asked for: a turn is a tuple of effects. Storage writes it down, the postman delivers it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer

from conversations.address import Address, read, written
from conversations.dialogue import Dialogue
from conversations.facts import Fact, Key, Settings
from conversations.prose import Html
from conversations.timing import WallTime

# --- what is shown ------------------------------------------------------------------------------


def _address(value: object) -> object:
    return read(value) if isinstance(value, str) else value


Where = Annotated[Address, BeforeValidator(_address), PlainSerializer(written, return_type=str)]
"""An address that is stored as the callback data it becomes."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that leads to an address."""

    label: str
    to: Where
    kind: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies `text` (at most 256 characters) on the person's device."""

    label: str
    text: str
    kind: Literal["copy"] = "copy"


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a URL."""

    label: str
    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Switch:
    """A button that lets the person pick a chat and offers them there what the bot answers to `query` (inline mode)."""

    label: str
    query: str
    kind: Literal["switch"] = "switch"


class Ask(StrEnum):
    """What a reply keyboard can ask Telegram for."""

    LOCATION = "location"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class AskButton:
    """A button of the reply keyboard that shares something."""

    label: str
    ask: Ask


AnyButton = Button | Copy | Link | Switch


@dataclass(frozen=True, slots=True)
class Screen:
    """What one message shows. `asks` is a reply keyboard and excludes `rows`, as Telegram allows only one."""

    text: Html
    rows: tuple[tuple[AnyButton, ...], ...] = ()
    asks: tuple[AskButton, ...] = ()
    clear_asks: bool = False  # takes an earlier reply keyboard away


# --- what is said -------------------------------------------------------------------------------


class Lane(StrEnum):
    """Replies go first, then what the person set to a minute, then what we start ourselves."""

    REPLY = "reply"
    MOMENT = "moment"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message. `question_of` marks it as the question on screen of that dialogue.

    With a `farewell`, nothing that is kept of the person outlives it.
    """

    screen: Screen
    lane: Lane = Lane.REPLY
    question_of: Key | None = None
    farewell: bool = False
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Revise:
    """Change an earlier message of ours into this screen."""

    message: int
    screen: Screen
    kind: Literal["revise"] = "revise"


@dataclass(frozen=True, slots=True)
class Play:
    """Send a recording or a picture again, by Telegram's file_id, with a plain caption."""

    voice: bool
    file: str
    caption: str = ""
    kind: Literal["play"] = "play"


@dataclass(frozen=True, slots=True)
class Strip:
    """Take the buttons off an earlier message of ours."""

    message: int
    kind: Literal["strip"] = "strip"


@dataclass(frozen=True, slots=True)
class Toast:
    """Answer a tap, with at most 200 characters or silently. `alert`: the person has to dismiss it."""

    tap: str
    text: str = ""
    alert: bool = False
    kind: Literal["toast"] = "toast"


@dataclass(frozen=True, slots=True)
class React:
    """Acknowledge a message with an emoji."""

    message: int
    emoji: str
    kind: Literal["react"] = "react"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Send all that is kept, as a file that is made when it is sent: what it holds is in no letter."""

    kind: Literal["handover"] = "handover"


class Taking(StrEnum):
    """What is to be done with a file: only look into it, add what is in it, or make an empty account what it was."""

    LOOK = "look"
    ADD = "add"
    ANEW = "anew"


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Look into a file that was sent as `message`, or take in what is in it, and say what came of it.

    What the file holds is in no letter either: `file` is Telegram's file_id.
    """

    file: str
    message: int
    how: Taking = Taking.LOOK
    kind: Literal["takein"] = "takein"


Letter = Say | Play | Revise | Strip | Toast | React | HandOver | TakeIn

# --- what is kept -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keep:
    """Write this fact down, in place of the one with the same key."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Strike this fact out."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class KeepDialogue:
    """Write the dialogue down as it stands now."""

    dialogue: Dialogue


@dataclass(frozen=True, slots=True)
class Change:
    """Write new settings down."""

    settings: Settings


class NudgeKind(StrEnum):
    """What a nudge is about; the table in docs/nudges.md says when each comes."""

    PREPARE = "prepare"
    CARD = "card"
    DEBRIEF = "debrief"
    FOLLOW_UP = "follow_up"
    CHECK_IN = "check_in"
    PROMISE = "promise"
    INTRODUCTION = "introduction"
    ADVICE = "advice"
    FORWARD = "forward"
    AGAIN = "again"


class NudgeState(StrEnum):
    """What became of an occurrence. Only PENDING ones ever fire."""

    PENDING = "pending"
    HELD = "held"  # as PENDING, while the person has blocked us
    SENT = "sent"
    DONE = "done"
    DROPPED = "dropped"


class Named(StrEnum):
    """How much of a nudge's moment the person named: nothing, the day, or the very minute."""

    NOTHING = "nothing"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One occurrence of a nudge. `key` is unique for its owner and names kind, subject and occurrence.

    `at` is the intention (local wall time and zone), `latest` the local date up to which it may wait its turn; `due` is
    the UTC moment at which it is to be decided next. `missed` is the UTC moment at which nobody was there to bring it,
    if quiet hours or a pause keep it since.
    """

    key: Key
    kind: NudgeKind
    subject: Key
    at: WallTime
    due: datetime
    state: NudgeState = NudgeState.PENDING
    named: Named = Named.NOTHING
    latest: date | None = None
    missed: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanNudges:
    """These are the pending nudges of `subject` from now on; pending ones that are not named here are dropped.

    An occurrence that was sent, done or dropped before stays so.
    """

    subject: Key
    nudges: tuple[Nudge, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Change one occurrence: its state or its moment."""

    nudge: Nudge


@dataclass(frozen=True, slots=True)
class NoteBundle:
    """The bundle of this local date is written: there is none after it on the same date."""

    day: date


Record = Keep | Withdraw | KeepDialogue | Change | PlanNudges | Mark | NoteBundle
Effect = Letter | Record
Turn = tuple[Effect, ...]
