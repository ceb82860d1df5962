"""A bot that can be killed and started again at once, and what Telegram saw of it. It judges nothing."""

import asyncio
import contextlib
import os
import signal
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Self

ROOT = Path(__file__).parents[2]
SOONEST, LATEST = 0.05, 0.6
MOST_CALLS, LONGEST_LIFE = 160, 4
"""A life ends so many seconds after the first question for updates, or with one of the calls that follow it."""

LONGEST_START = 60

STABLE = """
import os, sys
from bot.__main__ import command_line
for _ in sys.stdin:
    bot = os.fork()
    if not bot:
        command_line(["run"])
    print(bot, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(bot, 0)[1]), flush=True)
"""
"""Imports the program once and becomes `python -m bot run` as often as asked: importing takes most of a start."""


@dataclass
class Watch:
    """What the bot called: the texts it sent to each person and the taps it answered."""

    sent: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    answered: set[str] = field(default_factory=set)
    calls: int = 0
    active: asyncio.Event = field(default_factory=asyncio.Event)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    last_call: int = sys.maxsize

    def __call__(self, method: str, params: Mapping[str, object]) -> None:
        match method:
            case "getUpdates":
                self.active.set()
            case "sendMessage":
                self.sent[int(str(params["chat_id"]))].append(str(params["text"]))
            case "answerCallbackQuery":
                self.answered.add(str(params["callback_query_id"]))
            case _:
                pass
        self.calls += self.active.is_set()
        if self.calls >= self.last_call:
            self.enough.set()

    def forget_life(self) -> None:
        """Another life begins: it has called nothing yet."""
        self.calls = 0
        self.active.clear()
        self.enough.clear()

    async def life_is_over(self, chance: Random) -> None:
        """A random moment of the life that has begun: some time, or in the middle of what follows from a call."""
        async with asyncio.timeout(LONGEST_START):
            await self.active.wait()
        by_time = chance.random() < 0.4
        self.last_call = sys.maxsize if by_time else chance.randint(1, MOST_CALLS)
        longest = chance.uniform(SOONEST, LATEST) if by_time else LONGEST_LIFE
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.enough.wait(), longest)


class Stable:
    """Where bots come from. One at a time: Telegram tells its updates only once."""

    def __init__(self, keeper: asyncio.subprocess.Process) -> None:
        self._keeper = keeper
        self._bot = 0

    @classmethod
    @asynccontextmanager
    async def opened(cls, home: Path, settings: Mapping[str, str]) -> AsyncIterator[Self]:
        with (home / "bot.log").open("wb") as log:
            keeper = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", STABLE),
                env={"PYTHONPATH": str(ROOT), "RAPPORT_HOME": str(home), **settings},
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

    async def start(self) -> None:
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(b"\n")
        self._bot = await self._number()

    async def end(self, how: signal.Signals) -> int:
        """Send the bot this signal; its exit code once it is gone."""
        os.kill(self._bot, how)
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
