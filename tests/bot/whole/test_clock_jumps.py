"""The machine's clock jumps back under people who talk and nudges that are due, and forward again."""

from datetime import timedelta

import pytest

from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Phone

SPANS = [timedelta(minutes=5), timedelta(hours=3), timedelta(days=1)]


def turn(exchange: Exchange, by: timedelta) -> None:
    """The clock shows another time from now on, and nobody is told."""
    exchange.hand.moment += by


@pytest.mark.parametrize("span", SPANS, ids=str)
async def test_a_dialogue_goes_on_where_it_was_when_the_clock_jumps(
    exchange: Exchange, ada: Phone, span: timedelta
) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep")
    await ada.taps("Good people")
    turn(exchange, -span)
    await ada.says("A potter")
    ada.sees("3 of 8")
    turn(exchange, span)
    await ada.says("Whatever she is working on")
    ada.sees("4 of 8")


@pytest.mark.parametrize("span", SPANS, ids=str)
async def test_what_was_said_before_the_clock_jumped_back_is_not_said_again(
    exchange: Exchange, ada: Phone, span: timedelta
) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=1, until="09:00")
    ada.sees("Anouk", "Boris")
    turn(exchange, -span)
    await ada.lives_for(span + timedelta(hours=1))
    ada.sees_nothing()


@pytest.mark.parametrize("span", SPANS, ids=str)
async def test_what_was_planned_comes_once_when_its_hour_comes_after_all(
    exchange: Exchange, ada: Phone, span: timedelta
) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=1, until="08:30")
    turn(exchange, -span)
    await ada.lives_for(span)
    ada.sees_nothing()
    await ada.lives_for(timedelta(hours=1))
    assert len(ada.texts()) == 1
    ada.sees("Anouk", "Boris")


@pytest.mark.trouble
@pytest.mark.parametrize("span", SPANS, ids=str)
async def test_what_could_not_be_sent_before_the_clock_jumped_back_is_sent_all_the_same(
    exchange: Exchange, ada: Phone, span: timedelta
) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    exchange.line.away = True
    await ada.lives(days=1, until="09:00")
    ada.sees_nothing()
    turn(exchange, -span)
    exchange.line.away = False
    await ada.lives_for(span + timedelta(hours=1))
    assert len(ada.texts()) == 1
    ada.sees("Anouk", "Boris")
