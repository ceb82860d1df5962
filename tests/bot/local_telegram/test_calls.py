"""What a bot may do and what it is refused, with Telegram's codes and words."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json, UploadedFile
from tests.bot.local_telegram.hand_clock import HandClock

ANA = 1002
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000020000000308060000009bb5")
KEYBOARD: Json = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def ask(local: LocalTelegram, method: str, **params: object) -> Json:
    return await local.call("1:local", method, params)


async def result(local: LocalTelegram, method: str, **params: object) -> Json:
    answer = await ask(local, method, **params)
    assert answer["ok"], answer
    given = answer["result"]
    return given if isinstance(given, dict) else {"value": given}


async def refusal(local: LocalTelegram, method: str, **params: object) -> str:
    answer = await ask(local, method, **params)
    assert not answer["ok"]
    return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def met(local: LocalTelegram) -> LocalTelegram:
    local.say(ANA, "/start")
    local.take_updates()
    return local


async def test_the_bot_knows_itself(local: LocalTelegram) -> None:
    me = await result(local, "getMe")
    assert me["id"] == 1
    assert me["is_bot"]
    assert me["username"] == "rapport_local_bot"


async def test_methods_may_be_spelled_in_any_case(local: LocalTelegram) -> None:
    assert await result(local, "GETME") == await result(local, "getme")


async def test_a_sent_text_stands_in_the_chat(met: LocalTelegram) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text=" <b>Hello</b> Ana ", parse_mode="HTML")
    assert sent["text"] == "Hello Ana"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert sent["from"]["id"] == 1
    assert sent["chat"] == {"id": ANA, "first_name": "Ana", "username": "ana_1002", "type": "private"}
    assert met.last(ANA) == sent
    assert met.chat(ANA)[-1] == sent


async def test_an_answer_quotes_what_it_answers(met: LocalTelegram) -> None:
    said = met.say(ANA, "Hi")
    sent = await result(met, "sendMessage", chat_id=ANA, text="x", reply_parameters={"message_id": said["message_id"]})
    assert sent["reply_to_message"] == said


async def test_an_answer_to_a_vanished_message_can_be_sent_all_the_same(met: LocalTelegram) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await result(met, "sendMessage", chat_id=ANA, text="x", reply_parameters=reply)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 7}, "chat not found"),
        ({"text": "x", "chat_id": "@ana"}, "chat not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
        ({"text": "x", "reply_parameters": "5"}, "object expected as reply parameters"),
        ({"text": "x", "reply_parameters": {"chat_id": 5}}, 'can\'t find field "message_id"'),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "link_preview_options": "[]"}, "object expected as link preview options"),
    ],
)
async def test_a_text_that_cannot_be_sent_is_refused(met: LocalTelegram, params: Json, words: str) -> None:
    assert await refusal(met, "sendMessage", **({"chat_id": ANA} | params)) == f"400 Bad Request: {words}"
    assert len(met.chat(ANA)) == 1


async def test_a_text_of_4096_units_goes_through(met: LocalTelegram) -> None:
    assert len(
        (await result(met, "sendMessage", chat_id=ANA, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML"))["text"]
    )


async def test_nobody_is_written_to_who_has_not_written_first(local: LocalTelegram) -> None:
    local.introduce(ANA, first_name="Ana", language_code="de")
    assert await refusal(local, "sendMessage", chat_id=ANA, text="x") == "400 Bad Request: chat not found"


async def test_who_blocked_the_bot_gets_nothing_until_they_let_it(met: LocalTelegram) -> None:
    met.block(ANA)
    met.block(ANA)
    for method in ("sendMessage", "sendChatAction", "editMessageText"):
        words = await refusal(met, method, chat_id=ANA, text="x", message_id=1, action="typing")
        assert words == "403 Forbidden: bot was blocked by the user"
    with pytest.raises(ValueError, match="Unblock it"):
        met.say(ANA, "x")
    met.unblock(ANA)
    assert (await result(met, "sendMessage", chat_id=ANA, text="x"))["text"] == "x"
    states = [update["my_chat_member"]["new_chat_member"]["status"] for update in met.take_updates()]
    assert states == ["kicked", "member"]


async def test_an_edited_text_is_the_same_message(met: LocalTelegram, clock: HandClock) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text="one", reply_markup=KEYBOARD)
    clock.moment += timedelta(minutes=1)
    edited = await result(met, "editMessageText", chat_id=ANA, message_id=sent["message_id"], text="two")
    assert edited["text"] == "two"
    assert edited["edit_date"] == sent["date"] + 60
    assert "reply_markup" not in edited
    assert met.last(ANA) == edited


NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def test_an_edit_that_changes_nothing_is_refused(met: LocalTelegram) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text="<b>a</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    same: Json = {"chat_id": ANA, "message_id": sent["message_id"], "reply_markup": KEYBOARD}
    bold = {"entities": [{"type": "bold", "offset": 0, "length": 1}]}
    assert await refusal(met, "editMessageText", text="a ", **same, **bold) == NOT_MODIFIED
    assert await refusal(met, "editMessageReplyMarkup", **same) == NOT_MODIFIED
    await result(met, "editMessageReplyMarkup", chat_id=ANA, message_id=sent["message_id"])
    assert "reply_markup" not in met.last(ANA)


async def test_what_is_not_the_bots_own_cannot_be_edited(met: LocalTelegram) -> None:
    said = met.say(ANA, "mine")["message_id"]
    below = await result(met, "sendMessage", chat_id=ANA, text="x", reply_markup={"keyboard": [["a"]]})
    forwarded = await result(met, "forwardMessage", chat_id=ANA, from_chat_id=ANA, message_id=said)
    place = await result(met, "sendLocation", chat_id=ANA, latitude=1, longitude=2)

    async def words(message_id: int, method: str = "editMessageText") -> str:
        return await refusal(met, method, chat_id=ANA, message_id=message_id, text="new", caption="new")

    for message_id in (said, below["message_id"], forwarded["message_id"]):
        assert await words(message_id) == "400 Bad Request: message can't be edited"
    assert await words(999) == "400 Bad Request: message to edit not found"
    assert await words(place["message_id"]) == "400 Bad Request: there is no text in the message to edit"
    assert (
        await words(place["message_id"], "editMessageCaption")
        == "400 Bad Request: there is no caption in the message to edit"
    )


async def test_inline_messages_are_not_modelled(met: LocalTelegram) -> None:
    assert "no inline messages" in await refusal(met, "editMessageText", inline_message_id="x", text="x")


async def test_a_message_can_be_deleted_for_two_days(met: LocalTelegram, clock: HandClock) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text="x")
    old = met.say(ANA, "mine")["message_id"]
    await result(met, "pinChatMessage", chat_id=ANA, message_id=sent["message_id"])
    await result(met, "deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    assert "pinned_message" not in await result(met, "getChat", chat_id=ANA)
    again = await refusal(met, "deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    assert again == "400 Bad Request: message to delete not found"
    clock.moment += timedelta(hours=49)
    late = await refusal(met, "deleteMessage", chat_id=ANA, message_id=old)
    assert late == "400 Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once(met: LocalTelegram) -> None:
    await result(met, "sendMessage", chat_id=ANA, text="?", reply_markup=KEYBOARD)
    query_id = met.press(ANA, "Yes")
    query = met.take_updates()[-1]["callback_query"]
    assert query["id"] == query_id
    assert query["data"] == "yes"
    assert query["message"] == met.last(ANA)
    await result(met, "answerCallbackQuery", callback_query_id=query_id, text="Noted")
    assert met.toasts(ANA) == ["Noted"]
    assert await refusal(met, "answerCallbackQuery", callback_query_id=query_id) == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


@pytest.mark.parametrize("query_id", ["", "x", "5"])
async def test_an_invented_tap_cannot_be_answered(met: LocalTelegram, query_id: str) -> None:
    assert "query ID is invalid" in await refusal(met, "answerCallbackQuery", callback_query_id=query_id)


async def test_a_tap_must_be_answered_soon(met: LocalTelegram, clock: HandClock) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text="?", reply_markup=KEYBOARD)
    query_id = met.tap(ANA, sent["message_id"], "yes")
    clock.moment += timedelta(seconds=16)
    assert "query is too old" in await refusal(met, "answerCallbackQuery", callback_query_id=query_id)


async def test_a_toast_has_two_hundred_characters(met: LocalTelegram) -> None:
    words = await refusal(met, "answerCallbackQuery", callback_query_id="1", text="x" * 201)
    assert words == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_places_venues_and_contacts_are_sent(met: LocalTelegram) -> None:
    place = {"latitude": 52.5, "longitude": 13.4}
    assert (await result(met, "sendLocation", chat_id=ANA, **place, horizontal_accuracy=5))["location"] == place | {
        "horizontal_accuracy": 5.0
    }
    venue = (await result(met, "sendVenue", chat_id=ANA, **place, title="Hall", address="Street 1"))["venue"]
    assert venue == {"location": place, "title": "Hall", "address": "Street 1"}
    card = {"phone_number": "+49", "first_name": "Ben", "last_name": "K"}
    assert (await result(met, "sendContact", chat_id=ANA, **card))["contact"] == card


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendLocation", {"longitude": 1}, "latitude is empty"),
        ("sendLocation", {"latitude": 91, "longitude": 1}, "invalid location specified"),
        ("sendLocation", {"latitude": "north", "longitude": "nan"}, "invalid location specified"),
        (
            "sendLocation",
            {"latitude": 1, "longitude": 1, "live_period": 60},
            "the local Telegram knows no live locations",
        ),
        ("sendVenue", {"latitude": 1, "longitude": 1, "title": "x"}, 'parameter "address" is required'),
        ("sendContact", {"first_name": "x"}, 'parameter "phone_number" is required'),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "https://example.org/x"}, "the local Telegram fetches no files from the web"),
        (
            "sendDocument",
            {"document": "x"},
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
        ),
        ("sendDocument", {"document": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "LOCAL9"}, "invalid file_id"),
        ("forwardMessage", {"from_chat_id": ANA, "message_id": 99}, "message to forward not found"),
        ("copyMessage", {"from_chat_id": ANA, "message_id": 99}, "message to copy not found"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("setMessageReaction", {"message_id": 99, "reaction": []}, "message to react not found"),
        ("setMessageReaction", {"message_id": 1, "reaction": 5}, "expected an Array of ReactionType"),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "🥨"}]},
            "REACTION_INVALID",
        ),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": ["👍"]},
            "can't parse ReactionType: invalid reaction type specified",
        ),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}] * 2},
            "REACTIONS_TOO_MANY",
        ),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("unpinChatMessage", {}, "message to unpin not found"),
    ],
)
async def test_what_cannot_be_done_is_refused(met: LocalTelegram, method: str, params: Json, words: str) -> None:
    assert await refusal(met, method, **({"chat_id": ANA} | params)) == f"400 Bad Request: {words}"


async def upload(local: LocalTelegram, method: str, files: Mapping[str, UploadedFile], **params: object) -> Json:
    return await local.call("1:local", method, {"chat_id": ANA} | params, files)


async def test_a_document_is_sent_fetched_and_sent_again(met: LocalTelegram) -> None:
    calendar = UploadedFile("meetup.ics", "text/calendar", b"BEGIN:VCALENDAR")
    sent = await upload(met, "sendDocument", {"document": calendar}, caption="Your <b>event</b>", parse_mode="HTML")
    document = sent["result"]["document"]
    assert sent["result"]["caption"] == "Your event"
    assert document["file_name"] == "meetup.ics"
    assert document["mime_type"] == "text/calendar"
    fetched = await result(met, "getFile", file_id=document["file_id"])
    assert fetched["file_path"] == "documents/file_1.ics"
    again = await result(met, "sendDocument", chat_id=ANA, document=document["file_id"])
    assert again["document"] == document
    edited = await result(met, "editMessageCaption", chat_id=ANA, message_id=again["message_id"], caption="New")
    assert edited["caption"] == "New"


async def test_an_attached_photo_is_measured(met: LocalTelegram) -> None:
    sent = await upload(met, "sendPhoto", {"f1": UploadedFile("x.png", "image/png", PNG)}, photo="attach://f1")
    photo = sent["result"]["photo"][0]
    assert (photo["width"], photo["height"], photo["file_size"]) == (2, 3, len(PNG))
    wrong = await refusal(met, "sendDocument", chat_id=ANA, document=photo["file_id"])
    assert wrong == "400 Bad Request: type of file mismatch: a photo is no document"


@pytest.mark.parametrize(
    ("method", "content", "words"),
    [
        ("sendPhoto", b"no picture", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", b"GIF89a\x01\x00\xff\x00", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", b"", "400 Bad Request: file must be non-empty"),
        ("sendPhoto", bytes(10 * 1024 * 1024 + 1), "400 Bad Request: file is too big for a photo"),
        ("sendDocument", bytes(50 * 1024 * 1024 + 1), "413 Request Entity Too Large"),
    ],
)
async def test_a_file_that_telegram_does_not_take_is_refused(
    met: LocalTelegram, method: str, content: bytes, words: str
) -> None:
    field = method.removeprefix("send").lower()
    answer = await upload(met, method, {field: UploadedFile("x", "x/y", content)})
    assert f"{answer['error_code']} {answer['description']}" == words


async def test_a_file_of_more_than_twenty_megabytes_cannot_be_fetched(met: LocalTelegram) -> None:
    said = met.send_file(ANA, "talk.mov", "video/quicktime", bytes(20 * 1024 * 1024 + 1))
    assert await refusal(met, "getFile", file_id=said["document"]["file_id"]) == "400 Bad Request: file is too big"


async def test_a_forward_names_its_origin_and_a_copy_does_not(met: LocalTelegram) -> None:
    said = met.say(ANA, "words")
    source = {"chat_id": ANA, "from_chat_id": ANA, "message_id": said["message_id"]}
    forwarded = await result(met, "forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"] == said["from"]
    copied = await result(met, "copyMessage", **source)
    assert met.last(ANA)["message_id"] == copied["message_id"]
    assert met.last(ANA)["text"] == "words"
    assert "forward_origin" not in met.last(ANA)


async def test_a_copied_file_can_have_another_caption(met: LocalTelegram) -> None:
    said = met.send_file(ANA, "x.txt", "text/plain", b"x", "old")
    source = {"chat_id": ANA, "from_chat_id": ANA, "message_id": said["message_id"]}
    await result(met, "copyMessage", **source)
    assert met.last(ANA)["caption"] == "old"
    await result(met, "copyMessage", **source, caption="new")
    assert met.last(ANA)["caption"] == "new"


@pytest.mark.parametrize(
    ("params", "kept"),
    [
        ({"link_preview_options": {"is_disabled": True}}, {"is_disabled": True}),
        (
            {"link_preview_options": {"url": "https://example.org", "is_disabled": False}},
            {"url": "https://example.org"},
        ),
        ({"disable_web_page_preview": True}, {"is_disabled": True}),
        ({"link_preview_options": {}}, None),
    ],
)
async def test_link_previews_are_kept_with_the_message(met: LocalTelegram, params: Json, kept: object) -> None:
    sent = await result(met, "sendMessage", chat_id=ANA, text="x", protect_content=True, **params)
    assert sent.get("link_preview_options") == kept
    assert sent["has_protected_content"]


async def test_empty_reply_parameters_answer_nothing(met: LocalTelegram) -> None:
    assert "reply_to_message" not in await result(met, "sendMessage", chat_id=ANA, text="x", reply_parameters="{}")


async def test_what_has_no_content_cannot_be_forwarded(met: LocalTelegram) -> None:
    keyboard = {"keyboard": [[{"text": "Who", "request_users": {"request_id": 1}}]]}
    await result(met, "sendMessage", chat_id=ANA, text="?", reply_markup=keyboard)
    picked = met.pick_users(ANA, 1, [{"user_id": 5}])
    words = await refusal(met, "forwardMessage", chat_id=ANA, from_chat_id=ANA, message_id=picked["message_id"])
    assert words == "400 Bad Request: message can't be forwarded"


async def test_a_reaction_and_a_pin_come_and_go(met: LocalTelegram) -> None:
    said = met.say(ANA, "Hi")
    at = {"chat_id": ANA, "message_id": said["message_id"]}
    await result(met, "setMessageReaction", **at, reaction=[{"type": "emoji", "emoji": "👍"}])
    met.react(ANA, said["message_id"], "🔥")
    assert met.world.messages.all_reactions(said["message_id"]) == ["🔥", "👍"]
    await result(met, "setMessageReaction", **at)
    assert met.world.messages.all_reactions(said["message_id"]) == ["🔥"]
    await result(met, "pinChatMessage", **at)
    assert (await result(met, "getChat", chat_id=ANA))["pinned_message"] == said
    await result(met, "unpinChatMessage", chat_id=ANA)
    await result(met, "unpinAllChatMessages", chat_id=ANA)
    assert "pinned_message" not in await result(met, "getChat", chat_id=ANA)


@pytest.mark.parametrize(
    ("token", "method", "words"),
    [
        ("2:local", "getMe", "401 Unauthorized"),
        ("local", "getMe", "404 Not Found"),
        ("1:local", "makeCoffee", "404 Not Found"),
        ("1:local", "", "404 Not Found"),
        ("1:local", "sendPoll", "400 Bad Request: the local Telegram does not model sendPoll; Telegram itself does"),
    ],
)
async def test_strange_tokens_and_methods_are_refused(
    local: LocalTelegram, token: str, method: str, words: str
) -> None:
    answer = await local.call(token, method, {})
    assert f"{answer['error_code']} {answer['description']}" == words


async def test_logging_out_does_nothing(local: LocalTelegram) -> None:
    assert (await ask(local, "logOut"))["result"] is True
    assert (await ask(local, "close"))["result"] is True


async def test_observers_hear_every_call_before_it_is_judged(met: LocalTelegram) -> None:
    heard: list[tuple[str, Mapping[str, object]]] = []
    met.observers.append(lambda method, params: heard.append((method, params)))
    file = UploadedFile("x", "x/y", b"")
    await upload(met, "sendDocument", {"document": file})
    assert heard == [("sendDocument", {"chat_id": ANA, "document": file})]


async def test_a_planned_failure_comes_once_and_does_nothing(met: LocalTelegram) -> None:
    flood = {"error_code": 429, "description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}}
    met.fail_next("sendMessage", flood)
    assert await ask(met, "sendMessage", chat_id=ANA, text="x") == {"ok": False} | flood
    assert len(met.chat(ANA)) == 1
    assert (await ask(met, "sendMessage", chat_id=ANA, text="x"))["ok"]


async def test_a_lost_answer_leaves_the_work_done(met: LocalTelegram) -> None:
    met.fail_next("sendMessage", {"error_code": 502, "description": "Bad Gateway"}, carried_out=True)
    assert (await ask(met, "sendMessage", chat_id=ANA, text="x"))["error_code"] == 502
    assert met.last(ANA)["text"] == "x"
