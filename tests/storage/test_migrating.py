import asyncio
import sqlite3
import threading
from datetime import datetime, time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, insert, inspect, text

from storage.database import Database
from storage.engines import engine_for, normalised
from storage.failures import UnfitSchema
from storage.migrating import downgrade, head_revision, revision_of, revisions, upgrade
from storage.owners import VERSION
from storage.tables import LEFT_BEHIND, METADATA
from tests.next_version import ahead, claim, migrated_ahead, steps_into
from tests.storage.examples import ADA, BEN, NOW, lend, record, say, texts


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


def test_a_migrated_database_is_what_the_tables_say_and_what_they_left_behind(url: str) -> None:
    assert differences(url) == [("remove_column", column) for column in sorted(LEFT_BEHIND)]


async def test_step_by_step_a_database_becomes_the_same_as_at_once(bare_url: str) -> None:
    engine = engine_for(normalised(bare_url), 1)
    with engine.begin() as connection:
        upgrade(connection, revisions()[0])
    engine.dispose()
    database = Database(bare_url)
    await database.migrate()
    assert (await database.check()).ready
    await database.close()
    assert differences(bare_url) == [("remove_column", column) for column in sorted(LEFT_BEHIND)]


def differences(url: str) -> list[tuple[str, str]]:
    """What would have to be done to a database for it to be what the tables say, and to what."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, METADATA)
    engine.dispose()
    return sorted(
        (step[0], f"{step[2]}.{step[3].name}") if step[0] == "remove_column" else (step[0], str(step)) for step in found
    )


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


@pytest.mark.parametrize(("from_version", "until"), [("0001", 1), ("0002", 2), ("0003", 3)])
async def test_those_who_were_there_before_owners_were_counted_are_made_up_for_until_their_version(
    bare_url: str, from_version: str, until: int
) -> None:
    engine = engine_for(normalised(bare_url), 1)
    owner = {"owner": ADA, "first_name": "", "zone": "UTC", "set_up": True, "blocked": False}
    hours = {"nudge_hour": time(9), "quiet_from": time(21), "quiet_until": time(8)}
    with engine.begin() as connection:
        upgrade(connection, from_version)
        insert_raw(connection, "owners", owner | hours | {"next_key": 1, "next_letter": 1})
    database = Database(bare_url)
    await database.migrate()
    await record(database, say("Hello"), owner=BEN)
    with engine.begin() as connection:
        counted = connection.execute(text("SELECT version FROM owners ORDER BY owner")).scalars().all()
    assert counted == [until, VERSION]
    await database.close()
    engine.dispose()


async def test_a_database_of_the_next_version_is_worked_with(bare_url: str, tmp_path: Path) -> None:
    database = Database(bare_url)
    await migrated_ahead(database, steps_into(tmp_path))
    await database.migrate()
    health = await database.check()
    assert (health.ready, health.schema, health.objection) == (True, ahead(), None)
    await record(database, say("Hello"))
    assert texts(await lend(database)) == ["Hello"]
    await database.close()


@pytest.mark.parametrize(("version", "words"), [(ahead(2), "Start a newer version"), ("1975ea83b712", "does not know")])
async def test_a_database_of_another_version_is_refused(url: str, version: str, words: str) -> None:
    claim(url, version)
    database = Database(url)
    with pytest.raises(UnfitSchema, match=words):
        await database.migrate()
    health = await database.check()
    assert health.answers
    assert not health.ready
    assert words in str(health.objection)
    await database.close()
    claim(url, head_revision())


def insert_raw(connection: Connection, name: str, row: dict[str, object]) -> None:
    """Write a row into a table as it is in this version of the schema, whatever the code knows."""
    connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), row)
