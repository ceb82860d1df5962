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
OTHER_BOT = "another process asks for this bot's updates, or a webhook is set; Telegram tells them only once"

logger = logging.getLogger(__name__)


async def answer_of_telegram(ask: Callable[[], Coroutine[Any, Any, T]], stop: Stop) -> T | None:
    """The answer, asked for again after each failure; None when we are to stop first.

    Raises:
        telegram.error.InvalidToken: no bot has this token.
    """
    failures = 0
    while not stop.is_asked:
        try:
            return await stop.before(ask())
        except InvalidToken:
            raise
        except TelegramError as error:
            failures += 1
            pause = asked_pause(error) if isinstance(error, RetryAfter) else growing_pause(failures, LONGEST_PAUSE)
            again = {"why": _why(error), "seconds": pause.total_seconds()}
            logger.warning("%(why)s; trying again in %(seconds).0f s", again)
            await stop.pause(pause)
    return None


def _why(error: TelegramError) -> str:
    match error:
        case Conflict():
            return OTHER_BOT
        case RetryAfter():
            return "Telegram asks for a pause"
        case BadRequest():  # what we ask here carries no person's words
            return f"Telegram refuses: {error.message}"
        case _:
            return f"Telegram cannot be reached ({type(error).__name__})"
