"""Group commit on SQLite: who shares a commit, and who does not wait for whom."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import OperationalError

from conversations.facts import OwnerId
from storage.database import Database
from storage.failures import StorageAway
from storage.group_commit import A_CROWD, A_HANDFUL
from storage.ledger import Ledger

CROWD = [OwnerId(number) for number in range(1, 8 * A_HANDFUL + 1)]


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


def count(ledger: Ledger) -> str:
    """The next number of this owner's."""
    return ledger.next_key("n")


async def test_who_comes_first_does_not_wait_for_all_who_came_with_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.group_commit.LONGEST_GROUP", 0)
    begun: list[OwnerId] = []

    async def turn(owner: OwnerId) -> int:
        def work(ledger: Ledger) -> None:
            begun.append(owner)
            ledger.next_key("n")

        await database.turn(owner, work)
        return len(begun)

    turns = [asyncio.create_task(turn(owner)) for owner in CROWD]
    begun_before = [await each for each in turns]
    assert begun == CROWD, "nobody is overtaken"
    assert begun_before[0] < len(CROWD)
    assert begun_before == sorted(begun_before)


async def test_the_more_wait_the_more_share_a_commit(database: Database) -> None:
    await asyncio.gather(*(database.turn(owner, count) for owner in CROWD))
    assert database.jobs == len(CROWD)
    halved = [len(CROWD) >> times for times in range(len(CROWD)) if len(CROWD) >> times > A_HANDFUL]
    assert database.commits <= len(halved) + len(CROWD) // A_HANDFUL


async def test_when_the_file_fails_everybody_in_the_group_is_told(database: Database) -> None:
    def full(_: Ledger) -> None:
        refusal = sqlite3.OperationalError("database or disk is full")
        refusal.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError("INSERT", {}, refusal)

    works = [full if owner == CROWD[1] else count for owner in CROWD]
    async with asyncio.timeout(60):
        turns = [database.turn(owner, work) for owner, work in zip(CROWD, works, strict=True)]
        found = await asyncio.gather(*turns, return_exceptions=True)
    told = [owner for owner, result in zip(CROWD, found, strict=True) if isinstance(result, StorageAway)]
    assert told == CROWD[: len(told)]
    assert CROWD[1] in told
    assert len(told) < len(CROWD)
    assert {result for result in found if not isinstance(result, StorageAway)} == {"n1"}


async def test_whoever_erases_does_not_wait_until_nobody_writes_any_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.group_commit.LONGEST_GROUP", 0)  # so that somebody always waits
    ends = False

    async def go_on(owner: OwnerId) -> None:
        while not ends:
            await database.turn(owner, count)

    others = [asyncio.create_task(go_on(owner)) for owner in CROWD[1:]]
    await database.turn(CROWD[0], count)
    try:
        async with asyncio.timeout(20):
            await database.turn(CROWD[0], lambda ledger: ledger.erase_everything())
    finally:
        ends = True
        await asyncio.gather(*others)


async def test_whoever_is_just_about_to_come_belongs_to_a_crowd(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.group_commit.LONGEST_GROUP", 1)

    async def turn_after(owner: OwnerId, pause: float) -> None:
        await asyncio.sleep(pause)
        await database.turn(owner, count)

    await asyncio.gather(*(turn_after(owner, 0) for owner in CROWD[:A_CROWD]))
    before = database.commits
    await asyncio.gather(turn_after(CROWD[0], 0), turn_after(CROWD[1], 0.001))
    assert database.commits - before == 1
