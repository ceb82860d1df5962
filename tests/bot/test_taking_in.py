"""An import that is cut short is finished by doing it again, on both databases, and nobody else waits for it."""

import asyncio

import pytest

from bot.packing import Packing
from bot.taking_in import TakingIn
from conversations.carried.account import Entry, Section
from conversations.carried.brought import Unreadable
from conversations.effects import Change, Keep, Taking
from conversations.facts import Note, NoteKind, OwnerId, Settings
from storage.database import Database
from storage.ledger import Ledger
from tests.bot.local_telegram.hand_clock import HandClock
from tests.bot.stand import HeldClock
from tests.storage.examples import ADA, BEN, NOW, TODAY, person, record

MANY = 160
HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
TABLE = (HEADING + "".join(f"Ana,Number {at},in/{at},,Figma,UX,12 Nov 2024\n" for at in range(MANY))).encode()


def everything(ledger: Ledger) -> dict[Section, tuple[Entry, ...]]:
    return {section: ledger.entries(section, "", 10_000) for section in Section}


async def people(database: Database, owner: OwnerId) -> int:
    return await database.turn(owner, lambda ledger: ledger.count_people())


@pytest.fixture
def taking(database: Database) -> TakingIn:
    return TakingIn(database, HeldClock(HandClock()))


async def cut_short(taking: TakingIn, database: Database, owner: OwnerId, content: bytes, how: Taking) -> None:
    """Begin it, and stop when something is there."""
    task = asyncio.create_task(taking.take(owner, content, how))
    while not await people(database, owner):  # noqa: ASYNC110 -- nobody tells when the first piece is written
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def exported(database: Database, owner: OwnerId) -> bytes:
    async with Packing(database).parcel(owner, NOW, None) as file:
        return file.read()


async def test_people_who_came_half_way_are_followed_by_the_others(database: Database, taking: TakingIn) -> None:
    await cut_short(taking, database, ADA, TABLE, Taking.ADD)
    assert 0 < await people(database, ADA) < MANY
    await taking.take(ADA, TABLE, Taking.ADD)
    once = await database.turn(ADA, everything)
    assert len(once[Section.PEOPLE]) == MANY
    assert len(once[Section.NOTES]) == 2 * MANY
    await taking.take(ADA, TABLE, Taking.ADD)
    assert await database.turn(ADA, everything) == once


async def test_an_account_that_came_half_way_becomes_what_it_was(database: Database, taking: TakingIn) -> None:
    keys = [f"p{at}" for at in range(MANY)]
    met = [Keep(person(key, f"Ana {key}")) for key in keys]
    noted = [Keep(Note(person(f"n{key}", "").key, person(key, "").key, NoteKind.REMARK, "bees", TODAY)) for key in keys]
    await record(database, Change(Settings(zone="Europe/Berlin", weekly=5)), *met, *noted)
    parcel = await exported(database, ADA)
    before = await database.turn(ADA, everything)
    await cut_short(taking, database, BEN, parcel, Taking.ANEW)
    assert 0 < await people(database, BEN) < MANY
    await taking.take(BEN, parcel, Taking.ANEW)
    assert await database.turn(BEN, everything) == before
    assert (await database.turn(BEN, lambda ledger: ledger.settings())).weekly == 5


async def test_the_same_account_comes_out_the_same(database: Database, taking: TakingIn) -> None:
    await record(database, *(Keep(person(f"p{at}", f"Ana {at}")) for at in range(MANY)))
    assert await exported(database, ADA) == await exported(database, ADA)


async def test_what_is_no_file_of_ours_changes_nothing(database: Database, taking: TakingIn) -> None:
    for how in (Taking.ADD, Taking.ANEW):
        with pytest.raises(Unreadable):
            await taking.take(ADA, b"{}", how)
    assert not any((await database.turn(ADA, everything)).values())
