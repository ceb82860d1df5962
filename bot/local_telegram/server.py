"""The web application: what bots call, what the page calls, the page itself. It only translates HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.local_telegram.bot_routes import bot_routes
from bot.local_telegram.page_routes import page_routes
from bot.local_telegram.visitors import OnlyThisMachine

if TYPE_CHECKING:
    from bot.local_telegram.local import LocalTelegram

PAGE = Path(__file__).parent / "page"


def application(local: LocalTelegram) -> Starlette:
    """The application for one local Telegram."""
    routes: list[Route | Mount] = [
        *bot_routes(local),
        *page_routes(local, PAGE),
        Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(OnlyThisMachine)])
