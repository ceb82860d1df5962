"""Groups on PostgreSQL: owners share a transaction, nobody waits for a row that others hold, and no failure spreads."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from conversations.dialogue import Dialogue
from conversations.effects import KeepDialogue
from conversations.facts import Key, OwnerId
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.failures import StorageAway
from storage.grouped import A_FEW, MOST
from storage.hearing import Brought
from storage.ledger import Ledger
from tests.postgres import Server
from tests.storage.examples import ADA, BEN, MINUTE, NOW, delivered, lend, record, say, texts

OWNERS = [OwnerId(number) for number in range(1, 2 * MOST + 1)]


@pytest.fixture
async def database(postgres_copy: str) -> AsyncIterator[Database]:
    opened = Database(postgres_copy)
    for owner in (ADA, BEN, *OWNERS):
        assert await opened.turn(owner, count) == "n1"
    yield opened
    await opened.close()


@pytest.fixture
def engine(postgres_copy: str) -> Iterator[Engine]:
    """Connections past the product."""
    opened = engine_for(normalised(postgres_copy), 2)
    yield opened
    opened.dispose()


@contextmanager
def held(engine: Engine, owner: OwnerId) -> Iterator[Connection]:
    """Somebody else's transaction has this owner's row."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT * FROM owners WHERE owner = :of FOR UPDATE"), {"of": owner})
        yield connection


def count(ledger: Ledger) -> str:
    """The next number of this owner's."""
    return ledger.next_key("n")


async def test_what_many_want_at_once_is_committed_together(database: Database) -> None:
    commits, jobs = database.commits, database.jobs
    assert set(await asyncio.gather(*(database.turn(owner, count) for owner in OWNERS))) == {"n2"}
    assert database.jobs - jobs == len(OWNERS)
    assert database.commits - commits <= 2 + len(OWNERS) / MOST


async def test_what_nobody_waits_for_is_committed_together_too(database: Database) -> None:
    commits = database.commits
    assert set(await asyncio.gather(*(database.turn(owner, count, urgent=False) for owner in OWNERS))) == {"n2"}
    assert database.commits - commits <= 2 + len(OWNERS) / A_FEW


async def test_what_somebody_waits_for_does_not_wait_for_the_rest(database: Database, engine: Engine) -> None:
    def slow(ledger: Ledger) -> str:
        ledger._connection.execute(text("SELECT pg_advisory_xact_lock(1)"))  # noqa: SLF001 -- it asks for nothing of theirs
        return count(ledger)

    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        calm = [asyncio.create_task(database.turn(owner, slow, urgent=False)) for owner in OWNERS]
        await asyncio.sleep(0)
        assert await database.turn(ADA, count) == "n2"
        assert not any(each.done() for each in calm)
    assert set(await asyncio.gather(*calm)) == {"n2"}


async def test_updates_are_heard_once_and_by_a_group_all_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def bring(number: int, owners: list[OwnerId]) -> list[bool]:
        updates = [Brought(owner, number, NOW) for owner in owners]
        turns = (database.turn(each.owner, lambda ledger: ledger.hear(number, NOW), update=each) for each in updates)
        return await asyncio.gather(*turns)

    assert await bring(7, OWNERS[:4]) == [True] * 4  # each by itself: of whom nothing is kept may have erased it
    monkeypatch.delattr("storage.ledger.hear")
    assert await bring(8, OWNERS[:2]) == [True, True]
    assert await bring(8, OWNERS[:4]) == [False, False, True, True]


async def test_what_one_owner_wants_several_times_is_done_in_its_order(database: Database) -> None:
    wanted = [owner for _ in range(5) for owner in (ADA, BEN)]
    found = await asyncio.gather(*(database.turn(owner, count) for owner in wanted))
    assert found == [f"n{times}" for times in range(2, 7) for _ in (ADA, BEN)]


@pytest.mark.parametrize("urgent", [True, False])
async def test_whoever_is_held_by_somebody_else_holds_up_nobody(
    database: Database, engine: Engine, *, urgent: bool
) -> None:
    with held(engine, ADA):
        waits = asyncio.create_task(database.turn(ADA, count, urgent=urgent))
        for _ in range(3):
            turns = (database.turn(owner, count, urgent=urgent) for owner in OWNERS)
            assert len(await asyncio.gather(*turns)) == len(OWNERS)
        assert not waits.done()
    assert await waits == "n2"


async def test_nobody_is_held_up_when_more_wait_than_there_are_connections(database: Database, engine: Engine) -> None:
    with held(engine, ADA):
        waiting = [asyncio.create_task(database.turn(ADA, count)) for _ in range(20)]
        assert await database.turn(BEN, count) == "n2"
        assert not any(each.done() for each in waiting)
    assert sorted(await asyncio.gather(*waiting), key=lambda key: int(key[1:])) == [f"n{n}" for n in range(2, 22)]


async def test_what_fails_in_a_group_fails_alone_and_the_rest_is_done_once(database: Database) -> None:
    def fails(ledger: Ledger) -> str:
        ledger.next_key("n")
        raise ArithmeticError

    work = {ADA: fails, BEN: count}
    found = await asyncio.gather(*(database.turn(owner, work[owner]) for owner in (BEN, ADA)), return_exceptions=True)
    assert found[0] == "n2"
    assert isinstance(found[1], ArithmeticError)
    assert (await database.turn(ADA, count), await database.turn(BEN, count)) == ("n2", "n3")


async def test_what_the_database_refuses_in_a_group_is_told_to_whoever_wanted_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """A change is held back, so the refusal comes while somebody else's work is done."""

    def refused(ledger: Ledger) -> None:
        open_at_once = (KeepDialogue(Dialogue(Key(key), "a")) for key in ("d1", "d2"))
        ledger.record(tuple(open_at_once), NOW, lend_until=None)

    found = await asyncio.gather(
        database.turn(ADA, refused), *(database.turn(owner, count) for owner in OWNERS[:9]), return_exceptions=True
    )
    assert isinstance(found[0], IntegrityError)
    assert found[1:] == ["n2"] * 9
    assert "a group of 10 failed, each is done by itself: IntegrityError" in caplog.messages


async def test_processes_that_want_the_same_owners_in_another_order_never_wait_for_each_other(
    postgres: Server, postgres_copy: str, database: Database, engine: Engine
) -> None:
    others = [Database(postgres_copy), Database(postgres_copy)]
    order = Random(1)  # noqa: S311 - it hides nothing

    async def all_of(one: Database) -> None:
        for _ in range(6):
            await asyncio.gather(*(one.turn(owner, count) for owner in order.sample(OWNERS[:24], 24)))

    await asyncio.gather(*(all_of(one) for one in (database, *others)))
    for one in others:
        await one.close()
    assert {await database.turn(owner, count) for owner in OWNERS[:24]} == {"n20"}
    with engine.connect() as connection:
        asked = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert connection.execute(asked).scalar_one() == 0


async def test_a_caller_who_is_cancelled_harms_nobody(database: Database, engine: Engine) -> None:
    with held(engine, ADA):
        waits = asyncio.create_task(database.turn(ADA, count))
        assert await database.turn(BEN, count) == "n2"
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        assert await database.turn(BEN, count) == "n3"
    assert await database.turn(ADA, count) in {"n2", "n3"}


async def test_everybody_in_a_group_is_told_that_the_server_is_away(postgres_copy: str) -> None:
    nowhere = normalised(postgres_copy).set(host="localhost", port=1, query={}).render_as_string(hide_password=False)
    database = Database(nowhere)
    found = await asyncio.gather(*(database.turn(owner, count) for owner in OWNERS), return_exceptions=True)
    assert {type(each) for each in found} == {StorageAway}
    await database.close()


async def test_a_connection_that_was_cut_off_costs_nobody_a_turn(postgres: Server, database: Database) -> None:
    for _ in range(3):
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        assert len(await asyncio.gather(*(database.turn(owner, count) for owner in OWNERS))) == len(OWNERS)
    assert {await database.turn(owner, count) for owner in OWNERS} == {"n5"}


async def test_letters_of_a_group_are_lent_only_behind_nothing_older(database: Database) -> None:
    """Whether a reply waits is read for the whole group at once; it has to be as true as when each asks for itself."""
    (first,) = await record(database, say("first"), owner=ADA, lend_until=NOW + MINUTE)
    behind, free = await asyncio.gather(
        record(database, say("second"), owner=ADA, lend_until=NOW + MINUTE),
        record(database, say("hello"), owner=BEN, lend_until=NOW + MINUTE),
    )
    assert (behind, texts(free)) == ((), ["hello"])
    await delivered(database, first)
    assert texts(await lend(database)) == ["second"]
