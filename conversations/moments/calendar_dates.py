"""Dates said with figures or a month's name: which pattern means which day. No weekdays, no "tomorrow".

A date without a year means its next occurrence; one that was there in the last weeks could mean that too, so both
stay as candidates and the person is asked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.moments.finds import Day, Rank
from conversations.moments.values import Span
from conversations.moments.words import MONTHS, any_of, row_of

RECENT = timedelta(days=45)
"""How long after a date without a year it may still mean the one just gone."""
ONE_DAY = timedelta(days=1)
Window = tuple[date, date]
"""The days a date without a year may fall on: the first, and the one behind the last."""
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FULL_MONTHS = tuple(words.split()[0].capitalize() for words in MONTHS)

_MONTH = rf"(?P<month>{any_of(MONTHS)})(?!\w)\.?"
_NTH = r"(?:st|nd|rd|th|er|\.|º|°)?"
_DASH = r"\s*(?:-|–|—|to|until|till?|bis|and|und|al|au|y|et|&|\+)\s*"
_YEAR = r"(?:,?\s*(?:de[l]?\s+)?(?P<year>20[0-9]{2})(?![0-9:h]))?"
_START = r"(?<![\w:])(?<![0-9][.,/-])"
_NO_HOUR = r"(?![0-9]|[:.][0-9]|\s*(?:am|pm|a\.m|p\.m|uhr|h)\b)"
_NO_CLOCK_BEFORE = r"(?<!\bum )(?<!\bab )(?<!\bat )(?<!\bfrom )(?<!\bvon )(?<!\bbis )"
_ENDS = r"(?=\s*(?:$|[,;.!?\n)–\x01-]|(?:at|from|um|ab|von|a|de|in)\b|@|[0-9]))"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The figures of one date, before anybody has asked the calendar."""

    day: int
    month: int
    year: int | None = None
    last_day: int | None = None


def calendar_dates(folded: str, today: date, *, ahead: bool = True) -> Iterator[Day]:
    """Every date in the folded text, in the order of the patterns; they may overlap."""
    window = (today - RECENT, _a_year_after(today)) if ahead else (_a_year_before(today), today + ONE_DAY)
    for pattern, parts_of in _PATTERNS:
        for match in pattern.finditer(folded):
            parts = tuple(dict.fromkeys(part for part in parts_of(match, today) if _plausible(part)))
            if parts:
                yield _day(match.span(), parts, window)


def _plausible(parts: _Parts) -> bool:
    return 1 <= parts.month <= len(MONTH_LENGTHS) and 1 <= parts.day <= max(MONTH_LENGTHS)


def _day(span: Span, parts: tuple[_Parts, ...], window: Window) -> Day:
    dates = tuple(day for part in parts for day in _dates(part, window))
    if not dates:
        return Day(span, (), Rank.DATE, problem=_problem(parts[0], window))
    last = _last(parts[0], dates[0])
    return Day(span, tuple(dict.fromkeys(dates)), Rank.DATE, last=last, explicit=True)


def _dates(parts: _Parts, window: Window) -> list[date]:
    if parts.year is not None:
        return _existing(parts, (parts.year,))
    first, end = window
    around = _existing(parts, tuple(range(first.year, end.year + 1)))
    return [day for day in around if first <= day < end]


def _existing(parts: _Parts, years: tuple[int, ...]) -> list[date]:
    found = []
    for year in years:
        try:
            found.append(date(year, parts.month, parts.day))
        except ValueError:  # that year has no such day
            continue
    return found


def _a_year_after(today: date) -> date:
    return date(today.year + 1, today.month, min(today.day, 28))


def _a_year_before(today: date) -> date:
    return date(today.year - 1, today.month, min(today.day, 28))


def _last(parts: _Parts, first: date) -> date | None:
    if parts.last_day is None:
        return None
    days = (first + timedelta(days=ahead) for ahead in range(1, 31))
    return next((day for day in days if day.day == parts.last_day), None)


def _problem(parts: _Parts, window: Window) -> str:
    length, month = MONTH_LENGTHS[parts.month - 1], FULL_MONTHS[parts.month - 1]
    if parts.day > length:
        return f"{month} has only {length} days. Which day do you mean?"
    year = parts.year or window[1].year
    return f"{year} has no 29 February. Which day do you mean?"


def _named(match: re.Match[str], _today: date) -> Iterator[_Parts]:
    found = match.groupdict()
    year, last = found["year"], found["last"]
    yield _Parts(
        int(found["day"]),
        row_of(found["month"], MONTHS) + 1,
        int(year) if year else None,
        int(last) if last else None,
    )


def _day_first(match: re.Match[str], _today: date) -> Iterator[_Parts]:
    found = match.groupdict()
    last = found.get("last")
    yield _Parts(int(found["day"]), int(found["month"]), _year(found["year"]), int(last) if last else None)


def _dotted(match: re.Match[str], today: date) -> Iterator[_Parts]:
    """With dots the day comes first; only a second figure beyond twelve says otherwise."""
    day_first, month_first = _either_first(match, today)
    yield day_first if _plausible(day_first) else month_first


def _either_first(match: re.Match[str], _today: date) -> Iterator[_Parts]:
    first, second, year = int(match["day"]), int(match["month"]), _year(match["year"])
    yield _Parts(first, second, year)
    yield _Parts(second, first, year)


def _this_or_next_month(match: re.Match[str], today: date) -> Iterator[_Parts]:
    """A day of the month alone: the next month that has it."""
    number = int(match["day"])
    months = ((today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1) for ahead in range(3))
    for year, month in months:
        days = _existing(_Parts(number, month), (year,))
        if days and days[0] >= today:
            yield _Parts(number, month, year)
            return


def _year(text: str | None) -> int | None:
    return int(text) % 100 + 2000 if text else None


_Reader = Callable[[re.Match[str], date], Iterator[_Parts]]
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            r"(?<![0-9])(?P<year>20[0-9]{2})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])(?:t(?=[0-9]{2}:))?",
            _day_first,
        ),
        (
            (
                rf"{_START}(?P<day>[0-9]{{1,2}}){_NTH}(?:{_DASH}(?P<last>[0-9]{{1,2}}){_NTH})?"
                rf"\s*(?:of\s+|de\s+|d')?{_MONTH}{_YEAR}"
            ),
            _named,
        ),
        (
            (
                rf"(?<!\w){_MONTH}\s*(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"
                rf"(?:{_DASH}(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?{_NO_HOUR})?{_NO_HOUR}{_YEAR}"
            ),
            _named,
        ),
        (
            (
                rf"{_START}(?P<day>[0-9]{{1,2}})\.{_DASH}(?P<last>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\."
                r"(?P<year>(?:20)?[0-9]{2}(?![0-9:]))?"
            ),
            _day_first,
        ),
        (
            (
                rf"{_START}(?P<day>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\."
                r"(?P<year>\s?20[0-9]{2}(?![0-9:])|[0-9]{2}(?![0-9:]))?(?![0-9])"
            ),
            _dotted,
        ),
        (
            (
                rf"{_START}{_NO_CLOCK_BEFORE}(?P<day>[0-9]{{1,2}})\.(?P<month>0[1-9]|1[0-2])(?P<year>)"
                rf"(?![0-9:.]|\s*(?:am|pm|a\.m|p\.m|uhr|h|hrs)\b)"
            ),
            _day_first,
        ),
        (
            rf"{_START}(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})(?:/(?P<year>(?:20)?[0-9]{{2}}))?(?![0-9/])",
            _either_first,
        ),
        (rf"{_START}(?P<day>[0-9]{{1,2}})-(?P<month>[0-9]{{1,2}})-(?P<year>20[0-9]{{2}})(?![0-9])", _either_first),
        (rf"{_START}(?:the\s+|on\s+)*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th){_ENDS}", _this_or_next_month),
        (r"(?<!\w)(?:am|den|dem|zum)\s+(?P<day>[0-9]{1,2})\.(?!\s?[0-9]|\w)", _this_or_next_month),
        (r"(?<!\w)(?:le|el|dia)\s+(?P<day>[0-9]{1,2})(?![0-9:.h/]|\s*(?:h|horas|heures)\b)", _this_or_next_month),
    )
)
