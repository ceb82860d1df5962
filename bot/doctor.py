"""The doctor: looks whether what Rapport needs is in order, and says how to mend what is not. It mends nothing."""

from collections.abc import AsyncIterator
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.finding import Finding
from bot.line import Line
from bot.machine_checks import of_this_machine
from bot.settings import Settings
from conversations.timing import known_zone
from storage.database import Database
from storage.keeping import damage_of

FAST_OR_SLOW = 5.0
"""Seconds by which the clock may be wrong; letters are lent for ten. Telegram tells the time in whole seconds."""

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


async def examine(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Finding]:
    """All findings, one by one as they are made; `clock` is that of this machine."""
    clock = clock or Clock()
    for finding in of_this_machine(settings, clock.now()):
        yield finding
    async for finding in _database(settings):
        yield finding
    async for finding in _telegram(settings, clock):
        yield finding


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    what = "database"
    if damage := damage_of(settings.database):
        yield Finding(what, f"It is damaged ({damage}). Restore the last backup: python -m bot restore FILE")
        return
    database = Database(settings.database)
    try:
        health = await database.check()
        kept = await database.post(lambda outbox: outbox.zones()) if health.ready else frozenset()
    finally:
        await database.close()
    if not health.answers:
        yield Finding(what, f"It cannot be used. {health.mend}")
    else:
        behind = health.objection or "Its tables are not up to date: python -m bot migrate"
        yield Finding(what, None if health.ready else behind)
    if unknown := sorted(zone for zone in kept if not known_zone(zone)):
        yield Finding(f"kept time zones: {', '.join(unknown)}", UNKNOWN_ZONES)


async def _telegram(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    if settings.telegram_bot_token is None:
        yield Finding("Telegram: no TELEGRAM_BOT_TOKEN, so the local Telegram will be used")
        return
    what = "Telegram"
    token, url = settings.telegram_bot_token.get_secret_value(), f"{settings.telegram_api_url}/bot"
    try:
        async with Line() as line:
            asked = clock.now()
            there = await line.time_at(settings.telegram_api_url)
            yield _clock(asked, there, clock.now())
        async with Line() as line, Bot(token, base_url=url, request=line, get_updates_request=line) as bot:
            yield Finding(f"Telegram knows this bot as @{bot.username}")
            yield _webhook(settings, await bot.get_webhook_info())
    except InvalidToken:
        yield Finding(what, "It knows no bot with this token. Copy TELEGRAM_BOT_TOKEN from @BotFather again.")
    except TelegramError as error:
        yield Finding(what, f"It cannot be reached ({type(error).__name__}). Look at the network and TELEGRAM_API_URL.")


def _clock(asked: datetime, there: datetime | None, answered: datetime) -> Finding:
    """The time that Telegram told was right at some moment between the question and the answer."""
    if there is None:
        return Finding("clock: Telegram did not tell the time")
    fast, slow = (asked - there).total_seconds(), (there - answered).total_seconds()
    way = "fast" if fast > slow else "slow"
    mend = f"It is {max(fast, slow):.0f} seconds {way}. Set it, and let it be set: timedatectl set-ntp true"
    return Finding("clock, compared with Telegram's", mend if max(fast, slow) > FAST_OR_SLOW else None)


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
