"""What Telegram shows of the bot before anybody writes to it: menu and descriptions. The name is BotFather's."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, BotCommand, MenuButtonCommands
from telegram.error import TelegramError

T = TypeVar("T")

COMMANDS = (
    BotCommand("event", "Add an event from one line"),
    BotCommand("prep", "Get ready for the next event"),
    BotCommand("card", "Your pocket card for tonight"),
    BotCommand("met", "Note somebody you have just met"),
    BotCommand("debrief", "Go through whom you met, one by one"),
    BotCommand("people", "Your people: browse and search"),
    BotCommand("promises", "What was promised, both ways"),
    BotCommand("upcoming", "The next nudges, and why they come"),
    BotCommand("settings", "Time zone, hours, days, pause"),
    BotCommand("help", "What I can do, from where you stand"),
)
"""The ten that matter most; all others work as well."""

DESCRIPTION = (
    "I coach you through networking events.\n\n"
    "Before: five minutes to think about whom you want to meet as a person, and what you can offer.\n"
    "During: send me a line about somebody and go back to the conversation.\n"
    "After: we go through the people one by one, and I keep them and what you promised in view.\n\n"
    "What you tell me is for you alone: I pass it on to nobody."
)
"""At most 512 characters; shown in an empty chat."""

SHORT_DESCRIPTION = "A coach for networking events: prepare, remember people as people, keep what you promised."
"""At most 120 characters; shown on the bot's page and when it is shared."""

logger = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Set what differs from what Telegram shows already. A failure is logged and changes nothing else."""
    await _keep(
        "commands", bot.get_my_commands, lambda now: tuple(now) == COMMANDS, lambda: bot.set_my_commands(COMMANDS)
    )
    await _keep(
        "description",
        bot.get_my_description,
        lambda now: now.description == DESCRIPTION,
        lambda: bot.set_my_description(DESCRIPTION),
    )
    await _keep(
        "short description",
        bot.get_my_short_description,
        lambda now: now.short_description == SHORT_DESCRIPTION,
        lambda: bot.set_my_short_description(SHORT_DESCRIPTION),
    )
    button = MenuButtonCommands()
    await _keep(
        "menu button",
        bot.get_chat_menu_button,
        lambda now: now.type == button.type,
        lambda: bot.set_chat_menu_button(menu_button=button),
    )


async def _keep(
    what: str,
    shown: Callable[[], Awaitable[T]],
    is_right: Callable[[T], bool],
    change: Callable[[], Awaitable[bool]],
) -> None:
    """Asking first: Telegram allows few changes of a profile a day."""
    try:
        if not is_right(await shown()):
            await change()
            logger.info("the bot's %s is up to date now", what)
    except TelegramError as error:
        logger.warning("the bot's %s could not be set: %s", what, type(error).__name__)
