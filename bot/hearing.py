"""What an update means: from Telegram's words into signals. It decides nothing and waits for nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from telegram import (
    CallbackQuery,
    Contact,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    SharedUser,
)

from bot.render import address
from conversations.facts import NoteKind
from conversations.signals import Card, Commanded, Filed, Puzzling, Said, Shared, Tapped
from conversations.vcards import Unreadable, read_vcards

SOMEBODY = "Somebody"
"""Somebody whose Telegram account no longer says a name."""

KINDS: Mapping[str, str] = {
    "sticker": "a sticker",
    "photo": "a photo",
    "voice": "a voice note",
    "animation": "a GIF",
    "audio": "a piece of music",
    "video": "a video",
    "video_note": "a video note",
    "document": "a file",
    "poll": "a poll",
    "checklist": "a checklist",
    "story": "a story",
    "game": "a game",
    "dice": "a throw of dice",
    "invoice": "an invoice",
    "giveaway": "a giveaway",
    "paid_media": "paid media",
}
"""Messages that cannot be used, in plain words. An animation is a document too: the first that fits is said."""

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(.*)", re.DOTALL)


def said(message: Message) -> Said:
    """Text, or the words that came with a picture or a file."""
    by, at = forwarded_from(message)
    return Said(message.text or message.caption or "", message.message_id, by, at)


def filed(message: Message) -> Filed | Puzzling:
    """A voice note or a photo, with the words below it; the largest size of a photo."""
    by, _ = forwarded_from(message)
    words = message.caption or ""
    if message.voice:
        return Filed(NoteKind.VOICE, message.voice.file_id, words, message.message_id, by)
    if message.photo:
        return Filed(NoteKind.PHOTO, message.photo[-1].file_id, words, message.message_id, by)
    return puzzling(message)


def commanded(message: Message) -> Commanded:
    """The command that the text begins with."""
    found = _COMMAND.match(message.text or "")
    name, argument = found.groups() if found else ("", "")
    return Commanded(name.lower(), argument.strip(), message.message_id)


def tapped(query: CallbackQuery) -> Tapped:
    """A press of one of our buttons."""
    message = query.message
    known = message.message_id if message is not None and message.is_accessible else None
    answered = message.reply_to_message if isinstance(message, Message) else None
    if answered is None or answered.document is None:
        return Tapped(address(query.data), query.id, known)
    return Tapped(address(query.data), query.id, known, answered.document.file_id, answered.message_id)


def shared_contact(message: Message, contact: Contact) -> Shared:
    """Somebody out of the address book."""
    name = _name(contact.first_name, contact.last_name)
    card = Card(name, phone=contact.phone_number or None, telegram_id=contact.user_id)
    return Shared((_with_details(card, contact.vcard),), message.message_id)


def _with_details(card: Card, vcard: str | None) -> Card:
    """What the card in the address book says besides; a damaged one says nothing."""
    try:
        more = read_vcards(vcard.encode())[0] if vcard else None
    except Unreadable:
        more = None
    return replace(card, handle=more.handle, email=more.email, work=more.work, remark=more.remark) if more else card


def picked_users(message: Message, users: tuple[SharedUser, ...]) -> Shared:
    """People picked from one's chats."""
    cards = (
        Card(_name(user.first_name, user.last_name, user.username), user.username, telegram_id=user.user_id)
        for user in users
    )
    return Shared(tuple(cards), message.message_id)


def puzzling(message: Message) -> Puzzling:
    """Something that cannot be used here, by its name."""
    what = next((words for kind, words in KINDS.items() if getattr(message, kind, None)), "something I cannot read")
    return Puzzling(what, message.message_id)


def forwarded_from(message: Message) -> tuple[Card | None, datetime | None]:
    """Who wrote a forwarded message first, and when (UTC); nobody when it was not forwarded."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user, date=date):
            return Card(user.full_name, user.username, telegram_id=user.id), date
        case MessageOriginHiddenUser(sender_user_name=name, date=date):
            return Card(name), date
        case MessageOriginChat(sender_chat=chat, date=date) | MessageOriginChannel(chat=chat, date=date):
            return Card(chat.effective_name or SOMEBODY, chat.username), date
        case _:
            return None, None


def _name(first: str | None, last: str | None, username: str | None = None) -> str:
    return " ".join(part for part in (first, last) if part) or username or SOMEBODY
