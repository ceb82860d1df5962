from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.timing import (
    EVERY_DAY,
    Quiet,
    WallTime,
    known_zone,
    later_by,
    local_time,
    next_at,
    next_awake,
    spoken,
    spoken_day,
    zone_label,
    zone_names,
)

FROM = datetime(2026, 1, 1, tzinfo=UTC)
zones = st.sampled_from(sorted(zone_names()))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_minute_missing_in_spring_moves_to_the_next_that_exists() -> None:
    wall = WallTime(naive("2027-03-28T02:30"), "Europe/Berlin")
    assert wall.utc() == utc("2027-03-28T01:00")
    assert local_time(wall.utc(), "Europe/Berlin") == naive("2027-03-28T03:00")


def test_a_minute_doubled_in_autumn_counts_the_first_time() -> None:
    assert WallTime(naive("2026-11-01T01:30"), "America/New_York").utc() == utc("2026-11-01T05:30")


def test_a_wall_time_with_fold_set_still_counts_the_first_time() -> None:
    wall = WallTime(naive("2026-11-01T01:30").replace(fold=1), "America/New_York")
    assert wall.utc() == utc("2026-11-01T05:30")


def test_a_day_that_a_zone_skipped_becomes_the_start_of_the_next() -> None:
    assert WallTime(naive("2011-12-30T09:00"), "Pacific/Apia").utc() == utc("2011-12-30T10:00")


@given(moments, zones)
def test_what_a_clock_shows_leads_back_to_the_moment_or_to_the_same_showing(moment: datetime, zone: str) -> None:
    wall = WallTime(local_time(moment, zone), zone)
    assert wall.utc() <= moment
    assert local_time(wall.utc(), zone) == wall.local
    assert wall.exists()


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)), zones)
def test_any_wall_time_becomes_a_moment_at_which_clocks_show_it_or_later(local: datetime, zone: str) -> None:
    shown = local_time(WallTime(local, zone).utc(), zone)
    assert shown == local or shown > local


@pytest.mark.parametrize(
    ("start", "end", "hour", "quiet"),
    [
        (time(21), time(8), time(20, 59), False),
        (time(21), time(8), time(21), True),
        (time(21), time(8), time(3), True),
        (time(21), time(8), time(8), False),
        (time(1), time(6), time(0, 59), False),
        (time(1), time(6), time(1), True),
        (time(1), time(6), time(6), False),
        (time(9), time(9), time(9), False),
    ],
)
def test_quiet_hours_may_cross_midnight(start: time, end: time, hour: time, *, quiet: bool) -> None:
    assert Quiet(start, end).holds(datetime.combine(naive("2026-11-23"), hour)) is quiet


def test_a_waking_moment_stays_as_it_is() -> None:
    moment = utc("2026-11-23T15:00")
    assert next_awake(moment, "America/New_York", Quiet(time(21), time(8))) == moment


def test_a_quiet_moment_waits_for_the_end_of_the_quiet_hours() -> None:
    assert next_awake(utc("2026-11-24T03:00"), "America/New_York", Quiet(time(21), time(8))) == utc("2026-11-24T13:00")


def test_quiet_hours_that_end_in_a_repeated_hour_do_not_cost_a_day() -> None:
    second_ten_past_one = utc("2026-11-01T06:10")
    awake = next_awake(second_ten_past_one, "America/New_York", Quiet(time(22), time(1, 30)))
    assert awake == utc("2026-11-01T06:30")


def test_clocks_that_are_put_back_before_the_quiet_hours_end_them() -> None:
    ten_to_two = utc("2026-11-01T05:50")
    awake = next_awake(ten_to_two, "America/New_York", Quiet(time(1, 45), time(8)))
    assert awake == utc("2026-11-01T06:00")


def test_an_hour_that_falls_into_a_gap_at_midnight_comes_at_its_end() -> None:
    saturday = next_at(time(23, 30), "America/Nuuk", utc("2027-03-27T12:00"), frozenset({5}))
    assert saturday == utc("2027-03-28T01:00")
    assert local_time(saturday, "America/Nuuk") == naive("2027-03-28T00:00")


def test_the_nudge_hour_keeps_its_wall_time_over_a_change_of_clocks() -> None:
    friday = utc("2027-03-26T08:30")
    assert next_at(time(9), "Europe/Berlin", friday, frozenset({0})) == utc("2027-03-29T07:00")


def test_the_very_moment_itself_is_not_next() -> None:
    assert next_at(time(9), "Europe/Berlin", utc("2026-11-23T08:00")) == utc("2026-11-24T08:00")


def test_without_an_allowed_day_there_is_no_next() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        next_at(time(9), "UTC", FROM, frozenset())


def test_days_are_counted_on_the_calendar() -> None:
    assert later_by(naive("2027-03-27T09:00"), 1) == naive("2027-03-28T09:00")
    assert later_by(naive("2027-03-01T09:00"), -1) == naive("2027-02-28T09:00")


@pytest.mark.parametrize(
    "name", ["Europe/Kiev", "Europe/Kyiv", "US/Eastern", "Asia/Calcutta", "UTC", "America/New_York"]
)
def test_present_and_former_zone_names_are_known(name: str) -> None:
    assert known_zone(name)
    assert local_time(FROM, name).year in {2025, 2026}


@pytest.mark.parametrize(
    "name", ["", "Europe", "../UTC", "Mars/Olympus", "europe/berlin", "localtime", "Europe/Berlin "]
)
def test_anything_else_is_no_zone_and_counts_as_utc(name: str) -> None:
    assert not known_zone(name)
    assert local_time(FROM, name) == naive("2026-01-01T00:00")
    assert WallTime(naive("2026-07-01T09:00"), name).utc() == utc("2026-07-01T09:00")
    assert zone_label(name, FROM) == "UTC"


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ("2026-11-26T18:00", "Thu 26 Nov 2026, 18:00"),
        ("2026-11-23T18:00", "today, Mon 23 Nov 2026, 18:00"),
        ("2026-11-24T09:05", "tomorrow, Tue 24 Nov 2026, 09:05"),
        ("2026-11-22T09:05", "yesterday, Sun 22 Nov 2026, 09:05"),
        ("2027-03-14T02:30", "Sun 14 Mar 2027, 03:00"),
    ],
)
def test_a_moment_is_spoken_so_that_nobody_can_misread_it(local: str, words: str) -> None:
    assert spoken(WallTime(naive(local), "America/New_York"), utc("2026-11-23T15:00")) == words


def test_today_is_today_where_the_person_is() -> None:
    late_in_new_york = utc("2026-11-24T03:00")
    assert spoken(WallTime(naive("2026-11-23T23:00"), "America/New_York"), late_in_new_york).startswith("today")


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
        ("Etc/GMT-3", "UTC+3"),
        ("Etc/GMT+5", "UTC-5"),
        ("Japan", "UTC+9"),
        ("Iran", "UTC+3:30"),
    ],
)
def test_a_zone_is_called_by_its_city_or_its_offset(zone: str, label: str) -> None:
    assert zone_label(zone, FROM) == label


def test_a_day_is_spoken_with_its_weekday_and_year() -> None:
    assert spoken_day(naive("2026-11-26").date()) == "Thu 26 Nov 2026"
    assert frozenset(range(7)) == EVERY_DAY
