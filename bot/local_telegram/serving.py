"""Serves a local Telegram on loopback in the running event loop, leaving signals to whoever owns the loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from bot.local_telegram.local import LocalTelegram

SECONDS_TO_END = 2


@contextlib.asynccontextmanager
async def serve(local: LocalTelegram, host: str = "127.0.0.1", port: int = 8081) -> AsyncIterator[str]:
    """Serve until the block ends; gives the base URL. Port 0 picks a free one. Raises OSError for a taken port."""
    with socket.create_server((host, port)) as listener:
        # asyncio sets this only on sockets it made itself; without it each small answer waits 40 ms for company
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            local.app,
            access_log=False,
            log_config=None,  # the app's own logging stands
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        server = _Server(config)
        local.welcome()
        serving = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            local.release()
            server.should_exit = True
            await serving


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn would raise the signal once more after it ended, past our own clean stop."""
        yield
