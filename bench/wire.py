"""HTTP/1.1 on the bare event loop, for a server that must cost less than what is measured against it. No framework.

It reads what bots send: a path `/bot<token>/<method>`, arguments in the query, as a form, in parts or as JSON.
"""

import asyncio
import json
from collections.abc import Callable
from email.parser import BytesParser
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

Json: TypeAlias = dict[str, Any]
Answer: TypeAlias = Callable[[int, Json], None]
"""Takes the HTTP status and the body; called once, now or later."""

Calls: TypeAlias = Callable[[str, Json, Answer], None]
"""Takes a method's name, its arguments and where the answer goes."""

END_OF_HEAD = b"\r\n\r\n"


class Wire(asyncio.Protocol):
    """One connection, kept open; a bot that waits for an answer asks nothing else on it."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody called."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a TCP server's loop gives
        self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        """They hung up; an answer that comes now goes nowhere."""
        self._transport = None

    def data_received(self, received: bytes) -> None:
        """Hand over each request that is whole."""
        self._buffer += received
        while END_OF_HEAD in self._buffer:
            head, _, rest = self._buffer.partition(END_OF_HEAD)
            target, headers = _read_head(head)
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            parts = urlsplit(target)
            kind = headers.get("content-type", "")
            self._calls(parts.path.rpartition("/")[2], _arguments(parts.query, kind, rest[:length]), self._answer)

    def _answer(self, status: int, body: Json) -> None:
        if self._transport is not None:
            content = json.dumps(body).encode()
            head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
            self._transport.write(head.encode() + content)


def _read_head(head: bytes) -> tuple[str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs}


def _arguments(query: str, kind: str, body: bytes) -> Json:
    given: Json = dict(parse_qsl(query))
    if kind.startswith("application/json"):
        given.update(json.loads(body or b"{}"))
    elif kind.startswith("multipart/"):
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        for part in message.get_payload():
            name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr] # parts are messages
            given[str(name)] = part.get_payload(decode=True).decode()  # type: ignore[union-attr] # as above
    else:
        given.update(parse_qsl(body.decode()))
    return given
