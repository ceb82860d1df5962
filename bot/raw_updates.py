"""What can be told of an update before it is parsed: whose it is, and whether somebody waits for an answer."""

from typing import Any, TypeAlias, TypeGuard

from conversations.facts import OwnerId
from storage.outbox import NOBODY

RawUpdate: TypeAlias = dict[str, Any]
"""An update as Telegram sends it, with an `update_id`. Nothing else in it is sure."""

LARGEST_ID = (1 << 63) - 1
"""What a database can keep; Telegram's ids are far smaller."""

EXPECTING = ("message", "callback_query", "edited_message")


def is_update(value: object) -> bool:
    """Whether it has at least the number by which it is confirmed."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return type(number) is int and 0 <= number <= LARGEST_ID


def is_id(value: object) -> TypeGuard[int]:
    """Whether it can be the number of a person or a chat: whole, and small enough to be kept."""
    return type(value) is int and -LARGEST_ID <= value <= LARGEST_ID


def sender(raw: RawUpdate) -> OwnerId:
    """Who sent it; NOBODY when it does not say."""
    for part in raw.values():
        for whose in ("from", "user", "chat"):
            found = _part(part, whose).get("id")
            if is_id(found):
                return OwnerId(found)
    return NOBODY


def without_old_words(raw: RawUpdate) -> RawUpdate:
    """The update as it is to be parsed: of the message below which a button was tapped, which one it is, and of which.

    Telegram sends all of it, with every button, and making objects of that took longer than anything else of a tap.
    """
    tap = _part(raw, "callback_query")
    message = _part(tap, "message")
    if not message:
        return raw
    which = {name: message[name] for name in ("message_id", "date", "chat", "reply_to_message") if name in message}
    return raw | {"callback_query": tap | {"message": which}}


def is_for_answer(raw: RawUpdate) -> bool:
    """Whether somebody sits in a private chat and waits for an answer to it."""
    for kind in EXPECTING:
        body = _part(raw, kind)
        chat = _part(_part(body, "message") or body, "chat")
        if chat.get("type") == "private" and chat.get("id") == sender(raw):
            return True
    return False


def tap_in(raw: RawUpdate) -> str | None:
    """The id of the callback query that has to be answered."""
    tap = _part(raw, "callback_query").get("id")
    return tap if isinstance(tap, str) else None


def _part(whole: object, name: str) -> dict[str, Any]:
    found = whole.get(name) if isinstance(whole, dict) else None
    return found if isinstance(found, dict) else {}
