"""The composition root: the only file that knows everyone. It decides nothing and remembers nothing."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ApplicationBuilder

from bot import catching_up, profile
from bot.clock import Clock
from bot.coach import Coach
from bot.handlers import Handlers
from bot.heartbeat import SHARED_SWEEP, SLOW_SWEEP, Heartbeat
from bot.home import make_home
from bot.intake import Intake
from bot.line import Line
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.patience import LONGEST_AWAY, growing_pause, patiently
from bot.polling import Polling
from bot.postman import NUDGES_A_SECOND, Postman
from bot.settings import Settings
from bot.stopping import Stop
from bot.tidying import Tidying
from bot.trial_time import TrialTime, clock_kept_in
from conversations.facts import OwnerId
from conversations.signals import Signal
from conversations.zones import zone_at
from storage.database import Database

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

LOCAL_TOKEN = "1:local"  # noqa: S105 -- a made-up token for this machine
SECONDS_AHEAD = 3
"""How many seconds before they are sent nudges are decided, at most."""

logger = logging.getLogger(__name__)


class Rapport:
    """The whole bot around one application of python-telegram-bot, whose Updater and JobQueue are not used."""

    def __init__(self, application: Bot, database: Database, clock: Clock) -> None:
        self.application = application
        shared = database.may_be_shared
        chance = Random() if shared else None  # noqa: S311 -- whose turn it is, no secret
        self.coach = Coach(database, clock, ahead=SECONDS_AHEAD * NUDGES_A_SECOND, chance=chance)
        self.postman = Postman(application.bot, database, clock, NUDGES_A_SECOND)
        self.intake = Intake(application, database, clock)
        looks = (self.coach.look_at_the_clock, self.postman.sweep, Tidying(database, clock).look)
        self.heartbeat = Heartbeat(clock, looks, self.coach.next_due, SHARED_SWEEP if shared else SLOW_SWEEP)
        self.coach.letters = self.intake.letters = self.postman.take
        self.coach.behind, self.coach.nudges = self.postman.look_for, self.postman.look_for_nudges
        self.postman.tell_when_to_come(self.heartbeat.planned)
        Handlers(self._hear, zone_at, self.coach.offer).register(application)

    async def run(self, stop: Stop) -> None:
        """Coach until we are asked to stop, then come to a clean end.

        Raises:
            telegram.error.InvalidToken: no bot has this token.
        """
        if not await _connect(self.application, stop):
            return
        await stop.before(patiently(self.postman.take_over))  # Telegram lets only one process poll: we are alone
        greeting = asyncio.create_task(profile.introduce(self.application.bot))
        self.heartbeat.start()
        try:
            await Polling(self.application.bot, self.intake, stop).run()
        finally:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
            await self.heartbeat.stop()
            await self.postman.stop()
            await self.application.shutdown()

    async def _hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str) -> None:
        await self.coach.hear(owner, update, signal, first_name)
        self.heartbeat.glance()


async def run(settings: Settings, stop: Stop, announce: Callable[[str], None]) -> None:
    """Run the bot: on Telegram with a token, else on a local Telegram whose page's address is announced.

    Raises:
        telegram.error.InvalidToken: no bot has this token.
        OSError: the port is taken, or the home folder cannot be written to.
    """
    make_home(settings.rapport_home)
    database = Database(settings.database)
    if settings.webhook_url:
        logger.warning("WEBHOOK_URL is kept for later: this version asks Telegram for updates itself")
    try:
        await stop.before(patiently(lambda: catching_up.migrate(database, Clock())))
        if stop.is_asked:
            return
        if settings.telegram_bot_token is None:
            await _run_locally(settings, database, stop, announce)
        else:
            async with Line() as line:
                application = application_for(settings.telegram_bot_token, settings.telegram_api_url, line)
                await Rapport(application, database, Clock()).run(stop)
    finally:
        await database.close()


def application_for(token: SecretStr, api_url: str, line: Line) -> Bot:
    """An application for this bot at this Bot API server, over this line; nothing is called yet."""
    builder = ApplicationBuilder().token(token.get_secret_value()).updater(None).job_queue(None)
    builder = builder.request(line).get_updates_request(line)
    return builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot").build()


async def _run_locally(settings: Settings, database: Database, stop: Stop, announce: Callable[[str], None]) -> None:
    file = settings.rapport_home / "clock.json"
    clock = clock_kept_in(file)
    trial_time = TrialTime(clock, database, file)
    with contextlib.closing(
        LocalTelegram(settings.rapport_home / "local-telegram.sqlite3", trial_time, token=LOCAL_TOKEN)
    ) as local:
        async with serve(local, port=settings.port) as url, Line() as line:
            rapport = Rapport(application_for(SecretStr(LOCAL_TOKEN), url, line), database, clock)
            trial_time.moved = rapport.heartbeat.beat
            announce(url)
            await rapport.run(stop)


async def _connect(application: Bot, stop: Stop) -> bool:
    """Ask Telegram who we are, again and again until it answers; False when we are to stop first."""
    failures = 0
    while not stop.is_asked:
        try:
            await stop.before(application.initialize())
        except InvalidToken:
            raise
        except NetworkError as error:
            failures += 1
            pause = growing_pause(failures, LONGEST_AWAY)
            seconds = pause.total_seconds()
            logger.warning("Telegram cannot be reached (%s); trying again in %.0f s", type(error).__name__, seconds)
            await stop.pause(pause)
        else:
            return not stop.is_asked
    return False
