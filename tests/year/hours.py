"""The oracle's own calendar: what clocks show, quiet hours, the moment of a day's message. It knows no code of the bot.

Moments are UTC. It is as plain as can be, and slow: it walks minute by minute where clocks jump.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from tests.year.facts import Wishes

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HALF_AN_HOUR = timedelta(minutes=30)


@cache
def zone_info(name: str) -> ZoneInfo:
    """A zone from the tzdata package, as the bot has it: the machine's tables may be older."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=name)


def clock(moment: datetime, wishes: Wishes) -> datetime:
    """What the clock on their wall shows, without a zone."""
    return moment.astimezone(zone_info(wishes.zone)).replace(tzinfo=None)


def today(moment: datetime, wishes: Wishes) -> date:
    return clock(moment, wishes).date()


@lru_cache(maxsize=100_000)
def shown(wall: datetime, zone: str) -> datetime:
    """The first moment at which clocks in a zone show this or, where they jump over it, more."""
    guess = wall.replace(tzinfo=zone_info(zone)).astimezone(UTC)
    if guess.astimezone(zone_info(zone)).replace(tzinfo=None) == wall:
        return guess
    moment = guess - timedelta(hours=4)
    while moment.astimezone(zone_info(zone)).replace(tzinfo=None) < wall:
        moment += MINUTE
    return moment


@lru_cache(maxsize=10_000)
def next_change(day: date, zone: str) -> datetime | None:
    """The middle of what clocks leave out or repeat next, within a quarter of a year; None if they run on."""
    rules = zone_info(zone)

    def offset(moment: datetime) -> timedelta:
        return moment.astimezone(rules).utcoffset() or timedelta()

    moment = datetime.combine(day, time(), UTC)
    for midnight in (moment + number * DAY for number in range(90)):
        if offset(midnight) != offset(midnight + DAY):
            halves = (midnight + number * HALF_AN_HOUR for number in range(49))
            change = next(each for each in halves if offset(each) != offset(midnight))
            return change.replace(tzinfo=None) + (offset(midnight) + offset(change)) / 2
    return None


def in_hours(hour: time, start: time, end: time) -> bool:
    """Whether a time of day lies in hours that may go over midnight."""
    return start <= hour < end if start <= end else hour >= start or hour < end


def is_quiet(moment: datetime, wishes: Wishes) -> bool:
    return in_hours(clock(moment, wishes).time(), wishes.quiet_from, wishes.quiet_until)


def is_paused(moment: datetime, wishes: Wishes) -> bool:
    return wishes.paused_until is not None and today(moment, wishes) < wishes.paused_until


def is_still(moment: datetime, wishes: Wishes) -> bool:
    """Whether nothing is to be sent but what was set to the minute."""
    return is_quiet(moment, wishes) or is_paused(moment, wishes)


def message_at(day: date, wishes: Wishes) -> datetime:
    """The moment of a day's message: the person's hour, or the end of quiet hours if it lies in them."""
    quiet = in_hours(wishes.hour, wishes.quiet_from, wishes.quiet_until)
    moment = shown(datetime.combine(day, wishes.quiet_until if quiet else wishes.hour), wishes.zone)
    return _loud(moment, wishes)  # clocks may jump into quiet hours, or back


def open_day(day: date, wishes: Wishes, *, named: bool) -> date:
    """The first day from this one on with a message: no pause, and a chosen weekday unless the day was named."""
    while (wishes.paused_until and day < wishes.paused_until) or not (named or day.weekday() in wishes.days):
        day += DAY
    return day


def next_message(moment: datetime, wishes: Wishes) -> datetime:
    """The next moment after this one of a message that comes on every weekday."""
    day = today(moment, wishes)
    days = (open_day(day + number * DAY, wishes, named=True) for number in range(2))
    return min(found for each in days if (found := message_at(each, wishes)) > moment)


def awake(moment: datetime, wishes: Wishes) -> datetime:
    """The first moment from this one on that is not quiet; after a pause, that of the day's message."""
    moment = _loud(moment, wishes)
    if wishes.paused_until and is_paused(moment, wishes):
        return message_at(wishes.paused_until, wishes)
    return moment


def _loud(moment: datetime, wishes: Wishes) -> datetime:
    while is_quiet(moment, wishes):
        moment = moment.replace(second=0, microsecond=0) + MINUTE
    return moment
