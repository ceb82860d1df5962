"""At which moment a nudge of a given day may come: the person's hour, quiet hours, weekdays and pauses. No kinds.

Days are the person's local dates; moments are UTC. A moment that the person set is never asked about here.
"""

from datetime import date, datetime, time, timedelta

from conversations.facts import Settings
from conversations.timing import Quiet, WallTime, local_time, next_awake

ONE_DAY = timedelta(days=1)
LATE = timedelta(hours=1)
"""What comes so much later than it was due says so."""


def quiet_hours(settings: Settings) -> Quiet:
    """The owner's quiet hours."""
    return Quiet(settings.quiet_from, settings.quiet_until)


def today(settings: Settings, now: datetime) -> date:
    """The owner's local date at an aware moment."""
    return local_time(now, settings.zone).date()


def on_day(day: date, settings: Settings) -> WallTime:
    """The owner's hour on a local date: what is meant by a day without a time."""
    return WallTime(datetime.combine(day, settings.nudge_hour), settings.zone)


def bundle_moment(day: date, settings: Settings) -> datetime:
    """When the bundle of a local date comes: at the owner's hour, or when quiet hours end if the hour lies in them."""
    quiet = quiet_hours(settings)
    hour = settings.quiet_until if quiet.holds(datetime.combine(day, settings.nudge_hour)) else settings.nudge_hour
    return next_awake(WallTime(datetime.combine(day, hour), settings.zone).utc(), settings.zone, quiet)


def awake(at: WallTime, settings: Settings) -> datetime:
    """The first moment from this wall time on at which something may be sent."""
    return awake_from(at.utc(), settings)


def awake_from(moment: datetime, settings: Settings) -> datetime:
    """The first moment from this one on that lies neither in quiet hours nor in a pause."""
    due = next_awake(moment, settings.zone, quiet_hours(settings))
    if is_paused(today(settings, due), settings):
        return bundle_moment(resumption(settings, today(settings, due)), settings)
    return due


def is_paused(day: date, settings: Settings) -> bool:
    """Whether nothing is sent on this local date."""
    return settings.paused_until is not None and day < settings.paused_until


def resumption(settings: Settings, day: date) -> date:
    """The first local date from this one on that is not in a pause."""
    return max(day, settings.paused_until) if settings.paused_until else day


def first_open_day(day: date, settings: Settings, *, named: bool = False) -> date:
    """The first local date from this one on with a bundle: not in a pause, on a chosen weekday unless it was named."""
    day = resumption(settings, day)
    while not (named or is_chosen(day, settings)):
        day += ONE_DAY
    return day


def is_chosen(day: date, settings: Settings) -> bool:
    """Whether this is a weekday with bundles; where none was chosen, every day is one."""
    return not settings.days or day.weekday() in settings.days


def next_bundle_moment(settings: Settings, now: datetime, *, named: bool = False) -> datetime:
    """The next moment (UTC) after `now` at which a bundle may come, as far as days and pauses tell."""
    day = first_open_day(today(settings, now), settings, named=named)
    moment = bundle_moment(day, settings)
    return moment if moment > now else bundle_moment(first_open_day(day + ONE_DAY, settings, named=named), settings)


def evening(day: date, hour: time, settings: Settings) -> WallTime:
    """An hour on the evening before a local date."""
    return WallTime(datetime.combine(day - ONE_DAY, hour), settings.zone)
