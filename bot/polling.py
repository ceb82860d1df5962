"""Polling: asks Telegram for updates and confirms those, and only those, before which everything is committed.

The limit of this rule: Telegram shows the first hundred updates that are not confirmed. While one turn is stuck, the
hundred from its update on are taken, and nobody else's until it is done. So nothing in a turn may wait without an end:
handlers give Telegram ten seconds, and only for a memory that is away, without which no turn can be taken, we wait.
"""

import asyncio
import json
import logging
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import TelegramError

from bot.asking import answer_of_telegram
from bot.handlers import ALLOWED_UPDATES
from bot.intake import Intake
from bot.patience import SECOND
from bot.raw_updates import RawUpdate, is_update
from bot.stopping import Stop

LONG_POLL = 30
"""Seconds for which Telegram holds a question to which it has no answer yet."""

HALF_OPEN = 10
"""Seconds beyond that after which the line must be dead."""

LAST_TURNS = 5
"""Seconds that turns under way have to finish when we stop; what is not finished comes again."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An update that was fetched and is not confirmed yet."""

    update_id: int
    taking: asyncio.Task[None]


class Polling:
    """One bot's getUpdates loop; Telegram allows one a bot."""

    def __init__(self, bot: Bot, intake: Intake, stop: Stop) -> None:
        self._bot = bot
        self._intake = intake
        self._stop = stop
        self._under_way: deque[UnderWay] = deque()
        self._offset: int | None = None
        self.is_on = False
        """Whether Telegram answered last, and lets us ask."""

    async def run(self) -> None:
        """Bring updates to the intake until we are asked to stop; ends within seconds then."""
        await answer_of_telegram(lambda: self._bot.delete_webhook(drop_pending_updates=False), self._stop)
        self.is_on = not self._stop.is_asked
        while not self._stop.is_asked:
            self._begin(await answer_of_telegram(self._fetch, self._stop) or [])
            await self._wait_for_turns(SECOND)
        await self._finish()

    async def _fetch(self) -> list[RawUpdate]:
        """Updates not seen before. While turns are under way, Telegram answers at once with those that we know."""
        try:
            updates = await self._ask(0 if self._under_way else LONG_POLL)
        except TelegramError:
            self.is_on = False
            raise
        self.is_on = True
        if not updates and not self._under_way:
            self._offset = None  # all is confirmed; after a quiet week ids start anew, perhaps lower
        known = {each.update_id for each in self._under_way}
        return [update for update in updates if update["update_id"] not in known]

    async def _ask(self, seconds: int, limit: int = 100) -> list[RawUpdate]:
        """Raw updates: one that cannot be read must not keep the others away, as it does in Bot.get_updates."""
        question: dict[str, object] = {
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            question["offset"] = self._offset
        url = f"{self._bot.base_url}/getUpdates?{urlencode(question)}"
        answer: Any = await self._bot.request.post(url, read_timeout=seconds + HALF_OPEN)
        return [update for update in answer if is_update(update)] if isinstance(answer, list) else []

    def _begin(self, updates: list[RawUpdate]) -> None:
        for update in updates:
            taking = asyncio.create_task(self._intake.take(update), name=f"update {update['update_id']}")
            self._under_way.append(UnderWay(update["update_id"], taking))

    async def _wait_for_turns(self, within: timedelta) -> None:
        """A slow turn delays nobody else's: after a while we go on asking without confirming it."""
        if self._under_way:
            await asyncio.wait([each.taking for each in self._under_way], timeout=within.total_seconds())
        while self._under_way and self._under_way[0].taking.done():
            self._offset = self._under_way.popleft().update_id + 1

    async def _finish(self) -> None:
        await self._wait_for_turns(timedelta(seconds=LAST_TURNS))
        for left in self._under_way:
            left.taking.cancel()
        await asyncio.gather(*(left.taking for left in self._under_way), return_exceptions=True)
        if self._offset is not None:
            try:
                await self._ask(0, limit=1)
            except TelegramError as error:
                logger.warning("the last updates could not be confirmed and will come again: %s", type(error).__name__)
