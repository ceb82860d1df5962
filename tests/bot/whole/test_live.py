"""At the event, with a glass in the other hand: whatever is sent is noted in one message, and nothing is asked back."""

from datetime import date

import pytest

from conversations.facts import Promise
from tests.bot.whole import scenes
from tests.bot.whole.network import keep, known_well, met
from tests.bot.whole.phone import Phone
from tests.bot.whole.things import (
    CARD,
    forwards,
    is_one_short_message,
    looks_up,
    rewrites,
)


@pytest.fixture
async def guest(ada: Phone) -> Phone:
    """Ada at an event on Thursday at 18:42; it is from six to nine."""
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=3, until="18:42")
    return ada


async def names(phone: Phone) -> list[str]:
    return sorted(person.name for person in await phone.knows(lambda ledger: ledger.people(50)))


async def promises(phone: Phone) -> tuple[Promise, ...]:
    return await phone.knows(lambda ledger: ledger.promises())


async def test_a_line_is_read_into_what_it_says(guest: Phone) -> None:
    await guest.says("Ana, UX at Figma, climbs, send her the article by Friday")
    is_one_short_message(guest, "Noted Ana: UX at Figma · climbs", "You promised: send her the article, by Fri 27 Nov")
    (promise,) = await promises(guest)
    assert (promise.words, promise.due, promise.mine) == ("send her the article", date(2026, 11, 27), True)
    await looks_up(guest, "Ana")
    guest.sees("Interests: climbs", "Work: UX at Figma", "You: send her the article · by tomorrow, Fri 27 Nov 2026")


async def test_a_day_is_meant_where_one_stands(guest: Phone) -> None:
    await guest.says("/settings Auckland", "Ana, call her tomorrow")
    (promise,) = await promises(guest)
    assert promise.due == date(2026, 11, 28)  # it is Friday there already


async def test_several_people_fit_a_line_and_are_taken_back_one_by_one(guest: Phone) -> None:
    await guest.says("Ana, Boris and Chloe from Tilly")
    is_one_short_message(guest, "Noted Ana", "Noted Boris", "Noted Chloe")
    await guest.taps("Undo Boris")
    guest.sees("Taken back: Boris.")
    assert await names(guest) == ["Ana", "Chloe"]


async def test_a_forwarded_message_of_a_stranger_is_somebody_with_an_account(guest: Phone) -> None:
    await forwards(guest, "Hi, I will send you the slides tomorrow. I need a designer!", "Zed Orr", "zed_orr")
    is_one_short_message(guest, "Noted Zed Orr: Hi, I will send you the slides tomorrow.", "Reach them: @zed_orr")
    assert not await promises(guest)  # it is Zed who would have promised
    await forwards(guest, "And I carve pipes", "Zed Orr", "zed_orr")
    is_one_short_message(guest, "Added to Zed Orr: And I carve pipes")
    (zed,) = await guest.knows(lambda ledger: ledger.people())
    assert (zed.name, zed.handle, zed.draft) == ("Zed Orr", "zed_orr", True)
    assert zed.telegram_id
    await guest.taps("Undo")
    assert await names(guest) == ["Zed Orr"]


async def test_a_message_of_somebody_known_is_a_contact_at_the_time_it_was_written(guest: Phone) -> None:
    await keep(guest, *met(guest, "Kai Wood"))
    await forwards(guest, "Shall we have tea?", "Kai Wood", at=guest.moment(-1, "20:00"))
    guest.sees("From Kai Wood. Shall I log this as a contact?")
    await guest.taps("Yes, log it")
    guest.sees("The rhythm with Kai Wood counts from Wed 25 Nov 2026.")
    await looks_up(guest, "Kai")
    guest.sees("Wed 25 Nov 2026: They wrote: Shall we have tea?", "Next check-in: Wed 9 Dec 2026")


async def test_an_old_message_starts_no_rhythm_anew_and_ends_none(guest: Phone) -> None:
    await keep(guest, known_well(guest, "Kai Wood"))
    await forwards(guest, "Shall we have tea?", "Kai Wood", at=guest.moment(-9, "20:00"))
    await guest.taps("Yes, log it")
    guest.sees("The rhythm with Kai Wood counts from Thu 26 Nov 2026.")
    await looks_up(guest, "Kai")
    guest.sees("Tue 17 Nov 2026: They wrote", "Next check-in: Thu 10 Dec 2026")


async def test_a_message_of_somebody_known_may_be_just_a_note_or_nothing(guest: Phone) -> None:
    await keep(guest, *met(guest, "Kai Wood"))
    await forwards(guest, "I sing, too; and I will call you", "Kai Wood")
    await guest.taps("Just a note")
    guest.sees("Added to Kai Wood: I sing, too; and I will call you")
    await forwards(guest, "Never mind", "Kai Wood")
    await guest.taps("No")
    await looks_up(guest, "Kai")
    guest.sees("Noted: I sing, too; and I will call you")
    guest.sees_not("Never mind", "In touch\n")
    assert not await promises(guest)


async def test_cards_are_people_with_ways_to_reach_them(guest: Phone) -> None:
    await guest.does(lambda: guest.local.share_contact(guest.person, phone_number="+49 30 1234567", first_name="Grace"))
    is_one_short_message(guest, "Noted Grace", "Reach them: +49 30 1234567")
    more = "ORG:Navy\r\nTITLE:Admiral\r\nEMAIL:max@navy.example\r\nNOTE:Sails\r\n"
    vcard = CARD.format(name="Max Muster", more=more)
    await guest.sends({"contact": {"phone_number": "+1 2025550100", "first_name": "Max", "vcard": vcard}})
    is_one_short_message(guest, "Noted Max", "Sails", "Admiral at Navy", "+1 2025550100 · max@navy.example")
    file = CARD.format(name="Eve Moneypenny", more="URL:https://t.me/eve_m\r\n").encode()
    await guest.sends_file("eve.vcf", "application/octet-stream", file)
    is_one_short_message(guest, "Noted Eve Moneypenny", "Reach them: @eve_m")
    await guest.taps("Undo")
    assert await names(guest) == ["Grace", "Max"]


async def test_a_damaged_card_says_what_would_do(guest: Phone) -> None:
    await guest.sends_file("eve.vcf", "text/vcard", b"no card at all")
    guest.sees("That is no card.", "“Ana, UX at Figma, climbs” would do")
    assert await names(guest) == []


async def test_people_are_picked_from_ones_chats(guest: Phone) -> None:
    await guest.says("/met")
    picked = [{"user_id": 91, "first_name": "Olga", "username": "olga_k"}, {"user_id": 92, "first_name": "Pete"}]
    await guest.does(lambda: guest.local.pick_users(guest.person, 1, picked))
    is_one_short_message(guest, "Noted Olga\nReach them: @olga_k\nNoted Pete")
    await guest.taps("Undo Pete")
    assert await names(guest) == ["Olga"]


async def test_to_undo_is_a_word_too(guest: Phone) -> None:
    await guest.says("Ana, climbs")
    await guest.lives(until="18:43")
    await guest.says("Theo, jazz", "undo")
    guest.sees("Taken back: Theo.")
    assert await names(guest) == ["Ana"]


async def test_what_was_added_to_the_wrong_one_is_about_somebody_new(guest: Phone) -> None:
    await guest.says("Ana, climbs", "and sings in a choir")
    guest.sees("Added to Ana")
    await guest.taps("Somebody new")
    guest.sees("Noted Somebody at 18:42: sings in a choir")
    await looks_up(guest, "Ana")
    guest.sees_not("choir")


async def test_a_changed_message_is_read_anew(guest: Phone) -> None:
    await guest.says("Teo, into jazz, call him tomorrow")
    await rewrites(guest, "Thea, into jazz and chess")
    is_one_short_message(guest, "Noted Thea: jazz and chess")
    assert await names(guest) == ["Thea"]
    assert not await promises(guest)
    await guest.says("/met Bo, tall")
    await rewrites(guest, "/met Bob, tall")
    assert await names(guest) == ["Bob", "Thea"]


async def test_met_elsewhere_is_written_to_the_next_morning(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Ana, UX at Figma, climbs")
    is_one_short_message(ada, "Noted Ana: UX at Figma · climbs")
    await ada.lives(days=1, until="08:59")
    ada.sees_nothing()
    await ada.lives(until="09:00")
    ada.sees("Ana · you met", "You noted: UX at Figma · climbs", "Ana, ")
