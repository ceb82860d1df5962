import asyncio
from datetime import timedelta

import pytest

from bot.local_telegram.wire import Json
from conversations.address import Open, Page, written
from conversations.signals import (
    CameBack,
    Card,
    Commanded,
    Edited,
    Invited,
    Left,
    Located,
    Puzzling,
    Said,
    Shared,
    Signal,
    Tapped,
    Unusable,
)
from tests.bot.stand import ADA, Stand

PRIVATE = {"id": ADA, "type": "private", "first_name": "Ada"}
GROUP = {"id": -100, "type": "supergroup", "title": "Meetup"}
USER = {"id": ADA, "is_bot": False, "first_name": "Ada"}
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


async def heard(stand: Stand, **kinds: Json) -> list[Signal]:
    await stand.intake.take({"update_id": 501, **kinds})
    return stand.ear.signals


def message(chat: Json = PRIVATE, **content: object) -> Json:
    return {"message_id": 40, "date": 1, "chat": chat, "from": USER, **content}


async def test_text_is_said_with_the_person_and_the_update(stand: Stand) -> None:
    sent = stand.local.say(ADA, "Hello there")
    await stand.bring()
    owner, update, signal, first_name = stand.ear.heard[0]
    assert (owner, signal, first_name) == (ADA, Said("Hello there", sent["message_id"]), "Ada")
    assert update > 700_000_000


async def test_a_command_loses_slash_and_bot_name_and_keeps_its_argument(stand: Stand) -> None:
    stand.local.say(ADA, "/MET@rapport_local_bot Ana, UX\nclimbs")
    stand.local.say(ADA, "/start ev_12")
    stand.local.say(ADA, "/help")
    signals = await stand.bring()
    assert [(each.name, each.argument) for each in signals if isinstance(each, Commanded)] == [
        ("met", "Ana, UX\nclimbs"),
        ("start", "ev_12"),
        ("help", ""),
    ]


async def test_a_tap_carries_its_address_and_its_message(stand: Stand) -> None:
    shown = await stand.send_home()
    tap = stand.local.tap(ADA, shown, written(Open(Page.PEOPLE)))
    assert await stand.bring() == [Tapped(Open(Page.PEOPLE), tap, shown)]


async def test_a_tap_on_a_button_nobody_knows_any_more_has_no_address(stand: Stand) -> None:
    shown = await stand.send_home()
    tap = stand.local.tap(ADA, shown, "from:another:time")
    assert await stand.bring() == [Tapped(None, tap, shown)]


async def test_a_tap_on_a_message_that_telegram_forgot_has_no_message(stand: Stand) -> None:
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    query = {"id": "q1", "from": USER, "chat_instance": "1", "data": "r|d7", "message": gone}
    (signal,) = await heard(stand, callback_query=query)
    assert isinstance(signal, Tapped)
    assert signal.message is None


async def test_an_edited_text_is_an_edit(stand: Stand) -> None:
    sent = stand.local.say(ADA, "Ana")
    stand.local.edit(ADA, sent["message_id"], "Anna")
    assert (await stand.bring())[-1] == Edited("Anna", sent["message_id"])


async def test_a_moving_live_location_is_no_news(stand: Stand) -> None:
    moved = message(location={"latitude": 1.0, "longitude": 2.0}, edit_date=2)
    assert await heard(stand, edited_message=moved) == []


async def test_a_contact_from_the_address_book_is_shared(stand: Stand) -> None:
    sent = stand.local.share_contact(ADA, phone_number="+49 1", first_name="Grace", last_name="Hopper", user_id=99)
    card = Card("Grace Hopper", phone="+49 1", telegram_id=99)
    assert await stand.bring() == [Shared((card,), sent["message_id"])]


async def test_picked_people_are_shared_with_whatever_name_they_have(stand: Stand) -> None:
    users = [
        {"user_id": 91, "first_name": "Ana", "last_name": "Lopez", "username": "ana"},
        {"user_id": 92, "username": "ben"},
        {"user_id": 93},
    ]
    picked = message(users_shared={"request_id": 1, "users": users})
    (signal,) = await heard(stand, message=picked)
    cards = (
        Card("Ana Lopez", "ana", telegram_id=91),
        Card("ben", "ben", telegram_id=92),
        Card("Somebody", telegram_id=93),
    )
    assert signal == Shared(cards, 40)


async def test_of_a_location_only_the_zone_is_kept(stand: Stand) -> None:
    sent = stand.local.share_location(ADA, 52.5, 13.4)
    assert await stand.bring() == [Located("Europe/Berlin", sent["message_id"])]
    assert stand.places == [(52.5, 13.4)]


async def test_a_calendar_file_is_fetched(stand: Stand) -> None:
    sent = stand.local.send_file(ADA, "Invite.ICS", "application/octet-stream", CALENDAR, "see you there")
    assert await stand.bring() == [Invited(CALENDAR, sent["message_id"])]


async def test_a_huge_calendar_file_is_left_where_it_is(stand: Stand) -> None:
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "all.ics", "file_size": 2_000_000}
    assert await heard(stand, message=message(document=document)) == [Puzzling("a calendar file of more than 1 MB", 40)]


async def test_a_calendar_file_that_cannot_be_fetched_is_said_to_be_so(stand: Stand) -> None:
    stand.local.send_file(ADA, "a.ics", "text/calendar", CALENDAR)
    stand.local.fail_next("getFile", {"error_code": 400, "description": "Bad Request: file is temporarily unavailable"})
    (signal,) = await stand.bring()
    assert isinstance(signal, Puzzling)
    assert signal.what == "a calendar file that I could not fetch just now"


async def test_a_calendar_file_that_does_not_come_holds_nobody_up(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.WAIT_FOR_TELEGRAM", timedelta(seconds=0.01))
    stand.local.send_file(ADA, "a.ics", "text/calendar", CALENDAR)
    stand.line.gate = asyncio.Event()
    (signal,) = await stand.bring()
    assert isinstance(signal, Puzzling)
    assert signal.what == "a calendar file that I could not fetch just now"


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"document": FILE | {"file_name": "ana.pdf"}}, "a file"),
        ({"animation": FILE | {"width": 1, "height": 1, "duration": 1}, "document": FILE}, "a GIF"),
        ({"video_note": FILE | {"duration": 3, "length": 9}}, "a video note"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "a throw of dice"),
        ({}, "something I cannot read"),
    ],
)
async def test_what_cannot_be_used_is_named_in_plain_words(stand: Stand, content: Json, what: str) -> None:
    assert await heard(stand, message=message(**content)) == [Puzzling(what, 40)]


async def test_a_sticker_is_named_too(stand: Stand) -> None:
    sent = stand.local.sticker(ADA, "👋")
    assert await stand.bring() == [Puzzling("a sticker", sent["message_id"])]


async def test_words_below_a_video_are_said(stand: Stand) -> None:
    video = FILE | {"width": 1, "height": 1, "duration": 1}
    assert await heard(stand, message=message(video=video, caption="Meetup, Thursday 6pm")) == [
        Said("Meetup, Thursday 6pm", 40)
    ]


async def test_service_messages_are_no_news(stand: Stand) -> None:
    assert await heard(stand, message=message(pinned_message=message(text="x"))) == []


async def test_blocking_and_letting_in_again_are_told(stand: Stand) -> None:
    stand.local.block(ADA)
    stand.local.unblock(ADA)
    assert await stand.bring() == [Left(), CameBack()]


@pytest.mark.parametrize(
    "kinds",
    [
        {"message": message(GROUP, text="Hello all")},
        {"message": message(GROUP, text="/start")},
        {"channel_post": message({"id": -5, "type": "channel", "title": "News"}, text="News")},
    ],
)
async def test_groups_and_channels_are_left_alone(stand: Stand, kinds: Json) -> None:
    assert await heard(stand, **kinds) == []


async def test_a_group_is_told_once_where_to_talk(stand: Stand) -> None:
    calls: list[tuple[str, object]] = []
    stand.local.observers.append(lambda method, params: calls.append((method, params.get("chat_id"))))
    bot = stand.local.world.bot_user()
    change = {"chat": GROUP, "from": USER, "date": 1}
    member, absent = {"user": bot, "status": "member"}, {"user": bot, "status": "left"}
    joined = change | {"old_chat_member": absent, "new_chat_member": member}
    thrown_out = change | {"old_chat_member": member, "new_chat_member": absent}
    assert await heard(stand, my_chat_member=joined) == []
    assert await heard(stand, my_chat_member=thrown_out) == []
    assert calls == [("sendMessage", "-100")]


async def test_a_hint_that_does_not_get_through_holds_nobody_up(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handlers.WAIT_FOR_TELEGRAM", timedelta(seconds=0.01))
    member, absent = ({"user": stand.local.world.bot_user(), "status": status} for status in ("member", "left"))
    joined = {"chat": GROUP, "from": USER, "date": 1, "old_chat_member": absent, "new_chat_member": member}
    stand.line.gate = asyncio.Event()
    assert await heard(stand, my_chat_member=joined) == []
    assert await stand.post(lambda outbox: outbox.parked_updates()) == ()


@pytest.mark.parametrize("lead", ["", "/met "])
async def test_more_than_a_message_can_hold_is_left_unread_and_said_so(stand: Stand, lead: str) -> None:
    stand.local.say(ADA, f"{lead}Ana")
    (update,) = stand.local.take_updates()
    update["message"]["text"] = lead + "and " * 250_000
    await stand.intake.take(update)
    (heard,) = stand.ear.signals
    assert isinstance(heard, Unusable)
    assert "longer than a message" in heard.why
