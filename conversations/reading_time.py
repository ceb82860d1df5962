"""Moments, days and zones read as answers. The grammar is in moments/; here its readings become answers or hints."""

from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from conversations.answers import Day, Line, Moment, Zone
from conversations.conditions import View
from conversations.event_line import EventLine, read_event_line
from conversations.invitation import Unreadable, read_invitation
from conversations.misread import Misread
from conversations.moments.combining import NOTHING
from conversations.moments.coming_back import read_return, read_return_day
from conversations.moments.due import NoDate, read_due
from conversations.moments.reading import read_moment, read_moment_on
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Understood
from conversations.timing import spoken_day
from conversations.zones import find_zone

MOMENT_HINT = "I did not get a day and a time from that. Like this: “Thursday 6pm” or “25.11. 19:00”."
NEVER = (
    "A day, please. If it need not come back at all: a person’s page in /people has “No more nudges”, "
    "/promises lets a promise go, and /upcoming stops what is planned."
)
TODAY = "For later today I need a time, such as “today at 18:00”; or a day ahead."
NO_EVENT = "No event is ahead yet. A day will do instead, such as “Friday” or “in two weeks”."
NO_PAUSE_END = "A pause needs a day on which it ends; “in two months” would do. /settings ends it sooner at any time."
PAUSE_TOO_SHORT = "Tomorrow is the earliest day on which a pause can end. Which day shall it be?"
NO_PLACE = "I know no place called that. The nearest big city will do, or tap one."
SEVERAL = 4


def read_line(text: str, view: View) -> Line:
    """One line about an event."""
    return _line(read_event_line(text, view.known.local_now, view.known.settings.zone))


def read_calendar(calendar: bytes, view: View) -> Line | Misread:
    """A calendar file; of several events the next one."""
    try:
        events = read_invitation(calendar, view.known.settings.zone, view.known.local_now)
    except Unreadable as error:
        return Misread(str(error))
    ahead = [event for event in events if event.start and event.start >= view.known.local_now]
    return _line((ahead or list(events))[0])


def read_when(text: str, view: View, place: str) -> Moment | Misread:
    """A moment; an hour alone completes the day that the line at `place` told."""
    now, zone = view.known.local_now, view.known.settings.zone
    line = view.answers.get(place)
    day = line.day if isinstance(line, Line) else None
    reading = read_moment_on(day, text, now, zone) if day else read_moment(text, now, zone)
    match reading:
        case Understood():
            return _moment(reading)
        case Past(reading=over):
            return _moment(over)
        case Ambiguous(readings=readings, question=question):
            return Misread(_with_examples(question, readings))
        case NotUnderstood(reason=reason):
            return Misread(MOMENT_HINT if reading == NOTHING else reason)
        case _:
            assert_never(reading)


def read_day(text: str, view: View) -> Day | Misread:
    """A day by which, or on which, something is to be done; the words are kept beside it."""
    due = read_due(text, view.known.local_now)
    match due:
        case date():
            return Day(due, text)
        case NoDate():
            return Day(None, text)
        case Ambiguous(question=hint) | NotUnderstood(reason=hint):
            return Misread(hint)
        case _:
            assert_never(due)


def read_comeback(text: str, view: View) -> Day | Moment | Misread:
    """A day after today, or a day with a time that is ahead."""
    found = read_return(text, view.known.local_now, view.known.settings.zone)
    match found:
        case datetime():
            return Moment(found)
        case date():
            return Day(found, text) if found > view.known.local_now.date() else Misread(TODAY)
        case NoDate():
            return Misread(NEVER)
        case Ambiguous(readings=readings, question=question):
            return Misread(_with_examples(question, readings))
        case NotUnderstood(reason=hint):
            return Misread(hint)
        case _:
            assert_never(found)


def read_pause_end(text: str, view: View) -> Day | Misread:
    """The first day after a pause, tomorrow at the earliest."""
    today, zone = view.known.local_now.date(), view.known.settings.zone
    found = read_return_day(text, view.known.local_now, zone)
    match found:
        case date():
            day = found.date() if isinstance(found, datetime) else found
            return Day(day, text) if day > today else Misread(PAUSE_TOO_SHORT)
        case NoDate():
            return Misread(NO_PAUSE_END)
        case Ambiguous(question=hint) | NotUnderstood(reason=hint):
            return Misread(hint)
        case _:
            assert_never(found)


def read_zone(text: str) -> Zone | Misread:
    """A time zone by a city, a country or its own name; asks when there are several."""
    found = find_zone(text)
    if not found:
        return Misread(NO_PLACE)
    zones = {match.zone: match.label for match in found[:SEVERAL]}
    if len(zones) > 1:
        return Misread(f"There are several. Which one: {', '.join(zones.values())}?")
    return Zone(found[0].zone, found[0].label)


def _line(told: EventLine) -> Line:
    line = Line(told.title, told.start, told.end, told.place)
    if told.start is not None:
        return line
    match told.reading:
        case Understood(start=start, has_day=True) | Past(reading=Understood(start=start, has_day=True)):
            return replace(line, day=start.date())
        case Ambiguous(readings=readings, question=question):
            whole = tuple(reading.start for reading in readings if reading.has_time)
            days = {reading.start.date() for reading in readings}
            return replace(line, maybe=whole, doubt=question, day=days.pop() if len(days) == 1 else None)
        case _:
            return line


def _moment(reading: Understood) -> Moment | Misread:
    if not reading.has_time:
        return Misread(f"{spoken_day(reading.start.date())}, and at what time? Day and time together, please.")
    return Moment(reading.start, reading.end)


def _with_examples(question: str, readings: tuple[Understood, ...]) -> str:
    examples = [
        f"“{each.start:%a} {each.start.day} {each.start:%b} {each.start:%H:%M}”" for each in readings if each.has_time
    ]
    return f"{question} Write it like {' or '.join(examples[:2])}." if examples else question
