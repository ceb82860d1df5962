"""What a turn costs: Rapport and its peers side by side, each as a process of its own, in turns on this machine.

`python -m bench.turns` compares all; `--only rapport-sqlite --people 128` runs one, and `--under "py-spy record --"`
puts a profiler before it. Figures are medians of the repetitions with the least and the most.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.bot_api import BotApi, served
from bench.bots import BOTS, Bot, running
from bench.people import Crowd
from bench.spent import cpu_seconds, peak_memory
from tests.postgres import Server, postgres_server

PATIENCE = 180.0
"""Seconds that one run may take."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What one run showed. `cpu` is in seconds per 1,000 updates; the server's is in it and told apart as well."""

    cpu: float
    server: float
    a_second: float
    calls: float
    memory: float


@dataclass(frozen=True, slots=True)
class Meter:
    """What was used at some moment."""

    ours: float
    server: float
    time: float
    answered: int
    calls: int


class Bench:
    """Where bots are measured; the PostgreSQL server is started with the first bot that needs it."""

    def __init__(self, stack: ExitStack, under: str = "") -> None:
        self._stack = stack
        self._under = under
        self._server: Server | None = None

    @asynccontextmanager
    async def at_work(self, bot: Bot, api: BotApi) -> AsyncIterator[tuple[int, int]]:
        """The bot has started, on a database of its own; its process and the database server's (0 when it has none)."""
        async with served(api) as url:
            with ExitStack() as stack:
                settings, server = {"TELEGRAM_API_URL": url}, 0
                if bot.database == "postgresql":
                    self._server = self._server or self._stack.enter_context(postgres_server())
                    settings["DATABASE_URL"] = stack.enter_context(self._server.database())
                    server = _pid_of(self._server)
                async with running(bot, api, settings, self._under) as process:
                    yield process.pid, server

    async def closed(self, bot: Bot, people: int, updates: int) -> Turns:
        """Let so many people talk at once, each as fast as they are answered, for so many updates after a warm-up."""
        api = BotApi()
        crowd, loop = Crowd(api, bot.dialogue, bot.ends), asyncio.get_running_loop()
        marks: list[Meter] = []
        warm, over = max(people, updates // 5), asyncio.Event()
        async with self.at_work(bot, api) as (pid, server):

            def counted() -> None:
                if crowd.answered in {warm, warm + updates}:
                    database = cpu_seconds(server) if server else 0.0
                    calls = sum(api.calls.values()) - api.calls.get("getUpdates", 0)
                    marks.append(Meter(cpu_seconds(pid), database, loop.time(), crowd.answered, calls))
                if crowd.answered == warm + updates:
                    over.set()

            crowd.counted = counted
            for _ in range(people):
                crowd.go_on(crowd.join())
            await asyncio.wait_for(over.wait(), PATIENCE)
            return _between(marks[0], marks[-1], peak_memory(pid))


def _between(begin: Meter, end: Meter, memory: float) -> Turns:
    many = end.answered - begin.answered
    server = 1000 * (end.server - begin.server) / many
    ours = 1000 * (end.ours - begin.ours) / many
    return Turns(ours + server, server, many / (end.time - begin.time), (end.calls - begin.calls) / many, memory)


def _pid_of(server: Server) -> int:
    """The first process of the server, which started all others."""
    home = Path(str(server.url.query["host"]))
    return int((home / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])


def spread(values: list[float], form: str = ".2f") -> str:
    """The median with the least and the most."""
    return f"{median(values):{form}} ({min(values):{form}}-{max(values):{form}})"


async def compare(bench: Bench, names: list[str], people: int, updates: int, times: int) -> Mapping[str, list[Turns]]:
    """Every bot `times` times, in turns."""
    found: dict[str, list[Turns]] = {name: [] for name in names}
    for _ in range(times):
        for name in names:
            found[name].append(await bench.closed(BOTS[name], people, updates))
    return found


def table(found: Mapping[str, list[Turns]], people: int) -> Iterator[str]:
    """Lines that tell what was measured."""
    head = f"{'CPU s per 1,000 updates':>36}{'the server’s':>14}{'updates/s':>22}{'calls':>7}{'MB':>6}"
    yield f"\n{f'{people} people at once':20}{head}"
    for name, runs in found.items():
        cpu, rate = spread([each.cpu for each in runs]), spread([each.a_second for each in runs], ".0f")
        server, calls, memory = (median(getattr(each, what) for each in runs) for what in ("server", "calls", "memory"))
        yield f"{name:20}{cpu:>36}{server:14.2f}{rate:>22}{calls:7.2f}{memory:6.0f}"


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
        bench = Bench(stack, asked.under)
        for people in asked.people:
            found = asyncio.run(compare(bench, asked.only, people, asked.updates, asked.times))
            print("\n".join(table(found, people)), flush=True)


if __name__ == "__main__":
    main()
