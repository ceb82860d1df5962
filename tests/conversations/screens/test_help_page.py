import pytest

from conversations.address import Begin, Open, Page, Resume
from conversations.facts import Key
from conversations.screens.commands import GROUPS
from conversations.screens.help_page import Situation, help_page
from conversations.screens.privacy import privacy_page
from tests.conversations.screens.seen import assert_telegram_takes, labels, seen, target

EVERYTHING = [name for _, entries in GROUPS for name, _ in entries] + ["help"]


@pytest.mark.parametrize(
    ("situation", "words", "label", "to"),
    [
        (Situation.NEW, "three short questions", "Let’s start", Begin("set_up")),
        (Situation.DIALOGUE, "in the middle of the fair", "Go on", Resume(Key("e1"))),
        (Situation.EVENT_AHEAD, "the fair is ahead", "Get ready", Begin("before_event", "e1")),
        (Situation.LIVE, "the fair is on", "My card", Open(Page.CARD, "e1")),
        (Situation.DEBRIEF_DUE, "the fair is over", "Start the debrief", Begin("after_event", "e1")),
        (Situation.IDLE, "Nothing waits for you", "Add an event", Begin("new_event")),
    ],
)
def test_help_begins_where_one_stands(situation: Situation, words: str, label: str, to: object) -> None:
    page = help_page(situation, EVERYTHING, "the fair", "e1")
    assert words in seen(page).splitlines()[0]
    assert target(page, label) == to
    assert labels(page)[-2:] == ["Tips", "‹ Home"]


@pytest.mark.parametrize("situation", Situation)
def test_help_stands_without_a_title(situation: Situation) -> None:
    assert_telegram_takes(help_page(situation, EVERYTHING))


def test_help_names_only_commands_that_exist() -> None:
    text = seen(help_page(Situation.IDLE, ("event", "tips")))
    assert "Before an event\n/event – add one in a line\n\nAround it\n/tips" in text
    assert "During it" not in text


def test_privacy_says_what_is_kept_why_and_who_can_see_it() -> None:
    text = seen(privacy_page(()))
    assert all(words in text for words in ("What I keep", "Why", "Who can see it", "I never write to the people"))
    assert "“Forget” on somebody’s page erases them" in text
    assert "Three things are not in my hands: our chat" in text
    assert "/export" not in text


def test_privacy_names_the_ways_to_take_and_erase_that_exist() -> None:
    page = privacy_page(("export", "deleteme"))
    assert "erases them.\n/export gives you all of it.\n/deleteme erases everything.\n" in seen(page)
    assert target(page, "‹ Home") == Open(Page.HOME)
