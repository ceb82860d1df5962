"""What the coach does around a turn. What is said in it is proved by the whole bot."""

import pytest

from bot.clock import Clock
from bot.coach import Coach
from conversations.address import Control, Resume, Steer
from conversations.answers import Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import KeepDialogue, Say, Toast
from conversations.facts import Key
from conversations.signals import Commanded, Said, Signal, Tapped
from storage.letters import LentLetter
from tests.bot.stand import ADA, Stand

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
