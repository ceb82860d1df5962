from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from storage.columns import UtcDateTime, WallClock
from storage.engines import engine_for, normalised

MOMENTS = Table(
    "moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime), Column("wall", WallClock)
)


@pytest.fixture
def moments(bare_url: str) -> Iterator[Connection]:
    engine = engine_for(normalised(bare_url), 1)
    with engine.begin() as connection:
        MOMENTS.create(connection)
        yield connection
    engine.dispose()


def stored(connection: Connection, **row: datetime | None) -> tuple[datetime | None, datetime | None]:
    connection.execute(MOMENTS.delete())
    connection.execute(MOMENTS.insert(), {"id": 1, "at": None, "wall": None} | row)
    at, wall = connection.execute(select(MOMENTS.c.at, MOMENTS.c.wall)).one()
    return at, wall


def test_a_moment_of_any_zone_comes_back_in_utc(moments: Connection) -> None:
    noon_in_delhi = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    at, _ = stored(moments, at=noon_in_delhi)
    assert at == noon_in_delhi
    assert at is not None
    assert at.tzinfo is UTC


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50
)  # each example empties the table
@given(st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.timezones()))
def test_a_moment_is_kept_to_the_microsecond(moments: Connection, moment: datetime) -> None:
    assert stored(moments, at=moment)[0] == moment.astimezone(UTC)


def test_moments_compare_in_the_database_whatever_zones_they_came_in(moments: Connection) -> None:
    later_that_looks_earlier = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=-5)))
    earlier = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    stored(moments, at=later_that_looks_earlier)
    assert moments.execute(select(MOMENTS.c.id).where(MOMENTS.c.at > earlier)).scalars().all() == [1]


def test_a_moment_without_a_zone_is_refused(moments: Connection) -> None:
    with pytest.raises(StatementError, match="a moment needs a zone"):
        stored(moments, at=datetime(2026, 11, 23, 12, 0))


def test_a_wall_clock_time_comes_back_as_it_stood(moments: Connection) -> None:
    wall = datetime(2026, 3, 29, 2, 30)
    assert stored(moments, wall=wall)[1] == wall


def test_a_wall_clock_time_with_a_zone_is_refused(moments: Connection) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        stored(moments, wall=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
