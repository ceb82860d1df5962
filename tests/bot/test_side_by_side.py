"""Two replicas of today's version take turns on PostgreSQL while the next version of the schema comes, and after."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot import catching_up
from bot.__main__ import command_line
from bot.catching_up import migrate
from bot.clock import Clock
from bot.coach import LEASE, Coach
from conversations.effects import Change
from conversations.facts import OwnerId, Settings
from conversations.signals import Commanded
from storage import migrating
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.failures import TablesBusy
from storage.ledger import Ledger
from tests.next_version import ahead, migrated_ahead, steps_into
from tests.postgres import Server
from tests.storage.examples import lend, texts

OWNERS = [OwnerId(number) for number in range(1, 9)]
NAMES = [
    "Ana",
    "Ben",
    "Cleo",
    "Dora",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jules",
    "Kira",
    "Leo",
    "Mira",
    "Nils",
    "Olga",
]
BEFORE, AFTER = 5, 10
"""How many of them everybody meets before the migration begins, and up to which one it must not be over."""


@pytest.fixture
async def replicas(postgres_copy: str) -> AsyncIterator[list[Database]]:
    opened = [Database(postgres_copy), Database(postgres_copy)]
    for owner in OWNERS:
        await opened[0].turn(owner, set_up)
    yield opened
    for database in opened:
        await database.close()


def set_up(ledger: Ledger) -> None:
    ledger.record((Change(Settings(set_up=True)),), Clock().now(), lend_until=None)


async def meet(replicas: list[Database], owner: OwnerId, names: list[str]) -> None:
    """Tell of these people, one after the other; each update reaches both replicas, one of them first."""
    for name in names:
        update = NAMES.index(name)
        signal = Commanded("met", f"{name}, climbs, send them the book", update)
        for replica in (replicas[update % 2], replicas[1 - update % 2]):
            await Coach(replica, Clock()).hear(owner, update, signal)


async def everybody_meets(replicas: list[Database], names: list[str]) -> None:
    await asyncio.gather(*(meet(replicas, owner, names) for owner in OWNERS))


async def in_the_end(database: Database, steps: Path) -> None:
    """The next version comes, however often it has to give way."""
    while True:
        try:
            return await migrated_ahead(database, steps)
        except TablesBusy:
            continue


async def test_nothing_is_lost_while_the_next_version_comes_and_replicas_start_again_on_it(
    replicas: list[Database], postgres_copy: str, tmp_path: Path
) -> None:
    next_version = Database(postgres_copy)
    await everybody_meets(replicas, NAMES[:BEFORE])
    meeting = asyncio.create_task(everybody_meets(replicas, NAMES[BEFORE:AFTER]))
    await in_the_end(next_version, steps_into(tmp_path))
    await meeting
    assert {(await replica.check()).schema for replica in replicas} == {ahead()}
    assert all([(await replica.check()).ready for replica in replicas])
    await replicas[1].close()
    replicas[1] = Database(postgres_copy)
    await replicas[1].migrate()
    await everybody_meets(replicas, NAMES[AFTER:])
    for owner in OWNERS:
        people, promises, nudges = await replicas[1].turn(owner, kept)
        assert people == NAMES
        assert (promises, nudges) == (len(NAMES), 2 * len(NAMES))
    letters = await lend(replicas[0], Clock().now() + 2 * LEASE, limit=1_000)
    noted = [(letter.owner, words.splitlines()[0]) for letter, words in zip(letters, texts(letters), strict=True)]
    assert sorted(noted) == [(owner, f"Noted <b>{name}</b>: climbs") for owner in OWNERS for name in NAMES]
    await next_version.close()


@contextmanager
def migrating_elsewhere(url: str) -> Iterator[None]:
    """Another process is at it."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({migrating._LOCK})"))  # noqa: SLF001 - as it would
        yield
    engine.dispose()


@pytest.fixture
def earlier_url(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of an earlier version; whoever finds another process migrating waits a moment only."""
    monkeypatch.setattr(migrating, "LONGEST_TURN", 0.1)
    with postgres.database() as url:
        engine = engine_for(normalised(url), 1)
        with engine.begin() as connection:
            migrating.upgrade(connection, "0003")
        engine.dispose()
        yield url


async def test_a_start_that_gave_way_comes_again(earlier_url: str, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(earlier_url)
    with migrating_elsewhere(earlier_url):
        start = asyncio.create_task(migrate(database))
        async with asyncio.timeout(30):
            while not caplog.records:  # noqa: ASYNC110 -- a log tells nobody
                await asyncio.sleep(0.01)
        assert not start.done()
    await start
    assert (await database.check()).ready
    assert [each.message for each in caplog.records] == [
        "the migration waits: another process is migrating; trying again in 1 s"
    ]
    await database.close()


def test_a_migration_that_gave_way_each_time_says_so(
    earlier_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(catching_up, "MOST_TRIES", 1)
    monkeypatch.setenv("DATABASE_URL", earlier_url)
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    with migrating_elsewhere(earlier_url):
        result = CliRunner().invoke(command_line, ["migrate"])
    assert result.exit_code == 1
    assert "See what takes so long there" in result.output


def kept(ledger: Ledger) -> tuple[list[str], int, int]:
    people = [person.name for person in ledger.people(100)]
    return people, len(ledger.promises(limit=100)), len(ledger.pending_nudges(limit=None))
