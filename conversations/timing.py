"""Date arithmetic for people: wall times, zones, quiet hours. Knows nothing of nudges, text or the clock.

Rule of this file: a moment is aware and in UTC, a wall time is naive and has a zone beside it. Every step between
the two goes through UTC, because adding a timedelta to an aware local time ignores that clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERY_DAY = frozenset(range(7))
"""Weekdays as date.weekday() counts them: Monday is 0."""


class UnknownZone(ValueError):  # noqa: N818 - named in the words of the field, as all our errors are
    """A zone name that the tz database does not know, neither as a zone nor as a former name."""


@dataclass(frozen=True, slots=True)
class WallTime:
    """What a clock on the wall shows: a naive local time and the IANA zone it hangs in."""

    local: datetime
    zone: str

    def utc(self) -> datetime:
        """The moment it stands for, aware, in UTC.

        A minute that spring leaves out becomes the first minute after the gap; one that autumn repeats counts the
        first time. Raises UnknownZone.
        """
        zone = _zone_info(self.zone)
        moment = self.local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == self.local.replace(fold=0):
            return moment
        return _end_of_gap(self.local, zone)

    def exists(self) -> bool:
        """Whether a clock in the zone ever shows this time."""
        return local_time(self.utc(), self.zone) == self.local


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the local day in which nothing is sent; they may cross midnight, and start == end means none."""

    start: time
    end: time

    def holds(self, local: datetime) -> bool:
        """Whether the local time lies in the quiet hours; the end itself does not."""
        hour = local.time()
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


def local_time(moment: datetime, zone: str) -> datetime:
    """The naive local time in a zone at an aware moment. Raises UnknownZone."""
    return moment.astimezone(_zone_info(zone)).replace(tzinfo=None, fold=0)


def next_awake(moment: datetime, zone: str, quiet: Quiet) -> datetime:
    """The first moment (UTC) from this one on that is not in quiet hours. Raises UnknownZone."""
    local = local_time(moment, zone)
    if not quiet.holds(local):
        return moment.astimezone(UTC)
    ends = (end for day in range(3) for end in _showings(later_by(local, day).date(), quiet.end, zone))
    return min(end for end in ends if end > moment and not quiet.holds(local_time(end, zone)))


def next_at(hour: time, zone: str, after: datetime, days: frozenset[int] = EVERY_DAY) -> datetime:
    """The next moment (UTC) strictly after one at which clocks in the zone show this hour on an allowed weekday.

    Raises ValueError when no weekday is allowed, UnknownZone for a zone nobody knows.
    """
    if not days & EVERY_DAY:
        raise ValueError("Choose at least one day of the week.")
    today = local_time(after, zone).date()
    dates = (today + timedelta(days=ahead) for ahead in range(15))
    moments = (WallTime(datetime.combine(day, hour), zone).utc() for day in dates if day.weekday() in days)
    return next(moment for moment in moments if moment > after)


def later_by(local: datetime, days: int) -> datetime:
    """The same wall-clock hour that many calendar days later (earlier when negative)."""
    return local + timedelta(days=days)


def known_zone(name: str) -> bool:
    """Whether the tz database has this zone, under its present name or a former one (Europe/Kiev)."""
    return name in zone_names()


@cache
def zone_names() -> frozenset[str]:
    """Every zone name in the tzdata package, present and former, so that the answer does not depend on the machine."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def spoken(wall: WallTime, now: datetime) -> str:
    """A wall time in words nobody can misread, "tomorrow, Tue 24 Nov 2026, 18:00"; now is any aware moment.

    A minute that does not exist is spoken as the one that takes its place. Raises UnknownZone.
    """
    local = local_time(wall.utc(), wall.zone)
    ahead = (local.date() - local_time(now, wall.zone).date()).days
    near = {-1: "yesterday, ", 0: "today, ", 1: "tomorrow, "}.get(ahead, "")
    return f"{near}{spoken_day(local.date())}, {local:%H:%M}"


def spoken_day(day: date) -> str:
    """A date in words nobody can misread: "Thu 26 Nov 2026"."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def zone_label(zone: str, at: datetime) -> str:
    """A zone as people say it: "New York time", or "UTC+3" for zones without a city, as it is at an aware moment."""
    area, _, place = zone.rpartition("/")
    if area and area != "Etc":
        return f"{place.replace('_', ' ')} time"
    minutes = round((local_time(at, zone) - local_time(at, "UTC")) / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _showings(day: date, hour: time, zone: str) -> Iterator[datetime]:
    """Both moments at which a day's clock shows an hour: on most days they are the same."""
    wall = WallTime(datetime.combine(day, hour), zone)
    yield wall.utc()
    yield wall.local.replace(tzinfo=_zone_info(zone), fold=1).astimezone(UTC)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the zone's offset jumps over a local time that does not exist."""
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)  # fold=1 in a gap counts with the later offset
    after = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _zone_info(name: str) -> ZoneInfo:
    if not known_zone(name):
        raise UnknownZone(f"No time zone is called {name!r}.")
    return ZoneInfo(name)
