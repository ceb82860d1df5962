import pytest

from conversations.address import Open, Page
from conversations.carried.account import Section
from conversations.limits import MOST_KEPT, Full
from conversations.screens.notices import (
    edited,
    failed,
    full,
    nothing_open,
    puzzling,
    too_many,
    tried,
    unknown_command,
    unusable,
    zone_unknown,
)
from tests.conversations.screens.seen import seen, target

COMMANDS = ("event", "events", "people", "help")


def test_an_unknown_command_gets_the_nearest_that_exists() -> None:
    assert seen(unknown_command("Peple", COMMANDS)) == "I do not know /Peple. Did you mean /people?"


def test_a_command_like_no_other_gets_help() -> None:
    notice = unknown_command("zzz", COMMANDS)
    assert "/help shows what I can do" in seen(notice)
    assert target(notice, "What I can do") == Open(Page.HELP)


def test_what_cannot_be_used_is_named() -> None:
    assert seen(puzzling("a sticker")).startswith("That was a sticker, and I can use only words")


def test_a_file_of_no_use_says_why() -> None:
    assert seen(unusable("That card is <damaged>.")) == "That card is <damaged>."


def test_whoever_tries_a_draft_here_learns_how_it_is_used_elsewhere() -> None:
    assert "That is how it arrives." in seen(tried())
    assert "Only you see the list." in seen(tried())


def test_an_edited_message_says_which_version_counts() -> None:
    assert "first version" in seen(edited())


def test_words_outside_a_dialogue_get_a_next_step() -> None:
    assert "/met" in seen(nothing_open())
    assert "/event" in seen(nothing_open())


def test_who_lost_their_zone_is_told_the_one_thing_to_do() -> None:
    assert "/settings Lisbon" in seen(zone_unknown())
    assert target(zone_unknown(), "Choose my zone") == Open(Page.SETTINGS, part="zone")


def test_a_failure_says_what_is_safe_and_what_to_do() -> None:
    assert "is safe" in seen(failed())
    assert "once more" in seen(failed())


def test_who_floods_hears_what_is_kept_and_when_it_goes_on() -> None:
    assert "What I answered is kept" in seen(too_many())
    assert "in the next minute" in seen(too_many())


@pytest.mark.parametrize("section", Section)
def test_at_a_limit_it_is_said_what_is_kept_and_how_to_make_room(section: Section) -> None:
    said = seen(full(section))
    assert f"{MOST_KEPT[section]:,} " in said
    assert "all that was there before is kept" in said
    assert "/export" in said


def test_what_is_full_knows_of_what_there_is_too_much() -> None:
    assert Full(Section.EVENTS).section is Section.EVENTS
    assert "/events" in seen(full(Section.EVENTS))
