"""The world of a year: it holds the clock, brings what people do, plays Telegram, and ends lives. It judges nothing.

Everything in it happens in one order that follows from the seed: no real time, no waiting.
"""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from sqlalchemy import Table, select

from bot.delivery import Blocked, Delivered, Result, TryLater
from bot.patience import growing_pause
from conversations.effects import Lane, Say
from storage.engines import engine_for, normalised
from storage.letters import LentLetter
from storage.tables import BUNDLES, LETTERS, NUDGES
from tests.year.ends import End
from tests.year.letters import rows_of
from tests.year.orders import Beat, Dead, Dying, Hear, Idle, Order, Sending, Start, Stop, Taken
from tests.year.people import Act, Deed, Somebody
from tests.year.stable import Stable
from tests.year.trace import Arrived, Ended, Row, Trace

REPEATED = timedelta(hours=24)
"""For so long Telegram keeps an update that nobody confirms."""

LONGEST_PAUSE = timedelta(minutes=5)
RACING = 100
"""Looks at the clock at one moment: whoever looks more often goes round in circles."""


@dataclass
class Update:
    """Something a person did, until the bot confirms it. What else they are about waits for that."""

    number: int
    somebody: Somebody
    deed: Deed
    at: datetime
    taken: datetime | None = None


def _rows(url: str, table: Table) -> list[Row]:
    """A table as it is, read past the product."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key)).mappings()
        rows: list[Row] = [dict(row) for row in found]
    engine.dispose()
    return rows


@dataclass(frozen=True, slots=True)
class Story:
    """What is given of a year before it is lived. `refused`: how many letters Telegram does not take at once."""

    begins: datetime
    ends: datetime
    people: tuple[Somebody, ...]
    lives: tuple[End, ...]
    faults: tuple[str, ...] = ()
    refused: float = 0.01


@dataclass
class World:
    """One year being lived."""

    stable: Stable
    url: str
    story: Story
    chance: Random

    def __post_init__(self) -> None:
        self.now = self.story.begins
        self.trace = Trace(self.story.begins, self.story.ends)
        self._people = {each.number: each for each in self.story.people}
        self._order, self._updates, self._happenings = count(), count(1), count()
        self._ahead: list[tuple[datetime, int, Callable[[], None]]] = []
        self._waiting: deque[Update] = deque()
        self._bringing = False
        self._alive = False
        self._wake: datetime | None = None
        self._looks = 0
        self._end: End | None = None
        self._told = set[tuple[int, int]]()

    def live(self) -> Trace:
        """The whole year."""
        for somebody in self.story.people:
            somebody.happenings = self._happenings
        for somebody in self.story.people:
            for moment, act in somebody.plans():
                self._later(moment, partial(self._begin, somebody, act))
        for end in self.story.lives:
            self._later(end.at, partial(self._ending, end))
        self._start()
        while (moment := self._next()) <= self.story.ends:
            self._looks = 0 if moment > self.now else self._looks
            self.now = max(self.now, moment)
            if self._alive and self._wake is not None and self._wake <= self.now:
                self._beat()
            else:
                heapq.heappop(self._ahead)[2]()
        if self._alive:
            self._send(Stop())
            self.trace.ended.pop()  # nothing begins after it
        for somebody in self.story.people:
            self.trace.noted += somebody.noted
        self.trace.nudges = _rows(self.url, NUDGES)
        self.trace.bundles = _rows(self.url, BUNDLES)
        self.trace.waiting = _rows(self.url, LETTERS)
        return self.trace

    def _later(self, moment: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self._ahead, (max(moment, self.now), next(self._order), what))

    def _next(self) -> datetime:
        moments = [self.story.ends + timedelta.resolution]
        moments += [self._ahead[0][0]] if self._ahead else []
        moments += [self._wake] if self._alive and self._wake is not None else []
        return min(moments)

    # --- lives --------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._alive = True
        self._send(Start(self.url, self.now, self.story.faults))
        steps = [self._beat, self._bring]
        self.chance.shuffle(steps)  # what comes first after a start is nobody's to say
        for step in steps:
            step()

    def _beat(self) -> None:
        if not self._alive:
            return
        self._looks += 1
        if self._looks > RACING:
            self.trace.trouble.append(f"{self.now}: looked at the clock {RACING} times at one moment")
            self._wake = self.now + timedelta(hours=1)
            return
        self._send(Beat(self.now))

    def _ending(self, end: End) -> None:
        if not self._alive:
            self._later(self.now + timedelta(hours=1), partial(self._ending, end))
            return
        self._end = end
        self._send(end.death or Stop())

    def _send(self, order: Order) -> bool:
        """Whether the life did all of it and lives on."""
        self.stable.send(order)
        point = "stopped"
        while True:
            match self.stable.report():
                case Idle(wake=wake):
                    self._wake = wake
                    return True
                case Sending(letter=letter, written=written):
                    self.stable.send(self._receive(letter, written))
                case Taken():
                    self._waiting[0].taken = self._waiting[0].taken or self.now
                case Dying(point=died_at):
                    point = died_at.value
                case Dead(code=code):
                    self._died(order, point, code)
                    return False

    def _died(self, order: Order, how: str, code: int) -> None:
        self._alive, end, self._end = False, self._end, None
        if code not in {0, -9} or (code == 0 and not isinstance(order, Stop)):
            self.trace.trouble.append(f"{self.now}: a life ended by itself with {code} at {order}")
        until = self.now + (end.down if end else timedelta(minutes=1))
        self.trace.ended.append(Ended(self.now, until, how))
        self._later(until, self._start)

    # --- people -------------------------------------------------------------------------------------

    def _begin(self, somebody: Somebody, act: Act) -> None:
        somebody.intends(act)
        if not somebody.is_waiting:
            self._go_on(somebody, None)

    def _go_on(self, somebody: Somebody, taken: datetime | None) -> None:
        deed = somebody.goes_on(self.now, taken)
        if deed is not None:
            self._waiting.append(Update(next(self._updates), somebody, deed, self.now))
            self._bring()

    def _bring(self) -> None:
        """Bring what waits to the bot, one after the other."""
        if self._bringing:
            return
        self._bringing = True
        while self._alive and self._waiting:
            update = self._waiting[0]
            lost = self.now - update.at > REPEATED
            if not lost:
                somebody = update.somebody
                self._looks = 0  # what is heard may be looked at
                if not self._send(Hear(self.now, somebody.number, update.number, update.deed, somebody.name)):
                    break
            self._waiting.popleft()
            if lost and update.taken is None:
                update.somebody.gives_up()
            self._go_on(update.somebody, update.taken)
        self._bringing = False

    # --- Telegram -----------------------------------------------------------------------------------

    def _receive(self, letter: LentLetter, written: datetime) -> Result:
        somebody, said = self._people[letter.owner], letter.letter
        result: Result
        if somebody.is_away:
            result = Blocked()
        elif self.chance.random() < self.story.refused:
            result = TryLater(growing_pause(letter.attempts, LONGEST_PAUSE), "Telegram is busy")
        else:
            result = Delivered(somebody.chat.show(said))
        if isinstance(said, Say):
            arrived = Arrived(
                self.now,
                next(self._happenings),
                letter.owner,
                letter.number,
                said.lane,
                type(result).__name__,
                said.screen.text,
                rows_of(said.screen),
                written,
            )
            self.trace.arrived.append(arrived)
            first = (letter.owner, letter.number) not in self._told
            if isinstance(result, Delivered) and said.lane is not Lane.REPLY and first:
                self._told.add((letter.owner, letter.number))
                for moment, act in somebody.answers_to(arrived):
                    self._later(moment, partial(self._begin, somebody, act))
        return result
