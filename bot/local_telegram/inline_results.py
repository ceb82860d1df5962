"""Answers to inline queries: `answerInlineQuery` and what it may bring. Of 20 kinds of results, articles only."""

import re
from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments, as_text
from bot.local_telegram.keyboards import read_keyboard
from bot.local_telegram.refusals import TOO_OLD, Refused, bad_request
from bot.local_telegram.sending import checked_text, link_preview
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

MOST_RESULTS = 50
LONGEST_ID = 64  # bytes
LONGEST_OFFSET = 64  # bytes
LONGEST_CACHE_TIME = 24 * 60 * 60  # seconds
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_START_PARAMETER = 64


def answer_inline_query(world: World, arguments: Arguments) -> bool:
    """`answerInlineQuery`; once, and within 15 seconds of the query."""
    button = _button(arguments)
    answer: Json = {
        "results": _results(arguments),
        "cache_time": arguments.within("cache_time", 300, (0, LONGEST_CACHE_TIME)),
        "is_personal": arguments.flag("is_personal"),
        "next_offset": arguments.text("next_offset"),
    }
    if len(answer["next_offset"].encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer |= {"button": button} if button else {}
    query = world.inline_queries.answer(arguments.text("inline_query_id").strip(), world.now(), answer)
    if query is None:
        raise bad_request(TOO_OLD)
    world.notices.add(query.person, "inline", {"inline_query_id": query.id, "answer": answer})
    return True


def _button(arguments: Arguments) -> Json | None:
    given = arguments.json("button", "Can't parse inline query results button JSON object")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise _no_button("InlineQueryResultsButton must be an Object")
    if not isinstance(given.get("text"), str):
        raise _no_button('Can\'t find field "text"')
    if "web_app" in given:
        raise bad_request("the local Telegram knows no web_app buttons above results")
    if "start_parameter" not in given:
        raise _no_button("InlineQueryResultsButton must have exactly one optional field")
    return {"text": given["text"], "start_parameter": _start_parameter(as_text(given["start_parameter"]))}


def _no_button(message: str) -> Refused:
    return bad_request(f"Can't parse inline query results button: {message}")


def _start_parameter(given: str) -> str:
    if not given:
        raise bad_request("can't use empty start_parameter")
    if len(given) > LONGEST_START_PARAMETER:
        raise bad_request("too long start_parameter specified")
    if not START_PARAMETER.fullmatch(given):
        raise bad_request("unallowed characters in start_parameter are used")
    return given


def _results(arguments: Arguments) -> list[Json]:
    given = arguments.json("results", "Can't parse JSON encoded inline query results")
    if given is None:
        return []
    if not isinstance(given, list | tuple):
        raise bad_request("Expected an Array of inline query results")
    if len(given) > MOST_RESULTS:
        raise bad_request("Too many inline query results specified")
    results = [_result(each) for each in given]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _result(given: object) -> Json:
    if not isinstance(given, Mapping):
        raise _unreadable("Inline query result must be an object")
    for name in ("type", "id"):
        if not isinstance(given.get(name), str):
            raise _unreadable(f'Can\'t find field "{name}"')
    if given["type"] != "article":
        raise bad_request(f"the local Telegram knows no inline results of type {given['type']}, only articles")
    if not isinstance(given.get("title"), str):
        raise _unreadable('Can\'t find field "title"')
    message_of(given)
    if not given["id"]:
        raise bad_request("RESULT_ID_EMPTY")
    if len(given["id"].encode()) > LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not given["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    return dict(given)


def message_of(result: Mapping[str, object]) -> Json:
    """What picking a result sends, as fields of a message; refused when Telegram could not send it."""
    content = result.get("input_message_content")
    if not isinstance(content, Mapping) or not content:
        raise _unreadable('Can\'t find field "message_text"')
    if "message_text" not in content:
        raise bad_request("the local Telegram knows no inline results that send anything but text")
    words = Arguments({**content, "text": content.get("message_text")})
    try:
        message = checked_text(words).fields() | link_preview(words)
        keyboard = read_keyboard(Arguments(result), inline_only=True)
    except Refused as refusal:
        raise _unreadable(refusal.description.removeprefix("Bad Request: ")) from None
    if keyboard is None:
        return message
    if any("callback_data" in button for row in keyboard["inline_keyboard"] for button in row):
        raise bad_request("the local Telegram knows no callback buttons under inline results")
    return message | {"reply_markup": keyboard}


def _unreadable(message: str) -> Refused:
    return bad_request(f"Can't parse inline query result: {message}")
