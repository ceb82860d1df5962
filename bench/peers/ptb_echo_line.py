"""The echo with python-telegram-bot over our own line to Telegram: the least that a bot of ours does."""

import os

from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bench.peers.ptb_echo import echo
from bot.line import Line

AT_ONCE = 256


def main() -> None:
    """Run until a signal comes."""
    builder = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['TELEGRAM_API_URL']}/bot").concurrent_updates(AT_ONCE)
    application = builder.request(Line()).get_updates_request(Line()).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
