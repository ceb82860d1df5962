"""Every zone, around every change of its clocks in the years to come, against offsets that are looked up one by one.

What is expected here comes from tables of offsets and subtraction alone. timing.py is only what is tried.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conversations.timing import EVERY_DAY, Quiet, WallTime, local_time, next_at, next_awake, zone_names
from tests.conversations.clocks import DAY, FROM, HOUR, MINUTE, QUARTER, TO, Clock, around, clock, meant, shown

pytestmark = pytest.mark.no_cover  # every change of every zone, none of which is new to coverage

ZONES = sorted(zone_names())
NIGHTS = tuple(
    Quiet(time(*start), time(*end))
    for start, end in (
        ((21,), (8,)),
        ((1, 30), (8,)),
        ((22,), (2, 30)),
        ((23, 15), (0, 15)),
        ((1, 45), (1, 15)),
        ((2, 45), (2, 30)),
        ((0, 30), (0, 15)),
        ((0,), (23, 45)),
    )
)
"""Usual quiet hours, and some that begin or end where clocks change."""

SKIPPED_DAYS = (
    ("Pacific/Apia", 2011),
    ("Pacific/Fakaofo", 2011),
    ("Pacific/Kwajalein", 1993),
    ("Pacific/Kiritimati", 1994),
)
MIDNIGHTS = (("America/Asuncion", 2023), ("America/Havana", 2024), ("America/Sao_Paulo", 2018), ("Asia/Amman", 2021))
ODDITIES = (
    ("Pacific/Kwajalein", 1969),  # a day went back by 23 hours
    ("America/Caracas", 2007),  # half an hour back for good
    ("Asia/Pyongyang", 2018),
    ("Antarctica/Troll", 2025),  # two hours
    ("America/St_Johns", 2010),  # a minute past midnight, back into the day before
    ("Asia/Kathmandu", 1986),  # a quarter of an hour
)


LEAP_DAY = tuple(datetime(2028, 2, 28, 23, 30) + HOUR * step for step in range(26))

Case = tuple[datetime, datetime, datetime]


@cache
def cases(on: Clock) -> tuple[Case, ...]:
    """A local time, its moment, and what is shown then; zones with the same clock share them."""
    leap_day = LEAP_DAY if on[0].since < FROM and on[-1].until >= TO else ()
    moments = ((local, meant(local, on)[0]) for local in sorted({*around(on), *leap_day}))
    return tuple((local, moment, shown(moment, on)) for local, moment in moments)


def check_wall_times(zone: str, on: Clock) -> int:
    """Hold each case against WallTime; how many there were. Later times are never earlier moments."""
    last = cases(on)[0][1]
    for local, moment, then in cases(on):
        wall = WallTime(local, zone)
        assert wall.utc() == moment, wall
        assert wall.exists() is (then == local), wall
        assert local_time(moment, zone) == then, wall
        assert last <= moment, wall
        last = moment
    return len(cases(on))


def test_every_wall_time_around_every_change_of_clocks_is_the_moment_that_was_promised() -> None:
    clocks = {zone: clock(zone) for zone in ZONES}
    tried = {zone: check_wall_times(zone, on) for zone, on in clocks.items()}
    jumps = {after.offset - before.offset for on in clocks.values() for before, after in pairwise(on)}
    assert len(tried) > 590
    assert sum(tried.values()) > 110_000
    assert jumps >= {HOUR, -HOUR, HOUR / 2, -HOUR / 2, 2 * HOUR, -2 * HOUR}
    assert clock("Asia/Kathmandu")[0].offset == timedelta(hours=5, minutes=45)
    assert {stretch.offset % HOUR for stretch in clock("Pacific/Chatham")} == {3 * QUARTER}


@pytest.mark.parametrize(("zone", "year"), [*SKIPPED_DAYS, *MIDNIGHTS, *ODDITIES])
def test_days_that_were_skipped_or_doubled_keep_the_promise_too(zone: str, year: int) -> None:
    on = clock(zone, datetime(year - 1, 12, 1, tzinfo=UTC), datetime(year + 1, 1, 31, tzinfo=UTC))
    assert len(on) > 1
    assert check_wall_times(zone, on) >= 18
    for local, moment, _ in cases(on):
        assert next_at(local.time(), zone, moment - MINUTE) == moment
        assert not NIGHTS[0].holds(shown(next_awake(moment, zone, NIGHTS[0]), on))


def test_the_next_hour_is_the_promised_one_around_every_change_of_clocks() -> None:
    zones = {clock(zone): zone for zone in ZONES}
    tried = 0
    for on, zone in zones.items():
        for local, moment, _ in cases(on):
            assert next_at(local.time(), zone, moment - MINUTE) == moment, (local, zone)
            following = meant(local + DAY, on)[0]
            assert next_at(local.time(), zone, moment) == following, (local, zone)
            tried += 1
    assert tried > 15_000


def shapes() -> Iterator[tuple[str, Clock, datetime]]:
    """One zone and change for each local time at which clocks anywhere are changed, and by how much."""
    seen = set()
    for zone in ZONES:
        for before, after in pairwise(clock(zone)):
            shape = (shown(after.since, clock(zone)).time(), after.offset - before.offset)
            if shape not in seen:
                seen.add(shape)
                yield zone, clock(zone), after.since


def first_awake(moment: datetime, on: Clock, quiet: Quiet) -> datetime:
    """Minute by minute."""
    while quiet.holds(shown(moment, on)):
        moment += MINUTE
    return moment


def test_the_first_waking_moment_is_found_around_every_kind_of_change() -> None:
    tried = 0
    for zone, on, change in shapes():
        for quiet in NIGHTS:
            awake = first_awake(change + 250 * MINUTE, on, quiet)
            for minutes in range(240, -240, -10):
                moment = change + minutes * MINUTE
                minute_by_minute = (moment + step * MINUTE for step in range(10))
                awake = next((each for each in minute_by_minute if not quiet.holds(shown(each, on))), awake)
                assert next_awake(moment, zone, quiet) == awake, (moment, zone, quiet)
                tried += 1
    assert tried > 6_000


zones = st.sampled_from(ZONES)
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
some_days = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment, most often within hours of a change of its clocks; whole minutes."""
    zone = draw(zones)
    changes = [stretch.since for stretch in clock(zone)[1:]]
    near = st.builds(
        lambda change, minutes: change + minutes * MINUTE, st.sampled_from(changes), st.integers(-1500, 1500)
    )
    at = st.integers(0, int((TO - FROM) / MINUTE)).map(lambda minutes: FROM + minutes * MINUTE)
    return zone, draw(near | near | at if changes else at)


@given(places(), hours, hours)
@example(("America/New_York", datetime(2026, 11, 1, 5, 50, tzinfo=UTC)), time(1, 45), time(8))
@example(("Europe/Berlin", datetime(2027, 3, 27, 22, 30, tzinfo=UTC)), time(21), time(8))
def test_the_first_waking_moment_is_never_quiet_never_early_and_the_first(
    place: tuple[str, datetime], start: time, end: time
) -> None:
    (zone, moment), quiet = place, Quiet(start, end)
    awake = next_awake(moment, zone, quiet)
    assert awake == first_awake(moment, clock(zone), quiet)
    assert next_awake(awake, zone, quiet) == awake


@given(places(), st.integers(0, 59_999_999), hours, hours)
def test_between_whole_minutes_too_one_wakes_never_early_and_never_in_quiet_hours(
    place: tuple[str, datetime], microseconds: int, start: time, end: time
) -> None:
    zone, moment = place[0], place[1] + timedelta(microseconds=microseconds)
    awake = next_awake(moment, zone, Quiet(start, end))
    assert moment <= awake
    assert awake in {moment, first_awake(place[1] + MINUTE, clock(zone), Quiet(start, end))}


@given(places(), hours, some_days)
def test_the_next_hour_is_the_first_after_a_moment_on_an_allowed_day(
    place: tuple[str, datetime], hour: time, days: frozenset[int]
) -> None:
    zone, after = place
    on = clock(zone)
    dates = [shown(after, on).date() + DAY * ahead for ahead in range(-2, 17)]
    meant_then = [meant(datetime.combine(day, hour), on)[0] for day in dates if day.weekday() in days]
    found = next_at(hour, zone, after, days)
    assert found == min(moment for moment in meant_then if moment > after)
    assert next_at(hour, zone, after, EVERY_DAY) <= found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("America/Godthab", "America/Nuuk"),
        ("Asia/Rangoon", "Asia/Yangon"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Pacific/Enderbury", "Pacific/Kanton"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Atlantic/Faeroe", "Atlantic/Faroe"),
        ("US/Eastern", "America/New_York"),
    ],
)
def test_a_zone_under_its_former_name_has_the_moments_of_its_present_one(old: str, new: str) -> None:
    assert clock(old) == clock(new)
    for local, moment, _ in cases(clock(new)):
        assert WallTime(local, old).utc() == WallTime(local, new).utc() == moment
