"""A minute that the person set is kept, whatever else waits; and a pause is kept by what was written before it."""

from dataclasses import replace
from datetime import time

import pytest

from conversations.facts import Key
from tests.bot.whole import network, scenes
from tests.bot.whole.network import keep, met
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.test_bundles import days, pause

pytestmark = pytest.mark.trouble


async def caught_by_the_night(exchange: Exchange, ada: Phone) -> None:
    """A message was written at 20:50 and could not be sent before quiet hours began."""
    exchange.line.away = True
    await ada.lives(until="21:05")
    exchange.line.away = False


async def test_a_message_that_waits_for_the_morning_does_not_keep_a_minute_that_was_set(
    exchange: Exchange, ada: Phone
) -> None:
    await scenes.set_up(ada)
    await network.change(ada, lambda settings: replace(settings, nudge_hour=time(20, 50)))
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="20:55")
    await ada.taps("Snooze")
    await ada.says("tomorrow at 22:02")
    (bea,) = met(ada, "Bea")
    await keep(ada, replace(bea, key=Key("p5")))
    await ada.lives(days=1, until="20:40")
    await caught_by_the_night(exchange, ada)
    await ada.lives(until="23:30")
    assert days(ada) == ["Wed 25 22:02"]
    ada.sees("Ana ·")
    await ada.lives(days=1, until="12:00")
    assert [day[:6] for day in days(ada)] == ["Thu 26"]
    ada.sees("Bea ·")


async def test_a_message_that_was_written_before_a_pause_waits_for_its_end(exchange: Exchange, ada: Phone) -> None:
    await scenes.set_up(ada)
    await network.change(ada, lambda settings: replace(settings, nudge_hour=time(20, 50)))
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="20:40")
    await caught_by_the_night(exchange, ada)
    await pause(ada, 14)
    await ada.lives(days=13, until="12:00")
    ada.sees_nothing()
    await ada.lives(days=2, until="12:00")
    ada.sees("Ana ·")


async def test_a_pause_that_ends_early_lets_the_debrief_come(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/event Choir brunch on Thursday 10am-12pm, Vault 9")
    await ada.taps("Yes, that")
    await pause(ada, 10)
    await ada.lives(days=5, until="12:00")
    await ada.says("/upcoming")
    assert ada.texts()[-1].count("Choir brunch") == 1
    await ada.says("/settings pause off")
    await ada.lives(days=3, until="12:00")
    assert days(ada) == ["Sun 29 09:00", "Mon 30 09:00"]
