"""The webhook's door over HTTP; intake, handlers and a database are behind it, and a recording ear is the coach."""

import ast
import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot import door, web
from bot.door import LARGEST_BODY, SECRET, Door
from bot.local_telegram.wire import Json
from bot.serving import serving
from conversations.signals import Said
from storage.failures import StorageAway
from tests.bot.stand import ADA, BEN, Stand, until
from tests.bot.test_intake import parked

RIGHT = "right-secret_1"


class Entrance:
    """The door, and Telegram's way of knocking at it."""

    def __init__(self, door: Door, client: httpx.AsyncClient) -> None:
        self.door = door
        self.client = client

    async def bring(
        self, body: Json | bytes, secret: str | bytes | None = RIGHT, path: str = "/telegram"
    ) -> httpx.Response:
        headers = [] if secret is None else [(SECRET.encode(), secret.encode() if isinstance(secret, str) else secret)]
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.client.post(path, content=content, headers=headers)


@pytest.fixture
async def entrance(stand: Stand) -> AsyncIterator[Entrance]:
    door = Door(RIGHT)
    door.open(stand.intake.take_now)
    app = Starlette(routes=web.entrance(door, "https://bot.example.org/our/own", stand.metrics))
    async with serving(app, port=0) as served, httpx.AsyncClient(base_url=served.url, timeout=20) as client:
        yield Entrance(door, client)


def said(stand: Stand, *texts: str) -> list[Json]:
    for text in texts:
        stand.local.say(ADA, text)
    return stand.local.take_updates()


def words(stand: Stand) -> list[str]:
    return [signal.text for signal in stand.ear.signals if isinstance(signal, Said)]


async def test_what_is_committed_is_taken(stand: Stand, entrance: Entrance) -> None:
    (update,) = said(stand, "hello")
    answer = await entrance.bring(update)
    assert (answer.status_code, answer.content) == (200, b"")
    assert words(stand) == ["hello"]


async def test_a_proxy_may_hand_on_the_path_that_telegram_was_told(stand: Stand, entrance: Entrance) -> None:
    (update,) = said(stand, "hello")
    assert (await entrance.bring(update, path="/our/own")).status_code == 200
    assert (await entrance.bring(update, path="/other")).status_code == 404
    assert (await entrance.client.get("/telegram")).status_code == 405


async def test_telegram_waits_until_the_turn_is_committed(stand: Stand, entrance: Entrance) -> None:
    gate = stand.ear.gates[ADA] = asyncio.Event()
    (update,) = said(stand, "slow")
    waiting = asyncio.create_task(entrance.bring(update))
    stand.local.say(BEN, "quick")
    assert (await entrance.bring(stand.local.take_updates()[0])).status_code == 200
    assert not waiting.done()
    gate.set()
    assert (await waiting).status_code == 200


async def test_who_does_not_know_the_secret_is_sent_away(
    stand: Stand, entrance: Entrance, caplog: pytest.LogCaptureFixture
) -> None:
    (update,) = said(stand, "hello")
    for secret in (None, "", "wrong", RIGHT[:-1], RIGHT + "x", "schlüssel".encode(), b"\xff\xfe"):
        assert (await entrance.bring(update, secret)).status_code == 403
    assert (await entrance.bring(b"no JSON at all", "wrong")).status_code == 403
    assert stand.ear.heard == []
    assert caplog.text.count("without the right secret") == 1
    assert RIGHT not in caplog.text


NO_UPDATES = (
    b"",
    b"no JSON",
    b"\xff\xfe\xfd",
    b"[]",
    b"17",
    b"null",
    b"{}",
    b'{"message": {}}',
    b'{"update_id": "12"}',
    b'{"update_id": true}',
    b'{"update_id": -1}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": 1' + b"0" * 5000 + b"}",
    b"[" * 100_000,
)


async def test_what_cannot_be_telegrams_is_refused_and_keeps_nobody_up(stand: Stand, entrance: Entrance) -> None:
    for body in NO_UPDATES:
        assert (await entrance.bring(body)).status_code == 400, body
    (update,) = said(stand, "hello")
    assert (await entrance.bring(update)).status_code == 200
    assert await parked(stand) == ()


async def test_a_body_that_is_too_large_is_not_read_to_its_end(stand: Stand, entrance: Entrance) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 65536
            yield b" " * 65536

    with pytest.raises(httpx.HTTPError):  # it hangs up, as we do not stop
        await entrance.client.post("/telegram", content=endless(), headers={SECRET: RIGHT})
    assert sent < 16 * LARGEST_BODY
    assert (await entrance.bring(b" " * (LARGEST_BODY + 1))).status_code == 413
    assert (await entrance.bring(b" " * LARGEST_BODY)).status_code == 400


async def test_a_body_that_does_not_come_is_not_waited_for(
    stand: Stand, entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.door.LONGEST_READ", timedelta(seconds=0.02))

    url = entrance.client.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"POST /telegram HTTP/1.1\r\nHost: x\r\n{SECRET}: {RIGHT}\r\nContent-Length: 9\r\n\r\n{{".encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")


async def test_what_telegram_brings_and_nobody_can_read_is_parked_and_counts_as_taken(
    stand: Stand, entrance: Entrance
) -> None:
    broken = {"update_id": 900, "message": {"chat": {"id": ADA, "type": "private"}, "from": {"id": ADA}}}
    assert (await entrance.bring(broken)).status_code == 200
    assert (await entrance.bring({"update_id": 901, "message": "\ud83d"})).status_code == 200
    assert {kept.update_id for kept in await parked(stand)} == {900, 901}


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    stand: Stand, entrance: Entrance, caplog: pytest.LogCaptureFixture
) -> None:
    stand.ear.trouble = [StorageAway("words of the database")]
    (update,) = said(stand, "hello")
    away = await entrance.bring(update)
    assert (away.status_code, away.headers["retry-after"]) == (503, "3")
    assert stand.ear.heard == []
    assert (await entrance.bring(update)).status_code == 200
    assert words(stand) == ["hello"]
    assert f"update {update['update_id']} has to come again" in caplog.text
    assert "words of the database" not in caplog.text


async def test_those_that_come_at_once_are_taken_in_telegrams_order(stand: Stand, entrance: Entrance) -> None:
    gate = stand.ear.gates[ADA] = asyncio.Event()
    first, *others = said(stand, "one", "two", "three", "four", "five")
    begun = [asyncio.create_task(entrance.bring(first))]
    await until(lambda: _under_way(entrance) == 1)
    for count, update in enumerate((others[2], others[0], others[3], others[1]), start=2):
        begun.append(asyncio.create_task(entrance.bring(update)))
        await until(lambda count=count: _under_way(entrance) == count)  # type: ignore[misc]  # mypy infers no lambda with a default
    gate.set()
    assert {answer.status_code for answer in await asyncio.gather(*begun)} == {200}
    assert words(stand) == ["one", "two", "three", "four", "five"]


async def test_a_closed_door_lets_in_nobody_and_lets_out_whoever_is_in(stand: Stand, entrance: Entrance) -> None:
    gate = stand.ear.gates[ADA] = asyncio.Event()
    first, second = said(stand, "in", "late")
    inside = asyncio.create_task(entrance.bring(first))
    await until(lambda: _under_way(entrance) == 1)
    closing = asyncio.create_task(entrance.door.close(timedelta(seconds=20)))
    await asyncio.sleep(0)
    late = await entrance.bring(second)
    assert (late.status_code, late.headers["retry-after"]) == (503, "1")
    gate.set()
    assert (await inside).status_code == 200
    await closing
    assert words(stand) == ["in"]


async def test_a_turn_that_does_not_end_is_broken_off_when_the_door_closes(stand: Stand, entrance: Entrance) -> None:
    stand.ear.gates[ADA] = asyncio.Event()
    (update,) = said(stand, "stuck")
    inside = asyncio.create_task(entrance.bring(update))
    await until(lambda: _under_way(entrance) == 1)
    await entrance.door.close(timedelta(seconds=0.01))
    assert (await inside).status_code == 503
    assert stand.ear.heard == []


async def test_a_turn_that_takes_longer_than_telegram_waits_has_to_come_again(
    stand: Stand, entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.door.LONGEST_TURN", timedelta(seconds=0.02))
    stand.ear.gates[ADA] = asyncio.Event()
    (update,) = said(stand, "stuck")
    assert (await entrance.bring(update)).status_code == 503


def _under_way(entrance: Entrance) -> int:
    return len(entrance.door._under_way)  # noqa: SLF001 -- nothing is answered before, by which a test could tell


def test_the_secret_is_compared_in_a_time_that_tells_nothing() -> None:
    """Nowhere with an operator, which stops at the first wrong character."""
    tree = ast.parse(Path(door.__file__).read_text(encoding="utf-8"))
    compared = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    calls = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [each for each in compared if "secret" in each.casefold() or "given" in each]
    assert any(call.startswith("hmac.compare_digest(") and "self.secret" in call for call in calls)
