"""The doctor: looks whether what Rapport needs is in order, and says how to mend what is not. It mends nothing."""

import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.home import is_open_to_others, make_home
from bot.line import Line
from bot.settings import Settings
from conversations.timing import known_zone
from conversations.zones import zone_at
from storage.database import Database

OLDEST = (3, 11)
BERLIN = (52.52, 13.405)
MENDS = {
    "403": "The secret is another one: give all processes the same WEBHOOK_SECRET and start them again.",
    "503": "The bot runs without its database, or is starting: look at /readyz.",
    "404": "The proxy hands on another path than /telegram.",
    "502": "The proxy finds no bot: start it, and look at HOST and PORT.",
    "resolve host": "The name in WEBHOOK_URL is not known to the world's DNS.",
    "certificate": "Its certificate is not one that Telegram trusts.",
    "ssl": "There is no https at this address, or not one that Telegram trusts.",
    "refused": "Nobody listens there: start the proxy, and open its port.",
    "timed out": "The firewall lets nobody in, or the bot is too busy to answer.",
    "timeout": "The bot is too busy to answer, or the proxy waits for something: look at both their logs.",
}
"""What to do about the words in which Telegram tells of its last try."""

UNKNOWN_ZONES = (
    "Who lives there gets no nudges until they send /settings and a city, or the time zone data knows the names again: "
    ".venv/bin/uv sync --inexact --upgrade-package tzdata"
)


NOT_ALL_YET = "What was told before is not, or with another key: python -m bot encrypt"
TO_PLAIN = "Some words are encrypted still: python -m bot decrypt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not in order."""

    what: str
    mend: str | None = None


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """All findings, one by one as they are made."""
    yield _python()
    yield _home(settings)
    yield _zones()
    async for finding in _database(settings):
        yield finding
    yield await _notes(settings)
    async for finding in _telegram(settings):
        yield finding


def _python() -> Finding:
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return Finding(version, None if sys.version_info >= OLDEST else "Install Python 3.11 or newer.")


def _home(settings: Settings) -> Finding:
    what = f"home folder {settings.rapport_home}"
    try:
        make_home(settings.rapport_home)
        with tempfile.TemporaryFile(dir=settings.rapport_home):
            others = is_open_to_others(settings.rapport_home)
        return Finding(
            what, f"Others may look into it. Close it: chmod 700 {settings.rapport_home}" if others else None
        )
    except OSError as error:
        return Finding(what, f"It cannot be written to ({error.strerror}). Choose another one with RAPPORT_HOME.")


def _zones() -> Finding:
    try:
        found = zone_at(*BERLIN)
    except (OSError, ImportError):
        found = None
    return Finding("time zones", None if found else "Their data is missing. Install it with: make setup")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    what = "database"
    database = Database(settings.database, settings.keyring)
    try:
        health = await database.check()
        kept = await database.post(lambda outbox: outbox.zones()) if health.ready else frozenset()
    finally:
        await database.close()
    if not health.answers:
        yield Finding(what, "It cannot be reached. Look at DATABASE_URL, and whether its server runs.")
    else:
        behind = health.objection or "Its tables are not up to date: python -m bot migrate"
        yield Finding(what, None if health.ready else behind)
    if unknown := sorted(zone for zone in kept if not known_zone(zone)):
        yield Finding(f"kept time zones: {', '.join(unknown)}", UNKNOWN_ZONES)


async def _notes(settings: Settings) -> Finding:
    """Whether what people tell is encrypted, with a key that fits."""
    database = Database(settings.database, settings.keyring)
    try:
        health = await database.check()
    finally:
        await database.close()
    seals, keys = health.seals, settings.keyring
    if seals is not None and seals.objection is not None:
        return Finding("NOTES_KEY", seals.objection)
    if keys is None:
        return Finding("notes are kept unencrypted, as there is no NOTES_KEY (python -m bot new-key makes one)")
    if keys.writes is None:
        return Finding("notes are written unencrypted", None if seals is None or seals.whole else TO_PLAIN)
    what = f"notes are encrypted with the key {keys.writes}"
    return Finding(what, None if seals is None or seals.whole else NOT_ALL_YET)


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    if settings.telegram_bot_token is None:
        yield Finding("Telegram: no TELEGRAM_BOT_TOKEN, so the local Telegram will be used")
        return
    what = "Telegram"
    token, url = settings.telegram_bot_token.get_secret_value(), f"{settings.telegram_api_url}/bot"
    try:
        async with Line() as line, Bot(token, base_url=url, request=line, get_updates_request=line) as bot:
            yield Finding(f"Telegram knows this bot as @{bot.username}")
            yield _webhook(settings, await bot.get_webhook_info())
    except InvalidToken:
        yield Finding(what, "It knows no bot with this token. Copy TELEGRAM_BOT_TOKEN from @BotFather again.")
    except TelegramError as error:
        yield Finding(what, f"It cannot be reached ({type(error).__name__}). Look at the network and TELEGRAM_API_URL.")


def _webhook(settings: Settings, info: WebhookInfo) -> Finding:
    """Whether updates find the way to us."""
    count = info.pending_update_count
    waiting = "1 update waits" if count == 1 else f"{count or 'no'} updates wait"
    if settings.webhook is None:
        mend = "A bot in webhook mode may be using it. Set WEBHOOK_URL, or start this one: it takes the webhook away."
        return Finding(f"no WEBHOOK_URL, so updates are asked for; {waiting}", mend if info.url else None)
    what = f"webhook {settings.webhook}; {waiting}"
    if info.url != settings.webhook:
        return Finding(what, "Telegram is told another address, or none. Start the bot: it says where it is.")
    error = info.last_error_date
    if error is not None and info.pending_update_count:
        return Finding(
            what, f"The last try failed at {error:%Y-%m-%d %H:%M} UTC: {info.last_error_message}. {_mend(info)}"
        )
    return Finding(what)


def _mend(info: WebhookInfo) -> str:
    words = (info.last_error_message or "").lower()
    for sign, mend in MENDS.items():
        if sign in words:
            return mend
    return "See that the proxy hands https on to HOST and PORT, and that the bot runs."
