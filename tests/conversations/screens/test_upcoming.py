import pytest

from conversations.address import Begin, Deed, Do
from conversations.effects import NudgeKind
from conversations.screens.upcoming import upcoming_page
from tests.conversations.screens.samples import NOW, OWNER, nudge
from tests.conversations.screens.seen import labels, seen, target

CHECK_IN = (nudge("c1", NudgeKind.CHECK_IN), "Ana Lopes")


def test_a_nudge_says_when_it_comes_what_for_and_why() -> None:
    text = seen(upcoming_page((CHECK_IN,), 0, 1, OWNER, NOW))
    assert "1. Wed 25 Nov 2026, 15:30\nCheck in with Ana Lopes\nThe day you chose, or else" in text


def test_a_nudge_can_be_moved_or_stopped() -> None:
    page = upcoming_page((CHECK_IN,), 0, 1, OWNER, NOW)
    assert target(page, "1: +3d") == Do(Deed.NUDGE_SNOOZE, "c1", "3")
    assert target(page, "1: stop") == Do(Deed.NUDGE_STOP, "c1")


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        (NudgeKind.PREPARE, ["1: stop"]),
        (NudgeKind.CARD, ["1: stop"]),
        (NudgeKind.DEBRIEF, ["1: +1d", "1: +3d", "1: stop"]),
        (NudgeKind.FOLLOW_UP, ["1: +1d", "1: +3d", "1: +7d", "1: stop"]),
    ],
)
def test_what_belongs_to_the_day_of_an_event_cannot_be_moved_past_it(kind: NudgeKind, buttons: list[str]) -> None:
    page = upcoming_page(((nudge("n1", kind), "AI meetup"),), 0, 1, OWNER, NOW)
    assert labels(page) == [*buttons, "‹ Home"]
    assert "AI meetup" in seen(page)


def test_nothing_upcoming_says_what_would_come() -> None:
    page = upcoming_page((), 0, 0, OWNER, NOW)
    assert "Nothing comes in the next two weeks." in seen(page)
    assert target(page, "Add an event") == Begin("new_event")
    assert "empty by now" in seen(upcoming_page((), 8, 8, OWNER, NOW))
