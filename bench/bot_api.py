"""A Bot API server for measuring: it answers what bots ask and tells them what its people do. It judges nothing.

It forgets at once what nobody will ask for again, so that it costs little beside the bot.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count, islice
from typing import Any

from bench.pushing import Pushing
from bench.wire import Answer, Json, Wire
from bot.clock import Clock

TOKEN = "1:x"  # noqa: S105 - nobody's
ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "benchbot", "supports_inline_queries": False}
LONGEST_POLL = 50.0
Heard = Callable[[int, str, Json], None]
"""Told the chat, the method and the message (or an empty one) of every call that somebody in a chat notices."""


class BotApi:
    """One bot's server. `heard` is told what people see, `delay` is the seconds that a call takes there and back."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.heard: Heard = _nobody
        self.asked = asyncio.Event()
        """Set once the bot asks for updates or sets a webhook."""

        self.calls: dict[str, int] = {}
        self.pushing = Pushing(delay / 2)
        self._updates: deque[Json] = deque()
        self._numbers = count(1)
        self._messages = count(1)
        self._waiting: Callable[[], None] | None = None

    def tell(self, chat: int, update: Json) -> None:
        """Queue an update of this chat for the bot, numbered."""
        update["update_id"] = next(self._numbers)
        if self.pushing.url:
            self.pushing.bring(chat, update)
            return
        self._updates.append(update)
        if self._waiting:
            self._waiting()

    def message(self, chat: int, text: str, sender: Json, **more: object) -> Json:
        """A message as Telegram shows it, with a number of its own."""
        date = int(Clock().now().timestamp())
        there = {"id": chat, "type": "private", "first_name": "P"}
        return {"message_id": next(self._messages), "from": sender, "chat": there, "date": date, "text": text, **more}

    def take(self, method: str, given: Json, answer: Answer) -> None:
        """What the bot calls: half of the delay lies before it is here, half of it before its answer is there."""
        self.calls[method] = self.calls.get(method, 0) + 1
        if not self.delay:
            self._arrived(method, given, answer)
            return
        loop, way = asyncio.get_running_loop(), self.delay / 2

        def back(status: int, body: Json) -> None:
            loop.call_later(way, answer, status, body)

        loop.call_later(way, self._arrived, method, given, back)

    def _arrived(self, method: str, given: Json, answer: Answer) -> None:
        if method == "getUpdates":
            self._poll(given, answer)
            return
        result, chat = self._result(method, given)
        if chat:
            self.heard(chat, method, result if isinstance(result, dict) else {})
        answer(200, {"ok": True, "result": result})

    def _result(self, method: str, given: Json) -> tuple[object, int]:
        """What the method returns, and whose chat shows it."""
        chat = int(given.get("chat_id", 0))
        match method:
            case "getMe":
                return ME, 0
            case "sendMessage" | "editMessageText" | "editMessageReplyMarkup":
                return self._shown(chat, method, given), chat
            case "answerCallbackQuery":
                return True, int(str(given["callback_query_id"]).partition("-")[0])
            case "setWebhook":
                self.pushing.url, self.pushing.secret = str(given["url"]), str(given.get("secret_token", ""))
                self.asked.set()
            case "deleteWebhook":
                self.pushing.url = ""
            case "getMyCommands":
                return [], 0
            case "getMyDescription" | "getMyShortDescription" | "getMyName":
                return {"description": "", "short_description": "", "name": ""}, 0
            case "getChatMenuButton":
                return {"type": "default"}, 0
            case "getWebhookInfo":
                return {"url": self.pushing.url, "has_custom_certificate": False, "pending_update_count": 0}, 0
            case _:
                pass
        return True, 0

    def _shown(self, chat: int, method: str, given: Json) -> Json:
        message = self.message(chat, str(given.get("text", "")), ME)
        if method != "sendMessage":
            message |= {"message_id": int(given["message_id"]), "edit_date": message["date"]}
        markup = given.get("reply_markup")
        keyboard = json.loads(markup) if isinstance(markup, str) else markup
        return message | ({"reply_markup": keyboard} if keyboard and "inline_keyboard" in keyboard else {})

    def _poll(self, given: Json, answer: Answer) -> None:
        """Answer now if there is something, else when there is, or when the time is over."""
        self.asked.set()
        while self._updates and self._updates[0]["update_id"] < int(given.get("offset", 0)):
            self._updates.popleft()
        limit, wait = int(given.get("limit", 100)), min(float(given.get("timeout", 0)), LONGEST_POLL)

        def reply() -> None:
            self._waiting = None
            over.cancel()
            answer(200, {"ok": True, "result": list(islice(self._updates, limit))})

        over = asyncio.get_running_loop().call_later(wait, reply)
        self._waiting = reply
        if self._updates or not wait:
            reply()


def _nobody(_chat: int, _method: str, _message: Json) -> None:
    return None


@asynccontextmanager
async def served(api: BotApi, port: int = 0) -> AsyncIterator[str]:
    """The address at which bots reach it, on this machine only."""
    loop = asyncio.get_running_loop()
    server: Any = await loop.create_server(lambda: Wire(api.take), "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        await api.pushing.stop()
        server.close()
