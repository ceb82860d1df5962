import asyncio
import sqlite3
import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from storage.database import Database
from storage.engines import engine_for, normalised
from storage.migrating import downgrade, head_revision, revision_of, revisions, upgrade
from storage.tables import METADATA


def test_every_version_can_be_taken_up_down_and_up_again(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    before = "base"
    for revision in revisions():
        for step, target in ((upgrade, revision), (downgrade, before), (upgrade, revision)):
            with engine.begin() as connection:
                step(connection, target)
                assert (revision_of(connection) or "base") == target
        before = revision
    assert before == head_revision()
    engine.dispose()


def test_the_first_step_back_leaves_no_table_behind(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    with engine.begin() as connection:
        upgrade(connection)
        downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_migrated_database_is_what_the_tables_say(url: str) -> None:
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


async def test_processes_that_start_together_migrate_once(bare_url: str) -> None:
    databases = [Database(bare_url) for _ in range(4)]
    await asyncio.gather(*(database.migrate() for database in databases))
    assert [(await database.check()).ready for database in databases] == [True] * 4
    for database in databases:
        await database.close()


async def test_a_new_file_that_somebody_else_writes_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("CREATE TABLE theirs (it INTEGER)")
    end = threading.Timer(0.2, writer.execute, ("COMMIT",))
    end.start()
    database = Database(f"sqlite:///{path}")
    await database.migrate()
    assert (await database.check()).ready
    await database.close()
    end.join()
    writer.close()


async def test_a_database_without_a_schema_is_not_ready(bare_url: str) -> None:
    database = Database(bare_url)
    health = await database.check()
    assert health.answers
    assert not health.ready
    await database.close()
