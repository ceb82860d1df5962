"""Reads what the page asks for and lets the person do it. What it means is decided in `saying` and `touching`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from bot.local_telegram import inline_asking, saying, touching
from bot.local_telegram.arguments import as_text
from bot.local_telegram.page_state import person_number
from bot.local_telegram.refusals import Refused
from bot.local_telegram.wire import Json, UploadedFile
from bot.local_telegram.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page sent: fields and files. The readers raise ValueError in words for the person."""

    values: Mapping[str, object]
    files: Mapping[str, UploadedFile]

    @property
    def person(self) -> int:
        """The user id of the person at the page."""
        return person_number(as_text(self.values.get("as", 1)))

    def text(self, name: str) -> str:
        """A field as text, "" when it is missing."""
        return as_text(self.values.get(name))

    def number(self, name: str) -> int:
        """A field as a whole number."""
        try:
            return int(self.text(name))
        except ValueError:
            raise ValueError(f"The page sent no {name.replace('_', ' ')}.") from None

    def degrees(self, name: str) -> float:
        """A field as a number."""
        try:
            return float(self.text(name))
        except ValueError:
            raise ValueError(f"The page sent no {name}.") from None


Act: TypeAlias = Callable[[World, Asked], Json]


def _send(world: World, asked: Asked) -> Json:
    reply_to = asked.number("reply_to") if asked.text("reply_to") else None
    return saying.say(world, asked.person, asked.text("text"), reply_to)


def _edit(world: World, asked: Asked) -> Json:
    return saying.edit(world, asked.person, asked.number("message_id"), asked.text("text"))


def _tap(world: World, asked: Asked) -> Json:
    query_id = touching.tap(world, asked.person, asked.number("message_id"), asked.text("data"))
    return {"callback_query_id": query_id}


def _ask(world: World, asked: Asked) -> Json:
    query = inline_asking.ask_inline(world, asked.person, asked.text("query"), asked.text("offset"))
    return {"inline_query_id": query.id, "answer": query.answer}


def _choose(world: World, asked: Asked) -> Json:
    return inline_asking.pick_inline(world, asked.person, asked.text("inline_query_id"), asked.text("result_id"))


def _contact(world: World, asked: Asked) -> Json:
    return saying.share_contact(world, asked.person, asked.values)


def _location(world: World, asked: Asked) -> Json:
    return saying.share_location(world, asked.person, asked.degrees("latitude"), asked.degrees("longitude"))


def _pick(world: World, asked: Asked) -> Json:
    users = asked.values.get("users")
    if not isinstance(users, list) or not all(isinstance(user, dict) and user.get("user_id") for user in users):
        raise ValueError("The page sent no people to pick.")
    return saying.pick_users(world, asked.person, asked.number("request_id"), users)


def _file(world: World, asked: Asked) -> Json:
    file = asked.files.get("file")
    if file is None:
        raise ValueError("There is no file to send.")
    try:
        return saying.send_file(world, asked.person, file, asked.text("caption"))
    except Refused as refusal:
        raise ValueError(f"Telegram would not take this file: {refusal.description}.") from None


def _forward(world: World, asked: Asked) -> Json:
    name = asked.text("from_name").strip()
    if not name:
        raise ValueError("Say who wrote what you forward.")
    return saying.forward(world, asked.person, asked.text("text"), name, asked.text("from_username") or None)


def _sticker(world: World, asked: Asked) -> Json:
    return saying.sticker(world, asked.person, asked.text("emoji"))


def _react(world: World, asked: Asked) -> Json:
    touching.react(world, asked.person, asked.number("message_id"), asked.text("emoji") or None)
    return {}


def _block(world: World, asked: Asked) -> Json:
    blocked = asked.values.get("blocked") is True
    touching.block(world, asked.person, blocked=blocked)
    return {"blocked": blocked}


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "send": _send,
        "edit": _edit,
        "tap": _tap,
        "ask": _ask,
        "choose": _choose,
        "contact": _contact,
        "location": _location,
        "pick": _pick,
        "file": _file,
        "forward": _forward,
        "sticker": _sticker,
        "react": _react,
        "block": _block,
    }
)
