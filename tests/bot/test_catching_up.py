"""An upgrade from a version that did not know when to bring up what it kept."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Connection

from bot.catching_up import migrate
from conversations.facts import OwnerId
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.migrating import upgrade
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import HeldClock
from tests.databases import bare_url, postgres
from tests.storage.test_migrating import insert_raw

__all__ = ["bare_url", "postgres"]

ADA, BEN = OwnerId(7), OwnerId(8)


def an_older_version(connection: Connection) -> None:
    """Ada promised something, heard advice, and knows somebody who is to be introduced."""
    upgrade(connection, "0001")
    now, day = datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 20)
    hours = {"nudge_hour": time(9), "quiet_from": time(21), "quiet_until": time(8)}
    for owner in (ADA, BEN):
        row = {"owner": owner, "first_name": "", "zone": "UTC", "set_up": True, "next_key": 9, "next_letter": 1}
        insert_raw(connection, "owners", row | hours | {"blocked": owner == BEN})
        theirs = {"owner": owner, "kept_at": now}
        promise = {"key": "h", "words": "the book", "made_on": day, "due": date(2026, 12, 24), "mine": True}
        insert_raw(connection, "promises", theirs | promise | {"state": "open"})
        bring = {"key": "b", "person": "p1", "other": "Tom", "made_on": day, "to_me": False, "state": "idea"}
        insert_raw(connection, "introductions", theirs | bring)
        insert_raw(connection, "takeaways", theirs | {"key": "a", "kind": "advice", "words": "Wait", "on": day})


@pytest.fixture
def database(bare_url: str) -> Database:
    engine = engine_for(normalised(bare_url), 1)
    with engine.begin() as connection:
        an_older_version(connection)
    engine.dispose()
    return Database(bare_url)


async def test_what_an_older_version_kept_is_brought_up_after_the_upgrade(database: Database) -> None:
    await migrate(database, HeldClock(HandClock()))
    for owner in (ADA, BEN):
        planned = await database.turn(owner, lambda ledger: ledger.pending_nudges(limit=None))
        assert [nudge.key for nudge in planned] == ["i.b.261120", "v.a", "p0.h.261224", "p1.h.261224"]
    assert await database.post(lambda outbox: outbox.next_due()) == datetime(2026, 11, 27, 9, tzinfo=UTC)
    await database.close()


async def test_the_next_start_plans_nothing_anew(database: Database) -> None:
    await migrate(database, HeldClock(HandClock()))
    planned = await database.turn(ADA, lambda ledger: ledger.nudges_of(ledger.promises()[0].key))
    await database.migrate(lambda _: pytest.fail("that was done with the upgrade"))
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(ledger.promises()[0].key)) == planned
    await database.close()
