"""Whatever a button can lead to is led to: no page and no deed was forgotten."""

from bot.commands import COMMANDS, NEEDS_SET_UP
from bot.deeds import DEEDS
from bot.pages import PAGES
from conversations.address import Deed, Page
from conversations.screens.commands import GROUPS


def test_every_page_and_every_deed_has_its_way() -> None:
    assert set(PAGES) == set(Page)
    assert set(DEEDS) == set(Deed)


def test_every_command_is_explained_in_the_help() -> None:
    explained = {name for _, entries in GROUPS for name, _ in entries}
    assert set(COMMANDS) <= explained | {"help"}
    assert set(COMMANDS) >= NEEDS_SET_UP
