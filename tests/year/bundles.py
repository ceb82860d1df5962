"""The oracle's rules of a day's message about people and things: who may be in it, and who stands before whom."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from tests.year.book import Book
from tests.year.hours import is_still, message_at, today
from tests.year.owed import Owed

MOST: Final = 3
WEEK: Final = timedelta(days=7)

Place: TypeAlias = tuple[bool, bool, date, date]


def able(book: Book, had: Sequence[date], now: datetime) -> dict[str, Place]:
    """Who may be brought up now, with their places in line; nobody when there is to be no message."""
    wishes, day = book.wishes, today(now, book.wishes)
    if day in had or is_still(now, wishes) or now < message_at(day, wishes):
        return {}
    line = waiting(book, now)
    named = {unit: place for unit, place in line.items() if not place[0]}
    left = wishes.weekly - sum(day - WEEK < past for past in set(had))
    if day.weekday() not in wishes.days or left <= 0:
        return named
    return line if named or left > len(named_days(book, day)) else {}


def waiting(book: Book, now: datetime) -> dict[str, Place]:
    """Everybody about whom something is due, but for those whose answer is waited for."""
    by_unit = defaultdict[str, list[Owed]](list)
    for owed in book.due(now):
        if owed.wall is None:
            by_unit[owed.unit].append(owed)
    day = today(now, book.wishes)
    line = {}
    for unit, each in by_unit.items():
        again = book.again_on(unit)
        if again is None or day >= again or any(owed.is_urgent for owed in each):
            line[unit] = min(owed.place for owed in each)
    return line


def named_days(book: Book, day: date) -> set[date]:
    """The named days of the next six days."""
    named = {owed.ideal for owed in book.owed if owed.named and owed.wall is None and owed.unit not in book.stopped}
    return {each for each in named if day < each < day + WEEK}


def wrong(told: Sequence[str], able: dict[str, Place]) -> str | None:
    """What is wrong with a message about these, if those were able to be in it."""
    if strangers := [unit for unit in told if unit not in able]:
        return f"not owed: {strangers}, but {sorted(able)}"
    if len(told) > MOST:
        return f"{len(told)} in one message"
    if len(set(told)) < min(MOST, len(able)):
        return f"{sorted(set(able) - set(told))} left out although there was room"
    left = {unit: place for unit, place in able.items() if unit not in told}
    if left and min(left.values()) < max(able[unit] for unit in told):
        return f"{min(left, key=lambda unit: left[unit])} stood before one of {told}"
    return None
