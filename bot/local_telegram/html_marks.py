"""What each tag of Telegram's HTML means as an entity. It reads no text."""

import re
from collections.abc import Mapping

from bot.local_telegram.links import checked_link, mentioned_user
from bot.local_telegram.wire import Json

KIND_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
DATE_FORMAT = re.compile(r"[rR]?|[tTdDwW]+")


def mark_of(tag: str, attributes: Mapping[str, str], covered: str) -> Json:
    """The entity of a tag around the covered text, without its place; empty when Telegram ignores the tag.

    Raises ValueError, in Telegram's words, for an emoji or a date that cannot be.
    """
    match tag:
        case "a":
            return _link(attributes.get("href") or covered, covered)
        case "code":
            language = language_of(attributes)
            return {"type": "code"} | ({"language": language} if language else {})
        case "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
        case "tg-emoji":
            return _emoji(attributes.get("emoji-id", ""))
        case "tg-time":
            return _moment(attributes.get("unix", ""), attributes.get("format", ""))
        case _:
            return {"type": KIND_OF_TAG[tag]}


def language_of(attributes: Mapping[str, str]) -> str:
    """The language a code tag names in its class, "" when none."""
    prefix = "language-"
    named = attributes.get("class", "")
    return named.removeprefix(prefix) if named.startswith(prefix) else ""


def _link(address: str, covered: str) -> Json:
    if (user := mentioned_user(address)) is not None:
        return {"type": "text_mention", "user": {"id": user, "is_bot": False, "first_name": covered}}
    try:
        return {"type": "text_link", "url": checked_link(address)}
    except ValueError:
        return {}


def _emoji(identifier: str) -> Json:
    if not identifier.isdecimal() or not int(identifier):
        raise ValueError("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _moment(unix: str, pattern: str) -> Json:
    if not DATE_FORMAT.fullmatch(pattern):
        raise ValueError("Invalid date format used")
    if not unix.isdecimal() or not int(unix):
        return {}
    return {"type": "date_time", "unix_time": int(unix)} | ({"date_time_format": pattern} if pattern else {})
