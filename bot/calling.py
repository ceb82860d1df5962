"""Calls of the Bot API in its own terms: parameters as its reference names them, answers as it gives them.

For what every turn sends. python-telegram-bot makes objects of a keyboard on its way out, and of the whole message that
comes back, when all that is wanted is its number: a third of what sending costs. Its errors and its request are used.
"""

from typing import Any, TypeAlias

from telegram import Bot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # a RequestData is made of nothing else

Json: TypeAlias = Any
"""What json.dumps takes."""


async def call(bot: Bot, method: str, **parameters: Json) -> Json:
    """What the method gives; a parameter that is None is left out.

    Raises:
        telegram.error.TelegramError: as python-telegram-bot's own methods do.
    """
    given = [RequestParameter(name, value, None) for name, value in parameters.items() if value is not None]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(given))


async def sent(bot: Bot, method: str, chat: int, **parameters: Json) -> int:
    """The number of the message that the method sends to this chat. Raises as `call` does."""
    message = await call(bot, method, chat_id=chat, **parameters)
    return int(message["message_id"])
