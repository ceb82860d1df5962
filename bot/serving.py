"""Serves a web application in the running event loop, leaving signals to whoever owns the loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.loopback import from_here

SECONDS_TO_END = 5
"""For answers that are under way when the serving ends; afterwards they are broken off."""


class Serving:
    """An application that is being served; `url` is where this machine itself reaches it."""

    def __init__(self, url: str, server: uvicorn.Server, listener: socket.socket) -> None:
        self.url = url
        self._server = server
        self._serving = asyncio.create_task(server.serve([listener]), name="web server")

    async def end(self) -> None:
        """Let nobody in any more, and return when all who were in have their answers. Ending twice is ending once."""
        self._server.should_exit = True
        await asyncio.wait({self._serving})
        self._serving.result()


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, host: str = "127.0.0.1", port: int = 8081) -> AsyncIterator[Serving]:
    """Serve until the block ends. Port 0 picks a free one. Raises OSError for a port or address that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        # asyncio sets this only on sockets it made itself; without it each small answer waits 40 ms for company
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,  # the app's own logging stands
            log_level="warning",
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        served = Serving(f"http://{from_here(host)}:{listener.getsockname()[1]}", _Server(config), listener)
        try:
            yield served
        finally:
            await served.end()


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn would raise the signal once more after it ended, past our own clean stop."""
        yield
