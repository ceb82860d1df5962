"""What a turn costs: Rapport and its peers side by side, each as a process of its own, in turns on this machine.

`python -m bench.turns` compares all; `--only rapport-sqlite --people 128` runs one, and `--under "py-spy record --"`
puts a profiler before it. Figures are medians of the repetitions with the least and the most.
"""

import argparse
import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import ceil
from statistics import median

from bench.bot_api import BotApi
from bench.bots import BOTS, Bot
from bench.figures import Spread
from bench.people import FIRST_CHAT, Crowd
from bench.stand import AtWork, Stand

PATIENCE = 600.0
"""Seconds that one run may take."""


@dataclass(frozen=True, slots=True)
class Load:
    """So many people at once who say at least so many updates; on an empty database, unless another one is named."""

    people: int
    updates: int
    database: str = ""
    first_chat: int = FIRST_CHAT


@dataclass(frozen=True, slots=True)
class Turns:
    """What one run showed. `cpu` is in seconds per 1,000 updates, `server` is the database server's part of it."""

    cpu: float
    server: float
    a_second: float
    calls: float
    commits: float | None
    memory: float


@dataclass(frozen=True, slots=True)
class Meter:
    """What was used at some moment."""

    cpu: float
    server: float
    time: float
    answered: int
    calls: int
    commits: float | None


async def cost(stand: Stand, bot: Bot, load: Load) -> Turns:
    """Let people talk, each as fast as they are answered; what that took after a warm-up.

    They say whole dialogues, so that cheap and dear questions are counted alike.
    """
    api = BotApi()
    crowd = Crowd(api, bot.dialogue, bot.ends, load.first_chat)
    a_round = load.people * len(bot.dialogue)
    updates, warm = a_round * ceil(load.updates / a_round), max(load.people, a_round // 4)
    async with stand.at_work(bot, api, load.database) as at_work:
        begun, over = crowd.reached(warm), crowd.reached(warm + updates)
        for _ in range(load.people):
            crowd.go_on(crowd.join())
        async with asyncio.timeout(PATIENCE):
            await begun
            begin = await _read(at_work, crowd, api)
            await over
            return _between(begin, await _read(at_work, crowd, api), at_work.memory())


async def compare(stand: Stand, names: Sequence[str], load: Load, times: int) -> Mapping[str, tuple[Turns, ...]]:
    """Every bot `times` times, in turns, so that what else the machine does meets all alike."""
    rounds = [[await _told(name, cost(stand, BOTS[name], load)) for name in names] for _ in range(times)]
    return dict(zip(names, zip(*rounds, strict=True), strict=True))


async def _told(name: str, work: Coroutine[None, None, Turns]) -> Turns:
    """What the work finds, told at once: the table comes late, and a machine can stand still."""
    found = await work
    print(f"  {name}: {found.cpu:.2f} CPU s per 1,000 updates, {found.a_second:.0f} updates/s", flush=True)
    return found


async def _read(at_work: AtWork, crowd: Crowd, api: BotApi) -> Meter:
    calls = sum(api.calls.values()) - api.calls.get("getUpdates", 0)
    now = asyncio.get_running_loop().time()
    cpu, server, answered = at_work.cpu(), at_work.server_cpu(), crowd.answered
    return Meter(cpu, server, now, answered, calls, await at_work.commits())


def _between(begin: Meter, end: Meter, memory: float) -> Turns:
    many = end.answered - begin.answered
    server = 1000 * (end.server - begin.server) / many
    return Turns(
        cpu=1000 * (end.cpu - begin.cpu) / many + server,
        server=server,
        a_second=many / (end.time - begin.time),
        calls=(end.calls - begin.calls) / many,
        commits=None if begin.commits is None or end.commits is None else (end.commits - begin.commits) / many,
        memory=memory,
    )


def table(found: Mapping[str, tuple[Turns, ...]], people: int) -> Iterator[str]:
    """Lines that tell what was measured; all but the spreads are medians."""
    head = f"{'CPU s per 1,000 updates':>30}{'the server’s':>14}{'updates/s':>22}{'calls':>7}{'commits':>14}{'MB':>6}"
    yield f"\n{f'{people} people at once':20}{head}"
    for name, runs in found.items():
        cpu, rate = (
            Spread.of(values).written() for values in zip(*((run.cpu, run.a_second) for run in runs), strict=True)
        )
        server, calls, memory = (
            median(values) for values in zip(*((run.server, run.calls, run.memory) for run in runs), strict=True)
        )
        known = [run.commits for run in runs if run.commits is not None]
        commits = f"{median(known):.2f}" if known else "not measured"
        yield f"{name:20}{cpu:>30}{server:14.2f}{rate:>22}{calls:7.2f}{commits:>14}{memory:6.0f}"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=BOTS, default=["ptb-conversation", "rapport-sqlite"])
    parser.add_argument("--people", nargs="*", type=int, default=[16, 128])
    parser.add_argument("--updates", type=int, default=3_200)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--under", default="", help="a command that runs the bot's, such as a profiler")
    asked = parser.parse_args()
    with ExitStack() as stack:
        stand = Stand(stack, asked.under)
        for people in asked.people:
            found = asyncio.run(compare(stand, asked.only, Load(people, asked.updates), asked.times))
            print("\n".join(table(found, people)), flush=True)


if __name__ == "__main__":
    main()
