"""Backups and restoring, on both databases: copies of what others work on, and what is put in whose place."""

import asyncio
import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, make_url, select, text

from conversations.effects import Keep, Named, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId
from storage.contents import Refused
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.group_commit import GroupCommit
from storage.keeping import back_up, restore
from storage.lease import lease
from storage.ledger import Ledger
from storage.migrating import downgrade, head_revision
from storage.tables import BUNDLES, OFFERS, OWNERS, UPDATES
from tests.databases import BACKENDS, migrated
from tests.next_version import ahead, claim
from tests.postgres import Server, programs
from tests.storage.examples import ADA, BEN, HOUR, NOW, SECOND, lend, nudge, person, record, say, texts

NIGHT = NOW + timedelta(hours=15)
PLANTED = "she is afraid of the dark blue heron"


@pytest.fixture(params=BACKENDS)
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A migrated database that may be replaced; what it is kept as is removed with it."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("sqlite_url"))
        return
    found = programs()
    if found is not None:
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")
    server: Server = request.getfixturevalue("postgres")
    with server.database(request.getfixturevalue("postgres_template")) as url:
        yield url
        for name in names(server, make_url(url).database or ""):
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "rapport.copy"


@pytest.fixture(autouse=True)
def folder(copy: Path) -> None:
    copy.parent.mkdir()


def names(server: Server, database: str) -> list[str]:
    """The databases that were made from this one."""
    engine = engine_for(server.url, 1)
    with engine.connect() as connection:
        like = text("SELECT datname FROM pg_database WHERE datname LIKE :name || '\\_%'")
        found = list(connection.execute(like, {"name": database}).scalars())
    engine.dispose()
    return found


def owners(url: str) -> list[int]:
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        found = list(connection.execute(select(OWNERS.c.owner).order_by(OWNERS.c.owner)).scalars())
    engine.dispose()
    return found


def beside(url: str, before: str) -> str:
    """The address of what was there before a restore."""
    is_file = make_url(url).get_backend_name() == "sqlite"
    name = before.removeprefix("database ")
    return f"sqlite:///{name}" if is_file else make_url(url).set(database=name).render_as_string(hide_password=False)


def written(url: str, *keepers: int) -> None:
    """These become owners, and a letter waits for each."""

    async def write() -> None:
        database = Database(url)
        for owner in keepers:
            await record(database, say("Hello"), owner=OwnerId(owner))
        await database.close()

    asyncio.run(write())


def test_what_is_restored_is_what_was_copied_and_what_was_there_is_kept(kept: str, copy: Path) -> None:
    written(kept, 1, 2)
    contents = back_up(kept, copy)
    assert (contents.schema, contents.owners, contents.letters) == (head_revision(), 2, 2)
    written(kept, 3)
    restored = restore(kept, copy, NOW)
    assert owners(kept) == [1, 2]
    assert restored.contents.owners == 2
    assert owners(beside(kept, restored.before or "")) == [1, 2, 3]


def test_a_copy_is_for_our_account_alone_and_nothing_else_is_left_beside_it(kept: str, copy: Path) -> None:
    os.umask(0)
    written(kept, 1)
    back_up(kept, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_overwrites_nothing_unless_it_is_told_to(kept: str, copy: Path) -> None:
    written(kept, 1)
    copy.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="--force"):
        back_up(kept, copy)
    assert copy.read_text(encoding="utf-8") == "mine"
    back_up(kept, copy, force=True)
    assert list(copy.parent.iterdir()) == [copy]
    restore(kept, copy, NOW)


def test_a_copy_holds_one_moment_while_others_write(kept: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each transaction writes a pair. A copy of two moments would have half of one, or would never come to its end."""
    monkeypatch.setattr("storage.file_copies.PAGES", 1)
    written(kept, 1)
    stop, pairs = threading.Event(), [0]

    def write() -> None:
        engine = engine_for(normalised(kept), 1)
        while not stop.is_set():
            pairs[0] += 1
            with engine.begin() as connection:
                row = {"owner": 1, "update_id": pairs[0], "heard_at": NOW}
                connection.execute(insert(UPDATES), row)
                connection.execute(insert(BUNDLES), {"owner": 1, "day": NOW.date() + timedelta(days=pairs[0])})
        engine.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not pairs[0]:
            stop.wait(0.01)
        began = pairs[0]
        back_up(kept, copy)
        ended = pairs[0]
    finally:
        stop.set()
        writer.join()
    assert ended > began
    restore(kept, copy, NOW)
    engine = engine_for(normalised(kept), 1)
    with engine.begin() as connection:
        heard = len(connection.execute(select(UPDATES.c.update_id)).all())
        assert heard == len(connection.execute(select(BUNDLES.c.day)).all())
    engine.dispose()
    assert began - 1 <= heard <= ended


async def test_turns_are_taken_while_a_copy_is_made(kept: str, copy: Path) -> None:
    database = Database(kept)
    copying = asyncio.create_task(asyncio.to_thread(back_up, kept, copy))
    taken = 0
    while not copying.done():
        await record(database, say("Hello"), owner=OwnerId(taken + 1))
        taken += 1
    await copying
    assert taken
    await database.close()


def test_what_was_deleted_is_in_no_copy(kept: str, copy: Path) -> None:
    written(kept, 1)
    engine = engine_for(normalised(kept), 1)
    with engine.begin() as connection:
        rows = [{"owner": 1, "key": f"o{each}", "words": PLANTED, "kept_at": NOW} for each in range(500)]
        connection.execute(insert(OFFERS), rows)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":  # some are built to overwrite what they delete, and some are not
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        connection.rollback()
        with connection.begin():
            connection.execute(delete(OFFERS))
    engine.dispose()
    back_up(kept, copy)
    assert PLANTED.encode() not in copy.read_bytes()


def test_letters_that_wait_in_a_copy_are_sent_again_only_when_asked_for(kept: str, copy: Path) -> None:
    written(kept, 1, 2)
    back_up(kept, copy)
    restored = restore(kept, copy, NOW)
    assert restored.held_back == 2
    assert waiting(kept) == []
    restored = restore(kept, copy, NOW + SECOND, with_letters=True)
    assert restored.held_back == 0
    assert waiting(kept) == ["Hello", "Hello"]


def waiting(url: str) -> list[str]:
    async def look() -> list[str]:
        database = Database(url)
        found = texts(await lend(database, NIGHT))
        await database.close()
        return found

    return asyncio.run(look())


async def test_a_minute_that_passed_since_the_copy_comes_at_no_minute_but_like_what_is_late(
    kept: str, copy: Path
) -> None:
    """The restore may well be at night, and the minute was kept by the bot that is gone."""
    database = Database(kept)
    minutes = [
        replace(nudge(key, datetime(2026, 11, 23, hour)), named=Named.MOMENT, state=state)
        for key, hour, state in (("past", 15, NudgeState.PENDING), ("ahead", 23, NudgeState.PENDING))
    ]
    await record(database, PlanNudges(Key("e1"), tuple(minutes)))
    await database.close()
    back_up(kept, copy)
    restore(kept, copy, NOW + 8 * HOUR)
    database = Database(kept)
    found = await database.turn(ADA, lambda ledger: ledger.pending_nudges())
    assert {each.key: each.named for each in found} == {"past": Named.DAY, "ahead": Named.MOMENT}
    await database.close()


async def test_who_remembers_something_of_before_does_not_believe_it_after_a_restore(kept: str, copy: Path) -> None:
    await asyncio.to_thread(written, kept, ADA)
    back_up(kept, copy)
    survivor = Database(kept)
    await record(survivor, Keep(person("p1", "Ben")))
    assert await survivor.turn(ADA, name_of_the_first) == "Ben"
    way = survivor._way  # noqa: SLF001 - as if the cable had been pulled out meanwhile
    if isinstance(way, GroupCommit):
        way._let_go()  # noqa: SLF001 - as above
    way.engine.dispose()
    restore(kept, copy, NOW)
    somebody = Database(kept)
    await record(somebody, Keep(person("p1", "Cleo")))
    await somebody.close()
    assert await survivor.turn(ADA, name_of_the_first) == "Cleo"
    await survivor.close()


def name_of_the_first(ledger: Ledger) -> str | None:
    found = ledger.person(Key("p1"))
    return found.name if found else None


async def test_nothing_is_restored_under_a_bot_at_work(kept: str, copy: Path) -> None:
    await asyncio.to_thread(written, kept, 1)
    back_up(kept, copy)
    bot = Database(kept)
    await bot.check()
    with pytest.raises(Refused, match="Stop"):
        restore(kept, copy, NOW)
    await bot.close()
    assert restore(kept, copy, NOW).contents.owners == 1


def test_a_bot_that_waits_for_a_damaged_file_is_at_work_as_well(sqlite_url: str, copy: Path, tmp_path: Path) -> None:
    back_up(sqlite_url, copy)
    (tmp_path / "rapport.db").write_bytes(b"nothing that anybody could read" * 500)
    with lease(sqlite_url, alone=False), lease(sqlite_url, alone=False), pytest.raises(Refused, match="A bot runs"):
        restore(sqlite_url, copy, NOW)
    restored = restore(sqlite_url, copy, NOW)
    assert Path(restored.before or "").read_bytes().startswith(b"nothing that anybody could read")


def test_nobody_starts_while_a_file_is_being_replaced(sqlite_url: str) -> None:
    with lease(sqlite_url, alone=True), pytest.raises(Refused, match="being restored"), lease(sqlite_url, alone=False):
        pass
    with lease(sqlite_url, alone=False):
        pass


def test_a_copy_of_an_older_version_is_brought_up_to_date(kept: str, copy: Path) -> None:
    written(kept, 1)
    engine = engine_for(normalised(kept), 1)
    with engine.begin() as connection:
        downgrade(connection, "0002")
    engine.dispose()
    assert back_up(kept, copy).schema == "0002"
    assert restore(kept, copy, NOW).contents.schema == head_revision()
    assert owners(kept) == [1]


def test_a_copy_that_is_too_new_is_not_restored(kept: str, copy: Path) -> None:
    written(kept, 1)
    claim(kept, ahead(1))
    back_up(kept, copy)
    assert restore(kept, copy, NOW).contents.schema == ahead(1)
    claim(kept, ahead(2))
    with pytest.raises(Refused, match="newer version"):
        back_up(kept, copy, force=True)


def test_what_is_no_copy_of_ours_replaces_nothing(kept: str, copy: Path) -> None:
    written(kept, 1, 2)
    back_up(kept, copy)
    whole = copy.read_bytes()
    is_file = make_url(kept).get_backend_name() == "sqlite"
    with closing(sqlite3.connect(copy.parent / "other.db")) as other:
        other.execute("CREATE TABLE owners (owner)")
        other.commit()
    damaged = bytearray(whole)
    damaged[len(whole) // 2 :] = bytes(len(whole) - len(whole) // 2)
    for content in (b"", b"Dear Ada", whole[:-3000], bytes(damaged), (copy.parent / "other.db").read_bytes()):
        copy.write_bytes(content)
        with pytest.raises(Refused):
            restore(kept, copy, NOW)
    with pytest.raises(Refused, match="no file"):
        restore(kept, copy.parent / "nowhere", NOW)
    copy.write_bytes(b"PGDMP" + whole if is_file else b"SQLite format 3\0")
    with pytest.raises(Refused):
        restore(kept, copy, NOW)
    assert owners(kept) == [1, 2]
    if is_file:
        assert list(Path(make_url(kept).database or "").parent.glob("*.restoring*")) == []


def test_a_restore_needs_no_old_database(kept: str, copy: Path, request: pytest.FixtureRequest) -> None:
    written(kept, 1)
    back_up(kept, copy)
    parsed = make_url(kept)
    if parsed.get_backend_name() == "sqlite":
        Path(parsed.database or "").unlink()
    else:
        request.getfixturevalue("postgres").execute(f"DROP DATABASE {parsed.database}")
    assert restore(kept, copy, NOW).before is None
    assert owners(kept) == [1]


async def test_a_log_that_an_old_file_left_beside_it_does_not_get_into_the_new_one(
    sqlite_url: str, copy: Path, tmp_path: Path
) -> None:
    """A bot that was killed leaves what it committed last in the file beside; it belongs to what is kept."""
    back_up(sqlite_url, copy)
    killed = tmp_path / "killed"
    killed.mkdir()
    database = Database(sqlite_url)
    await record(database, say("Hello"), owner=BEN)
    for end in ("", "-wal", "-shm"):
        shutil.copy(tmp_path / f"rapport.db{end}", killed / f"rapport.db{end}")
    await database.close()
    url = f"sqlite:///{killed / 'rapport.db'}"
    restored = restore(url, copy, NOW)
    assert owners(url) == []
    assert owners(beside(url, restored.before or "")) == [BEN]


async def test_a_copy_made_by_hand_counts_with_the_log_beside_it(sqlite_url: str, copy: Path, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    await record(database, say("Hello"), owner=BEN)
    for end in ("", "-wal"):
        shutil.copy(tmp_path / f"rapport.db{end}", f"{copy}{end}")
    await database.close()
    assert restore(sqlite_url, copy, NOW).contents.owners == 1


def test_what_cannot_be_copied_is_said(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(Refused, match="no database at"):
        back_up(f"sqlite:///{tmp_path}/nowhere.db", copy)
    for url in ("sqlite://",):
        with pytest.raises(Refused, match="in memory"):
            back_up(url, copy)
        copy.write_bytes(b"x")
        with pytest.raises(Refused, match="in memory"):
            restore(url, copy, NOW)
        copy.unlink()
    url = migrated(f"sqlite:///{tmp_path}/here.db")
    with pytest.raises(Refused, match="cannot be written to"):
        back_up(url, tmp_path / "nowhere" / "copy")


def test_a_server_that_is_away_is_said(copy: Path, tmp_path: Path) -> None:
    away = f"postgresql://rapport@/rapport?host={tmp_path}"
    with pytest.raises(Refused, match="cannot be reached"):
        back_up(away, copy)
    copy.write_bytes(b"PGDMP")
    with pytest.raises(Refused, match="cannot be reached"):
        restore(away, copy, NOW)


SPY = """#!{python}
import os, sys
if "--version" in sys.argv:
    print("pg_dump (PostgreSQL) {version}")
else:
    open({told!r}, "w").write("\\n".join([*sys.argv, "env " + os.environ.get("PGPASSWORD", "")]))
    sys.exit("pg_dump: error: no")
"""


def spied(folder: Path, version: str) -> Path:
    """A pg_dump that writes down how it was called."""
    program, told = folder / "pg_dump", folder / "told"
    program.write_text(SPY.format(python=sys.executable, version=version, told=str(told)), encoding="utf-8")
    program.chmod(0o755)
    return told


def test_a_password_goes_on_no_command_line(
    postgres_url: str, tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = spied(tmp_path, "99.1 (Debian 99.1-1)")
    monkeypatch.setenv("PATH", str(tmp_path))
    url = make_url(postgres_url).set(password="hunter/2").render_as_string(hide_password=False)
    with pytest.raises(Refused, match="pg_dump failed: pg_dump: error: no"):
        back_up(url, copy)
    *command, password = told.read_text(encoding="utf-8").splitlines()
    assert password == "env hunter/2"
    assert "hunter" not in " ".join(command)
    assert list(copy.parent.iterdir()) == []


def test_a_program_that_is_missing_or_too_old_is_named_with_what_to_install(
    postgres_url: str, tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("storage.postgres_tools.DEBIAN", tmp_path)
    with pytest.raises(Refused, match=r"pg_dump is not installed .* apt install postgresql-client-"):
        back_up(postgres_url, copy)
    spied(tmp_path, "9.6.24")
    with pytest.raises(Refused, match=r"of version 9, and the server of \d\d"):
        back_up(postgres_url, copy)


def test_an_account_without_the_right_to_make_databases_is_told_how_to_get_it(
    postgres: Server, postgres_url: str, copy: Path
) -> None:
    postgres.execute("CREATE ROLE modest LOGIN")
    try:
        copy.write_bytes(b"PGDMP")
        url = make_url(postgres_url).set(username="modest").render_as_string(hide_password=False)
        with pytest.raises(Refused, match="ALTER ROLE modest CREATEDB"):
            restore(url, copy, NOW)
    finally:
        postgres.execute("DROP ROLE modest")


def test_what_only_a_command_line_could_tell_is_refused(postgres_url: str, copy: Path) -> None:
    url = make_url(postgres_url).update_query_dict({"sslpassword": "hunter2"})
    with pytest.raises(Refused, match="sslpassword"):
        back_up(url.render_as_string(hide_password=False), copy)
