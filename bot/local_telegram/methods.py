"""Which Bot API methods the local Telegram models, and what becomes of the others. It does none of their work."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from telegram import Bot

from bot.local_telegram import about_bot, about_chats, editing, inline_results, sending, sending_files, webhooks
from bot.local_telegram.arguments import Arguments
from bot.local_telegram.refusals import bad_request, not_found
from bot.local_telegram.world import World

Method: TypeAlias = Callable[[World, Arguments], object]


def _done(_world: World, _arguments: Arguments) -> bool:
    """There is nothing to log out of and nothing to close."""
    return True


# By names in lower case: Telegram does not mind how a method is spelled. getUpdates waits, so it stands elsewhere.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "getme": about_bot.get_me,
        "logout": _done,
        "close": _done,
        "setwebhook": webhooks.set_webhook,
        "deletewebhook": webhooks.delete_webhook,
        "getwebhookinfo": webhooks.get_webhook_info,
        "sendmessage": sending.send_message,
        "sendlocation": sending.send_location,
        "sendvenue": sending.send_venue,
        "sendcontact": sending.send_contact,
        "forwardmessage": sending.forward_message,
        "copymessage": sending.copy_message,
        "senddocument": sending_files.send_document,
        "sendphoto": sending_files.send_photo,
        "sendvoice": sending_files.send_voice,
        "getfile": sending_files.get_file,
        "editmessagetext": editing.edit_message_text,
        "editmessagecaption": editing.edit_message_caption,
        "editmessagereplymarkup": editing.edit_message_reply_markup,
        "deletemessage": editing.delete_message,
        "getchat": about_chats.get_chat,
        "sendchataction": about_chats.send_chat_action,
        "answercallbackquery": about_chats.answer_callback_query,
        "answerinlinequery": inline_results.answer_inline_query,
        "setmessagereaction": about_chats.set_message_reaction,
        "pinchatmessage": about_chats.pin_chat_message,
        "unpinchatmessage": about_chats.unpin_chat_message,
        "unpinallchatmessages": about_chats.unpin_all_chat_messages,
        "setmycommands": about_bot.set_my_commands,
        "getmycommands": about_bot.get_my_commands,
        "deletemycommands": about_bot.delete_my_commands,
        "setmyname": partial(about_bot.set_profile_text, kind="name"),
        "getmyname": partial(about_bot.get_profile_text, kind="name"),
        "setmydescription": partial(about_bot.set_profile_text, kind="description"),
        "getmydescription": partial(about_bot.get_profile_text, kind="description"),
        "setmyshortdescription": partial(about_bot.set_profile_text, kind="short_description"),
        "getmyshortdescription": partial(about_bot.get_profile_text, kind="short_description"),
        "setchatmenubutton": about_bot.set_chat_menu_button,
        "getchatmenubutton": about_bot.get_chat_menu_button,
    }
)

# python-telegram-bot spells every method of the Bot API as an alias in camel case.
REAL_METHODS = frozenset(name.lower() for name in dir(Bot) if name[0].islower() and not name.islower())


def method_called(name: str) -> Method:
    """The method of this name; refused as unknown, or plainly as one that is not modelled here."""
    if found := METHODS.get(name.lower()):
        return found
    if name.lower() in REAL_METHODS:
        raise bad_request(f"the local Telegram does not model {name}; Telegram itself does")
    raise not_found()
