"""The methods that change messages which are there already. What may be changed is Telegram's rule, not ours."""

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.keyboards import read_keyboard
from bot.local_telegram.messages import StoredMessage
from bot.local_telegram.outgoing import caption, caption_fields, message_at
from bot.local_telegram.refusals import NOT_MODIFIED, bad_request
from bot.local_telegram.sending import MEDIA, checked_text, link_preview
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

SECONDS_TO_DELETE = 48 * 60 * 60
TEXT_FIELDS = ("text", "entities", "link_preview_options")
CAPTION_FIELDS = ("caption", "caption_entities")


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """`editMessageText`."""
    content = checked_text(arguments).fields() | link_preview(arguments)
    return _edit(world, arguments, TEXT_FIELDS, content)


def edit_message_caption(world: World, arguments: Arguments) -> Json:
    """`editMessageCaption`; an empty caption takes it away."""
    return _edit(world, arguments, CAPTION_FIELDS, caption_fields(caption(arguments)))


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """`editMessageReplyMarkup`; no keyboard takes it away."""
    return _edit(world, arguments, (), {})


def delete_message(world: World, arguments: Arguments) -> bool:
    """`deleteMessage`; both sides' messages, for 48 hours."""
    person, found = message_at(world, arguments, "message to delete")
    if world.now() - found.body["date"] > SECONDS_TO_DELETE:
        raise bad_request("message can't be deleted for everyone")
    world.messages.remove(found.id)
    if person.pinned == found.id:
        world.people.pin(person.id, None)
    world.notices.add(person.id, "deleted", {"message_id": found.id})
    return True


def _edit(world: World, arguments: Arguments, replaced: tuple[str, ...], content: Json) -> Json:
    """The message with other content and the keyboard of this call, which is none when the call names none."""
    keyboard = read_keyboard(arguments, inline_only=True)
    if arguments.text("inline_message_id"):
        raise bad_request("the local Telegram has no inline messages to edit")
    person, found = message_at(world, arguments, "message to edit")
    _check_editable(found, replaced)
    kept = {key: value for key, value in found.body.items() if key not in (*replaced, "reply_markup", "edit_date")}
    edited = kept | content | ({"reply_markup": keyboard} if keyboard else {})
    if edited == {key: value for key, value in found.body.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    edited["edit_date"] = world.now()
    world.change(person.id, edited)
    return edited


def _check_editable(found: StoredMessage, replaced: tuple[str, ...]) -> None:
    """Only the bot's own, neither forwarded nor sent with a reply keyboard, and of the right kind."""
    if not found.from_bot or found.fixed:
        raise bad_request("Message can't be edited")
    if replaced is TEXT_FIELDS and "text" not in found.body:
        raise bad_request("There is no text in the message to edit")
    if replaced is CAPTION_FIELDS and not found.body.keys() & set(MEDIA):
        raise bad_request("There is no caption in the message to edit")
