"""A life of the bot: a process of its own with the real database and the real coach. It knows no time but the world's.

Run as a program it is where lives come from: it imports everything once and forks a process for each life. What a life
is told to do it does in one straight line, so that the same year happens twice in the same way: its postman carries one
letter after the other. The real postman, who carries for all at once, has his own tests with kills (tests/bot).
"""

import asyncio
import gc
import os
import sys
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import assert_never

from bot.coach import LEASE, Coach
from bot.delivery import Blocked, TryLater
from bot.noting import Note, write_down
from bot.postman import BAGFUL
from bot.reception import receive
from bot.sitting import Sitting
from conversations.facts import OwnerId
from conversations.signals import CameBack, Said
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.slots import Ration
from tests.year.faults import plant
from tests.year.mortal import Fate, Line, MortalDatabase, ToldClock
from tests.year.orders import (
    Beat,
    Dead,
    Death,
    Hear,
    Idle,
    Point,
    Sending,
    Start,
    Stop,
    Taken,
    Told,
)

UNPACED = Ration(a_second=1_000_000, seconds=BAGFUL / 1_000_000, apart=timedelta())
"""The year has no seconds; how nudges are paced has tests of its own (tests/bot/test_pace.py)."""


class Life:
    """One process from its start to its end."""

    def __init__(self, line: Line, start: Start) -> None:
        self._line, self._fate = line, Fate(line)
        self._clock = ToldClock(start.now)
        self._database = MortalDatabase(start.url, self._fate)
        self._coach = Coach(self._database, self._clock)
        self._bag: deque[LentLetter] = deque()
        self._coach.letters = self._bag.extend
        self._wake: datetime | None = start.now

    async def live(self) -> None:
        await self._database.post(lambda outbox: outbox.call_back())
        self._line.tell(Idle(self._wake))
        while not isinstance(order := self._line.order(), Stop):
            match order:
                case Beat(now=now):
                    self._clock.moment = now
                    await self._beat()
                case Hear(now=now):
                    self._clock.moment = now
                    await self._hear(order)
                case Death():
                    self._fate.arm(order)
                case Start():
                    raise ValueError("this life has begun already")
                case _:
                    assert_never(order)
            self._line.tell(Idle(self._wake))
        await self._database.close()

    async def _beat(self) -> None:
        """As the heartbeat: look at the clock, sweep the outbox, and ask both when to come again."""
        self._wake = await self._coach.look_at_the_clock()
        await self._deliver(None)
        now = self._clock.now()
        self._wake = _first(self._wake, await self._database.post(lambda outbox: outbox.next_letter_at(now)))

    async def _hear(self, hear: Hear) -> None:
        self._database.committed = lambda: self._line.tell(Taken(hear.update))
        if isinstance(hear.act, Told):
            await self._keep(hear, hear.act)
        else:
            await self._coach.hear(hear.owner, hear.update, hear.act, hear.first_name)
        self._database.committed = lambda: None
        await self._deliver(hear.owner)
        self._wake = _first(self._wake, await self._database.post(lambda outbox: outbox.next_due()))

    async def _keep(self, hear: Hear, told: Told) -> None:
        """A turn as the coach takes it, with these facts as its outcome."""
        now = self._clock.now()

        def work(ledger: Ledger) -> None:
            if ledger.hear(hear.update, now):
                sitting = Sitting(ledger, hear.owner, now, ledger.settings())
                receive(sitting, CameBack())
                sitting.do(*told.records)

        await self._database.turn(hear.owner, work)

    async def _deliver(self, owner: OwnerId | None) -> None:
        """Carry what was handed over, and what else waits of this owner, or of anybody."""
        now = self._clock.now()
        while True:
            while self._bag:
                await self._carry(self._bag.popleft())
            lent = await self._database.post(lambda outbox: outbox.lend(now, now + LEASE, BAGFUL, owner))
            begun = await self._database.post(lambda outbox: outbox.lend_nudges(now, now + LEASE, UNPACED))
            if not lent and not begun.letters:
                self._wake = _first(self._wake, begun.again)
                return
            self._bag.extend((*lent, *begun.letters))

    async def _carry(self, letter: LentLetter) -> None:
        self._fate.comes_to(Point.BEFORE_SENDING)
        result = self._line.ask(Sending(letter, await self._database.written_at(letter)))
        self._fate.comes_to(Point.BEFORE_NOTING)
        now = self._clock.now()
        note = Note(letter, result)
        self._wake = _first(self._wake, *await self._database.post(lambda outbox: write_down(outbox, [note], now)))
        if isinstance(result, TryLater | Blocked):
            others = [each for each in self._bag if each.owner != letter.owner]
            self._bag.clear()
            self._bag.extend(others)


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


async def warm_up(line: Line) -> None:
    """Take one turn on a database in memory: what Python does only once is done before the first life begins."""
    now = datetime(2027, 1, 1, tzinfo=UTC)
    database = MortalDatabase("sqlite://", Fate(line))
    await database.migrate()
    coach = Coach(database, ToldClock(now))
    words = ("/start", "Berlin", "yes", "9:00", "AI meetup tomorrow 6pm Javits Center", "yes")
    for update, text in enumerate(words):
        await coach.hear(OwnerId(1), update, Said(text, update))
    await coach.look_at_the_clock()
    await database.post(lambda outbox: (outbox.lend(now, now, 1), outbox.next_letter_at(now)))
    await database.close()


def keep_stable(line: Line) -> None:
    """Start a life whenever the world says so, and tell how each ended."""
    while True:
        try:
            start = line.order()
        except EOFError:
            return
        assert isinstance(start, Start), start
        life = os.fork()
        if not life:
            plant(start.faults)
            asyncio.run(Life(line, start).live())
            sys.stdout.flush()
            os._exit(0)
        line.tell(Dead(os.waitstatus_to_exitcode(os.waitpid(life, 0)[1])))


if __name__ == "__main__":
    to_world = Line(sys.stdin.buffer, sys.stdout.buffer)
    asyncio.run(warm_up(to_world))
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    keep_stable(to_world)
