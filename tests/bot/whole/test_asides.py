"""What is said in the middle of a debrief without answering: that it is enough, or a question about somebody."""

from dataclasses import replace

import pytest

from conversations.facts import Person
from tests.bot.whole import network, scenes
from tests.bot.whole.network import keep
from tests.bot.whole.phone import Phone
from tests.bot.whole.remembered import remembered


@pytest.fixture
async def asked_about_boris(ada: Phone) -> Phone:
    await remembered(ada, debriefing)
    return ada


async def debriefing(phone: Phone) -> None:
    """Mia is known to climb, and something is promised to her; the question is about Boris."""
    await scenes.the_story_until(phone, scenes.an_event)
    await phone.lives(days=3, until="18:30")
    await phone.says("Mia, loves climbing, send her the kite plans by Friday", "Boris, welder")
    await phone.lives(days=1, until="09:30")
    await phone.taps("Tell you now", "That was everyone", "Nothing about Mia")
    phone.sees("Boris · 1 of 6")


async def person(phone: Phone, name: str) -> Person:
    """The one person of this name."""
    (found,) = await phone.knows(lambda ledger: [each for each in ledger.people(100) if each.name == name])
    return found


@pytest.mark.parametrize("words", ["stop", "That’s enough", "enough", "pause", "genug", "Schluss für heute", "später"])
async def test_whoever_has_had_enough_in_a_debrief_gives_no_answer_with_that(
    asked_about_boris: Phone, words: str
) -> None:
    phone = asked_about_boris
    await phone.says("Builds kites", words)
    phone.sees("Kept: your debrief of Lantern night waits where you left it.")
    await phone.taps("Go on")
    phone.sees("Boris · 2 of 6")
    boris = await person(phone, "Boris")
    assert (boris.who, boris.said) == ("Builds kites", None)


async def test_an_answer_that_begins_with_such_a_word_is_kept_whole(asked_about_boris: Phone) -> None:
    await asked_about_boris.says("Stop smoking tips", "Enough to start with two calls")
    boris = await person(asked_about_boris, "Boris")
    assert (boris.who, boris.said) == ("Stop smoking tips", "Enough to start with two calls")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("who is into climbing", "Mia"),
        ("Who is into climbing?", "Mia"),
        ("what did I promise Mia?", "send her the kite plans"),
        ("what did I promise", "send her the kite plans"),
        ("wann habe ich Mia getroffen", "Mia"),
        ("who is into yodelling?", "I found nobody for “who is into yodelling?”"),
    ],
)
async def test_a_question_in_a_debrief_is_answered_and_no_answer(
    asked_about_boris: Phone, text: str, answer: str
) -> None:
    phone = asked_about_boris
    await phone.says(text)
    phone.sees(answer, "Boris · 1 of 6")
    assert phone.texts()[-1].startswith("Boris · 1 of 6")
    await phone.says("Builds kites")
    phone.sees("Boris · 2 of 6")
    assert (await person(phone, "Boris")).who == "Builds kites"


async def test_a_question_where_a_promise_is_asked_for_is_no_promise(asked_about_boris: Phone) -> None:
    phone = asked_about_boris
    await phone.taps("Skip", "Skip")
    await phone.says("who can help with climbing?")
    phone.sees("Mia", "Boris · 3 of 6")
    boris = await person(phone, "Boris")
    assert not await phone.knows(lambda ledger: ledger.promises(person=boris.key))


@pytest.mark.parametrize(
    "text", ["“who is into yodelling?”", "who knows", "who yodels", "whom Mia knows", "who are you?"]
)
async def test_what_is_no_clear_question_is_the_answer(asked_about_boris: Phone, text: str) -> None:
    await asked_about_boris.says(text)
    asked_about_boris.sees("Boris · 2 of 6")
    assert (await person(asked_about_boris, "Boris")).who == text


async def test_where_questions_are_asked_for_they_are_answers(ada: Phone) -> None:
    await scenes.set_up(ada)
    (ana,) = network.met(ada, "Ana Silva")
    await keep(ada, replace(ana, said="Bees dance"))
    await ada.says("/event AI meetup Thursday 6pm Javits Center")
    await ada.taps("Yes, that")
    await ada.says("/prep")
    await ada.taps("Learning")
    await ada.says("Who knows about bees?")
    ada.sees("Which open questions will you carry")
    await ada.says("Who told you about bees?")
    ada.sees("What could you offer someone there")
    await ada.says("Who knows about bees?")
    ada.sees("Bees dance", "What could you offer someone there")


async def test_what_somebody_wrote_is_no_question_to_the_coach(asked_about_boris: Phone) -> None:
    phone = asked_about_boris
    await phone.does(lambda: phone.local.forward(phone.person, "Who is into climbing?", "Zoe", "zoe_z"))
    assert (await person(phone, "Boris")).who == "Who is into climbing?"
