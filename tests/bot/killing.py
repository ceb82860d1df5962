"""A bot that can be killed and started again at once, and what Telegram saw of it. It judges nothing."""

import asyncio
import contextlib
import os
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Self

from tests.bot.questions import kind_of_nudge

ROOT = Path(__file__).parents[2]
SOONEST, LATEST = 0.05, 0.6
MOST_CALLS, LONGEST_LIFE = 160, 4
"""A life ends so many seconds after the first question for updates, or with one of the calls that follow it."""

LONGEST_START = LONGEST_END = 60

STABLE = """
import os, sys
from datetime import timedelta
from bot import app
from bot.__main__ import command_line
from bot.clock import ShiftedClock
print(0, flush=True)
for ahead in sys.stdin:
    bot = os.fork()
    if not bot:
        app.Clock = lambda: ShiftedClock(timedelta(seconds=float(ahead)))
        command_line(["run"])
    print(bot, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(bot, 0)[1]), flush=True)
"""
"""Imports the program once and becomes `python -m bot run` as often as asked: importing takes most of a start.

Each time it is told by how many seconds the bot's clock is ahead of this machine's.
"""


@dataclass
class Watch:
    """What the bot called: its answers and nudges to each person, and the taps it answered."""

    sent: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    nudges: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    calls_of: Counter[int] = field(default_factory=Counter)
    """How often something was done in the chat with this person."""

    answered: set[str] = field(default_factory=set)
    calls: int = 0
    starts: int = 0
    """How often a webhook was asked for: once by every life that has one."""

    active: asyncio.Event = field(default_factory=asyncio.Event)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    last_call: int = sys.maxsize

    def __call__(self, method: str, params: Mapping[str, object]) -> None:
        self.calls_of[int(str(params.get("chat_id", 0)))] += 1
        match method:
            case "getUpdates" | "setWebhook":
                self.active.set()
                self.starts += method == "setWebhook"
            case "sendMessage":
                text = str(params["text"])
                (self.nudges if kind_of_nudge(text) else self.sent)[int(str(params["chat_id"]))].append(text)
            case "answerCallbackQuery":
                self.answered.add(str(params["callback_query_id"]))
            case _:
                pass
        self.calls += self.active.is_set()
        if self.calls >= self.last_call:
            self.enough.set()

    def forget_life(self) -> None:
        """Another life begins: it has called nothing yet."""
        self.active.clear()

    async def life_is_over(self, chance: Random) -> None:
        """A random moment of the life that has begun."""
        async with asyncio.timeout(LONGEST_START):
            await self.active.wait()
        await self.moment_comes(chance)

    async def moment_comes(self, chance: Random) -> None:
        """A random moment: after some time, or in the middle of what follows from a call."""
        self.calls = 0
        self.enough.clear()
        by_time = chance.random() < 0.4
        self.last_call = sys.maxsize if by_time else chance.randint(1, MOST_CALLS)
        longest = chance.uniform(SOONEST, LATEST) if by_time else LONGEST_LIFE
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.enough.wait(), longest)


class Stable:
    """Where bots come from, one after the other."""

    def __init__(self, keeper: asyncio.subprocess.Process) -> None:
        self._keeper = keeper
        self._bot = 0
        self._is_ready = False

    @property
    def is_empty(self) -> bool:
        """Whether no bot lives now."""
        return not self._bot

    @classmethod
    @asynccontextmanager
    async def opened(cls, home: Path, settings: Mapping[str, str]) -> AsyncIterator[Self]:
        with (home / "bot.log").open("wb") as log:
            keeper = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", STABLE),
                env={"PYTHONPATH": str(ROOT), "RAPPORT_HOME": str(home), "UPDATES_A_MINUTE": "1000000", **settings},
                cwd=home,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
            stable = cls(keeper)
            try:
                yield stable
            finally:
                stable.close()
                await keeper.wait()

    async def get_ready(self) -> None:
        """Returns when a bot can be had at once."""
        if not self._is_ready:
            await self._number()
            self._is_ready = True

    async def start(self, ahead: float = 0) -> None:
        """Let a bot live whose clock is ahead by so many seconds."""
        await self.get_ready()
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(f"{ahead}\n".encode())
        self._bot = await self._number()

    async def end(self, how: signal.Signals) -> int:
        """Send the bot this signal; its exit code once it is gone."""
        os.kill(self._bot, how)
        async with asyncio.timeout(LONGEST_END):
            code = await self._number()
        self._bot = 0
        return code

    def close(self) -> None:
        if self._bot:
            os.kill(self._bot, signal.SIGKILL)
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()

    async def _number(self) -> int:
        assert self._keeper.stdout is not None
        return int(await self._keeper.stdout.readline())
