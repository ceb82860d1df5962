"""A person types "@bot words", the bot answers, and what the person picks is the person's own message."""

from datetime import timedelta

import pytest
from telegram import Update

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json
from tests.bot.local_telegram.hand_clock import HandClock

ANA, BEN = 1002, 1003
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(result_id: str = "1", text: str = "Ana <b>Silva</b>", **more: object) -> Json:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "Ana", "input_message_content": content} | more


async def answer(local: LocalTelegram, query_id: str, *results: object, **options: object) -> str:
    params = {"inline_query_id": query_id, "results": list(results), "cache_time": 0} | options
    given = await local.call("1:local", "answerInlineQuery", params)
    return "" if given["ok"] else f"{given['error_code']} {given['description']}"


def asked(local: LocalTelegram) -> Json:
    query: Json = local.take_updates()[-1]["inline_query"]
    return query


async def test_a_question_reaches_the_bot_as_telegram_sends_it(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, " who climbs ", "20")
    [update] = local.waiting_updates()
    assert update["inline_query"] == {
        "id": query_id,
        "from": {"id": ANA, "is_bot": False, "first_name": "Ana", "username": "ana_1002", "language_code": "en"},
        "query": "who climbs",
        "offset": "20",
        "chat_type": "sender",
    }
    read = Update.de_json(update, None)
    assert read.inline_query is not None
    assert read.inline_query.from_user.first_name == "Ana"
    assert (read.inline_query.query, read.inline_query.chat_type) == ("who climbs", "sender")
    assert not read.inline_query.api_kwargs


def test_a_question_has_256_characters_at_most(local: LocalTelegram) -> None:
    local.ask_inline(ANA, "x" * 300)
    assert len(asked(local)["query"]) == 256


async def test_an_answer_is_kept_as_it_was_given(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, "ana")
    assert local.inline_answer(query_id) is None
    first, second = article("1", description="UX at Figma"), article("é" * 32)
    button = {"text": "Add somebody", "start_parameter": "add"}
    options = {"cache_time": 10, "is_personal": True, "next_offset": "2", "button": button}
    assert await answer(local, query_id, first, second, **options) == ""
    assert local.inline_answer(query_id) == {"results": [first, second], **options}
    assert local.inline_answer("5") is None


async def test_an_answer_may_be_empty(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, "ana")
    given = await local.call("1:local", "answerInlineQuery", {"inline_query_id": query_id})
    assert given == {"ok": True, "result": True}
    assert local.inline_answer(query_id) == {
        "results": [],
        "cache_time": 300,
        "is_personal": False,
        "next_offset": "",
    }


async def test_a_picked_result_is_the_persons_own_message(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, "ana")
    more = {"inline_keyboard": [[{"text": "More", "switch_inline_query_current_chat": "ana"}]]}
    await answer(local, query_id, article("0"), article("1", reply_markup=more))
    sent = local.pick_inline(ANA, query_id, "1")
    assert sent["from"]["id"] == ANA
    assert sent["via_bot"] == local.world.bot_user()
    assert sent["text"] == "Ana Silva"
    assert sent["entities"] == [{"type": "bold", "offset": 4, "length": 5}]
    assert sent["reply_markup"] == more
    assert local.chat(ANA) == [sent]
    update = local.take_updates()[-1]
    assert update["message"] == sent
    read = Update.de_json(update, None)
    assert read.message is not None
    assert read.message.via_bot is not None
    assert read.message.via_bot.username == "rapport_local_bot"
    with pytest.raises(LookupError, match="wrote yourself"):
        local.edit(ANA, sent["message_id"], "Ben")


async def test_links_in_a_result_can_go_without_a_preview(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, "ana")
    content = {"message_text": "example.org", "link_preview_options": {"is_disabled": True}}
    await answer(local, query_id, article("1", input_message_content=content))
    assert local.pick_inline(ANA, query_id, "1")["link_preview_options"] == {"is_disabled": True}


async def test_only_what_was_offered_to_oneself_can_be_picked(local: LocalTelegram) -> None:
    query_id = local.ask_inline(ANA, "ana")
    with pytest.raises(LookupError, match="not answered"):
        local.pick_inline(ANA, query_id, "1")
    await answer(local, query_id, article())
    with pytest.raises(LookupError, match="no such result"):
        local.pick_inline(ANA, query_id, "2")
    with pytest.raises(LookupError, match="not answered"):
        local.pick_inline(BEN, query_id, "1")


async def test_a_question_is_answered_once_and_soon(local: LocalTelegram, clock: HandClock) -> None:
    first = local.ask_inline(ANA, "ana")
    assert await answer(local, first, article()) == ""
    assert await answer(local, first, article()) == TOO_OLD
    second = local.ask_inline(ANA, "ben")
    clock.moment += timedelta(seconds=16)
    assert await answer(local, second, article()) == TOO_OLD


@pytest.mark.parametrize("query_id", ["", "x", "5", str((BEN << 32) + 1), "9" * 30])
async def test_an_invented_question_cannot_be_answered(local: LocalTelegram, query_id: str) -> None:
    local.ask_inline(ANA, "ana")
    assert await answer(local, query_id, article()) == TOO_OLD


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ("{", "can't parse JSON encoded inline query results"),
        ("{}", "expected an Array of inline query results"),
        ([article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_EMPTY"),
        ([article("é" * 33)], "RESULT_ID_INVALID"),
        ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([5], "can't parse inline query result: Inline query result must be an object"),
        ([{"type": "article"}], "can't parse inline query result: Can't find field \"id\""),
        ([{"type": "article", "id": "1"}], "can't parse inline query result: Can't find field \"title\""),
        (
            [{"type": "article", "id": "1", "title": "x"}],
            "can't parse inline query result: Can't find field \"message_text\"",
        ),
        ([article(text="")], "can't parse inline query result: message text is empty"),
        ([article(text="x" * 4097)], "can't parse inline query result: message is too long"),
        (
            [article(reply_markup={"keyboard": [["a"]]})],
            "can't parse inline query result: inline keyboard expected",
        ),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})],
            "the local Telegram knows no callback buttons under inline results",
        ),
        ([article(type="photo")], "the local Telegram knows no inline results of type photo, only articles"),
        (
            [article(input_message_content={"latitude": 1, "longitude": 2})],
            "the local Telegram knows no inline results that send anything but text",
        ),
    ],
)
async def test_results_that_cannot_be_are_refused(local: LocalTelegram, results: object, words: str) -> None:
    query_id = local.ask_inline(ANA, "ana")
    assert await answer(local, query_id, results=results) == f"400 Bad Request: {words}"
    assert local.inline_answer(query_id) is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": "{"}, "can't parse inline query results button JSON object"),
        ({"button": "5"}, "can't parse inline query results button: InlineQueryResultsButton must be an Object"),
        ({"button": {}}, "can't parse inline query results button: Can't find field \"text\""),
        (
            {"button": {"text": "Add"}},
            "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
        ),
        ({"button": {"text": "Add", "start_parameter": ""}}, "can't use empty start_parameter"),
        ({"button": {"text": "Add", "start_parameter": "x" * 65}}, "too long start_parameter specified"),
        ({"button": {"text": "Add", "start_parameter": "a b"}}, "unallowed characters in start_parameter are used"),
        (
            {"button": {"text": "Add", "web_app": {"url": "https://example.org"}}},
            "the local Telegram knows no web_app buttons above results",
        ),
    ],
)
async def test_what_stands_around_the_results_is_checked_too(local: LocalTelegram, options: Json, words: str) -> None:
    query_id = local.ask_inline(ANA, "ana")
    assert await answer(local, query_id, article(), **options) == f"400 Bad Request: {words}"


async def test_a_kept_answer_is_given_again_without_the_bot(local: LocalTelegram, clock: HandClock) -> None:
    await answer(local, local.ask_inline(ANA, "ana"), article(), cache_time=60)
    local.take_updates()
    for person in (ANA, BEN):
        again = local.ask_inline(person, "ana")
        assert local.waiting_updates() == []
        assert local.pick_inline(person, again, "1")["text"] == "Ana Silva"
        local.take_updates()
    assert local.inline_answer(local.ask_inline(ANA, "ana", "2")) is None
    clock.moment += timedelta(seconds=61)
    assert local.inline_answer(local.ask_inline(ANA, "ana")) is None


async def test_a_personal_answer_is_kept_for_its_person_only(local: LocalTelegram) -> None:
    await answer(local, local.ask_inline(ANA, ""), article(), cache_time=60, is_personal=True)
    assert local.inline_answer(local.ask_inline(ANA, "")) is not None
    assert local.inline_answer(local.ask_inline(BEN, "")) is None


async def test_an_answer_that_may_not_be_kept_is_not(local: LocalTelegram) -> None:
    await answer(local, local.ask_inline(ANA, "ana"), article())
    assert local.inline_answer(local.ask_inline(ANA, "ana")) is None


async def test_questions_come_only_to_a_bot_that_wants_them(local: LocalTelegram) -> None:
    await local.call("1:local", "getUpdates", {"allowed_updates": ["message"]})
    local.ask_inline(ANA, "ana")
    assert local.waiting_updates() == []
    await local.call("1:local", "getUpdates", {"allowed_updates": ["inline_query"]})
    local.ask_inline(ANA, "ana")
    local.say(ANA, "hi")
    assert [[*update] for update in local.waiting_updates()] == [["update_id", "inline_query"]]
    hook = {"url": "http://127.0.0.1:9/hook", "allowed_updates": ["message"], "drop_pending_updates": True}
    await local.call("1:local", "setWebhook", hook)
    local.ask_inline(ANA, "ana")
    assert local.waiting_updates() == []


async def test_a_question_waits_for_half_a_minute_only(local: LocalTelegram, clock: HandClock) -> None:
    local.say(ANA, "hi")
    local.ask_inline(ANA, "ana")
    clock.moment += timedelta(seconds=30)
    assert len(local.waiting_updates()) == 2
    clock.moment += timedelta(seconds=1)
    assert [[*update] for update in local.waiting_updates()] == [["update_id", "message"]]


def test_a_question_does_not_wait_behind_the_messages_of_its_chat(local: LocalTelegram) -> None:
    local.say(ANA, "hi")
    local.ask_inline(ANA, "ana")
    assert len({update.chat_id for update in local.world.updates.waiting()}) == 2


@pytest.mark.parametrize(
    ("button", "query"),
    [
        ({"switch_inline_query": "ana"}, "ana"),
        ({"switch_inline_query_current_chat": ""}, ""),
        ({"switch_inline_query_chosen_chat": {"query": "ana", "allow_user_chats": True}}, "ana"),
        ({"switch_inline_query_chosen_chat": {"allow_user_chats": True}}, ""),
    ],
)
async def test_a_button_can_begin_a_question(local: LocalTelegram, button: Json, query: str) -> None:
    local.say(ANA, "hi")
    markup = {"inline_keyboard": [[{"text": "Find"} | button]]}
    sent = await local.call("1:local", "sendMessage", {"chat_id": ANA, "text": "?", "reply_markup": markup})
    assert sent["result"]["reply_markup"] == markup
    assert local.press(ANA, "Find") == query
