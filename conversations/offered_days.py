"""Days that stand on buttons, each as its key and its label. Which question offers which is replies.py's."""

from collections.abc import Iterator
from datetime import date, timedelta

from conversations.answers import SMALL_HOURS
from conversations.facts import Event
from conversations.known import Known
from conversations.nudging import counted_from
from conversations.prose import short
from conversations.timing import local_time

NO_DAY = "never"
FRIDAY = 4
DUE = ((1, "Tomorrow"), (None, "By Fri"), (7, "In a week"), (14, "In two weeks"))
"""Days ahead with their label; None stands for the coming Friday, which is named with its date."""
TOUCH = ((7, "In a week"), (14, "In two weeks"), (30, "In a month"), (90, "In three months"))
PAUSES = ((7, "One week"), (14, "Two weeks"), (30, "A month"))
SOON = ((1, "Tomorrow"), (3, "In 3 days"), (7, "In a week"))
LATER = ((1, "A day later"), (3, "3 days later"), (7, "A week later"))

KeyAndLabel = tuple[str, str]


def dates(known: Known, choices: tuple[tuple[int | None, str], ...]) -> Iterator[KeyAndLabel]:
    """Days ahead as dates, each once, and none."""
    today = known.local_now.date()
    days: dict[date, str] = {}
    for ahead, label in choices:
        if ahead is None:
            friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
            days.setdefault(friday, f"{label} {friday.day} {friday:%b}")
        else:
            days.setdefault(today + timedelta(days=ahead), label)
    yield from ((day.isoformat(), label) for day, label in days.items())
    yield NO_DAY, "No date"


def comebacks(known: Known) -> Iterator[KeyAndLabel]:
    """Days counted from the nudge's own day where that is ahead, and the day after the next event.

    A number of days stays true on an old message; which event is the next one does not, so that its key is a date.
    """
    today = known.local_now.date()
    ahead = counted_from(known.nudge, today) > today
    yield from ((str(days), label) for days, label in (LATER if ahead else SOON))
    if known.next_event is not None:
        label = f"After “{short(known.next_event.title, 28) or 'my next event'}”"
        yield _day_after(known.next_event, known.settings.zone).isoformat(), label


def comeback_day(key: str, known: Known) -> date:
    """The day that a key of `comebacks` stands for."""
    if key.isdecimal():
        return counted_from(known.nudge, known.local_now.date()) + timedelta(days=int(key))
    return date.fromisoformat(key)


def _day_after(event: Event, zone: str) -> date:
    """An end in the small hours still belongs to the evening before."""
    return (local_time(event.end.utc(), zone) - timedelta(hours=SMALL_HOURS)).date() + timedelta(days=1)
