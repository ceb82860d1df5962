"""A run: twenty people, a bot with many lives, and one database that has to come through it. It judges nothing."""

import asyncio
import contextlib
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Select, select

from bot.clock import Clock
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from storage.engines import engine_for, normalised
from storage.tables import IS_WAITING, LETTERS, UPDATES
from tests.bot.crowd import Crowd, twenty
from tests.bot.killing import Stable, Watch
from tests.bot.local_telegram.hand_clock import HandClock
from tests.ports import free_port

SEED = int(os.environ.get("RAPPORT_KILL_SEED", "7"))
TOKEN = "4711:for-tests"
ENOUGH = 60
"""Seconds in which the last life has to catch up with everything."""


@dataclass
class Run:
    """What all people and a bot with many lives did; what came of it is read past the product."""

    local: LocalTelegram
    watch: Watch
    crowd: Crowd
    url: str
    in_hand: Counter[int] = field(default_factory=Counter)
    """For how many ends of a life a letter to this person may have been under way."""

    exits: list[int] = field(default_factory=list)
    late: int = 0
    """Updates that only the last life took."""

    seconds: float = 0.0

    async def live(self, stable: Stable, ends: Sequence[signal.Signals], chance: Random) -> None:
        """Short lives with these ends, and a last one in which everything comes to its own."""
        for life, how in enumerate(ends, start=1):
            self.crowd.share = life / (len(ends) + 1)
            self.watch.forget_life()
            await stable.start()
            await self.watch.life_is_over(chance)
            self.exits.append(await stable.end(how))
            lent = select(LETTERS.c.owner).where(IS_WAITING, LETTERS.c.lent_until.is_not(None)).distinct()
            self.in_hand.update(row["owner"] for row in rows(self.url, lent))
        self.late = self.crowd.updates - len(rows(self.url, select(UPDATES.c.update_id)))
        self.crowd.share = 1
        await stable.start()
        with contextlib.suppress(TimeoutError):  # what is missing is told by the checks
            async with asyncio.timeout(ENOUGH):
                while not self.is_settled():  # noqa: ASYNC110 -- the bot tells its tests nothing
                    await asyncio.sleep(0.05)
        self.exits.append(await stable.end(signal.SIGTERM))

    def is_settled(self) -> bool:
        """Whether all is said, taken in, answered and confirmed."""
        return (
            all(somebody.is_done for somebody in self.crowd.people)
            and not self.local.waiting_updates()
            and not rows(self.url, select(LETTERS.c.owner).where(IS_WAITING))
        )


def rows(url: str, query: Select[Any]) -> list[dict[str, Any]]:
    """What the database holds, read past the product."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        found = [dict(row) for row in connection.execute(query).mappings()]
    engine.dispose()
    return found


@contextlib.asynccontextmanager
async def played(url: str, home: Path, ends: Sequence[signal.Signals]) -> AsyncIterator[Run]:
    """The run, when all is said and done and the bot is gone."""
    begun, chance = Clock.ticks(), Random(SEED)  # noqa: S311 -- moments and stories, no secrets
    with contextlib.closing(LocalTelegram(home / "telegram.db", HandClock(), token=TOKEN)) as local:
        watch = Watch()
        local.observers.append(watch)
        run = Run(local, watch, Crowd(local, watch, chance, twenty(chance, Clock().now().replace(tzinfo=None))), url)
        async with serve(local, port=0) as api:
            named = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api, "DATABASE_URL": url}
            settings = named | {"PORT": str(free_port())}
            async with Stable.opened(home, settings) as stable:
                talking = asyncio.create_task(run.crowd.talk())
                try:
                    await run.live(stable, ends, Random(SEED))  # noqa: S311 -- as above
                finally:
                    talking.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await talking
        run.seconds = Clock.ticks() - begun
        yield run
