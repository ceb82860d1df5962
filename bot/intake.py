"""The intake: takes one raw update until its turn is committed. Where updates come from is not its business.

An update is done when its turn is committed, or when it was parked because nothing can be made of it. While the memory
is away it is neither, and is to be tried again. python-telegram-bot's Updater calls it done as soon as it was fetched.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application, CallbackContext

from bot.clock import Clock
from bot.coach import LEASE
from bot.floods import Floods, Verdict
from bot.lanes import Lanes
from bot.logs import told
from bot.patience import patiently
from bot.raw_updates import RawUpdate, is_for_answer, is_id, sender, tap_in, without_old_words
from conversations.effects import Letter, Say, Screen, Toast
from conversations.screens import notices
from storage.database import Database
from storage.failures import StorageAway
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.outbox import Parked

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

Trying: TypeAlias = Callable[[Callable[[], Awaitable[None]]], Awaitable[None]]
"""How often something is tried while the memory is away."""

logger = logging.getLogger(__name__)


class Intake:
    """Takes updates of different people at once and those of one person one by one, in Telegram's order."""

    def __init__(self, application: Bot, database: Database, clock: Clock) -> None:
        self._application = application
        self._database = database
        self._clock = clock
        self._lanes = Lanes()
        self._failures: dict[int, Exception] = {}
        self._last: float | None = None
        self.parked = self.lost = 0
        """Updates that nobody could read, so far: those that are kept, and those that could not even be kept."""
        self.letters: Callable[[tuple[LentLetter, ...]], None] | None = None
        """Told the letters that the intake itself writes, for the postman."""
        self.floods: Floods | None = None
        """Says of whom no more is taken for a while; without it, everything is."""
        application.add_error_handler(self._note_failure)

    @property
    def since_update(self) -> float | None:
        """Seconds since an update was taken; None before the first."""
        return None if self._last is None else self._clock.ticks() - self._last

    async def take(self, raw: RawUpdate) -> None:
        """Returns when the update is committed or parked. While the memory is away, it and what is behind it waits."""
        await self._take(raw, patiently)

    async def take_now(self, raw: RawUpdate) -> None:
        """Returns when the update is committed or parked.

        Raises:
            StorageAway: it was neither, as far as we know; whoever brought it has to bring it again.
        """
        await self._take(raw, _once)

    async def _take(self, raw: RawUpdate, trying: Trying) -> None:
        verdict = self.floods.judge(raw) if self.floods else Verdict.TAKE
        if verdict is Verdict.LEAVE:
            self._last = self._clock.ticks()
            return
        async with self._lanes.turn(sender(raw), raw["update_id"]):
            begun = self._clock.ticks()
            try:
                await trying(lambda: self._take_once(raw) if verdict is Verdict.TAKE else self._leave_out(raw))
            except StorageAway:
                if self.floods:
                    self.floods.give_back(raw, verdict)
                raise
            except Exception as error:  # noqa: BLE001 -- one that cannot even be parked must not stop all others
                self.lost += 1
                _log_lost(raw, error)
            self._last = self._clock.ticks()
            milliseconds = round((self._last - begun) * 1000)
            ids = {"update": raw["update_id"], "owner": sender(raw)}
            logger.info("update %(update)d of %(owner)d taken, %(ms)d ms", ids | {"ms": milliseconds})

    async def _take_once(self, raw: RawUpdate) -> None:
        failure = await self._failure_of(raw)
        if isinstance(failure, StorageAway):
            raise failure
        if failure is not None:
            await self._park(raw, failure)

    async def _failure_of(self, raw: RawUpdate) -> Exception | None:
        try:
            update = Update.de_json(without_old_words(raw), self._application.bot)
            _check_ids(update)
        except Exception as error:  # noqa: BLE001 -- whatever the parser stumbles over, the update is kept raw
            return error
        await self._application.process_update(update)
        return self._failures.pop(update.update_id, None)

    async def _note_failure(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """python-telegram-bot keeps what a handler raises to itself and tells only this."""
        if isinstance(update, Update) and context.error:
            self._failures[update.update_id] = context.error

    async def _park(self, raw: RawUpdate, failure: Exception) -> None:
        owner, now = sender(raw), self._clock.now()
        found = {"update": raw["update_id"], "owner": owner, "error": told(failure)}
        logger.error("update %(update)d of %(owner)d parked: %(error)s", found)
        # ASCII, because half a surrogate pair cannot be written as UTF-8
        parked = Parked(raw["update_id"], json.dumps(raw), type(failure).__name__, owner)
        await self._database.post(lambda outbox: outbox.park_update(parked, now))
        self.parked += 1
        if is_for_answer(raw):
            await self._answer(raw, notices.failed())

    async def _leave_out(self, raw: RawUpdate) -> None:
        """It stands for all that follow until the flood is over."""
        found = {"update": raw["update_id"], "owner": sender(raw)}
        logger.info("update %(update)d of %(owner)d left out, and those behind it: too many at once", found)
        await self._answer(raw, notices.too_many())

    async def _answer(self, raw: RawUpdate, screen: Screen) -> None:
        """Say something instead of a turn, once, however often the update comes."""
        now, tap = self._clock.now(), tap_in(raw)
        letters: tuple[Letter, ...] = (*((Toast(tap),) if tap else ()), Say(screen))

        def work(ledger: Ledger) -> tuple[LentLetter, ...]:
            return ledger.record(letters, now, lend_until=now + LEASE) if ledger.hear(raw["update_id"], now) else ()

        lent = await self._database.turn(sender(raw), work)
        if self.letters:
            self.letters(lent)


def _check_ids(update: Update) -> None:
    """python-telegram-bot takes whatever stands for a number, and is silent about a failure where it has no hash."""
    for who in (update.effective_user, update.effective_chat):
        if who is not None and not is_id(who.id):
            raise TypeError("nobody has such a number")


async def _once(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def _log_lost(raw: RawUpdate, error: Exception) -> None:
    found = {"update": raw["update_id"], "owner": sender(raw), "error": told(error)}
    logger.error("update %(update)d of %(owner)d could not be parked: %(error)s", found)
