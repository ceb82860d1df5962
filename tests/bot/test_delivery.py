from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.delivery import at_once
from conversations.effects import HandOver, Lane, Letter, React, Revise, Say, Screen, Strip, TakeIn, Toast
from conversations.prose import plain
from storage.letters import LentLetter
from tests.bot.stand import ADA

NOW = datetime(2026, 9, 1, 18, tzinfo=UTC)
PAGE = Screen(plain("page"))
SAY, NUDGE = Say(PAGE), Say(PAGE, Lane.NUDGE)


@pytest.mark.parametrize(
    ("letters", "together"),
    [
        ([], 0),
        ([SAY], 1),
        ([SAY, SAY], 1),
        ([Toast("t"), Revise(1, PAGE), SAY, SAY], 3),
        ([SAY, Toast("t"), Strip(1), React(2, "👍"), SAY], 4),
        ([Toast("t"), Toast("u"), Toast("v")], 3),
        ([Revise(1, PAGE), Revise(2, PAGE), Strip(1)], 2),
        ([Strip(1), React(1, "👍")], 1),
        ([Toast("t"), HandOver(), SAY], 2),
        ([TakeIn("f", 1), Strip(1), SAY], 2),
        ([Toast("t"), Revise(1, PAGE), Say(PAGE, farewell=True)], 2),
        ([Say(PAGE, farewell=True), Toast("t")], 1),
        ([NUDGE, NUDGE], 1),
        ([NUDGE, Strip(1)], 1),
        ([Toast("t"), NUDGE, SAY], 1),
    ],
)
def test_what_is_in_no_order_goes_at_once(letters: Sequence[Letter], together: int) -> None:
    lent = [LentLetter(ADA, number, letter, 1, NOW, NOW) for number, letter in enumerate(letters)]
    assert at_once(lent) == lent[:together]
