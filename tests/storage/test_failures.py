"""Which failures mean that the database is away. Real ones where they can be had, made ones for the rest."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError

from storage.database import Database
from storage.failures import StorageAway, is_away, is_clash
from storage.outbox import Parked
from tests.postgres import Server
from tests.storage.examples import ADA, NOW, say

UNREADABLE = Parked(5, "{}", "KeyError", ADA)


def of_sqlite(code: int) -> DBAPIError:
    error = sqlite3.DatabaseError("made")
    error.sqlite_errorcode = code
    return DatabaseError(None, None, error)


def of_postgres(state: str, kind: type[DBAPIError] = OperationalError) -> DBAPIError:
    return kind(None, None, psycopg.errors.lookup(state)("made"))


@pytest.mark.parametrize("state", ["08006", "25006", "25P03", "28P01", "3D000", "53100", "53300", "57014", "58030"])
def test_trouble_of_the_server_is_a_database_that_is_away(state: str) -> None:
    assert is_away(of_postgres(state, InternalError))


@pytest.mark.parametrize("state", ["22P02", "23505", "42P01", "54000"])
def test_what_the_server_was_asked_in_vain_is_a_bug(state: str) -> None:
    assert not is_away(of_postgres(state))
    assert not is_clash(of_postgres(state))


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_in_the_way_is_a_clash_and_no_outage(state: str) -> None:
    assert is_clash(of_postgres(state))
    assert not is_away(of_postgres(state))


def test_a_server_that_did_not_even_answer_is_away() -> None:
    assert is_away(OperationalError(None, None, psycopg.OperationalError("connection refused")))


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_READONLY_DBMOVED,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
    ],
)
def test_trouble_with_the_file_is_a_database_that_is_away(code: int) -> None:
    assert is_away(of_sqlite(code))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE])
def test_what_sqlite_was_asked_in_vain_is_a_bug(code: int) -> None:
    assert not is_away(of_sqlite(code))


async def test_a_file_of_something_else_is_away(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear database, " * 100, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path / 'letter.db'}")
    with pytest.raises(StorageAway):
        await database.turn(ADA, lambda ledger: ledger.settings())
    await database.close()


async def test_a_file_that_cannot_grow_is_away_until_it_can_be_written_to_again(sqlite_url: str) -> None:
    """A full disk can still be read, so that it is not enough to ask for the version of the schema."""
    database = Database(sqlite_url)
    engine = database._way.engine  # noqa: SLF001 - no page more than there are
    listener = event.listens_for(engine, "connect")(_grow_no_more)
    with pytest.raises(StorageAway, match="full") as away:
        await database.turn(ADA, lambda ledger: ledger.record((say("x" * 100_000),), NOW, lend_until=None))
    assert "Its disk is full" in away.value.mend
    assert database.trouble == away.value.mend
    event.remove(engine, "connect", listener)
    assert (await database.check()).ready
    assert database.trouble is None
    await database.close()


def _grow_no_more(connection: sqlite3.Connection, _record: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


async def test_a_database_that_was_away_is_not_believed_before_it_could_be_written_to(
    postgres: Server, postgres_url: str
) -> None:
    name = make_url(postgres_url).database
    postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    database = Database(postgres_url)
    try:
        assert (await database.check()).ready  # nobody has tried yet
        with pytest.raises(StorageAway):
            await database.turn(ADA, lambda ledger: ledger.hear(7, NOW))
        health = await database.check()
        assert not health.answers
        assert "only be read" in health.mend
    finally:
        await database.close()
        postgres.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    again = Database(postgres_url)
    again.trouble = "as before"
    assert (await again.check()).ready
    assert again.trouble is None
    await again.close()


async def test_a_server_that_may_only_be_read_is_away(postgres: Server, postgres_url: str) -> None:
    name = make_url(postgres_url).database
    postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    database = Database(postgres_url)
    try:
        with pytest.raises(StorageAway):
            await database.turn(ADA, lambda ledger: ledger.hear(7, NOW))
        with pytest.raises(StorageAway):
            await database.post(lambda outbox: outbox.park_update(UNREADABLE, NOW))
    finally:
        await database.close()
        postgres.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")


async def test_an_update_that_cannot_be_parked_is_to_be_brought_again(bare_url: str) -> None:
    database = Database(bare_url)
    with pytest.raises(StorageAway):
        await database.post(lambda outbox: outbox.park_update(UNREADABLE, NOW))
    await database.close()
