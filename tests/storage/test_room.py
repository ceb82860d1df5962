"""How much may be kept of one owner, on both databases."""

from dataclasses import replace

import pytest

from conversations import limits
from conversations.carried.account import Kept, Section
from conversations.effects import Keep, Withdraw
from conversations.facts import Key, Person
from conversations.limits import Full
from storage.database import Database
from storage.ledger import Ledger
from tests.storage.examples import ADA, BEN, NOW, person, record

TWO = 2


@pytest.fixture(autouse=True)
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MOST_KEPT, Section.PEOPLE, TWO)


def numbered(*numbers: int) -> list[Person]:
    return [person(Key(f"p{number}"), f"P{number}") for number in numbers]


async def people(database: Database) -> int:
    return await database.turn(ADA, lambda ledger: ledger.count_people())


async def test_one_too_many_is_refused_and_what_came_with_it_is_not_kept(database: Database) -> None:
    with pytest.raises(Full):
        await record(database, *map(Keep, numbered(1, 2, 3)))
    assert await people(database) == 0
    await record(database, *map(Keep, numbered(1, 2)))
    with pytest.raises(Full):
        await record(database, *map(Keep, numbered(3)))
    assert await people(database) == TWO


async def test_what_is_there_may_be_written_again(database: Database) -> None:
    await record(database, *map(Keep, numbered(1, 2)))
    changed = [replace(each, who="sails") for each in numbered(1, 2)]
    await record(database, *map(Keep, changed))
    database._desk._papers.clear()  # noqa: SLF001 -- as another process, which knows nothing of them
    await record(database, *map(Keep, numbered(1, 2)))
    assert await people(database) == TWO


async def test_who_strikes_somebody_out_has_room_again(database: Database) -> None:
    one, two, three = numbered(1, 2, 3)
    await record(database, Keep(one), Keep(two))
    await record(database, Withdraw(one))
    await record(database, Keep(three))
    assert await people(database) == TWO


async def test_what_one_keeps_takes_no_room_from_another(database: Database) -> None:
    await record(database, *map(Keep, numbered(1, 2)))
    assert await database.turn(ADA, lambda ledger: ledger.room(Section.PEOPLE)) == 0
    assert await database.turn(BEN, lambda ledger: ledger.room(Section.PEOPLE)) == TWO


async def test_what_is_brought_along_needs_room_as_well(database: Database) -> None:
    def work(ledger: Ledger, *numbers: int) -> int:
        return len(ledger.take_in(Section.PEOPLE, [Kept(each, NOW) for each in numbered(*numbers)]))

    with pytest.raises(Full):
        await database.turn(ADA, lambda ledger: work(ledger, 1, 2, 3))
    assert await database.turn(ADA, lambda ledger: work(ledger, 1, 2)) == TWO
    assert await database.turn(ADA, lambda ledger: work(ledger, 1, 2)) == 0
