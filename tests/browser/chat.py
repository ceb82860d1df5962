"""The chat page as a person uses it, and the bot behind it as a process. No test stands here."""

import asyncio
import os
import sys
from pathlib import Path

import httpx
import pytest
from playwright.async_api import ConsoleMessage, Locator, Page, Request, Response, Route
from playwright.async_api import TimeoutError as PatienceIsOver

from bot.local_telegram.world import USERNAME

ROOT = Path(__file__).parents[2]
PATIENCE = 15_000
"""Milliseconds that an answer may take on a busy machine."""

START = 20
"""Seconds that the process may take to start, or to end."""

STILL = 0.06
"""Seconds in which what stands still does not move: some frames."""

BOTS = '.row[data-from="bot"]'


class Bot:
    """`python -m bot run` without a token, with a folder of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self._home, self._port = home, port
        self._process: asyncio.subprocess.Process | None = None
        self.url = f"http://127.0.0.1:{port}"

    async def start(self) -> None:
        named = {"RAPPORT_HOME": str(self._home), "PORT": str(self._port), "PATH": os.environ["PATH"]}
        command = (sys.executable, "-m", "bot", "run")
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(*command, env=named, cwd=ROOT, stdout=pipe, stderr=pipe)
        async with asyncio.timeout(START), httpx.AsyncClient() as client:
            while not await self._answers(client):  # noqa: ASYNC110 -- another process rings no bell here
                await asyncio.sleep(0.05)

    async def stop(self) -> str:
        """End it as Ctrl+C does; what it had to say on both streams."""
        assert self._process
        if self._process.returncode is None:
            self._process.terminate()
        async with asyncio.timeout(START):
            said, complained = await self._process.communicate()
        return (said + complained).decode()

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(self.url)).is_success
        except httpx.TransportError:
            return False


class Chat:
    """One page. Whatever goes wrong in the browser is noted in `troubles`."""

    def __init__(self, page: Page, bot: Bot) -> None:
        self.page, self._bot = page, bot
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    async def open(self, query: str = "", *, ready: bool = True) -> None:
        await self.page.route("**/*", self._loopback_only)
        await self.page.goto(f"{self._bot.url}/{query}")
        if ready:
            await self.page.wait_for_selector("body[data-ready=yes]")

    async def picture(self, album: Path, name: str) -> None:
        await self.page.screenshot(path=album / f"{name}.png", animations="disabled")

    async def says(self, text: str, answer: str) -> None:
        """Write this; a message of the bot that is new or changed says `answer` somewhere."""
        before = await self._said()
        await self.page.locator("#composer").fill(text)
        await self.page.keyboard.press("Enter")
        await self._wait_for(answer, before)

    async def taps(self, label: str, answer: str) -> None:
        """Press the newest button with this in its label."""
        before = await self._said()
        button = self.page.locator(".inline", has_text=label).last
        await self._press(button)
        await self._wait_for(answer, before)

    async def asks(self, words: str, result: str) -> None:
        """Write "@bot words"; what the bot offers for that says `result` somewhere."""
        await self.page.locator("#composer").fill(f"@{USERNAME} {words}")
        await self.offered(result)

    async def offered(self, result: str) -> None:
        """Wait until the list above the composer offers this, in answer to what stands there now."""
        await self.page.locator("#choices[aria-busy=false] li", has_text=result).first.wait_for()

    async def picks(self, result: str, message: str) -> None:
        """Press what is offered; an own message says `message` afterwards."""
        await self.page.locator("#choices li", has_text=result).first.click()
        await self.page.locator('.row[data-from="me"] .bubble', has_text=message).last.wait_for()

    async def attaches(self, item: str, answer: str) -> None:
        """Choose this behind the paper clip."""
        before = await self._said()
        await self.page.get_by_role("button", name="Attach").click()
        await self.page.locator(".item", has_text=item).click()
        await self._wait_for(answer, before)

    async def moves(self, to: str, answer: str = "") -> None:
        """Move the clock: by data-move, or to the landmark that begins so. Without an answer none is waited for."""
        before = await self._said()
        await self.page.locator(f'[data-move="{to}"], [data-landmark^="{to}"]').first.click()
        if answer:
            await self._wait_for(answer, before)
        await self.page.wait_for_selector("#clock:not([aria-busy])")

    async def _press(self, button: Locator) -> None:
        """Press it. Where the page moved under the pointer, and no button was met, it is pressed again."""
        met = "({ target }) => { window.met = target.closest('.inline') !== null }"
        while True:
            await self.page.evaluate(
                f"window.met = false; addEventListener('click', {met}, {{ capture: true, once: true }})"
            )
            await self._settled(button)
            await button.click()
            if await self.page.evaluate("window.met"):
                return

    async def _settled(self, button: Locator) -> None:
        """Wait until it moves no more: a message that grows scrolls its buttons away from under the pointer."""
        place = await button.bounding_box()
        while True:
            await asyncio.sleep(STILL)
            now = await button.bounding_box()
            if now == place:
                return
            place = now

    async def _said(self) -> list[str]:
        return await self.page.locator(BOTS).all_text_contents()

    async def _wait_for(self, words: str, before: list[str]) -> None:
        said = f"[...document.querySelectorAll(`{BOTS}`)].map((row) => row.textContent)"
        news = f"{said}.some((text) => text.includes(words) && !before.includes(text))"
        try:
            await self.page.wait_for_function(f"([words, before]) => {news}", arg=[words, before])
        except PatienceIsOver:
            shown = "\n".join((await self._said())[-3:])
            pytest.fail(f"{words!r} is in nothing new; the last messages are:\n{shown}")

    async def texts(self) -> list[str]:
        """All messages, oldest first."""
        return await self.page.locator("#log .bubble").all_inner_texts()

    async def check_fit(self) -> None:
        """Nothing sticks out at the side."""
        wider = await self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wider <= 0
        out = "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
        assert await self.page.evaluate(f"{out}.filter((e) => !e.closest('#clock')).map((e) => e.outerHTML)") == []

    async def _loopback_only(self, route: Route) -> None:
        if route.request.url.startswith((self._bot.url, "blob:", "data:")):
            await route.continue_()
        else:
            self.troubles.append(f"outside: {route.request.url}")
            await route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # The stream of news is cut whenever the page is left or loaded anew; the browser asks for the tab's icon
        # when it has time, and lets go of it when the page is left before.
        is_let_go = request.url.endswith("/icon.svg") and request.failure == "net::ERR_ABORTED"
        if request.resource_type != "eventsource" and not is_let_go:
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if not response.ok:
            self.troubles.append(f"{response.status}: {response.url}")
