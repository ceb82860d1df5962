"""Date arithmetic for people: wall times, zones, quiet hours. Knows nothing of nudges, text or the clock.

Rule of this file: a moment is aware and in UTC, a wall time is naive and has a zone beside it. Every step between
the two goes through UTC, because adding a timedelta to an aware local time ignores that clocks change.

A zone that the tz data does not know counts as UTC here, so that nobody's conversation stops when a name is withdrawn
or the data gets older. Whoever has to know asks `known_zone`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERY_DAY = frozenset(range(7))
"""Weekdays as date.weekday() counts them: Monday is 0."""


@dataclass(frozen=True, slots=True)
class WallTime:
    """What a clock on the wall shows: a naive local time and the IANA zone it hangs in."""

    local: datetime
    zone: str

    def utc(self) -> datetime:
        """The moment it stands for, aware, in UTC.

        A minute that spring leaves out becomes the first minute after the gap; one that autumn repeats counts the
        first time.
        """
        zone = zone_rules(self.zone)
        moment = self.local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == self.local.replace(fold=0):
            return moment
        before = self.local.replace(tzinfo=zone, fold=1)  # fold=1 in a gap counts with the later offset
        return _change(before.astimezone(UTC), moment, zone)

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
    """The naive local time in a zone at an aware moment."""
    return moment.astimezone(zone_rules(zone)).replace(tzinfo=None, fold=0)


def next_awake(moment: datetime, zone: str, quiet: Quiet) -> datetime:
    """The first moment (UTC) from this one on that is not in quiet hours.

    Quiet hours end when the clock shows their end, and also when it is changed to a time outside them.
    """
    if not quiet.holds(local_time(moment, zone)):
        return moment.astimezone(UTC)
    ends = _possible_ends(moment.astimezone(UTC), zone, quiet)
    return min(end for end in ends if end > moment and not quiet.holds(local_time(end, zone)))


def next_at(hour: time, zone: str, after: datetime, days: frozenset[int] = EVERY_DAY) -> datetime:
    """The next moment (UTC) strictly after one at which clocks in the zone show this hour on an allowed weekday.

    Of an hour in a gap it is the end of the gap, even past midnight (Nuuk's clocks jump from Saturday 23:00 to Sunday).
    Raises ValueError when no weekday is allowed.
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

    A minute that does not exist is spoken as the one that takes its place.
    """
    local = local_time(wall.utc(), wall.zone)
    ahead = (local.date() - local_time(now, wall.zone).date()).days
    near = {-1: "yesterday, ", 0: "today, ", 1: "tomorrow, "}.get(ahead, "")
    return f"{near}{spoken_day(local.date())}, {local:%H:%M}"


def spoken_day(day: date) -> str:
    """A date in words nobody can misread: "Thu 26 Nov 2026"."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def zone_label(zone: str, at: datetime) -> str:
    """A zone as people say it: "New York time", or "UTC+3" for zones without a city, as it is at an aware moment.

    One that is not known is "UTC", as that is how it is counted.
    """
    area, _, place = zone.rpartition("/")
    if area and area != "Etc" and known_zone(zone):
        return f"{place.replace('_', ' ')} time"
    minutes = round((local_time(at, zone) - local_time(at, "UTC")) / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def zone_rules(name: str) -> tzinfo:
    """The zone's offsets from UTC; UTC's own for a name that is not known."""
    return _loaded(name) if known_zone(name) else UTC


@cache
def _loaded(name: str) -> ZoneInfo:
    """From the tzdata package, which is locked, instead of ZoneInfo(name), which prefers the tables of the machine.

    Those may be years apart: with 2025b Vancouver's clocks go back in November 2026, with 2026.6 they do not.
    """
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=name)


def _possible_ends(moment: datetime, zone: str, quiet: Quiet) -> Iterator[datetime]:
    """The moments (UTC) around one at which clocks show the end of quiet hours or are changed."""
    rules, local = zone_rules(zone), local_time(moment, zone)
    for ahead in range(-1, 3):  # clocks put back at midnight show yesterday's hours once more
        end = datetime.combine(later_by(local, ahead), quiet.end)
        yield WallTime(end, zone).utc()
        yield end.replace(tzinfo=rules, fold=1).astimezone(UTC)  # shown again; on most days that is the same moment
        yield _change(moment + timedelta(days=ahead), moment + timedelta(days=ahead + 1), rules)


def _change(before: datetime, after: datetime, rules: tzinfo) -> datetime:
    """The moment between two (UTC) at which the offset becomes another; the later one when it does not."""
    offset = before.astimezone(rules).utcoffset()
    if after.astimezone(rules).utcoffset() == offset:
        return after
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(rules).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
