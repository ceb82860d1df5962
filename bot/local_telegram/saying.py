"""What a person can send: words, files, places, people. What the bot makes of it is the bot's business."""

from collections.abc import Mapping, Sequence
from mimetypes import guess_type
from zlib import crc32

from bot.local_telegram.arguments import as_text
from bot.local_telegram.formatted_text import FormattedText, written
from bot.local_telegram.pictures import picture_size
from bot.local_telegram.sending import LONGEST_TEXT
from bot.local_telegram.sending_files import photo_sizes, voice_note
from bot.local_telegram.wire import Json, UploadedFile
from bot.local_telegram.world import World, document

UNKNOWN = "application/octet-stream"
FIRST_OUTSIDER = 5_000_000_000  # real ids have outgrown 32 bits; code that trusts small ones should meet it here


def say(world: World, person: int, text: str, reply_to: int | None) -> Json:
    """A text. Raises ValueError when Telegram's apps would not send it."""
    return world.hear(person, _sendable(text).fields(), reply_to)


def edit(world: World, person: int, message_id: int, text: str) -> Json:
    """Another text for an own message. Raises LookupError when there is no such message."""
    found = world.messages.find(person, message_id)
    if found is None or found.from_bot or "text" not in found.body or "via_bot" in found.body:
        raise LookupError("You can edit only texts that you wrote yourself.")
    fields = _sendable(text).fields()
    kept = {key: value for key, value in found.body.items() if key not in ("text", "entities")}
    edited = kept | {"edit_date": world.now()} | fields
    with world.store.transaction():
        world.change(person, edited)
        world.updates.add(person, world.now(), "edited_message", edited)
    return edited


def _sendable(text: str) -> FormattedText:
    words = written(text)
    if not words.text:
        raise ValueError("There is nothing to send: the message is empty.")
    if words.length > LONGEST_TEXT:
        raise ValueError(f"This message has {words.length} characters; Telegram takes {LONGEST_TEXT} at most.")
    return words


def share_contact(world: World, person: int, contact: Mapping[str, object]) -> Json:
    """A contact card with phone_number, first_name and perhaps last_name, user_id."""
    for name in ("phone_number", "first_name"):
        if not as_text(contact.get(name)).strip():
            raise ValueError(f"A contact needs a {name.replace('_', ' ')}.")
    kept = {
        name: contact[name]
        for name in ("phone_number", "first_name", "last_name", "user_id", "vcard")
        if contact.get(name)
    }
    return world.hear(person, {"contact": kept} | _pressed(world, person))


def share_location(world: World, person: int, latitude: float, longitude: float) -> Json:
    """A place in degrees."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 -- the globe's
        raise ValueError("There is no such place on earth.")
    location = {"latitude": latitude, "longitude": longitude}
    return world.hear(person, {"location": location} | _pressed(world, person))


def pick_users(world: World, person: int, request_id: int, users: Sequence[Mapping[str, object]]) -> Json:
    """People picked for a request_users button, told apart as far as the button asked for names.

    Raises LookupError when no keyboard asks for them, ValueError for too many or none.
    """
    asked = _request(world, person, request_id)
    if not 1 <= len(users) <= int(asked["max_quantity"]):
        raise ValueError(f"Pick between 1 and {asked['max_quantity']} people.")
    wanted = ["user_id"]
    wanted += ["first_name", "last_name"] if asked.get("request_name") else []
    wanted += ["username"] if asked.get("request_username") else []
    shared = [{name: user[name] for name in wanted if user.get(name)} for user in users]
    return world.hear(person, {"users_shared": {"request_id": request_id, "users": shared}} | _pressed(world, person))


def _request(world: World, person: int, request_id: int) -> Json:
    keyboard = world.people.get(person).keyboard or {}
    for row in keyboard.get("keyboard", []):
        for button in row:
            if button.get("request_users", {}).get("request_id") == request_id:
                found: Json = button["request_users"]
                return found
    raise LookupError("The keyboard in this chat does not ask for people with that number.")


def _pressed(world: World, person: int) -> Json:
    """An answer through the keyboard replies to the message that brought it, as Telegram's apps do."""
    shown = world.people.get(person)
    return world.reply(person, shown.keyboard_from) if shown.keyboard and "keyboard" in shown.keyboard else {}


def send_file(world: World, person: int, file: UploadedFile, caption: str | None) -> Json:
    """A file: a picture as a photo, Ogg audio as a voice note, anything else as a document."""
    if not file.content:
        raise ValueError("The file is empty.")
    words = written(caption or "")
    fields = words.fields("caption", "caption_entities") if words.text else {}
    return world.hear(person, _file_content(world, file) | fields)


def _file_content(world: World, file: UploadedFile) -> Json:
    if file.mime.startswith("image/") and picture_size(file.content):
        return {"photo": photo_sizes(world.files.add("photos", file))}
    if file.mime.partition(";")[0] == "audio/ogg":
        return {"voice": voice_note(world.files.add("voice", file))}
    return {"document": document(world.files.add("documents", _typed(file)))}


def _typed(file: UploadedFile) -> UploadedFile:
    """Telegram's apps go by the name where the browser knows no type, as for cards (.vcf) on many machines."""
    if file.mime != UNKNOWN:
        return file
    return UploadedFile(file.name, guess_type(file.name)[0] or UNKNOWN, file.content)


def forward(world: World, person: int, text: str, from_name: str, from_username: str | None) -> Json:
    """A text forwarded from somebody else; without a username, from somebody who hides their account."""
    moment = world.now()
    origin: Json = {"type": "hidden_user", "date": moment, "sender_user_name": from_name}
    if from_username:
        username = from_username.lstrip("@")
        number = FIRST_OUTSIDER + crc32(username.lower().encode())  # the same username is the same account
        sender = {"id": number, "is_bot": False, "first_name": from_name, "username": username}
        origin = {"type": "user", "date": moment, "sender_user": sender}
    return world.hear(person, {"forward_origin": origin} | _sendable(text).fields())


def sticker(world: World, person: int, emoji: str) -> Json:
    """A sticker for an emoji; it has no picture."""
    if not emoji.strip():
        raise ValueError("A sticker needs an emoji.")
    number = f"{emoji.encode().hex():.20}"
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    names = {"file_id": f"STICKER{number}", "file_unique_id": f"S{number}", "type": "regular"}
    return world.hear(person, {"sticker": names | size | {"emoji": emoji}})
