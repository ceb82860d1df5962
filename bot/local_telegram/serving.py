"""Serves a local Telegram in the running event loop, for as long as a block lasts."""

import contextlib
from collections.abc import AsyncIterator, Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot.local_telegram.local import LocalTelegram
from bot.serving import serving


@contextlib.asynccontextmanager
async def serve(
    local: LocalTelegram, host: str = "127.0.0.1", port: int = 8081, beside: Sequence[BaseRoute] = ()
) -> AsyncIterator[str]:
    """Serve it, and these routes beside it; gives the base URL.

    Port 0 picks a free one. Raises OSError for a taken port.
    """
    app = Starlette(routes=[*beside, Mount("/", local.app)]) if beside else local.app
    async with serving(app, host, port) as served:
        local.welcome()
        try:
            yield served.url
        finally:
            local.release()
