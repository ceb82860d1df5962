"""Puts what a bot sends into a chat: whom it is for, what it answers, which keyboard it brings. Not what it says."""

from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments, as_text
from bot.local_telegram.formatted_text import FormattedText, read_text
from bot.local_telegram.keyboards import read_keyboard
from bot.local_telegram.messages import StoredMessage
from bot.local_telegram.people import Person
from bot.local_telegram.refusals import bad_request, forbidden
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

LONGEST_CAPTION = 1024  # UTF-16 units


def deliver(world: World, arguments: Arguments, content: Json, *, fixed: bool = False) -> Json:
    """Send a content as a new message; the message as Telegram gives it back."""
    answered = _answered(arguments)
    keyboard = read_keyboard(arguments)
    person = addressed(world, arguments)
    reply = _reply(world, person, answered)
    protected: Json = {"has_protected_content": True} if arguments.flag("protect_content") else {}
    return world.write_to(person, reply | content | protected, keyboard, fixed=fixed)


def addressed(world: World, arguments: Arguments, name: str = "chat_id") -> Person:
    """Whom a call is for; refused when the bot does not know them or was blocked."""
    person = known(world, arguments, name)
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    return person


def known(world: World, arguments: Arguments, name: str = "chat_id") -> Person:
    """Whose chat a call speaks of; refused unless that person has written to the bot before."""
    text = arguments.text(name).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    person = world.people.known(int(text)) if text.isdecimal() else None
    if person is None or not person.started:
        raise bad_request("chat not found")
    return person


def message_at(world: World, arguments: Arguments, what: str, chat: str = "chat_id") -> tuple[Person, StoredMessage]:
    """The message a call speaks of; refused with "<what> not found" when it is not there."""
    person = addressed(world, arguments, chat)
    found = world.messages.find(person.id, arguments.integer("message_id"))
    if found is None:
        raise bad_request(f"{what} not found")
    return person, found


def caption(arguments: Arguments) -> FormattedText:
    """The caption of a call; refused when it is too long."""
    read = read_text(arguments, "caption", "caption_entities")
    if read.length > LONGEST_CAPTION:
        raise bad_request("Message caption is too long")
    return read


def caption_fields(read: FormattedText) -> Json:
    """A caption as fields of a message; none when it is empty."""
    return read.fields("caption", "caption_entities") if read.text else {}


def _answered(arguments: Arguments) -> tuple[int, bool]:
    """Which message is answered (0 for none), and whether to send without it when it is gone."""
    given = arguments.json("reply_parameters", "Can't parse reply parameters JSON object")
    if given is None:
        return arguments.integer("reply_to_message_id"), arguments.flag("allow_sending_without_reply")
    if not isinstance(given, Mapping):
        raise bad_request("Object expected as reply parameters")
    if not given:
        return 0, False
    if not as_text(given.get("message_id")).isdecimal():
        raise bad_request('Can\'t find field "message_id"')
    return int(as_text(given["message_id"])), given.get("allow_sending_without_reply") is True


def _reply(world: World, person: Person, answered: tuple[int, bool]) -> Json:
    message_id, unless_gone = answered
    reply = world.reply(person.id, message_id)
    if message_id and not reply and not unless_gone:
        raise bad_request("message to be replied not found")
    return reply
