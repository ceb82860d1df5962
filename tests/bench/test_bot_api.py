import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.request import BaseRequest, HTTPXRequest

from bench.bot_api import TOKEN, BotApi, served
from bench.wire import Json
from bot.line import Line

ADA = {"id": 7, "is_bot": False, "first_name": "Ada"}


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture(params=[HTTPXRequest, Line])
async def bot(api: BotApi, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    """A bot that sends forms, and one that sends JSON."""
    line: type[BaseRequest] = request.param
    async with served(api) as url, Bot(TOKEN, f"{url}/bot", request=line(), get_updates_request=line()) as bot:
        yield bot


def texts(updates: tuple[object, ...]) -> list[str | None]:
    messages = (getattr(update, "message", None) for update in updates)
    return [message.text for message in messages if isinstance(message, Message)]


async def test_updates_are_told_until_they_are_confirmed(api: BotApi, bot: Bot) -> None:
    for text in ("one", "two"):
        api.tell(7, {"message": api.message(7, text, ADA)})
    first = await bot.get_updates()
    assert texts(first) == ["one", "two"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["two"]
    assert not await bot.get_updates(offset=first[1].update_id + 1)


async def test_a_long_poll_is_answered_as_soon_as_there_is_something(api: BotApi, bot: Bot) -> None:
    asking = asyncio.create_task(bot.get_updates(timeout=50))
    await api.asked.wait()
    api.tell(7, {"message": api.message(7, "late", ADA)})
    assert texts(await asking) == ["late"]


async def test_people_see_messages_with_their_buttons(api: BotApi, bot: Bot) -> None:
    seen: list[tuple[int, str, Json]] = []
    api.heard = lambda *what: seen.append(what)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await bot.send_message(7, "Well?", reply_markup=keyboard)
    await bot.answer_callback_query("7-1")
    (chat, method, message), tapped = seen
    assert (chat, method, message["message_id"]) == (7, "sendMessage", sent.message_id)
    assert message["reply_markup"]["inline_keyboard"] == [[{"text": "Yes", "callback_data": "y"}]]
    assert tapped == (7, "answerCallbackQuery", {})
