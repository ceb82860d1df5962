"""What holds for every test: calls of the Bot API are right in aiogram's eyes as well, and figures are told at the end.

Tests may run in several processes, each with an oracle of its own; what these counted is added up here.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import is_hypothesis_test

from bot.local_telegram.local import LocalTelegram
from tests.databases import (
    bare_url,
    database,
    postgres,
    postgres_copy,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    url,
)
from tests.oracle import Oracle

__all__ = [
    "bare_url",
    "database",
    "postgres",
    "postgres_copy",
    "postgres_template",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
    "url",
]
"""One server for all tests of a process; a fixture that a file imports for itself is another one."""

ORACLE = pytest.StashKey[Oracle]()
FIGURES = "figures"
MEMORY, ROOM = Path("/dev/shm"), 2**30  # noqa: S108 -- pytest makes folders of its own there


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ORACLE] = Oracle()
    config.addinivalue_line("markers", "wrong_calls: makes wrong calls of the Bot API on purpose")
    config.addinivalue_line("markers", "trouble: something fails on purpose, and the log says so")
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:  # waiting for a disk proves nothing here
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """pytest-cov counts twice in one of several processes, and `no_cover` would stop only what begins after this."""
    coverage = session.config.pluginmanager.get_plugin("_cov")
    if coverage is not None and hasattr(session.config, "workerinput"):
        coverage.cov_controller.cov.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The local Telegram's own tests prove what it refuses; only those over HTTP speak as a bot does.

    What is covered is judged by examples alone: what is tried at random takes three times as long when it is counted.
    The lived year begins first: its tests take longest, and would be waited for.
    """
    items.sort(key=lambda item: item.path.parent.name != "year")
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")
        if item.path.parent.name == "local_telegram" and item.path.name != "test_over_http.py":
            item.add_marker("wrong_calls")


@pytest.fixture(scope="session", autouse=True)
def _watched(pytestconfig: pytest.Config) -> Iterator[None]:
    """Every local Telegram that is made in a test is watched, whoever makes it."""
    oracle, made = pytestconfig.stash[ORACLE], LocalTelegram.__init__

    def make_watched(local: LocalTelegram, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- whatever it takes
        made(local, *arguments, **named)
        oracle.watch(local)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalTelegram, "__init__", make_watched)
        yield


@pytest.fixture(autouse=True)
def right_calls(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[None]:
    """Fails the test whose calls are wrong."""
    yield
    oracle = pytestconfig.stash[ORACLE]
    if request.node.get_closest_marker("wrong_calls"):
        oracle.forget()
    elif wrong := oracle.verdict():
        pytest.fail("\n".join(["aiogram's model of the Bot API says:", *dict.fromkeys(wrong)]), pytrace=False)


@pytest.fixture(autouse=True)
def files_for_others() -> Iterator[None]:
    """Where a test calls a command of the bot, what later tests make may be read by others all the same."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says in every run what a test measured, below all tests."""
    return lambda figures: record_property(FIGURES, figures)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes hands over what it counted."""
    output, oracle = getattr(session.config, "workeroutput", None), session.config.stash[ORACLE]
    if output is not None and oracle.calls:
        output["oracle"] = oracle.calls, [*oracle.methods], oracle.known


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 -- pytest-xdist has no types
    if counted := getattr(node, "workeroutput", {}).get("oracle"):  # a process that died hands over nothing
        node.config.stash[ORACLE].add(*counted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for reports in terminalreporter.stats.values():
        told = (report for report in reports if getattr(report, "when", "") == "call")
        for name, words in (each for report in told for each in report.user_properties):
            if name == FIGURES:
                terminalreporter.write_line(words)
    oracle = config.stash[ORACLE]
    if oracle.calls:
        known = f"{len(oracle.methods)} of {oracle.known} methods"
        terminalreporter.write_line(f"Bot API calls checked against aiogram's model: {oracle.calls}, {known}")
