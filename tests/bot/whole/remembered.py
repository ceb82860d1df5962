"""Scenes with which many tests begin, played once; then what came of them is copied. No test stands here.

What a scene leaves in memory is not copied: whoever goes on from a copy goes on as after a restart.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.local_telegram.wire import Json
from tests.bot.whole.phone import Exchange, Phone

Scene: TypeAlias = Callable[[Phone], Awaitable[None]]


@dataclass(frozen=True)
class Memory:
    """What the bot and Telegram had kept when a scene was over, the time, and what was on the phone."""

    kept: sqlite3.Connection
    chats: sqlite3.Connection
    moment: datetime
    news: list[Json]
    toasts: list[str]


_MEMORIES: dict[tuple[object, ...], Memory] = {}


async def remembered(phone: Phone, scene: Scene, *about: object) -> None:
    """Be where the scene, which is told by what it is `about` besides its name, has led. It begins from nothing."""
    exchange = phone.exchange
    if not is_new(exchange):
        await scene(phone)
        return
    names = exchange.local.world.store.connection.execute("SELECT id, first_name FROM people ORDER BY id").fetchall()
    key = (scene.__qualname__, *about, phone.person, exchange.hand.moment, *map(tuple, names))
    if key in _MEMORIES:
        _go_back(phone, _MEMORIES[key])
        return
    await scene(phone)
    _MEMORIES[key] = _memory(phone)


def is_new(exchange: Exchange) -> bool:
    """Whether nothing has been said and nothing been kept."""
    with closing(sqlite3.connect(exchange.file)) as kept:
        is_kept = kept.execute("SELECT EXISTS (SELECT * FROM owners)").fetchone()[0]
    chats = exchange.local.world.store.connection
    return not is_kept and not chats.execute("SELECT EXISTS (SELECT * FROM messages)").fetchone()[0]


def _memory(phone: Phone) -> Memory:
    exchange = phone.exchange
    kept, chats = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    with closing(sqlite3.connect(exchange.file)) as source:
        source.backup(kept)
    exchange.local.world.store.connection.backup(chats)
    return Memory(kept, chats, exchange.hand.moment, deepcopy(phone.news), [*phone.toasts])


def _go_back(phone: Phone, memory: Memory) -> None:
    exchange = phone.exchange
    with closing(sqlite3.connect(exchange.file)) as target:
        memory.kept.backup(target)
    memory.chats.backup(exchange.local.world.store.connection)
    exchange.hand.moment = memory.moment
    phone.news, phone.toasts = deepcopy(memory.news), [*memory.toasts]
