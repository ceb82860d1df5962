"""Group commit on SQLite: who shares a commit, and who does not wait for whom."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from conversations.facts import OwnerId
from storage.database import Database
from storage.group_commit import A_CROWD, A_HANDFUL
from storage.ledger import Ledger

CROWD = [OwnerId(number) for number in range(1, 8 * A_HANDFUL + 1)]


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


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
    await asyncio.gather(*(database.turn(owner, lambda ledger: ledger.next_key("n")) for owner in CROWD))
    assert database.jobs == len(CROWD)
    halved = [len(CROWD) >> times for times in range(len(CROWD)) if len(CROWD) >> times > A_HANDFUL]
    assert database.commits <= len(halved) + len(CROWD) // A_HANDFUL


async def test_whoever_is_just_about_to_come_belongs_to_a_crowd(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.group_commit.LONGEST_GROUP", 1)

    async def turn_after(owner: OwnerId, pause: float) -> None:
        await asyncio.sleep(pause)
        await database.turn(owner, lambda ledger: ledger.next_key("n"))

    await asyncio.gather(*(turn_after(owner, 0) for owner in CROWD[:A_CROWD]))
    before = database.commits
    await asyncio.gather(turn_after(CROWD[0], 0), turn_after(CROWD[1], 0.001))
    assert database.commits - before == 1
