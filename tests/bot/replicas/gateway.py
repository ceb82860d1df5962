"""A gateway between Telegram and the replicas: each update goes to the next one in turn, whoever had the one before.

It makes what networks make: a replica's answer is lost, so that Telegram brings the update again and another replica
gets it; two replicas get an update at once; one comes again late, after others of the same chat.
"""

import asyncio
import contextlib
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from random import Random

NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LONGEST_ANSWER = 60
MOST_BETWEEN = 6
"""Updates of a chat that are delivered before one is brought again at the latest."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How often each of it happens, from 0 to 1."""

    lost: float = 0
    at_once: float = 0
    late: float = 0


class Gateway:
    """Where Telegram brings updates. What Telegram is told is what a replica said, or that nobody answered."""

    def __init__(self, ports: Sequence[int], chance: Random, likelihood: Likelihood) -> None:
        self.ports = ports
        self._in_turn = cycle(ports)
        self._chance = chance
        self._likelihood = likelihood
        self._again = defaultdict[int, list[tuple[int, bytes]]](list)
        """Of each chat, what comes again, and after how many more of its updates."""

        self._coming: set[asyncio.Task[bytes]] = set()
        self.taken = Counter[int]()
        """How often replicas said yes to an update."""

        self.refused = Counter[int]()
        """What else Telegram was told, by status."""

        self.lost = self.at_once = self.late = 0

    @property
    def duplicates(self) -> int:
        """Deliveries of what had been taken already."""
        return self.taken.total() - len(self.taken)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call of Telegram's."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            raw = await _request(reader)
            answer = await self._answer(raw)
            if _status(answer) != 200:
                self.refused[_status(answer)] += 1
            writer.write(answer)
            await writer.drain()
        writer.close()

    async def bring_the_rest(self) -> None:
        """Bring again at last what was to come again late."""
        for chat in [*self._again]:
            for _, raw in self._again.pop(chat):
                self._bring_late(raw)
        await asyncio.gather(*self._coming)

    async def _answer(self, raw: bytes) -> bytes:
        drawn = self._chance.random()
        if drawn < self._likelihood.at_once:
            self.at_once += 1
            answers = await asyncio.gather(self._bring(raw), self._bring(raw))
            return next((answer for answer in answers if _status(answer) == 200), answers[0])
        answer = await self._bring(raw)
        if _status(answer) == 200 and drawn > 1 - self._likelihood.lost:
            self.lost += 1
            return NOBODY
        if _status(answer) == 200:
            self._remember(raw)
        return answer

    def _remember(self, raw: bytes) -> None:
        """That an update was delivered: earlier ones of its chat may come again now, and so may it later."""
        chat = _chat(raw)
        waiting = [(more - 1, earlier) for more, earlier in self._again.pop(chat, [])]
        for more, earlier in waiting:
            if more <= 0:
                self._bring_late(earlier)
            else:
                self._again[chat].append((more, earlier))
        if self._chance.random() < self._likelihood.late:
            self._again[chat].append((self._chance.randint(1, MOST_BETWEEN), raw))

    def _bring_late(self, raw: bytes) -> None:
        self.late += 1
        coming = asyncio.create_task(self._bring(raw))
        self._coming.add(coming)
        coming.add_done_callback(self._coming.discard)

    async def _bring(self, raw: bytes) -> bytes:
        answer = await _answer_at(next(self._in_turn), raw)
        if _status(answer) == 200:
            self.taken[json.loads(_body(raw))["update_id"]] += 1
        return answer


@asynccontextmanager
async def opened(gateway: Gateway) -> AsyncIterator[str]:
    """Its address."""
    server = await asyncio.start_server(gateway.take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return head + await reader.readexactly(int(length.partition(b":")[2]))


async def _answer_at(port: int, raw: bytes) -> bytes:
    """What the replica at this port says; one that is dead or dies meanwhile says nothing."""
    try:
        async with asyncio.timeout(LONGEST_ANSWER):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(raw)
                return await reader.read() or NOBODY
            finally:
                writer.close()
    except OSError:  # TimeoutError is one
        return NOBODY


def _status(answer: bytes) -> int:
    return int(answer.split(maxsplit=2)[1])


def _body(raw: bytes) -> bytes:
    return raw.partition(b"\r\n\r\n")[2]


def _chat(raw: bytes) -> int:
    update = json.loads(_body(raw))
    whose = update.get("message") or update["callback_query"]
    return int(whose["from"]["id"])
