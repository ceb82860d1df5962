"""What the coach does around a turn. What is said in it is proved by the whole bot."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, event

from bot.clock import Clock
from bot.coach import AFTER_FAILURE, OWNERS_AT_ONCE, SOON, Coach
from conversations.address import Control, Resume, Steer
from conversations.answers import Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Change, Keep, KeepDialogue, Nudge, NudgeKind, PlanNudges, Say, Toast
from conversations.facts import Event, Key, OwnerId, Settings
from conversations.signals import Commanded, Said, Signal, Tapped
from conversations.timing import WallTime
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.slots import Ration
from storage.tables import LETTERS
from tests.bot.stand import ADA, BEN, Stand

RIDDLE = Dialogue(Key("d90"), "riddle", answers={"a": Words("1")})
"""A dialogue that a later version began."""


@pytest.mark.parametrize(
    "signal",
    [
        Said("Hello", 1),
        Commanded("prep", "", 1),
        Commanded("people", "", 1),
        Commanded("cancel", "", 1),
        Tapped(Resume(RIDDLE.key), "tap", 1),
        Tapped(Steer(RIDDLE.key, "a", Control.SKIP), "tap", 1),
    ],
)
async def test_a_dialogue_of_a_later_version_stops_nobody(stand: Stand, signal: Signal) -> None:
    now = stand.clock.now()
    await stand.turn(lambda ledger: ledger.record((KeepDialogue(RIDDLE),), now, lend_until=None))
    letters: list[LentLetter] = []
    coach = Coach(stand.database, Clock())
    coach.letters = letters.extend
    await coach.hear(ADA, 77, signal, "Ada")
    assert any(isinstance(each.letter, Say | Toast) for each in letters)
    kept = await stand.turn(lambda ledger: ledger.dialogue(RIDDLE.key))
    assert kept is not None
    assert kept.state in {DialogueState.OPEN, DialogueState.PARKED}
    assert kept.answers == RIDDLE.answers


async def test_whose_zone_is_unknown_waits_and_keeps_nobody_else_waiting(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    now = stand.clock.now()
    for owner, zone, minutes in ((ADA, "Europe/Nowhere", -1), (BEN, "UTC", 1)):
        due = now + timedelta(minutes=minutes)
        at = WallTime(due.replace(tzinfo=None), zone)
        nudge = Nudge(Key("n1"), NudgeKind.CHECK_IN, Key("p1"), at, due)
        await stand.write(Change(Settings(zone=zone)), PlanNudges(nudge.subject, (nudge,)), owner=owner)
    coach = Coach(stand.database, stand.clock)
    assert await coach.look_at_the_clock() == await coach.next_due() == now + timedelta(minutes=1)
    stand.hand.moment += timedelta(minutes=2)
    assert await coach.look_at_the_clock() == stand.clock.now() + AFTER_FAILURE
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == [
        "clock of 7 failed: UnknownZone"
    ] * 2
    await coach.hear(ADA, 78, Commanded("help", "", 1))
    assert await coach.next_due() == now - timedelta(minutes=1)


async def due_for(stand: Stand, owners: range) -> None:
    """Somebody to ask after for each of these, now."""
    due = stand.clock.now() - timedelta(minutes=1)
    at = WallTime(due.replace(tzinfo=None), "UTC")
    for owner in map(OwnerId, owners):
        evening = Event(Key("e1"), "Evening", WallTime(at.local - timedelta(hours=4), "UTC"), at)
        nudge = Nudge(Key("n1"), NudgeKind.DEBRIEF, Key("e1"), at, due)
        await stand.write(Keep(evening), PlanNudges(nudge.subject, (nudge,)), owner=owner)


async def letters_of(stand: Stand) -> list[OwnerId]:
    lent = await stand.post(lambda outbox: outbox.lend_nudges(stand.clock.now(), stand.until, Ration(1000, 1)))
    return [letter.owner for letter in lent.letters]


async def test_the_clock_decides_no_further_ahead_than_can_be_sent_and_comes_again_soon(stand: Stand) -> None:
    await due_for(stand, range(1, 101))
    coach, told = Coach(stand.database, stand.clock, ahead=30), list[None]()
    coach.nudges = lambda: told.append(None)
    assert await coach.look_at_the_clock() == stand.clock.now() + SOON
    assert len(told) == 1
    assert await coach.look_at_the_clock() == stand.clock.now() + SOON
    decided = await letters_of(stand)
    assert decided == list(range(1, OWNERS_AT_ONCE + 1))
    for owner in decided:
        await stand.turn(forget_letters, owner)
    assert await coach.look_at_the_clock() == stand.clock.now() + SOON
    assert await letters_of(stand) == list(range(OWNERS_AT_ONCE + 1, 2 * OWNERS_AT_ONCE + 1))


def forget_letters(ledger: Ledger) -> None:
    ledger._connection.execute(delete(LETTERS).where(LETTERS.c.owner == ledger.owner))  # noqa: SLF001 - they arrived


async def test_of_several_at_work_each_decides_a_share_and_together_all_once(stand: Stand) -> None:
    await due_for(stand, range(1, 201))
    for seed in (1, 2):
        await coach_of(stand, seed, ahead=seed * OWNERS_AT_ONCE).look_at_the_clock()
    decided = await letters_of(stand)
    assert len(decided) == 2 * OWNERS_AT_ONCE
    assert sorted(decided) != list(range(1, 2 * OWNERS_AT_ONCE + 1))
    await asyncio.gather(*(coach_of(stand, seed).look_at_the_clock() for seed in (3, 4)))
    assert sorted((*decided, *await letters_of(stand))) == list(range(1, 201))


def coach_of(stand: Stand, seed: int, ahead: int | None = None) -> Coach:
    """The coach of one of several processes."""
    return Coach(stand.database, stand.clock, ahead, Random(seed))  # noqa: S311 - whose turn it is, no secret


async def test_whoever_comes_second_to_an_owner_asks_two_things(stand: Stand) -> None:
    await due_for(stand, range(1, 2))
    coach = Coach(stand.database, stand.clock)
    await coach.look_at_the_clock()
    heard: list[str] = []
    engine = stand.database._way.engine  # noqa: SLF001 - nobody else hears statements

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    assert await coach._look_for(OwnerId(1), stand.clock.now())  # noqa: SLF001 - what another process found due
    event.remove(engine, "before_cursor_execute", listen)
    assert [statement.split()[0] for statement in heard if not statement.startswith("BEGIN")] == ["SELECT"] * 2


async def test_whoever_comes_back_gets_what_waited_for_them(stand: Stand) -> None:
    blocked = Change(Settings(blocked=True))
    await stand.write(blocked)
    coach, behind, nudges = Coach(stand.database, stand.clock), list[OwnerId](), list[None]()
    coach.behind, coach.nudges = behind.append, lambda: nudges.append(None)
    await coach.hear(ADA, 79, Commanded("help", "", 1))
    assert (behind, nudges) == ([ADA], [None])
    await coach.hear(ADA, 80, Commanded("help", "", 1))
    assert (behind, nudges) == ([ADA, ADA], [None])  # behind the letters of before, which nobody delivers here
