"""Somebody who lives with the bot: what they know, what they are about, what they see. What they do is in acts.py."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count
from random import Random
from typing import TypeAlias

from conversations.address import Address
from conversations.effects import Record
from conversations.facts import OwnerId
from conversations.signals import Commanded, Said, Signal, Tapped
from tests.year.chat import Chat
from tests.year.facts import Away, Back, Fact, Wishes
from tests.year.hours import zone_info
from tests.year.orders import Told
from tests.year.trace import Arrived, Noted

Deed: TypeAlias = Signal | Told
Doing: TypeAlias = Generator[Deed, datetime, None]
"""What somebody is about: deed after deed. Each goes on when the bot has taken the one before, at that moment."""

Act: TypeAlias = "Callable[[Somebody], Doing]"
Intent: TypeAlias = tuple[datetime, Act]


@dataclass
class Somebody:
    """One person with a phone. `answering` and `planning` are given by who makes people up (see plans.py)."""

    number: OwnerId
    name: str
    chance: Random
    wishes: Wishes
    plans: "Callable[[], Iterator[Intent]]" = field(default=lambda: iter(()))
    answers_to: "Callable[[Arrived], Iterator[Intent]]" = field(default=lambda _: iter(()))
    is_away: bool = False
    chat: Chat = field(default_factory=Chat)
    noted: list[Noted] = field(default_factory=list)
    happenings: Iterator[int] = field(default_factory=count)
    """Counts what happens to everybody; the world gives it."""
    now: datetime = field(init=False)
    promised_to: dict[str, str] = field(default_factory=dict)
    """To whom, or by whom, a promise was made."""
    settled: set[Address | str] = field(default_factory=set)
    """What is settled, by its key, and the buttons that moved something on."""

    _intends: "deque[Act]" = field(default_factory=deque)
    _act: "Act | None" = None
    _has_joined: bool = False
    _doing: Doing | None = None
    _count: int = 0
    _unheard: bool = False

    # --- being about something ----------------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether the bot has not yet taken what they did last."""
        return self._doing is not None

    def intends(self, act: Act) -> None:
        self._intends.append(act)

    def goes_on(self, now: datetime, taken: datetime | None) -> Deed | None:
        """The next thing they do; None when there is nothing to do."""
        self.now = now
        if taken is not None and self._unheard and not self.is_away:
            self._unheard = False
            self.notes(taken, Back())
        while self._doing is not None or self._intends:
            if self._doing is None:
                self._act = self._intends.popleft()
                self._doing, taken = self._act(self), None
            try:
                return next(self._doing) if taken is None else self._doing.send(taken)
            except StopIteration:
                self._doing = None
        return None

    def gives_up(self) -> None:
        """What they did got lost, and they turn to something else; but whoever could not join tries that again."""
        if self._doing is not None:
            self._doing.close()
        self._doing = None
        if self._act is not None and not self._has_joined:
            self._intends.appendleft(self._act)

    def blocks(self) -> None:
        """From now on nothing of the bot's gets through, until they come back."""
        self.is_away = self._unheard = True
        self.notes(self.now, Away())

    def comes_back(self) -> None:
        """It gets through again. The bot knows as soon as it hears anything from them."""
        self.is_away = False

    # --- what they can do ---------------------------------------------------------------------------

    def says(self, text: str) -> Said:
        return Said(text, self.chat.next_number())

    def commands(self, name: str, argument: str = "") -> Commanded:
        return Commanded(name, argument, self.chat.next_number())

    def taps(self, to: Address) -> Tapped | None:
        """A tap on the newest button that leads there; None when there is none on their screen, or they are away."""
        found = self.chat.find(lambda there: there == to)
        if found is None or self.is_away:
            return None
        return Tapped(found[1], f"t{self.next()}", found[0])

    def tells(self, *records: Record) -> Told:
        return Told(records)

    def notes(self, at: datetime, *facts: Fact) -> None:
        """It is true from this moment on."""
        self.noted += [Noted(at, next(self.happenings), self.number, fact) for fact in facts]
        for fact in facts:
            if isinstance(fact, Wishes):
                self.wishes, self._has_joined = fact, True

    # --- their clock --------------------------------------------------------------------------------

    def next(self) -> int:
        """A number that they never used."""
        self._count += 1
        return self._count

    def today(self, at: datetime | None = None) -> date:
        return (at or self.now).astimezone(zone_info(self.wishes.zone)).date()

    def moment(self, day: date, hour: time) -> datetime:
        """When clocks around them show this."""
        return datetime.combine(day, hour, zone_info(self.wishes.zone)).astimezone(UTC)
