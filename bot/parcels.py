"""The parcels that a postman has besides letters: what is handed over is made when it is sent, and kept nowhere."""

import asyncio
import logging
from pathlib import Path
from typing import Final

from telegram import Bot, InputFile
from telegram.constants import ChatAction, FileSizeLimit, ParseMode
from telegram.error import BadRequest, NetworkError

from bot.clock import Clock
from bot.logs import told
from bot.packing import Packing
from bot.render import shown
from conversations.effects import HandOver, Screen
from conversations.facts import OwnerId
from conversations.screens import carrying
from storage.database import Database

AT_ONCE: Final = 2
"""Parcels under way in one process, so that many people at once need no more memory and disk than a few."""

FOR_A_FILE: Final = 120
"""Seconds for which Telegram may look at a file before it answers."""

logger = logging.getLogger(__name__)


class Parcels:
    """Hands over exports. `folder` is where they are made."""

    def __init__(self, database: Database, clock: Clock, folder: Path | None = None) -> None:
        self._packing = Packing(database, folder)
        self._clock = clock
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
            except OSError as error:
                logger.error("export of %(owner)d: %(error)s", {"owner": owner, "error": told(error)})  # noqa: TRY400 -- a trace may hold words
                return await _say(bot, owner, carrying.not_packed())

    async def _send_all(self, bot: Bot, owner: OwnerId) -> int:
        now = self._clock.now()
        async with self._packing.parcel(owner, now) as file:
            if file.seek(0, 2) > FileSizeLimit.FILESIZE_UPLOAD:
                return await _say(bot, owner, carrying.too_large())
            file.seek(0)
            try:
                document = InputFile(file, carrying.file_name(now), read_file_handle=False)
                sent = await bot.send_document(
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
            return sent.message_id


def _is_too_large(error: NetworkError) -> bool:
    """A server of one's own may allow less than Telegram does."""
    return "too large" in error.message.lower() or "too big" in error.message.lower()


async def _say(bot: Bot, owner: OwnerId, screen: Screen) -> int:
    page = shown(screen)
    sent = await bot.send_message(owner, page.text, parse_mode=ParseMode.HTML, reply_markup=page.keyboard)
    return sent.message_id
