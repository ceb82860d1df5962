"""Reads what every button has, of whatever keyboard: a text, and perhaps a style and an icon."""

from collections.abc import Mapping

from bot.local_telegram.arguments import as_text
from bot.local_telegram.wire import Json

STYLES = frozenset({"primary", "danger", "success"})


def read_label(given: Mapping[str, object]) -> Json:
    """The text, trimmed, with style and icon when given. Raises ValueError in Telegram's words."""
    if not isinstance(given.get("text"), str):
        raise ValueError('Can\'t find field "text"')  # noqa: TRY004 -- a refusal for the bot, not a bug of ours
    label: Json = {"text": as_text(given["text"]).strip()}
    if style := as_text(given.get("style")).lower().replace("default", ""):
        if style not in STYLES:
            raise ValueError("invalid button style specified")
        label["style"] = style
    if icon := as_text(given.get("icon_custom_emoji_id")):
        label["icon_custom_emoji_id"] = icon
    return label
