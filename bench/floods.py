"""How long others wait while one person sends fifty messages a second, beside the same without that person.

`python -m bench.floods` compares, with the limit that people have; `--a-minute 1000000` with none that is reached.
"""

import argparse
import asyncio
import os
from contextlib import ExitStack
from statistics import median

from bench.bot_api import BotApi
from bench.bots import BOTS, Bot
from bench.figures import percentile
from bench.people import Crowd, Waits, at_a_rate
from bench.stand import Stand
from bench.waits import MOST_PEOPLE, WARM

FLOODER = 1
TEXT = "Somebody who stands at the bar and knows everybody, from Lisbon, builds boats"


async def waited(stand: Stand, bot: Bot, rate: float, seconds: float, flood: float) -> tuple[float, float]:
    """Milliseconds that others wait for anything: the median and the 99th of a hundred."""
    api = BotApi()
    crowd = Crowd(api, bot.dialogue, bot.ends)
    async with stand.at_work(bot, api):
        tasks = [asyncio.create_task(at_a_rate(crowd, MOST_PEOPLE, rate, WARM + seconds))]
        if flood:
            tasks.append(asyncio.create_task(_flooding(api, flood)))
        await asyncio.sleep(WARM)
        crowd.waits = waits = Waits()
        await asyncio.sleep(seconds)
        first = list(waits.first)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return 1000 * percentile(first, 0.5), 1000 * percentile(first, 0.99)


async def _flooding(api: BotApi, a_second: float) -> None:
    account = {"id": FLOODER, "is_bot": False, "first_name": "F"}
    while True:
        api.tell(FLOODER, {"message": api.message(FLOODER, TEXT, account)})
        await asyncio.sleep(1 / a_second)


async def compare(stand: Stand, bot: Bot, asked: argparse.Namespace) -> None:
    """Both, in turns, so that what else the machine does meets them alike."""
    found: dict[float, list[tuple[float, float]]] = {0.0: [], asked.flood: []}
    for _ in range(asked.times):
        for flood, runs in found.items():
            runs.append(await waited(stand, bot, asked.rate, asked.seconds, flood))
            print(f"  flood of {flood:.0f}/s: p50 {runs[-1][0]:.1f} ms, p99 {runs[-1][1]:.1f} ms", flush=True)
    quiet, loud = (median(p99 for _, p99 in runs) for runs in found.values())
    print(f"{bot.name}: p99 of others {quiet:.1f} ms without and {loud:.1f} ms with a flood, ratio {loud / quiet:.2f}")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bot", choices=BOTS, default="rapport-sqlite")
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--flood", type=float, default=50)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--a-minute", default="60", help="how many updates of one person are taken in a minute")
    asked = parser.parse_args()
    os.environ["UPDATES_A_MINUTE"] = asked.a_minute
    with ExitStack() as stack:
        asyncio.run(compare(Stand(stack), BOTS[asked.bot], asked))


if __name__ == "__main__":
    main()
