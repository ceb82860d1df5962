"""What the world and a life of the bot say to each other, as values. Nothing here acts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.delivery import Result
from conversations.effects import Record
from conversations.facts import OwnerId
from conversations.signals import Signal
from storage.letters import LentLetter


class Point(StrEnum):
    """Where a life can be killed."""

    BEFORE_COMMIT = "before a turn is committed"
    AFTER_COMMIT = "after a turn is committed"
    BEFORE_SENDING = "before a letter goes to Telegram"
    BEFORE_NOTING = "after Telegram took a letter, before that is noted"


@dataclass(frozen=True, slots=True)
class Death:
    """A life is to end by SIGKILL, the `times`-th time that it comes to this point."""

    point: Point
    times: int


# --- from the world to a life -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a life on this database, with these faults planted."""

    url: str
    now: datetime
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """The moment has come that the life asked for: look at the clock."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told in a conversation that is not played: these facts, in one turn."""

    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Hear:
    """A person does something."""

    now: datetime
    owner: OwnerId
    update: int
    act: Signal | Told
    first_name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Come to a clean end."""


Order: TypeAlias = Start | Beat | Hear | Death | Stop

# --- from a life to the world -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """The turn for this update is committed."""

    update: int


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter that was written at `written` goes to Telegram; the world answers with what becomes of it."""

    letter: LentLetter
    written: datetime


@dataclass(frozen=True, slots=True)
class Dying:
    """The life is at the point at which it was to die."""

    point: Point


@dataclass(frozen=True, slots=True)
class Idle:
    """All is done; wake me at this moment at the latest."""

    wake: datetime | None


@dataclass(frozen=True, slots=True)
class Dead:
    """The process is gone, with this exit code."""

    code: int


Report: TypeAlias = Taken | Sending | Dying | Idle | Dead
Answer: TypeAlias = Result
