"""Voice notes and photos at the event: about whom they are, how they are mended, and where they come back."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone
from tests.bot.whole.test_live import guest, names
from tests.bot.whole.things import files, is_one_short_message, looks_up, photographs, rewrites, speaks

__all__ = ["guest"]

Sends: TypeAlias = Callable[..., Awaitable[None]]

EITHER = pytest.mark.parametrize(("sends", "what"), [(speaks, "a voice note"), (photographs, "a photo")])


async def kept(phone: Phone, name: str) -> list[str]:
    """What of somebody is kept by Telegram."""
    people = await phone.knows(lambda ledger: ledger.people(50))
    (person,) = [person for person in people if person.name == name]
    notes = await phone.knows(lambda ledger: ledger.notes(person.key))
    return [note.file for note in notes if note.file]


@EITHER
async def test_without_words_it_is_about_whoever_was_spoken_of_last(guest: Phone, sends: Sends, what: str) -> None:
    await guest.says("Ana, climbs", "Boris, paints")
    await guest.lives(until="18:43")
    await guest.says("ana sings")
    await sends(guest)
    is_one_short_message(guest, f"Added to Ana: {what}")
    await guest.taps("Undo")
    guest.sees(f"Taken back from Ana: {what}")
    assert await kept(guest, "Ana") == []


@EITHER
async def test_with_nobody_noted_it_is_about_somebody_at_this_minute(guest: Phone, sends: Sends, what: str) -> None:
    await sends(guest)
    is_one_short_message(guest, f"Noted Somebody at 18:42: {what}")
    await guest.taps("Undo")
    guest.sees("Taken back: Somebody at 18:42.")
    assert await names(guest) == []


@EITHER
async def test_its_words_say_whom_it_is_about(guest: Phone, sends: Sends, what: str) -> None:
    await guest.says("Ana, climbs")
    await sends(guest, "Olga, potter, call her tomorrow")
    is_one_short_message(guest, f"Noted Olga: potter · {what}", "You promised: call her, by Fri 27 Nov 2026")
    await sends(guest, "ana also dives")
    is_one_short_message(guest, f"Added to Ana: dives · {what}")
    assert len(await kept(guest, "Ana")) == 1


@EITHER
async def test_somebody_new_takes_it_along(guest: Phone, sends: Sends, what: str) -> None:
    await guest.says("Ana, climbs")
    await sends(guest, "ana told me of her rafting")
    await guest.taps("Somebody new")
    guest.sees("Noted Somebody at 18:42", "rafting", what)
    assert await kept(guest, "Ana") == []
    assert len(await kept(guest, "Somebody at 18:42")) == 1


async def test_what_somebody_else_recorded_is_about_them(guest: Phone) -> None:
    await guest.says("Ana, climbs")
    voice = {"file_id": "LOCAL1", "file_unique_id": "U1", "duration": 3}
    origin = {"type": "hidden_user", "date": 1_790_000_000, "sender_user_name": "Zed Orr"}
    await guest.sends({"voice": voice, "forward_origin": origin})
    is_one_short_message(guest, "Noted Zed Orr: a voice note")


async def test_the_words_below_a_photo_can_be_changed(guest: Phone) -> None:
    await photographs(guest, "Gil, runs a bakery")
    (photo,) = await kept(guest, "Gil")
    await rewrites(guest, "Gina, runs a brewery")
    is_one_short_message(guest, "Noted Gina: runs a brewery · a photo")
    assert await names(guest) == ["Gina"]
    assert await kept(guest, "Gina") == [photo]


async def test_they_come_back_before_the_first_question_about_that_person(guest: Phone) -> None:
    await guest.says("Ana, climbs", "Boris, paints")
    await speaks(guest, "Boris on his exhibition")
    await photographs(guest, "Boris with his brushes")
    voice, photo = await kept(guest, "Boris")
    await guest.lives(days=1, until="09:30")
    await guest.taps("Tell you now", "That was everyone")
    guest.sees("Ana · 1 of 6")
    assert files(guest) == []
    await guest.taps("Nothing about Ana")
    assert files(guest) == [voice, photo]
    assert ["Boris · 1 of 6" in text for text in guest.texts()][-3:] == [False, False, True]
    await guest.says("Colours calm him")
    assert files(guest) == []


async def test_they_come_back_from_the_page(guest: Phone) -> None:
    await guest.says("Ana, climbs")
    await speaks(guest)
    (voice,) = await kept(guest, "Ana")
    await looks_up(guest, "Ana")
    guest.sees("Kept: a voice note")
    await guest.taps("Show 1 file")
    assert files(guest) == [voice]
    await photographs(guest)
    await looks_up(guest, "Ana")
    await guest.taps("Show 2 files")
    assert len(files(guest)) == 2
    await guest.taps("Edit", "Files", "2 show")
    assert len(files(guest)) == 1
    await guest.taps("1 remove")
    guest.sees("Ana · files\n1. a photo")
    assert voice not in await kept(guest, "Ana")


@EITHER
async def test_elsewhere_with_nobody_noted_it_says_what_would_do(ada: Phone, sends: Sends, what: str) -> None:
    await scenes.set_up(ada)
    await sends(ada)
    ada.sees(f"That was {what}", "A line of text will do")
    await sends(ada, "Lena, painter")
    is_one_short_message(ada, f"Noted Lena: painter · {what}")
