"""What a life is made of that can be killed: its line to the world, the points at which it may end, its database."""

import os
import pickle
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO, TypeVar

from sqlalchemy import Connection, select

from bot.clock import Clock
from conversations.facts import OwnerId
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.group_commit import GroupCommit
from storage.hearing import Brought
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.tables import LETTERS
from tests.year.orders import Answer, Death, Dying, Order, Point, Report, Sending

T = TypeVar("T")


class Line:
    """The line to the world: one value after the other, both ways."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def order(self) -> Order:
        order: Order = pickle.load(self._incoming)  # noqa: S301 -- the world is our parent
        return order

    def tell(self, report: Report) -> None:
        pickle.dump(report, self._outgoing)
        self._outgoing.flush()

    def ask(self, report: Sending) -> Answer:
        self.tell(report)
        answer: Answer = pickle.load(self._incoming)  # noqa: S301 -- as above
        return answer


class Fate:
    """Counts the points at which this life may end, and ends it at the one that was named."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.death: Death | None = None
        self._left = 0

    def arm(self, death: Death) -> None:
        self.death, self._left = death, death.times

    def comes_to(self, point: Point) -> None:
        if self.death is None or self.death.point is not point:
            return
        self._left -= 1
        if not self._left:
            self._line.tell(Dying(point))
            os.kill(os.getpid(), signal.SIGKILL)


class AtOnce(GroupCommit):
    """Each transaction at once, by itself: there is nobody else to wait for, and the year has many turns."""

    async def run(self, work: Callable[[Connection], T], **_: object) -> T:
        with self.engine.begin() as connection:
            return work(connection)


class MortalDatabase(Database):
    """The database, for a process that may die right before and right after a turn is committed."""

    def __init__(self, url: str, fate: Fate) -> None:
        super().__init__(url)
        self._way = AtOnce(engine_for(normalised(url), 1))
        self._fate = fate
        self.committed: Callable[[], object] = lambda: None
        """Told of each turn, right after its commit."""

    async def written_at(self, letter: LentLetter) -> datetime:
        this = select(LETTERS.c.written_at).where(LETTERS.c.owner == letter.owner, LETTERS.c.number == letter.number)
        moment: datetime = await self._way.run(lambda connection: connection.execute(this).scalar_one())
        return moment

    async def turn(
        self, owner: OwnerId, work: Callable[[Ledger], T], *, urgent: bool = True, update: Brought | None = None
    ) -> T:
        def mortal(ledger: Ledger) -> T:
            result = work(ledger)
            self._fate.comes_to(Point.BEFORE_COMMIT)
            return result

        result = await super().turn(owner, mortal, urgent=urgent, update=update)
        self.committed()
        self._fate.comes_to(Point.AFTER_COMMIT)
        return result


class ToldClock(Clock):
    """Shows the moment of the last order."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)
