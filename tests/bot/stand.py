"""The shell on a test stand: all of it real, with a local Telegram in process; a recording ear is the coach."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from telegram.ext import Application, ApplicationBuilder

from bot.clock import Clock
from bot.coach import LEASE
from bot.handlers import Handlers
from bot.heartbeat import Heartbeat
from bot.intake import Intake
from bot.local_telegram.local import LocalTelegram
from bot.metrics import Metrics
from bot.postman import Postman
from bot.readings import Readings
from conversations.address import Open, Page
from conversations.effects import Button, Effect, Letter, Say, Screen
from conversations.facts import OwnerId
from conversations.inline import Article
from conversations.prose import plain
from conversations.signals import Signal
from storage.database import Database
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.outbox import Outbox
from tests.bot.local_telegram.hand_clock import HandClock
from tests.offline import OfflineRequest

T = TypeVar("T")

ADA = OwnerId(7)
BEN = OwnerId(8)
SOON = timedelta(seconds=90)
ENOUGH = 20


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not true():  # noqa: ASYNC110 -- the parts of the shell tell nobody when they are done
            await asyncio.sleep(0.005)


class HeldClock(Clock):
    """Shows what the hand clock shows."""

    def __init__(self, hand: HandClock) -> None:
        self._hand = hand

    def now(self) -> datetime:
        return self._hand.moment


@dataclass
class Ear:
    """Hears what the coach would hear. `trouble` is raised instead, `gates` keep a person's turn waiting."""

    heard: list[tuple[OwnerId, int, Signal, str]] = field(default_factory=list)
    trouble: list[Exception] = field(default_factory=list)
    gates: dict[OwnerId, asyncio.Event] = field(default_factory=dict)

    async def hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str) -> None:
        if owner in self.gates:
            await self.gates[owner].wait()
        if self.trouble:
            raise self.trouble.pop(0)
        self.heard.append((owner, update, signal, first_name))

    @property
    def signals(self) -> list[Signal]:
        return [signal for _, _, signal, _ in self.heard]


class Stand:
    """Everything a test of the shell needs, with the parts it may want to look at."""

    def __init__(self, database: Database, local: LocalTelegram, hand: HandClock) -> None:
        self.database, self.local, self.hand = database, local, hand
        self.clock = HeldClock(hand)
        self.line = OfflineRequest(local)
        builder = ApplicationBuilder().token(local.world.token).updater(None).job_queue(None)
        builder = builder.request(self.line).get_updates_request(self.line)
        self.application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        self.ear = Ear()
        self.called: list[str] = []
        local.observers.append(lambda method, _: self.called.append(method))
        self.places: list[tuple[float, float]] = []
        self.queries: list[tuple[OwnerId, str]] = []
        self.articles: tuple[Article, ...] | None = ()
        self.postman = Postman(self.application.bot, database, self.clock)
        self.intake = Intake(self.application, database, self.clock)
        self.intake.letters = self.postman.take
        self.heartbeat = Heartbeat(self.clock, (), self.nothing_due)
        self.metrics = Metrics(Readings(database, self.heartbeat, self.intake, self.clock))
        self.soon = SOON
        self.until = hand.moment + LEASE
        Handlers(self._hear, self.zone_at, self.offer).register(self.application)

    async def _hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str) -> None:
        await self.ear.hear(owner, update, signal, first_name)

    @staticmethod
    async def nothing_due() -> None:
        return None

    def zone_at(self, latitude: float, longitude: float) -> str | None:
        self.places.append((latitude, longitude))
        return "Europe/Berlin"

    async def offer(self, owner: OwnerId, query: str) -> tuple[Article, ...] | None:
        self.queries.append((owner, query))
        return self.articles

    async def bring(self) -> list[Signal]:
        """Take in all updates that wait; the signals they became."""
        for update in self.local.take_updates():
            await self.intake.take(update)
        return self.ear.signals

    async def write(self, *effects: Effect, owner: OwnerId = ADA) -> tuple[LentLetter, ...]:
        """Commit effects; the letters among them, lent to us."""
        now = self.clock.now()
        return await self.turn(lambda ledger: ledger.record(effects, now, lend_until=now + LEASE), owner)

    async def send(self, *letters: Letter, owner: OwnerId = ADA) -> None:
        """Commit letters and let the postman carry them."""
        self.postman.take(await self.write(*letters, owner=owner))
        await self.postman.finish(SOON)

    async def send_home(self) -> int:
        """A message with a button; its id."""
        await self.send(Say(Screen(plain("Home"), rows=((Button("People", Open(Page.PEOPLE)),),))))
        return int(self.local.last(ADA)["message_id"])

    async def sweep(self) -> datetime | None:
        """Let the postman sweep and carry what he found."""
        upcoming = await self.postman.sweep()
        await self.postman.finish(SOON)
        return upcoming

    async def turn(self, work: Callable[[Ledger], T], owner: OwnerId = ADA) -> T:
        return await self.database.turn(owner, work)

    async def post(self, work: Callable[[Outbox], T]) -> T:
        return await self.database.post(work)

    def texts(self, person: OwnerId = ADA) -> list[str]:
        """What stands in a chat, oldest first."""
        return [message["text"] for message in self.local.chat(person) if "text" in message]
