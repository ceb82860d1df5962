"""A pace: lets so many pass in a second and no more."""

import asyncio


class Pace:
    """Whoever waits is let through in the order of asking. Bound to no event loop until somebody waits."""

    def __init__(self, a_second: float) -> None:
        self._gap = 1 / a_second
        self._next = 0.0

    async def wait(self) -> None:
        """Wait for one's turn; nobody waits who comes when it was quiet."""
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next)
        self._next = mine + self._gap
        if mine > now:
            await asyncio.sleep(mine - now)
