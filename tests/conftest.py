"""What holds for every test: calls of the Bot API are right in aiogram's eyes as well."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.local_telegram.local import LocalTelegram
from tests.oracle import Oracle, methods

ORACLE = pytest.StashKey[Oracle]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ORACLE] = Oracle()
    config.addinivalue_line("markers", "wrong_calls: makes wrong calls of the Bot API on purpose")
    config.addinivalue_line("markers", "trouble: something fails on purpose, and the log says so")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The local Telegram's own tests prove what it refuses; only those over HTTP speak as a bot does."""
    for item in items:
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    oracle = config.stash[ORACLE]
    if oracle.calls:
        known = f"{len(oracle.methods & methods().keys())} of {len(methods())} methods"
        terminalreporter.write_line(f"Bot API calls checked against aiogram's model: {oracle.calls}, {known}")
