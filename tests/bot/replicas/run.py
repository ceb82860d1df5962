"""A run: a crowd, three replicas behind a gateway, one PostgreSQL, and what goes wrong meanwhile. It judges nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from bot.clock import Clock, ShiftedClock
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from storage.tables import IS_PENDING, NUDGES
from tests.bot.crowd import Crowd
from tests.bot.kill_run import SEED, TOKEN, Run, rows
from tests.bot.killing import Watch
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.replicas.evening import SEVEN
from tests.bot.replicas.gateway import Gateway, Likelihood, opened
from tests.bot.replicas.owed import told_too_late
from tests.bot.replicas.people import somebody
from tests.bot.replicas.team import SIZE, Team, gathered
from tests.ports import free_port

ENOUGH = 120
"""Seconds in which everything has to come to its own when the troubles are over."""

FIRST_DELAY = 0.05
"""Seconds after which Telegram brings an update again; Telegram's own second would only make the test long."""

AFTERWARDS = timedelta(seconds=3)
"""So long after the last nudge's moment nobody waits for a nudge that has to come yet."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens: how many people with how many updates each, for how long, and when nudges are due."""

    people: int
    updates: tuple[int, int]
    seconds: float
    minutes: tuple[int, ...] = (0,)
    """Around seven; each person's nudges come at one of them."""

    before: float = 30
    """Seconds from the beginning to the first of them."""


@dataclass(kw_only=True)
class Evening(Run):
    """The run of a team."""

    team: Team
    gateway: Gateway
    moments: tuple[datetime, ...]
    """When nudges are due (UTC)."""

    clock: Clock = field(default_factory=Clock)
    """What the replicas' clocks show."""

    async def start(self, before: float) -> None:
        """Start all replicas; it is so many seconds before the first nudge then."""
        await asyncio.gather(*(replica.stable.get_ready() for replica in self.team.replicas))
        ahead = min(self.moments) - timedelta(seconds=before) - Clock().now()
        self.clock, self.team.ahead = ShiftedClock(ahead), ahead.total_seconds()
        await self.team.start()

    async def tell(self, seconds: float) -> None:
        """Let stories go on evenly for so long, so that trouble meets all parts of them."""
        begun = Clock.ticks()
        while self.crowd.share < 1:
            await asyncio.sleep(0.1)
            self.crowd.share = min(1, (Clock.ticks() - begun) / seconds)

    async def end(self) -> None:
        """Wait until all is told, taken, answered and said, and ask all to stop. What is missing the checks tell."""
        await self._settle()
        await self.gateway.bring_the_rest()
        await self._settle()
        await self.team.stop()

    async def _settle(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENOUGH):
                while not (self._is_late() and self.is_settled()):  # noqa: ASYNC110 -- the bot tells its tests nothing
                    await asyncio.sleep(0.3)

    def _is_late(self) -> bool:
        """Whether all that was due is decided; who told of something after its moment does not wait for it any more."""
        now = self.clock.now()
        if now < max(self.moments) + AFTERWARDS:
            return False
        hopeful = {each.number for each in self.crowd.people if not each.is_done and each.next.after}
        if hopeful:
            self.crowd.lose_hope(hopeful & told_too_late(self))
        return not rows(self.url, select(NUDGES.c.owner).where(IS_PENDING, NUDGES.c.due <= now))


@contextlib.asynccontextmanager
async def evening(url: str, home: Path, size: Size, likelihood: Likelihood) -> AsyncIterator[Evening]:
    """All are there, the replicas are not started yet, and nothing is told."""
    chance = Random(SEED)  # noqa: S311 -- moments and stories, no secrets
    moments = tuple(SEVEN + timedelta(minutes=minute) for minute in size.minutes)
    people = [somebody(number, chance, moments, size.updates) for number in range(1, size.people + 1)]
    watch, gateway = Watch(), Gateway([free_port() for _ in range(SIZE)], chance, likelihood)
    async with contextlib.AsyncExitStack() as stack:
        local = LocalTelegram(":memory:", HandClock(), token=TOKEN)
        stack.enter_context(contextlib.closing(local))
        local.observers.append(watch)
        local.deliveries.first_delay = FIRST_DELAY
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": await stack.enter_async_context(serve(local, port=0)),
            "WEBHOOK_URL": await stack.enter_async_context(opened(gateway)),
            "DATABASE_URL": url,
        }
        team = await stack.enter_async_context(gathered(home, gateway.ports, settings, watch))
        crowd = Crowd(local, watch, chance, people)
        run = Evening(local, watch, crowd, url, team=team, gateway=gateway, moments=moments)
        begun = Clock.ticks()
        talking = asyncio.create_task(crowd.talk())
        try:
            yield run
        finally:
            talking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await talking
            run.seconds = Clock.ticks() - begun
            await asyncio.gather(*local.deliveries.stop(), return_exceptions=True)
