"""Claims: of several processes that look at the clock at once, one decides an occurrence, also when they are killed."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from conversations.effects import Mark, Nudge, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId
from storage.database import Database
from storage.ledger import Ledger
from tests.storage.examples import ADA, MINUTE, NOW, lend, nudge, record, texts

ROOT = Path(__file__).parents[2]
OWNERS = [OwnerId(number) for number in range(1, 9)]
DUE = tuple(nudge(f"n{number}", NOW.replace(tzinfo=None) - number * MINUTE) for number in range(12))

LOOKS = """
import asyncio, sys
from dataclasses import replace
from conversations.effects import Mark, NudgeState
from storage.database import Database
from tests.storage.examples import NOW, say

def decide_one(ledger):
    for due in ledger.take_due(NOW)[:1]:
        decided = f"{ledger.owner} {due.key}"
        ledger.record((say(decided), Mark(replace(due, state=NudgeState.SENT))), NOW, lend_until=None)
        return decided

async def looks():
    database = Database(sys.argv[1])
    while owners := await database.post(lambda outbox: outbox.owners_due(NOW, 3)):
        for owner in owners:
            print(await database.turn(owner, decide_one), flush=True)

asyncio.run(looks())
"""


@pytest.fixture
async def two(url: str) -> AsyncIterator[tuple[Database, Database]]:
    opened = Database(url), Database(url)
    yield opened
    for database in opened:
        await database.close()


async def test_a_turn_that_waited_for_another_sees_what_that_one_decided(two: tuple[Database, Database]) -> None:
    one, other = two
    await record(one, PlanNudges(Key("e1"), DUE[:2]))
    taken, may_go_on = threading.Event(), threading.Event()

    def slow(ledger: Ledger) -> tuple[Nudge, ...]:
        due = ledger.take_due(NOW)
        taken.set()
        assert may_go_on.wait(10)
        ledger.record(tuple(Mark(replace(each, state=NudgeState.SENT)) for each in due), NOW, lend_until=None)
        return due

    first = asyncio.create_task(asyncio.to_thread(asyncio.run, one.turn(ADA, slow)))
    assert await asyncio.to_thread(taken.wait, 10)
    second = asyncio.create_task(other.turn(ADA, lambda ledger: ledger.take_due(NOW)))
    await asyncio.wait([second], timeout=0.3)
    assert not second.done()
    may_go_on.set()
    assert len(await first) == 2
    assert await second == ()


async def test_a_turn_that_waited_for_one_that_failed_finds_it_all_due(two: tuple[Database, Database]) -> None:
    one, other = two
    await record(one, PlanNudges(Key("e1"), DUE[:2]))
    taken = threading.Event()

    def fails(ledger: Ledger) -> None:
        due = ledger.take_due(NOW)
        ledger.record(tuple(Mark(replace(each, state=NudgeState.SENT)) for each in due), NOW, lend_until=None)
        taken.set()
        raise ArithmeticError

    first = asyncio.create_task(asyncio.to_thread(asyncio.run, one.turn(ADA, fails)))
    assert await asyncio.to_thread(taken.wait, 10)
    assert len(await other.turn(ADA, lambda ledger: ledger.take_due(NOW))) == 2
    with pytest.raises(ArithmeticError):
        await first


async def test_each_nudge_is_decided_once_by_processes_of_which_two_are_killed_on_the_way(url: str) -> None:
    database = Database(url)
    for owner in OWNERS:
        await record(database, PlanNudges(Key("e1"), DUE), owner=owner)
    said = await asyncio.to_thread(two_killed_of_three, url)
    assert await database.post(lambda outbox: outbox.next_due()) is None
    every = sorted(f"{owner} {occurrence.key}" for owner in OWNERS for occurrence in DUE)
    assert sorted(texts(await lend(database, limit=10_000))) == every
    assert len(said) == len(set(said))
    assert set(said) <= set(every)
    await database.close()


def two_killed_of_three(url: str) -> list[str]:
    """Three processes look at the same clock; what they said was decided. The last one goes on until all is done."""
    command = [sys.executable, "-c", LOOKS, url]
    *killed, last = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script
        for _ in range(3)
    ]
    said: list[str] = []
    for process in killed:
        with process:
            assert process.stdout is not None
            said += [process.stdout.readline() for _ in range(5)]
            process.send_signal(signal.SIGKILL)
            said += process.stdout.readlines()
    said += last.communicate()[0].splitlines(keepends=True)
    assert last.returncode == 0
    words = [line.strip() for line in said if line.endswith("\n")]
    return [word for word in words if word != "None"]
