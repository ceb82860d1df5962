"""The methods about a chat and what happens in it without words: actions, reactions, pins, answers to taps."""

from collections.abc import Mapping

from telegram.constants import ChatAction, ReactionEmoji

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.outgoing import addressed, known, message_at
from bot.local_telegram.people import Person
from bot.local_telegram.refusals import TOO_OLD, bad_request
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

ACTIONS = frozenset(str(action.value) for action in ChatAction)
EMOJI = frozenset(str(emoji.value) for emoji in ReactionEmoji)
LONGEST_TOAST = 200


def get_chat(world: World, arguments: Arguments) -> Json:
    """`getChat`."""
    person = known(world, arguments)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    pinned = world.messages.find(person.id, person.pinned) if person.pinned else None
    return (
        person.chat()
        | {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": gifts}
        | ({"active_usernames": [person.username]} if person.username else {})
        | ({"pinned_message": pinned.body} if pinned else {})
    )


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """`sendChatAction`; the page shows every action as typing."""
    if arguments.text("action") not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.notices.add(addressed(world, arguments).id, "typing", {})
    return True


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """`answerCallbackQuery`; once, and within 15 seconds of the tap."""
    if len(arguments.text("text")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id, text = arguments.text("callback_query_id").strip(), arguments.text("text")
    if not query_id.isdecimal():
        raise bad_request(TOO_OLD)
    person = world.taps.answer(query_id, world.now(), text)
    toast = {"text": text, "alert": arguments.flag("show_alert"), "callback_query_id": query_id}
    link: Json = {"url": arguments.text("url")} if arguments.text("url") else {}
    world.notices.add(person, "toast", toast | link)
    return True


def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """`setMessageReaction`; a bot has one reaction to a message at most."""
    given = arguments.json("reaction", "Can't parse reaction types JSON object") or []
    if not isinstance(given, list | tuple):
        raise bad_request("Expected an Array of ReactionType")
    emoji = [_emoji(reaction) for reaction in given]
    person, found = message_at(world, arguments, "message to react")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.react(person.id, found.id, emoji, by_bot=True)
    return True


def _emoji(reaction: object) -> str:
    if not isinstance(reaction, Mapping) or reaction.get("type") not in ("emoji", "custom_emoji", "paid"):
        raise bad_request("Can't parse ReactionType: invalid reaction type specified")
    if reaction.get("emoji") not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return str(reaction["emoji"])


def pin_chat_message(world: World, arguments: Arguments) -> bool:
    """`pinChatMessage`."""
    person, found = message_at(world, arguments, "message to pin")
    return _pin(world, person, found.id)


def unpin_chat_message(world: World, arguments: Arguments) -> bool:
    """`unpinChatMessage`; without a message_id the pinned one."""
    person = addressed(world, arguments)
    if person.pinned is None or arguments.integer("message_id", person.pinned) != person.pinned:
        raise bad_request("message to unpin not found")
    return _pin(world, person, None)


def unpin_all_chat_messages(world: World, arguments: Arguments) -> bool:
    """`unpinAllChatMessages`."""
    return _pin(world, addressed(world, arguments), None)


def _pin(world: World, person: Person, message_id: int | None) -> bool:
    world.people.pin(person.id, message_id)
    found = world.messages.find(person.id, message_id) if message_id else None
    world.notices.add(person.id, "pinned", {"message": found.body if found else None})
    return True
