"""Sends one letter and says what became of it. It keeps nothing: the postman writes down what this found out."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias, assert_never

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.calling import Json, call, sent
from bot.logs import told
from bot.parcels import Parcels
from bot.patience import asked_pause, growing_pause
from bot.render import caption, shown, toast
from conversations.effects import HandOver, Lane, Letter, Play, React, Revise, Say, Strip, TakeIn, Toast
from conversations.facts import OwnerId
from storage.failures import StorageAway
from storage.letters import LentLetter, is_farewell, lane_of

LONGEST_PAUSE = timedelta(minutes=5)
WORDS: Mapping[str, Json] = {"parse_mode": ParseMode.HTML, "link_preview_options": {"is_disabled": True}}
"""How all our words are sent."""

NORMAL_LIFE = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to edit not found",
    "message can't be edited",
    "message to react not found",
    "message_id_invalid",
)
"""Refusals after which there is nothing left to do: the person was quicker, or has cleaned up."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram took it, as this message where it is one."""

    message: int | None = None


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now; again after this pause."""

    pause: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class TooFast:
    """Telegram asks for so long a pause, of this chat or of the whole bot: see silence.py."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class Unsendable:
    """Telegram will never take it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person does not want to hear from us."""


Result: TypeAlias = Delivered | TryLater | TooFast | Unsendable | Blocked


def may_come_twice(letter: Letter) -> bool:
    """Whether nobody sees it when this is sent a second time."""
    return isinstance(letter, Toast | Revise | Strip | React)


def at_once(letters: Iterable[LentLetter]) -> list[LentLetter]:
    """The first of these, one or more: as many as may be sent at the same time, for nobody would notice their order."""
    together: list[LentLetter] = []
    for lent in letters:
        if any(_is_in_order(other.letter, lent.letter) for other in together):
            break
        together.append(lent)
    return together


def _is_in_order(first: Letter, second: Letter) -> bool:
    """Whether the second has to wait for the first: both are new in the chat, or change the same message there.

    What we begin ourselves has a moment of its own, and after last words nothing is known of anybody: both go alone.
    """
    if any(lane_of(letter) is not Lane.REPLY or is_farewell(letter) for letter in (first, second)):
        return True
    changes_here, changes_there = _changed(first), _changed(second)
    return changes_here == changes_there and not isinstance(first, Toast) and not isinstance(second, Toast)


def _changed(letter: Letter) -> int | None:
    """Which message it changes; None when it is new, or not seen in the chat."""
    match letter:
        case Revise(message=message) | Strip(message=message) | React(message=message):
            return message
        case _:
            return None


async def deliver(bot: Bot, lent: LentLetter, parcels: Parcels) -> Result:
    """Send a letter once. Raises nothing: whatever happens is a result."""
    try:
        return Delivered(await _send(bot, lent.owner, lent.letter, parcels))
    except RetryAfter as error:
        return TooFast(asked_pause(error))
    except Forbidden:
        return Blocked()
    except BadRequest as error:
        return _refused(error)
    except ChatMigrated as error:
        return Unsendable(type(error).__name__)
    except (TelegramError, StorageAway) as error:
        return TryLater(growing_pause(lent.attempts, LONGEST_PAUSE), type(error).__name__)
    except Exception as error:  # noqa: BLE001 -- a letter that we cannot write must not stop those behind it
        return Unsendable(told(error))


async def _send(bot: Bot, owner: OwnerId, letter: Letter, parcels: Parcels) -> int | None:
    match letter:
        case Say(screen=screen):
            page = shown(screen, inline=_has_inline_mode(bot))
            return await sent(bot, "sendMessage", owner, **WORDS, text=page.text, reply_markup=page.keyboard)
        case Play(voice=True, file=file, caption=words):
            return await sent(bot, "sendVoice", owner, voice=file, caption=caption(words))
        case Play(file=file, caption=words):
            return await sent(bot, "sendPhoto", owner, photo=file, caption=caption(words))
        case HandOver():
            return await parcels.hand_over(bot, owner, letter)
        case TakeIn():
            return await parcels.take_in(bot, owner, letter)
        case Revise(message=message, screen=screen):
            page = shown(screen, inline=_has_inline_mode(bot))
            revised = {"message_id": message, "text": page.text, "reply_markup": page.inline}
            await call(bot, "editMessageText", chat_id=owner, **WORDS, **revised)
        case Strip(message=message):
            await call(bot, "editMessageReplyMarkup", chat_id=owner, message_id=message)
        case Toast(tap=tap, text=text, alert=alert):
            await call(bot, "answerCallbackQuery", callback_query_id=tap, text=toast(text), show_alert=alert)
        case React(message=message, emoji=emoji):
            reaction = [{"type": "emoji", "emoji": emoji}]
            await call(bot, "setMessageReaction", chat_id=owner, message_id=message, reaction=reaction)
        case _:
            assert_never(letter)
    return None


def _has_inline_mode(bot: Bot) -> bool:
    """Whether its owner switched inline mode on, with BotFather's /setinline."""
    return bool(bot.bot.supports_inline_queries)


def _refused(error: BadRequest) -> Result:
    words = error.message.lower()
    if any(normal in words for normal in NORMAL_LIFE):
        return Delivered()
    return Unsendable(error.message)
