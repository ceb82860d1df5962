"""How long people wait for a reply at a fixed rate, whoever is behind: Rapport beside echoes, at a distant Bot API.

People answer at moments that do not depend on the bot, and their wait counts from that moment. `python -m bench.waits`
compares; a bot that falls behind is told as such.
"""

import argparse
import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench.bot_api import BotApi
from bench.bots import BOTS, Bot
from bench.figures import Spread, percentile
from bench.people import Crowd, Waits, at_a_rate
from bench.stand import Stand

WARM = 5.0
"""Seconds that do not count."""

MOST_PEOPLE = 160
"""Who are there: few enough to come through their dialogue. A bot that lets all of them wait has fallen behind."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """So many updates a second for so many seconds, at a Bot API that takes `delay` seconds a call."""

    a_second: float
    seconds: float
    delay: float


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds until anything came back, and until the next question was there; and how much was kept up with."""

    first_p50: float
    first_p99: float
    whole_p50: float
    whole_p99: float
    answered: float
    """Updates that were answered, as a share of those that were due."""


async def wait_for(stand: Stand, bot: Bot, pressure: Pressure) -> Waited:
    """Let people answer at that rate."""
    api = BotApi(pressure.delay)
    crowd = Crowd(api, bot.dialogue, bot.ends)
    async with stand.at_work(bot, api):
        talking = asyncio.create_task(at_a_rate(crowd, MOST_PEOPLE, pressure.a_second, WARM + pressure.seconds))
        await asyncio.sleep(WARM)
        crowd.waits = Waits()
        begun, due = crowd.answered, pressure.a_second * pressure.seconds
        await asyncio.sleep(pressure.seconds)
        waits, answered = crowd.waits, crowd.answered - begun
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
    return Waited(
        first_p50=1000 * percentile(waits.first, 0.5),
        first_p99=1000 * percentile(waits.first, 0.99),
        whole_p50=1000 * percentile(waits.whole, 0.5),
        whole_p99=1000 * percentile(waits.whole, 0.99),
        answered=answered / due,
    )


async def compare(
    stand: Stand, names: Sequence[str], pressure: Pressure, times: int
) -> Mapping[str, tuple[Waited, ...]]:
    """Every bot `times` times, in turns."""
    rounds = [[await wait_for(stand, BOTS[name], pressure) for name in names] for _ in range(times)]
    return dict(zip(names, zip(*rounds, strict=True), strict=True))


def table(found: Mapping[str, tuple[Waited, ...]], pressure: Pressure) -> Iterator[str]:
    """Lines that tell what was measured."""
    title = f"{pressure.a_second:.0f} updates/s, {1000 * pressure.delay:.0f} ms a call"
    yield f"\n{title:30}{'first p50, ms':>20}{'first p99, ms':>24}{'whole p99, ms':>24}{'answered':>10}"
    for name, runs in found.items():
        shown = (
            Spread.of(values).written()
            for values in zip(*((run.first_p50, run.first_p99, run.whole_p99) for run in runs), strict=True)
        )
        p50, p99, whole = shown
        yield f"{name:30}{p50:>20}{p99:>24}{whole:>24}{min(run.answered for run in runs):10.0%}"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=BOTS, default=["ptb-echo-256", "ptb-echo-line", "rapport-sqlite"])
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--delay", type=float, default=0.06, help="seconds that a call of the Bot API takes")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--under", default="", help="a command that runs the bot's, such as a profiler")
    asked = parser.parse_args()
    pressure = Pressure(asked.rate, asked.seconds, asked.delay)
    with ExitStack() as stack:
        found = asyncio.run(compare(Stand(stack, asked.under), asked.only, pressure, asked.times))
        print("\n".join(table(found, pressure)), flush=True)


if __name__ == "__main__":
    main()
