"""The line to Telegram: carries python-telegram-bot's calls by aiohttp. It knows neither methods nor answers.

python-telegram-bot's own request goes by httpx, whose pool is searched anew for each call: that is most of the
processor time of a stock bot, and more of it the more calls are under way.
"""

import json
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from pydantic_core import PydanticSerializationError, from_json, to_json
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

MOST_CONNECTIONS: Final = 256
"""Calls under way at once; more wait for one of them to end."""

DEFAULT: Final = BaseRequest.DEFAULT_NONE


class Line(BaseRequest):
    """Connections to a Bot API server, kept for the next call. All times are in seconds.

    A proxy is taken from the environment, once a host: aiohttp itself would look it up, and read ~/.netrc in a thread,
    at every call. Failures name their kind only: what aiohttp says of them may hold the
    address, and with it the token.
    """

    def __init__(self, *, read: float = 10, connect: float = 5, pool: float = 5) -> None:
        self._read = read
        self._connect = connect
        self._pool = pool
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take unless the call says otherwise."""
        return self._read

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What was answered. Raises telegram.error.TelegramError when it is no JSON."""
        try:
            return from_json(payload)  # type: ignore[no-any-return]  # the Bot API answers with objects
        except ValueError:  # half a surrogate pair, or nothing that anybody can read
            return BaseRequest.parse_json_payload(payload)

    async def initialize(self) -> None:
        """Make ready in the running event loop; nothing is connected yet."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS, ssl=_trust())
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(
                connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def time_at(self, url: str) -> datetime | None:
        """What the clock of a server shows, to the second and in UTC; None when it does not say.

        Raises:
            telegram.error.NetworkError: the line is broken, or was not initialized.
        """
        if self._session is None:
            raise NetworkError("the line is not initialized")
        timeout = aiohttp.ClientTimeout(total=self._read)
        try:
            proxy = _proxy_for(*urlsplit(url)[:2])
            async with self._session.head(url, timeout=timeout, allow_redirects=False, proxy=proxy) as answer:
                told = answer.headers.get("Date")
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        try:
            return parsedate_to_datetime(told).astimezone(UTC) if told else None
        except ValueError:
            return None

    async def do_request(  # noqa: PLR0913, PLR0917 -- the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = DEFAULT,
        write_timeout: object = DEFAULT,  # noqa: ARG002 -- aiohttp counts writing into the whole
        connect_timeout: object = DEFAULT,
        pool_timeout: object = DEFAULT,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer, whatever they are.

        Raises:
            telegram.error.TimedOut: it took too long; whether Telegram heard us is unknown.
            telegram.error.NetworkError: the line is broken, or was not initialized.
        """
        if self._session is None:
            raise NetworkError("the line is not initialized")
        connect = _given(connect_timeout, self._connect)
        pool = _given(pool_timeout, self._pool)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=None if connect is None or pool is None else connect + pool,
            sock_connect=connect,
            sock_read=_given(read_timeout, self._read),
        )
        try:
            calling = self._session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=_proxy_for(*urlsplit(url)[:2])
            )
            async with calling as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


def _given(asked: object, usual: float) -> float | None:
    if asked is DEFAULT:
        return usual
    return float(asked) if isinstance(asked, int | float) else None


@cache
def _proxy_for(scheme: str, host: str) -> str | None:
    """Through which proxy this host is reached, as HTTPS_PROXY and NO_PROXY say."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _body(request_data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return aiohttp.BytesPayload(_as_json(request_data.parameters), content_type="application/json")
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _as_json(parameters: dict[str, Any]) -> bytes:
    """Pydantic's JSON takes a fifth of the time of Python's own, but knows no half surrogate pairs."""
    try:
        return to_json(parameters)
    except PydanticSerializationError:
        return json.dumps(parameters).encode()


def _trust() -> ssl.SSLContext:
    """The machine's certificates and those of certifi: a Python installed by hand has none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
