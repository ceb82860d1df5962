"""The round of nudges: takes what we begin ourselves out of the outbox, each letter at the moment that it was given.

It asks for half a second's worth at a time, a little before the last of it is gone, so that no slot is lost. Whoever
waits for a slot waits here and not in the person's own round, so that a reply to the same person goes first. When there
is nothing, it sleeps until it is woken.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.coach import LEASE
from bot.in_hand import InHand
from bot.logs import told
from bot.pace import Pace, until
from bot.patience import SECOND, patiently
from conversations.facts import OwnerId
from storage.database import Database
from storage.failures import StorageAway
from storage.letters import LentLetter
from storage.slots import Ration

EARLY = timedelta(seconds=0.3)
"""How long before its last slot is over a slice is followed by the next."""

LEEWAY = 0.01
"""Seconds that lie between a letter's being let go and its being sent, when nothing holds it up."""

logger = logging.getLogger(__name__)


class NudgeRound:
    """One loop that asks and one that lets go, while there is anything; `hand_over` gets each letter in time."""

    def __init__(self, database: Database, clock: Clock, in_hand: InHand, a_second: float) -> None:
        self._database = database
        self._clock = clock
        self._in_hand = in_hand
        self._ration = Ration(a_second)
        self._pace = Pace(a_second)
        self._queue: deque[tuple[float, LentLetter]] = deque()
        self._asking: asyncio.Task[None] | None = None
        self._letting_go: asyncio.Task[None] | None = None
        self._let_go_at: dict[tuple[OwnerId, int], float] = {}
        self._woken = asyncio.Event()
        self.hand_over: Callable[[LentLetter], None] | None = None
        self.later: Callable[[datetime], None] | None = None
        """Told when to wake us again (UTC), if nothing can be done before."""

    @property
    def tasks(self) -> tuple[asyncio.Task[None], ...]:
        """What goes on; nothing, while there is nothing to be done."""
        both = (self._asking, self._letting_go)
        return tuple(task for task in both if task is not None and not task.done())

    def wake(self) -> None:
        """There may be letters; returns at once."""
        self._woken.set()
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_on(), name="slots for nudges")

    async def keep_pace(self, letter: LentLetter) -> None:
        """Wait once more if something held up a letter after it was let go: then it comes together with others."""
        moment = self._let_go_at[letter.owner, letter.number]
        if asyncio.get_running_loop().time() - moment > LEEWAY:
            await self._pace.wait()

    def forget(self, letter: LentLetter) -> None:
        """It is no longer in hand."""
        self._let_go_at.pop((letter.owner, letter.number), None)

    async def hold(self) -> None:
        """Telegram asks for silence: what has not set out yet goes back, and is asked for again when we are woken.

        Raises:
            StorageAway: it could not be given back, and waits until its time with us is over.
        """
        back = [letter for _, letter in self._queue]
        self._queue.clear()
        for letter in back:
            self._in_hand.let_go(letter)
        if back:
            await self._database.post(lambda outbox: outbox.give_back(back))

    async def stop(self) -> None:
        """Ask for nothing any more, and give back what waits for its moment."""
        tasks = self.tasks
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(StorageAway):
            await self.hold()

    async def _ask_on(self) -> None:
        try:
            now, again = self._clock.now(), await self._ask(self._clock.now())
            while self._woken.is_set() or (again is not None and again <= now + SECOND + EARLY):
                was_woken = await self._is_woken_within((again or now) - now)
                # what we waited for has come, even if the clock stands still
                now = self._clock.now() if was_woken else max(self._clock.now(), again or now)
                again = await self._ask(now)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next one who wakes us finds us ready
            logger.error("slots for nudges: %s", told(error))  # noqa: TRY400 -- a traceback may hold words
            return
        if again is not None and self.later is not None:
            self.later(again)

    async def _is_woken_within(self, pause: timedelta) -> bool:
        try:
            async with asyncio.timeout(pause.total_seconds()):
                await self._woken.wait()
        except TimeoutError:
            return False
        return True

    async def _ask(self, now: datetime) -> datetime | None:
        """Borrow a slice; when to ask again."""
        self._woken.clear()
        asked = asyncio.get_running_loop().time()
        borrowed = await patiently(
            lambda: self._database.post(lambda outbox: outbox.lend_nudges(now, now + LEASE, self._ration), urgent=False)
        )
        if borrowed.is_held:
            await self.hold()
        for letter in borrowed.letters:
            if letter.at is not None and self._in_hand.take(letter):
                self._queue.append((asked + (letter.at - now).total_seconds(), letter))
        if self._queue and (self._letting_go is None or self._letting_go.done()):
            self._letting_go = asyncio.create_task(self._let_go(), name="nudges in their slots")
        if borrowed.letters and borrowed.again is not None:
            return max(now, borrowed.again - EARLY)
        return borrowed.again

    async def _let_go(self) -> None:
        while self._queue:
            moment, letter = self._queue[0]
            await until(moment)
            await self._pace.wait()
            if self._queue and self._queue[0][1] is letter:  # else it was given back meanwhile
                self._queue.popleft()
                self._let_go_at[letter.owner, letter.number] = asyncio.get_running_loop().time()
                if self.hand_over is not None:
                    self.hand_over(letter)
