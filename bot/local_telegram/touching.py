"""What a person can do without sending anything: tap, press, react, block. It shows nothing."""

from collections.abc import Iterator

from bot.local_telegram import saying
from bot.local_telegram.messages import StoredMessage
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

LOOKED_BACK = 200  # messages whose buttons can be pressed by label
SOMEWHERE = (52.5200, 13.4050)


def tap(world: World, person: int, message_id: int, data: str) -> str:
    """A tap on an inline button; the callback query's id.

    Telegram lets apps send data that no button has any more, so this does too. Raises LookupError without the message.
    """
    found = world.messages.find(person, message_id)
    if found is None or not found.from_bot:
        raise LookupError("That message is not there any more.")
    with world.store.transaction():
        query_id = world.taps.add(person, world.now())
        query = {
            "id": query_id,
            "from": world.people.get(person).user(),
            "message": found.body,
            "chat_instance": str(7_000_000_000 + person),
            "data": data,
        }
        world.updates.add(person, world.now(), "callback_query", query)
    return query_id


def press(world: World, person: int, label: str) -> str | Json:
    """The newest button with this label, inline or below the chat.

    An inline button gives the callback query's id, or what it would open or copy; a button below gives the message
    it sends. Raises LookupError, naming the labels there are.
    """
    labels: list[str] = []
    for message_id, button, inline in _buttons(world, person):
        if button["text"] == label:
            return _press_inline(world, person, message_id, button) if inline else _press_below(world, person, button)
        labels.append(button["text"])
    raise LookupError(f"There is no button {label!r}; there are {', '.join(map(repr, labels)) or 'no buttons'}.")


def _buttons(world: World, person: int) -> Iterator[tuple[int, Json, bool]]:
    """All buttons of a chat, of the newest message first, each with its message and whether it is inline."""
    shown = world.people.get(person)
    keyboards: list[tuple[int, list[list[Json]], bool]] = [
        (found.id, found.body["reply_markup"]["inline_keyboard"], True)
        for found in world.messages.newest(person, LOOKED_BACK)
        if "reply_markup" in found.body
    ]
    if shown.keyboard and "keyboard" in shown.keyboard:
        keyboards.append((shown.keyboard_from or 0, shown.keyboard["keyboard"], False))
    for message_id, rows, inline in sorted(keyboards, key=lambda keyboard: keyboard[0], reverse=True):
        for row in rows:
            for button in row:
                yield message_id, button, inline


def _press_inline(world: World, person: int, message_id: int, button: Json) -> str:
    if "callback_data" in button:
        return tap(world, person, message_id, button["callback_data"])
    if "copy_text" in button:
        return str(button["copy_text"]["text"])
    if "switch_inline_query_chosen_chat" in button:
        return str(button["switch_inline_query_chosen_chat"].get("query", ""))
    return next(str(value) for key, value in button.items() if key not in ("text", "style", "icon_custom_emoji_id"))


def _press_below(world: World, person: int, button: Json) -> Json:
    if button.get("request_contact"):
        user = world.people.get(person)
        card = {"phone_number": f"+4915550{person:06d}", "first_name": user.first_name, "user_id": person}
        return saying.share_contact(world, person, card)
    if button.get("request_location"):
        return saying.share_location(world, person, *SOMEWHERE)
    if "request_users" in button:
        raise LookupError("This button asks for people: use pick_users.")
    return saying.say(world, person, button["text"], None)


def react(world: World, person: int, message_id: int, emoji: str | None) -> None:
    """A reaction to a message, None to take it back. Raises LookupError without the message."""
    if world.messages.find(person, message_id) is None:
        raise LookupError("That message is not there any more.")
    new = [emoji] if emoji else []
    user = world.people.get(person)
    with world.store.transaction():
        old = world.messages.reactions(message_id, by_bot=False)
        world.react(person, message_id, new, by_bot=False)
        update: Json = {"chat": user.chat(), "message_id": message_id, "user": user.user(), "date": world.now()}
        update |= {"old_reaction": _reactions(old), "new_reaction": _reactions(new)}
        world.updates.add(person, world.now(), "message_reaction", update)


def _reactions(emoji: list[str]) -> list[Json]:
    return [{"type": "emoji", "emoji": one} for one in emoji]


def block(world: World, person: int, *, blocked: bool) -> None:
    """Block the bot or let it write again; nothing happens when that is so already."""
    user = world.people.get(person)
    if user.blocked == blocked:
        return
    member: Json = {"user": world.bot_user(), "status": "member"}
    kicked: Json = {"user": world.bot_user(), "status": "kicked", "until_date": 0}
    old, new = (member, kicked) if blocked else (kicked, member)
    with world.store.transaction():
        world.people.start(person)
        world.people.set_blocked(person, blocked=blocked)
        update: Json = {"chat": user.chat(), "from": user.user(), "date": world.now()}
        update |= {"old_chat_member": old, "new_chat_member": new}
        world.updates.add(person, world.now(), "my_chat_member", update)


def newest_of_bot(world: World, person: int) -> StoredMessage:
    """The newest message the bot wrote. Raises LookupError when it wrote none."""
    for found in reversed(world.messages.newest(person, -1)):
        if found.from_bot:
            return found
    raise LookupError("The bot has written nothing in this chat.")
