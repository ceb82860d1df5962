"""Nudges about events that are due at once: which comes now, which tomorrow, which never."""

from datetime import UTC, datetime, timedelta

from conversations.effects import Nudge, NudgeKind
from conversations.event_nudges import Turn, in_turn
from conversations.facts import Key
from conversations.timing import WallTime

NOW = datetime(2026, 11, 27, 14, tzinfo=UTC)


def nudge(kind: NudgeKind, event: str = "e1", number: int = 1, hours_ago: int = 0) -> Nudge:
    due = NOW - timedelta(hours=hours_ago)
    key = Key(f"{kind.value[0]}{number}.{event}.2611261800")
    return Nudge(key, kind, Key(event), WallTime(due.replace(tzinfo=None), "UTC"), due)


CARD, PREPARE, DEBRIEF = nudge(NudgeKind.CARD), nudge(NudgeKind.PREPARE), nudge(NudgeKind.DEBRIEF)


def test_the_card_goes_before_the_offer_to_prepare() -> None:
    assert in_turn((PREPARE, CARD), NOW) == Turn((CARD,), (), (PREPARE,))


def test_the_debrief_goes_before_the_card() -> None:
    assert in_turn((CARD, DEBRIEF), NOW) == Turn((DEBRIEF,), (), (CARD,))


def test_a_second_debrief_waits_a_day_for_the_first() -> None:
    again = nudge(NudgeKind.DEBRIEF, number=2)
    assert in_turn((again, DEBRIEF), NOW) == Turn((DEBRIEF,), (again,), ())


def test_of_late_debriefs_the_one_of_the_latest_event_comes_today() -> None:
    old, older = (nudge(NudgeKind.DEBRIEF, event, hours_ago=hours) for event, hours in (("e2", 20), ("e3", 50)))
    second = nudge(NudgeKind.DEBRIEF, "e4", 2, hours_ago=2)
    turn = in_turn((older, second, old, nudge(NudgeKind.CARD, "e5")), NOW)
    assert [each.subject for each in turn.now] == ["e2", "e5"]
    assert [each.subject for each in turn.tomorrow] == ["e3", "e4"]
    assert turn.never == ()


def test_a_debrief_that_is_on_time_waits_for_none_that_is_late() -> None:
    late = nudge(NudgeKind.DEBRIEF, "e2", hours_ago=1)
    assert in_turn((late, DEBRIEF), NOW) == Turn((DEBRIEF, late), (), ())


def test_nothing_due_means_nothing_said() -> None:
    assert in_turn((), NOW) == Turn((), (), ())
