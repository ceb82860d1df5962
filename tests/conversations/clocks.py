"""What clocks show, by tables of offsets and subtraction alone: timing.py is held against it. No test stands here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
MINUTE, QUARTER, HOUR, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
OFTEN = timedelta(days=10)
"""No zone changes its clocks twice within this time."""


@dataclass(frozen=True)
class Stretch:
    """A time (UTC) through which a zone keeps one offset; `until` is not in it."""

    since: datetime
    until: datetime
    offset: timedelta


Clock = tuple[Stretch, ...]


def clock(zone: str, since: datetime = FROM, until: datetime = TO) -> Clock:
    """The stretches of a zone's offset in these years and a little beyond."""
    return _clock(resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes(), since, until)


@cache
def _clock(table: bytes, since: datetime, until: datetime) -> Clock:
    """One for all zones that share a table, so that equal clocks are the same."""
    rules = ZoneInfo.from_file(BytesIO(table))
    changes = [since - OFTEN]
    moment, offset = since, _offset(rules, since)
    while moment < until:
        later = moment + OFTEN
        if _offset(rules, later) != offset:
            changes.append(_change(rules, moment, later))
        moment, offset = later, _offset(rules, later)
    return tuple(Stretch(*both, _offset(rules, both[0])) for both in pairwise([*changes, moment + OFTEN + OFTEN]))


def _offset(rules: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(rules).utcoffset() or timedelta()


def _change(rules: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Halving the time until a second is left: changes come at whole seconds."""
    offset = _offset(rules, early)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        early, late = (middle, late) if _offset(rules, middle) == offset else (early, middle)
    return late.replace(microsecond=0)


def shown(moment: datetime, on: Clock) -> datetime:
    """The local time at a moment."""
    offset = next(stretch.offset for stretch in on if moment < stretch.until)
    return moment.replace(tzinfo=None) + offset


def meant(local: datetime, on: Clock) -> tuple[datetime, bool]:
    """The moment of a local time, and whether it is ever shown: the first showing, or the end of the gap."""
    aware = local.replace(tzinfo=UTC)
    for stretch in on:
        if stretch.since <= aware - stretch.offset < stretch.until:
            return aware - stretch.offset, True
    return next(stretch.since for stretch in on if aware - stretch.offset < stretch.since), False


def around(on: Clock) -> list[datetime]:
    """Local times before, in and after each change, in order: quarter hours, and the minutes beside its edges."""
    found = set()
    for before, after in pairwise(on):
        edges = sorted((after.since + offset).replace(tzinfo=None) for offset in (before.offset, after.offset))
        found |= {edge + MINUTE * step for edge in edges for step in (-1, 0, 1)}
        quarters = (edges[1] - edges[0]) // QUARTER
        found |= {edges[0] + QUARTER * step for step in range(-6, quarters + 7)}
    return sorted(found)
