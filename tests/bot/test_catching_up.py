"""An upgrade from a version that did not know when to bring up what it kept, nor how to find it by its words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, delete, text, update

from bot.catching_up import A_FEW, NOBODY_LEFT, CatchingUp, migrate
from bot.coach import Coach
from conversations.effects import Say
from conversations.facts import OwnerId
from conversations.inline import Article
from conversations.signals import Commanded
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.letters import LentLetter
from storage.migrating import upgrade
from storage.owners import VERSION
from storage.tables import NUDGES, OWNERS
from tests.bot.local_telegram.hand_clock import NOON, HandClock
from tests.bot.stand import HeldClock
from tests.storage.test_migrating import insert_raw

ADA, BEN = OwnerId(7), OwnerId(8)
DAY = date(2026, 11, 20)
PLANNED = ["i.b.261120", "v.a", "p0.h.261224", "p1.h.261224"]


def owner_row(owner: int) -> dict[str, object]:
    row = {"owner": owner, "first_name": "", "zone": "UTC", "set_up": True, "next_key": 9, "next_letter": 1}
    hours = {"nudge_hour": time(9), "quiet_from": time(21), "quiet_until": time(8)}
    return row | hours | {"blocked": owner == BEN}


def an_older_version(connection: Connection) -> None:
    """Ada and Ben know Ana and promised her something, heard advice, and know somebody who is to be introduced.

    Something that this version does not plan that way is due.
    """
    upgrade(connection, "0001")
    for owner in (ADA, BEN):
        insert_raw(connection, "owners", owner_row(owner))
        theirs = {"owner": owner, "kept_at": NOON}
        ana = {"key": "p1", "name": "Ana", "met_on": DAY, "draft": False, "stopped": True, "sorted_as": "ana"}
        insert_raw(connection, "people", theirs | ana | {"findable": "ana"})
        promise = {"key": "h", "person": "p1", "words": "the book", "made_on": DAY, "due": date(2026, 12, 24)}
        insert_raw(connection, "promises", theirs | promise | {"mine": True, "state": "open"})
        bring = {"key": "b", "person": "p2", "other": "Tom", "made_on": DAY, "to_me": False, "state": "idea"}
        insert_raw(connection, "introductions", theirs | bring)
        insert_raw(connection, "takeaways", theirs | {"key": "a", "kind": "advice", "words": "Wait", "on": DAY})
        late = {"at_local": datetime(2026, 11, 23, 9), "at_zone": "UTC", "due": NOON - timedelta(hours=3)}
        of_old = {"owner": owner, "key": "old", "kind": "promise", "subject": "h", "state": "pending"}
        insert_raw(connection, "nudges", of_old | late)


@pytest.fixture
async def database(bare_url: str) -> AsyncIterator[Database]:
    """Migrated, and nobody was made up for yet."""
    change(bare_url, an_older_version)
    opened = Database(bare_url)
    await migrate(opened)
    yield opened
    await opened.close()


def change(url: str, how: Callable[[Connection], object]) -> None:
    """Change the database past the product."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        how(connection)
    engine.dispose()


async def planned(database: Database, owner: OwnerId) -> list[str]:
    """The keys of what is to come, read past the coach."""
    found = await database.turn(owner, lambda ledger: ledger.pending_nudges(limit=None))
    return [nudge.key for nudge in found]


async def behind(database: Database) -> tuple[OwnerId, ...]:
    return await database.post(lambda outbox: outbox.owners_behind(100))


def coach_of(database: Database, hand: HandClock | None = None) -> tuple[Coach, list[LentLetter]]:
    """A coach, and the letters that its turns hand over."""
    letters: list[LentLetter] = []
    coach = Coach(database, HeldClock(hand or HandClock()))
    coach.letters = letters.extend
    return coach, letters


def said(letters: list[LentLetter]) -> str:
    return " ".join(str(each.letter.screen) for each in letters if isinstance(each.letter, Say))


async def test_the_heartbeat_makes_up_for_everybody_a_few_at_a_beat(database: Database) -> None:
    hand = HandClock()
    catching_up = CatchingUp(database, HeldClock(hand))
    assert await behind(database) == (ADA, BEN)
    assert await catching_up.look() is not None
    assert await catching_up.look() is None
    assert await behind(database) == ()
    for owner in (ADA, BEN):
        assert await planned(database, owner) == PLANNED
    assert await database.post(lambda outbox: outbox.next_due()) == datetime(2026, 11, 27, 9, tzinfo=UTC)


async def test_somebody_is_found_by_all_words_in_the_first_turn_after_the_upgrade(database: Database) -> None:
    coach, letters = coach_of(database)
    await coach.hear(ADA, 1, Commanded("who", "book", 1))
    assert "Ana" in said(letters)
    assert await planned(database, ADA) == PLANNED
    assert await behind(database) == (BEN,)


async def test_somebody_is_found_by_all_words_in_the_first_inline_query_after_the_upgrade(database: Database) -> None:
    coach, _ = coach_of(database)
    found = await coach.offer(ADA, "book")
    assert found
    assert all(isinstance(each, Article) for each in found)
    assert await behind(database) == (BEN,)


async def test_the_clock_decides_nothing_by_the_rules_of_the_older_version(database: Database) -> None:
    coach, letters = coach_of(database)
    assert await planned(database, ADA) == ["old"]
    assert await coach.look_at_the_clock() == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert letters == []
    assert await planned(database, ADA) == PLANNED


async def test_nothing_is_made_up_for_twice(database: Database, bare_url: str) -> None:
    coach, _ = coach_of(database)
    await coach.hear(ADA, 1, Commanded("who", "book", 1))
    change(bare_url, lambda connection: connection.execute(delete(NUDGES).where(NUDGES.c.owner == ADA)))
    await migrate(database)
    await coach.hear(ADA, 2, Commanded("who", "book", 2))
    await run_out(CatchingUp(database, HeldClock(HandClock())))
    assert await planned(database, ADA) == []
    assert await planned(database, BEN) == PLANNED


async def test_one_owner_who_cannot_be_made_up_for_keeps_no_other_behind(
    database: Database, bare_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    strange = text("UPDATE promises SET state = 'strange' WHERE owner = :owner")
    change(bare_url, lambda connection: connection.execute(strange, {"owner": ADA}))
    await run_out(CatchingUp(database, HeldClock(HandClock())))
    assert await behind(database) == (ADA,)
    assert await planned(database, BEN) == PLANNED
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == [
        "catching up owner=7 failed=LookupError"
    ]


async def test_whoever_is_left_behind_later_is_looked_for_later(database: Database, bare_url: str) -> None:
    hand = HandClock()
    catching_up = CatchingUp(database, HeldClock(hand))
    await run_out(catching_up)
    left_behind = update(OWNERS).where(OWNERS.c.owner == BEN).values(version=VERSION - 1)
    change(bare_url, lambda connection: connection.execute(left_behind))
    assert await catching_up.look() is None
    assert await behind(database) == (BEN,)
    hand.moment += NOBODY_LEFT
    await run_out(catching_up)
    assert await behind(database) == ()


async def test_processes_side_by_side_share_the_work(bare_url: str, caplog: pytest.LogCaptureFixture) -> None:
    many = range(100, 100 + 5 * A_FEW)
    change(bare_url, an_older_version)
    for owner in many:
        change(bare_url, partial(insert_raw, name="owners", row=owner_row(owner)))
    databases = [Database(bare_url) for _ in range(3)]
    caplog.set_level("INFO", "bot.catching_up")
    await migrate(databases[0])
    await asyncio.gather(*(run_out(CatchingUp(database, HeldClock(HandClock()))) for database in databases))
    assert await behind(databases[0]) == ()
    counts = [int(each.message.split()[3]) for each in caplog.records if each.message.startswith("made up for")]
    assert sum(counts) == len(many) + 2
    for database in databases:
        await database.close()


async def run_out(catching_up: CatchingUp) -> None:
    """Look until nobody is left."""
    while await catching_up.look() is not None:
        pass
