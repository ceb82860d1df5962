"""Asks Telegram something without which we cannot go on, until it answers or we are to stop."""

import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.patience import asked_pause, growing_pause
from bot.stopping import Stop

T = TypeVar("T")

LONGEST_PAUSE = timedelta(seconds=30)
UNKNOWN_PAUSE = timedelta(minutes=1)
"""Until Telegram is asked again whether it knows our token after all."""

UNKNOWN_BOT = (
    "Telegram knows no bot with this token any more. Get a new one from @BotFather (/token), put it into "
    "TELEGRAM_BOT_TOKEN of every process, and start them again; what people were to be told waits until then"
)
OTHER_BOT = "another process asks for this bot's updates, or a webhook is set; Telegram tells them only once"

logger = logging.getLogger(__name__)


async def first_answer_of_telegram(ask: Callable[[], Coroutine[Any, Any, T]], stop: Stop) -> T | None:
    """As below, but a token that was never known is not waited for.

    Raises:
        telegram.error.InvalidToken: no bot has this token.
    """
    return await _answer(ask, stop, waits_for_token=False)


async def answer_of_telegram(ask: Callable[[], Coroutine[Any, Any, T]], stop: Stop) -> T | None:
    """The answer, asked for again after each failure; None when we are to stop first.

    A token that was known and is refused was revoked, or Telegram errs: to end would be to be started again and again.
    """
    return await _answer(ask, stop, waits_for_token=True)


async def _answer(ask: Callable[[], Coroutine[Any, Any, T]], stop: Stop, *, waits_for_token: bool) -> T | None:
    failures = 0
    while not stop.is_asked:
        try:
            return await stop.before(ask())
        except TelegramError as error:
            if isinstance(error, InvalidToken) and not waits_for_token:
                raise
            failures += 1
            pause = _pause(error, failures)
            again = {"why": _why(error), "seconds": pause.total_seconds()}
            logger.warning("%(why)s; trying again in %(seconds).0f s", again)
            await stop.pause(pause)
    return None


def _pause(error: TelegramError, failures: int) -> timedelta:
    match error:
        case RetryAfter():
            return asked_pause(error)
        case InvalidToken():
            return UNKNOWN_PAUSE
        case _:
            return growing_pause(failures, LONGEST_PAUSE)


def _why(error: TelegramError) -> str:
    match error:
        case Conflict():
            return OTHER_BOT
        case InvalidToken():
            return UNKNOWN_BOT
        case RetryAfter():
            return "Telegram asks for a pause"
        case BadRequest():  # what we ask here carries no person's words
            return f"Telegram refuses: {error.message}"
        case _:
            return f"Telegram cannot be reached ({type(error).__name__})"
