"""The command line: run, migrate, backup, doctor … Expected failures are a sentence and an exit code, no traceback."""

import asyncio
import errno
import gc
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.panel import Panel
from telegram.error import InvalidToken

from bot import app, catching_up, demo, doctor
from bot.home import keep_others_out, make_home
from bot.kept import lines_on_backup, lines_on_restore
from bot.logs import set_up_logs
from bot.settings import Misconfigured, Settings, hints, read_settings
from bot.stopping import Stop
from storage.contents import Refused
from storage.database import Database
from storage.failures import StorageAway, TablesBusy, UnfitSchema

WRONG_SETTINGS = 2
WRONG_DATABASE = 3

NEW_OBJECTS = 10_000
"""Between two looks for garbage."""

command_line = typer.Typer(
    help="Rapport, a coach for networking events.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)
console = Console()
complaints = Console(stderr=True)


@command_line.callback()
def begin() -> None:
    """Whatever is to be done."""
    keep_others_out()


@command_line.command()
def run() -> None:
    """Run the bot: on Telegram with TELEGRAM_BOT_TOKEN, else with a chat page on this machine."""
    settings = _settings()
    set_up_logs(settings.log_level, settings.log_format)
    _collect_seldom()
    try:
        with asyncio.Runner(loop_factory=_quick_loop()) as runner:
            runner.run(_run(settings))
    except InvalidToken:
        _give_up(
            "Telegram knows no bot with this token. Copy TELEGRAM_BOT_TOKEN from @BotFather again.", WRONG_SETTINGS
        )
    except UnfitSchema as error:
        _give_up(str(error), WRONG_DATABASE)
    except Refused as error:
        _give_up(str(error))
    except OSError as error:
        _give_up(_words_for(error, settings))


@command_line.command(name="demo")
def play_demo() -> None:
    """Play one person's whole story in the terminal, in half a minute."""
    set_up_logs("ERROR", "text")
    asyncio.run(demo.play(console))


@command_line.command()
def migrate() -> None:
    """Bring the database's tables up to date. `run` does that by itself."""
    settings = _settings()
    make_home(settings.rapport_home)
    try:
        asyncio.run(_migrate(settings))
    except UnfitSchema as error:
        _give_up(str(error), WRONG_DATABASE)
    except TablesBusy:
        _give_up("Others use the database's tables without a pause. See what takes so long there, and try again.")
    except StorageAway:
        _give_up("The database cannot be reached. Look at DATABASE_URL, and whether its server runs.")
    console.print("The database is up to date.")


@command_line.command()
def backup(
    file: Annotated[Path, typer.Argument(help="where to put the copy", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="overwrite a file of this name")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Copy the database to a file, while the bot runs. Keep the copy as closely as the database."""
    try:
        _tell(lines_on_backup(_settings(), file, force=force))
    except Refused as error:
        _give_up(str(error))


@command_line.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a copy that `backup` made", show_default=False)],
    with_letters: Annotated[  # noqa: FBT002 -- typer's way
        bool, typer.Option("--with-letters", help="also send what waits in it: no bot ran after it was made")
    ] = False,
) -> None:
    """Put a copy in the place of the database, which is kept beside it. No bot may run."""
    settings = _settings()
    try:
        if settings.database_url is None:
            make_home(settings.rapport_home)
        _tell(lines_on_restore(settings, file, with_letters=with_letters))
    except Refused as error:
        _give_up(str(error))
    except OSError as error:
        _give_up(_words_for(error, settings))


@command_line.command(name="doctor")
def see_doctor() -> None:
    """Look whether everything that Rapport needs is in order."""
    if not asyncio.run(_examine(_settings())):
        raise typer.Exit(1)


async def _run(settings: Settings) -> None:
    stop = Stop()
    stop.on_signals()
    await app.run(settings, stop, _announce)


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop of uvloop: the same in a tenth less processor time. There is none for Windows."""
    try:
        return importlib.import_module("uvloop").new_event_loop  # type: ignore[no-any-return]  # a module found by name
    except ImportError:
        return None


def _collect_seldom() -> None:
    """Look for garbage that refers to itself after as many new objects as some turns make, and never in our own code.

    Python does it after 700 new objects, over and over through all modules: a seventh of what a turn took.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


async def _migrate(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        await catching_up.migrate(database)
    finally:
        await database.close()


async def _examine(settings: Settings) -> bool:
    well = True
    async for finding in doctor.examine(settings):
        well = well and finding.mend is None
        _tell((f"ok    {finding.what}" if finding.mend is None else f"mend  {finding.what}: {finding.mend}",))
    return well


def _announce(url: str) -> None:
    words = (
        f"Talk with your coach at [bold]{url}[/bold]\n"
        "There is no token, so this is a Telegram of its own, on this machine only.\n"
        "Ctrl+C ends it; what was said stays."
    )
    console.print(Panel(words, title="Rapport", expand=False))


def _tell(lines: tuple[str, ...]) -> None:
    for line in lines:
        console.print(line, markup=False, soft_wrap=True, highlight=False)


def _settings() -> Settings:
    for hint in hints():
        complaints.print(hint, markup=False, soft_wrap=True)
    try:
        return read_settings()
    except Misconfigured as error:
        _give_up(str(error), WRONG_SETTINGS)


def _words_for(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        other = settings.port + 1
        return f"Port {settings.port} is in use already. End what uses it, or choose another: PORT={other} make run"
    if error.errno == errno.EADDRNOTAVAIL:
        return (
            f"HOST {settings.host} is no address of this machine. 127.0.0.1 is for this machine alone, 0.0.0.0 for all."
        )
    if error.errno == errno.EACCES and error.filename is None:
        return f"Port {settings.port} is not for this account. Choose one above 1023: PORT=8081 make run"
    return f"{settings.rapport_home} cannot be used ({error.strerror}). Choose another folder with RAPPORT_HOME."


def _give_up(words: str, code: int = 1) -> NoReturn:
    complaints.print(words, markup=False, soft_wrap=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    command_line()
