"""The page of the report: figures become a table, and words where we lose. It measures nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bench.figures import Figure, short

INTRODUCTION = """\
Written by `make bench`. Each bot is a process of its own and talks over real HTTP with a Bot API server on the same
machine, which plays the people as well; bots take turns, so that whatever else the machine does meets all of them.
CPU is user and system time of the bot, and with PostgreSQL of all processes of its server too, from the first counted
update to the last. The dialogue is Rapport's set-up and the debrief of an event with two people: 25 updates, 68 calls.
Its stock peer, a ConversationHandler of python-telegram-bot with PicklePersistence, asks as many questions, with
keyboards of that size, and makes the same calls. SQLite is a file with synchronous=FULL; PostgreSQL is that of the
tests, with fsync off: its figures are the CPU that it takes, not how long a disk takes to sync.

A figure is the median of the repetitions; the least and the most stand in brackets. "×" is a ratio, run by run."""


def page(
    begun: datetime, took: timedelta, about: Iterable[str], figures: Sequence[Figure], tables: Sequence[str]
) -> str:
    """The whole page."""
    parts = (
        "# Benchmarks",
        INTRODUCTION,
        "\n".join((f"- {begun:%Y-%m-%d}, {took.total_seconds() / 60:.0f} minutes", *(f"- {line}" for line in about))),
        "## Against the limits",
        "\n".join(_table(figures)),
        "## Where we lose",
        "\n".join(_losses(figures)),
        "## The same in absolute figures",
        *(f"```\n{table.strip()}\n```" for table in tables),
    )
    return "\n\n".join(parts) + "\n"


def _table(figures: Iterable[Figure]) -> Iterator[str]:
    yield "| | figure | measured | limit | |"
    yield "|---|---|---|---|---|"
    for figure in figures:
        value = f"{figure.value.written()} {figure.unit}".strip() if figure.value else "not measured"
        word = "at least" if figure.at_least else "at most"
        limit = "" if figure.limit is None else f"{word} {short(figure.limit)}"
        verdict = {True: "holds", False: "**does not hold**", None: "open" if limit else ""}[figure.holds]
        yield f"| {figure.part} | {figure.what} | {value} | {limit} | {verdict} |"


def _losses(figures: Sequence[Figure]) -> Iterator[str]:
    """A line for each limit that is passed, each comparison that a peer wins and each figure that is missing."""
    said = [*_broken(figures), *_dearer(figures), *_missing(figures)]
    yield from said or ("Nowhere, as far as it was measured.",)


def _broken(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        if figure.holds is False and figure.value and figure.limit is not None:
            allowed = "at least" if figure.at_least else "at most"
            off = figure.limit / figure.value.middle if figure.at_least else figure.value.middle / figure.limit
            value = f"{figure.value.written()} {figure.unit}".strip()
            yield f"- {figure.what}: {value}, where {allowed} {short(figure.limit)} is wanted ({short(off)} times off)."


def _dearer(figures: Iterable[Figure]) -> Iterator[str]:
    """Comparisons without a limit that we lose all the same."""
    for figure in figures:
        if figure.is_race and figure.value and figure.value.middle > 1:
            yield f"- {figure.what}: we take {figure.value.written()} times as much."


def _missing(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        if figure.value is None:
            yield f"- {figure.what}: not measured{f', {figure.note}' if figure.note else ''}."
