"""The interview with aiogram as it comes: a state a question, kept in memory, so that a restart forgets everybody."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers.interview import AFTERWARDS, GOODBYE, QUESTIONS


class Interview(StatesGroup):
    """The one state in which a question waits; which one it is stands in the data."""

    asked = State()


async def start(message: Message, state: FSMContext, bot: Bot) -> None:
    """Greet and ask the first question."""
    await state.set_state(Interview.asked)
    await ask(bot, message.chat.id, state, 0)


async def answered(message: Message, state: FSMContext, bot: Bot) -> None:
    """Keep the words, take the buttons away and go on."""
    known = await state.get_data()
    number = known["place"]
    await state.update_data({f"answer{number}": message.text})
    await bot.edit_message_reply_markup(chat_id=message.chat.id, message_id=known["question"])
    await ask(bot, message.chat.id, state, number + 1)


async def tapped(query: CallbackQuery, state: FSMContext, bot: Bot) -> None:
    """Keep the label, show it in the place of the buttons and go on."""
    known = await state.get_data()
    number = known["place"]
    if query.data is None or not query.data.startswith(f"{number}:"):
        return
    label = query.data.partition(":")[2]
    await query.answer()
    await state.update_data({f"answer{number}": label})
    words = f"<b>{QUESTIONS[number].words}</b>\n→ {label}"
    chat = query.from_user.id
    await bot.edit_message_text(words, chat_id=chat, message_id=known["question"], parse_mode=ParseMode.HTML)
    await ask(bot, chat, state, number + 1)


async def ask(bot: Bot, chat: int, state: FSMContext, number: int) -> None:
    """Ask this question, or say goodbye after the last."""
    if number == len(QUESTIONS):
        await state.clear()
        await bot.send_message(chat, GOODBYE, parse_mode=ParseMode.HTML, reply_markup=keyboard(AFTERWARDS, number))
        return
    question = QUESTIONS[number]
    for words in question.before:
        await bot.send_message(chat, words, parse_mode=ParseMode.HTML)
    buttons = keyboard(question.keyboard, number)
    sent = await bot.send_message(chat, question.text, parse_mode=ParseMode.HTML, reply_markup=buttons)
    await state.update_data(place=number, question=sent.message_id)


def keyboard(rows: tuple[tuple[str, ...], ...], number: int) -> InlineKeyboardMarkup:
    """Buttons that tell their question and their label."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=f"{number}:{label}") for label in row] for row in rows
        ]
    )


async def main() -> None:
    """Run until a signal comes."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(answered, Interview.asked)
    dispatcher.callback_query.register(tapped, Interview.asked)
    await dispatcher.start_polling(Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
