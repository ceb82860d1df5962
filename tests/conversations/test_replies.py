from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.answers import Chosen, Day, Hour, Line, Met, Moment, Names, Skipped, Ticked, Value, Words, Zone
from conversations.conditions import Given, View
from conversations.effects import NudgeState
from conversations.facts import Key, Offer, Person
from conversations.known import Known, Stock
from conversations.offered_days import NO_DAY
from conversations.replies import (
    EVERYONE,
    MOST_READINGS,
    NOBODY,
    Choice,
    ComeBack,
    Confirm,
    DueDay,
    EventLine,
    Fix,
    HourOfDay,
    Option,
    PauseEnd,
    People,
    Reply,
    Text,
    Tick,
    TouchDay,
    WhenIsIt,
    ZonePick,
    captured_names,
    options,
    taken,
    toggled,
)
from conversations.timing import WallTime
from tests.playbook import NEW_YORK, NOW, check_in, event

ANA = Person(Key("d1.0"), "Ana", Key("e1"), date(2026, 11, 23), draft=True)
KNOWN = Known(NOW, NEW_YORK, offers=(Offer(Key("o1"), "I read CVs"),))
NOTED = replace(KNOWN, present=(ANA, replace(ANA, key=Key("d1.1"), name="Ben", draft=False)))
GOOD, BAD = Option("good", "Good"), Option("bad", "Bad", Given("why"))
AT_SIX, AT_SEVEN = datetime(2026, 11, 26, 18), datetime(2026, 11, 26, 7)


def labels(reply: Reply, view: View) -> list[str]:
    return [option.label for option in options(reply, view)]


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Text(), []),
        (EventLine(), []),
        (Choice((GOOD, BAD)), ["Good"]),
        (Tick((GOOD, BAD)), ["Good"]),
        (Tick((GOOD,), Stock.OFFERS), ["I read CVs", "Good"]),
        (Confirm("Yes", (Fix("no", "No, wrong", ("place",)),)), ["Yes", "No, wrong"]),
        (People("Nobody"), ["Nobody"]),
        (HourOfDay(), ["08:00", "09:00", "12:00", "18:00"]),
        (DueDay(), ["Tomorrow", "By Fri 27 Nov", "In a week", "In two weeks", "No date"]),
        (TouchDay(), ["In a week", "In two weeks", "In a month", "In three months", "No date"]),
        (PauseEnd(), ["One week", "Two weeks", "A month"]),
        (ComeBack(), ["Tomorrow", "In 3 days", "In a week"]),
        (WhenIsIt("line"), []),
    ],
)
def test_a_question_shows_the_options_of_its_kind(reply: Reply, shown: list[str]) -> None:
    assert labels(reply, View({}, KNOWN)) == shown


def test_an_option_appears_when_its_condition_is_met() -> None:
    view = View({"why": Words("Rain")}, KNOWN)
    assert labels(Choice((GOOD, BAD)), view) == labels(Tick((GOOD, BAD)), view) == ["Good", "Bad"]


def test_a_zone_can_be_picked_from_cities() -> None:
    view = View({}, KNOWN)
    shown = options(ZonePick(), view)
    new_york = next(option for option in shown if option.label == "New York")
    assert taken(ZonePick(), new_york, view) == Zone("America/New_York", "New York")


def test_those_noted_at_the_event_are_offered_together() -> None:
    view = View({}, NOTED)
    (everyone,) = options(People("Nobody"), view)
    assert (everyone.key, everyone.label) == (EVERYONE, "That was everyone")
    assert taken(People("Nobody"), everyone, view) == captured_names(view) == Names((Met("Ana", key=ANA.key),))


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (26, ["Tomorrow", "In a week", "In two weeks", "No date"]),  # Thursday: tomorrow is Friday
        (27, ["Tomorrow", "By Fri 4 Dec", "In two weeks", "No date"]),  # Friday: the next one is in a week
    ],
)
def test_a_day_that_two_buttons_mean_is_offered_once(today: int, shown: list[str]) -> None:
    known = replace(KNOWN, now=datetime(2026, 11, today, 15, tzinfo=UTC))
    assert labels(DueDay(), View({}, known)) == shown


def test_days_are_counted_where_the_person_is() -> None:
    late = replace(KNOWN, now=datetime(2026, 11, 24, 4, tzinfo=UTC))  # 23:00 on Monday in New York
    assert options(DueDay(), View({}, late))[0].key == "2026-11-24"


def test_the_readings_of_an_event_line_are_offered() -> None:
    view = View({"line": Line(maybe=(AT_SIX, AT_SEVEN))}, KNOWN)
    six, seven = options(WhenIsIt("line"), view)
    assert (six.label, seven.label) == ("Thu 26 Nov, 18:00", "Thu 26 Nov, 07:00")
    assert taken(WhenIsIt("line"), seven, view) == Moment(AT_SEVEN)


def test_only_the_first_readings_of_many_are_offered() -> None:
    view = View({"line": Line(maybe=(AT_SIX,) * 20)}, KNOWN)
    assert len(options(WhenIsIt("line"), view)) == MOST_READINGS


def test_what_is_still_ahead_is_put_off_from_its_own_day() -> None:
    ahead = View({}, replace(KNOWN, nudge=check_in(27, NudgeState.PENDING)))
    late = View({}, replace(KNOWN, nudge=check_in(20, NudgeState.PENDING)))
    sent = View({}, replace(KNOWN, nudge=check_in(27, NudgeState.SENT)))
    days = {
        label: taken(ComeBack(), Option(key, label), ahead) for key, label in (("1", "A day later"), ("7", "A week"))
    }
    assert labels(ComeBack(), ahead) == ["A day later", "3 days later", "A week later"]
    assert days == {"A day later": Day(date(2026, 11, 28)), "A week": Day(date(2026, 12, 4))}
    assert labels(ComeBack(), late) == labels(ComeBack(), sent) == ["Tomorrow", "In 3 days", "In a week"]


@pytest.mark.parametrize(
    ("hours", "key"), [(3, "2026-11-27"), (8, "2026-11-27"), (12, "2026-11-28"), (30, "2026-11-28")]
)
def test_after_an_event_is_the_morning_after_its_last_night(hours: int, key: str) -> None:
    meetup = replace(event(), end=WallTime(datetime(2026, 11, 26, 18) + timedelta(hours=hours), NEW_YORK.zone))
    view = View({}, replace(KNOWN, next_event=meetup))
    *_, after = options(ComeBack(), view)
    assert (after.key, after.label) == (key, "After “AI meetup”")
    assert taken(ComeBack(), after, view) == Day(date.fromisoformat(key))


@pytest.mark.parametrize(
    ("reply", "option", "value"),
    [
        (Choice((GOOD,)), GOOD, Chosen("good", "Good")),
        (Confirm("Yes", ()), Option("yes", "Yes"), Chosen("yes", "Yes")),
        (Tick((GOOD,)), GOOD, Ticked((Chosen("good", "Good"),), complete=False)),
        (People("Nobody"), Option(NOBODY, "Nobody"), Names(())),
        (DueDay(), Option("2026-11-27", "By Fri 27 Nov"), Day(date(2026, 11, 27))),
        (TouchDay(), Option(NO_DAY, "No date"), Day(None)),
        (PauseEnd(), Option("14", "Two weeks"), Day(date(2026, 12, 7))),
        (ComeBack(), Option("3", "In 3 days"), Day(date(2026, 11, 26))),
        (HourOfDay(), Option("1200", "12:00"), Hour(time(12))),
    ],
)
def test_an_option_stands_for_its_answer(reply: Reply, option: Option, value: Value) -> None:
    assert taken(reply, option, View({}, KNOWN)) == value


def test_a_second_tap_takes_a_tick_off_again() -> None:
    one, two = Chosen("1", "One"), Chosen("2", "Two")
    ticks = toggled(toggled(None, one, 3), two, 3)
    assert ticks == Ticked((one, two), complete=False)
    assert toggled(ticks, one, 3) == Ticked((two,), complete=False)


def test_of_too_many_ticks_the_oldest_gives_way() -> None:
    one, two, three = (Chosen(str(number), str(number)) for number in range(3))
    assert toggled(Ticked((one, two), complete=False), three, 2).ticked == (two, three)


def test_ticking_begins_anew_after_a_skip() -> None:
    assert toggled(Skipped(), Chosen("1", "One"), 3).lines() == ("One",)
