"""What is heard of people and about people: forwarded words, recordings, pictures, cards, and inline mode."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.local_telegram.wire import Json
from conversations.address import Deed, Do
from conversations.carried.brought import TOO_LARGE
from conversations.facts import NoteKind
from conversations.inline import Article
from conversations.signals import Brought, Card, Filed, Puzzling, Said, Shared, Tapped, Tried, Unusable
from tests.bot.stand import ADA, Stand
from tests.bot.test_handlers import FILE, GROUP, heard, message

WRITTEN: Final = 1_790_000_000
AT: Final = datetime.fromtimestamp(WRITTEN, UTC)
ANA: Json = {"id": 99, "is_bot": False, "first_name": "Ana", "last_name": "Silva", "username": "ana_climbs"}
CHANNEL: Json = {"id": -5, "type": "channel", "title": "News", "username": "the_news"}
FROM_ANA: Json = {"type": "user", "date": WRITTEN, "sender_user": ANA}
CARD: Final = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nTEL:+1 202 555\r\nEND:VCARD\r\n"
ON_CARD: Final = Card("Grace Hopper", phone="+1 202 555")
WORDS: Final = Article("p1.thanks.warm", "Ana · Thank you", "It was good to meet you.", "Dear Ana, thank you.")


def size(file: str, pixels: int) -> Json:
    return {"file_id": file, "file_unique_id": file, "width": pixels, "height": pixels}


PHOTO: Json = {"photo": [size("small", 90), size("middle", 320), size("large", 1280)]}
VOICE: Json = {"voice": FILE | {"duration": 3}}


async def test_a_forwarded_text_is_never_a_command(stand: Stand) -> None:
    sent = stand.local.forward(ADA, "/dinner at eight", "Grace Hopper")
    by_at = datetime.fromtimestamp(sent["forward_origin"]["date"], UTC)
    assert await stand.bring() == [Said("/dinner at eight", sent["message_id"], Card("Grace Hopper"), by_at)]


@pytest.mark.parametrize(
    ("origin", "author"),
    [
        (FROM_ANA, Card("Ana Silva", "ana_climbs", telegram_id=99)),
        ({"type": "hidden_user", "sender_user_name": "Shy"}, Card("Shy")),
        ({"type": "chat", "sender_chat": GROUP}, Card("Meetup")),
        ({"type": "channel", "chat": CHANNEL, "message_id": 1}, Card("News", "the_news")),
    ],
)
async def test_a_forwarded_text_says_who_wrote_it_and_when(stand: Stand, origin: Json, author: Card) -> None:
    signals = await heard(stand, message=message(text="Hi", forward_origin={"date": WRITTEN, **origin}))
    assert signals == [Said("Hi", 40, author, AT)]


async def test_a_voice_note_is_filed(stand: Stand) -> None:
    assert await heard(stand, message=message(**VOICE)) == [Filed(NoteKind.VOICE, "f", "", 40)]


async def test_the_largest_size_of_a_photo_is_filed_with_the_words_below_it(stand: Stand) -> None:
    signals = await heard(stand, message=message(**PHOTO, caption="Ana’s badge"))
    assert signals == [Filed(NoteKind.PHOTO, "large", "Ana’s badge", 40)]


async def test_a_forwarded_recording_says_who_spoke(stand: Stand) -> None:
    (signal,) = await heard(stand, message=message(**VOICE, forward_origin=FROM_ANA))
    assert signal == Filed(NoteKind.VOICE, "f", "", 40, Card("Ana Silva", "ana_climbs", telegram_id=99))


async def test_what_is_real_is_filed_by_the_name_under_which_it_comes_back(stand: Stand) -> None:
    sent = stand.local.send_file(ADA, "voice.ogg", "audio/ogg", b"OggS")
    assert await stand.bring() == [Filed(NoteKind.VOICE, sent["voice"]["file_id"], "", sent["message_id"])]


async def test_a_contact_brings_what_its_card_says_besides(stand: Stand) -> None:
    vcard = "BEGIN:VCARD\nVERSION:3.0\nFN:G\nORG:Navy\nTITLE:Admiral\nEMAIL:g@navy.example\nNOTE:Sails\nEND:VCARD\n"
    contact = {"phone_number": "+1 2", "first_name": "Grace", "vcard": vcard}
    card = Card("Grace", phone="+1 2", email="g@navy.example", work="Admiral at Navy", remark="Sails")
    assert await heard(stand, message=message(contact=contact)) == [Shared((card,), 40)]


async def test_a_contact_with_a_damaged_card_is_shared_all_the_same(stand: Stand) -> None:
    contact = {"phone_number": "+1 2", "first_name": "Grace", "vcard": "BEGIN:VCARD\nN"}
    assert await heard(stand, message=message(contact=contact)) == [Shared((Card("Grace", phone="+1 2"),), 40)]


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("Grace.VCF", "application/octet-stream"),
        ("card", "text/vcard"),
        ("card", "text/x-vcard"),
    ],
)
async def test_a_card_comes_as_a_file_too(stand: Stand, name: str, mime: str) -> None:
    sent = stand.local.send_file(ADA, name, mime, CARD, "we sat together")
    assert await stand.bring() == [Shared((ON_CARD,), sent["message_id"])]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x00\x01", "no card"),
        (b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "no name on that card"),
        (CARD + b" " * 400_000, "too large for a card"),
    ],
)
async def test_a_file_that_holds_no_card_says_why(stand: Stand, content: bytes, why: str) -> None:
    stand.local.send_file(ADA, "grace.vcf", "text/vcard", content)
    (signal,) = await stand.bring()
    assert isinstance(signal, Unusable)
    assert why in signal.why


async def test_a_huge_card_file_is_an_address_book(stand: Stand) -> None:
    document = FILE | {"file_name": "all.vcf", "file_size": 2_000_000}
    assert await heard(stand, message=message(document=document)) == [Brought("f", 40)]


async def test_many_cards_are_an_address_book(stand: Stand) -> None:
    sent = stand.local.send_file(ADA, "all.vcf", "text/vcard", CARD * 11)
    (signal,) = await stand.bring()
    assert signal == Brought(sent["document"]["file_id"], sent["message_id"])


@pytest.mark.parametrize("name", ["rapport.zip", "Connections.csv", "rapport.json"])
async def test_a_file_that_may_hold_people_is_looked_into_later(stand: Stand, name: str) -> None:
    document = FILE | {"file_name": name, "file_size": 2_000_000}
    assert await heard(stand, message=message(document=document)) == [Brought("f", 40)]


async def test_a_file_that_telegram_does_not_let_us_fetch_is_refused_at_once(stand: Stand) -> None:
    document = FILE | {"file_name": "rapport.zip", "file_size": 20_000_001}
    assert await heard(stand, message=message(document=document)) == [Unusable(TOO_LARGE, 40)]


async def test_a_tap_tells_the_file_to_which_its_message_is_a_reply(stand: Stand) -> None:
    answered = message(document=FILE | {"file_name": "rapport.zip"})
    shown = message(text="Bring it in?") | {"message_id": 41, "reply_to_message": answered}
    query = {"id": "q1", "from": answered["from"], "chat_instance": "1", "message": shown, "data": "d|x_in||"}
    assert await heard(stand, callback_query=query) == [Tapped(Do(Deed.IMPORT), "q1", 41, "f", 40)]


async def test_a_card_that_cannot_be_fetched_is_said_to_be_so(stand: Stand) -> None:
    sent = stand.local.send_file(ADA, "grace.vcf", "text/vcard", CARD)
    stand.local.fail_next("getFile", {"error_code": 400, "description": "Bad Request: file is temporarily unavailable"})
    assert await stand.bring() == [Puzzling("a card that I could not fetch just now", sent["message_id"])]


async def test_a_card_that_does_not_come_holds_nobody_up(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handlers.WAIT_FOR_TELEGRAM", timedelta(seconds=0.01))
    sent = stand.local.send_file(ADA, "grace.vcf", "text/vcard", CARD)
    stand.line.gate = asyncio.Event()
    assert await stand.bring() == [Puzzling("a card that I could not fetch just now", sent["message_id"])]


async def test_words_out_of_inline_mode_are_a_trial_and_no_note(stand: Stand) -> None:
    stand.articles = (WORDS,)
    query = stand.local.ask_inline(ADA, "ana")
    await stand.bring()
    sent = stand.local.pick_inline(ADA, query, WORDS.key)
    assert await stand.bring() == [Tried(sent["message_id"])]


async def test_words_out_of_another_bot_are_what_they_say(stand: Stand) -> None:
    other = {"id": 5, "is_bot": True, "first_name": "Gifs", "username": "gif_bot"}
    assert await heard(stand, message=message(text="Ana, climbs", via_bot=other)) == [Said("Ana, climbs", 40)]


async def test_an_inline_query_is_answered_and_is_no_turn(stand: Stand) -> None:
    stand.articles = (WORDS,)
    query = stand.local.ask_inline(ADA, "ana")
    assert await stand.bring() == []
    assert stand.queries == [(ADA, "ana")]
    answer = stand.local.inline_answer(query)
    assert answer is not None
    assert (answer["is_personal"], answer["cache_time"], "button" in answer) == (True, 0, False)
    (result,) = answer["results"]
    assert (result["id"], result["title"], result["description"]) == (WORDS.key, WORDS.title, WORDS.description)
    content = result["input_message_content"]
    assert (content["message_text"], content["link_preview_options"]) == (WORDS.text, {"is_disabled": True})


@pytest.mark.parametrize(
    ("articles", "label", "parameter"),
    [(None, "Set me up first", "inline"), ((), "Nobody found: look at your people", "people")],
)
async def test_without_words_a_button_leads_to_us(
    stand: Stand, articles: tuple[Article, ...] | None, label: str, parameter: str
) -> None:
    stand.articles = articles
    query = stand.local.ask_inline(ADA, "nobody")
    await stand.bring()
    answer = stand.local.inline_answer(query)
    assert answer is not None
    assert (answer["results"], answer["button"]) == ([], {"text": label, "start_parameter": parameter})


@pytest.mark.parametrize(
    ("description", "is_told"),
    [
        ("Bad Request: query is too old and response timeout expired or query ID is invalid", False),
        ("Bad Request: RESULT_ID_INVALID", True),
    ],
)
async def test_an_answer_that_comes_too_late_is_normal_life(
    stand: Stand, caplog: pytest.LogCaptureFixture, description: str, *, is_told: bool
) -> None:
    caplog.set_level("INFO")
    stand.local.fail_next("answerInlineQuery", {"error_code": 400, "description": description})
    stand.local.ask_inline(ADA, "ana")
    assert await stand.bring() == []
    assert ("was not answered" in caplog.text) is is_told
    assert await stand.post(lambda outbox: outbox.parked_updates()) == ()
