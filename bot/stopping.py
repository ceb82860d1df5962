"""Being asked to stop: one flag for the whole process, and waiting that ends when it is set."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class Stop:
    """Not asked for at first; once asked for, for good."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    @property
    def is_asked(self) -> bool:
        """Whether we are to stop."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Let everything come to its end."""
        self._asked.set()

    def on_signals(self) -> None:
        """Stop when the terminal or the machine says so. Call it in the running event loop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self.ask)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.ask))

    async def before(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What the work gives or raises; None when we are to stop first, and then the work is broken off."""
        working, asked = asyncio.create_task(work), asyncio.create_task(self._asked.wait())
        try:
            await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            working.cancel()
            asked.cancel()
            await asyncio.gather(working, asked, return_exceptions=True)

    async def wait(self) -> None:
        """Wait until we are to stop."""
        await self._asked.wait()

    async def pause(self, length: timedelta) -> None:
        """Wait that long, or until we are to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._asked.wait(), length.total_seconds())
