"""Notes of somebody tired, at an event: corrected, without names, in small letters, with commands among them."""

from datetime import timedelta

import pytest

from conversations.facts import Key, Noted
from conversations.noting import told
from storage.ledger import Ledger
from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone
from tests.bot.whole.things import forwards, looks_up, photographs, rewrites


@pytest.fixture
async def guest(ada: Phone) -> Phone:
    """Ada at an event on Thursday at 19:42."""
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=3, until="19:42")
    return ada


async def later(phone: Phone, *texts: str) -> None:
    """Say these, a second after what was said before: whoever was spoken of last is told by the clock."""
    for text in texts:
        phone.exchange.hand.moment += timedelta(seconds=1)
        await phone.says(text)


async def noted(phone: Phone) -> list[tuple[str, str | None]]:
    """Whom the coach has, and what of them as it shows on one line."""

    def of(ledger: Ledger, person: Key) -> tuple[Noted, ...]:
        introductions = [one for one in ledger.introductions(person=person) if one.person == person]
        return (*ledger.notes(person), *ledger.promises(person=person), *introductions)

    def look(ledger: Ledger) -> list[tuple[str, str | None]]:
        return sorted((one.name, " · ".join(told(of(ledger, one.key))) or None) for one in ledger.people())

    return await phone.knows(look)


@pytest.mark.parametrize(
    "text",
    [
        *("no, that was Ben", "not Tom, Ben", "sorry I meant Ben", "that was about Ben", "nein, das war Ben"),
        "no that was ben",
    ],
)
async def test_the_last_note_is_moved_to_somebody_new(guest: Phone, text: str) -> None:
    await later(guest, "Tom, UX at Figma", text)
    assert guest.texts() == ["Moved to Ben: UX at Figma"]
    assert await noted(guest) == [("Ben", "UX at Figma")]
    await guest.taps("Undo")
    guest.sees("Taken back: Ben.")


async def test_the_last_note_is_moved_to_somebody_noted(guest: Phone) -> None:
    await later(guest, "Ben, designer", "Tom, climbs", "tom sings", "Zoe", "not Tom, Ben")
    guest.sees("Moved to Ben: sings")
    assert await noted(guest) == [("Ben", "designer · sings"), ("Tom", "climbs"), ("Zoe", None)]
    await later(guest, "I mean tom")
    guest.sees("Moved to Tom: sings")


async def test_a_picture_and_ways_to_reach_somebody_move_along(guest: Phone) -> None:
    await later(guest, "Tom")
    await photographs(guest, "Ben, carves pipes")
    await later(guest, "no, that was Zoe")
    guest.sees("Moved to Zoe: carves pipes · a photo")
    await forwards(guest, "I sing", "Kai Wood", "kai_wood")
    await later(guest, "sorry, that was Lena Moss")
    await looks_up(guest, "Lena")
    guest.sees("@kai_wood", "I sing")


async def test_without_a_note_there_is_nothing_to_move(guest: Phone) -> None:
    await later(guest, "no, that was Ben")
    guest.sees("There is no note to move.")
    assert await noted(guest) == []


async def test_somebody_gets_another_name_and_the_old_one_back(guest: Phone) -> None:
    await later(guest, "Tom, UX", "Tom is actually called Ben")
    assert guest.texts() == ["Now called Ben."]
    await later(guest, "his name is Tim")
    guest.sees("Now called Tim.")
    await guest.taps("Undo")
    guest.sees("Now called Ben.")
    await later(guest, "actually it's Benn, not Ben", "no, that was Bernd")
    guest.sees("Now called Bernd.")
    assert await noted(guest) == [("Bernd", "UX")]
    await later(guest, "undo", "undo")
    assert await noted(guest) == [("Ben", "UX")]


async def test_a_changed_message_gives_another_name_too(guest: Phone) -> None:
    await later(guest, "Tom, UX", "his name is Bne")
    await rewrites(guest, "his name is Ben")
    guest.sees("Now called Ben.")
    assert await noted(guest) == [("Ben", "UX")]


async def test_a_name_of_nobody_is_somebody_new(guest: Phone) -> None:
    await later(guest, "her name is Kim")
    guest.sees("Noted Kim")
    await later(guest, "her dog is called Rex")
    guest.sees("Added to Kim: her dog is called Rex")


async def test_somebody_without_a_name_is_somebody_new_until_it_is_told(guest: Phone) -> None:
    await later(guest, "Tom", "woman at the bar, irish accent, runs a bakery")
    guest.sees("Noted Woman at the bar: runs a bakery · irish accent")
    await later(guest, "guy with the red glasses, designs chairs", "someone whose name i forgot, works on batteries")
    guest.sees("Noted Someone, batteries: works on batteries")
    await later(
        guest, "nice chat with the founder of Loops", "Frau an der Bar, Bäckerin", "batteries guy is called Lars"
    )
    guest.sees("Now called Lars.")
    await later(guest, "the woman at the bar also sings", "Tom, CTO", "his name is Gus", "Frau an der Bar heißt Jana")
    await later(guest, "woman at the bar is called Aofie", "actually it's Aoife, not Aofie")
    assert await noted(guest) == [
        ("Aoife", "runs a bakery · irish accent · sings"),
        ("Gus", None),
        ("Guy with the red glasses", "designs chairs"),
        ("Jana", "Bäckerin"),
        ("Lars", "works on batteries"),
        ("Tom", "CTO"),
    ]


@pytest.mark.parametrize("text", ["wrong", "cancel", "brb", "afk", "stop", "nvm", "löschen", "falsch", "delete it all"])
async def test_commands_and_sighs_are_nobody(guest: Phone, text: str) -> None:
    await later(guest, "Tom", text)
    guest.sees("kept nothing of that", "undo")
    assert await noted(guest) == [("Tom", None)]


async def test_whoever_came_with_a_note_goes_by_a_word(guest: Phone) -> None:
    await later(guest, "Tom, UX", "Ben", "tom sings", "delete Tom")
    guest.sees("Taken back: Tom.")
    await later(guest, "forget Zoe")
    guest.sees("“Forget” is on their page: /people Zoe")
    await later(guest, "Tom", "scratch that")
    guest.sees("Taken back: Tom.")
    assert await noted(guest) == [("Ben", None)]


async def test_a_sentence_is_no_name(guest: Phone) -> None:
    await later(guest, "Dr. Amelie Fournier, cardiologist", "Tom", "Amelie's email is amelie@roche.ch")
    guest.sees("Added to Dr. Amelie Fournier: amelie@roche.ch")
    await later(guest, "hablé con Carlos", "Yusuf 🎸 plays guitar", "Yusuf 🎸 sings", "Lena and Tom know each other")
    assert await noted(guest) == [
        ("Carlos", None),
        ("Dr. Amelie Fournier", "cardiologist"),
        ("Lena", "know each other"),
        ("Tom", "know each other"),
        ("Yusuf", "plays guitar · sings"),
    ]


async def test_a_name_anywhere_tells_who_is_meant(guest: Phone) -> None:
    await later(guest, "Priya", "Chris", "Hannah", "Lena", "Peter", "Zed")
    await later(guest, "send priya the deck", "remind me to call Chris on monday", "i promised Hannah an intro to Lena")
    guest.sees("Added to Hannah: to meet Lena", "You promised: an intro to Lena")
    await later(guest, "talked about AI regulation with Peter for ages")
    assert await noted(guest) == [
        ("Chris", "you promised: call Chris, by Mon 30 Nov 2026"),
        ("Hannah", "you promised: an intro to Lena · to meet Lena"),
        ("Lena", None),
        ("Peter", "talked about AI regulation with Peter for ages"),
        ("Priya", "you promised: send Priya the deck"),
        ("Zed", None),
    ]


async def test_a_way_to_reach_somebody_is_kept_and_said_back(guest: Phone) -> None:
    await later(guest, "Lena", "her phone is 0176 1234567")
    guest.sees("Added to Lena: 0176 1234567")
    await later(guest, "lena@web.de")
    guest.sees("Added to Lena: lena@web.de")
    await later(guest, "@lena_k")
    guest.sees("Added to Lena: @lena_k")
    assert await noted(guest) == [("Lena", None)]
    await later(guest, "undo")
    guest.sees("Taken back from Lena: @lena_k")
    await later(guest, "gave me her number +49 170 1234567")
    guest.sees("Added to Lena: +49 170 1234567")  # a second one replaces none
    await looks_up(guest, "Lena")
    guest.sees("0176 1234567", "lena@web.de", "+49 170 1234567")
    guest.sees_not("@lena_k")


async def test_two_who_are_noted_are_to_meet(guest: Phone) -> None:
    await later(guest, "Hannah", "Yusuf", "Sarah", "hannah: he said he could intro me to his head of design")
    guest.sees("Added to Hannah: introduces you to his head of design")
    await later(guest, "yusuf wants to meet sarah")
    guest.sees("Added to Yusuf: to meet Sarah")
    (idea,) = [one for one in await guest.knows(lambda ledger: ledger.introductions()) if not one.to_me]
    people = {one.key: one.name for one in await guest.knows(lambda ledger: ledger.people())}
    assert idea.other_key
    assert (people[idea.person], people[idea.other_key]) == ("Yusuf", "Sarah")
    await later(guest, "undo", "introduce Yusuf to Sarah")
    guest.sees("Added to Yusuf: to meet Sarah")
