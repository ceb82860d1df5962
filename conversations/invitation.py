"""Events from a calendar file (.ics), in the person's own zone. Reads files only: sends no answer to any organiser."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types; _occurrences() gives them back
from icalendar import Calendar, Event
from icalendar.prop import vDDDTypes, vRecur

from conversations.calendar_lines import MOST_EVENTS, bare_calendar
from conversations.event_line import USUAL_LENGTH, EventLine
from conversations.moments.values import NotUnderstood, Past, Reading, Understood
from conversations.timing import WallTime, known_zone, local_time, zone_rules

LARGEST = 1_000_000
"""Bytes: a calendar beyond this is no invitation."""
MOST_COUNTED = 1000
"""Times that a rule with a count may repeat: each of them is stepped through."""
YEARS = range(1990, 2200)
"""Beyond these it is not an event, and arithmetic with zones leaves the calendar."""
FEBRUARY = 28
"""Days that every month has."""
ASK_HOUR = "At what time does it start?"
ASK_DAY = "It repeats in a way I cannot work out. On which day do you go?"
RULES = {
    "DAILY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"},
    "WEEKLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"},
    "MONTHLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"},
    "YEARLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
}
"""The parts of a rule we follow: with others a rule can be made that takes minutes to come to nothing."""


class Unreadable(ValueError):  # noqa: N818 - named in the words of the field, as all our errors are
    """A file that holds no event we can read; the message is for the person."""


def read_invitation(data: bytes, zone: str, now_local: datetime) -> tuple[EventLine, ...]:
    """The events of a calendar file by their start, a repeated one on its next date.

    Raises Unreadable with a reason for the person.
    """
    if len(data) > LARGEST:
        raise Unreadable("That file is too large for an invitation. Send the one for this event, please.")
    if b"BEGIN:VCALENDAR" not in data.upper():
        raise Unreadable("That is not a calendar file. An .ics file or one line about the event would do.")
    try:
        events = [event for event in Calendar.from_ical(bare_calendar(data)).walk() if isinstance(event, Event)]
        found = [line for event in islice(events, MOST_EVENTS) for line in _line(event, zone, now_local)]
    except (ValueError, LookupError, AttributeError, TypeError) as error:  # how icalendar and dateutil meet nonsense
        raise Unreadable("That calendar file is damaged. One line about the event would do.") from error
    if not found:
        raise Unreadable("There is no event with a date in that calendar file. One line about it would do.")
    return tuple(sorted(found, key=lambda line: (line.start is None, line.start or now_local)))


def _line(event: Event, zone: str, now: datetime) -> Iterator[EventLine]:
    start = _moment(event, "DTSTART")
    if start is None:
        return
    title, place = _words(event, "SUMMARY"), _words(event, "LOCATION")
    length = _length(event, start)
    if "RRULE" in event:
        following = _next(event, start, now, zone)
        if following is None:
            yield EventLine(title, None, None, place, (ASK_DAY,), NotUnderstood(ASK_DAY))
            return
        start = following
    if not isinstance(start, datetime):
        yield _whole_day(title, place, start, length, now)
        return
    begin = _at_home(start, zone)
    end = _at_home(_later(start, length), zone)
    yield EventLine(title, begin, end, place, _doubts(event, start), _judged(begin, end, now))


def _moment(event: Event, name: str) -> date | None:
    """A date, or a datetime as it stands: aware, or naive when it floats."""
    found = event.get(name)
    if not isinstance(found, vDDDTypes):
        return None
    value = found.dt
    if not isinstance(value, date) or value.year not in YEARS:
        return None
    return _by_our_rules(value) if isinstance(value, datetime) else value


def _by_our_rules(moment: datetime) -> datetime:
    """The same wall time by our rules: icalendar takes those of the machine, which may be years apart."""
    name = getattr(moment.tzinfo, "key", "")
    return moment.replace(tzinfo=zone_rules(name)) if known_zone(name) else moment


def _length(event: Event, start: date) -> timedelta:
    end, duration = _moment(event, "DTEND"), event.get("DURATION")
    length = timedelta()
    if isinstance(duration, vDDDTypes) and isinstance(duration.dt, timedelta):
        length = duration.dt
    elif isinstance(end, datetime) and isinstance(start, datetime):
        length = _utc(end) - _utc(start)
    elif end is not None and not isinstance(end, datetime) and not isinstance(start, datetime):
        length = end - start
    usual = USUAL_LENGTH if isinstance(start, datetime) else timedelta(days=1)
    return length if timedelta() < length < timedelta(days=60) else usual


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _later(moment: datetime, length: timedelta) -> datetime:
    """Real hours later, also when clocks change in between."""
    return (moment.astimezone(UTC) + length) if moment.tzinfo else moment + length


def _at_home(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        return local_time(WallTime(moment, zone).utc(), zone)
    return local_time(moment.astimezone(UTC), zone)


def _whole_day(title: str | None, place: str | None, day: date, length: timedelta, now: datetime) -> EventLine:
    last = day + length - timedelta(days=1)
    end = datetime.combine(last, time()) if last > day else None
    reading = Understood(datetime.combine(day, time()), has_time=False, end=end)
    over = last < now.date()
    return EventLine(title, None, None, place, (ASK_HOUR,), Past(reading) if over else reading)


def _judged(begin: datetime, end: datetime, now: datetime) -> Reading:
    reading = Understood(begin, has_time=True, end=end)
    return Past(reading) if begin <= now else reading


def _doubts(event: Event, start: datetime) -> tuple[str, ...]:
    named = event["DTSTART"].params.get("TZID")
    if named and start.tzinfo is None:
        return (f"I do not know the time zone “{named}”, so I took the hour as yours.",)
    return ("It repeats; this is its next date.",) if "RRULE" in event else ()


def _words(event: Event, name: str) -> str | None:
    found = event.get(name)
    first = found[0] if isinstance(found, list) else found
    return " ".join(str(first or "").split())[:200] or None


def _next(event: Event, start: date, now: datetime, zone: str) -> date | None:
    """The first occurrence to come, the first of all when none is left, or None when the rule is beyond us."""
    rule = event["RRULE"]
    if not isinstance(rule, vRecur) or not _followed(rule):
        return None
    floor = _there(start, now, zone)
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    until = _until(rule, begin)
    left_out = _left_out(event)
    for local in _occurrences(rule, begin.replace(tzinfo=None), floor):
        if until is not None and local > until:
            return start
        if local not in left_out:
            return local.replace(tzinfo=begin.tzinfo) if isinstance(start, datetime) else local.date()
    return start


def _followed(rule: vRecur) -> bool:
    """Whether the rule is sure to come to a date soon: of the parts that choose days inside a month only one."""
    frequency = str(next(iter(rule.get("FREQ", [])), ""))
    if frequency not in RULES or not set(rule) <= RULES[frequency]:
        return False
    ordinals = any(letter.isdigit() for day in rule.get("BYDAY", []) for letter in str(day))
    choosing = ordinals + ("BYMONTHDAY" in rule) + ("BYSETPOS" in rule)
    return choosing <= 1 and all(
        low <= abs(number) <= high
        for part, (low, high) in {
            "INTERVAL": (1, 1000),
            "COUNT": (1, MOST_COUNTED),
            "BYMONTHDAY": (1, 31),
            "BYSETPOS": (1, 4),
        }.items()
        for number in rule.get(part, [])
    )


def _there(start: date, now: datetime, zone: str) -> datetime:
    """Now, as clocks show it where the event's times were written."""
    if not isinstance(start, datetime):
        return datetime.combine(now.date(), time())
    return now if start.tzinfo is None else WallTime(now, zone).utc().astimezone(start.tzinfo).replace(tzinfo=None)


def _until(rule: vRecur, begin: datetime) -> datetime | None:
    for until in rule.get("UNTIL", []):
        if not isinstance(until, datetime):
            return datetime.combine(until, time.max)
        there = until.astimezone(begin.tzinfo) if until.tzinfo and begin.tzinfo else until
        return there.replace(tzinfo=None)
    return None


def _left_out(event: Event) -> set[datetime]:
    found = event.get("EXDATE", [])
    lists = found if isinstance(found, list) else [found]
    days = [entry.dt for one in lists for entry in getattr(one, "dts", [])]
    return {
        day.replace(tzinfo=None) if isinstance(day, datetime) else datetime.combine(day, time())
        for day in days
        if isinstance(day, date)
    }


def _occurrences(rule: vRecur, begin: datetime, floor: datetime) -> Iterator[datetime]:
    parts = {name: value for name, value in rule.items() if name != "UNTIL"}
    written = vRecur(parts).to_ical()  # type: ignore[no-untyped-call]  # icalendar leaves this one untyped
    rules = rrulestr(written.decode(), dtstart=_near(rule, begin, floor))
    yield from rules.xafter(floor, count=50, inc=True)


def _near(rule: vRecur, begin: datetime, floor: datetime) -> datetime:
    """An occurrence's place in the rhythm of the rule that is not long before `floor`: thirty years of days take long.

    A rule with a count has to be counted from its begin.
    """
    interval = int(next(iter(rule.get("INTERVAL", [1]))))
    if "COUNT" in rule or floor <= begin:
        return begin
    match str(rule["FREQ"][0]):
        case "DAILY" | "WEEKLY" as frequency:
            rhythm = timedelta(days=interval * (7 if frequency == "WEEKLY" else 1))
            return begin + rhythm * max((floor - begin) // rhythm - 1, 0)
        case "MONTHLY" if begin.day <= FEBRUARY:
            years = max(floor.year - begin.year - 1, 0)
            return begin.replace(year=begin.year + years - years % interval)
        case _:
            return begin
