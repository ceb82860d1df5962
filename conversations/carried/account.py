"""An account as it is carried: every row that is kept of one owner, as values. How they are written is lines.py's part.

The rule of this file: what only holds within one chat or one process stays out of it: the numbers of messages, the
letters and updates on their way, whether the owner has blocked us, and the first name that Telegram tells each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from conversations.dialogue import DialogueState
from conversations.effects import Nudge
from conversations.facts import (
    Apart,
    Capture,
    Contact,
    Event,
    Fact,
    Introduction,
    Key,
    Mention,
    Note,
    Offer,
    Person,
    Plan,
    Promise,
    Settings,
    Takeaway,
)


class Section(StrEnum):
    """The parts of an account, in the order in which they are written: nudges last, as they speak of all the others."""

    EVENTS = "events"
    PEOPLE = "people"
    NOTES = "notes"
    CAPTURES = "captures"
    PROMISES = "promises"
    INTRODUCTIONS = "introductions"
    APARTS = "aparts"
    CONTACTS = "contacts"
    PLANS = "plans"
    TAKEAWAYS = "takeaways"
    OFFERS = "offers"
    DIALOGUES = "dialogues"
    BUNDLES = "bundles"
    MENTIONS = "mentions"
    NUDGES = "nudges"


FACTS: Final[Mapping[Section, type[Fact]]] = {
    Section.EVENTS: Event,
    Section.PEOPLE: Person,
    Section.NOTES: Note,
    Section.CAPTURES: Capture,
    Section.PROMISES: Promise,
    Section.INTRODUCTIONS: Introduction,
    Section.APARTS: Apart,
    Section.CONTACTS: Contact,
    Section.PLANS: Plan,
    Section.TAKEAWAYS: Takeaway,
    Section.OFFERS: Offer,
    Section.MENTIONS: Mention,
}
"""The sections that hold facts, and which."""

OF_NUDGES: Final = frozenset({Section.BUNDLES, Section.MENTIONS, Section.NUDGES})
"""What became of facts when their time came. It is as it was only in an account that becomes what it was."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact, and the moment (UTC) at which it was written down first."""

    fact: Fact
    at: datetime

    @property
    def key(self) -> str:
        """Its name among those of its section."""
        return self.fact.key


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer as it lies in its dialogue; `value` is JSON, so that one that is not understood is carried, too."""

    place: str
    set_aside: bool
    value: Any
    seq: int
    given_at: datetime


@dataclass(frozen=True, slots=True)
class PastDialogue:
    """A dialogue with its answers. All moments are UTC."""

    key: Key
    script: str
    subject: Key | None
    state: DialogueState
    opened_at: datetime
    changed_at: datetime
    answers: tuple[PastAnswer, ...] = ()

    @property
    def at(self) -> datetime:
        """When it was written down first."""
        return self.opened_at


@dataclass(frozen=True, slots=True)
class PastNudge:
    """An occurrence of a nudge, and when it was taken (UTC), if it was."""

    nudge: Nudge
    taken_at: datetime | None

    @property
    def key(self) -> str:
        """Its name among the nudges."""
        return self.nudge.key


@dataclass(frozen=True, slots=True)
class PastBundle:
    """A local date that had its bundle."""

    day: date

    @property
    def key(self) -> str:
        """The date, as text that sorts like it."""
        return self.day.isoformat()


Entry = Kept | PastDialogue | PastNudge | PastBundle


@dataclass(frozen=True, slots=True)
class Owned:
    """What is kept of the owner themselves: the settings, and the number of the next key."""

    settings: Settings
    next_key: int
