"""A migration beside others on PostgreSQL: it gives way to whoever is at work for long, and nobody waits behind it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from conversations.effects import Change
from conversations.facts import Settings
from storage import migrating
from storage.beside import missing
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.failures import TablesBusy
from tests.next_version import ahead, migrated_ahead, steps_into
from tests.storage.examples import BEN, lend, record, say, texts

_LOCKS = "FROM pg_locks JOIN pg_database ON oid = database WHERE datname = current_database() AND NOT granted"
WAITING = {
    "the migration": f"SELECT 1 {_LOCKS} AND mode = 'AccessExclusiveLock'",
    "the turn": f"SELECT 1 {_LOCKS} AND mode = 'RowShareLock'",
    "the index": "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    " AND query LIKE 'CREATE INDEX CONC%'",
}
OF_OWNERS = "ix_owners_version_owner"


@pytest.fixture
async def replica(postgres_copy: str) -> AsyncIterator[Database]:
    opened = Database(postgres_copy)
    await record(opened, Change(Settings(first_name="Ada")))
    await record(opened, Change(Settings(first_name="Ben")), owner=BEN)
    yield opened
    await opened.close()


@pytest.fixture
def engine(postgres_copy: str) -> Iterator[Engine]:
    """Connections past the product."""
    opened = engine_for(normalised(postgres_copy), 3)
    yield opened
    opened.dispose()


@contextmanager
def held(engine: Engine, statement: str) -> Iterator[Connection]:
    """A transaction that did this and does not end."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text(statement))
        yield connection


async def seen_waiting(engine: Engine, who: str) -> None:
    """Returns as soon as the server says that they wait."""

    def look() -> None:
        asked, pause = text(WAITING[who]), threading.Event()
        with engine.connect() as connection:
            while not connection.execute(asked).first():
                connection.rollback()  # it would see the same again
                pause.wait(0.02)

    async with asyncio.timeout(30):
        await asyncio.to_thread(look)


async def test_a_migration_that_waits_for_a_long_reader_gives_way_to_the_turns_behind_it(
    replica: Database, postgres_copy: str, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "GIVE_WAY_MS", 4_000)  # the turn has to come meanwhile, on a slow machine, too
    steps, next_version = steps_into(tmp_path), Database(postgres_copy)
    with held(engine, "SELECT * FROM owners"):
        migration = asyncio.create_task(migrated_ahead(next_version, steps))
        await seen_waiting(engine, "the migration")
        turn = asyncio.create_task(record(replica, say("Hello")))
        await seen_waiting(engine, "the turn")
        with pytest.raises(TablesBusy):
            await migration
        await turn
        assert texts(await lend(replica)) == ["Hello"]
        assert (await replica.check()).schema == ahead(0)
    await migrated_ahead(next_version, steps)
    assert (await replica.check()).schema == ahead(1)
    await record(replica, say("Hello again"))
    await next_version.close()


async def test_a_migration_waits_for_another_process_that_migrates_and_not_for_long(
    replica: Database, postgres_copy: str, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "LONGEST_TURN", 0.1)
    steps, next_version = steps_into(tmp_path), Database(postgres_copy)
    with held(engine, f"SELECT pg_advisory_xact_lock({migrating._LOCK})"):  # noqa: SLF001 - as another process would
        with pytest.raises(TablesBusy, match="another process"):
            await migrated_ahead(next_version, steps)
        await replica.migrate()  # nothing is to be done: it asks nobody
    await migrated_ahead(next_version, steps)
    assert (await replica.check()).schema == ahead(1)
    await next_version.close()


async def test_an_index_is_built_beside_those_who_write(replica: Database, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"DROP INDEX {OF_OWNERS}"))
    with held(engine, "UPDATE owners SET first_name = 'Benjamin' WHERE first_name = 'Ben'"):
        migration = asyncio.create_task(replica.migrate())
        await seen_waiting(engine, "the index")
        await record(replica, say("Hello"))
        assert texts(await lend(replica)) == ["Hello"]
        assert not migration.done()
    await migration
    assert is_built(engine)


async def test_an_index_that_was_left_half_built_is_built_anew(replica: Database, engine: Engine) -> None:
    with engine.begin() as connection:
        half = f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{OF_OWNERS}'::regclass"  # noqa: S608 - ours
        connection.execute(text(half))
    assert not is_built(engine)
    await replica.migrate()
    assert is_built(engine)


def is_built(engine: Engine) -> bool:
    with engine.connect() as connection:
        return not missing(connection)
