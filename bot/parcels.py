"""The parcels that a postman has besides letters: what is handed over is made when it is sent, and kept nowhere."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from telegram import Bot, InputFile
from telegram.constants import ChatAction, FileSizeLimit, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.calling import sent
from bot.clock import Clock
from bot.logs import told
from bot.packing import Packing
from bot.render import shown
from bot.taking_in import TakingIn
from conversations.carried.brought import DAMAGED, Unreadable
from conversations.effects import HandOver, Screen, TakeIn, Taking
from conversations.facts import OwnerId
from conversations.limits import Full
from conversations.screens import carrying, notices
from storage.database import Database
from storage.failures import StorageAway

AT_ONCE: Final = 2
"""Parcels under way in one process, so that many people at once need no more memory and disk than a few."""

LARGEST: Final[int] = FileSizeLimit.FILESIZE_UPLOAD
FOR_A_FILE: Final = 120
"""Seconds for which Telegram may look at a file before it answers."""

logger = logging.getLogger(__name__)


class Parcels:
    """Hands over exports, and takes in what people send."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._packing = Packing(database)
        self._taking_in = TakingIn(database, clock)
        self._clock = clock
        self.taken_in: Callable[[], None] | None = None
        """Told that there may be new moments to wake at."""
        self.folder: Path | None = None
        """Where exports are made; if none is named, where the machine keeps what is temporary."""
        self._places = asyncio.Semaphore(AT_ONCE)

    async def hand_over(self, bot: Bot, owner: OwnerId, _letter: HandOver) -> int:
        """Send all that is kept; where that fails for good, a word of why. The message that was sent.

        Raises:
            telegram.error.TelegramError: it may be tried again, or they do not want to hear from us.
            StorageAway: it is to be tried again.
        """
        await bot.send_chat_action(owner, ChatAction.UPLOAD_DOCUMENT)
        async with self._places:
            try:
                return await self._send_all(bot, owner)
            except (StorageAway, TelegramError):
                raise
            except Exception as error:  # noqa: BLE001 -- it would be tried for good, and nobody told
                logger.error("export of %(owner)d: %(error)s", {"owner": owner, "error": told(error)})  # noqa: TRY400 -- a trace may hold words
                screen = carrying.not_packed() if isinstance(error, OSError) else carrying.not_legible()
                return await _say(bot, owner, screen)

    async def take_in(self, bot: Bot, owner: OwnerId, letter: TakeIn) -> int:
        """Look into a file, or bring in what it holds, and say what came of it. The message that was sent.

        Raises:
            telegram.error.TelegramError, StorageAway: it is to be tried again.
        """
        await bot.send_chat_action(owner, ChatAction.TYPING)
        async with self._places:
            screen = await self._looked_into(bot, owner, letter)
        if letter.how is not Taking.LOOK and self.taken_in is not None:
            self.taken_in()
        return await _say(bot, owner, screen, letter.message)

    async def _looked_into(self, bot: Bot, owner: OwnerId, letter: TakeIn) -> Screen:
        try:
            content = bytes(await (await bot.get_file(letter.file)).download_as_bytearray())
        except BadRequest:
            return carrying.not_fetched()
        try:
            if letter.how is Taking.LOOK:
                return await self._taking_in.look(owner, content)
            return await self._taking_in.take(owner, content, letter.how)
        except Unreadable as error:
            return carrying.not_read(str(error))
        except Full as full:  # others of the same account were quicker, or there are notes to a person by the thousand
            return notices.full(full.section)
        except (StorageAway, TelegramError):
            raise
        except Exception as error:  # noqa: BLE001 -- a file can be odd in ways that nobody thought of
            logger.error("file of %(owner)d: %(error)s", {"owner": owner, "error": told(error)})  # noqa: TRY400 -- a trace may hold words
            return carrying.not_read(DAMAGED)

    async def _send_all(self, bot: Bot, owner: OwnerId) -> int:
        now = self._clock.now()
        async with self._packing.parcel(owner, now, self.folder) as file:
            if file.seek(0, 2) > LARGEST:
                return await _say(bot, owner, carrying.too_large())
            file.seek(0)
            try:
                document = InputFile(file, carrying.file_name(now), read_file_handle=False)
                message = await bot.send_document(
                    owner,
                    document,
                    caption=carrying.handed_over().text,
                    parse_mode=ParseMode.HTML,
                    read_timeout=FOR_A_FILE,
                )
            except (BadRequest, NetworkError) as error:
                if not _is_too_large(error):
                    raise
                return await _say(bot, owner, carrying.too_large())
            return message.message_id


def _is_too_large(error: NetworkError) -> bool:
    """A server of one's own may allow less than Telegram does."""
    return "too large" in error.message.lower() or "too big" in error.message.lower()


async def _say(bot: Bot, owner: OwnerId, screen: Screen, about: int | None = None) -> int:
    """A reply to the message it is about, so that its buttons know which file that was."""
    page = shown(screen)
    reply = {"message_id": about, "allow_sending_without_reply": True} if about is not None else None
    words = {"text": page.text, "parse_mode": ParseMode.HTML, "reply_markup": page.keyboard}
    return await sent(bot, "sendMessage", owner, **words, reply_parameters=reply)
