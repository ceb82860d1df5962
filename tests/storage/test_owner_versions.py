"""For which version an owner's rows are made up, on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import select, update

from conversations.effects import Change, Keep
from conversations.facts import OwnerId, Settings
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.owners import VERSION
from storage.tables import OWNERS
from tests.storage.examples import ADA, BEN, person, record, say

CLEO = OwnerId(99)


@pytest.fixture
async def database(url: str, database: Database) -> Database:
    """Ada is behind by one version, Ben by two, and Cleo is ahead."""
    engine = engine_for(normalised(url), 1)
    for owner, version in ((ADA, VERSION - 1), (BEN, VERSION - 2), (CLEO, VERSION + 1)):
        await record(database, Change(Settings()), owner=owner)
        with engine.begin() as connection:
            connection.execute(update(OWNERS).where(OWNERS.c.owner == owner).values(version=version))
    engine.dispose()
    return database


def version_of(url: str, owner: OwnerId) -> int:
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        version: int = connection.execute(select(OWNERS.c.version).where(OWNERS.c.owner == owner)).scalar_one()
    engine.dispose()
    return version


async def test_whoever_is_furthest_behind_comes_first(database: Database) -> None:
    assert await database.post(lambda outbox: outbox.owners_behind(10)) == (BEN, ADA)
    assert await database.post(lambda outbox: outbox.owners_behind(1)) == (BEN,)


async def test_whoever_was_made_up_for_is_behind_no_more(database: Database, url: str) -> None:
    assert await database.turn(ADA, lambda ledger: ledger.is_behind)
    await database.turn(ADA, lambda ledger: ledger.made_up_for())
    assert not await database.turn(ADA, lambda ledger: ledger.is_behind)
    assert version_of(url, ADA) == VERSION


async def test_a_turn_makes_nobody_up_by_itself(database: Database, url: str) -> None:
    await record(database, Keep(person("p1", "Ana")))
    assert version_of(url, ADA) == VERSION - 1


async def test_what_is_written_beside_a_later_version_is_left_for_that_one_to_make_up_for(
    database: Database, url: str
) -> None:
    await database.turn(CLEO, lambda ledger: ledger.people())
    await record(database, say("Hello"), owner=CLEO)
    assert version_of(url, CLEO) == VERSION + 1
    await record(database, Keep(person("p1", "Ana")), owner=CLEO)
    assert version_of(url, CLEO) == VERSION
