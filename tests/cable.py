"""A cable between a bot and its PostgreSQL, which a test can pull out and plug in again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import make_url

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Cable:
    """Hands on what either side says. `url` is the database's address at this end of the cable."""

    def __init__(self, url: str) -> None:
        self._there = make_url(url)
        self._port = 0
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        here = self._there.difference_update_query(["host"]).set(host="127.0.0.1", port=self._port)
        return here.render_as_string(hide_password=False)

    async def plug_in(self) -> None:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self._port)
        self._port = int(self._server.sockets[0].getsockname()[1])

    async def pull_out(self) -> None:
        """Cut every connection and take no new ones."""
        if self._server:
            self._server.close()
        for end in self._ends:
            end.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = await self._dial()
        self._ends |= {writer, server[1]}
        await asyncio.gather(_pour((reader, server[1])), _pour((server[0], writer)))
        self._ends -= {writer, server[1]}

    async def _dial(self) -> Pipe:
        folder = self._there.query.get("host")
        if isinstance(folder, str):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{self._there.port or 5432}")
        return await asyncio.open_connection(self._there.host or "127.0.0.1", self._there.port or 5432)


async def _pour(pipe: Pipe) -> None:
    reader, writer = pipe
    with contextlib.suppress(OSError):
        while said := await reader.read(65536):
            writer.write(said)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def plugged_in(url: str) -> AsyncIterator[Cable]:
    """A cable to this database."""
    cable = Cable(url)
    await cable.plug_in()
    try:
        yield cable
    finally:
        await cable.pull_out()
