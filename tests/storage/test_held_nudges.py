"""Nudges of somebody who blocked the bot: held, right all the same, and due when they come back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest

from conversations.effects import Change, Mark, Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId, Settings
from storage.database import Database
from tests.storage.examples import ADA, BEN, BLOCKED, HOUR, MINUTE, NOW, nudge, record

E1 = Key("e1")
MORNING = datetime(2026, 11, 23, 9)
FIRST = nudge("n1", MORNING)
SECOND = nudge("n2", MORNING + HOUR)
THIRD = nudge("n3", MORNING + 2 * HOUR)
LATE = NOW + 99 * HOUR

Leaves = Callable[[Database], Awaitable[object]]


async def telegram_refuses(database: Database) -> None:
    assert await database.post(lambda outbox: outbox.block(ADA, NOW))


async def telegram_tells(database: Database) -> None:
    await record(database, Change(BLOCKED))


async def comes_back(database: Database) -> None:
    await record(database, Change(Settings()))


async def due(database: Database) -> tuple[OwnerId, ...]:
    return await database.post(lambda outbox: outbox.owners_due(LATE, 9))


async def next_due(database: Database) -> datetime | None:
    return await database.post(lambda outbox: outbox.next_due())


async def taken(database: Database) -> tuple[Nudge, ...]:
    return await database.turn(ADA, lambda ledger: ledger.take_due(LATE))


async def pending(database: Database) -> tuple[Nudge, ...]:
    return await database.turn(ADA, lambda ledger: ledger.pending_nudges())


either_way = pytest.mark.parametrize("leaves", [telegram_refuses, telegram_tells])


@either_way
async def test_who_blocked_the_bot_is_left_in_peace_and_nothing_is_lost(database: Database, leaves: Leaves) -> None:
    await record(database, PlanNudges(E1, (FIRST, SECOND)))
    await record(database, PlanNudges(E1, (THIRD,)), owner=BEN)
    await leaves(database)
    assert (await database.turn(ADA, lambda ledger: ledger.settings())).blocked
    assert await next_due(database) == THIRD.due
    assert await due(database) == (BEN,)
    assert await taken(database) == ()
    await comes_back(database)
    assert await next_due(database) == FIRST.due
    assert await due(database) == (ADA, BEN)
    assert await taken(database) == (FIRST, SECOND)


@either_way
async def test_to_the_coach_what_is_held_is_still_to_come(database: Database, leaves: Leaves) -> None:
    await record(database, PlanNudges(E1, (FIRST, SECOND)))
    await record(database, Mark(replace(SECOND, state=NudgeState.SENT)))
    await leaves(database)
    assert await pending(database) == (FIRST,)
    assert await database.turn(ADA, lambda ledger: ledger.nudge(FIRST.key)) == FIRST
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == (
        FIRST,
        replace(SECOND, state=NudgeState.SENT),
    )


@either_way
async def test_what_is_planned_while_the_bot_is_blocked_waits_for_the_return(
    database: Database, leaves: Leaves
) -> None:
    await record(database, PlanNudges(E1, (FIRST,)))
    await leaves(database)
    snoozed = nudge("n9", MORNING + 9 * HOUR, subject="e2")
    await record(database, PlanNudges(E1, (SECOND,)), Mark(snoozed))
    assert await next_due(database) is None
    assert await pending(database) == (SECOND, snoozed)
    await comes_back(database)
    assert await next_due(database) == SECOND.due
    assert await taken(database) == (SECOND, snoozed)


@either_way
async def test_a_plan_moves_what_is_held_as_it_moves_what_is_pending(database: Database, leaves: Leaves) -> None:
    await record(database, PlanNudges(E1, (FIRST, SECOND)))
    await leaves(database)
    moved = nudge("n1", MORNING + 5 * HOUR)
    await record(database, PlanNudges(E1, (moved,)))
    assert await next_due(database) is None
    await comes_back(database)
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == (moved,)
    assert await taken(database) == (moved,)


@either_way
async def test_what_was_decided_before_or_meanwhile_does_not_come_back(database: Database, leaves: Leaves) -> None:
    await record(database, PlanNudges(E1, (FIRST, SECOND, THIRD)))
    await record(database, Mark(replace(FIRST, state=NudgeState.SENT)))
    await leaves(database)
    await record(database, Mark(replace(SECOND, state=NudgeState.DROPPED)))
    await record(database, PlanNudges(E1, (FIRST, SECOND, THIRD)))
    await comes_back(database)
    assert await taken(database) == (THIRD,)
    assert await database.turn(ADA, lambda ledger: ledger.last_sent(NudgeKind.CARD)) == NOW


async def test_leaving_and_coming_back_count_from_where_they_stand_in_the_turn(database: Database) -> None:
    await record(database, Mark(FIRST), Change(BLOCKED), Mark(SECOND))
    assert await due(database) == ()
    await record(database, Change(Settings()), PlanNudges(Key("e2"), (nudge("n5", MORNING, subject="e2"),)))
    assert [occurrence.key for occurrence in await taken(database)] == ["n1", "n5", "n2"]


async def test_who_came_back_meanwhile_keeps_what_is_due(database: Database) -> None:
    await record(database, PlanNudges(E1, (FIRST,)))
    await database.turn(ADA, lambda ledger: ledger.hear(7, NOW + MINUTE))
    assert not await database.post(lambda outbox: outbox.block(ADA, since=NOW))
    assert await due(database) == (ADA,)


async def test_a_mark_of_an_occurrence_read_before_the_return_is_pending_after_it(database: Database) -> None:
    await record(database, Change(BLOCKED))
    await record(database, Mark(replace(FIRST, state=NudgeState.HELD)))
    await comes_back(database)
    assert await taken(database) == (FIRST,)
    await record(database, Mark(replace(FIRST, state=NudgeState.HELD)))
    assert await taken(database) == (FIRST,)
