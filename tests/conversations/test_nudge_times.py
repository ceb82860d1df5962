from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facts import Settings
from conversations.nudge_times import (
    awake,
    awake_from,
    bundle_moment,
    evening,
    first_open_day,
    is_chosen,
    is_paused,
    next_bundle_moment,
    on_day,
    quiet_hours,
    resumption,
    today,
)
from conversations.timing import WallTime, local_time

NEW_YORK = Settings(zone="America/New_York")
SLEEPLESS = replace(NEW_YORK, quiet_from=time(0), quiet_until=time(0))
WEDNESDAY = date(2026, 11, 25)
THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (WEDNESDAY + timedelta(days=days) for days in range(1, 6))
WORKDAYS = replace(NEW_YORK, days=frozenset(range(5)))
PAUSED = replace(NEW_YORK, paused_until=SATURDAY)


def wall(moment: datetime, settings: Settings) -> str:
    return f"{local_time(moment, settings.zone):%d %b %H:%M}"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment at which it is this hour in New York."""
    return WallTime(datetime.combine(day, time(hour, minute)), NEW_YORK.zone).utc()


def comes(day: date, settings: Settings) -> str:
    return wall(bundle_moment(day, settings), settings)


# --- the hour of a day --------------------------------------------------------------------------


def test_a_day_without_a_time_means_the_persons_hour_on_it() -> None:
    assert on_day(WEDNESDAY, NEW_YORK) == WallTime(datetime(2026, 11, 25, 9), NEW_YORK.zone)
    assert comes(WEDNESDAY, NEW_YORK) == "25 Nov 09:00"


def test_the_evening_before_a_day_is_on_the_day_before() -> None:
    assert evening(WEDNESDAY, time(19), NEW_YORK) == WallTime(datetime(2026, 11, 24, 19), NEW_YORK.zone)


def test_today_is_the_persons_own_date() -> None:
    midnight = datetime(2026, 11, 26, 3, tzinfo=UTC)
    assert today(NEW_YORK, midnight) == WEDNESDAY
    assert today(replace(NEW_YORK, zone="Asia/Tokyo"), midnight) == THURSDAY


@pytest.mark.parametrize(
    ("hour", "start", "end", "comes_at"),
    [
        (time(6), time(21), time(8), "25 Nov 08:00"),  # before they end, in hours across midnight
        (time(22), time(21), time(8), "25 Nov 08:00"),  # after they begin: still on this very day
        (time(8), time(21), time(8), "25 Nov 08:00"),
        (time(21), time(21), time(8), "25 Nov 08:00"),
        (time(20, 59), time(21), time(8), "25 Nov 20:59"),
        (time(13), time(12), time(14), "25 Nov 14:00"),  # a quiet noon
        (time(0), time(22), time(0), "25 Nov 00:00"),
        (time(3), time(0), time(0), "25 Nov 03:00"),  # no quiet hours
    ],
)
def test_an_hour_within_quiet_hours_waits_for_their_end_on_the_same_date(
    hour: time, start: time, end: time, comes_at: str
) -> None:
    assert comes(WEDNESDAY, replace(NEW_YORK, nudge_hour=hour, quiet_from=start, quiet_until=end)) == comes_at


def test_an_hour_that_spring_leaves_out_is_the_next_there_is() -> None:
    assert comes(date(2027, 3, 14), replace(SLEEPLESS, nudge_hour=time(2, 30))) == "14 Mar 03:00"
    quiet = replace(NEW_YORK, nudge_hour=time(2, 30), quiet_from=time(3), quiet_until=time(8))
    assert comes(date(2027, 3, 14), quiet) == "14 Mar 08:00"


def test_a_midnight_that_spring_leaves_out_is_one_oclock_on_the_same_date() -> None:
    santiago = replace(SLEEPLESS, zone="America/Santiago", nudge_hour=time(0))
    assert comes(date(2026, 9, 6), santiago) == "06 Sep 01:00"


def test_an_hour_that_autumn_repeats_comes_the_first_time() -> None:
    settings = replace(SLEEPLESS, nudge_hour=time(1, 30))
    assert bundle_moment(date(2026, 11, 1), settings) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


# --- quiet hours and pauses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "wakes"),
    [
        (at(WEDNESDAY, 20, 59), "25 Nov 20:59"),
        (at(WEDNESDAY, 21), "26 Nov 08:00"),
        (at(WEDNESDAY, 0), "25 Nov 08:00"),
        (at(WEDNESDAY, 8), "25 Nov 08:00"),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(moment: datetime, wakes: str) -> None:
    assert wall(awake_from(moment, NEW_YORK), NEW_YORK) == wakes
    assert awake(WallTime(local_time(moment, NEW_YORK.zone), NEW_YORK.zone), NEW_YORK) == awake_from(moment, NEW_YORK)


def test_a_pause_lasts_until_the_date_on_which_nudges_go_on() -> None:
    assert [is_paused(day, PAUSED) for day in (THURSDAY, FRIDAY, SATURDAY, SUNDAY)] == [True, True, False, False]
    assert not is_paused(THURSDAY, NEW_YORK)
    assert [resumption(PAUSED, day) for day in (THURSDAY, SATURDAY, SUNDAY)] == [SATURDAY, SATURDAY, SUNDAY]
    assert resumption(NEW_YORK, THURSDAY) == THURSDAY


def test_what_falls_into_a_pause_waits_for_the_persons_hour_after_it() -> None:
    assert wall(awake_from(at(THURSDAY, 12), PAUSED), PAUSED) == "28 Nov 09:00"
    assert wall(awake_from(at(FRIDAY, 23), PAUSED), PAUSED) == "28 Nov 08:00"  # that night is over when the pause is
    assert wall(awake_from(at(SATURDAY, 12), PAUSED), PAUSED) == "28 Nov 12:00"


# --- days with a bundle -------------------------------------------------------------------------


def test_a_day_without_bundles_gives_way_to_the_next_chosen_one_unless_it_was_named() -> None:
    assert first_open_day(SATURDAY, WORKDAYS) == MONDAY
    assert first_open_day(SATURDAY, WORKDAYS, named=True) == SATURDAY
    assert first_open_day(FRIDAY, WORKDAYS) == FRIDAY


def test_a_named_day_does_not_come_in_a_pause_either() -> None:
    assert first_open_day(THURSDAY, PAUSED, named=True) == SATURDAY
    assert first_open_day(THURSDAY, replace(PAUSED, days=WORKDAYS.days)) == MONDAY


def test_where_no_weekday_was_chosen_every_day_is_open() -> None:
    nothing = replace(NEW_YORK, days=frozenset())
    assert all(is_chosen(day, nothing) for day in (SATURDAY, SUNDAY, MONDAY))
    assert [is_chosen(day, WORKDAYS) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [True, False, False, True]
    assert first_open_day(SATURDAY, nothing) == SATURDAY


def test_the_next_bundle_is_today_until_the_hour_has_struck() -> None:
    assert wall(next_bundle_moment(NEW_YORK, at(WEDNESDAY, 8, 59)), NEW_YORK) == "25 Nov 09:00"
    assert wall(next_bundle_moment(NEW_YORK, at(WEDNESDAY, 9)), NEW_YORK) == "26 Nov 09:00"


def test_the_next_bundle_keeps_to_the_chosen_days_and_to_the_pause() -> None:
    assert wall(next_bundle_moment(WORKDAYS, at(FRIDAY, 9)), WORKDAYS) == "30 Nov 09:00"
    assert wall(next_bundle_moment(WORKDAYS, at(FRIDAY, 9), named=True), WORKDAYS) == "28 Nov 09:00"
    assert wall(next_bundle_moment(PAUSED, at(THURSDAY, 7)), PAUSED) == "28 Nov 09:00"


# --- properties ---------------------------------------------------------------------------------

ZONES = st.sampled_from(
    ("America/New_York", "America/Santiago", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "UTC")
)
HOURS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
WEEKDAYS = st.frozensets(st.integers(0, 6))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
SETTINGS = st.builds(
    Settings,
    zone=ZONES,
    nudge_hour=HOURS,
    quiet_from=HOURS,
    quiet_until=HOURS,
    days=WEEKDAYS,
    paused_until=st.none() | DAYS,
)


def is_quiet(moment: datetime, settings: Settings) -> bool:
    """Said once more in other words, and about every quarter of an hour: minutes since quiet hours began."""
    clock = local_time(moment, settings.zone)
    minutes = [hour.hour * 60 + hour.minute for hour in (clock.time(), settings.quiet_from, settings.quiet_until)]
    return (minutes[0] - minutes[1]) % 1440 < (minutes[2] - minutes[1]) % 1440


@given(DAYS, SETTINGS)
def test_a_bundle_never_comes_in_quiet_hours_and_comes_on_its_date(day: date, settings: Settings) -> None:
    moment = bundle_moment(day, settings)
    assert not is_quiet(moment, settings)
    came = local_time(moment, settings.zone)
    assert came.date() == day
    assert came >= datetime.combine(day, min(settings.nudge_hour, settings.quiet_until))


@given(MOMENTS, SETTINGS)
def test_whatever_is_sent_comes_awake_outside_a_pause_and_never_early(moment: datetime, settings: Settings) -> None:
    due = awake_from(moment, settings)
    assert due >= moment
    assert not is_quiet(due, settings)
    assert not is_paused(today(settings, due), settings)
    assert awake_from(due, settings) == due
    if not is_quiet(moment, settings) and not is_paused(today(settings, moment), settings):
        assert due == moment


@given(MOMENTS, SETTINGS)
def test_nothing_is_awake_between_a_moment_and_the_one_it_waits_for(moment: datetime, settings: Settings) -> None:
    due = awake_from(moment, settings)
    paused = is_paused(today(settings, moment), settings)
    for minutes in range(0, min(int((due - moment).total_seconds()) // 60, 26 * 60), 15):
        assert paused or is_quiet(moment + timedelta(minutes=minutes), settings)


@given(MOMENTS, SETTINGS)
def test_the_next_bundle_is_the_first_that_may_come(now: datetime, settings: Settings) -> None:
    found = next_bundle_moment(settings, now)
    assert found > now
    day = today(settings, found)
    earlier = (today(settings, now) + timedelta(days=ahead) for ahead in range((day - today(settings, now)).days))
    for other in earlier:
        open_day = is_chosen(other, settings) and not is_paused(other, settings)
        assert not open_day or bundle_moment(other, settings) <= now
    assert quiet_hours(settings).holds(local_time(found, settings.zone)) is False
