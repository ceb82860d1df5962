"""Asking for quiet: by a tap, by words after /settings, and the way back."""

from datetime import date

from tests.bot.whole import scenes
from tests.bot.whole.phone import Key, Phone


async def paused_until(phone: Phone) -> date | None:
    return (await phone.knows(lambda ledger: ledger.settings())).paused_until


async def test_a_pause_is_asked_for_and_says_what_holds(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/settings pause")
    ada.sees("Until when shall I write nothing by myself?")
    await ada.taps("Two weeks")
    ada.sees("I write nothing by myself before Mon 7 Dec 2026.", "“Lantern night” falls into it")
    assert await paused_until(ada) == date(2026, 12, 7)


async def test_a_pause_is_set_in_one_line(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/settings pause until 5 January")
    ada.sees("I write nothing by myself before Tue 5 Jan 2027.")
    await ada.says("/settings Pause two weeks")
    ada.sees("before Mon 7 Dec 2026.")
    await ada.says("/settings pause off")
    ada.sees("I go on as usual.")
    assert await paused_until(ada) is None


async def test_words_that_are_no_day_are_asked_about_once_and_not_twice(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/settings pause for a while")
    ada.sees("I did not get a day from that", "Until when")
    await ada.says("/settings pause a week")
    ada.sees("before Mon 30 Nov 2026.")
    ada.sees_not("Still waiting")
    await ada.says("/settings pause a long time", "/cancel", "/settings pause two weeks")
    ada.sees("before Mon 7 Dec 2026.")
    ada.sees_not("Still waiting")


async def test_a_dialogue_that_was_open_waits_for_the_end_of_the_question(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep", "/settings pause until Friday")
    ada.sees("before Fri 27 Nov 2026.", "Still waiting for you: your prep for Lantern night.")


async def test_before_set_up_a_pause_is_not_asked_for(ada: Phone) -> None:
    await ada.says("/settings pause")
    ada.sees("Where are you")
    await ada.presses(Key(ada.local.last(ada.person)["message_id"], "", "b|pause|"))
    ada.sees("Where are you")
