"""Brings updates to a webhook as Telegram does: over kept connections, one after the other in each chat.

With several doors it takes them in turns, as a reverse proxy would that knows nobody.
"""

import asyncio
import contextlib
import json
from collections import deque
from itertools import count
from urllib.parse import urlsplit

from bench.wire import Json

MOST_AT_ONCE = 100
AGAIN = 0.1
"""Seconds until a door that did not take an update is tried again."""

TAKEN = 200

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Pushing:
    """One bot's webhook. `doors` are ports of this machine; the webhook's own when there are none."""

    def __init__(self, way: float) -> None:
        self.doors: list[int] = []
        self.url = ""
        self.secret = ""
        self._way = way
        self._waiting: dict[int, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: dict[int, list[Connection]] = {}
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self._turns = count()

    def bring(self, chat: int, update: Json) -> None:
        """Bring it when those before it in this chat are taken."""
        queue = self._waiting.setdefault(chat, deque())
        queue.append(update)
        if len(queue) == 1:
            task = asyncio.create_task(self._bring_all(chat, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Bring no more and hang up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connections in self._idle.values():
            for _, writer in connections:
                writer.close()
        self._idle.clear()

    async def _bring_all(self, chat: int, queue: deque[Json]) -> None:
        while queue:
            if self._way:
                await asyncio.sleep(self._way)
            async with self._room:
                taken = await self._taken(queue[0])
            if taken:
                queue.popleft()
            else:
                await asyncio.sleep(AGAIN)
        del self._waiting[chat]

    async def _taken(self, update: Json) -> bool:
        parts = urlsplit(self.url)
        doors = self.doors or [parts.port or 80]
        door = doors[next(self._turns) % len(doors)]
        content = json.dumps(update).encode()
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\nX-Telegram-Bot-Api-Secret-Token: {self.secret}\r\n\r\n"
        )
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):  # it is not there yet, or hung up meanwhile
            reader, writer = await self._connected(door)
            writer.write(head.encode() + content)
            answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
            length = next((int(line.partition(":")[2]) for line in answer if line.startswith("content-length:")), 0)
            await reader.readexactly(length)
            if any(line.startswith("connection: close") for line in answer):
                writer.close()
            else:
                self._idle.setdefault(door, []).append((reader, writer))
            return int(answer[0].split()[1]) == TAKEN
        return False

    async def _connected(self, door: int) -> Connection:
        idle = self._idle.setdefault(door, [])
        while idle:
            reader, writer = idle.pop()
            if not (reader.at_eof() or writer.is_closing()):
                return reader, writer
        return await asyncio.open_connection("127.0.0.1", door)
