"""What SQLite leaves in its files of what was deleted: nothing, also in a file from before and beside a reader."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conversations.effects import Keep, Withdraw
from conversations.facts import Note, NoteKind
from storage.database import Database
from storage.ledger import Ledger
from storage.traces import CLEAN
from tests.storage.examples import ADA, NOW, TODAY, person, record

WORD = "plantaxy"
LONG = Note(person("n1", "").key, person("p1", "").key, NoteKind.REMARK, WORD * 2000, TODAY)


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def found(file: Path) -> list[str]:
    """The files of the database in which the word stands."""
    return [each.name for each in sorted(file.parent.glob(f"{file.name}*")) if WORD.encode() in each.read_bytes()]


def erase(ledger: Ledger) -> None:
    ledger.record((Withdraw(LONG),), NOW, lend_until=None)
    ledger.clear_away(lambda letter: letter)


async def test_what_is_erased_is_in_no_file_any_more(sqlite_url: str, file: Path) -> None:
    database = Database(sqlite_url)
    await record(database, Keep(LONG))
    assert found(file)
    await database.turn(ADA, erase)
    assert found(file) == []
    await database.close()


async def test_beside_somebody_who_reads_it_goes_with_the_next_commit_after_them(sqlite_url: str, file: Path) -> None:
    database = Database(sqlite_url)
    await record(database, Keep(LONG))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM notes").fetchall()
        await database.turn(ADA, erase)
        assert found(file)
        reader.execute("COMMIT")
    for _ in range(2):  # it is done behind a commit, and before the next one
        await record(database, Keep(person("p1", "Ana")))
    assert found(file) == []
    await database.close()


async def test_what_was_deleted_before_anybody_overwrote_it_goes_with_the_first_erasure(
    sqlite_url: str, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as old, old:
        old.execute("PRAGMA user_version = 0")
        old.execute("PRAGMA secure_delete = OFF")
        old.execute("CREATE TABLE leftover (words TEXT)")
        old.execute("INSERT INTO leftover VALUES (?)", (WORD * 2000,))
        old.commit()
        old.execute("DROP TABLE leftover")
    assert found(file)
    database = Database(sqlite_url)
    await record(database, Keep(person("p1", "Ana")))
    assert found(file)
    await database.turn(ADA, erase)
    assert found(file) == []
    assert [each.name for each in await database.turn(ADA, lambda ledger: ledger.people())] == ["Ana"]
    await database.close()


async def test_a_log_that_a_crash_left_behind_is_emptied_at_the_next_start(sqlite_url: str, file: Path) -> None:
    first = Database(sqlite_url)
    await record(first, Keep(LONG))
    log = file.with_name(f"{file.name}-wal")
    assert log.stat().st_size
    second = Database(sqlite_url)
    await record(second, Keep(person("p1", "Ana")))
    assert WORD.encode() not in log.read_bytes()
    await second.close()
    await first.close()


async def test_a_new_file_is_clean_from_its_beginning(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    await database.migrate()
    await database.close()
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == CLEAN
