"""Webhook mode: asks Telegram to bring updates to our door. Any number of processes may ask for the same one.

The webhook is not taken back at the end: while one process is replaced by another, updates come to the rest of them or
wait with Telegram.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot

from bot.asking import answer_of_telegram
from bot.door import Door
from bot.handlers import ALLOWED_UPDATES
from bot.intake import Intake
from bot.stopping import Stop

MOST_AT_ONCE = 100
"""Updates that Telegram may bring at the same time; its own limit. Turns are short, and the more, the fewer commits."""

WHO_WE_ARE = timedelta(minutes=1)
"""Between two questions whether Telegram still knows us."""

LAST_TURNS = timedelta(seconds=4)
"""For turns that are under way when we stop."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram shall bring updates; `leave` ends the web server and returns when everybody has an answer."""

    url: str
    door: Door
    leave: Callable[[], Awaitable[None]]
    is_shared: bool
    """Whether other processes may stand behind the same address."""


class Webhook:
    """Brings updates to the intake, as Polling does."""

    def __init__(self, bot: Bot, intake: Intake, stop: Stop, hook: Hook) -> None:
        self._bot = bot
        self._intake = intake
        self._stop = stop
        self._hook = hook
        self.is_on = False
        """Whether Telegram was told where to bring updates."""

    async def run(self) -> None:
        """Let updates come until we are asked to stop; ends within seconds then, with all of them answered."""
        self._hook.door.open(self._intake.take_now)
        try:
            await answer_of_telegram(self._ask_for_updates, self._stop)
            self.is_on = not self._stop.is_asked
            await self._keep_asking_who_we_are()
        finally:
            await asyncio.gather(self._hook.leave(), self._hook.door.close(LAST_TURNS))

    async def _keep_asking_who_we_are(self) -> None:
        """Nobody tells us that our token was revoked: Telegram just brings nothing any more."""
        while not self._stop.is_asked:
            await self._stop.pause(WHO_WE_ARE)
            await answer_of_telegram(self._bot.get_me, self._stop)

    async def _ask_for_updates(self) -> None:
        await self._bot.set_webhook(
            self._hook.url,
            secret_token=self._hook.door.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MOST_AT_ONCE,
            drop_pending_updates=False,
        )
