"""The web application: the webhook's door and how the process is. It only says what stands at which path."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.door import Door
from bot.health import Health
from bot.metrics import Metrics

TELEGRAM = "/telegram"


def entrance(door: Door, webhook: str, metrics: Metrics) -> list[Route]:
    """Where Telegram comes in: at our path, and at the one it is told, as a proxy may hand that on as it is."""

    async def knock(request: Request) -> Response:
        answer = await door.knock(request)
        metrics.knock(answer.status_code)
        return answer

    paths = dict.fromkeys((TELEGRAM, urlsplit(webhook).path))
    return [Route(path, knock, methods=["POST"]) for path in paths]


def routes(health: Health, metrics: Metrics) -> list[Route]:
    """What is served in every mode."""

    async def ready(_request: Request) -> Response:
        readiness = await health.look()
        return JSONResponse(readiness.told(), 503 if readiness.mend else 200)

    async def figures(request: Request) -> Response:
        page, kind = await metrics.page(request.headers.get("accept", ""))
        return Response(page, headers={"Content-Type": kind})

    return [Route("/healthz", _alive), Route("/readyz", ready), Route("/metrics", figures)]


async def _alive(_request: Request) -> Response:
    """The event loop answers: that is all it says."""
    return PlainTextResponse("alive")
