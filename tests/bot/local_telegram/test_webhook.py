"""With a webhook, updates come by themselves: with the secret, in order, again until they are taken."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json

ANA, BEN = 1002, 1003
SECRET = "s3cret_-"


class Hook:
    """A bot's webhook: notes what is posted and answers as told, 200 when nothing is left to tell."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.bodies: list[Json] = []
        self.answers: list[str] = []
        self.url = ""
        self._came = asyncio.Event()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
        self.heads.append(head)
        self.bodies.append(json.loads(await reader.readexactly(length)))
        writer.write((self.answers.pop(0) if self.answers else "HTTP/1.1 200 OK").encode() + b"\r\n\r\n")
        writer.close()
        self._came.set()

    async def until(self, count: int) -> None:
        while len(self.bodies) < count:
            self._came.clear()
            await self._came.wait()


@pytest.fixture
async def hook(local: LocalTelegram) -> AsyncIterator[Hook]:
    listening = Hook()
    server = await asyncio.start_server(listening.take, "127.0.0.1", 0)
    listening.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?x=1"
    yield listening
    await asyncio.gather(*local.deliveries.stop(), return_exceptions=True)
    server.close()


async def ask(local: LocalTelegram, method: str, **params: object) -> object:
    answer = await local.call("1:local", method, params)
    assert answer["ok"], answer
    result: object = answer["result"]
    return result


async def nothing_waits(local: LocalTelegram) -> None:
    while local.waiting_updates():
        await local.world.updates.bell.wait()


async def test_updates_are_posted_with_the_secret(local: LocalTelegram, hook: Hook) -> None:
    local.say(ANA, "before")
    await ask(local, "setWebhook", url=hook.url, secret_token=SECRET)
    local.say(ANA, "after")
    await hook.until(2)
    assert [body["message"]["text"] for body in hook.bodies] == ["before", "after"]
    assert hook.heads[0].startswith("POST /hook?x=1 HTTP/1.1\r\n")
    assert f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n" in hook.heads[0]
    await nothing_waits(local)


async def test_what_is_not_taken_comes_again_before_anything_else_of_that_chat(
    local: LocalTelegram, hook: Hook
) -> None:
    hook.answers = ["HTTP/1.1 503 Busy\r\nRetry-After: 0", "nonsense", "HTTP/1.1 200 OK"]
    local.deliveries.first_delay = 0
    await ask(local, "setWebhook", url=hook.url)
    local.say(ANA, "one")
    local.say(ANA, "two")
    await hook.until(4)
    assert [body["message"]["text"] for body in hook.bodies] == ["one", "one", "one", "two"]


async def test_another_chat_need_not_wait(local: LocalTelegram, hook: Hook) -> None:
    hook.answers = ["HTTP/1.1 500 Oh\r\nRetry-After: 3600"]
    await ask(local, "setWebhook", url=hook.url)
    local.say(ANA, "stuck")
    await hook.until(1)
    local.say(BEN, "free")
    await hook.until(2)
    assert hook.bodies[1]["message"]["text"] == "free"


async def test_trouble_with_the_webhook_is_noted(local: LocalTelegram, hook: Hook) -> None:
    hook.answers = ["nonsense", "HTTP/1.1 500 Oh\r\nRetry-After: 3600"]
    local.deliveries.first_delay = 0
    await ask(local, "setWebhook", url=hook.url)
    local.say(ANA, "hello")
    await hook.until(2)
    info = await ask(local, "getWebhookInfo")
    assert isinstance(info, dict)
    assert info["last_error_message"] == "no HTTP answer"
    assert info["pending_update_count"] == 1


async def test_a_webhook_ends_a_waiting_poll_and_keeps_others_away(local: LocalTelegram, hook: Hook) -> None:
    asked = asyncio.create_task(local.call("1:local", "getUpdates", {"timeout": 50}))
    await asyncio.sleep(0)
    await ask(local, "setWebhook", url=hook.url)
    assert (await asked)["description"] == "Conflict: terminated by setWebhook request"
    again = await local.call("1:local", "getUpdates", {})
    assert again["error_code"] == 409
    assert again["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await ask(local, "deleteWebhook")
    assert await ask(local, "getUpdates") == []


async def test_what_waits_can_be_dropped(local: LocalTelegram, hook: Hook) -> None:
    local.say(ANA, "old")
    await ask(local, "setWebhook", url=hook.url, drop_pending_updates=True, allowed_updates=["message"])
    info = await ask(local, "getWebhookInfo")
    assert isinstance(info, dict)
    assert info["pending_update_count"] == 0
    assert info["allowed_updates"] == ["message"]
    await ask(local, "setWebhook", url="")
    local.say(ANA, "old")
    await ask(local, "deleteWebhook", drop_pending_updates=True)
    assert local.waiting_updates() == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:99999/"}, "invalid webhook URL specified"),
        ({"url": "https://localhost/"}, "bad webhook: the local Telegram speaks http, not https"),
        ({"url": "http://example.org/"}, "bad webhook: the local Telegram reaches loopback addresses only"),
        ({"url": "http://127.0.0.1/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1/", "secret_token": "x y"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(local: LocalTelegram, params: Json, words: str) -> None:
    answer = await local.call("1:local", "setWebhook", params)
    assert answer["description"] == f"Bad Request: {words}"
