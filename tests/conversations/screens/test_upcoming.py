from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.address import Begin, Deed, Do
from conversations.effects import Named, NudgeKind
from conversations.screens.upcoming import upcoming_page
from conversations.scripts.catalogue import ScriptName
from tests.conversations.screens.samples import NOW, OWNER, TODAY, nudge
from tests.conversations.screens.seen import labels, seen, target

CHECK_IN = (nudge("c1", NudgeKind.CHECK_IN), "Ana Lopes", None)


def test_a_nudge_says_when_it_comes_what_for_and_why() -> None:
    text = seen(upcoming_page((CHECK_IN,), 0, 1, OWNER, NOW))
    assert "1. Wed 25 Nov 2026, 15:30\nCheck in with Ana Lopes\nThe rhythm after your last contact." in text


def test_what_shares_a_message_comes_with_it_on_its_day_and_not_before_it_is_due() -> None:
    due, _, _ = CHECK_IN
    text = seen(upcoming_page(((due, "Ana", date(2026, 11, 27)), (due, "Ben", TODAY)), 0, 2, OWNER, NOW))
    assert "1. Fri 27 Nov 2026, 09:00\nCheck in with Ana" in text
    assert "2. Wed 25 Nov 2026, 15:30\nCheck in with Ben" in text


def test_a_day_that_the_person_named_says_so_and_a_promise_keeps_its_own_reason() -> None:
    named = replace(CHECK_IN[0], named=Named.DAY)
    assert "You picked this day." in seen(upcoming_page(((named, "Ana", None),), 0, 1, OWNER, NOW))
    promise = replace(named, kind=NudgeKind.PROMISE)
    assert "The day before its day, and the day itself." in seen(
        upcoming_page(((promise, "Ana", None),), 0, 1, OWNER, NOW)
    )


def test_a_nudge_can_be_moved_or_stopped() -> None:
    page = upcoming_page((CHECK_IN,), 0, 1, OWNER, NOW)
    assert target(page, "1 move") == Begin(ScriptName.SNOOZE, "c1")
    assert target(page, "1 stop") == Do(Deed.NUDGE_STOP, "c1")


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        (NudgeKind.PREPARE, ["1 stop"]),
        (NudgeKind.CARD, ["1 stop"]),
        (NudgeKind.DEBRIEF, ["1 move", "1 stop"]),
        (NudgeKind.FOLLOW_UP, ["1 move", "1 stop"]),
    ],
)
def test_what_belongs_to_the_day_of_an_event_cannot_be_moved_past_it(kind: NudgeKind, buttons: list[str]) -> None:
    page = upcoming_page(((nudge("n1", kind), "AI meetup", None),), 0, 1, OWNER, NOW)
    assert labels(page) == [*buttons, "‹ Home"]
    assert "AI meetup" in seen(page)


def test_nothing_upcoming_says_what_would_come() -> None:
    page = upcoming_page((), 0, 0, OWNER, NOW)
    assert "Nothing comes in the next two weeks." in seen(page)
    assert target(page, "Add an event") == Begin("new_event")
    paused = replace(OWNER, paused_until=TODAY + timedelta(days=1))
    assert "A pause is on: /settings ends it." in seen(upcoming_page((), 0, 0, paused, NOW))
    over = replace(OWNER, paused_until=TODAY)
    assert "A pause is on" not in seen(upcoming_page((), 0, 0, over, NOW))
    assert "A pause" not in seen(page)
    assert "empty by now" in seen(upcoming_page((), 8, 8, OWNER, NOW))
