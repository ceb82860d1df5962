"""The door at which Telegram brings updates: lets in whoever knows the secret, and says yes only to what is committed.

A wrong secret is answered before the body is read. What Telegram itself brings and nobody can read is parked by the
intake and counts as taken, or it would come again for a day. Only a body that cannot be Telegram's is refused.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeAlias

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.logs import told
from bot.raw_updates import RawUpdate, is_update
from storage.failures import StorageAway

Take: TypeAlias = Callable[[RawUpdate], Coroutine[Any, Any, None]]
"""Returns when an update is committed or parked. Raises StorageAway when it is neither."""

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name

LARGEST_BODY = 1 << 20
"""Bytes; an update with the longest text has some twenty thousand."""

LONGEST_READ = timedelta(seconds=10)
LONGEST_TURN = timedelta(seconds=30)
"""Telegram hangs up after about a minute and brings the update again, as it does when we say no."""

SHUT, AWAY = 1, 3
"""Seconds after which to try again: another process is there or we are back, and a database needs a little longer."""

WARN_AGAIN = 60.0
"""Seconds between two warnings of callers without the secret, who may come as often as they like."""

logger = logging.getLogger(__name__)


class Door:
    """Shut until it is opened, and again once it is closed."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._take: Take | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._quiet_until = 0.0

    def open(self, take: Take) -> None:
        """Let updates in from now on."""
        self._take = take

    async def close(self, within: timedelta) -> None:
        """Let nothing in any more and what is in come to its end. What takes longer is broken off and comes again."""
        self._take = None
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within.total_seconds())
        for taking in self._under_way:
            taking.cancel()

    async def knock(self, request: Request) -> Response:
        """What to answer to somebody who brings an update."""
        if not self._is_known(request):
            return _refused("The secret is wrong.", 403)
        if self._take is None:
            return _again_after(SHUT)
        try:
            async with asyncio.timeout(LONGEST_READ.total_seconds()):
                body = await _body(request)
        except (ClientDisconnect, TimeoutError):
            return _refused("The body did not come.", 408)
        if body is None:
            return _refused("No update is as large as that.", 413)
        raw = _update_in(body)
        if raw is None:
            return _refused("That is no update.", 400)
        return await self._taken(raw)

    async def _taken(self, raw: RawUpdate) -> Response:
        if self._take is None:  # it was closed while we read
            return _again_after(SHUT)
        taking = asyncio.create_task(self._take(raw), name=f"update {raw['update_id']}")
        self._under_way.add(taking)
        taking.add_done_callback(self._under_way.discard)
        await asyncio.wait({taking}, timeout=LONGEST_TURN.total_seconds())
        taking.cancel()  # does nothing to one that is done
        await asyncio.wait({taking})
        if taking.cancelled():
            logger.warning("update %(update)d has to come again: there was no time", {"update": raw["update_id"]})
            return _again_after(SHUT)
        error = taking.exception()
        if error is None:
            return Response()
        mend = f". {error.mend}" if isinstance(error, StorageAway) else ""
        found = {"update": raw["update_id"], "error": told(error) + mend}
        logger.warning("update %(update)d has to come again: %(error)s", found)
        return _again_after(AWAY)

    def _is_known(self, request: Request) -> bool:
        """Compared in a time that tells nothing of how much of it is right."""
        given = request.headers.get(SECRET, "").encode("latin-1")
        if hmac.compare_digest(given, self.secret.encode()):
            return True
        now = asyncio.get_running_loop().time()
        if now >= self._quiet_until:
            self._quiet_until = now + WARN_AGAIN
            logger.warning("somebody without the right secret calls the webhook")
        return False


def _refused(why: str, status: int) -> Response:
    """The line is cut: else whoever sends without an end would be listened to without an end."""
    return PlainTextResponse(why, status, {"Connection": "close"})


def _again_after(seconds: int) -> Response:
    return PlainTextResponse("Not now. Bring it again.", 503, {"Retry-After": str(seconds)})


async def _body(request: Request) -> bytes | None:
    """All of it, or None as soon as it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _update_in(body: bytes) -> RawUpdate | None:
    try:
        found: RawUpdate = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if is_update(found) else None
