import asyncio
import sqlite3
import threading
from datetime import datetime, time
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, insert, inspect, text

from storage.database import Database
from storage.engines import engine_for, normalised
from storage.migrating import downgrade, head_revision, revision_of, revisions, upgrade
from storage.tables import METADATA
from tests.storage.examples import ADA, BEN, NOW


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


def test_nudges_of_those_who_had_blocked_the_bot_are_held_and_a_step_back_gives_them_up(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    owner = {"first_name": "", "zone": "UTC", "set_up": True, "next_key": 1, "next_letter": 1}
    hours = {"nudge_hour": time(9), "quiet_from": time(21), "quiet_until": time(8)}
    subject = {"kind": "card", "subject": "e1", "at_local": datetime(2026, 11, 23, 9), "at_zone": "UTC", "due": NOW}

    def states(connection: Connection) -> list[tuple[object, ...]]:
        found = connection.execute(text("SELECT owner, state FROM nudges ORDER BY owner, state"))
        return [tuple(row) for row in found]

    with engine.begin() as connection:
        upgrade(connection, "0001")
        for number in (ADA, BEN):
            insert_raw(connection, "owners", {"owner": number, "blocked": number == ADA} | owner | hours)
            for state in ("pending", "sent"):
                insert_raw(connection, "nudges", {"owner": number, "key": state, "state": state} | subject)
        upgrade(connection, "0002")
        assert states(connection) == [(ADA, "held"), (ADA, "sent"), (BEN, "pending"), (BEN, "sent")]
        downgrade(connection, "0001")
        assert states(connection) == [(ADA, "pending"), (ADA, "sent"), (BEN, "pending"), (BEN, "sent")]
    engine.dispose()


def test_what_was_noted_as_one_text_becomes_a_note_and_a_step_back_one_text_again(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    ana = {"name": "Ana", "met_on": NOW.date(), "draft": False, "stopped": False, "sorted_as": "ana", "findable": "ana"}

    def rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(text(query))]

    with engine.begin() as connection:
        upgrade(connection, "0002")
        for key, note in (("d1.0", "UX, climbs"), ("d1.1", None), ("d1.2", "")):
            insert_raw(connection, "people", {"owner": ADA, "key": key, "note": note, "kept_at": NOW} | ana)
        upgrade(connection, "0003")
        noted = "SELECT key, person, kind, words FROM notes"
        assert rows(connection, noted) == [("d1.0.n", "d1.0", "remark", "UX, climbs")]
        connection.execute(text("UPDATE notes SET words = 'UX'"))
        downgrade(connection, "0002")
        assert rows(connection, "SELECT note FROM people ORDER BY key") == [("UX",), (None,), (None,)]
    engine.dispose()


def test_those_who_were_there_before_versions_were_counted_count_as_made_up_for_until_the_third(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    with engine.begin() as connection:
        upgrade(connection, "0003")
        owner = {"owner": ADA, "first_name": "", "zone": "UTC", "set_up": True, "blocked": False}
        hours = {"nudge_hour": time(9), "quiet_from": time(21), "quiet_until": time(8)}
        insert_raw(connection, "owners", owner | hours | {"next_key": 1, "next_letter": 1})
        upgrade(connection, "0004")
        assert connection.execute(text("SELECT told_at, version FROM owners")).all() == [(None, 3)]
    engine.dispose()


def insert_raw(connection: Connection, name: str, row: dict[str, object]) -> None:
    """Write a row into a table as it is in this version of the schema, whatever the code knows."""
    connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), row)
