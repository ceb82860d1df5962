"""A process killed with -9 in the middle of its turns: what it said was committed is there, nothing by halves."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.ledger import Ledger
from tests.storage.examples import ADA, NOW, lend, record, say, texts

ROOT = Path(__file__).parents[2]

TURNS = """
import asyncio, sys
from conversations.answers import Words
from conversations.dialogue import Dialogue
from conversations.effects import Keep, KeepDialogue
from conversations.facts import Key
from storage.database import Database
from tests.storage.examples import ADA, NOW, person, say

async def turns():
    database = Database(sys.argv[1])
    for number in range(1_000_000):
        def turn(ledger):
            assert ledger.hear(number, NOW)
            answers = {f"met/{at}/who": Words(str(at)) for at in range(number % 50 + 1)}
            dialogue = KeepDialogue(Dialogue(Key("d1"), "any", answers=answers))
            ledger.record((dialogue, Keep(person(f"p{number}", "A")), say(str(number))), NOW, lend_until=None)
        await database.turn(ADA, turn)
        print(number, flush=True)

asyncio.run(turns())
"""


@pytest.mark.parametrize("turns_before_the_kill", [1, 7, 40])
async def test_what_was_committed_before_a_kill_is_there_and_nothing_by_halves(
    url: str, turns_before_the_kill: int
) -> None:
    committed = killed_after(turns_before_the_kill, url)
    database = Database(url)

    def look(ledger: Ledger) -> tuple[int, int]:
        dialogue = ledger.open_dialogue()
        return ledger.count_people(), len(dialogue.answers) if dialogue else 0

    people, answers = await database.turn(ADA, look)
    assert people in {committed, committed + 1}  # the kill may come between the commit and the word about it
    assert answers == (people - 1) % 50 + 1
    assert texts(await lend(database, limit=10_000)) == [str(number) for number in range(people)]

    def new_ones(ledger: Ledger) -> list[int]:
        return [update for update in range(people + 1) if ledger.hear(update, NOW)]

    assert await database.turn(ADA, new_ones) == [people]
    await database.close()


async def test_a_file_is_whole_and_can_be_written_after_a_kill(sqlite_url: str) -> None:
    killed_after(20, sqlite_url)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    database = Database(sqlite_url)
    await record(database, say("still here"))
    assert texts(await lend(database, limit=10_000))[-1] == "still here"
    await database.close()


def killed_after(turns: int, url: str) -> int:
    """Take turns in another process and kill it; how many turns it said were committed."""
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", TURNS, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(turns)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    return len([line for line in said if line.endswith("\n")])
