"""The postman: takes letters out of the outbox to Telegram, in order for each person and all persons at once.

Replies are never held back; only what we start ourselves is paced. He remembers nothing: what he could not deliver is
still in the outbox when he falls over.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from telegram import Bot

from bot.clock import Clock
from bot.coach import LEASE
from bot.delivery import Blocked, Delivered, Result, TryLater, Unsendable, deliver
from bot.logs import told
from bot.pace import Pace
from bot.patience import SECOND, patiently
from conversations.effects import Lane, Say
from conversations.facts import OwnerId
from storage.database import Database
from storage.letters import LentLetter
from storage.outbox import Outbox

BAGFUL = 100
NUDGES_A_SECOND = 25
"""Telegram allows about 30 messages a second to different people; replies need room beside the nudges."""

logger = logging.getLogger(__name__)


class Postman:
    """One round for each person who has letters; a round ends when nothing of theirs can be sent now."""

    def __init__(self, bot: Bot, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._pace = Pace(NUDGES_A_SECOND)
        self._bags: dict[OwnerId, deque[LentLetter]] = {}
        self._asked: set[OwnerId] = set()
        self._rounds: dict[OwnerId, asyncio.Task[None]] = {}
        self._in_hand: set[tuple[OwnerId, int]] = set()
        self.postponed: Callable[[datetime], None] | None = None
        """Told the moment (UTC) from which on a letter that could not go may be tried again."""
        self.carried: Callable[[LentLetter, Result, float], None] | None = None
        """Told what became of each letter, and how many seconds Telegram took for it."""

    def take(self, letters: tuple[LentLetter, ...]) -> None:
        """Deliver these, which were lent to us; returns at once."""
        for letter in letters:
            if (letter.owner, letter.number) not in self._in_hand:
                self._in_hand.add((letter.owner, letter.number))
                self._bags.setdefault(letter.owner, deque()).append(letter)
                self._set_out(letter.owner)

    def look_for(self, owner: OwnerId) -> None:
        """Deliver whatever waits for this person; returns at once.

        Letters written while older ones were under way were not lent to anybody.
        """
        self._asked.add(owner)
        self._set_out(owner)

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
            await self.finish(LEASE)
        now = self._clock.now()
        return await self._database.post(lambda outbox: outbox.next_letter_at(now))

    async def finish(self, within: timedelta) -> None:
        """Wait until everything taken so far is delivered or given back, but not longer than this."""
        if self._rounds:
            await asyncio.wait(self._rounds.values(), timeout=within.total_seconds())

    async def stop(self, within: timedelta = timedelta(seconds=5)) -> None:
        """Deliver what is in hand if that goes fast; the rest stays in the outbox."""
        await self.finish(within)
        rounds = tuple(self._rounds.values())
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)

    def _set_out(self, owner: OwnerId) -> None:
        if owner not in self._rounds:
            self._rounds[owner] = asyncio.create_task(self._round(owner), name=f"letters of {owner}")

    async def _round(self, owner: OwnerId) -> None:
        try:
            while letter := await self._next(owner):
                await self._carry(letter)
        except Exception as error:  # noqa: BLE001 -- one person's trouble must not stop the others' letters
            logger.error("letters of %d: %s", owner, told(error))  # noqa: TRY400 -- a traceback may hold words
        finally:
            for letter in self._bags.pop(owner, ()):
                self._in_hand.discard((owner, letter.number))
            del self._rounds[owner]

    async def _next(self, owner: OwnerId) -> LentLetter | None:
        bag = self._bags.setdefault(owner, deque())
        if not bag and owner in self._asked:
            self._asked.discard(owner)
            self.take(await patiently(lambda: self._lend(BAGFUL, owner)))
        return bag[0] if bag else None

    async def _carry(self, letter: LentLetter) -> None:
        """Deliver the first letter of a bag. One whose time with us is over belongs to somebody else by now."""
        bag = self._bags[letter.owner]
        if letter.until <= self._clock.now():
            self._drop(bag, letter.owner)
            self._asked.add(letter.owner)
            return
        if isinstance(letter.letter, Say) and letter.letter.lane is not Lane.REPLY:
            await self._pace.wait()
        begun = self._clock.ticks()
        result = await deliver(self._bot, letter)
        if self.carried:
            self.carried(letter, result, self._clock.ticks() - begun)
        await patiently(lambda: self._note(letter, result))
        _log(letter, result, self._clock.ticks() - begun)
        self._in_hand.discard((letter.owner, bag.popleft().number))
        if isinstance(result, TryLater | Blocked):
            self._drop(bag, letter.owner)

    def _drop(self, bag: deque[LentLetter], owner: OwnerId) -> None:
        self._in_hand -= {(owner, letter.number) for letter in bag}
        bag.clear()

    async def _note(self, letter: LentLetter, result: Result) -> None:
        now = self._clock.now()
        again = await self._database.post(lambda outbox: _write_down(outbox, letter, result, now))
        if again and self.postponed:
            self.postponed(again)

    async def _lend(self, limit: int, owner: OwnerId | None) -> tuple[LentLetter, ...]:
        now = self._clock.now()
        return await self._database.post(lambda outbox: outbox.lend(now, now + LEASE, limit, owner))


def _write_down(outbox: Outbox, letter: LentLetter, result: Result, now: datetime) -> datetime | None:
    """Note the result; when to try again (UTC), if at all."""
    match result:
        case Delivered(message=message):
            outbox.delivered(letter, message)
        case TryLater(pause=pause, reason=reason):
            return _put_off(outbox, letter, now + pause, reason)
        case Unsendable(reason=reason):
            outbox.unsendable(letter, reason)
        case Blocked():
            if not outbox.block(letter.owner, since=letter.until - LEASE):
                return _put_off(outbox, letter, now + SECOND, "they came back meanwhile")
        case _:
            assert_never(result)
    return None


def _put_off(outbox: Outbox, letter: LentLetter, again: datetime, reason: str) -> datetime:
    outbox.postpone(letter, again, reason)
    return again


def _log(letter: LentLetter, result: Result, seconds: float) -> None:
    level = logging.INFO if isinstance(result, Delivered | Blocked) else logging.WARNING
    kind, what = letter.letter.kind, type(result).__name__
    why = f" ({result.reason})" if isinstance(result, TryLater) else ""  # a refusal of Telegram's may quote the text
    milliseconds = round(seconds * 1000)
    logger.log(level, "letter %d of %d, %s: %s%s, %d ms", letter.number, letter.owner, kind, what, why, milliseconds)
