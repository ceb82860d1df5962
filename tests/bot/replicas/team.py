"""Three replicas of the bot behind one gateway, and what can happen to them. It judges nothing."""

import asyncio
import contextlib
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.bot.killing import LONGEST_START, Stable, Watch
from tests.bot.replicas.witness import Witness, named

SIZE = 3
PAUSE = (0.1, 1.5)
"""Seconds between two troubles, beside the wait for a moment."""

AWAY = (0.1, 2.5)
"""Seconds for which somebody who was killed is away."""

CUTS = 0.3
"""How many of the troubles cut connections; the others kill."""

JUST_COMMITTED, MOST_COMMITS = 0.5, 60
"""How many of the troubles come with a commit about letters, and how many of those are waited for."""


UNANSWERED = re.compile(r"letter \d+ of (\d+), say: TryLater \((?:TimedOut|NetworkError)\)")
"""A line in the log of a replica; on a machine with too much to do, the local Telegram answers too late."""


@dataclass
class Replica:
    """One replica: the name with which it connects to the database, its port, and where its lives come from."""

    name: str
    port: int
    stable: Stable
    log: Path


@dataclass
class Team:
    """All replicas."""

    replicas: list[Replica]
    watch: Watch
    witness: Witness
    on_their_way: Counter[int] = field(default_factory=Counter)
    """How many messages to a person may have been sent just when the sender was killed."""

    ahead: float = 0
    """By how many seconds their clocks are ahead."""

    kills: int = 0
    cuts: int = 0
    exits: list[int] = field(default_factory=list)
    """Exit codes of those that were asked to stop."""

    _returning: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        """All of them, until Telegram knows where to bring updates."""
        await asyncio.gather(*(replica.stable.start(self.ahead) for replica in self.replicas))
        await self._has_started(len(self.replicas))

    async def suffer(self, chance: Random, over: asyncio.Event) -> None:
        """Trouble until it is over: somebody is killed and comes back, or loses their connections."""
        while not over.is_set():
            await asyncio.sleep(chance.uniform(*PAUSE))
            replica = await self._victim(chance)
            if replica is None or replica.stable.is_empty:
                continue
            if chance.random() < CUTS:
                self.cuts += self.witness.cut(replica.name)
            else:
                await self._kill(replica, chance.uniform(*AWAY))
        await asyncio.gather(*self._returning)

    async def restart_one_by_one(self) -> None:
        """As an update of the program does it: each is asked to stop, and the next not before its follower works."""
        for replica in self.replicas:
            starts = self.watch.starts
            self.exits.append(await replica.stable.end(signal.SIGTERM))
            await replica.stable.start(self.ahead)
            await self._has_started(starts + 1)

    async def stop(self) -> None:
        """Ask all to stop."""
        self.exits += await asyncio.gather(*(replica.stable.end(signal.SIGTERM) for replica in self.replicas))

    async def _victim(self, chance: Random) -> Replica | None:
        """Whom trouble meets now: anybody, perhaps just after a call, or whoever has just committed something."""
        if chance.random() < JUST_COMMITTED:
            name = await self.witness.committer(chance.randint(1, MOST_COMMITS))
            return next((replica for replica in self.replicas if replica.name == name), None)
        await self.watch.moment_comes(chance)
        return chance.choice(self.replicas)

    def unanswered(self) -> Counter[int]:
        """How many messages to a person were sent again because Telegram's answer did not come, as the logs tell."""
        logs = (replica.log.read_text() for replica in self.replicas)
        return Counter(int(found[1]) for log in logs for found in UNANSWERED.finditer(log))

    async def _kill(self, replica: Replica, away: float) -> None:
        await replica.stable.end(signal.SIGKILL)
        self.kills += 1
        self.on_their_way += self.witness.on_their_way(replica.name)
        returning = asyncio.create_task(self._return(replica, away))
        self._returning.add(returning)
        returning.add_done_callback(self._returning.discard)

    async def _return(self, replica: Replica, away: float) -> None:
        await asyncio.sleep(away)
        await replica.stable.start(self.ahead)

    async def _has_started(self, starts: int) -> None:
        async with asyncio.timeout(LONGEST_START):
            while self.watch.starts < starts:  # noqa: ASYNC110 -- the bot tells its tests nothing
                await asyncio.sleep(0.02)


@asynccontextmanager
async def gathered(home: Path, ports: Sequence[int], settings: Mapping[str, str], watch: Watch) -> AsyncIterator[Team]:
    """Replicas with these ports and settings, which are not started yet."""
    async with AsyncExitStack() as stack:
        witness = stack.enter_context(contextlib.closing(Witness(settings["DATABASE_URL"])))
        replicas = []
        for port in ports:
            name = f"replica-{port}"
            (home / name).mkdir()
            own = {"PORT": str(port), "DATABASE_URL": named(settings["DATABASE_URL"], name)}
            stable = await stack.enter_async_context(Stable.opened(home / name, {**settings, **own}))
            replicas.append(Replica(name, port, stable, home / name / "bot.log"))
        yield Team(replicas, watch, witness)
