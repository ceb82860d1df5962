"""Lanes: of each person's updates one at a time goes on, the one with the lowest number first. It takes none itself.

Telegram numbers updates in their order. Those that come at once, because one was repeated or two connections overtook
each other, are put in that order again as far as they wait together; what has begun already is not called back.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from heapq import heappop, heappush
from itertools import count

from conversations.facts import OwnerId


class Lanes:
    """Different people do not wait for each other. A lane is kept only while somebody is in it."""

    def __init__(self) -> None:
        self._waiting: dict[OwnerId, list[tuple[int, int, asyncio.Future[None]]]] = {}
        self._arrivals = count()

    @contextlib.asynccontextmanager
    async def turn(self, owner: OwnerId, number: int) -> AsyncIterator[None]:
        """Have this person's lane for oneself; of equal numbers the one that came first is let in first."""
        await self._enter(owner, number)
        try:
            yield
        finally:
            self._leave(owner)

    async def _enter(self, owner: OwnerId, number: int) -> None:
        if owner not in self._waiting:
            self._waiting[owner] = []
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting[owner], (number, next(self._arrivals), called))
        try:
            await called
        except asyncio.CancelledError:
            if (
                not called.cancelled()
            ):  # called in the moment in which we were told to go: then it is the next one's turn
                self._leave(owner)
            raise

    def _leave(self, owner: OwnerId) -> None:
        waiting = self._waiting[owner]
        while waiting:
            _number, _arrival, called = heappop(waiting)
            if not called.done():
                called.set_result(None)
                return
        del self._waiting[owner]
