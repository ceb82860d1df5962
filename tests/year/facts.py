"""What became true in a year, in the people's own words: all that the oracle knows of what they did. Values only.

Dates and times of day are the person's own; `key` is the name under which the bot's buttons speak of a thing.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be written to, from now on."""

    zone: str
    hour: time = time(9)
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    days: frozenset[int] = frozenset(range(7))
    weekly: int = 3
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """An event is planned; start and end are shown by clocks in `zone`."""

    key: str
    start: datetime
    end: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class LookedBack:
    """The event is debriefed, or no debrief is wanted."""

    key: str


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody was told of in a debrief on that day. `touch` is the day chosen for the next contact."""

    key: str
    met_on: date
    told_on: date
    touch: date | None = None


@dataclass(frozen=True, slots=True)
class InTouch:
    """There was a real contact."""

    key: str


@dataclass(frozen=True, slots=True)
class Paced:
    """The person is to be brought up half as often (1) or twice as often (-1) as before."""

    key: str
    change: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing more about this person."""

    key: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Something was promised, by the owner (`mine`) or to the owner."""

    key: str
    person: str | None
    due: date | None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise, an introduction, an advice or something to pass on is done or dropped."""

    key: str


@dataclass(frozen=True, slots=True)
class Snoozed:
    """This nudge is to come again on a day, at the person's hour; or at a minute of theirs, if `until` has one."""

    nudge: str
    until: date | datetime


@dataclass(frozen=True, slots=True)
class Introducing:
    """This person is to be introduced to somebody."""

    key: str
    person: str
    on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """An introduction came to its next station on that day."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Advised:
    """Advice was received."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class ToPassOn:
    """There is something to pay forward."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """Asked by this nudge "keep, less often, stop?", the owner wants to keep it as it is."""

    nudge: str


@dataclass(frozen=True, slots=True)
class Away:
    """The owner blocked the bot."""


@dataclass(frozen=True, slots=True)
class Back:
    """The owner is back: the bot heard from them after they had blocked it, or it never knew."""


Fact: TypeAlias = (
    Wishes
    | Going
    | LookedBack
    | Met
    | InTouch
    | Paced
    | Stopped
    | Promised
    | Settled
    | Snoozed
    | Introducing
    | Moved
    | Advised
    | ToPassOn
    | Kept
    | Away
    | Back
)
