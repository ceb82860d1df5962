import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

import pytest

from bot.clock import Clock, ShiftedClock
from bot.heartbeat import AGAIN, Heartbeat

ENOUGH = 20
AN_HOUR = timedelta(hours=1)
A_BLINK = timedelta(seconds=0.02)


@dataclass
class Diary:
    """Says what is next and notes each look."""

    clock: Clock
    plans: deque[datetime | Exception | None] = field(default_factory=deque)
    looked_at: list[datetime] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def look(self) -> datetime | None:
        self.looked_at.append(self.clock.now())
        if self.gate:
            await self.gate.wait()
        planned = self.plans.popleft() if self.plans else None
        if isinstance(planned, Exception):
            raise planned
        return planned


@dataclass
class Body:
    """A heart and what it beats for."""

    clock: ShiftedClock
    coach: Diary
    outbox: Diary
    planned: Diary
    heart: Heartbeat


@pytest.fixture
async def body() -> AsyncIterator[Body]:
    clock = ShiftedClock()
    coach, outbox, planned = Diary(clock), Diary(clock), Diary(clock)
    heart = Heartbeat(clock, (coach.look, outbox.look), planned.look)
    yield Body(clock, coach, outbox, planned, heart)
    if heart.is_alive:
        await heart.stop()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not true():  # noqa: ASYNC110 -- a beat tells nobody
            await asyncio.sleep(0.005)


async def test_the_first_beat_comes_at_the_start(body: Body) -> None:
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    assert len(body.coach.looked_at) == 1
    assert body.heart.armed_for is None


async def test_the_next_beat_comes_at_the_earliest_moment(body: Body) -> None:
    soon = body.clock.now() + timedelta(seconds=0.2)
    body.coach.plans.append(body.clock.now() + AN_HOUR)
    body.outbox.plans.append(soon)
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 2)
    assert body.outbox.looked_at[1] >= soon
    assert body.heart.armed_for is None


async def test_something_earlier_moves_the_beat_and_something_later_does_not(body: Body) -> None:
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    hour = body.clock.now() + AN_HOUR
    body.heart.planned(hour)
    body.heart.planned(hour + AN_HOUR)
    assert body.heart.armed_for == hour
    body.heart.planned(body.clock.now() + A_BLINK)
    await until(lambda: len(body.outbox.looked_at) == 2)


async def test_a_moment_that_is_over_already_is_now(body: Body) -> None:
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    body.heart.planned(body.clock.now() - AN_HOUR)
    await until(lambda: len(body.outbox.looked_at) == 2)


async def test_a_moment_that_comes_during_a_long_beat_is_not_forgotten(body: Body) -> None:
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    gate = body.coach.gate = asyncio.Event()
    body.heart.planned(body.clock.now())
    await until(lambda: len(body.coach.looked_at) == 2)
    body.heart.planned(body.clock.now())
    await until(lambda: body.heart.armed_for is None)
    hour = body.clock.now() + AN_HOUR
    body.heart.planned(hour)
    assert body.heart.armed_for == hour
    body.coach.plans.extend([None, hour])
    gate.set()
    await until(lambda: len(body.outbox.looked_at) == 3)
    await until(lambda: body.heart.armed_for == hour)


async def test_a_beat_that_is_due_is_not_put_off_by_a_later_moment(body: Body) -> None:
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    body.heart.planned(body.clock.now())
    body.heart.planned(body.clock.now() + AN_HOUR)
    await until(lambda: len(body.outbox.looked_at) == 2)


async def test_what_stays_due_after_a_beat_is_tried_again_a_little_later(body: Body) -> None:
    body.coach.plans.append(body.clock.now() - AN_HOUR)
    body.heart.start()
    await until(lambda: body.heart.armed_for is not None)
    assert body.heart.armed_for is not None
    assert timedelta() < body.heart.armed_for - body.clock.now() <= AGAIN


async def test_a_look_that_fails_stops_no_other_and_is_tried_again(
    body: Body, caplog: pytest.LogCaptureFixture
) -> None:
    body.coach.plans.append(KeyError("words of a person"))
    body.heart.start()
    await until(lambda: body.heart.armed_for is not None)
    assert len(body.outbox.looked_at) == 1
    assert "KeyError" in caplog.text
    assert "words" not in caplog.text


async def test_after_the_clock_was_moved_a_beat_does_what_is_due(body: Body) -> None:
    body.coach.plans.append(body.clock.now() + AN_HOUR)
    body.heart.start()
    await until(lambda: body.heart.armed_for is not None)
    body.clock.move_to(body.clock.now() + 2 * AN_HOUR)
    body.coach.plans.append(body.clock.now() + timedelta(seconds=0.1))
    await body.heart.beat()
    await until(lambda: len(body.coach.looked_at) == 3)


class SetBack:
    """This machine's clock after somebody set it back by hours."""

    @staticmethod
    def now(zone: tzinfo) -> datetime:
        return Clock().now().astimezone(zone) - 5 * AN_HOUR


async def test_the_slow_sweep_comes_whatever_the_clock_shows(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    heart = Heartbeat(body.clock, (body.outbox.look,), body.planned.look, sweep=A_BLINK)
    heart.start()
    await until(lambda: len(body.outbox.looked_at) >= 1)
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetBack)
    seen = len(body.outbox.looked_at)
    await until(lambda: len(body.outbox.looked_at) >= seen + 3)
    await heart.stop()


async def test_a_beat_that_takes_long_makes_no_moment_before_it_one_that_was_missed(body: Body) -> None:
    soon = body.clock.now() + timedelta(seconds=0.2)
    body.coach.plans.append(soon)
    body.outbox.gate = asyncio.Event()
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    await until(lambda: body.clock.now() > soon)
    body.outbox.gate.set()
    await until(lambda: len(body.outbox.looked_at) == 2)


async def test_turns_of_a_second_share_one_glance_at_what_they_planned(
    body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.heartbeat.GLANCE", A_BLINK)
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    hour = body.clock.now() + AN_HOUR
    body.planned.plans.append(hour)
    for _ in range(5):
        body.heart.glance()
    await until(lambda: body.heart.armed_for is not None)
    assert body.heart.armed_for == hour
    assert len(body.planned.looked_at) == 1
    body.heart.glance()
    await until(lambda: len(body.planned.looked_at) == 2)


async def test_a_look_without_an_end_is_broken_off_at_the_stop(body: Body, caplog: pytest.LogCaptureFixture) -> None:
    body.coach.gate = asyncio.Event()
    body.heart.start()
    await until(lambda: len(body.coach.looked_at) == 1)
    body.heart.planned(body.clock.now())  # stands in line behind it
    await until(lambda: body.heart.armed_for is None)
    await body.heart.stop(A_BLINK)
    assert not body.heart.is_alive
    assert (len(body.coach.looked_at), len(body.outbox.looked_at)) == (1, 0)
    assert caplog.text == ""


async def test_nothing_beats_before_the_start_or_after_the_stop(body: Body) -> None:
    body.heart.glance()
    body.heart.planned(body.clock.now())
    body.heart.start()
    await until(lambda: len(body.outbox.looked_at) == 1)
    await body.heart.stop()
    body.heart.glance()
    body.heart.planned(body.clock.now())
    await asyncio.sleep(0)
    assert body.planned.looked_at == []
    assert len(body.outbox.looked_at) == 1
