"""The heartbeat: wakes the coach and the postman at the next moment that matters. APScheduler is its clock, no memory.

Each beat looks at the clock, sweeps the outbox and asks both when to come again. A slow sweep stands behind it, for
moments that another process planned or that nobody told us about. It goes by the event loop's time, which only runs
forward: APScheduler goes by the machine's clock, and when that is set back by hours, it sleeps for hours.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it ships no types

from bot.clock import Clock
from bot.logs import told

Look: TypeAlias = Callable[[], Awaitable[datetime | None]]
"""Does what is due now and says when there is something to do again (UTC), None when nothing is planned."""

SLOW_SWEEP = timedelta(minutes=5)
SHARED_SWEEP = timedelta(seconds=5)
"""Of processes that share a database each looks so often what another one left behind when it was killed."""

AGAIN = timedelta(seconds=30)
"""What is still due after a beat could not be done just now; a beat at once would be the same again."""

GLANCE = timedelta(seconds=1)
"""Turns of a second share one look at what they planned."""

LAST_LOOK = timedelta(seconds=1)
"""For what is under way at a stop: a look goes through everybody for whom something is due, and that may take long."""

logger = logging.getLogger(__name__)


class Heartbeat:
    """Calls `looks` one after the other, all of them at each beat. `next_due` is asked without doing anything.

    Between two slow sweeps passes `sweep`: little, when others share the database who may have left something behind.
    """

    def __init__(self, clock: Clock, looks: tuple[Look, ...], next_due: Look, sweep: timedelta = SLOW_SWEEP) -> None:
        self._clock = clock
        self._looks = looks
        self._next_due = next_due
        self._pause = sweep.total_seconds()
        self._beating = asyncio.Lock()
        self._armed: datetime | None = None
        self._sweeping: asyncio.Task[None] | None = None
        self._last_sign: float | None = None
        self._looking: asyncio.Future[datetime | None] | None = None
        self._hurries = False
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            # Its default drops a job that is a second late; ours must come however late it is, and once. One that comes
            # while a beat is on has to wait for it: dropped, it would take the moment that it stood for with it.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        )

    @property
    def is_alive(self) -> bool:
        """Whether it was started and not stopped."""
        return bool(self._scheduler.running)

    @property
    def armed_for(self) -> datetime | None:
        """The moment (UTC) of the next beat for a reason; None when only the slow sweep will come."""
        return self._armed if self._scheduler.get_job("next") else None

    @property
    def sweep(self) -> timedelta:
        """After which time a beat comes at the latest."""
        return SLOW_SWEEP

    @property
    def since_sign(self) -> float | None:
        """Seconds since the heart showed a sign of life; None before the start."""
        return None if self._last_sign is None else self._clock.ticks() - self._last_sign

    def sign(self) -> None:
        """A beat was done, or in a long one something."""
        self._last_sign = self._clock.ticks()

    def start(self) -> None:
        """Beat now, and from now on."""
        self.sign()
        self._scheduler.start()
        self._scheduler.add_job(self.beat, id="start")
        self._sweeping = asyncio.create_task(self._sweep(), name="slow sweep")

    async def stop(self, within: timedelta = LAST_LOOK) -> None:
        """Let a beat or a glance that is on finish, and beat no more. What takes longer is broken off and stays due."""
        self._scheduler.remove_all_jobs()
        await asyncio.sleep(0)  # what was submitted already stands in line before us then
        breaking_off = asyncio.get_running_loop().call_later(within.total_seconds(), self._break_off)
        async with self._beating:
            breaking_off.cancel()
            self._scheduler.shutdown(wait=False)
            if self._sweeping:
                self._sweeping.cancel()
        await asyncio.sleep(0)  # its shutdown is done in the loop's next round

    def _break_off(self) -> None:
        self._hurries = True
        if self._looking:
            self._looking.cancel()

    async def beat(self) -> None:
        """Do what is due and arm for the next moment. Call it when the clock was moved."""
        async with self._beating:
            self._armed = None
            for look in self._looks:
                moment, now = await self._done(look), self._clock.now()
                if (
                    moment is not None
                ):  # at once: a look that takes long must not make a moment before it one of the past
                    self.planned(moment if moment > now else now + AGAIN)
            self.sign()

    def planned(self, moment: datetime) -> None:
        """Something is to be done at this moment (UTC), perhaps earlier than all that we knew of."""
        armed = self.armed_for
        if self.is_alive and (armed is None or moment < armed):
            self._armed = max(moment, self._clock.now())
            run_date = self._clock.on_machine(self._armed)
            self._scheduler.add_job(self.beat, "date", run_date=run_date, id="next", replace_existing=True)

    def glance(self) -> None:
        """A turn may have planned something: ask soon what is next. Cheap to call after every turn."""
        if self.is_alive and not self._scheduler.get_job("glance"):
            soon = self._clock.on_machine(self._clock.now() + GLANCE)
            self._scheduler.add_job(self._glance, "date", run_date=soon, id="glance")

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            await self.beat()

    async def _glance(self) -> None:
        async with self._beating:  # so that a stop waits for it: APScheduler logs a job that it cancels as a failure
            moment = await self._done(self._next_due)
            if moment is not None:
                self.planned(moment)

    async def _done(self, look: Look) -> datetime | None:
        """What a look says. One that fails is tried again soon and stops no other; one that is broken off says nothing.

        A look is a task of its own: APScheduler logs it as a failure when the job is broken off that waits for it.
        """
        if self._hurries:
            return None
        looking = self._looking = asyncio.ensure_future(look())
        await asyncio.wait({looking})
        if looking.cancelled():
            return None
        error = looking.exception()
        if error is None:
            return looking.result()
        logger.warning("a look at what is due failed: %(error)s", {"error": told(error)})
        return self._clock.now() + AGAIN
