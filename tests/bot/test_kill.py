"""The bot is killed again and again while twenty people write to it: nothing is lost, nothing is taken twice.

RAPPORT_KILL_SEED chooses other stories and other moments.
"""

import signal
from collections.abc import Callable
from pathlib import Path

from tests.bot.checks import check_chats, check_memory, repeats
from tests.bot.kill_run import Run, played

KILLS = (signal.SIGKILL,) * 14
STOPS = (signal.SIGTERM,) * 6


async def test_nothing_is_lost_or_taken_twice_when_the_bot_is_killed_again_and_again(
    url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    async with played(url, tmp_path, KILLS) as run:
        assert run.exits == [*(-how for how in KILLS), 0]
        assert run.crowd.updates >= 300
        check_memory(run)
        check_chats(run)
        repeated = {each.number: repeats(run, each) for each in run.crowd.people}
        assert all(times <= run.in_hand[number] for number, times in repeated.items()), (repeated, run.in_hand)
        tell(figures(run, sum(repeated.values())))


async def test_a_bot_that_is_asked_to_stop_repeats_nothing(
    url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    async with played(url, tmp_path, STOPS) as run:
        assert run.exits == [*(0 for _ in STOPS), 0]
        assert run.crowd.updates >= 300
        check_memory(run)
        check_chats(run)
        assert [repeats(run, each) for each in run.crowd.people] == [0] * len(run.crowd.people)
        assert "Traceback" not in (tmp_path / "bot.log").read_text()
        tell(figures(run, 0))


def figures(run: Run, repeated: int) -> str:
    messages = sum(len(texts) for texts in run.watch.sent.values())
    return (
        f"{len(run.crowd.people)} people, {run.crowd.updates} updates, {len(run.crowd.taps)} of them taps; "
        f"{len(run.exits) - 1} ends and restarts of the bot, {run.late} updates after the last; "
        f"{messages} messages, {repeated} of them sent twice; {run.seconds:.0f} s"
    )
