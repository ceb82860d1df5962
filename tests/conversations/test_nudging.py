from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.effects import Mark, Named, Nudge, NudgeKind, NudgeState
from conversations.facts import Event, Key, Person, Settings
from conversations.nudging import OF_EVENTS, counted_from, planned, put_off, snoozed
from conversations.timing import WallTime, local_time

NEW_YORK = Settings(zone="America/New_York")
AWAKE = replace(NEW_YORK, quiet_from=time(0), quiet_until=time(0))
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 in New York
THURSDAY = datetime(2026, 11, 26, 18)


def meetup(start: datetime = THURSDAY, hours: float = 3, zone: str = "America/New_York") -> Event:
    return Event(Key("d1234567.e"), "AI meetup", WallTime(start, zone), WallTime(start + timedelta(hours=hours), zone))


ANA = Person(Key("d1234567.12"), "Ana", Key("e1"), date(2026, 11, 22), debriefed_on=date(2026, 11, 23))


def times(subject: Event | Person, settings: Settings = NEW_YORK, now: datetime = MONDAY) -> list[tuple[str, str]]:
    """Kind and local moment of each nudge."""
    return [
        (nudge.kind.value, f"{local_time(nudge.due, settings.zone):%d %b %H:%M}")
        for nudge in planned(subject, settings, now).nudges
    ]


def by_kind(subject: Event | Person, settings: Settings = NEW_YORK, now: datetime = MONDAY) -> dict[str, str]:
    return dict(reversed(times(subject, settings, now)))


# --- events -------------------------------------------------------------------------------------


def test_an_evening_event_has_its_offer_to_prepare_its_card_and_two_questions_whom_one_met() -> None:
    assert times(meetup(hours=2)) == [
        ("prepare", "25 Nov 19:00"),
        ("card", "26 Nov 09:00"),
        ("debrief", "26 Nov 20:30"),
        ("debrief", "27 Nov 09:00"),
    ]


def test_a_debrief_that_would_fall_into_quiet_hours_waits_for_the_persons_hour_next_morning() -> None:
    assert times(meetup(hours=4))[2:] == [("debrief", "27 Nov 09:00"), ("debrief", "28 Nov 09:00")]
    early = replace(NEW_YORK, nudge_hour=time(7))
    assert times(meetup(hours=4), early)[2:] == [("debrief", "27 Nov 08:00"), ("debrief", "28 Nov 08:00")]


def test_a_prepared_event_is_not_offered_for_preparation() -> None:
    assert "prepare" not in by_kind(replace(meetup(), prepared=True))


@pytest.mark.parametrize("event", [replace(meetup(), debriefed=True), replace(meetup(), dismissed=True)])
def test_an_event_that_was_debriefed_or_dismissed_is_not_asked_about(event: Event) -> None:
    assert "debrief" not in by_kind(event)


def test_what_is_gone_by_is_not_planned() -> None:
    assert [kind for kind, _ in times(meetup(), now=MONDAY + timedelta(days=3))] == ["debrief", "debrief"]
    assert times(meetup(), now=MONDAY + timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("hour", "card"),
    [
        (7, "25 Nov 20:00"),  # 04:00 is quiet, 08:00 too late
        (8, "25 Nov 20:00"),
        (9, "26 Nov 08:00"),  # right when quiet hours end
        (11, "26 Nov 08:00"),
        (12, "26 Nov 09:00"),
        (18, "26 Nov 09:00"),
    ],
)
def test_the_card_comes_in_the_morning_three_hours_before_or_the_evening_before(hour: int, card: str) -> None:
    event = meetup(THURSDAY.replace(hour=hour))
    assert by_kind(event)["card"] == card
    assert by_kind(event)["prepare"] == "25 Nov 19:00"


def test_a_card_is_due_three_hours_before_when_the_persons_hour_is_late() -> None:
    assert by_kind(meetup(), replace(NEW_YORK, nudge_hour=time(17)))["card"] == "26 Nov 15:00"


def test_a_party_that_starts_at_midnight_is_prepared_on_the_evening_it_belongs_to() -> None:
    assert times(meetup(datetime(2026, 11, 27, 0, 30))) == [
        ("prepare", "26 Nov 19:00"),
        ("card", "26 Nov 20:00"),
        ("debrief", "27 Nov 09:00"),
        ("debrief", "28 Nov 09:00"),
    ]


def test_an_evening_that_is_quiet_moves_to_the_next_morning_when_that_is_early_enough() -> None:
    quiet = replace(NEW_YORK, quiet_from=time(18))
    assert by_kind(meetup(), quiet)["prepare"] == "26 Nov 08:00"
    breakfast = meetup(THURSDAY.replace(hour=9))
    assert "prepare" not in by_kind(breakfast, quiet)
    assert by_kind(breakfast, quiet)["card"] == "26 Nov 08:00"
    assert "card" not in by_kind(meetup(THURSDAY.replace(hour=8)), quiet)


def test_an_event_elsewhere_is_planned_in_the_persons_own_evenings() -> None:
    tokyo = meetup(datetime(2026, 11, 27, 9), zone="Asia/Tokyo")  # 19:00 on Thursday in New York
    assert by_kind(tokyo) == {"prepare": "25 Nov 19:00", "card": "26 Nov 09:00", "debrief": "27 Nov 09:00"}


def test_a_changed_zone_moves_all_that_is_pending_and_keeps_the_keys() -> None:
    lisbon = replace(NEW_YORK, zone="Europe/Lisbon")
    event = meetup(THURSDAY.replace(hour=12), hours=2)
    assert by_kind(event, lisbon) == {"prepare": "25 Nov 19:00", "card": "26 Nov 09:00", "debrief": "26 Nov 19:30"}
    keys = [nudge.key for nudge in planned(event, NEW_YORK, MONDAY).nudges]
    assert [nudge.key for nudge in planned(event, lisbon, MONDAY).nudges] == keys


def test_a_minute_that_spring_leaves_out_is_the_next_that_there_is() -> None:
    event = meetup(datetime(2027, 3, 14, 2, 30), hours=1)  # 02:30 does not exist in New York that night
    assert planned(event, AWAKE, MONDAY).nudges[0].due < event.start.utc()
    settings = replace(AWAKE, nudge_hour=time(2, 30))
    person = replace(ANA, debriefed_on=date(2027, 3, 13))
    assert times(person, settings)[0] == ("follow_up", "14 Mar 03:00")


def test_an_end_in_the_hour_that_autumn_repeats_is_not_asked_about_before_it() -> None:
    event = meetup(datetime(2026, 10, 31, 22, 45))  # ends at 01:45, the first of the two
    first = planned(event, AWAKE, datetime(2026, 10, 30, tzinfo=UTC)).nudges[-2]
    assert first.due == event.end.utc() + timedelta(minutes=30)


# --- people -------------------------------------------------------------------------------------


def test_the_day_after_the_debrief_comes_a_follow_up_and_after_two_weeks_a_check_in() -> None:
    assert times(ANA) == [("follow_up", "24 Nov 09:00"), ("check_in", "06 Dec 09:00")]


@pytest.mark.parametrize(
    ("days", "check_in"),
    [(13, 14), (14, 45), (44, 45), (45, 135), (100, 135), (135, 225), (224, 225), (225, 315), (700, 765)],
)
def test_check_ins_come_14_45_and_then_every_90_days_after_meeting(days: int, check_in: int) -> None:
    hour = timedelta(hours=15)  # 10:00 in New York, after that day's check-in
    now = datetime.combine(ANA.met_on + timedelta(days=days), time(), UTC) + hour
    (nudge,) = (each for each in planned(ANA, NEW_YORK, now).nudges if each.kind is NudgeKind.CHECK_IN)
    assert nudge.at.local.date() == ANA.met_on + timedelta(days=check_in)


def test_a_contact_starts_the_rhythm_anew_and_needs_no_follow_up() -> None:
    contacted = replace(ANA, last_contact=datetime(2026, 11, 24, 1, tzinfo=UTC))  # still the 23rd in New York
    assert times(contacted, now=MONDAY + timedelta(hours=11)) == [("check_in", "07 Dec 09:00")]


def test_a_chosen_day_wins_over_the_rhythm_and_the_rhythm_goes_on_after_it() -> None:
    chosen = replace(ANA, next_touch=date(2026, 12, 20))
    assert by_kind(chosen)["check_in"] == "20 Dec 09:00"
    assert by_kind(chosen, now=datetime(2026, 12, 20, 15, tzinfo=UTC))["check_in"] == "06 Jan 09:00"
    sooner = replace(ANA, next_touch=date(2026, 11, 25))
    assert by_kind(sooner)["check_in"] == "25 Nov 09:00"
    assert by_kind(sooner, now=datetime(2026, 11, 25, 15, tzinfo=UTC))["check_in"] == "06 Dec 09:00"


def test_a_chosen_day_before_the_last_contact_is_settled() -> None:
    settled = replace(ANA, next_touch=date(2026, 11, 22))
    assert by_kind(settled)["check_in"] == "06 Dec 09:00"


@pytest.mark.parametrize(
    "person", [replace(ANA, stopped=True), replace(ANA, draft=True), replace(ANA, debriefed_on=None)]
)
def test_nobody_is_brought_up_who_was_stopped_or_is_not_debriefed_yet(person: Person) -> None:
    assert times(person) == []


def test_an_hour_in_quiet_hours_waits_until_they_end() -> None:
    assert times(ANA, replace(NEW_YORK, nudge_hour=time(6)))[0] == ("follow_up", "24 Nov 08:00")


# --- what was there before ----------------------------------------------------------------------


def replan(person: Person | Event, *existing: Nudge, now: datetime = MONDAY, settings: Settings = NEW_YORK) -> set[str]:
    return {nudge.key for nudge in planned(person, settings, now, existing).nudges}


FOLLOW_UP, CHECK_IN = planned(ANA, NEW_YORK, MONDAY).nudges
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)


def test_planning_again_changes_nothing() -> None:
    assert planned(ANA, NEW_YORK, MONDAY, (FOLLOW_UP, CHECK_IN)).nudges == (FOLLOW_UP, CHECK_IN)


def test_what_is_late_stays_until_it_was_said() -> None:
    late = planned(ANA, NEW_YORK, NOON, (FOLLOW_UP, CHECK_IN)).nudges
    assert late == (CHECK_IN, FOLLOW_UP)
    assert replan(ANA, replace(FOLLOW_UP, state=NudgeState.SENT), CHECK_IN, now=NOON) == {CHECK_IN.key}
    assert replan(replace(ANA, last_contact=NOON), FOLLOW_UP, CHECK_IN, now=NOON).isdisjoint(
        {FOLLOW_UP.key, CHECK_IN.key}
    )


def test_a_late_question_whom_one_met_is_not_asked_once_it_is_answered() -> None:
    event = meetup(hours=2)
    existing = planned(event, NEW_YORK, MONDAY).nudges
    late = datetime(2026, 11, 27, 3, tzinfo=UTC)
    assert {nudge.kind for nudge in planned(event, NEW_YORK, late, existing).nudges} == OF_EVENTS
    assert "debrief" not in {
        nudge.kind.value for nudge in planned(replace(event, debriefed=True), NEW_YORK, late, existing).nudges
    }


def test_what_waits_in_line_is_looked_at_again_at_the_next_hour() -> None:
    waiting = replace(FOLLOW_UP, due=FOLLOW_UP.due + timedelta(days=4))
    found = planned(ANA, NEW_YORK, NOON, (waiting,)).nudges[1]
    assert found == replace(FOLLOW_UP, due=FOLLOW_UP.due + timedelta(days=1))


def test_a_chosen_day_takes_the_place_of_the_check_in_that_was_planned() -> None:
    chosen = replace(ANA, next_touch=date(2026, 12, 20))
    assert CHECK_IN.key not in replan(chosen, FOLLOW_UP, CHECK_IN)


def test_a_snoozed_nudge_comes_once_more_and_leaves_the_rhythm_alone() -> None:
    sent = replace(CHECK_IN, state=NudgeState.SENT)
    again = snoozed(sent, date(2026, 12, 9), NEW_YORK)
    assert (again.key, again.state) == (f"{CHECK_IN.key}.s1", NudgeState.PENDING)
    assert local_time(again.due, NEW_YORK.zone) == datetime(2026, 12, 9, 9)
    assert snoozed(again, date(2026, 12, 12), NEW_YORK).key == f"{CHECK_IN.key}.s2"
    now = datetime(2026, 12, 6, 15, tzinfo=UTC)
    assert times(ANA, now=now) == [("check_in", "06 Jan 09:00")]
    assert again.key in replan(ANA, sent, again, now=now)


def test_a_snoozed_nudge_moves_with_the_zone_and_the_hour() -> None:
    again = snoozed(CHECK_IN, date(2026, 12, 9), NEW_YORK)
    tokyo = replace(NEW_YORK, zone="Asia/Tokyo", nudge_hour=time(18))
    found = [nudge for nudge in planned(ANA, tokyo, MONDAY, (again,)).nudges if nudge.key == again.key]
    assert [nudge.at for nudge in found] == [WallTime(datetime(2026, 12, 9, 18), "Asia/Tokyo")]


def test_a_snooze_to_a_day_comes_at_the_persons_hour_and_one_to_a_minute_at_that_minute() -> None:
    day, minute = (snoozed(CHECK_IN, until, NEW_YORK) for until in (date(2026, 12, 9), datetime(2026, 12, 9, 23, 5)))
    assert (day.named, day.latest) == (Named.DAY, date(2026, 12, 9))
    assert (minute.named, minute.latest) == (Named.MOMENT, date(2026, 12, 9))
    assert local_time(day.due, NEW_YORK.zone) == datetime(2026, 12, 9, 9)
    assert local_time(minute.due, NEW_YORK.zone) == datetime(2026, 12, 9, 23, 5)


def test_a_snooze_to_a_minute_keeps_its_minute_when_all_is_planned_anew() -> None:
    again = snoozed(CHECK_IN, datetime(2026, 12, 9, 23, 5), NEW_YORK)
    tokyo = replace(NEW_YORK, zone="Asia/Tokyo", nudge_hour=time(18))
    found = [nudge for nudge in planned(ANA, tokyo, MONDAY, (again,)).nudges if nudge.key == again.key]
    assert [nudge.at for nudge in found] == [WallTime(datetime(2026, 12, 9, 23, 5), "Asia/Tokyo")]


def test_what_is_put_off_before_it_came_does_not_come_on_its_own_day_too() -> None:
    again = Mark(snoozed(CHECK_IN, date(2026, 12, 9), NEW_YORK))
    assert put_off(CHECK_IN, date(2026, 12, 9), NEW_YORK) == (Mark(replace(CHECK_IN, state=NudgeState.DROPPED)), again)
    assert put_off(replace(CHECK_IN, state=NudgeState.SENT), date(2026, 12, 9), NEW_YORK) == (again,)


def test_the_days_of_a_snooze_count_from_today_or_from_the_day_that_is_still_ahead() -> None:
    today, own = date(2026, 11, 23), CHECK_IN.at.local.date()
    assert own > today
    assert counted_from(CHECK_IN, today) == own
    assert counted_from(CHECK_IN, date(2027, 1, 1)) == date(2027, 1, 1)
    assert counted_from(replace(CHECK_IN, state=NudgeState.SENT), today) == counted_from(None, today) == today


def test_a_snoozed_nudge_dies_with_stop_and_outlives_a_changed_rhythm() -> None:
    again = snoozed(replace(CHECK_IN, state=NudgeState.SENT), date(2026, 12, 9), NEW_YORK)
    assert replan(replace(ANA, stopped=True), again) == set()
    assert again.key in replan(replace(ANA, pace=1), again)
    assert replan(ANA, replace(again, state=NudgeState.SENT)).isdisjoint({again.key})


def test_a_check_in_that_was_left_out_makes_room_for_the_next() -> None:
    left_out = replace(CHECK_IN, state=NudgeState.DROPPED)
    days = [nudge.at.local.date() for nudge in planned(ANA, NEW_YORK, MONDAY, (left_out,)).nudges]
    assert days == [date(2026, 11, 24), date(2027, 1, 6)]


def test_what_nobody_planned_is_dropped() -> None:
    strange = replace(CHECK_IN, key=Key("c.d1234567.12.261111"))
    assert strange.key not in replan(ANA, strange)
