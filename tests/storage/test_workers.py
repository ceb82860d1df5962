"""Several workers at once, each with its own connections: nothing is had by two, and each chat keeps its order."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from conversations.effects import Effect, Mark, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId
from storage.database import Database
from storage.ledger import Ledger
from tests.storage.examples import MINUTE, NOW, delivered, lend, nudge, record, say

OWNERS = [OwnerId(number) for number in range(1, 13)]
EACH = 12


@pytest.fixture
async def workers(url: str) -> AsyncIterator[list[Database]]:
    opened = [Database(url) for _ in range(3)]
    yield opened
    for database in opened:
        await database.close()


async def test_workers_deliver_each_letter_once_and_in_the_order_of_its_chat(workers: list[Database]) -> None:
    for owner in OWNERS:
        await record(workers[0], *(say(f"{number}") for number in range(1, EACH + 1)), owner=owner)
    delivered_to: dict[OwnerId, list[int]] = defaultdict(list)

    async def work(database: Database) -> None:
        while await database.post(lambda outbox: outbox.next_letter_at(NOW)) is not None:
            for letter in await lend(database, limit=3):
                delivered_to[letter.owner].append(letter.number)
                await delivered(database, letter)

    await asyncio.gather(*(work(database) for database in workers for _ in range(2)))
    assert delivered_to == {owner: list(range(1, EACH + 1)) for owner in OWNERS}


async def test_letters_written_while_others_deliver_keep_the_order_of_their_chat(workers: list[Database]) -> None:
    delivered_to: dict[OwnerId, list[int]] = defaultdict(list)

    async def deliver(database: Database, owner: OwnerId, *, turns: int) -> None:
        for _ in range(turns):
            lent = await record(database, say("reply"), owner=owner, lend_until=NOW + MINUTE)
            while lent:
                for letter in lent:
                    delivered_to[letter.owner].append(letter.number)
                    await delivered(database, letter)
                lent = await lend(database, limit=3)

    await asyncio.gather(*(deliver(database, owner, turns=4) for database in workers for owner in OWNERS[:4]))
    while rest := await lend(workers[0]):
        for letter in rest:
            delivered_to[letter.owner].append(letter.number)
            await delivered(workers[0], letter)
    assert delivered_to == {owner: list(range(1, 13)) for owner in OWNERS[:4]}


async def test_each_nudge_is_decided_once_however_many_look_at_the_clock(workers: list[Database]) -> None:
    planned = [nudge(f"n{number}", NOW.replace(tzinfo=None)) for number in range(5)]
    for owner in OWNERS:
        await record(workers[0], PlanNudges(Key("e1"), tuple(planned)), owner=owner)

    def look(ledger: Ledger) -> list[tuple[OwnerId, Key]]:
        due = ledger.take_due(NOW)
        sent: list[Effect] = [Mark(replace(taken, state=NudgeState.SENT)) for taken in due]
        ledger.record((*sent, *(say(taken.key) for taken in due)), NOW, lend_until=None)
        return [(ledger.owner, taken.key) for taken in due]

    async def work(database: Database) -> list[tuple[OwnerId, Key]]:
        taken = []
        while owners := await database.post(lambda outbox: outbox.owners_due(NOW, 4)):
            for owner in owners:
                taken += await database.turn(owner, look)
        return taken

    rounds = await asyncio.gather(*(work(database) for database in workers))
    assert sorted(taken for each in rounds for taken in each) == sorted(
        (owner, occurrence.key) for owner in OWNERS for occurrence in planned
    )
