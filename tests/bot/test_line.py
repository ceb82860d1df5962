import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.line import Line

TOKEN = "4711:for-tests"
Answer = Callable[[web.Request], Awaitable[web.Response]]
SENT = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "Hello"}


@contextlib.asynccontextmanager
async def telegram(answer: Answer) -> AsyncIterator[Bot]:
    """A server that answers every call in this way, and a bot that calls it; it is not initialized with getMe."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    line = Line(read=1)
    await line.initialize()
    try:
        yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=line, get_updates_request=line)
    finally:
        await line.shutdown()
        await runner.cleanup()


def refuses(status: int, words: str, **parameters: object) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        refusal = {"ok": False, "error_code": status, "description": words, "parameters": parameters}
        return web.json_response(refusal, status=status)

    return answer


async def test_a_call_carries_its_arguments_and_brings_the_answer() -> None:
    called: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        called.append((request.path, await request.json()))
        return web.json_response({"ok": True, "result": SENT})

    async with telegram(answer) as bot:
        sent = await bot.send_message(7, "Grüße 👋", disable_notification=True)
    assert sent.message_id == 5
    assert called == [(f"/bot{TOKEN}/sendMessage", {"chat_id": 7, "text": "Grüße 👋", "disable_notification": True})]


@pytest.mark.parametrize("text", ["half a \ud83d pair", "\x00", "</script>"])
async def test_whatever_a_text_holds_it_arrives(text: str) -> None:
    called: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        called.append((await request.json())["text"])
        return web.Response(body=json.dumps({"ok": True, "result": SENT | {"text": text}}))

    async with telegram(answer) as bot:
        assert (await bot.send_message(7, text)).text == text
    assert called == [text]


async def test_a_file_goes_as_a_form() -> None:
    called: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["voice"]
        assert isinstance(file, web.FileField)
        called.append((form["chat_id"], form["caption"], file.filename, file.file.read()))
        return web.json_response({"ok": True, "result": SENT})

    async with telegram(answer) as bot:
        await bot.send_voice(7, io.BytesIO(b"OggS"), caption="Ana", filename="note.ogg")
    assert called == [("7", "Ana", "note.ogg", b"OggS")]


@pytest.mark.parametrize(
    ("status", "words", "error"),
    [
        (400, "Bad Request: chat not found", BadRequest),
        (401, "Unauthorized", InvalidToken),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (502, "Bad Gateway", NetworkError),
    ],
)
async def test_a_refusal_is_told_as_python_telegram_bot_tells_it(
    status: int, words: str, error: type[Exception]
) -> None:
    async with telegram(refuses(status, words)) as bot:
        with pytest.raises(error):
            await bot.send_message(7, "Hello")


async def test_a_pause_that_telegram_asks_for_is_told() -> None:
    async with telegram(refuses(429, "Too Many Requests: retry after 3", retry_after=3)) as bot:
        with pytest.raises(RetryAfter):
            await bot.send_message(7, "Hello")


async def test_silence_times_out() -> None:
    async def answer(_request: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    async with telegram(answer) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(7, "Hello", read_timeout=0.05)


async def test_a_line_that_breaks_in_the_middle_is_a_network_error() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with telegram(answer) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(7, "Hello")


async def test_no_failure_tells_the_token() -> None:
    line = Line(connect=1)
    await line.initialize()
    bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=line, get_updates_request=line)
    with pytest.raises(NetworkError) as failure:
        await bot.send_message(7, "Hello")
    await line.shutdown()
    assert TOKEN not in repr(failure.value)
    assert failure.value.__cause__ is None


async def test_a_line_that_was_not_made_ready_says_so() -> None:
    line = Line()
    await line.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await line.do_request("http://127.0.0.1:9/", "POST")


async def test_a_line_can_be_made_ready_twice_and_let_go_twice() -> None:
    line = Line()
    await line.initialize()
    await line.initialize()
    await line.shutdown()
    await line.shutdown()
    assert line.read_timeout == 10
