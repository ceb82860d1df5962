"""What is in the postman's hands: letters lent to him for a short time that is renewed for as long as he has them.

So a process that is killed or cut off keeps nobody waiting for longer than that time, and what is still under way is
sent by nobody else, however slow it is. What could not be renewed, because the database is away, must not be sent.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.coach import LEASE
from bot.logs import told
from conversations.facts import OwnerId
from storage.database import Database
from storage.letters import LentLetter

RENEWAL = timedelta(seconds=3)
"""Renewed is what would be over before the next time but one: a letter that goes fast never is."""

MARGIN = timedelta(seconds=1)
"""What is lent for less than this is not sent any more: somebody else may have it before Telegram does."""

logger = logging.getLogger(__name__)


class InHand:
    """The letters that this process has, and until when (UTC). Nothing in hand: nothing is asked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._letters: dict[tuple[OwnerId, int], tuple[LentLetter, datetime]] = {}
        self._renewing: asyncio.Task[None] | None = None
        self.over: Callable[[datetime], None] | None = None
        """Told when somebody may have a letter (UTC) that was let go because it was not renewed."""

    def take(self, letter: LentLetter) -> bool:
        """Have this letter from now on; False when it is in hand already."""
        key = letter.owner, letter.number
        if key in self._letters:
            return False
        self._letters[key] = letter, letter.until
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew(), name="renewal of letters")
        return True

    def let_go(self, letter: LentLetter) -> None:
        """It was delivered, given back, or left to whoever gets it next."""
        self._letters.pop((letter.owner, letter.number), None)

    def is_ours(self, letter: LentLetter) -> bool:
        """Whether there is time to send it. If not, it is let go."""
        _, until = self._letters[letter.owner, letter.number]
        if until - self._clock.now() >= MARGIN:
            return True
        self.let_go(letter)
        if self.over is not None:
            self.over(until)
        return False

    def stop(self) -> None:
        """Renew nothing any more."""
        if self._renewing is not None:
            self._renewing.cancel()

    async def _renew(self) -> None:
        while self._letters:
            await asyncio.sleep(RENEWAL.total_seconds())
            now = self._clock.now()
            old = [letter for letter, until in self._letters.values() if until < now + LEASE - RENEWAL]
            if old:
                await self._renew_these(old, now + LEASE)

    async def _renew_these(self, old: list[LentLetter], until: datetime) -> None:
        try:
            renewed = await self._database.post(lambda outbox: outbox.renew(old, until))
        except Exception as error:  # noqa: BLE001 -- it is tried again; what is not renewed in time is not sent
            logger.warning("%d letters could not be renewed: %s", len(old), told(error))
            return
        for letter in old:
            key = letter.owner, letter.number
            if key in renewed and key in self._letters:
                self._letters[key] = letter, until
