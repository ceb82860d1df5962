"""Posts JSON over plain http to this machine. Not a general client: no TLS, no redirects, no reused connections."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST_WAIT = 60  # seconds, as Telegram waits for a webhook
MOST_HEADERS = 100


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came back: the status, and how many seconds to wait before trying again, if that was said."""

    status: int
    retry_after: int | None


async def post_json(url: str, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
    """Post and read the head of the answer. Raises OSError or TimeoutError when there is no answer."""
    parts = urlsplit(url)
    async with asyncio.timeout(LONGEST_WAIT):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            writer.write(_head(target, parts.netloc, len(body), headers) + body)
            await writer.drain()
            return await _answer(reader)
        finally:
            writer.close()


def _head(target: str, host: str, length: int, headers: Mapping[str, str]) -> bytes:
    lines = [
        f"POST {target} HTTP/1.1",
        f"Host: {host}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


async def _answer(reader: asyncio.StreamReader) -> PostAnswer:
    words = (await reader.readline()).split()
    if len(words) < 2 or not words[1].isdigit():  # noqa: PLR2004 -- version and status
        raise ConnectionError("no HTTP answer")
    retry_after = None
    for _ in range(MOST_HEADERS):
        name, _, value = (await reader.readline()).partition(b":")
        if not name.strip():
            break
        if name.lower() == b"retry-after" and value.strip().isdigit():
            retry_after = int(value)
    return PostAnswer(int(words[1]), retry_after)
