import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    InputTextMessageContent,
    LinkPreviewOptions,
    SwitchInlineQueryChosenChat,
)
from telegram.ext import ApplicationBuilder

from bot.local_telegram.local import LocalTelegram
from tests.bot.local_telegram.hand_clock import HandClock
from tests.offline import OfflineRequest
from tests.oracle import Oracle, complaints

ADA = 7
BUTTON = {"text": "Yes", "callback_data": "y"}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalTelegram]:
    with contextlib.closing(LocalTelegram(tmp_path / "telegram.db", HandClock())) as telegram:
        telegram.say(ADA, "/start")
        yield telegram


@pytest.mark.parametrize(
    ("method", "arguments", "complaint"),
    [
        ("sendMessage", {"chat_id": ADA}, "text: Field required"),
        ("sendMessage", {"chat_id": ADA, "text": 5}, "text: Input should be a valid string"),
        ("sendMessage", {"chat_id": ADA, "text": "x", "disable_notification": "perhaps"}, "disable_notification"),
        ("sendMessage", {"chat_id": ADA, "text": "x", "parsemode": "HTML"}, "parsemode: the Bot API has no such"),
        ("sendMessage", {"chat_id": ADA, "text": "x", "link_preview_options": "{"}, "link_preview_options"),
        (
            "sendMessage",
            {"chat_id": ADA, "text": "x", "reply_markup": json.dumps({"inline_keyboard": [[BUTTON | {"txt": ""}]]})},
            "reply_markup.inline_keyboard.0.0.txt: the Bot API has no such",
        ),
        ("sendMesage", {"chat_id": ADA, "text": "x"}, "no such method"),
        ("sendVoice", {"chat_id": ADA, "caption": "x"}, "voice: Field required"),
        ("sendPhoto", {"chat_id": ADA, "photo": "f", "captions": "x"}, "captions: the Bot API has no such"),
        ("answerInlineQuery", {"inline_query_id": "1", "results": "[]", "cache_time": "soon"}, "cache_time"),
        (
            "answerInlineQuery",
            {"inline_query_id": "1", "results": "[]", "button": json.dumps({"start_parameter": "people"})},
            "button.text: Field required",
        ),
        ("setMyCommands", {"commands": json.dumps([{"command": "help"}])}, "commands.0.description: Field required"),
    ],
)
def test_a_wrong_call_is_found(method: str, arguments: dict[str, object], complaint: str) -> None:
    [found] = [each for each in complaints(method, arguments) if "instance[Default]" not in each]
    assert complaint in found


def test_text_that_looks_like_json_stays_text() -> None:
    assert not list(complaints("sendMessage", {"chat_id": str(ADA), "text": '{"a": 1}'}))


async def test_what_python_telegram_bot_sends_is_right(local: LocalTelegram) -> None:
    oracle = Oracle()
    oracle.watch(local)
    request = OfflineRequest(local)
    async with ApplicationBuilder().token(local.world.token).updater(None).request(request).build() as application:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
        no_preview = LinkPreviewOptions(is_disabled=True)
        await application.bot.send_message(
            ADA, "<b>Hi</b>", "HTML", reply_markup=keyboard, link_preview_options=no_preview
        )
        await application.bot.send_document(ADA, InputFile(b"BEGIN", "a.ics"), caption="{}")
    assert oracle.verdict() == []
    assert oracle.calls == 3
    assert oracle.methods == {"getme", "sendmessage", "senddocument"}


async def test_what_comes_back_and_what_inline_mode_offers_is_right(local: LocalTelegram) -> None:
    oracle = Oracle()
    oracle.watch(local)
    voice = local.send_file(ADA, "v.ogg", "audio/ogg", b"OggS")["voice"]["file_id"]
    photo = local.send_file(ADA, "p.gif", "image/gif", b"GIF89a\x04\x00\x03\x00")["photo"][-1]["file_id"]
    query = local.ask_inline(ADA, "ana")
    words = InputTextMessageContent("Dear Ana", link_preview_options=LinkPreviewOptions(is_disabled=True))
    article = InlineQueryResultArticle("p1.thanks.warm", "Ana", words, description="Thank you")
    button = InlineQueryResultsButton("Nobody found", start_parameter="people")
    chosen = SwitchInlineQueryChosenChat("Ana", allow_user_chats=True)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Pick", switch_inline_query_chosen_chat=chosen)]])
    request = OfflineRequest(local)
    async with ApplicationBuilder().token(local.world.token).updater(None).request(request).build() as application:
        bot = application.bot
        await bot.send_voice(ADA, voice, caption="Ana")
        await bot.send_photo(ADA, photo)
        await bot.send_message(ADA, "Pick", reply_markup=keyboard)
        await bot.answer_inline_query(query, [article], cache_time=0, is_personal=True, button=button)
    assert oracle.verdict() == []
    assert oracle.methods == {"getme", "sendvoice", "sendphoto", "sendmessage", "answerinlinequery"}


@pytest.mark.wrong_calls
async def test_a_wrong_call_is_told_once_and_counted(local: LocalTelegram) -> None:
    oracle = Oracle()
    oracle.watch(local)
    await local.call(local.world.token, "sendMessage", {"chat_id": ADA, "texts": "x"})
    assert oracle.verdict() == ["sendMessage: text: Field required"]
    assert oracle.verdict() == []
    assert oracle.calls == 1
    await local.call(local.world.token, "sendMessage", {"chat_id": ADA})
    oracle.forget()
    assert oracle.verdict() == []
