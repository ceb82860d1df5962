"""How long to wait before another try, as Telegram asks or longer each time; and trying until the memory is back."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import RetryAfter

from storage.failures import StorageAway

# python-telegram-bot warns at every flood limit until it is told that we know its times as timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "1")

T = TypeVar("T")

BLINK = timedelta(seconds=0.1)
SECOND = timedelta(seconds=1)
LONGEST_AWAY = timedelta(seconds=30)

logger = logging.getLogger(__name__)


def asked_pause(error: RetryAfter) -> timedelta:
    """How long Telegram asks us to be quiet."""
    pause = error.retry_after
    return pause if isinstance(pause, timedelta) else timedelta(seconds=pause)


def growing_pause(tries: int, longest: timedelta, first: timedelta = SECOND) -> timedelta:
    """`first` after one try that failed, twice as long after each further one, never more than `longest`."""
    return min(longest, first * (1 << min(max(tries - 1, 0), 20)))


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` gives, tried again for as long as the memory is away."""
    tries = 0
    while True:
        try:
            return await work()
        except StorageAway as away:
            tries += 1
            pause = growing_pause(tries, LONGEST_AWAY, BLINK).total_seconds()
            found = {"mend": away.mend, "seconds": pause}
            logger.warning("the database is away: %(mend)s Trying again in %(seconds).1f s", found)
        await asyncio.sleep(pause)
