import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
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
