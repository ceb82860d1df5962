"""An event loop whose time stands still while anything can be done, and jumps to the next moment when nothing can.

What threads and servers do takes no time. An hour of waiting is over at once, and the same waits end in the same order
every time.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock

T = TypeVar("T")

BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class _JumpingSelector(selectors.SelectSelector):
    """Waits for nothing but threads and what servers answer; all other waiting is a jump."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.in_threads = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        waits_for_server = len(self.get_map()) > 1  # besides the pipe by which threads wake the loop
        if self.in_threads or waits_for_server or timeout is None:
            return super().select(None)
        self.now += timeout
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop; `time()` begins at 0."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., Any], *args: object
    ) -> asyncio.Future[Any]:
        future = super().run_in_executor(executor, func, *args)
        self._jumping.in_threads += 1
        future.add_done_callback(self._is_back)
        return future

    def _is_back(self, _future: object) -> None:
        self._jumping.in_threads -= 1


class VirtualClock(Clock):
    """Shows the loop's time, `ahead` of it for a machine whose clock is wrong."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return BEGIN + self.ahead + timedelta(seconds=asyncio.get_running_loop().time())


def in_virtual_time(story: Callable[..., Coroutine[Any, Any, T]], *args: object, **named: Mapping[str, object]) -> T:
    """What the story gives, told in no time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story(*args, **named))
