import pytest

from bot import profile
from bot.menu import COMMAND_NAMES
from tests.bot.stand import Stand

SETTERS = {"setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton"}


def setters_called(stand: Stand) -> list[str]:
    called: list[str] = []
    stand.local.observers.append(lambda method, _: called.append(method) if method.startswith("set") else None)
    return called


async def test_the_profile_is_set_once_and_then_left_alone(stand: Stand) -> None:
    called = setters_called(stand)
    await profile.introduce(stand.application.bot)
    assert set(called) == SETTERS
    called.clear()
    await profile.introduce(stand.application.bot)
    assert called == []


async def test_the_menu_shows_the_ten_commands_that_matter_most(stand: Stand) -> None:
    await profile.introduce(stand.application.bot)
    menu = [command.command for command in await stand.application.bot.get_my_commands()]
    assert menu == ["event", "prep", "card", "met", "debrief", "people", "promises", "upcoming", "settings", "help"]


async def test_what_differs_is_mended_and_nothing_else(stand: Stand) -> None:
    await profile.introduce(stand.application.bot)
    await stand.application.bot.set_my_description("something else")
    called = setters_called(stand)
    await profile.introduce(stand.application.bot)
    assert called == ["setMyDescription"]


async def test_a_failure_is_logged_and_the_rest_is_still_set(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    stand.local.fail_next("setMyCommands", {"error_code": 500, "description": "no"})
    called = setters_called(stand)
    await profile.introduce(stand.application.bot)
    assert set(called) == SETTERS
    assert "commands could not be set" in caplog.text


def test_the_profile_promises_only_what_exists() -> None:
    shown = (profile.DESCRIPTION, profile.SHORT_DESCRIPTION, *(command.description for command in profile.COMMANDS))
    for missing in ("erase", "delete", "forget", "remind"):
        assert not [text for text in shown if missing in text.lower()]
    assert {command.command for command in profile.COMMANDS} <= set(COMMAND_NAMES)


def test_the_descriptions_fit_into_telegram() -> None:
    assert len(profile.DESCRIPTION) <= 512
    assert len(profile.SHORT_DESCRIPTION) <= 120
