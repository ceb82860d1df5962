"""Checks the keyboards a bot sends and gives them back as Telegram would keep them. It draws none.

The limits of 100 buttons, 8 in a row and 10 kB are known from experience, not from Telegram's documentation.
"""

import json
from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments, as_text
from bot.local_telegram.inline_buttons import inline_button
from bot.local_telegram.refusals import bad_request
from bot.local_telegram.reply_buttons import reply_button
from bot.local_telegram.wire import Json

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_BYTES = 10_000
LONGEST_PLACEHOLDER = 64
KEYBOARD_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")


def read_keyboard(arguments: Arguments, *, inline_only: bool = False) -> Json | None:
    """The reply_markup of a call, checked; None when there is none.

    Raises Refused in Telegram's words.
    """
    given = arguments.json("reply_markup", "Can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise bad_request("Object expected as reply markup")
    markup = _markup(given)
    if inline_only and markup is not None and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    return markup


def _markup(given: Mapping[str, object]) -> Json | None:
    """The first of the four kinds that is filled, in the order in which Telegram looks."""
    if rows := _rows(given, "keyboard"):
        flags = {flag: True for flag in KEYBOARD_FLAGS if given.get(flag) is True}
        return {"keyboard": rows} | flags | _placeholder(given)
    if rows := _rows(given, "inline_keyboard"):
        return {"inline_keyboard": rows}
    if given.get("remove_keyboard") is True:
        return {"remove_keyboard": True}
    if given.get("force_reply") is True:
        return {"force_reply": True} | _placeholder(given)
    return None


def _placeholder(given: Mapping[str, object]) -> Json:
    placeholder = as_text(given.get("input_field_placeholder"))
    if len(placeholder) > LONGEST_PLACEHOLDER:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_TOO_LONG")
    return {"input_field_placeholder": placeholder} if placeholder else {}


def _rows(given: Mapping[str, object], name: str) -> list[list[Json]]:
    rows = given.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        of_what = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'Field "{name}"{of_what} must be an Array of Arrays')
    read = inline_button if name == "inline_keyboard" else reply_button
    kept = [[read(button) for button in row] for row in rows if row]
    crowded = sum(map(len, kept)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in kept)
    if crowded or len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise bad_request("reply markup is too long")
    return kept
