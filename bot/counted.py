"""A line to Telegram that counts every refusal and remembers the last trouble. It changes nothing that goes over it."""

from collections import Counter
from typing import Any, Literal, TypeAlias

from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.delivery import NORMAL_LIFE

Refusal: TypeAlias = Literal["flood", "forbidden", "bad_request", "stale", "unknown", "conflict", "server", "network"]
"""A 429, a 403, a 400 and one that is normal life; no such bot or file; two who ask; a 5xx; no answer at all."""

OF_STATUS: dict[int, Refusal] = {
    400: "bad_request",
    401: "unknown",
    403: "forbidden",
    404: "unknown",
    409: "conflict",
    429: "flood",
}
SERVER = 500
FILES = "/file/bot"
"""In addresses of files, of which one may well be gone."""

TROUBLE = frozenset[Refusal | None]({"unknown", "server"})
"""Refusals that are not about what was asked."""


class CountedLine(BaseRequest):
    """Hands every call on to another line; `refusals` are those that came back so far."""

    def __init__(self, line: BaseRequest) -> None:
        self._line = line
        self.refusals: Counter[Refusal] = Counter()
        self.trouble: Refusal | None = None
        """Why the last call got no answer of Telegram's own; None when it did, even if that was a no."""

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take, in seconds, unless the call says otherwise."""
        return self._line.read_timeout

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override]  # it is called of an instance
        """What was answered, as the other line understands it."""
        return self._line.parse_json_payload(payload)

    async def initialize(self) -> None:
        """Make ready in the running event loop."""
        await self._line.initialize()

    async def shutdown(self) -> None:
        """Let go of all connections."""
        await self._line.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: object, **named: object
    ) -> tuple[int, bytes]:
        """The status and the body of the answer, whatever they are."""
        try:
            status, body = await self._line.do_request(url, method, request_data, *timeouts, **named)  # type: ignore[arg-type]  # handed on as they are
        except TelegramError:
            self.trouble = "network"
            self.refusals["network"] += 1
            raise
        kind = _kind(status, body) if status in OF_STATUS or status >= SERVER else None
        if kind:
            self.refusals[kind] += 1
        is_lost_file = kind == "unknown" and FILES in url
        self.trouble = kind if kind in TROUBLE and not is_lost_file else None
        return status, body


def _kind(status: int, body: bytes) -> Refusal:
    words = body.lower()
    if status == 400 and any(normal.encode() in words for normal in NORMAL_LIFE):  # noqa: PLR2004 -- HTTP's number
        return "stale"
    return OF_STATUS.get(status, "server")
