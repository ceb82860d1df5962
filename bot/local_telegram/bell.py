"""Wakes whoever waits, at once and all together. It carries no message: the woken look for themselves."""

import asyncio


class Bell:
    """Rung when there may be something new; bound to no event loop until somebody waits."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.silenced = False

    def ring(self) -> None:
        """Wake everybody who is waiting now."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def silence(self) -> None:
        """Wake everybody and let nobody wait again: the house is closing."""
        self.silenced = True
        self.ring()

    def next_ring(self) -> asyncio.Future[None]:
        """Done at the next ring; asked for at once, so that no ring falls between looking and waiting."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.silenced:
            future.set_result(None)
        else:
            self._waiting.add(future)
            future.add_done_callback(self._waiting.discard)
        return future

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait for the next ring; False when the seconds of real time passed first."""
        ring = self.next_ring()
        try:
            async with asyncio.timeout(seconds):
                await ring
        except TimeoutError:
            return False
        return True
