"""The figures that Prometheus reads: each is shown by something that happens."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from telegram.error import TelegramError

from bot.counted import CountedLine
from bot.metrics import OUTCOMES, SIGNALS
from conversations.effects import Lane, Say, Screen
from conversations.prose import plain
from storage.database import Database
from storage.failures import StorageAway
from storage.outbox import Outbox
from tests.bot.stand import ADA, BEN, Stand
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.scenes import an_event, the_story_until

HELLO = Say(Screen(plain("Hello")))


class Page:
    """What Prometheus would read just now."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.samples = {
            (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def __getitem__(self, name: str | tuple[str, ...]) -> float:
        return self.samples[(name,) if isinstance(name, str) else name]

    def __contains__(self, name: str) -> bool:
        return any(each[0] == name for each in self.samples)


async def page(of: Stand | Exchange) -> Page:
    metrics = of.metrics if isinstance(of, Stand) else of.rapport.metrics
    text, kind = await metrics.page("")
    assert kind.startswith("text/plain")
    return Page(text.decode())


@pytest.fixture
async def exchange(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Exchange]:
    built = Exchange(sqlite_url, tmp_path)
    await built.open()
    yield built
    await built.close()


async def test_turns_are_counted_by_what_they_were_and_what_became_of_them(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange.local.say(ADA, "/start")
    exchange.local.say(ADA, "hello")
    first, second = exchange.local.take_updates()
    await exchange.rapport.intake.take(first)
    await exchange.rapport.intake.take(first)

    async def fail(*_: object) -> None:
        raise failures.pop()

    failures: list[Exception] = [KeyError("x"), StorageAway("away")]
    monkeypatch.setattr(exchange.rapport.coach, "hear", fail)
    await exchange.rapport.intake.take(second)
    await exchange.deliver()
    now = await page(exchange)
    assert [now["rapport_turns_total", "taken", "Commanded"], now["rapport_turns_total", "repeated", "Commanded"]] == [
        1,
        1,
    ]
    assert [now["rapport_turns_total", "away", "Said"], now["rapport_turns_total", "parked", "Said"]] == [1, 1]
    assert now["rapport_turn_seconds_count"] == 4
    assert now["rapport_updates_parked_total"] == 1
    assert sum(name[0] == "rapport_turns_total" for name in now.samples) == len(SIGNALS) * len(OUTCOMES)


async def test_letters_are_counted_by_kind_and_result(stand: Stand) -> None:
    stand.postman.carried = stand.metrics.letter
    await stand.send(HELLO)
    stand.local.fail_next("sendMessage", {"error_code": 429, "parameters": {"retry_after": 9}})
    await stand.send(HELLO)
    stand.local.block(BEN)
    await stand.send(HELLO, owner=BEN)
    now = await page(stand)
    for result in ("Delivered", "TooFast", "Blocked"):
        assert now["rapport_letters_total", "say", result] == 1
    assert now["rapport_letters_total", "toast", "Delivered"] == 0
    assert now["rapport_delivery_seconds_count"] == 3


async def test_letters_that_wait_are_counted_unless_nobody_wants_them(stand: Stand) -> None:
    nudge = Say(HELLO.screen, Lane.NUDGE)
    await stand.write(HELLO, HELLO, nudge)
    await stand.write(HELLO, owner=BEN)
    stand.hand.moment += timedelta(minutes=2)
    await stand.post(lambda outbox: outbox.block(BEN, stand.clock.now()))
    now = await page(stand)
    assert [now["rapport_letters_waiting", lane] for lane in Lane] == [2, 0, 1]
    assert [now["rapport_oldest_letter_age_seconds", lane] for lane in Lane] == [120, 0, 120]


async def test_nudges_are_late_by_what_passed_since_they_were_due(exchange: Exchange) -> None:
    ada = Phone(exchange, ADA, "Ada")
    await the_story_until(ada, an_event)
    due = await exchange.database.post(lambda outbox: outbox.next_due())
    assert due is not None
    before = (await page(exchange))["rapport_nudge_lateness_seconds_count"]
    exchange.rapport.heartbeat._last_sign = None  # noqa: SLF001 -- as before the start
    await exchange.sleep_until(due + timedelta(seconds=7))
    now = await page(exchange)
    assert now["rapport_nudge_lateness_seconds_count"] > before
    assert now["rapport_nudge_lateness_seconds_sum"] % 60 == pytest.approx(7)
    assert now["rapport_heartbeat_age_seconds"] >= 0


async def test_what_the_database_did_is_counted(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    await stand.write(HELLO)
    now = await page(stand)
    assert now["rapport_jobs_total"] >= now["rapport_commits_total"] >= 1

    def away(_outbox: Outbox) -> None:
        raise StorageAway("away")

    monkeypatch.setattr(Outbox, "backlog", away)
    later = await page(stand)
    assert later["rapport_database_away_total"] == now["rapport_database_away_total"] + 1
    assert "rapport_letters_waiting" not in later


async def test_a_database_that_hangs_keeps_nobody_from_the_rest(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.readings.LONGEST_ANSWER", timedelta(seconds=0.01))
    gate, post = asyncio.Event(), Database.post

    async def slow(database: Database, work: object) -> object:
        await gate.wait()
        return await post(database, work)  # type: ignore[arg-type]  # handed on as it is

    monkeypatch.setattr(Database, "post", slow)
    for _ in range(2):
        now = await page(stand)
        assert "rapport_letters_waiting" not in now
        assert "rapport_jobs_total" in now
    gate.set()


async def test_refusals_of_telegram_are_counted_by_kind(stand: Stand) -> None:
    line = CountedLine(stand.line)
    stand.metrics.readings.refusals = line.refusals
    assert line.read_timeout is None
    answers = (
        (429, "Too Many Requests", "flood"),
        (403, "Forbidden: bot was blocked by the user", "forbidden"),
        (400, "Bad Request: can't parse entities", "bad_request"),
        (400, "Bad Request: message is not modified", "stale"),
        (401, "Unauthorized", "unknown"),
        (409, "Conflict", "conflict"),
        (502, "Bad Gateway", "server"),
    )
    url = f"https://api.telegram.org/bot{stand.local.world.token}/getMe"
    assert await line.do_request(url, "POST")
    for code, words, _kind in answers:
        stand.local.fail_next("getMe", {"error_code": code, "description": words})
        assert (await line.do_request(url, "POST"))[0] == code
    stand.line.away = True
    with pytest.raises(TelegramError):
        await line.do_request(url, "POST")
    now = await page(stand)
    for kind in (*(kind for *_, kind in answers), "network"):
        assert now["rapport_refusals_total", kind] == 1


async def test_it_is_told_how_the_process_is_and_nothing_of_other_libraries(stand: Stand) -> None:
    now = await page(stand)
    assert now["process_resident_memory_bytes"] > 0
    assert ("python_gc_collections_total", "0") in now.samples
    assert not [name for name, *_ in now.samples if name.endswith("_created")]
    assert "python_info" not in now


async def test_openmetrics_is_spoken_to_whoever_asks_for_it(stand: Stand) -> None:
    text, kind = await stand.metrics.page("application/openmetrics-text; version=1.0.0")
    assert kind.startswith("application/openmetrics-text")
    assert text.endswith(b"# EOF\n")
