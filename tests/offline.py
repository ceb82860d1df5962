"""python-telegram-bot's way to a local Telegram in the same process: no network, everything else is real."""

import asyncio
import json
from urllib.parse import parse_qsl, urlsplit

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import UploadedFile


class OfflineRequest(BaseRequest):
    """Calls the local Telegram as HTTP would. While `away`, nothing gets through; a gate keeps calls waiting.

    `gate` is one for all calls, `gates` has those of a method. Every call takes `way` seconds to get there.
    """

    def __init__(self, local: LocalTelegram) -> None:
        self._local = local
        self.away = False
        self.gate: asyncio.Event | None = None
        self.way = 0.0
        self.gates: dict[str, asyncio.Event] = {}

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
        method: str,  # noqa: ARG002 -- the local Telegram minds it as little as Telegram does
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named_timeouts: object,
    ) -> tuple[int, bytes]:
        if self.gate is not None:
            await self.gate.wait()
        if self.way:
            await asyncio.sleep(self.way)
        if self.away:
            raise NetworkError("nothing gets through")
        parts = urlsplit(url)
        if parts.path.startswith("/file/bot"):
            return self._download(parts.path)
        token, called = parts.path.removeprefix("/bot").split("/")
        if called in self.gates:
            await self.gates[called].wait()
        given: dict[str, object] = dict(parse_qsl(parts.query))
        if request_data is not None:
            given |= request_data.json_parameters
        answer = await self._local.call(token, called, given, _files(request_data))
        return int(answer.get("error_code", 200)), json.dumps(answer).encode()

    def _download(self, path: str) -> tuple[int, bytes]:
        stored = self._local.world.files.at(path.removeprefix("/file/bot").partition("/")[2])
        return (404, b"{}") if stored is None else (200, stored.file.content)


def _files(request_data: RequestData | None) -> dict[str, UploadedFile]:
    if request_data is None or not request_data.contains_files:
        return {}
    return {
        name: UploadedFile(str(part[0]), str(part[2]), part[1] if isinstance(part[1], bytes) else part[1].read())
        for name, part in request_data.multipart_data.items()
    }
