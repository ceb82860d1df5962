"""The postman: takes letters out of the outbox to Telegram, in order for each person and all persons at once.

Replies go first and are never held back, but when Telegram asks for it (see silence.py); what we begin ourselves is
paced, by one budget for all processes (see nudge_round.py and storage/slots.py). He remembers nothing: what he could
not deliver is still in the outbox when he falls over, and somebody else has it some seconds later (see in_hand.py).
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot

from bot.clock import Clock
from bot.coach import LEASE
from bot.delivery import Blocked, Delivered, Result, TooFast, TryLater, at_once, deliver, may_come_twice
from bot.in_hand import InHand
from bot.logs import told
from bot.noting import Note, Noting
from bot.nudge_round import NudgeRound
from bot.pace import until
from bot.parcels import Parcels
from bot.patience import BLINK, SECOND, patiently
from bot.silence import Silence
from conversations.effects import Lane
from conversations.facts import OwnerId
from storage.database import Database
from storage.failures import StorageAway
from storage.letters import LentLetter, lane_of

BAGFUL = 100
NUDGES_A_SECOND = 30
"""What Telegram allows a bot to send to different people; with paid broadcasts it is up to 1,000."""

logger = logging.getLogger(__name__)


class Postman:
    """One round for each person who has letters; a round ends when nothing of theirs can be sent now."""

    def __init__(self, bot: Bot, database: Database, clock: Clock, a_second: float = NUDGES_A_SECOND) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._silence = Silence()
        self._in_hand = InHand(database, clock)
        self._noting = Noting(database, clock)
        self._nudges = NudgeRound(database, clock, self._in_hand, a_second)
        self._nudges.hand_over = self._carry_along
        self._bags: dict[OwnerId, deque[LentLetter]] = {}
        self._asked: set[OwnerId] = set()
        self._rounds: dict[OwnerId, asyncio.Task[None]] = {}
        self.parcels = Parcels(database, clock)
        """What is made when it is sent."""
        self.carried: Callable[[LentLetter, Result, float], None] | None = None
        """Told what became of each letter, and how many seconds Telegram took for it."""

    def tell_when_to_come(self, later: Callable[[datetime], None]) -> None:
        """Have `later` told the moment (UTC) from which on what could not go may be tried again, by a sweep."""
        self._noting.postponed = self._in_hand.over = self._nudges.later = later

    def take(self, letters: tuple[LentLetter, ...]) -> None:
        """Deliver these replies, which were lent to us; returns at once."""
        for letter in letters:
            if self._in_hand.take(letter):
                self._carry_along(letter)

    def look_for(self, owner: OwnerId) -> None:
        """Deliver what waits for this person as a reply; returns at once.

        Replies written while older ones were under way were not lent to anybody.
        """
        self._asked.add(owner)
        self._set_out(owner)

    def look_for_nudges(self) -> None:
        """Deliver what we begin ourselves, each letter when there is a slot for it; returns at once."""
        self._nudges.wake()

    async def take_over(self) -> None:
        """Call back the letters of a postman who fell over; nobody has to wait until his time with them is over.

        For a postman who is the only one. If another one still goes round, people get letters twice.

        Raises:
            StorageAway: the outbox cannot be reached.
        """
        await self._database.post(lambda outbox: outbox.call_back())

    async def sweep(self) -> datetime | None:
        """Take up what was left behind; when to sweep again (UTC), None when nothing waits.

        Raises:
            StorageAway: the outbox cannot be reached.
        """
        while lent := await self._lend(BAGFUL, None):
            self.take(lent)
            if len(lent) < BAGFUL:
                break
            if self._rounds:
                await asyncio.wait(self._rounds.values(), timeout=LEASE.total_seconds())
        self._nudges.wake()
        now = self._clock.now()
        return await self._database.post(lambda outbox: outbox.next_letter_at(now))

    async def finish(self, within: timedelta) -> None:
        """Wait until all that can go is delivered or given back, but not longer than this."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within.total_seconds()):
                while under_way := (*self._rounds.values(), *self._nudges.tasks):
                    await asyncio.wait(under_way)

    async def stop(self, within: timedelta = timedelta(seconds=5)) -> None:
        """Deliver what is in hand if that goes fast; the rest stays in the outbox."""
        await self._nudges.stop()
        await self.finish(within)
        rounds = tuple(self._rounds.values())
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
        self._in_hand.stop()

    def _carry_along(self, letter: LentLetter) -> None:
        self._bags.setdefault(letter.owner, deque()).append(letter)
        self._set_out(letter.owner)

    def _set_out(self, owner: OwnerId) -> None:
        if owner not in self._rounds:
            self._rounds[owner] = asyncio.create_task(self._round(owner), name=f"letters of {owner}")

    async def _round(self, owner: OwnerId) -> None:
        try:
            while letters := await self._next(owner):
                await self._carry(letters)
        except Exception as error:  # noqa: BLE001 -- one person's trouble must not stop the others' letters
            found = {"owner": owner, "error": told(error)}
            logger.error("letters of %(owner)d: %(error)s", found)  # noqa: TRY400 -- a traceback may hold words
        finally:
            self._drop(owner)
            del self._bags[owner], self._rounds[owner]

    async def _next(self, owner: OwnerId) -> list[LentLetter]:
        bag = self._bags.setdefault(owner, deque())
        if not bag and owner in self._asked:
            self._asked.discard(owner)
            await self._ask_for(owner)
        return at_once(bag)

    async def _ask_for(self, owner: OwnerId) -> None:
        """Borrow their letters. While one before them is under way with somebody else, it can only be a moment."""
        pause = BLINK / 2
        while not (lent := await patiently(lambda: self._lend(BAGFUL, owner))) and pause < 2 * SECOND:
            now = self._clock.now()
            if not await patiently(lambda: self._database.post(lambda outbox: outbox.is_under_way(owner, now))):  # noqa: B023 -- awaited before the next `now`
                return
            await asyncio.sleep(pause.total_seconds())
            pause *= 2
        if len(lent) == BAGFUL:
            self._asked.add(owner)  # more may wait behind these
        self.take(lent)

    async def _carry(self, letters: list[LentLetter]) -> None:
        """Deliver the first letters of a bag. What was with us for too long belongs to somebody else by now."""
        owner, is_reply = letters[0].owner, lane_of(letters[0].letter) is Lane.REPLY
        while self._silence.until > asyncio.get_running_loop().time():
            await until(self._silence.until)
        if not all(self._in_hand.is_ours(letter) for letter in letters):
            if is_reply:
                self._drop(owner)
                self._asked.add(owner)
            else:
                self._put_down(self._bags[owner].popleft())
            return
        if not is_reply:
            await self._nudges.keep_pace(letters[0])
        failed = TryLater | TooFast | Blocked if is_reply else Blocked
        if any(isinstance(result, failed) for result in await self._deliver_and_note(owner, letters)):
            self._drop(owner)

    async def _deliver_and_note(self, owner: OwnerId, letters: list[LentLetter]) -> list[Result]:
        """What nobody should see twice is noted as soon as Telegram has it, however long the others take."""
        under_way = {asyncio.create_task(self._deliver(letter)): letter for letter in letters}
        first = [task for task, letter in under_way.items() if not may_come_twice(letter.letter)]
        results: list[Result] = []
        try:
            while under_way:
                await asyncio.wait(first or under_way)
                first = []
                ended = [(under_way.pop(task), task.result()) for task in tuple(under_way) if task.done()]
                results.extend(result for _, result in ended)
                await self._note(owner, ended)
        finally:
            for task in under_way:
                task.cancel()
        return results

    async def _deliver(self, letter: LentLetter) -> Result:
        begun = self._clock.ticks()
        result = await deliver(self._bot, letter, self.parcels)
        seconds = self._clock.ticks() - begun
        if self.carried:
            self.carried(letter, result, seconds)
        _log(letter, result, seconds)
        return result

    def _drop(self, owner: OwnerId) -> None:
        bag = self._bags.get(owner, ())
        while bag:
            self._put_down(bag.pop())

    def _put_down(self, letter: LentLetter) -> None:
        self._in_hand.let_go(letter)
        self._nudges.forget(letter)

    async def _note(self, owner: OwnerId, ended: list[tuple[LentLetter, Result]]) -> None:
        notes = [Note(letter, result, self._silence_asked_for(letter, result)) for letter, result in ended]
        for letter, _ in ended:
            self._bags[owner].remove(letter)
        try:
            await self._noting.write(owner, notes)
        finally:
            for letter, _ in ended:
                self._put_down(letter)
        if any(note.silence for note in notes):
            with contextlib.suppress(StorageAway):
                await self._nudges.hold()

    def _silence_asked_for(self, letter: LentLetter, result: Result) -> timedelta | None:
        """For how long what we begin ourselves has to wait, if this result says so."""
        if not isinstance(result, TooFast):
            return None
        if lane_of(letter.letter) is not Lane.REPLY:
            return result.pause
        now = asyncio.get_running_loop().time()
        if not self._silence.asked_for(letter.owner, result.pause, now):
            return None
        return timedelta(seconds=self._silence.until - now)

    async def _lend(self, limit: int, owner: OwnerId | None) -> tuple[LentLetter, ...]:
        now = self._clock.now()
        theirs = () if owner is None else (owner,)
        return await self._database.post(lambda outbox: outbox.lend(now, now + LEASE, limit, owner), owners=theirs)


def _log(letter: LentLetter, result: Result, seconds: float) -> None:
    if not isinstance(result, Delivered | Blocked):
        level = logging.WARNING
    else:
        level = logging.DEBUG if may_come_twice(letter.letter) else logging.INFO
    seen = {
        "letter": letter.number,
        "owner": letter.owner,
        "kind": letter.letter.kind,
        "result": type(result).__name__,
        # a refusal of Telegram's may quote the text
        "why": f" ({result.reason})" if isinstance(result, TryLater) else "",
        "ms": round(seconds * 1000),
    }
    logger.log(level, "letter %(letter)d of %(owner)d, %(kind)s: %(result)s%(why)s, %(ms)d ms", seen)
