"""Words to send: drafts for every occasion, copied or opened in a chat, and what follows when they were sent."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from bot.local_telegram.wire import Json
from conversations.facts import (
    Contact,
    Event,
    IntroductionState,
    Key,
    Note,
    NoteKind,
    Person,
    PromiseState,
    Takeaway,
    TakeawayKind,
)
from conversations.timing import WallTime
from tests.bot.whole import scenes
from tests.bot.whole.network import introduction, keep, met, promised, today
from tests.bot.whole.phone import Phone
from tests.bot.whole.things import looks_up


@pytest.fixture
async def owner(ada: Phone) -> Phone:
    """Ada, with Ana, to whom she owes something and who gave her advice and an offer."""
    await scenes.set_up(ada)
    (ana,) = met(ada, "Ana")
    ana = replace(ana, handle="ana_climbs", who="Climbs", said="Boats teach her patience")
    advice = Takeaway(Key("t1"), None, TakeawayKind.ADVICE, "Charge for the first version", today(ada), person=ana.key)
    offer = introduction(ada, ana, "her boss", to_me=True)
    await keep(ada, ana, promised(ada, "Send her the map", 3, ana), advice, offer)
    return ada


async def ana(phone: Phone) -> Person:
    return next(each for each in await phone.knows(lambda ledger: ledger.people()) if each.name == "Ana")


async def contacts(phone: Phone) -> tuple[Contact, ...]:
    person = await ana(phone)
    return await phone.knows(lambda ledger: ledger.contacts(person.key))


async def writes(phone: Phone, *labels: str) -> str:
    """Open the words for Ana, tap on, and read what is proposed."""
    await looks_up(phone, "Ana")
    await phone.taps("Help me write", *labels)
    _, _, text = str(phone.local.last(phone.person)["text"]).partition("in your name:\n\n")
    return text


def buttons(phone: Phone, kind: str) -> list[Json]:
    """The buttons of this kind below the last message."""
    rows = phone.local.last(phone.person)["reply_markup"]["inline_keyboard"]
    return [button for row in rows for button in row if kind in button]


def an_event(phone: Phone) -> Event:
    """One with a long name, which was last night."""
    start, end = (
        WallTime(phone.moment(-1, clock).replace(tzinfo=None), str(phone.zone)) for clock in ("18:00", "21:00")
    )
    return Event(Key("e9"), "Evening of the friends of old wooden boats", start, end, debriefed=True)


@pytest.mark.parametrize(
    ("occasion", "words"),
    [
        ("Promise kept", "the map"),
        ("First line", "the map"),
        ("Thank you", "hank"),
        ("Their advice", "advice"),
        ("Ask for the intro", "introduce me to your boss"),
    ],
)
async def test_every_occasion_has_words_in_three_tones(owner: Phone, occasion: str, words: str) -> None:
    warm = await writes(owner, occasion)
    assert words in warm
    assert "Ada" in warm
    texts = {warm}
    for tone in ("Brief", "Formal"):
        await owner.taps(tone)
        assert f"✓ {occasion}" in {button["text"] for button in buttons(owner, "callback_data")}
        texts.add(owner.texts()[-1])
    assert len(texts) == 3


async def test_what_there_is_no_reason_for_is_not_offered(owner: Phone) -> None:
    await owner.says("/met Boris, paints")
    await looks_up(owner, "Boris")
    await owner.taps("Help me write")
    labels = {button["text"].removeprefix("✓ ") for button in buttons(owner, "callback_data")}
    assert {"First line", "Thank you"} <= labels
    assert not {"Promise kept", "Their advice", "Ask for the intro", "A line again"} & labels


async def test_what_was_noted_live_is_taken_up(owner: Phone) -> None:
    await owner.says("/met Boris, builds sailboats")
    await looks_up(owner, "Boris")
    await owner.taps("Help me write")
    assert "that you build sailboats, and I would like to hear more." in owner.texts()[-1]


async def test_a_chat_opens_with_the_words(owner: Phone) -> None:
    text = await writes(owner)
    (link,) = buttons(owner, "url")
    assert link["url"].startswith("https://t.me/ana_climbs?text=")
    sent = unquote(link["url"].partition("?text=")[2])
    assert text.startswith(sent)
    (pick,) = buttons(owner, "switch_inline_query_chosen_chat")
    assert pick["switch_inline_query_chosen_chat"] == {"query": "Ana", "allow_user_chats": True}


async def test_whose_name_is_unknown_is_copied_to(owner: Phone) -> None:
    await owner.says("/met Boris, paints")
    await looks_up(owner, "Boris")
    await owner.taps("Help me write")
    owner.sees("I do not know Boris’s name on Telegram.")
    assert not buttons(owner, "url")
    (copy,) = buttons(owner, "copy_text")
    assert copy["copy_text"]["text"] in owner.texts()[-1]


async def test_long_words_are_copied_in_parts(owner: Phone) -> None:
    person = await ana(owner)
    person = replace(person, event=Key("e9"), said="Her team drops half of its features")
    await keep(owner, an_event(owner), person)
    text = await writes(owner)
    parts = [button["copy_text"]["text"] for button in buttons(owner, "copy_text")]
    assert len(parts) > 1
    assert text.startswith("".join(parts).strip())
    assert all(len(part.encode("utf-16-le")) <= 512 for part in parts)


async def test_a_kept_promise_is_settled_when_it_was_sent(owner: Phone) -> None:
    await writes(owner, "Promise kept", "I sent it")
    owner.sees("Noted as a contact.", "You kept your promise: Send her the map", "Next check-in: Mon 7 Dec 2026")
    (promise,) = await owner.knows(lambda ledger: ledger.promises(open_only=False))
    assert promise.state is PromiseState.DONE
    assert len(await contacts(owner)) == 1
    await owner.lives(days=12, until="12:00")
    assert "Open: Send her the map" not in str(owner.local.chat(owner.person))


async def test_advice_is_settled_when_they_heard_of_it(owner: Phone) -> None:
    await writes(owner, "Their advice", "I sent it")
    owner.sees("You told what became of the advice")
    (advice,) = await owner.knows(lambda ledger: ledger.takeaways())
    assert advice.settled
    await writes(owner)
    assert "Their advice" not in {button["text"] for button in buttons(owner, "callback_data")}


async def test_an_introduction_moves_with_the_words_for_it(owner: Phone) -> None:
    await writes(owner, "Ask for the intro", "I sent it")
    (asked,) = await owner.knows(lambda ledger: ledger.introductions())
    assert asked.state is IntroductionState.ASKED_A
    await keep(owner, replace(asked, state=IntroductionState.INTRODUCED))
    text = await writes(owner, "Thanks for intro")
    assert "your boss" in text
    await owner.taps("I sent it")
    (thanked,) = await owner.knows(lambda ledger: ledger.introductions())
    assert thanked.state is IntroductionState.THANKED
    assert {contact.words for contact in await contacts(owner)} == {
        "You asked for the introduction",
        "You thanked for the introduction",
    }


async def test_the_first_line_gives_way_to_a_line_again(owner: Phone) -> None:
    await writes(owner, "First line", "I sent it")
    owner.sees("You sent a first message")
    await owner.lives(days=30, until="12:00")
    await writes(owner)
    labels = {button["text"] for button in buttons(owner, "callback_data")}
    assert "✓ A line again" in labels
    assert "First line" not in labels


async def test_no_draft_repeats_a_private_remark(owner: Phone) -> None:
    person = await ana(owner)
    remark = Note(Key("n9"), person.key, NoteKind.REMARK, "smells of garlic, owes Tom money", today(owner))
    await keep(owner, remark, replace(person, last_contact=owner.exchange.hand.moment - timedelta(days=20)))
    for label in ("A line again", "Thank you", "Promise kept", "Their advice", "Ask for the intro"):
        text = await writes(owner, label)
        assert "garlic" not in text
        assert "Tom" not in text
