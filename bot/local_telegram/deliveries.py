"""Brings updates to the bot's webhook: in order for each chat, again and again until it says yes. As Telegram does."""

import asyncio
import json
import logging
import os

from bot.local_telegram.http_post import post_json
from bot.local_telegram.updates import WaitingUpdate
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

LONGEST_DELAY = 60  # seconds
LONGEST_RETRY_AFTER = 3600
logger = logging.getLogger(__name__)


class Deliveries:
    """The rounds of one postbag; one update of a chat at a time is under way."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.first_delay: float = 1  # seconds, doubled with every failure
        self._rounds: asyncio.Task[None] | None = None
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin the rounds in the running loop when there is a webhook and they are not on already."""
        if self._webhook() and (self._rounds is None or self._rounds.done()):
            self._rounds = asyncio.get_running_loop().create_task(self._make_rounds())

    def stop(self) -> list[asyncio.Task[None]]:
        """End all rounds; what is under way counts as not delivered. The tasks, for whoever wants to see them end."""
        tasks = [*self._under_way.values(), *([self._rounds] if self._rounds else [])]
        for task in tasks:
            if not task.get_loop().is_closed():
                task.cancel()
        return tasks

    def _webhook(self) -> Json:
        webhook = self._world.store.fact("webhook")
        return webhook if isinstance(webhook, dict) else {}

    async def _make_rounds(self) -> None:
        while webhook := self._webhook():
            for update in self._world.updates.waiting(self._world.now()):
                if len(self._under_way) >= webhook["max_connections"]:
                    break
                if update.chat_id not in self._under_way:
                    self._under_way[update.chat_id] = asyncio.create_task(self._bring(update))
            await self._world.updates.bell.wait()

    async def _bring(self, update: WaitingUpdate) -> None:
        try:
            await self._insist(update)
        finally:
            del self._under_way[update.chat_id]
            self._world.updates.bell.ring()

    async def _insist(self, update: WaitingUpdate) -> None:
        delay = self.first_delay
        while webhook := self._webhook():
            complaint, wait = await self._knock(webhook, update)
            if not complaint:
                self._world.updates.confirm(update.update_id)
                return
            logger.info("webhook did not take update %d: %s", update.update_id, complaint)
            error = {"last_error_date": self._world.now(), "last_error_message": complaint}
            self._world.store.keep_fact("webhook_error", error)
            await asyncio.sleep(delay if wait is None else min(wait, LONGEST_RETRY_AFTER))
            delay = min(delay * 2, LONGEST_DELAY)

    async def _knock(self, webhook: Json, update: WaitingUpdate) -> tuple[str, int | None]:
        """What went wrong, "" for nothing, and how long the webhook asks to be left in peace."""
        secret = webhook["secret_token"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            answer = await post_json(webhook["url"], json.dumps(update.body).encode(), headers)
        except TimeoutError:
            return "Read timeout expired", None
        except OSError as trouble:
            return os.strerror(trouble.errno) if trouble.errno else str(trouble), None
        if 200 <= answer.status < 300:  # noqa: PLR2004 -- what HTTP calls success
            return "", None
        return f"Wrong response from the webhook: {answer.status}", answer.retry_after
