"""Scenes of the story, one after the other, for tests that start from where a scene ends. No test stands here."""

from collections.abc import Awaitable, Callable

from tests.bot.whole.phone import Phone
from tests.bot.whole.remembered import remembered

ANOUK = "Anouk, designer at Tilly, kayaks"
BORIS = "Boris from the bar, carves pipes"
SECRETS = ("Anouk", "Boris", "Tilly", "kayak", "pipes", "Lantern", "Gull Street", "lighthouse", "sister", "orchard")
"""Words of this story that stand in no example of ours."""


async def set_up(phone: Phone) -> None:
    """From nothing to a home in New York, Monday 07:00."""
    await remembered(phone, from_nothing)


async def from_nothing(phone: Phone) -> None:
    """Set-up, played in any case."""
    await phone.says("/start", "New York")
    await phone.taps("Yes", "09:00", "Just looking around")


async def an_event(phone: Phone) -> None:
    """An event on Thursday evening."""
    await phone.says("/event Lantern night in three days at 6pm, Gull Street")
    await phone.taps("Yes, that")


async def prepared(phone: Phone) -> None:
    """Through all questions before it."""
    await phone.says("/prep")
    await phone.taps("Good people")
    await phone.says("Someone who can get me hired", "What they would do if nobody paid them")
    await phone.taps("What brought you here?", "What surprised you lately?", "That's it")
    await phone.says("I can read a CV, and I know two good designers", "skip", "skip", "How to find first clients?")
    await phone.taps("Standing alone", "Ask the host whom I should meet")


async def met_two(phone: Phone) -> None:
    """At the event, which begins on the third evening."""
    await phone.lives(days=3, until="18:30")
    await phone.says(ANOUK, BORIS)


async def debriefed(phone: Phone) -> None:
    """The next morning."""
    await phone.lives(days=1, until="09:30")
    await phone.taps("Tell you now")
    await phone.taps("That was everyone")
    await phone.says("Paddles at night, grew up in an orchard", "Boats teach her patience")
    await phone.says("Send her the lighthouse book", "by Friday week", "coffee in two weeks", "skip")
    await phone.says("Her sister, who restores organs")
    await phone.says("He learnt it from his aunt", "Good wood smells of rain")
    await phone.taps("Enough about Boris")
    await phone.says("Charge for the first version")
    await phone.taps("Anouk")
    await phone.taps("Ask the host whom I should meet", "That's it")
    await phone.says("Show the new colleague around")


SCENES = (from_nothing, an_event, prepared, met_two, debriefed)


async def the_story_until(phone: Phone, last: Callable[[Phone], Awaitable[None]]) -> None:
    """All scenes up to this one."""

    async def story(phone: Phone) -> None:
        if before := SCENES[: SCENES.index(last)]:
            await the_story_until(phone, before[-1])
        await last(phone)

    await remembered(phone, story, last.__name__)
