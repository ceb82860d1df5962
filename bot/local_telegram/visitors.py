"""Lets in only this machine's own page and bots: other websites open in the same browser stay outside."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.loopback import is_loopback

OPEN_TO_BOTS = ("/bot", "/file/bot")  # a bot may run in another container; it knows the token
FORMS = ("application/json", "multipart/form-data")


class OnlyThisMachine:
    """Refuses foreign names for this machine (DNS rebinding) and calls that another site's page makes (CSRF)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in; answer the rest with 403 or 415 and why."""
        if scope["type"] == "http" and (refusal := _refusal(scope)):
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _refusal(scope: Scope) -> JSONResponse | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return JSONResponse({"error": "Only the page served here may call this."}, 403)
    if scope["path"].startswith(OPEN_TO_BOTS):
        return None
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return JSONResponse({"error": "Open this page as http://127.0.0.1 or http://localhost."}, 403)
    form = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] == "POST" and form not in FORMS:
        return JSONResponse({"error": "Send JSON or multipart/form-data."}, 415)
    return None
