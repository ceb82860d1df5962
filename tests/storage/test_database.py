import asyncio
import sqlite3
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from conversations.dialogue import Dialogue
from conversations.effects import Change, KeepDialogue
from conversations.facts import Key, OwnerId, Settings
from storage.database import Database
from storage.engines import normalised
from storage.failures import StorageAway
from storage.ledger import Ledger
from tests.postgres import Server
from tests.storage.examples import ADA, NOW, record


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sqlite:////var/lib/rapport.db", "sqlite:////var/lib/rapport.db"),
        ("sqlite+aiosqlite:///rapport.db", "sqlite:///rapport.db"),
        ("sqlite://", "sqlite://"),
        ("postgres://ada:secret@db/rapport", "postgresql+psycopg://ada:secret@db/rapport"),
        ("postgresql://db/rapport", "postgresql+psycopg://db/rapport"),
        ("postgresql+asyncpg://db/rapport", "postgresql+psycopg://db/rapport"),
        ("postgresql+psycopg://db/rapport", "postgresql+psycopg://db/rapport"),
    ],
)
def test_an_address_may_name_any_driver(given: str, meant: str) -> None:
    assert normalised(given).render_as_string(hide_password=False) == meant


def test_another_kind_of_database_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Database("mysql://db/rapport")


async def test_a_database_in_memory_lasts_as_long_as_it_is_open() -> None:
    database = Database("sqlite://")
    await database.migrate()
    await record(database, Change(Settings(first_name="Ada")))
    assert (await database.turn(ADA, lambda ledger: ledger.settings())).first_name == "Ada"
    await database.close()


async def test_a_turn_that_fails_leaves_nothing_behind(database: Database) -> None:
    def fails(ledger: Ledger) -> None:
        ledger.hear(7, NOW)
        ledger.record((Change(Settings(first_name="Ada")),), NOW, lend_until=None)
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        await database.turn(ADA, fails)
    assert await database.turn(ADA, lambda ledger: ledger.hear(7, NOW))
    assert (await database.turn(ADA, lambda ledger: ledger.settings())).first_name == ""


async def test_a_turn_that_breaks_a_rule_of_the_database_is_a_bug_and_not_an_outage(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await record(database, KeepDialogue(Dialogue(Key("d1"), "a")), KeepDialogue(Dialogue(Key("d2"), "b")))


async def test_what_is_committed_is_there_after_opening_again(url: str) -> None:
    first = Database(url)
    await record(first, Change(Settings(first_name="Ada")))
    await first.close()
    second = Database(url)
    assert (await second.turn(ADA, lambda ledger: ledger.settings())).first_name == "Ada"
    await second.close()


async def test_turns_of_one_owner_happen_one_after_the_other(url: str) -> None:
    databases = [Database(url), Database(url)]
    turns = [databases[number % 2].turn(ADA, lambda ledger: ledger.next_key("e")) for number in range(40)]
    keys = await asyncio.gather(*turns)
    assert sorted(keys, key=lambda key: int(key[1:])) == [f"e{number}" for number in range(1, 41)]
    for database in databases:
        await database.close()


async def test_many_owners_can_begin_at_once(database: Database) -> None:
    owners = [OwnerId(1 + number % 10) for number in range(60)]
    heard = await asyncio.gather(
        *(database.turn(owner, lambda ledger: ledger.hear(5, NOW)) for owner in owners),
    )
    assert sum(heard) == 10


async def test_a_file_that_cannot_be_opened_is_a_database_that_is_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'rapport.db'}")
    with pytest.raises(StorageAway):
        await database.turn(ADA, lambda ledger: ledger.settings())
    assert not (await database.check()).answers
    await database.close()


async def test_what_was_committed_and_what_was_asked_in_vain_is_counted(database: Database, tmp_path: Path) -> None:
    before = database.commits, database.jobs, database.away
    for _ in range(3):
        await database.turn(ADA, lambda ledger: ledger.settings())
    with pytest.raises(KeyError):
        await database.turn(ADA, lambda _: dict[str, int]()["nothing"])
    assert database.commits > before[0]
    assert (database.jobs, database.away) == (before[1] + 3, before[2])
    lost = Database(f"sqlite:///{tmp_path / 'nowhere' / 'rapport.db'}")
    with pytest.raises(StorageAway):
        await lost.post(lambda outbox: outbox.backlog())
    assert (lost.commits, lost.jobs, lost.away) == (0, 0, 1)
    await lost.close()


async def test_a_server_that_is_down_is_a_database_that_is_away(tmp_path: Path) -> None:
    database = Database(f"postgresql:///rapport?host={tmp_path}&connect_timeout=2")
    with pytest.raises(StorageAway):
        await database.turn(ADA, lambda ledger: ledger.settings())
    health = await database.check()
    assert not health.answers
    assert not health.ready
    await database.close()


async def test_a_server_that_cuts_the_connection_in_a_turn_is_away_and_then_back(
    postgres: Server, postgres_url: str
) -> None:
    database = Database(postgres_url)

    def cut(ledger: Ledger) -> None:
        ledger.record((Change(Settings(first_name="Lost")),), NOW, lend_until=None)
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")
        ledger.open_dialogue()

    with pytest.raises(StorageAway):
        await database.turn(OwnerId(99), cut)
    assert (await database.turn(OwnerId(99), lambda ledger: ledger.settings())).first_name == ""
    await database.close()


async def shown(url: str, name: str) -> str:
    database = Database(url)
    asked = text(f"SHOW {name}")
    found = await database.turn(ADA, lambda ledger: ledger._connection.execute(asked).scalar_one())  # noqa: SLF001 - no turn asks for it
    await database.close()
    return str(found)


async def test_a_server_cuts_off_what_takes_too_long_unless_the_address_says_otherwise(postgres_url: str) -> None:
    assert await shown(postgres_url, "statement_timeout") == "30s"
    assert await shown(postgres_url, "idle_in_transaction_session_timeout") == "1min"
    own = make_url(postgres_url).update_query_dict({"options": "-c statement_timeout=7s"})
    assert await shown(own.render_as_string(hide_password=False), "statement_timeout") == "7s"


async def test_a_turn_that_waits_too_long_for_another_is_away_and_may_be_tried_again(postgres_url: str) -> None:
    hasty = make_url(postgres_url).update_query_dict({"options": "-c statement_timeout=50ms"})
    first, second = Database(postgres_url), Database(hasty.render_as_string(hide_password=False))
    await second.turn(ADA, lambda ledger: ledger.settings())
    inside, over = threading.Event(), threading.Event()

    def slow(_ledger: Ledger) -> None:
        inside.set()
        over.wait()

    slowly = asyncio.create_task(first.turn(ADA, slow))
    await asyncio.to_thread(inside.wait)
    with pytest.raises(StorageAway):
        await second.turn(ADA, lambda ledger: ledger.settings())
    over.set()
    await slowly
    await second.turn(ADA, lambda ledger: ledger.settings())
    for database in (first, second):
        await database.close()


async def test_a_transaction_that_loses_a_deadlock_is_tried_again(postgres_url: str) -> None:
    database = Database(postgres_url)
    tries = 0

    def clashes_once(ledger: Ledger) -> str:
        nonlocal tries
        tries += 1
        if tries == 1:
            ledger._connection.execute(  # noqa: SLF001 - a deadlock cannot be had on order from outside
                text("DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$")
            )
        return "done"

    assert await database.turn(ADA, clashes_once) == "done"
    assert tries == 2
    await database.close()


async def test_a_table_that_is_missing_is_not_taken_for_an_outage(bare_url: str) -> None:
    database = Database(bare_url)
    with pytest.raises(Exception, match="owners") as failure:
        await database.turn(ADA, lambda ledger: ledger.settings())
    assert not isinstance(failure.value, StorageAway)
    assert isinstance(failure.value.__cause__, sqlite3.OperationalError | psycopg.errors.UndefinedTable)
    await database.close()
