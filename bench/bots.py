"""The bots that are measured: how each is started, as a process of its own, and how it ends."""

import asyncio
import os
import shlex
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench import dialogues
from bench.bot_api import TOKEN, BotApi
from bench.dialogues import Dialogue
from bench.spent import family

ROOT = Path(__file__).resolve().parents[1]
LONGEST_START = 120.0
LONGEST_END = 20.0


class Fell(Exception):  # noqa: N818 - named in the words of the field
    """A bot did not start, or ended before it was told to."""


@dataclass(frozen=True, slots=True)
class Bot:
    """One program: how it is called here, its command line behind `python -m`, and what people say to it."""

    name: str
    command: str
    dialogue: Dialogue
    ends: str
    database: str = ""
    """Which database it wants: sqlite, postgresql or none."""

    doors: int = 0
    """As how many processes it runs, each with a web server to which updates are brought; with none it polls."""

    sealed: bool = False
    """Whether it has a key to encrypt notes with."""


RAPPORT_SQLITE = Bot("rapport-sqlite", "bot run", dialogues.RAPPORT, dialogues.RAPPORT_ENDS, "sqlite")
RAPPORT_SEALED = replace(RAPPORT_SQLITE, name="rapport-sqlite-sealed", sealed=True)
RAPPORT_POSTGRES = Bot("rapport-postgres", "bot run", dialogues.RAPPORT, dialogues.RAPPORT_ENDS, "postgresql")
CONVERSATION = Bot("ptb-conversation", "bench.peers.ptb_conversation", dialogues.INTERVIEW, dialogues.INTERVIEW_ENDS)
AIOGRAM = Bot("aiogram-fsm", "bench.peers.aiogram_fsm", dialogues.INTERVIEW, dialogues.INTERVIEW_ENDS)
ECHO = Bot("ptb-echo", "bench.peers.ptb_echo", dialogues.ECHO, "")
ECHO_AT_ONCE = Bot("ptb-echo-256", "bench.peers.ptb_echo 256", dialogues.ECHO, "")
ECHO_LINE = Bot("ptb-echo-line", "bench.peers.ptb_echo_line", dialogues.ECHO, "")

BEHIND_DOORS = tuple(
    Bot(f"rapport-{name}-{doors}", "bot run", dialogues.RAPPORT, dialogues.RAPPORT_ENDS, database, doors)
    for name, database, doors in (
        ("sqlite", "sqlite", 1),
        *(("postgres", "postgresql", doors) for doors in (1, 2, 3)),
    )
)

BOTS: Mapping[str, Bot] = {
    bot.name: bot
    for bot in (
        *(CONVERSATION, RAPPORT_SQLITE, RAPPORT_SEALED, RAPPORT_POSTGRES, AIOGRAM, ECHO, ECHO_AT_ONCE, ECHO_LINE),
        *BEHIND_DOORS,
    )
}


@asynccontextmanager
async def running(
    bot: Bot, api: BotApi, settings: Mapping[str, str], under: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot's process, which has asked for updates; it is ended afterwards. `under` is put before its command.

    Raises:
        Fell: it ended by itself; its last words are told.
    """
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        home = Path(folder)
        command = [*shlex.split(under), sys.executable, "-m", *bot.command.split()]
        environment = {**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN, "PYTHONPATH": str(ROOT), "RAPPORT_HOME": folder}
        environment.setdefault("UPDATES_A_MINUTE", "1000000")  # they answer faster than people do
        api.asked.clear()
        with (home / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *command, env={**environment, **settings}, cwd=home, stdout=log, stderr=log
            )
            try:
                if not await _has_asked(process, api):
                    raise Fell(f"{bot.name} did not ask for updates. {_last_words(home / 'log')}")
                yield process
            finally:
                await _end(process, family(process.pid)[-1] if under and process.returncode is None else process.pid)


async def _has_asked(process: asyncio.subprocess.Process, api: BotApi) -> bool:
    ending, asking = asyncio.create_task(process.wait()), asyncio.create_task(api.asked.wait())
    done, waiting = await asyncio.wait({ending, asking}, timeout=LONGEST_START, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()
    return asking in done


def _last_words(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2_000:]


async def _end(process: asyncio.subprocess.Process, bot: int) -> None:
    """Tell the bot to stop; what it runs under ends with it and writes down what it saw."""
    if process.returncode is None:
        os.kill(bot, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), LONGEST_END)
        except TimeoutError:
            process.kill()
            await process.wait()
