"""The interview with python-telegram-bot as it comes: a ConversationHandler, and PicklePersistence to keep it."""

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bench.peers.interview import AFTERWARDS, GOODBYE, QUESTIONS

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> int:
    """Greet and ask the first question."""
    return await ask(update, context, 0)


async def answered(update: Update, context: Context) -> int:
    """Keep the words, take the buttons away and go on."""
    number = place(context)
    if update.message is None or update.effective_chat is None or context.user_data is None:
        return number
    context.user_data[f"answer{number}"] = update.message.text
    await context.bot.edit_message_reply_markup(update.effective_chat.id, context.user_data["question"])
    return await ask(update, context, number + 1)


async def tapped(update: Update, context: Context) -> int:
    """Keep the label, show it in the place of the buttons and go on."""
    number, query = place(context), update.callback_query
    if query is None or query.data is None or context.user_data is None:
        return number
    await query.answer()
    label = query.data.partition(":")[2]
    context.user_data[f"answer{number}"] = label
    await query.edit_message_text(f"<b>{QUESTIONS[number].words}</b>\n→ {label}", parse_mode=ParseMode.HTML)
    return await ask(update, context, number + 1)


async def ask(update: Update, context: Context, number: int) -> int:
    """Ask this question, or say goodbye after the last; the state that follows."""
    chat = update.effective_chat
    if chat is None or context.user_data is None:
        return ConversationHandler.END
    if number == len(QUESTIONS):
        await chat.send_message(GOODBYE, parse_mode=ParseMode.HTML, reply_markup=keyboard(AFTERWARDS, number))
        return ConversationHandler.END
    question = QUESTIONS[number]
    for words in question.before:
        await chat.send_message(words, parse_mode=ParseMode.HTML)
    buttons = keyboard(question.keyboard, number)
    sent = await chat.send_message(question.text, parse_mode=ParseMode.HTML, reply_markup=buttons)
    context.user_data.update(place=number, question=sent.message_id)
    return number


def keyboard(rows: tuple[tuple[str, ...], ...], number: int) -> InlineKeyboardMarkup:
    """Buttons that tell their question and their label."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"{number}:{label}") for label in row] for row in rows]
    )


def place(context: Context) -> int:
    """The number of the question that waits for an answer."""
    return int((context.user_data or {})["place"])


def main() -> None:
    """Run until a signal comes."""
    builder = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['TELEGRAM_API_URL']}/bot")
    application = builder.persistence(PicklePersistence(filepath="conversations.pickle")).build()
    words = MessageHandler(filters.TEXT & ~filters.COMMAND, answered)
    states = {n: [words, CallbackQueryHandler(tapped, pattern=f"^{n}:")] for n in range(len(QUESTIONS))}
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states=states,  # type: ignore[arg-type] # its invariant type wants handlers of any kind in each list
            fallbacks=[CommandHandler("start", start)],
            name="interview",
            persistent=True,
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main()
