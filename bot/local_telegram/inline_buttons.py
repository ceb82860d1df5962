"""Checks one button of an inline keyboard. Which kinds there are, and what each needs, is Telegram's."""

from collections.abc import Mapping

from bot.local_telegram.arguments import as_text
from bot.local_telegram.button_labels import read_label
from bot.local_telegram.links import checked_link, mentioned_user
from bot.local_telegram.refusals import Refused, bad_request
from bot.local_telegram.utf16 import units
from bot.local_telegram.wire import Json

KINDS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
NOT_WHEN_EMPTY = frozenset({"url", "callback_data"})
NOT_MODELLED = frozenset({"callback_game", "pay", "login_url"})
LONGEST_DATA = 64  # bytes
LONGEST_COPY = 256
TARGETS = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")


def inline_button(given: object) -> Json:
    """The button as Telegram keeps it; refused when it has no text or not exactly one kind that holds good.

    Telegram silently takes the first of several kinds; its documentation forbids them, so here they are refused.
    """
    if not isinstance(given, Mapping):
        raise _unreadable("InlineKeyboardButton must be an Object")
    try:
        label = read_label(given)
    except ValueError as complaint:
        raise _unreadable(str(complaint)) from None
    kinds = [kind for kind in KINDS if _is_given(kind, given.get(kind))]
    if not kinds:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request(f"an inline keyboard button has exactly one kind, not {' and '.join(kinds)}")
    if not label["text"]:
        raise bad_request("Inline keyboard button text must be non-empty")
    return label | {kinds[0]: _checked(kinds[0], given[kinds[0]])}


def _is_given(kind: str, value: object) -> bool:
    return value is not None and value is not False and not (kind in NOT_WHEN_EMPTY and value == "")


def _unreadable(message: str) -> Refused:
    return bad_request(f"Can't parse inline keyboard button: {message}")


def _checked(kind: str, value: object) -> object:
    match kind:
        case "url":
            return _address(as_text(value))
        case "callback_data":
            if len(as_text(value).encode()) > LONGEST_DATA:
                raise bad_request("BUTTON_DATA_INVALID")
            return as_text(value)
        case "switch_inline_query" | "switch_inline_query_current_chat":
            return as_text(value)
        case _ if kind in NOT_MODELLED:
            raise bad_request(f"the local Telegram knows no {kind} buttons")
        case _ if not isinstance(value, Mapping):
            raise _unreadable(f'Field "{kind}" must be of type Object')
        case "web_app":
            return {"url": _web_app(as_text(value.get("url")))}
        case "copy_text":
            return {"text": _copied(value)}
        case _:
            return _chosen_chat(value)


def _address(address: str) -> str:
    if mentioned_user(address) is not None:
        return address
    try:
        return checked_link(address)
    except ValueError as complaint:
        raise bad_request(f"Inline keyboard button {complaint}") from None


def _web_app(address: str) -> str:
    try:
        return checked_link(address, https_only=True)
    except ValueError as complaint:
        raise bad_request(f"Inline keyboard button Web App {complaint}") from None


def _copied(value: Mapping[str, object]) -> str:
    if "text" not in value:
        raise _unreadable('Can\'t find field "text"')
    text = as_text(value["text"])
    if not 1 <= units(text) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _chosen_chat(value: Mapping[str, object]) -> Json:
    targets = {target: True for target in TARGETS if value.get(target) is True}
    if not targets:
        raise bad_request("At least one target chat type must be allowed")
    query = as_text(value.get("query"))
    return ({"query": query} if query else {}) | targets
