"""What people send at an event besides words: recordings, pictures, cards, what somebody else wrote. No test here."""

from datetime import datetime
from typing import Final

from bot.local_telegram.wire import Json
from tests.bot.whole.phone import Phone, keys_of

SOUND: Final = b"OggS"
PICTURE: Final = b"GIF89a\x04\x00\x03\x00"
CARD: Final = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{more}END:VCARD\r\n"


async def speaks(phone: Phone, words: str | None = None) -> None:
    """Send a voice note, perhaps with words below it."""
    await phone.does(lambda: phone.local.send_file(phone.person, "voice.ogg", "audio/ogg", SOUND, words))


async def photographs(phone: Phone, words: str | None = None) -> None:
    """Send a photo, perhaps with words below it."""
    await phone.does(lambda: phone.local.send_file(phone.person, "photo.gif", "image/gif", PICTURE, words))


async def forwards(phone: Phone, text: str, name: str, username: str | None = None, at: datetime | None = None) -> None:
    """Forward what somebody wrote just now, or at another moment."""
    if at is None:
        await phone.does(lambda: phone.local.forward(phone.person, text, name, username))
        return
    origin: Json = {"type": "hidden_user", "date": int(at.timestamp()), "sender_user_name": name}
    await phone.sends({"forward_origin": origin, "text": text})


async def rewrites(phone: Phone, words: str) -> None:
    """Change the last own message, be it a text or the words below a picture."""
    last = next(body for body in reversed(phone.local.chat(phone.person)) if not body["from"]["is_bot"])
    world = phone.local.world
    edited: Json = last | {"edit_date": world.now(), "text" if "text" in last else "caption": words}
    await phone.does(lambda: world.updates.add(phone.person, world.now(), "edited_message", edited))


def files(phone: Phone) -> list[str]:
    """The recordings and pictures that came since the last act, by the names under which they were sent."""
    sent = (message.get("voice") or message.get("photo", [None])[-1] for message in phone.news)
    return [str(each["file_id"]) for each in sent if each]


async def looks_up(phone: Phone, name: str) -> None:
    """Open somebody's page by name; who is the only one of that name is shown at once."""
    await phone.says(f"/people {name}")
    several = [key for key in keys_of(phone.news[-1]) if key.label == name]
    if several:
        await phone.presses(several[0])


def is_one_short_message(phone: Phone, *fragments: str) -> None:
    """One message came, with these fragments, and it asks nothing."""
    (text,) = phone.texts()
    assert "?" not in text, text
    phone.sees(*fragments)
