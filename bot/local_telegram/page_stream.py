"""Tells an open page what happens in its chat, by server-sent events, until the page or the server goes."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.local_telegram.page_state import person_number
from bot.local_telegram.world import World

SECONDS_OF_SILENCE = 15  # a word now and then, so that a page that left is noticed


def page_stream(world: World, request: Request) -> StreamingResponse:
    """The notices after `since`, or after the last one that a reconnecting browser names."""
    person = world.people.get(person_number(request.query_params.get("as", "1"))).id
    given = request.headers.get("last-event-id") or request.query_params.get("since", "")
    since = int(given) if given.isdecimal() else world.people.get(person).version
    return StreamingResponse(
        _notices(world, person, since), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _notices(world: World, person: int, since: int) -> AsyncIterator[str]:
    yield ": welcome\n\n"
    while not world.notices.bell.silenced:
        ring = world.notices.bell.next_ring()
        for version, body in world.notices.since(person, since):
            yield f"id: {version}\ndata: {body}\n\n"
            since = version
        await asyncio.wait({ring}, timeout=SECONDS_OF_SILENCE)
        if not ring.done():
            ring.cancel()
            yield ": still here\n\n"
