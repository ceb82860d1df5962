"""The routes a bot uses, as Telegram's: methods by any of HTTP's ways to pass arguments, and file downloads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.local_telegram.refusals import bad_request, not_found, unauthorized
from bot.local_telegram.wire import UploadedFile

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.local_telegram.local import LocalTelegram


def bot_routes(local: LocalTelegram) -> list[Route]:
    """`/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

    async def call(request: Request) -> Response:
        try:
            values, files = await arguments_of(request)
        except ValueError:
            return JSONResponse(bad_request("Can't parse JSON object").answer(), 400)
        answer = await local.call(request.path_params["token"], request.path_params["method"], values, files)
        return JSONResponse(answer, int(answer.get("error_code", 200)), _retry_header(answer))

    async def download(request: Request) -> Response:
        if request.path_params["token"] != local.world.token:
            return JSONResponse(unauthorized().answer(), 401)
        stored = local.world.files.at(request.path_params["path"])
        if stored is None:
            return JSONResponse(not_found().answer(), 404)
        return Response(stored.file.content, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
    ]


async def arguments_of(request: Request) -> tuple[dict[str, object], dict[str, UploadedFile]]:
    """What a request brings: the query string, then the body over it. Raises ValueError for what is no JSON."""
    values: dict[str, object] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        given = json.loads(body) if body else {}
        if not isinstance(given, dict):
            raise ValueError("an object is expected")
        return values | given, {}
    return await _form(request, values)


async def _form(request: Request, values: dict[str, object]) -> tuple[dict[str, object], dict[str, UploadedFile]]:
    files: dict[str, UploadedFile] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                files[name] = UploadedFile(value.filename or "file", mime, await value.read())
            else:
                values[name] = value
    return values, files


def _retry_header(answer: dict[str, object]) -> dict[str, str]:
    parameters = answer.get("parameters")
    if isinstance(parameters, dict) and "retry_after" in parameters:
        return {"Retry-After": str(parameters["retry_after"])}
    return {}
