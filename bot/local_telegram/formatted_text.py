"""Turns what a bot or a person wrote into the text and entities a chat keeps. It sends nothing."""

from dataclasses import dataclass

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.found_entities import found_entities
from bot.local_telegram.given_entities import given_entities
from bot.local_telegram.html_text import parse_html
from bot.local_telegram.refusals import bad_request
from bot.local_telegram.utf16 import units
from bot.local_telegram.wire import Json

LONGEST_SOURCE = 1 << 15
FIXED = frozenset({"code", "pre"})  # nothing else may be marked inside these
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
NOT_LINKED = frozenset({"code", "pre", "text_link", "text_mention"})  # nothing is found inside these


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text with its entities, as a message carries them."""

    text: str
    entities: tuple[Json, ...] = ()

    @property
    def length(self) -> int:
        """In UTF-16 code units."""
        return units(self.text)

    def fields(self, text_name: str = "text", entities_name: str = "entities") -> Json:
        """As the fields of a message; entities only when there are any, as Telegram sends them."""
        entities: Json = {entities_name: list(self.entities)} if self.entities else {}
        return {text_name: self.text} | entities


def read_text(arguments: Arguments, name: str, entities_name: str) -> FormattedText:
    """The argument with its markup read; refused in Telegram's words when that cannot be done."""
    text = arguments.text(name)
    if len(text.encode(errors="surrogatepass")) > LONGEST_SOURCE:
        raise bad_request("Text is too long")
    mode = arguments.text("parse_mode").lower()
    if not text or mode in ("", "none"):
        return settled(_cleaned(text), given_entities(arguments, entities_name))
    if mode in ("markdown", "markdownv2"):
        raise bad_request(f"the local Telegram reads HTML and entities only, not parse_mode {mode}")
    if mode != "html":
        raise bad_request("Unsupported parse_mode")
    return settled(*parse_html(_cleaned(text)))


def written(text: str) -> FormattedText:
    """What a person typed: trimmed, with what Telegram finds in it."""
    return settled(_cleaned(text), [])


def settled(text: str, entities: list[Json]) -> FormattedText:
    """Trimmed, in order, without marks inside code, and with what Telegram finds by itself."""
    text, entities = _trimmed(text, entities)
    code = [entity for entity in entities if entity["type"] in FIXED]
    kept = [
        entity
        for entity in entities
        if entity["type"] in FIXED | QUOTES or not any(_overlap(entity, other) for other in code)
    ]
    own = [entity for entity in kept if entity["type"] in NOT_LINKED]
    found = [entity for entity in found_entities(text) if not any(_overlap(entity, other) for other in own)]
    return FormattedText(text, tuple(sorted(kept + found, key=lambda entity: (entity["offset"], -entity["length"]))))


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _cleaned(text: str) -> str:
    """Without carriage returns, and with other control characters as spaces, as Telegram keeps texts."""
    return "".join(
        " " if character < " " and character != "\n" else character for character in text if character != "\r"
    )


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    end = units(text.rstrip())
    first = min((entity["offset"] for entity in entities), default=end)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    moved = [
        entity | {"offset": entity["offset"] - cut, "length": min(entity["length"], end - entity["offset"])}
        for entity in entities
    ]
    return text.rstrip()[cut:], [entity for entity in moved if entity["length"] > 0]
