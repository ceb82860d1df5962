"""Telegram refuses our token, or fails for minutes: the bot says so, loses nothing, and goes on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from telegram.ext import ApplicationBuilder
from telegram.request import RequestData

from bot.app import Bot, Rapport
from bot.counted import CountedLine
from bot.health import REVOKED, TELEGRAM_AWAY
from bot.local_telegram.local import LocalTelegram
from bot.polling import Polling
from bot.settings import Settings
from bot.stopping import Stop
from conversations.effects import Lane, Say, Screen
from conversations.prose import plain
from storage.database import Database
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import ADA, BEN
from tests.bot.test_faults import told, until_ready, until_told
from tests.bot.test_webhook_mode import TOKEN, WELCOME, Post, post, running, settings, until
from tests.offline import OfflineRequest
from tests.virtual_time import VirtualClock, in_virtual_time

__all__ = ["post", "settings"]

ANSWERS = 2
"""Messages that answer where somebody is."""

BEGIN_OF_TROUBLE, END_OF_TROUBLE = 60, 360
"""Seconds: five minutes."""


@pytest.mark.parametrize("mode", ["webhook", "polling"])
async def test_a_token_that_is_revoked_while_the_bot_runs_is_told_and_the_bot_neither_ends_nor_spins(
    post: Post, settings: Settings, mode: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.webhook.WHO_WE_ARE", timedelta(seconds=0.05))
    monkeypatch.setattr("bot.asking.UNKNOWN_PAUSE", timedelta(seconds=0.2))
    if mode == "polling":
        settings = settings.model_copy(update={"webhook_url": None})
    async with running(settings) as client:
        await until_ready(client)
        post.local.is_revoked = True
        post.local.say(BEN, "/start")  # ends a question that waits at Telegram
        await until_told(client, REVOKED)
        # a letter may find it out before whoever asks for updates, who says so in the log
        await until(lambda: "Telegram knows no bot with this token any more" in caplog.text)
        post.local.is_revoked = False
        await until_ready(client)
        assert (await told(client))["telegram"] is None
        post.local.say(ADA, "/start")
        await until(lambda: len(post.calls("sendMessage")) >= 2 * WELCOME)
    assert len(post.calls("sendMessage")) == 2 * WELCOME
    assert TOKEN not in caplog.text


class FailingLine(OfflineRequest):
    """Answers with an error for five minutes."""

    def __init__(self, local: LocalTelegram, code: int) -> None:
        super().__init__(local)
        self._code = code
        self.refused: list[float] = []

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: object, **named: object
    ) -> tuple[int, bytes]:
        now = asyncio.get_running_loop().time()
        if BEGIN_OF_TROUBLE <= now < END_OF_TROUBLE:
            self.refused.append(now)
            return self._code, json.dumps({"ok": False, "error_code": self._code, "description": "no"}).encode()
        return await super().do_request(url, method, request_data, *timeouts, **named)


class Lived:
    """A bot that asks for updates, in a time that jumps, and what its log does not say."""

    def __init__(self, url: str, folder: Path, code: int) -> None:
        self.local = LocalTelegram(folder / "telegram.db", HandClock(), token=TOKEN)
        self.line = FailingLine(self.local, code)
        counted = CountedLine(self.line)
        builder = ApplicationBuilder().token(TOKEN).updater(None).job_queue(None)
        self.application: Bot = builder.request(counted).get_updates_request(counted).build()
        self.database, self.clock, self.stop = Database(url), VirtualClock(), Stop()
        self.rapport = Rapport(self.application, self.database, self.clock)
        self.polling = Polling(self.application.bot, self.rapport.intake, self.stop)
        self.rapport.health.line, self.rapport.health.bringing = counted, self.polling

    async def until(self, second: float) -> None:
        await asyncio.sleep(second - asyncio.get_running_loop().time())

    async def sweep(self) -> None:
        while True:
            await self.rapport.postman.sweep()
            await asyncio.sleep(5)

    async def begins_to_say(self, text: str) -> None:
        """A nudge for Ben is decided."""
        now, nudge = self.clock.now(), Say(Screen(plain(text)), Lane.NUDGE)
        await self.database.turn(BEN, lambda ledger: ledger.record((nudge,), now, lend_until=None))
        self.rapport.postman.look_for_nudges()

    def texts(self, person: int) -> list[str]:
        return [message["text"] for message in self.local.chat(person) if message["from"]["is_bot"]]


@asynccontextmanager
async def lived(url: str, folder: Path, code: int) -> AsyncIterator[Lived]:
    one = Lived(url, folder, code)
    await one.application.initialize()
    asking, sweeping = asyncio.create_task(one.polling.run()), asyncio.create_task(one.sweep())
    yield one
    one.stop.ask()
    sweeping.cancel()
    await asyncio.gather(asking, sweeping, return_exceptions=True)
    await one.rapport.postman.stop()
    await one.application.shutdown()
    await one.database.close()
    one.local.close()


@dataclass(frozen=True)
class Refusing:
    """An error of Telegram's, how many calls it may cost, and what is said of it at /readyz and in the log."""

    code: int
    most: int
    mend: str
    words: str


@pytest.mark.parametrize(
    "how",
    [
        Refusing(500, 40, TELEGRAM_AWAY, "Telegram cannot be reached (NetworkError); trying again in 30 s"),
        Refusing(401, 20, REVOKED, "Telegram knows no bot with this token any more"),
    ],
    ids=["500", "401"],
)
def test_after_five_minutes_of_refusals_all_is_answered_once_and_telegram_was_not_stormed(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, how: Refusing
) -> None:
    async def story() -> None:
        async with lived(sqlite_url, tmp_path, how.code) as one:
            one.local.say(ADA, "/start")
            one.local.say(BEN, "/start")
            await one.until(BEGIN_OF_TROUBLE)
            welcomed = one.texts(ADA)
            assert len(welcomed) == WELCOME
            await one.begins_to_say("This was for now.")
            one.local.say(ADA, "Lisbon")
            await one.until(END_OF_TROUBLE - 10)
            assert (await one.rapport.health.look()).mend["gets_updates"] == how.mend
            assert one.texts(ADA) == welcomed
            await one.until(END_OF_TROUBLE + 400)
            assert (await one.rapport.health.look()).mend == {}
            assert len(one.texts(ADA)) == len(welcomed) + ANSWERS
            assert one.texts(BEN).count("This was for now.") == 1
            assert one.local.waiting_updates() == []
            assert len(one.line.refused) <= how.most

    in_virtual_time(story)
    assert how.words in caplog.text
    assert TOKEN not in caplog.text
