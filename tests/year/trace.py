"""What is written down of a year: all that the oracle judges by. Nothing here judges.

Moments are UTC. A trace is the same, byte for byte, whenever the same year is lived again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from conversations.address import Address
from conversations.effects import Lane
from conversations.facts import OwnerId
from tests.year.facts import Fact

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something became true about a person's world at this moment."""

    at: datetime
    order: int
    owner: OwnerId
    fact: Fact


@dataclass(frozen=True, slots=True)
class Arrived:
    """The letter of this number, written at `written`, came to Telegram. `result` is what Telegram made of it."""

    at: datetime
    order: int
    owner: OwnerId
    number: int
    lane: Lane
    result: str
    text: str
    rows: tuple[tuple[Address, ...], ...]  # where its buttons lead
    written: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """A life came to its end; the next one begins at `until`. `how` says where it was killed, or that it stopped."""

    at: datetime
    until: datetime
    how: str


@dataclass
class Trace:
    """One year."""

    begun: datetime
    over: datetime
    noted: list[Noted] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    nudges: list[Row] = field(default_factory=list)
    bundles: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """All of it as text."""
        for records in (self.noted, self.arrived, self.ended, self.trouble):
            yield from map(repr, records)
        for rows in (self.nudges, self.bundles, self.waiting):
            yield from (repr(sorted(row.items(), key=str)) for row in rows)
