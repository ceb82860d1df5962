"""python-telegram-bot's handlers, one thin function a kind of update: update -> Signal -> hear. They decide nothing.

In private chats everything gets an answer but service messages and edits of anything other than words. Groups and
channels are left alone: a coach talks with one person.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeAlias

from telegram import ChatMember, ChatMemberUpdated, Document, Message, Update
from telegram.constants import ChatType, MessageLimit
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot import hearing
from bot.inline_answers import answer_inline
from conversations.calendar_lines import bare_calendar
from conversations.carried.brought import LARGEST, TOO_LARGE
from conversations.facts import OwnerId
from conversations.inline import Article
from conversations.signals import (
    Brought,
    CameBack,
    Edited,
    Invited,
    Left,
    Located,
    Puzzling,
    Shared,
    Signal,
    Tried,
    Unusable,
)
from conversations.vcards import MOST_CARDS, Unreadable, read_vcards

Hear: TypeAlias = Callable[[OwnerId, int, Signal, str], Awaitable[None]]
"""Takes the owner, the update's id, the signal and the owner's first name; returns once it is committed."""

ZoneAt: TypeAlias = Callable[[float, float], str | None]
"""The IANA zone at a latitude and a longitude. Slow at first, as it loads a map of the world."""

Offer: TypeAlias = Callable[[OwnerId, str], Awaitable[tuple[Article, ...] | None]]
"""What inline mode offers an owner for a query; None to somebody who is not set up."""

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

LARGEST_FILE = 1_000_000
"""Bytes of a calendar file or a card; an invitation has a few thousand."""

LONGEST_FIRST_NAME = 64
"""As Telegram has it."""

TOO_LONG = "That is longer than a message can be, so I left it unread. In parts of a page or so, please."

WAIT_FOR_TELEGRAM = timedelta(seconds=10)
"""For which a handler may ask something of Telegram. Its update is not confirmed meanwhile, nor are those behind it."""

GROUP_HINT = "I coach one person at a time. Write to me in a private chat and I am all yours."

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
"""The kinds of update that the handlers below understand."""

logger = logging.getLogger(__name__)


class _Trial(filters.MessageFilter):
    """Words that came out of our own inline mode; what other bots bring is what it says."""

    def filter(self, message: Message) -> bool:
        """Whether this message is one."""
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id


class Handlers:
    """Everything that Telegram can tell us, each in a function of its own."""

    def __init__(self, hear: Hear, zone_at: ZoneAt, offer: Offer) -> None:
        self._hear = hear
        self._offer = offer
        self._zone_at = zone_at

    def register(self, application: Bot) -> None:
        """Let the application call these handlers. Of several that fit, the first is called."""
        private = filters.ChatType.PRIVATE
        new = private & filters.UpdateType.MESSAGE
        edited = private & filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION)
        calendar = filters.Document.FileExtension("ics") | filters.Document.MimeType("text/calendar")
        vcard = filters.Document.FileExtension("vcf") | filters.Document.MimeType("text/vcard")
        vcard |= filters.Document.MimeType("text/x-vcard")
        brought: filters.BaseFilter = filters.Document.FileExtension("zip") | filters.Document.FileExtension("csv")
        brought |= filters.Document.FileExtension("json")
        application.add_handlers(
            [
                CallbackQueryHandler(self.tap),
                InlineQueryHandler(self.search),
                ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER),
                MessageHandler(edited, self.edit),
                MessageHandler(new & _Trial(), self.trial),
                MessageHandler(new & filters.COMMAND & ~filters.FORWARDED, self.command),
                MessageHandler(new & filters.TEXT, self.text),
                MessageHandler(new & filters.CONTACT, self.contact),
                MessageHandler(new & filters.StatusUpdate.USERS_SHARED, self.users),
                MessageHandler(new & filters.LOCATION, self.location),
                MessageHandler(new & calendar, self.calendar),
                MessageHandler(new & vcard, self.vcard),
                MessageHandler(new & brought, self.bring),
                MessageHandler(new & (filters.VOICE | filters.PHOTO), self.file),
                MessageHandler(new & filters.CAPTION, self.text),
                MessageHandler(new & ~filters.StatusUpdate.ALL, self.puzzle),
            ]
        )

    async def text(self, update: Update, _context: Context) -> None:
        """Words, written or forwarded, or those below a picture."""
        await self._tell(update, _too_long(_message(update)) or hearing.said(_message(update)))

    async def command(self, update: Update, _context: Context) -> None:
        """A slash command."""
        await self._tell(update, _too_long(_message(update)) or hearing.commanded(_message(update)))

    async def tap(self, update: Update, _context: Context) -> None:
        """A button was pressed."""
        if update.callback_query:
            await self._tell(update, hearing.tapped(update.callback_query))

    async def edit(self, update: Update, _context: Context) -> None:
        """Earlier words were changed."""
        message = _message(update)
        edited = Edited(message.text or message.caption or "", message.message_id)
        await self._tell(update, _too_long(message) or edited)

    async def contact(self, update: Update, _context: Context) -> None:
        """A contact from the address book."""
        message = _message(update)
        if message.contact:
            await self._tell(update, hearing.shared_contact(message, message.contact))

    async def users(self, update: Update, _context: Context) -> None:
        """People picked with the button that asks for them."""
        message = _message(update)
        if message.users_shared:
            await self._tell(update, hearing.picked_users(message, message.users_shared.users))

    async def location(self, update: Update, _context: Context) -> None:
        """A place, of which only the zone is kept."""
        message = _message(update)
        if message.location:
            place = message.location
            zone = await asyncio.to_thread(self._zone_at, place.latitude, place.longitude)
            await self._tell(update, Located(zone, message.message_id))

    async def calendar(self, update: Update, _context: Context) -> None:
        """A calendar file."""
        message = _message(update)
        if message.document:
            await self._tell(update, await _invited(message, message.document))

    async def vcard(self, update: Update, _context: Context) -> None:
        """A card of somebody, as a file."""
        message = _message(update)
        if message.document:
            await self._tell(update, await _carded(message, message.document))

    async def bring(self, update: Update, _context: Context) -> None:
        """An export, or people in a table: the postman looks into it."""
        message = _message(update)
        if message.document:
            await self._tell(update, _brought(message, message.document))

    async def file(self, update: Update, _context: Context) -> None:
        """A voice note or a photo."""
        await self._tell(update, hearing.filed(_message(update)))

    async def trial(self, update: Update, _context: Context) -> None:
        """Words that came out of our own inline mode, sent into our chat."""
        await self._tell(update, Tried(_message(update).message_id))

    async def search(self, update: Update, _context: Context) -> None:
        """Words behind our name in any chat. No row is kept: a lost answer is asked for with the next letter."""
        query = update.inline_query
        if query is not None:
            await answer_inline(query, await self._offer(OwnerId(query.from_user.id), query.query))

    async def puzzle(self, update: Update, _context: Context) -> None:
        """Something that cannot be used here."""
        await self._tell(update, hearing.puzzling(_message(update)))

    async def membership(self, update: Update, _context: Context) -> None:
        """The bot was blocked, let in again, or put into a group."""
        change = update.my_chat_member
        if change is None:
            return
        if change.chat.type != ChatType.PRIVATE:
            await _greet_group(change)
            return
        gone = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
        await self._tell(update, Left() if gone else CameBack())

    async def _tell(self, update: Update, signal: Signal) -> None:
        """In a private chat the chat is the person, even where no sender is named."""
        chat = update.effective_chat
        who = update.effective_user or (chat if chat and chat.type == ChatType.PRIVATE else None)
        if who is not None:
            await self._hear(OwnerId(who.id), update.update_id, signal, (who.first_name or "")[:LONGEST_FIRST_NAME])


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise TypeError("this kind of update carries a message")
    return message


def _too_long(message: Message) -> Unusable | None:
    """Telegram lets nobody write so much; some of our readers of text take long for it."""
    length = len(message.text or message.caption or "")
    return Unusable(TOO_LONG, message.message_id) if length > MessageLimit.MAX_TEXT_LENGTH else None


async def _invited(message: Message, document: Document) -> Invited | Puzzling:
    content = await _fetched(message, document, "a calendar file")
    if isinstance(content, Puzzling):
        return content
    # in a thread, as others may have to wait for a turn
    return Invited(await asyncio.to_thread(bare_calendar, content), message.message_id)


def _brought(message: Message, document: Document) -> Brought | Unusable:
    if (document.file_size or 0) > LARGEST:
        return Unusable(TOO_LARGE, message.message_id)
    return Brought(document.file_id, message.message_id)


async def _carded(message: Message, document: Document) -> Brought | Shared | Puzzling | Unusable:
    """A few cards are people met; many are an address book, which is brought in like other files."""
    if (document.file_size or 0) > LARGEST_FILE:
        return _brought(message, document)
    content = await _fetched(message, document, "a card")
    if isinstance(content, Puzzling):
        return content
    if content.upper().count(b"BEGIN:VCARD") > MOST_CARDS:
        return _brought(message, document)
    try:
        return Shared(await asyncio.to_thread(read_vcards, content), message.message_id)
    except Unreadable as error:
        return Unusable(str(error), message.message_id)


async def _fetched(message: Message, document: Document, what: str) -> bytes | Puzzling:
    """The file, or words for why not: a failed download is no reason to lose the turn."""
    if (document.file_size or 0) > LARGEST_FILE:
        return Puzzling(f"{what} of more than 1 MB", message.message_id)
    try:
        async with asyncio.timeout(WAIT_FOR_TELEGRAM.total_seconds()):
            file = await document.get_file()
            content = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError) as error:
        found = {"what": what, "owner": message.chat.id, "error": type(error).__name__}
        logger.warning("%(what)s of %(owner)d could not be fetched: %(error)s", found)
        return Puzzling(f"{what} that I could not fetch just now", message.message_id)
    return Puzzling(f"{what} of more than 1 MB", message.message_id) if len(content) > LARGEST_FILE else content


async def _greet_group(change: ChatMemberUpdated) -> None:
    """Say once, on arrival, where to talk. No row is kept: a group is nobody's, and a lost hint harms nobody."""
    absent = {ChatMember.LEFT, ChatMember.BANNED}
    was, is_now = change.old_chat_member.status, change.new_chat_member.status
    if was not in absent or is_now in absent or change.chat.type == ChatType.CHANNEL:
        return
    try:
        async with asyncio.timeout(WAIT_FOR_TELEGRAM.total_seconds()):
            await change.get_bot().send_message(change.chat.id, GROUP_HINT)
    except (TelegramError, TimeoutError) as error:
        found = {"group": change.chat.id, "error": type(error).__name__}
        logger.info("group %(group)d was not greeted: %(error)s", found)
