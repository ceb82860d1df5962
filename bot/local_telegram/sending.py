"""The methods that send what has no file: texts, places, contacts, and messages that are there already."""

import math
from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.formatted_text import FormattedText, read_text
from bot.local_telegram.outgoing import caption, caption_fields, deliver, message_at
from bot.local_telegram.refusals import bad_request
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

LONGEST_TEXT = 4096  # UTF-16 units
MEDIA = ("document", "photo", "voice")
CONTENT = ("text", "entities", *MEDIA, "caption", "caption_entities", "location", "venue", "contact", "sticker")
PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


def send_message(world: World, arguments: Arguments) -> Json:
    """`sendMessage`."""
    return deliver(world, arguments, checked_text(arguments).fields() | link_preview(arguments))


def checked_text(arguments: Arguments) -> FormattedText:
    """The text of a message; refused when it is empty or too long."""
    if not arguments.text("text"):
        raise bad_request("Message text is empty")
    read = read_text(arguments, "text", "entities")
    if not read.text:
        raise bad_request("Text must be non-empty")
    if read.length > LONGEST_TEXT:
        raise bad_request("Message is too long")
    return read


def link_preview(arguments: Arguments) -> Json:
    """How links shall be previewed, as a field of the message."""
    given = arguments.json("link_preview_options", "Can't parse link preview options JSON object")
    if given is None:
        disabled = arguments.flag("disable_web_page_preview")
        return {"link_preview_options": {"is_disabled": True}} if disabled else {}
    if not isinstance(given, Mapping):
        raise bad_request("Object expected as link preview options")
    kept: Json = {flag: True for flag in PREVIEW_FLAGS if given.get(flag) is True}
    if given.get("url"):
        kept["url"] = given["url"]
    return {"link_preview_options": kept} if kept else {}


def send_location(world: World, arguments: Arguments) -> Json:
    """`sendLocation`; live locations are not modelled."""
    if arguments.integer("live_period"):
        raise bad_request("the local Telegram knows no live locations")
    return deliver(world, arguments, {"location": _location(arguments)})


def send_venue(world: World, arguments: Arguments) -> Json:
    """`sendVenue`."""
    location = _location(arguments)
    names = {"title": arguments.required("title"), "address": arguments.required("address")}
    return deliver(world, arguments, {"venue": {"location": location} | names, "location": location})


def send_contact(world: World, arguments: Arguments) -> Json:
    """`sendContact`."""
    contact = {name: arguments.required(name) for name in ("phone_number", "first_name")}
    more = {name: text for name in ("last_name", "vcard") if (text := arguments.text(name))}
    return deliver(world, arguments, {"contact": contact | more})


def forward_message(world: World, arguments: Arguments) -> Json:
    """`forwardMessage`."""
    _, found = message_at(world, arguments, "message to forward", "from_chat_id")
    origin = {"type": "user", "date": found.body["date"], "sender_user": found.body["from"]}
    content = {"forward_origin": found.body.get("forward_origin", origin)} | _content(found.body)
    return deliver(world, arguments, content, fixed=True)


def copy_message(world: World, arguments: Arguments) -> Json:
    """`copyMessage`."""
    _, found = message_at(world, arguments, "message to copy", "from_chat_id")
    content = _content(found.body)
    if arguments.has("caption") and content.keys() & set(MEDIA):
        own = {key: value for key, value in content.items() if not key.startswith("caption")}
        content = own | caption_fields(caption(arguments))
    return {"message_id": deliver(world, arguments, content)["message_id"]}


def _content(message: Json) -> Json:
    content = {key: message[key] for key in CONTENT if key in message}
    if not content:
        raise bad_request("message can't be forwarded")
    return content


def _location(arguments: Arguments) -> Json:
    place = {name: _degrees(arguments, name, most) for name, most in (("latitude", 90), ("longitude", 180))}
    accuracy = arguments.text("horizontal_accuracy")
    return place | ({"horizontal_accuracy": float(accuracy)} if accuracy else {})


def _degrees(arguments: Arguments, name: str, most: int) -> float:
    text = arguments.text(name).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    try:
        degrees = float(text)
    except ValueError:
        degrees = 0.0
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise bad_request("Invalid location specified")
    return degrees
