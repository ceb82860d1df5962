"""What the coach does around a turn. What is said in it is proved by the whole bot."""

from datetime import timedelta

import pytest

from bot.clock import Clock
from bot.coach import AFTER_FAILURE, Coach
from conversations.address import Control, Resume, Steer
from conversations.answers import Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Change, KeepDialogue, Nudge, NudgeKind, PlanNudges, Say, Toast
from conversations.facts import Key, Settings
from conversations.signals import Commanded, Said, Signal, Tapped
from conversations.timing import WallTime
from storage.letters import LentLetter
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
