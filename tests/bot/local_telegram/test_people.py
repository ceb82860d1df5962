"""What people do in their chats, and what the bot hears of it."""

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json

YOU, ANA = 1001, 1002
GIF = b"GIF89a\x04\x00\x03\x00"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0001108000300040301220002110103110100")


async def send(local: LocalTelegram, person: int, markup: Json | None = None) -> Json:
    answer = await local.call("1:local", "sendMessage", {"chat_id": person, "text": "?", "reply_markup": markup})
    message: Json = answer["result"]
    return message


def heard(local: LocalTelegram) -> Json:
    message: Json = local.take_updates()[-1]["message"]
    return message


def test_people_are_made_up_on_first_use(local: LocalTelegram) -> None:
    assert local.say(YOU, "hi")["from"]["first_name"] == "You"
    assert local.say(ANA, "hi")["from"]["first_name"] == "Ana"
    local.introduce(ANA, first_name="Anna", language_code="de")
    said = local.say(ANA, "hallo")
    assert said["from"] == {"id": ANA, "is_bot": False, "first_name": "Anna", "language_code": "de"}
    assert said["chat"] == {"id": ANA, "first_name": "Anna", "type": "private"}


def test_nobody_has_the_number_zero(local: LocalTelegram) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        local.say(0, "hi")


def test_a_command_is_marked_as_one(local: LocalTelegram) -> None:
    local.say(YOU, " /start event_7 ")
    message = heard(local)
    assert message["text"] == "/start event_7"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
def test_what_no_app_would_send_is_not_sent(local: LocalTelegram, text: str) -> None:
    with pytest.raises(ValueError, match=r"empty|4096"):
        local.say(YOU, text)
    assert local.chat(YOU) == []


async def test_one_can_answer_a_message(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    asked = await send(local, YOU)
    assert local.say(YOU, "yes", reply_to=asked["message_id"])["reply_to_message"] == asked
    assert "reply_to_message" not in local.say(YOU, "no", reply_to=999)


async def test_own_texts_can_be_edited(local: LocalTelegram) -> None:
    said = local.say(YOU, "helo")
    local.edit(YOU, said["message_id"], "/hello")
    edited = local.take_updates()[-1]["edited_message"]
    assert edited["text"] == "/hello"
    assert edited["entities"][0]["type"] == "bot_command"
    assert edited["edit_date"] == said["date"]
    asked = await send(local, YOU)
    for message_id in (asked["message_id"], 999):
        with pytest.raises(LookupError, match="wrote yourself"):
            local.edit(YOU, message_id, "x")


async def test_the_newest_button_with_a_label_is_pressed(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    await send(local, YOU, {"inline_keyboard": [[{"text": "Go", "callback_data": "old"}]]})
    await send(local, YOU, {"keyboard": [["Go", "Stay"]]})
    await send(local, YOU, {"inline_keyboard": [[{"text": "Go", "callback_data": "new"}]]})
    local.press(YOU, "Go")
    assert local.take_updates()[-1]["callback_query"]["data"] == "new"
    local.press(YOU, "Stay")
    assert heard(local)["text"] == "Stay"
    with pytest.raises(LookupError, match="no button 'Run'; there are 'Go', 'Go', 'Stay', 'Go'"):
        local.press(YOU, "Run")


async def test_buttons_that_open_or_copy_tell_what(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    row = [
        {"text": "Open", "url": "https://example.org/"},
        {"text": "Copy", "copy_text": {"text": "Dear Ana"}},
        {"text": "Find", "switch_inline_query": "ana"},
    ]
    await send(local, YOU, {"inline_keyboard": [row]})
    assert [local.press(YOU, label) for label in ("Open", "Copy", "Find")] == [
        "https://example.org/",
        "Dear Ana",
        "ana",
    ]


def test_without_buttons_nothing_can_be_pressed(local: LocalTelegram) -> None:
    with pytest.raises(LookupError, match="there are no buttons"):
        local.press(YOU, "Go")
    with pytest.raises(LookupError, match="written nothing"):
        local.last(YOU)


def test_only_messages_that_are_there_can_be_touched(local: LocalTelegram) -> None:
    said = local.say(YOU, "hi")["message_id"]
    with pytest.raises(LookupError, match="not there"):
        local.tap(YOU, said, "x")
    with pytest.raises(LookupError, match="not there"):
        local.react(YOU, 999, "👍")


async def test_buttons_below_ask_for_contact_place_and_people(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    request = {"request_id": 7, "max_quantity": 2, "request_name": True, "request_username": True}
    row = [
        {"text": "Me", "request_contact": True},
        {"text": "Here", "request_location": True},
        {"text": "Them", "request_users": request},
    ]
    asked = await send(local, YOU, {"keyboard": [row]})
    local.press(YOU, "Me")
    assert heard(local)["contact"]["user_id"] == YOU
    local.press(YOU, "Here")
    assert heard(local)["location"] == {"latitude": 52.52, "longitude": 13.405}
    with pytest.raises(LookupError, match="pick_users"):
        local.press(YOU, "Them")
    local.pick_users(YOU, 7, [{"user_id": 5, "first_name": "Ben", "username": "ben_k", "phone": "+49"}])
    message = heard(local)
    assert message["users_shared"] == {
        "request_id": 7,
        "users": [{"user_id": 5, "first_name": "Ben", "username": "ben_k"}],
    }
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_people_are_picked_only_as_the_button_asks(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    await send(local, YOU, {"keyboard": [["x", {"text": "Them", "request_users": {"request_id": 7}}]]})
    local.pick_users(YOU, 7, [{"user_id": 5, "first_name": "Ben"}])
    assert heard(local)["users_shared"]["users"] == [{"user_id": 5}]
    for users in ([], [{"user_id": 5}, {"user_id": 6}]):
        with pytest.raises(ValueError, match="between 1 and 1"):
            local.pick_users(YOU, 7, users)
    with pytest.raises(LookupError, match="does not ask"):
        local.pick_users(YOU, 8, [{"user_id": 5}])


@pytest.mark.parametrize(
    ("markup", "said", "left"),
    [
        ({"keyboard": [["a"]]}, "a", True),
        ({"keyboard": [["a"]], "one_time_keyboard": True}, "a", False),
        ({"keyboard": [["a"]], "one_time_keyboard": True}, "b", True),
        ({"force_reply": True}, "b", False),
    ],
)
async def test_a_keyboard_stays_until_it_is_used_up(local: LocalTelegram, markup: Json, said: str, left: bool) -> None:  # noqa: FBT001 -- a column of the table
    local.say(YOU, "hi")
    await send(local, YOU, markup)
    local.say(YOU, said)
    assert (local.world.people.get(YOU).keyboard is not None) is left


async def test_a_keyboard_can_be_taken_away(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    await send(local, YOU, {"keyboard": [["a"]]})
    await send(local, YOU, {"remove_keyboard": True})
    assert local.world.people.get(YOU).keyboard is None


def test_contacts_and_places_can_be_shared_unasked(local: LocalTelegram) -> None:
    card = local.share_contact(YOU, phone_number="+49", first_name="Ben", user_id=77)
    assert card["contact"] == {"phone_number": "+49", "first_name": "Ben", "user_id": 77}
    assert local.share_location(YOU, 1.5, -2)["location"] == {"latitude": 1.5, "longitude": -2}
    with pytest.raises(ValueError, match="no such place"):
        local.share_location(YOU, 91, 0)
    with pytest.raises(ValueError, match="needs a first name"):
        local.share_contact(YOU, phone_number="+49", first_name=" ")


@pytest.mark.parametrize(
    ("name", "mime", "content", "kind"),
    [
        ("x.gif", "image/gif", GIF, "photo"),
        ("x.jpg", "image/jpeg", JPEG, "photo"),
        ("x.jpg", "image/jpeg", JPEG[:4], "document"),
        ("x.jpg", "image/jpeg", b"\xff\xd8\x00\x00", "document"),
        ("x.svg", "image/svg+xml", b"<svg/>", "document"),
        ("x.ogg", "audio/ogg; codecs=opus", b"OggS", "voice"),
        ("x.ics", "text/calendar", b"BEGIN", "document"),
        ("x.vcf", "text/vcard", b"BEGIN", "document"),
    ],
)
def test_a_file_arrives_as_what_it_is(local: LocalTelegram, name: str, mime: str, content: bytes, kind: str) -> None:
    assert kind in local.send_file(YOU, name, mime, content, " Look ")
    message = heard(local)
    assert message["caption"] == "Look"
    measured = message[kind][0] if kind == "photo" else message[kind]
    assert measured["file_size"] == len(content)
    if kind == "photo":
        assert (measured["width"], measured["height"]) == (4, 3)


@pytest.mark.parametrize(
    ("name", "mime", "kept"),
    [
        ("ana.vcf", "application/octet-stream", {"text/vcard", "text/x-vcard"}),
        ("ana.vcf", "text/vcard", {"text/vcard"}),
        ("ana", "application/octet-stream", {"application/octet-stream"}),
    ],
)
def test_a_file_without_a_type_is_known_by_its_name(local: LocalTelegram, name: str, mime: str, kept: set[str]) -> None:
    said = local.send_file(YOU, name, mime, b"BEGIN:VCARD")
    assert said["document"]["mime_type"] in kept
    assert said["document"]["file_name"] == name


def test_an_empty_file_is_not_sent(local: LocalTelegram) -> None:
    with pytest.raises(ValueError, match="empty"):
        local.send_file(YOU, "x", "x/y", b"")


def test_a_forward_names_its_author_or_hides_them(local: LocalTelegram) -> None:
    hidden = local.forward(YOU, "Join us Thursday", "Ben")
    assert hidden["forward_origin"]["type"] == "hidden_user"
    assert hidden["forward_origin"]["sender_user_name"] == "Ben"
    known = local.forward(YOU, "Join us Thursday", "Ben", "@ben_k")
    assert known["forward_origin"]["sender_user"]["username"] == "ben_k"
    assert known["text"] == "Join us Thursday"


def test_the_same_username_is_the_same_account(local: LocalTelegram) -> None:
    def account(username: str) -> Json:
        sender: Json = local.forward(YOU, "x", "Ben", username)["forward_origin"]["sender_user"]
        return sender

    assert account("@ben_k") == account("ben_k")
    assert account("Ben_K")["id"] == account("ben_k")["id"] > 1 << 32
    assert account("ken_b")["id"] != account("ben_k")["id"]


def test_a_sticker_has_an_emoji(local: LocalTelegram) -> None:
    assert local.sticker(YOU, "👋")["sticker"]["emoji"] == "👋"
    with pytest.raises(ValueError, match="needs an emoji"):
        local.sticker(YOU, " ")
