"""A pace: how many may set out within a sliding second, in this process. It knows neither budgets nor letters."""

import asyncio
from collections import deque

A_SECOND = 1.02
"""A little more than a second, because what sets out in order arrives a little apart or together."""


class Pace:
    """At most one more than `a_second` in any second: whoever keeps a budget of `a_second` never waits here.

    It holds back those who come together, after a stall, though each had a moment of its own. Bound to no event loop.
    """

    def __init__(self, a_second: float) -> None:
        self._most = int(a_second * A_SECOND) + 1
        self._last: deque[float] = deque(maxlen=self._most)

    async def wait(self) -> None:
        """Wait for one's turn; those who wait are let through one by one, in the order of asking."""
        loop = asyncio.get_running_loop()
        mine = max(loop.time(), self._last[0] + A_SECOND) if len(self._last) == self._most else loop.time()
        self._last.append(mine)
        await until(mine)


async def until(moment: float) -> None:
    """Wait until the event loop's clock shows this, and not a moment less."""
    loop = asyncio.get_running_loop()
    while (ahead := moment - loop.time()) > 0:  # noqa: ASYNC110 -- a sleep may end a little early
        await asyncio.sleep(ahead)
