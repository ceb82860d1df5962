"""Notes taken at the event itself, as people type them with a glass in the other hand."""

import pytest

from conversations.facts import Key, Noted
from conversations.noting import told
from storage.ledger import Ledger
from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone


@pytest.fixture
async def guest(ada: Phone) -> Phone:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=3, until="18:30")
    return ada


def of(ledger: Ledger, person: Key) -> tuple[Noted, ...]:
    """What was noted about one of them."""
    return (*ledger.notes(person), *ledger.promises(person=person), *ledger.introductions(person=person))


async def noted(phone: Phone) -> list[tuple[str, str | None]]:
    """Whom the coach has, and what of them as it shows on one line."""

    def look(ledger: Ledger) -> list[tuple[str, str | None]]:
        return sorted((one.name, " · ".join(told(of(ledger, one.key))) or None) for one in ledger.people())

    return await phone.knows(look)


async def test_each_line_goes_to_whom_it_names(guest: Phone) -> None:
    await guest.says("Ana, UX at Figma", "Chloe, kayaks")
    await guest.says("met a guy called dmitri who codes rust")
    guest.sees("Noted Dmitri: codes rust")
    await guest.says("ana also has a dog")
    guest.sees("Added to Ana: has a dog")
    await guest.says("and a cat named Pim", "omar said hed introduce me to his boss", "chlo sings")
    guest.sees("Added to Chloe: sings")
    assert await noted(guest) == [
        ("Ana", "UX at Figma · has a dog"),
        ("Chloe", "kayaks · sings"),
        ("Dmitri", "codes rust"),
        ("Omar", "introduces you to his boss"),
        ("Pim", None),
    ]


async def test_a_promise_is_said_back_with_the_name_spelled(guest: Phone) -> None:
    await guest.says("Priya, plays chess", "send priya the deck by friday")
    guest.sees("You promised: send Priya the deck, by Fri 27 Nov 2026")
    await guest.says("/promises")
    guest.sees("send Priya the deck")


async def test_a_remark_goes_to_whoever_was_spoken_of_last(guest: Phone) -> None:
    await guest.says("Ana", "Chloe, kayaks")
    await guest.lives(until="18:31")
    await guest.says("ana also has a dog", "loves jazz")
    guest.sees("Added to Ana: jazz")


async def test_undo_below_a_detail_takes_back_that_detail_once(guest: Phone) -> None:
    await guest.says("Ana, UX", "ana climbs")
    first = next(key for key in reversed(guest.keyboard()) if key.label == "Undo")
    await guest.says("ana dives")
    await guest.presses(first)
    guest.sees("Taken back from Ana: climbs")
    assert await noted(guest) == [("Ana", "UX · dives")]
    await guest.presses(first)
    guest.sees("gone already")
    assert await noted(guest) == [("Ana", "UX · dives")]


async def test_undo_as_a_word_takes_back_one_note_after_the_other(guest: Phone) -> None:
    await guest.says("Ana, UX", "Chloe")
    await guest.lives(until="18:31")
    await guest.says("ana climbs", "undo")
    guest.sees("Taken back from Ana: climbs")
    await guest.lives(until="18:32")
    await guest.says("chloe sings", "oops")
    guest.sees("Taken back from Chloe: sings")
    await guest.says("rückgängig")
    guest.sees("Taken back: Chloe.")
    await guest.says("undo")
    guest.sees("Taken back: Ana.")
    await guest.says("undo")
    guest.sees("no note to take back")
    assert await noted(guest) == []


@pytest.mark.parametrize("text", ["lol", "Wer ist das?", "hi", "danke", "?"])
async def test_small_talk_is_nobody_and_nothing(guest: Phone, text: str) -> None:
    await guest.says("Chloe", text)
    guest.sees("kept nothing of that", "Ana, UX at Figma")
    assert await noted(guest) == [("Chloe", None)]


async def test_a_name_alone_that_is_noted_is_not_noted_twice(guest: Phone) -> None:
    await guest.says("Chloe", "chlo")
    guest.sees("Chloe is noted already")
    await guest.says("Chloe and Tom")
    assert await noted(guest) == [("Chloe", None), ("Tom", None)]


async def test_a_surname_makes_it_somebody_else(guest: Phone) -> None:
    await guest.says("Ana, UX", "Ana Lopes, welder")
    assert await noted(guest) == [("Ana", "UX"), ("Ana Lopes", "welder")]


async def test_a_remark_about_nobody_gets_an_example(guest: Phone) -> None:
    await guest.says("what a talk, send the article")
    guest.sees("could not find a name", "Ana, UX at Figma")
    assert await noted(guest) == []
