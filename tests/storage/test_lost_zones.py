"""Events in a zone that the tz data does not know, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversations import timing
from conversations.effects import Change, Keep
from conversations.facts import Event, Key, Settings
from conversations.timing import WallTime
from storage.database import Database
from tests.storage.examples import ADA, BEN, BERLIN, event, record

EVENING = datetime(2026, 11, 26, 18)
NOWHERE = "Europe/Nowhere"


def in_zone(zone: str, end: str | None = None) -> Event:
    return replace(
        event("e1", EVENING),
        start=WallTime(EVENING, zone),
        end=WallTime(EVENING.replace(hour=21), end or zone),
    )


async def kept(url: str) -> Event:
    """What a bot finds that was started again: tz data does not change while it runs."""
    database = Database(url)
    found = await database.turn(ADA, lambda ledger: ledger.event(Key("e1")))
    await database.close()
    assert found is not None
    return found


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Pacific/Chatham"])
async def test_an_event_whose_zone_is_lost_stays_where_it_is_and_gets_its_zone_back(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    told = in_zone(zone)
    await record(database, Keep(told))
    moments = told.start.utc(), told.end.utc()
    known = timing.zone_names() - {zone}
    monkeypatch.setattr(timing, "zone_names", lambda: known)
    found = await kept(url)
    assert (found.start.utc(), found.end.utc()) == moments
    assert found.start.zone in known
    monkeypatch.undo()
    assert await kept(url) == told


async def test_clocks_that_show_the_same_take_the_place_of_a_lost_one(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(database, Keep(in_zone("America/New_York", "America/Sao_Paulo")))
    known = timing.zone_names() - {"America/New_York", "America/Sao_Paulo"}
    monkeypatch.setattr(timing, "zone_names", lambda: known)
    found = await kept(url)
    assert (found.start, found.end) == (
        WallTime(EVENING, "Etc/GMT+5"),
        WallTime(EVENING.replace(hour=21), "Etc/GMT+3"),
    )


async def test_where_no_clock_shows_the_same_the_event_is_told_in_utc(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(database, Keep(in_zone("Asia/Kathmandu")))
    monkeypatch.setattr(timing, "zone_names", lambda: frozenset({"UTC"}))
    assert (await kept(url)).start == WallTime(datetime(2026, 11, 26, 12, 15), "UTC")


async def test_an_event_told_in_a_lost_zone_is_where_it_was_said_to_be(url: str, database: Database) -> None:
    await record(database, Keep(in_zone(NOWHERE)))
    found = await kept(url)
    assert found.start.local == EVENING
    assert timing.zone_label(found.start.zone, found.start.utc()) == "UTC"


async def test_all_zones_that_are_kept_can_be_named(database: Database) -> None:
    await record(database, Change(Settings(zone=NOWHERE)))
    await record(database, Keep(in_zone("Asia/Tokyo", BERLIN)), owner=BEN)
    assert await database.post(lambda outbox: outbox.zones()) == {NOWHERE, "Asia/Tokyo", BERLIN, Settings().zone}
