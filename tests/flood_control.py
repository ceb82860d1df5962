"""A Bot API as far as flood control goes: takes messages, and answers 429 as Telegram does to whoever is too fast."""

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field

from telegram.request import BaseRequest, RequestData

ME = {"id": 4711, "is_bot": True, "first_name": "Rapport", "username": "rapport_bot"}


@dataclass(frozen=True)
class Sent:
    """A message that came, and whether it was refused; the moment is the loop's, at its coming."""

    at: float
    chat: int
    text: str
    refused: bool


@dataclass
class Bucket:
    """So many pass in a second for long, and a few more at once."""

    a_second: float
    burst: float
    full_at: float = 0.0

    def lets_pass(self, now: float) -> bool:
        earliest = max(self.full_at, now) + 1 / self.a_second
        if earliest - now > (self.burst + 1e-6) / self.a_second:
            return False
        self.full_at = earliest
        return True


@dataclass
class FloodControl:
    """What all processes of one token share: about a message a second for each chat, and so many for the token."""

    a_second: float = 30.0
    a_chat: float = 1.0
    burst_of_chat: float = 5.0
    retry_after: int = 3
    takes: float = 0.06
    """Seconds that an answer takes."""

    sent: list[Sent] = field(default_factory=list)
    refusals: deque[int] = field(default_factory=deque)
    """Chats whose next message is refused whatever the pace."""

    slow: dict[str, float] = field(default_factory=dict)
    """Texts whose answer takes longer, and how many seconds."""

    _chats: defaultdict[int, Bucket] = field(init=False)
    _last: deque[float] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._chats = defaultdict(lambda: Bucket(self.a_chat, self.burst_of_chat))

    def takes_message(self, now: float, chat: int, text: str) -> bool:
        """Whether it passes. More than the token's share and one in a sliding second never does."""
        while self._last and self._last[0] <= now - 1:
            self._last.popleft()
        is_much = len(self._last) > self.a_second
        passes = not is_much and chat not in self.refusals and self._chats[chat].lets_pass(now)
        if chat in self.refusals:
            self.refusals.remove(chat)
        if passes:
            self._last.append(now)
        self.sent.append(Sent(now, chat, text, refused=not passes))
        return passes

    def taken(self) -> list[Sent]:
        return [each for each in self.sent if not each.refused]


class FloodedLine(BaseRequest):
    """python-telegram-bot's way to it from one process. A line that is `cut` answers nothing any more."""

    def __init__(self, control: FloodControl) -> None:
        self._control = control
        self.cut: asyncio.Event | None = None

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 -- as Telegram
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named_timeouts: object,
    ) -> tuple[int, bytes]:
        if url.endswith("getMe"):
            return _answer(ME)
        if self.cut is not None:
            await self.cut.wait()
        assert request_data is not None
        given = request_data.parameters
        now = asyncio.get_running_loop().time()
        chat, text = int(str(given["chat_id"])), str(given["text"])
        passes = self._control.takes_message(now, chat, text)
        await asyncio.sleep(self._control.slow.get(text, self._control.takes))
        if not passes:
            return _refusal(self._control.retry_after)
        return _answer({"message_id": len(self._control.sent), "date": 0, "chat": {"id": chat, "type": "private"}})


def _answer(result: object) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


def _refusal(seconds: int) -> tuple[int, bytes]:
    refusal = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return 429, json.dumps(refusal).encode()
