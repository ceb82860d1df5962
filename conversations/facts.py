"""What is kept about one owner: settings, events, people and what binds them. Values only, no rules.

Every fact has a key that is unique for its owner ("e3", "d7.0", "d7.0.help"). A fact that came out of a dialogue
is named after the answer it came from, so that the same answer always means the same fact.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from conversations.timing import EVERY_DAY, WallTime

OwnerId = NewType("OwnerId", int)
"""The Telegram user id of the person Rapport coaches; a private chat has the same id."""

Key = NewType("Key", str)
"""Names one thing of one owner: at most 32 characters of a-z, 0-9 and dots."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one owner wants to be treated. Times are local, in `zone` (IANA)."""

    first_name: str = ""
    zone: str = "UTC"
    nudge_hour: time = time(9)
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    days: frozenset[int] = EVERY_DAY  # weekdays with a bundle; Monday is 0
    weekly: int = 3  # bundles on any 7 consecutive local dates
    paused_until: date | None = None  # the local date on which nudges go on
    set_up: bool = False
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A networking event; its state on the spine is computed from these and the time (see spine.py)."""

    key: Key
    title: str
    start: WallTime
    end: WallTime
    place: str | None = None
    prepared: bool = False
    debriefed: bool = False
    dismissed: bool = False  # the person wants no debrief of it


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the owner met. `draft`: captured during the event, not debriefed yet."""

    key: Key
    name: str
    event: Key | None
    met_on: date
    draft: bool = False
    who: str | None = None  # PERSON: who they are beyond the title
    said: str | None = None  # LISTEN: what they said that is worth remembering
    met_how: str | None = None  # "at the bar", "through Tomek"
    handle: str | None = None  # Telegram username, without @
    phone: str | None = None
    email: str | None = None
    telegram_id: int | None = None
    next_touch: date | None = None  # CARE: when the owner wants to be in touch next
    touch_how: str | None = None
    last_contact: datetime | None = None  # UTC; None until the first real contact after meeting
    debriefed_on: date | None = None
    stopped: bool = False  # no nudges about this person
    pace: int = 0  # how often this person is brought up: see rhythm.py


TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "herr", "frau"})


def first_name(person: Person) -> str:
    """What one calls them: the first word of the name after any titles; with a title and one name, both."""
    words = person.name.split() or ["them"]
    names = [word for word in words if word.lower().rstrip(".") not in TITLES]
    if len(names) == len(words) or len(names) > 1:
        return names[0]
    return " ".join(words)


class NoteKind(StrEnum):
    """What a note is about. A recording or a picture is kept by Telegram, and here only named by its file."""

    WORK = "work"
    INTEREST = "interest"
    NEED = "need"
    OFFER = "offer"
    REMARK = "remark"
    VOICE = "voice"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was noted about a person, on a local date. `file` is Telegram's file_id of what is no text."""

    key: Key
    person: Key
    kind: NoteKind
    words: str
    on: date
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """A message that was noted about somebody, as it was sent; what was read out of it is named after its key.

    `message` is Telegram's number of it, by which a later edit finds it. `made`: the person came with it.
    """

    key: Key
    person: Key
    words: str
    message: int | None = None
    made: bool = False
    ways: str = ""  # the fields of the person that it filled, apart by blanks


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the owner promised (`mine`) or was promised. `due` is a local date; None means no date was given."""

    key: Key
    person: Key | None
    words: str
    made_on: date
    due: date | None = None
    mine: bool = True
    state: PromiseState = PromiseState.OPEN


class IntroductionState(StrEnum):
    """Where an introduction stands; consent is asked on both sides."""

    IDEA = "idea"
    ASKED_A = "asked_a"
    ASKED_B = "asked_b"
    AGREED = "agreed"
    INTRODUCED = "introduced"
    THANKED = "thanked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Bringing `person` together with `other` (as typed). `to_me`: they offered it to the owner.

    `other_key` names the other one when the owner knows both.
    """

    key: Key
    person: Key
    other: str
    made_on: date
    to_me: bool = False
    state: IntroductionState = IntroductionState.IDEA
    moved_on: date | None = None  # when it came to this state, local date; None: when it was made
    other_key: Key | None = None


class ApartKind(StrEnum):
    """What two people are not to be taken for: one and the same, or a pair to bring together."""

    ONE = "one"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Apart:
    """The owner's no to two people: they are never proposed again. `key` is that of `apart_key`."""

    key: Key
    kind: ApartKind
    one: Key
    other: Key


def apart_key(kind: ApartKind, one: Key, other: Key) -> Key:
    """The key of a no to these two, whichever of them is named first."""
    first, second = sorted((one, other))
    return Key(f"{kind.value[0]}.{first}.{second}")


@dataclass(frozen=True, slots=True)
class Contact:
    """A real contact with a person, at a UTC moment, in the owner's words."""

    key: Key
    person: Key
    at: datetime
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An if-then plan for an event. `happened` is None until the debrief asked."""

    key: Key
    event: Key
    cue: str
    action: str
    happened: bool | None = None


class TakeawayKind(StrEnum):
    """What kind of thing the owner took home."""

    ADVICE = "advice"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Takeaway:
    """Advice received at an event, or something the owner wants to pay forward."""

    key: Key
    event: Key | None
    kind: TakeawayKind
    words: str
    on: date
    settled: bool = False  # they heard what became of it; it was passed on; or the owner let it go
    person: Key | None = None  # who gave the advice


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the owner can offer others; asked once, offered again in every prep."""

    key: Key
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """That something was brought up and has had no answer. `key` is that of the person or thing.

    `misses` counts the mentions without an answer; `on` is the local date of the last one.
    """

    key: Key
    misses: int
    on: date


Fact = Event | Person | Note | Capture | Promise | Introduction | Apart | Contact | Plan | Takeaway | Offer | Mention

Noted = Note | Promise | Introduction
"""What can be read out of a line about somebody."""
