"""Reads the entities a bot spells out itself, and refuses those that do not fit. It reads no markup."""

from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.refusals import Refused, bad_request
from bot.local_telegram.utf16 import index_of, units
from bot.local_telegram.wire import Json

PLAIN_KINDS = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"}
)
FOUND_KINDS = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
# The field each other kind cannot do without.
NEEDED_FIELD = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


def given_entities(arguments: Arguments, name: str) -> list[Json]:
    """The entities given in an argument; kinds that Telegram finds by itself are left out, as Telegram does."""
    given = arguments.json(name, "Can't parse entities JSON object")
    if not isinstance(given, list):
        return []
    text_name = "caption" if name == "caption_entities" else "text"
    read = [_entity(entity) for entity in given]
    placed = [entity for entity in read if entity]
    for entity in placed:
        _check_place(entity, arguments.text(text_name))
    return placed


def _entity(given: object) -> Json:
    if not isinstance(given, Mapping):
        raise _unreadable("expected an Object")
    for field in ("offset", "length"):
        if not isinstance(given.get(field), int):
            raise _unreadable(f'Can\'t find field "{field}"')
    kind = given.get("type")
    place: Json = {"type": kind, "offset": given["offset"], "length": given["length"]}
    if kind in FOUND_KINDS:
        return {}
    if kind in PLAIN_KINDS:
        return place
    if kind == "pre":
        return place | ({"language": given["language"]} if given.get("language") else {})
    if kind not in NEEDED_FIELD:
        raise _unreadable("Unsupported type specified")
    if given.get(NEEDED_FIELD[kind]) in (None, ""):
        raise _unreadable(f'Can\'t find field "{NEEDED_FIELD[kind]}"')
    return place | {key: value for key, value in given.items() if key not in place}


def _unreadable(message: str) -> Refused:
    return bad_request(f"Can't parse MessageEntity: {message}")


def _check_place(entity: Json, text: str) -> None:
    offset, length = entity["offset"], entity["length"]
    if offset < 0 or offset > units(text):
        raise bad_request(f"Receive an entity with incorrect offset {offset}")
    if length < 0 or offset + length > units(text):
        raise bad_request(f"Receive an entity with incorrect length {length}")
    if index_of(text, offset) is None:
        raise bad_request(f"Entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    if index_of(text, offset + length) is None:
        raise bad_request(f"Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol")
