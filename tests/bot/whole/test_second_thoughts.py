"""What is thought of twice: merged in the middle of something, changed by hand, pressed twice. Nothing gets lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.facts import Key, NoteKind, Person, PromiseState
from conversations.signals import Card
from storage.ledger import Ledger
from tests.bot.whole import network, scenes
from tests.bot.whole.network import keep
from tests.bot.whole.phone import Key as Pressed
from tests.bot.whole.phone import Phone
from tests.bot.whole.remembered import remembered
from tests.bot.whole.things import photographs


@pytest.fixture
async def guest(ada: Phone) -> Phone:
    await remembered(ada, at_the_event)
    return ada


async def at_the_event(phone: Phone) -> None:
    """With somebody known from spring."""
    await scenes.the_story_until(phone, scenes.an_event)
    (known,) = network.met(phone, "Ana Silva")
    known = replace(known, handle="ana_s", phone="+49 30 1", said="Bees dance", met_on=network.today(phone))
    await keep(phone, known, network.promised(phone, "Lend her the tent", None, known))
    await phone.lives(days=3, until="18:30")


async def person(phone: Phone, name: str) -> Person:
    """The one person of this name."""
    (found,) = await phone.knows(lambda ledger: [each for each in ledger.people(100) if each.name == name])
    return found


async def merge(phone: Phone, kept: str, gone: str) -> None:
    await phone.presses(Pressed(phone.local.last(phone.person)["message_id"], "", f"d|m_one|{kept}|{gone}"))


async def test_undo_of_a_note_after_a_merge_takes_back_the_note_alone(guest: Phone) -> None:
    await guest.says("Ana, dances")
    undo = next(key for key in guest.keyboard() if key.label == "Undo")
    await merge(guest, "p0", (await person(guest, "Ana")).key)
    await guest.presses(undo)
    ana = await person(guest, "Ana Silva")
    assert (ana.handle, ana.said) == ("ana_s", "Bees dance")
    assert not await guest.knows(lambda ledger: ledger.notes(ana.key))
    assert await guest.knows(lambda ledger: ledger.promises(person=ana.key))


async def test_what_was_put_off_to_a_minute_comes_after_a_merge(guest: Phone) -> None:
    (boris,) = network.met(guest, "Boris")
    await keep(guest, replace(boris, key=Key("p5")))
    await guest.lives(days=1, until="12:00")
    await guest.says("/upcoming")
    await guest.presses(Pressed(guest.local.last(guest.person)["message_id"], "", "b|snooze|f.p5"))
    await guest.says("in 2 days at 17:30")
    await merge(guest, "p0", "p5")
    named = await guest.knows(lambda ledger: [each for each in ledger.nudges_of(Key("p0")) if ".s" in each.key])
    assert [f"{each.at.local:%H:%M}" for each in named] == ["17:30"]


async def test_a_merge_in_the_middle_of_a_debrief_loses_nothing_and_the_debrief_goes_on(guest: Phone) -> None:
    await guest.says("Ana, dances")
    await guest.lives(days=1, until="09:30")
    await guest.taps("Tell you now", "That was everyone")
    await guest.says("Builds kites")
    await merge(guest, "p0", (await person(guest, "Ana")).key)
    await guest.says("Wind is patient", "Send her the kite plans")
    ana = await person(guest, "Ana Silva")
    assert (ana.handle, ana.phone) == ("ana_s", "+49 30 1")
    assert "Builds kites" in (ana.who or "")
    assert ana.said == "Wind is patient"
    promised = await guest.knows(lambda ledger: {each.words for each in ledger.promises(person=ana.key)})
    assert promised == {"Lend her the tent", "Send her the kite plans"}


async def test_somebody_met_again_was_contacted_by_that(guest: Phone) -> None:
    await guest.says("Ana, dances")
    spring = network.today(guest) - timedelta(days=200)
    await keep(guest, replace(await person(guest, "Ana Silva"), met_on=spring))
    await merge(guest, "p0", (await person(guest, "Ana")).key)
    (contact,) = await guest.knows(lambda ledger: ledger.contacts(Key("p0")))
    assert contact.words == "You met again at Lantern night"
    assert (await person(guest, "Ana Silva")).last_contact == contact.at


async def test_what_was_changed_by_hand_during_a_debrief_stays(guest: Phone) -> None:
    await guest.says("Ana, dances")
    await keep(guest, replace(await person(guest, "Ana"), who="Tall"))
    await guest.lives(days=1, until="09:30")
    await guest.taps("Tell you now", "That was everyone", "Skip")
    assert (await person(guest, "Ana")).who == "Tall"
    await keep(guest, replace(await person(guest, "Ana"), phone="+1", said="By hand"))
    await guest.taps("Skip")
    await guest.says("Send her the plans")
    ana = await person(guest, "Ana")
    assert (ana.who, ana.phone, ana.said) == ("Tall", "+1", "By hand")


async def test_back_to_the_names_and_the_same_names_again_change_nothing(guest: Phone) -> None:
    await guest.lives(days=1, until="09:30")
    await guest.says("/debrief", "Zoe")
    zoe = await person(guest, "Zoe")
    await keep(guest, replace(zoe, phone="+2"), network.promised(guest, "Call her", 3, zoe))
    await guest.taps("‹ Back", "Keep: Zoe")
    assert (await person(guest, "Zoe")).phone == "+2"
    assert await guest.knows(lambda ledger: ledger.promises(person=zoe.key))
    await guest.taps("‹ Back")
    await guest.says("Ben")
    assert not await guest.knows(lambda ledger: [each for each in ledger.people(100) if each.name == "Zoe"])
    assert (await person(guest, "Ben")).phone is None


async def test_pressed_twice_a_message_is_sent_once(guest: Phone) -> None:
    ana = await person(guest, "Ana Silva")
    await keep(guest, network.promised(guest, "Lend her the boat", 9, ana))
    await guest.says("/who Ana Silva")
    await guest.taps("Help me write", "Promise kept")
    sent = next(key for key in reversed(guest.keyboard()) if key.label == "I sent it")
    await guest.presses(sent)
    guest.sees("Noted as a contact.")
    await guest.presses(sent)
    guest.sees("That is noted already.")
    left = await guest.knows(lambda ledger: ledger.promises(person=ana.key, open_only=False))
    assert sorted(each.state for each in left) == [PromiseState.DONE, PromiseState.OPEN]
    assert len(await guest.knows(lambda ledger: ledger.contacts(ana.key))) == 1


async def test_another_account_of_the_same_name_is_somebody_else(guest: Phone) -> None:
    def look(ledger: Ledger) -> tuple[Person | None, ...]:
        cards = (Card("Ana Silva", "ana_s2"), Card("Ana Silva", telegram_id=2), Card("X", "ANA_S"))
        return tuple(ledger.person_known_as(card.telegram_id, card.handle, card.name) for card in cards)

    ana = replace(await person(guest, "Ana Silva"), telegram_id=1)
    await keep(guest, ana)
    assert await guest.knows(look) == (None, None, ana)


async def test_a_note_about_somebody_else_is_moved_with_a_tap(guest: Phone) -> None:
    await guest.says("Ana, likes jazz", "Omar, welder")
    await guest.presses(
        Pressed(
            guest.local.last(guest.person)["message_id"], "", f"o|person|{(await person(guest, 'Ana')).key}|interest|0"
        )
    )
    await guest.taps("1 move", "Omar")
    guest.sees("Interests: jazz", "That is with Omar now.")
    omar = await person(guest, "Omar")
    kinds = await guest.knows(lambda ledger: {note.kind for note in ledger.notes(omar.key)})
    assert kinds == {NoteKind.WORK, NoteKind.INTEREST}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ana silva", "They said: “Bees dance”"),
        ("who knows about bees?", "They said: “Bees dance”"),
        ("Tim, plays chess, works at a bank", "Noted Tim"),
        ("what did I promise Ana Silva", "They said: “Bees dance”"),
        ("what did I promise?", "Nothing is promised just now"),
        ("who did I talk to about bees and how they dance", "They said: “Bees dance”"),
        ("undo", "no note to take back"),
        ("it was a long day and nothing happened at all", "No question is open"),
    ],
)
async def test_words_without_a_command_are_understood_where_they_can_be(ada: Phone, text: str, answer: str) -> None:
    await scenes.set_up(ada)
    (known,) = network.met(ada, "Ana Silva")
    await keep(ada, replace(known, said="Bees dance"))
    await ada.says(text)
    ada.sees(answer)


async def changed(phone: Phone, words: str, text: str) -> None:
    """Change the own message that began so."""
    own = [each for each in phone.local.chat(phone.person) if not each["from"]["is_bot"]]
    found = next(each for each in reversed(own) if each["text"].startswith(words))
    await phone.does(lambda: phone.local.edit(phone.person, found["message_id"], text))


async def test_a_first_note_is_changed_or_taken_back_and_what_came_later_stays(guest: Phone) -> None:
    await guest.says("Kim, climbs")
    undo = next(key for key in guest.keyboard() if key.label == "Undo")
    await guest.says("Kim: send her the article by Friday")
    await changed(guest, "Kim, climbs", "Kim Lee, climbs mountains")
    guest.sees("Kim Lee: climbs mountains")
    kim = await person(guest, "Kim Lee")
    assert await guest.knows(lambda ledger: ledger.promises(person=kim.key))
    await guest.presses(undo)
    guest.sees("Taken back from Kim Lee: climbs mountains")
    assert await guest.knows(lambda ledger: ledger.promises(person=kim.key))


async def test_a_promise_that_is_done_stays_done_when_its_message_is_changed(guest: Phone) -> None:
    await guest.says("Kim, send her the article by Friday", "/promises")
    await guest.taps("1 done")
    await changed(guest, "Kim, send", "Kim, send her the long article by Friday")
    kim = await person(guest, "Kim")
    (promise,) = await guest.knows(lambda ledger: ledger.promises(person=kim.key, open_only=False))
    assert (promise.words, promise.state) == ("send her the long article", PromiseState.DONE)


async def test_a_message_changed_to_undo_takes_back_one_note(guest: Phone) -> None:
    await guest.says("Kim, climbs", "Omar, welder")
    await changed(guest, "Omar", "undo")
    names = await guest.knows(lambda ledger: {each.name for each in ledger.people(100)})
    assert names == {"Kim", "Ana Silva"}


async def test_what_was_known_before_is_not_taken_back_with_a_note(guest: Phone) -> None:
    await guest.says("Kim, kim@example.org", "Kim: mail her at kim@example.org")
    await guest.taps("Undo")
    assert (await person(guest, "Kim")).email == "kim@example.org"


async def test_a_picture_in_a_debrief_stays_with_whoever_is_spoken_of(guest: Phone) -> None:
    await guest.says("Kim, climbs", "Omar, welder")
    await guest.lives(days=1, until="09:30")
    await guest.taps("Tell you now", "That was everyone")
    await photographs(guest)
    guest.sees("Added to Kim: a photo", "Kim · 1 of 6")
    await photographs(guest, "Builds a boat")
    guest.sees("Kim · 2 of 6")
    kim = await person(guest, "Kim")
    assert kim.who == "Builds a boat"
    assert len(await guest.knows(lambda ledger: [note for note in ledger.notes(kim.key) if note.file])) == 2
