"""Days and clocks put together into one reading; a doubt between them becomes a question. Reads no text itself."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product

from conversations.moments.finds import Clock, Day, Rank, Slot
from conversations.moments.foreign import at_home
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Reading, Span, Understood
from conversations.timing import WallTime, local_time, spoken_day

MOST_OPTIONS = 14
NOTHING = NotUnderstood("I could not find a date or a time in that.")
MINUTES_A_DAY = 1440
END_OF_DAY = MINUTES_A_DAY - 1
"""Minutes after midnight: 23:59, when nobody said at what hour the last of several days ends."""
FAR = timedelta(days=731)
"""Beyond two years a date is rather a slip of the keyboard than an event."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when the person writes: naive local time, IANA zone, and whether to look ahead or back.

    The day is the one already known, on which an hour without a day falls.
    """

    now: datetime
    zone: str
    ahead: bool = True
    day: date | None = None


def combined(days: tuple[Day, ...], clocks: tuple[Clock, ...], here: Here) -> Reading:
    """The reading that all finds together come to."""
    problem = next((day.problem for day in days if day.problem), "")
    spans = tuple(sorted([day.span for day in days] + [clock.span for clock in clocks]))
    if problem:
        return NotUnderstood(problem, spans)
    if not spans:
        return NOTHING
    day, agreed = _one_day(days, clocks) if days else (_known_day(here), True)
    readings = _readings(day, clocks, here, spans)
    return _judged(readings, here, day, agreed=agreed)


def question_between(readings: tuple[Understood, ...]) -> str:
    """The question which of several readings is meant."""
    shown = list(dict.fromkeys(_shown(reading) for reading in readings))
    return f"Which do you mean: {', '.join(shown[:-1])} or {shown[-1]}?"


def _known_day(here: Here) -> Day | None:
    return Day((0, 0), (here.day,), Rank.DATE, explicit=True) if here.day else None


def _one_day(days: tuple[Day, ...], clocks: tuple[Clock, ...]) -> tuple[Day, bool]:
    """The day that decides, narrowed by what the others say, and whether they all agree."""
    ranked = sorted(days, key=lambda day: -day.rank)
    day, agreed = ranked[0], True
    for other in ranked[1:]:
        both = tuple(found for found in _possible(day, other) if other.allows(found))
        if both:
            day = replace(day, dates=both, last=day.last, question="" if len(both) == 1 else day.question)
        elif day.rank == other.rank == Rank.DATE and _inside_a_range(other, clocks):
            day = replace(day, last=other.dates[0])
        elif other.rank > Rank.SHORT_WEEKDAY or day.rank == Rank.DATE:
            day = replace(day, dates=(*day.dates, *_near(day, other)))
            agreed = agreed and not (day.rank == Rank.DATE and other.weekday is not None)
    return day, agreed


def _possible(day: Day, other: Day) -> tuple[date, ...]:
    return day.within if day.within and other.weekday is not None else day.dates


def _inside_a_range(day: Day, clocks: tuple[Clock, ...]) -> bool:
    return any(clock.span[0] < day.span[0] and day.span[1] < clock.span[1] for clock in clocks)


def _near(day: Day, other: Day) -> tuple[date, ...]:
    """What a contradicting phrase proposes: for a weekday the nearest one to the date it stands with."""
    if other.weekday is None or day.rank != Rank.DATE:
        return other.dates
    around = (found + timedelta(days=shift) for found in day.dates for shift in range(-3, 4))
    return tuple(found for found in around if found.weekday() == other.weekday)


def _readings(
    day: Day | None, clocks: tuple[Clock, ...], here: Here, spans: tuple[Span, ...]
) -> tuple[Understood, ...]:
    dates = day.dates if day else _days_around(here)
    found = []
    for when, clock in product(dates, clocks or (None,)):
        for slot in clock.slots if clock else (None,):
            if (
                clock
                and slot
                and when == here.now.date()
                and slot.start + MINUTES_A_DAY in {one.start for one in clock.slots}
            ):
                continue  # "tonight at midnight" is the coming one
            reading = _reading(when, slot, day, spans)
            found.append(at_home(reading, clock.zone if clock else "", here.zone))
    readings = tuple(dict.fromkeys(_existing(one, here.zone) for group in found for one in group))
    return readings if day else _nearest(readings, here)


def _reading(when: date, slot: Slot | None, day: Day | None, spans: tuple[Span, ...]) -> Understood:
    midnight = datetime.combine(when, time())
    last = day.last if day else None
    if slot is None:
        end = datetime.combine(last, time()) if last else None
        return Understood(midnight, has_time=False, end=end, spans=spans)
    start = midnight + timedelta(minutes=slot.start)
    end = None if slot.end is None else midnight + timedelta(minutes=slot.end)
    if last and last > when:
        until = END_OF_DAY if slot.end is None else slot.end % MINUTES_A_DAY
        end = datetime.combine(last, time()) + timedelta(minutes=until)
    return Understood(start, has_time=True, end=end, has_day=day is not None, spans=spans)


def _days_around(here: Here) -> tuple[date, ...]:
    today = here.now.date()
    return tuple(today + timedelta(days=shift) for shift in ((0, 1) if here.ahead else (0, -1, -2)))


def _nearest(readings: tuple[Understood, ...], here: Here) -> tuple[Understood, ...]:
    """Without a day each hour is the next one to come, or the last one gone when looking back."""
    nearest: dict[time, Understood] = {}
    for reading in readings:
        fits = reading.start > here.now if here.ahead else reading.start <= here.now
        if fits:
            nearest.setdefault(reading.start.time(), reading)
    return tuple(nearest.values())


def _existing(reading: Understood, zone: str) -> Understood:
    """A minute that spring leaves out becomes the next that exists, and says so."""
    wall = WallTime(reading.start, zone)
    if not reading.has_time or wall.exists():
        return reading
    start = local_time(wall.utc(), zone)
    note = f"Clocks change that night: {reading.start:%H:%M} does not exist, so I take {start:%H:%M}."
    return replace(reading, start=start, note=note)


def _judged(readings: tuple[Understood, ...], here: Here, day: Day | None, *, agreed: bool) -> Reading:
    readings = _wanted(readings, here, day)
    spans = readings[0].spans
    if day and day.question and len(day.dates) > 1:
        return Ambiguous(readings if len(readings) <= MOST_OPTIONS else (), day.question, spans)
    if len(readings) > 1:
        question = question_between(readings)
        return Ambiguous(
            readings[:MOST_OPTIONS], question if agreed else f"The day and the date disagree. {question}", spans
        )
    (reading,) = readings
    if reading.start - here.now > FAR:
        return Ambiguous(readings, f"Do you really mean {_shown(reading)}?", spans)
    return Past(reading) if here.ahead and is_over(reading, here.now) else reading


def is_over(reading: Understood, now: datetime) -> bool:
    """Whether it has begun already; a day without an hour is over when the day is."""
    return reading.start <= now if reading.has_time else (reading.end or reading.start).date() < now.date()


def _wanted(readings: tuple[Understood, ...], here: Here, day: Day | None) -> tuple[Understood, ...]:
    """Candidates on the side of now that the person looks at, unless the day was named so that both may be meant."""
    if day and day.explicit and here.ahead:
        return readings
    fitting = tuple(reading for reading in readings if is_over(reading, here.now) is not here.ahead)
    return fitting or readings


def _shown(reading: Understood) -> str:
    words = spoken_day(reading.start.date())
    return f"{words}, {reading.start:%H:%M}" if reading.has_time else words
