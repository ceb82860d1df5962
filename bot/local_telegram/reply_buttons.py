"""Checks one button of a reply keyboard. What pressing it does is the person's business."""

from collections.abc import Mapping

from bot.local_telegram.button_labels import read_label
from bot.local_telegram.refusals import Refused, bad_request
from bot.local_telegram.wire import Json

KINDS = (
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
    "request_users",
    "request_chat",
    "request_managed_bot",
)
NOT_MODELLED = frozenset({"request_poll", "web_app", "request_chat", "request_managed_bot"})
MOST_USERS = 10
USER_FLAGS = ("user_is_bot", "user_is_premium", "request_name", "request_username", "request_photo")
INT32 = 1 << 31


def reply_button(given: object) -> Json:
    """The button as Telegram keeps it; a mere text is a button too. Refused in Telegram's words."""
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, Mapping):
        raise _unreadable("KeyboardButton must be a String or an Object")
    try:
        label = read_label(given)
    except ValueError as complaint:
        raise _unreadable(str(complaint)) from None
    if not label["text"]:
        raise bad_request("Keyboard button text must be non-empty")
    kinds = [kind for kind in KINDS if given.get(kind)]
    if len(kinds) > 1:
        raise bad_request(f"a keyboard button has at most one kind, not {' and '.join(kinds)}")
    return label | {kind: _checked(kind, given[kind]) for kind in kinds}


def _unreadable(message: str) -> Refused:
    return bad_request(f"Can't parse keyboard button: {message}")


def _checked(kind: str, value: object) -> object:
    if kind in NOT_MODELLED:
        raise bad_request(f"the local Telegram knows no {kind} buttons")
    if kind != "request_users":
        return True
    if not isinstance(value, Mapping):
        raise _unreadable('Field "request_users" must be of type Object')
    request_id, most = value.get("request_id"), value.get("max_quantity", 1)
    if not isinstance(request_id, int) or not -INT32 <= request_id < INT32:
        raise _unreadable('Field "request_id" must be a valid Number')
    if not isinstance(most, int) or not 1 <= most <= MOST_USERS:
        raise bad_request("BUTTON_USER_QUANTITY_INVALID")
    flags = {flag: value[flag] for flag in USER_FLAGS if isinstance(value.get(flag), bool)}
    return {"request_id": request_id, "max_quantity": most} | flags
