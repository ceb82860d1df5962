"""What the oracle hears about one person: what became true, what came, when there was no life. Values only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from conversations.effects import Lane
from conversations.facts import OwnerId
from tests.year.letters import Row
from tests.year.trace import Arrived, Noted, Trace


@dataclass(frozen=True, slots=True)
class Message:
    """A letter that the bot began by itself; `comes` are the moments at which it arrived, several after a kill."""

    number: int
    written: datetime
    order: int
    comes: tuple[datetime, ...]
    tries: tuple[Arrived, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.tries[0].rows

    def waits_at(self, moment: datetime) -> bool:
        """Whether it is written, and not yet noted as delivered."""
        return self.written < moment and (not self.comes or moment < self.comes[-1])


@dataclass(frozen=True, slots=True)
class Coming:
    """A message arrives later than it was written."""

    at: datetime
    order: int
    message: Message


@dataclass(frozen=True, slots=True)
class Year:
    """One person's year. `down`: the times without a life; `nudges`: kind and subject of each."""

    owner: OwnerId
    noted: Sequence[Noted]
    messages: Sequence[Message]
    down: Sequence[tuple[datetime, datetime]]
    nudges: Mapping[str, tuple[str, str]]
    over: datetime

    def is_down(self, moment: datetime) -> bool:
        """Whether there was no life; in the second of a death nobody knows."""
        return any(since <= moment < until for since, until in self.down)


Item: TypeAlias = Noted | Message | Coming


def at(item: Item) -> datetime:
    """When it happened."""
    return item.written if isinstance(item, Message) else item.at


def items_of(year: Year) -> list[Item]:
    """All that happened, in its order."""
    comings = (Coming(come, each.order, each) for each in year.messages for come in each.comes if come > each.written)
    return sorted([*year.noted, *year.messages, *comings], key=lambda item: (at(item), item.order))


def years(trace: Trace) -> Iterator[Year]:
    """The year of each person."""
    noted, tries = defaultdict[OwnerId, list[Noted]](list), defaultdict[OwnerId, list[Arrived]](list)
    for note in trace.noted:
        noted[note.owner].append(note)
    for arrived in trace.arrived:
        if arrived.lane is not Lane.REPLY:
            tries[arrived.owner].append(arrived)
    nudges = defaultdict[OwnerId, dict[str, tuple[str, str]]](dict)
    for row in trace.nudges:
        nudges[row["owner"]][row["key"]] = (row["kind"].value, row["subject"])
    down = [(end.at, end.until) for end in trace.ended]
    for owner in noted:
        yield Year(owner, noted[owner], list(_messages(tries[owner])), down, nudges[owner], trace.over)


def _messages(tries: Sequence[Arrived]) -> Iterator[Message]:
    by_number = defaultdict[int, list[Arrived]](list)
    for arrived in tries:
        by_number[arrived.number].append(arrived)
    for number, each in by_number.items():
        comes = tuple(arrived.at for arrived in each if arrived.result == "Delivered")
        yield Message(number, each[0].written, each[0].order, comes, tuple(each))
