"""The routes of the chat page: what it shows, what a person does on it. Errors are words for that person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.local_telegram.bot_routes import arguments_of
from bot.local_telegram.byte_ranges import part_response
from bot.local_telegram.moving_time import move_clock
from bot.local_telegram.page_acts import ACTS, Asked
from bot.local_telegram.page_state import page_state, person_number
from bot.local_telegram.page_stream import page_stream

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from bot.local_telegram.local import LocalTelegram

# The page asks only this server for anything; what it shows of others' texts must never run.
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Cache-Control": "no-store",
}
FILE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=86400",
}
# Other kinds are offered for download.
SHOWN = ("image/png", "image/jpeg", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4")


def page_routes(local: LocalTelegram, folder: Path) -> list[Route]:
    """`/` and everything under `/local/`."""

    async def index(_request: Request) -> Response:
        return FileResponse(folder / "index.html", headers=PAGE_HEADERS)

    async def state(request: Request) -> Response:
        return JSONResponse(await page_state(local.world, person_number(request.query_params.get("as", "1"))))

    async def events(request: Request) -> Response:
        return page_stream(local.world, request)

    async def file(request: Request) -> Response:
        asked = request.headers.get("range", "")
        stored = local.world.files.find(request.path_params["file_id"])
        if stored is None:
            raise LookupError("There is no such file here.")
        if stored.file.mime in SHOWN:
            return part_response(stored.file.content, asked, stored.file.mime, FILE_HEADERS)
        offered = {"Content-Disposition": "attachment"}
        return Response(stored.file.content, media_type="application/octet-stream", headers=FILE_HEADERS | offered)

    async def clock(request: Request) -> Response:
        return JSONResponse(await move_clock(local.world, await _asked(request)))

    async def act(request: Request) -> Response:
        do = ACTS.get(request.path_params["act"])
        if do is None:
            raise LookupError("The page cannot do that.")
        return JSONResponse(do(local.world, await _asked(request)))

    return [
        Route("/", _kindly(index), methods=["GET"]),
        Route("/local/state", _kindly(state), methods=["GET"]),
        Route("/local/events", _kindly(events), methods=["GET"]),
        Route("/local/file/{file_id}", _kindly(file), methods=["GET"]),
        Route("/local/clock", _kindly(clock), methods=["POST"]),
        Route("/local/{act}", _kindly(act), methods=["POST"]),
    ]


async def _asked(request: Request) -> Asked:
    values, files = await arguments_of(request)
    return Asked(values, files)


def _kindly(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """What a person cannot do is answered with 400 and words, not with a stack trace."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (ValueError, LookupError) as complaint:
            return JSONResponse({"error": str(complaint.args[0]) if complaint.args else "Not here."}, 400)

    return answer
