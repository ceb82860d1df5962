"""Polling: asks Telegram for updates and confirms those, and only those, before which everything is committed.

The limit of this rule: Telegram shows the first hundred updates that are not confirmed. While one turn is stuck, the
hundred from its update on are taken, and nobody else's until it is done. So nothing in a turn may wait without an end:
handlers give Telegram ten seconds, and only for a memory that is away, without which no turn can be taken, we wait.

A distant Telegram is asked for more while the last turns are still taken, if those will be done before its answer is
here: it repeats what was not confirmed when we asked, but nobody waits for the way there and back as well.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
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

A_FEW = 16
"""Answers of which the quickest shows how far away Telegram is; others may have waited for something to tell."""

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
        self._asked_from: int | None = None
        self._waits: deque[float] = deque(maxlen=A_FEW)
        self._a_turn = SECOND.total_seconds()
        self.is_on = False
        """Whether Telegram answered last, and lets us ask."""

    async def run(self) -> None:
        """Bring updates to the intake until we are asked to stop; ends within seconds then."""
        await answer_of_telegram(lambda: self._bot.delete_webhook(drop_pending_updates=False), self._stop)
        self.is_on = not self._stop.is_asked
        while not self._stop.is_asked:
            self._begin(await answer_of_telegram(self._fetch, self._stop) or [])
            await self._wait_for_turns(SECOND, self._is_enough_done)
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
        self._asked_from, asked_at = self._offset, asyncio.get_running_loop().time()
        answer: Any = await self._bot.request.post(url, read_timeout=seconds + HALF_OPEN)
        self._waits.append(asyncio.get_running_loop().time() - asked_at)
        return [update for update in answer if is_update(update)] if isinstance(answer, list) else []

    def _begin(self, updates: list[RawUpdate]) -> None:
        for update in updates:
            taking = asyncio.create_task(self._intake.take(update), name=f"update {update['update_id']}")
            self._under_way.append(UnderWay(update["update_id"], taking))

    async def _wait_for_turns(self, within: timedelta, is_enough: Callable[[], bool]) -> None:
        """Until all are done, or enough of them. A slow turn delays nobody else's: after a while we go on asking."""
        loop = asyncio.get_running_loop()
        self._confirm()
        began, waited_for = loop.time(), len(self._under_way)
        while self._under_way and not is_enough() and (left := began + within.total_seconds() - loop.time()) > 0:
            await asyncio.wait([self._under_way[0].taking], timeout=left)
            self._confirm()
            if done := waited_for - len(self._under_way):
                self._a_turn = (loop.time() - began) / done

    def _confirm(self) -> None:
        """With the next question: what is done, up to the first that is not."""
        while self._under_way and self._under_way[0].taking.done():
            self._offset = self._under_way.popleft().update_id + 1

    def _is_enough_done(self) -> bool:
        """Whether there is something to confirm, and the rest will be done before Telegram answers."""
        return self._offset != self._asked_from and self._a_turn * len(self._under_way) <= min(self._waits)

    async def _finish(self) -> None:
        await self._wait_for_turns(timedelta(seconds=LAST_TURNS), lambda: False)
        for left in self._under_way:
            left.taking.cancel()
        await asyncio.gather(*(left.taking for left in self._under_way), return_exceptions=True)
        if self._offset is not None:
            try:
                await self._ask(0, limit=1)
            except TelegramError as error:
                logger.warning("the last updates could not be confirmed and will come again: %s", type(error).__name__)
