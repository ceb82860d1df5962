"""Three replicas on one PostgreSQL are killed and cut off again and again while people write: nothing is lost, nothing
is decided twice, and only what was on its way when somebody was killed is said twice.

RAPPORT_REPLICAS=whole, or `make kill`, plays it with 60 people and 3,000 updates. RAPPORT_KILL_SEED chooses other
stories and other moments.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.bot.checks import check_chats, check_memory, repeats
from tests.bot.kill_run import SEED
from tests.bot.questions import kind_of_nudge
from tests.bot.replicas.gateway import Likelihood
from tests.bot.replicas.owed import owed, sent
from tests.bot.replicas.run import Evening, Size, evening
from tests.bot.replicas.team import SIZE
from tests.postgres import Server

SIZES = {
    "whole": Size(people=60, updates=(44, 58), seconds=150, minutes=(-1, 0, 1), before=50),
    "": Size(people=12, updates=(36, 44), seconds=22, before=14),
}
TROUBLED = Likelihood(lost=0.05, at_once=0.05, late=0.05)
FEW = Size(people=9, updates=(24, 36), seconds=10, before=7)


@pytest.fixture
def url(postgres: Server, postgres_template: str) -> Iterator[str]:
    with postgres.database(postgres_template) as address:
        yield address


async def test_nothing_is_lost_or_decided_twice_when_replicas_are_killed_and_cut_off(
    url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    size = SIZES[os.environ.get("RAPPORT_REPLICAS", "")]
    async with evening(url, tmp_path, size, TROUBLED) as run:
        await run.start(size.before)
        over = asyncio.Event()
        suffering = asyncio.create_task(run.team.suffer(Random(SEED), over))  # noqa: S311 -- moments, no secrets
        await run.tell(size.seconds)
        over.set()
        await suffering
        await run.end()
        assert run.team.exits == [0] * SIZE
        check_memory(run)
        check_chats(run)
        repeated = check_nudges(run) + Counter({each.number: repeats(run, each) for each in run.crowd.people})
        assert repeated <= run.team.on_their_way + run.team.unanswered()
    tell(figures(run, repeated))


async def test_replicas_that_are_replaced_one_by_one_repeat_nothing(
    url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    async with evening(url, tmp_path, FEW, Likelihood()) as run:
        await run.start(FEW.before)
        telling = asyncio.create_task(run.tell(FEW.seconds))
        await run.team.restart_one_by_one()
        await telling
        await run.end()
        assert run.team.exits == [0] * 2 * SIZE
        check_memory(run)
        check_chats(run)
        repeated = check_nudges(run) + Counter({each.number: repeats(run, each) for each in run.crowd.people})
        assert repeated <= run.team.unanswered()
    tell(figures(run, repeated))


def check_nudges(run: Evening) -> Counter[int]:
    """Whatever is owed was decided once and came, and nothing else; how often each person got one again."""
    assert run.team.witness.taken_twice() == []
    due, decided, written = owed(run, run.clock.now()), sent(run), run.team.witness.nudges_written()
    assert sum(mine.total() for mine in decided.values()) >= len(run.crowd.people), (
        "most told of their evening too late"
    )
    again = Counter[int]()
    for each in run.crowd.people:
        mine = decided[each.number]
        assert due[each.number].sure <= mine <= due[each.number].sure + due[each.number].unsure, each.number
        kinds = Counter({(each.number, kind): number for kind, number in Counter(kind for kind, _ in mine).items()})
        came = Counter((each.number, str(kind_of_nudge(text))) for text in run.watch.nudges[each.number])
        assert {one: number for one, number in written.items() if one[0] == each.number} == kinds
        assert kinds <= came
        assert came.keys() <= kinds.keys()
        again[each.number] = came.total() - kinds.total()
    return +again


def figures(run: Evening, repeated: Counter[int]) -> str:
    gateway, team = run.gateway, run.team
    answers, nudges = (sum(map(len, texts.values())) for texts in (run.watch.sent, run.watch.nudges))
    return (
        f"{len(run.crowd.people)} people, {run.crowd.updates} updates, {len(run.crowd.taps)} of them taps; "
        f"{SIZE} replicas, {team.kills} kills, {team.cuts} connections cut, {len(team.exits)} clean stops;\n"
        f"{gateway.duplicates} updates taken in again: {gateway.lost} answers were lost, {gateway.at_once} brought "
        f"to two at once, {gateway.late} repeated late; refused {dict(gateway.refused)};\n"
        f"{answers} answers and {nudges} nudges, {repeated.total()} of them sent twice, "
        f"{team.on_their_way.total()} were on their way at a kill, {team.unanswered().total()} had no answer; "
        f"{run.seconds:.0f} s"
    )
