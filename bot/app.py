"""The composition root: the only file that knows everyone. It decides nothing and remembers nothing."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any, TypeAlias

from pydantic import SecretStr
from starlette.applications import Starlette
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest

from bot import catching_up, profile, web
from bot.asking import first_answer_of_telegram
from bot.catching_up import CatchingUp
from bot.clock import Clock
from bot.coach import Coach
from bot.counted import CountedLine
from bot.door import Door
from bot.floods import Floods
from bot.handlers import Handlers
from bot.health import Health
from bot.heartbeat import SHARED_SWEEP, SLOW_SWEEP, Heartbeat
from bot.home import make_home
from bot.intake import Intake
from bot.line import Line
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.metrics import Metrics
from bot.patience import patiently
from bot.polling import Polling
from bot.postman import NUDGES_A_SECOND, Postman
from bot.readings import Readings
from bot.serving import serving
from bot.settings import Settings
from bot.stopping import Stop
from bot.tidying import Tidying
from bot.trial_time import TrialTime, clock_kept_in
from bot.webhook import Hook, Webhook
from conversations.facts import OwnerId
from conversations.signals import Signal
from conversations.zones import zone_at
from storage.database import Database
from storage.failures import WrongKey
from storage.lease import lease

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

LOCAL_TOKEN = "1:local"  # noqa: S105 -- a made-up token for this machine
LAST_LETTERS = timedelta(seconds=3)
"""For letters in hand when we stop; with the turns before them we are gone within ten seconds."""
SECONDS_AHEAD = 3
"""How many seconds before they are sent nudges are decided, at most."""

logger = logging.getLogger(__name__)


class Rapport:
    """The whole bot around one application of python-telegram-bot, whose Updater and JobQueue are not used."""

    def __init__(
        self, application: Bot, database: Database, clock: Clock, nudges_a_second: int = NUDGES_A_SECOND
    ) -> None:
        self.application = application
        self._database = database
        shared = database.may_be_shared
        chance = Random() if shared else None  # noqa: S311 -- whose turn it is, no secret
        self.coach = Coach(database, clock, ahead=SECONDS_AHEAD * nudges_a_second, chance=chance)
        self.postman = Postman(application.bot, database, clock, nudges_a_second)
        self.intake = Intake(application, database, clock)
        later = (Tidying(database, clock).look, CatchingUp(database, clock).look)
        looks = (self.coach.look_at_the_clock, self.postman.sweep, *later)
        self.heartbeat = Heartbeat(clock, looks, self.coach.next_due, SHARED_SWEEP if shared else SLOW_SWEEP)
        self.postman.parcels.taken_in = self.heartbeat.glance
        self.coach.letters = self.intake.letters = self.postman.take
        self.coach.behind, self.coach.nudges = self.postman.look_for, self.postman.look_for_nudges
        self.postman.tell_when_to_come(self.heartbeat.planned)
        self.health = Health(database, self.heartbeat, self.intake)
        self.metrics = Metrics(Readings(database, self.heartbeat, self.intake, clock))
        self.postman.carried, self.coach.decided = self.metrics.letter, self._decided
        Handlers(self._hear, zone_at, self.coach.offer).register(application)

    async def run(self, stop: Stop, hook: Hook | None = None) -> None:
        """Coach until we are asked to stop, then come to a clean end. Without a hook we ask for updates ourselves.

        The database's tables are brought up to date before anything else, as soon as it answers.

        Raises:
            telegram.error.InvalidToken: no bot has this token.
        """
        bot, self.health.stop = self.application.bot, stop
        await stop.before(patiently(lambda: catching_up.migrate(self._database)))
        await first_answer_of_telegram(self.application.initialize, stop)
        if stop.is_asked:
            return
        if hook is None or not hook.is_shared:
            await stop.before(patiently(self.postman.take_over))
        greeting = asyncio.create_task(profile.introduce(bot))
        self.heartbeat.start()
        bringing = Polling(bot, self.intake, stop) if hook is None else Webhook(bot, self.intake, stop, hook)
        self.health.bringing = bringing
        try:
            await bringing.run()
        finally:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
            await self.heartbeat.stop()
            await self.postman.stop(LAST_LETTERS)
            await self.application.shutdown()

    async def _hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str) -> None:
        with self.metrics.turn(signal) as turn:
            turn.is_new = await self.coach.hear(owner, update, signal, first_name)
        self.heartbeat.glance()

    def _decided(self, late: Sequence[timedelta]) -> None:
        self.metrics.nudges(late)
        self.heartbeat.sign()  # however many are due at once, the heart is at work


async def run(settings: Settings, stop: Stop, announce: Callable[[str], None]) -> None:
    """Run the bot: on Telegram with a token, else on a local Telegram whose page's address is announced.

    Raises:
        telegram.error.InvalidToken: no bot has this token.
        OSError: the port is taken, or the home folder cannot be written to.
        Refused: the database is just being restored.
        WrongKey: the words in the database are encrypted with another key.
    """
    make_home(settings.rapport_home)
    with lease(settings.database, alone=False):
        database = Database(settings.database, settings.keyring)
        try:
            await _refuse_unfit_keys(database)
            if settings.telegram_bot_token is None:
                await _run_locally(settings, database, stop, announce)
            else:
                await _run_on_telegram(settings, settings.telegram_bot_token, database, stop)
        finally:
            await database.close()


async def _refuse_unfit_keys(database: Database) -> None:
    """Before anybody is told that we are there. One that is away or new is looked at once more when it is migrated."""
    seals = (await database.check()).seals
    if seals is not None and seals.objection is not None:
        raise WrongKey(seals.objection)


def application_for(token: SecretStr, api_url: str, line: BaseRequest) -> Bot:
    """An application for this bot at this Bot API server, over this line; nothing is called yet."""
    builder = ApplicationBuilder().token(token.get_secret_value()).updater(None).job_queue(None)
    builder = builder.request(line).get_updates_request(line)
    return builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot").build()


async def _run_on_telegram(settings: Settings, token: SecretStr, database: Database, stop: Stop) -> None:
    async with CountedLine(Line()) as line:
        application = application_for(token, settings.telegram_api_url, line)
        rapport = Rapport(application, database, Clock(), settings.nudges_a_second)
        rapport.intake.floods = Floods(settings.updates_a_minute)
        rapport.postman.parcels.folder = settings.rapport_home
        rapport.metrics.readings.refusals, rapport.health.line = line.refusals, line
        door, url = Door(settings.secret), settings.webhook
        entrance = web.entrance(door, url, rapport.metrics) if url else ()
        app = Starlette(routes=[*entrance, *web.routes(rapport.health, rapport.metrics)])
        async with serving(app, settings.host, settings.port) as served:
            await rapport.run(stop, Hook(url, door, served.end, settings.is_shared) if url else None)


async def _run_locally(settings: Settings, database: Database, stop: Stop, announce: Callable[[str], None]) -> None:
    if settings.webhook_url:
        logger.warning("WEBHOOK_URL is for a bot with a token; the local Telegram is asked for updates")
    file = settings.rapport_home / "clock.json"
    clock = clock_kept_in(file)
    trial_time = TrialTime(clock, database, file)
    with contextlib.closing(
        LocalTelegram(settings.rapport_home / "local-telegram.sqlite3", trial_time, token=LOCAL_TOKEN)
    ) as local:
        async with CountedLine(Line()) as line:
            rapport = Rapport(application_for(SecretStr(LOCAL_TOKEN), settings.here, line), database, clock)
            rapport.intake.floods = Floods(settings.updates_a_minute)
            rapport.postman.parcels.folder = settings.rapport_home
            trial_time.moved = rapport.heartbeat.beat
            rapport.metrics.readings.refusals, rapport.health.line = line.refusals, line
            routes = web.routes(rapport.health, rapport.metrics)
            async with serve(local, settings.host, settings.port, routes) as url:
                announce(url)
                await rapport.run(stop)
