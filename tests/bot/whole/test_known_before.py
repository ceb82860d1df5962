"""Somebody who was met twice: the coach points it out once, and leaves it to the person."""

import pytest

from conversations.facts import Key
from tests.bot.whole import network, scenes
from tests.bot.whole.phone import Phone


@pytest.fixture
async def debriefed(ada: Phone) -> Phone:
    """Ada met Ana Silva in spring, and an Ana Silva again tonight; the debrief is over."""
    await scenes.the_story_until(ada, scenes.an_event)
    (known,) = network.met(ada, "Ana Silva")
    await network.keep(ada, known, network.promised(ada, "Lend her the tent", None, known))
    await ada.lives(days=3, until="18:30")
    await ada.says("Ana Silva, UX at Figma, needs a tent", "Omar, welder")
    await ada.lives(days=1, until="09:30")
    await ada.taps("Tell you now", "That was everyone", "Nothing about Ana", "Nothing about Omar")
    await ada.says("skip", "skip")
    return ada


async def test_one_who_may_be_known_is_pointed_out_after_the_debrief(debriefed: Phone) -> None:
    debriefed.sees("Perhaps you have met before:\n• Ana Silva: the one from Mon 23 Nov 2026?")
    debriefed.sees_not("Omar:")
    assert await debriefed.knows(lambda ledger: ledger.count_people()) == 3


async def test_they_become_one_when_it_is_said(debriefed: Phone) -> None:
    await debriefed.taps("Ana Silva: look")
    debriefed.sees("One person, noted twice?")
    await debriefed.taps("Yes, one person")
    debriefed.sees("Work: UX at Figma", "Needs: a tent", "Lend her the tent", "One person now.")
    people = await debriefed.knows(lambda ledger: [person.key for person in ledger.people()])
    assert len(people) == 2
    assert Key("p0") in people


async def test_two_people_are_not_asked_about_again(debriefed: Phone) -> None:
    await debriefed.taps("Ana Silva: look", "No, two people")
    debriefed.sees("I will not ask again.")
    assert not [key for key in debriefed.keyboard() if key.label.startswith("Same as Ana")]
    assert await debriefed.knows(lambda ledger: ledger.count_people()) == 3
