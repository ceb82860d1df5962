from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conversations.answers import Day, Moment
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Mark, Named, Nudge, NudgeState
from conversations.endings import NOT_THERE, UNMOVED, ending
from conversations.facts import Key
from conversations.known import Known
from conversations.reading_time import NEVER
from conversations.scripts.snooze import SNOOZE
from conversations.timing import local_time
from tests.playbook import NEW_YORK, NOW, Playbook, check_in, event, plain_text

SENT = check_in()
KNOWN = Known(NOW, NEW_YORK, nudge=SENT, about="Ana", next_event=event())


def putting_off(known: Known = KNOWN) -> Playbook:
    return Playbook(SNOOZE, known, "c.p1.261123")


def come_back(book: Playbook) -> Nudge:
    """The new occurrence, the only thing that changed."""
    (mark,) = book.ended().records
    assert isinstance(mark, Mark)
    assert (mark.nudge.key, mark.nudge.state) == (f"{SENT.key}.s1", NudgeState.PENDING)
    return mark.nudge


def closing(book: Playbook) -> str:
    (screen,) = book.ended().screens
    return plain_text(screen)


def test_one_is_asked_when_it_shall_be_brought_up_again_and_told_the_day() -> None:
    book = putting_off().coach("Put off · 1 of 1", "Ana", "e.g. Sunday 10am")
    book.shows("Tomorrow", "In 3 days", "In a week", "After “AI meetup”", "Skip", "Why?", "Later").taps("In 3 days")
    again = come_back(book)
    assert local_time(again.due, NEW_YORK.zone) == datetime(2026, 11, 26, 9)
    assert (again.named, again.latest) == (Named.DAY, date(2026, 11, 26))
    assert closing(book) == "I will come back to it on Thu 26 Nov 2026 at 09:00."
    assert book.ended().then is None


def test_after_the_next_event_is_the_day_after_it() -> None:
    assert come_back(putting_off().taps("After “AI meetup”")).latest == date(2026, 11, 27)
    assert "After “AI meetup”" not in putting_off(replace(KNOWN, next_event=None)).buttons()


def test_a_day_may_be_written() -> None:
    book = putting_off().person("in two weeks")
    assert book.answers() == {"until": Day(date(2026, 12, 7), "in two weeks")}
    assert closing(book) == "I will come back to it on Mon 7 Dec 2026 at 09:00."


def test_a_day_with_a_time_means_that_minute_also_in_quiet_hours() -> None:
    book = putting_off().person("tomorrow at 22:00")
    assert book.answers() == {"until": Moment(datetime(2026, 11, 24, 22))}
    again = come_back(book)
    assert (local_time(again.due, NEW_YORK.zone), again.named) == (datetime(2026, 11, 24, 22), Named.MOMENT)
    assert closing(book) == "I will come back to it on Tue 24 Nov 2026 at 22:00."


def test_where_ones_hour_lies_in_quiet_hours_the_moment_that_is_told_is_the_true_one() -> None:
    early = replace(KNOWN, settings=replace(NEW_YORK, nudge_hour=time(6)))
    assert closing(putting_off(early).taps("Tomorrow")) == "I will come back to it on Tue 24 Nov 2026 at 08:00."


def test_what_was_still_ahead_counts_from_its_own_day_and_comes_only_then() -> None:
    ahead = check_in(27, NudgeState.PENDING)
    book = putting_off(replace(KNOWN, nudge=ahead)).taps("3 days later")
    dropped, again = book.ended().records
    assert dropped == Mark(replace(ahead, state=NudgeState.DROPPED))
    assert isinstance(again, Mark)
    assert again.nudge.latest == date(2026, 11, 30)


def test_a_day_that_is_written_is_taken_as_it_stands_also_before_the_nudges_own() -> None:
    ahead = replace(KNOWN, nudge=check_in(27, NudgeState.PENDING))
    assert closing(putting_off(ahead).person("tomorrow")) == "I will come back to it on Tue 24 Nov 2026 at 09:00."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("yesterday", "That is over already"),
        ("today", "For later today I need a time"),
        ("today at 9am", "That is over already"),
        ("tomorrow evening", "At what time?"),
        ("Friday at 7", "Write it like “Fri 27 Nov 07:00”"),
        ("never", NEVER),
        ("no date", NEVER),
        ("when it suits", "I did not get a day from that"),
    ],
)
def test_what_is_no_day_ahead_gets_a_hint_and_the_question_again(text: str, hint: str) -> None:
    book = putting_off().person(text).coach("Ana", hint).shows("Tomorrow")
    assert len(plain_text(book.screen)) <= 350 if book.screen else False
    assert come_back(book.taps("Tomorrow")).latest == date(2026, 11, 24)


def test_skipping_changes_nothing() -> None:
    for book in (putting_off().taps("Skip"), putting_off().person("skip")):
        assert book.ended().records == ()
        assert closing(book) == UNMOVED


def test_later_keeps_the_question() -> None:
    putting_off().taps("Later").parked().coach("Ana").shows("Tomorrow")


def test_why_says_that_the_rest_stays() -> None:
    putting_off().taps("Why?").coach("nothing else", "that very minute").shows("Tomorrow")


def test_what_is_gone_cannot_be_put_off() -> None:
    book = putting_off(replace(KNOWN, nudge=None, about="")).coach("it").taps("Tomorrow")
    assert book.ended().records == ()
    assert closing(book) == NOT_THERE
    assert ending(Dialogue(Key("d1"), "snooze", state=DialogueState.ENDED), Known(NOW, NEW_YORK)).records == ()


def test_a_pause_holds_a_day_back_and_not_a_minute() -> None:
    paused = replace(KNOWN, settings=replace(NEW_YORK, paused_until=date(2027, 1, 4)))
    text = "I will come back to it when your pause is over, on Mon 4 Jan 2027 at 09:00."
    assert closing(putting_off(paused).taps("In a week")) == text
    assert closing(putting_off(paused).person("5 January")) == "I will come back to it on Tue 5 Jan 2027 at 09:00."
    assert closing(putting_off(paused).person("Friday 3pm")) == "I will come back to it on Fri 27 Nov 2026 at 15:00."
