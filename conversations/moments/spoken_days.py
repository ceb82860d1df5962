"""Days said in words: weekdays, "tomorrow", "in two weeks", "next week". No figures of a calendar.

"Next Thursday" is the coming one to some and the one after to others, so it stays ambiguous unless both agree.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from conversations.moments.finds import Day, Rank
from conversations.moments.words import (
    DATED_WEEKDAYS,
    MONTHS,
    NUMBERS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    any_of,
    number_of,
    row_of,
)

SUNDAY = 6
_NAMES = tuple(f"{long} {short}" for long, short in zip(WEEKDAYS, SHORT_WEEKDAYS, strict=True))
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{any_of(NUMBERS)})"
_NEXT_WEEK = (
    r"next week|(?:in )?(?:der )?(?:nachsten?|nachster|naechsten?|naechster|kommenden?|kommender) woche"
    r"|(?:la )?(?:semana que viene|proxima semana)|(?:la )?semaine prochaine"
)
_THIS_WEEK = r"(?:later )?this week|dieser? woche|esta semana|cette semaine"
_NEXT = r"next|nachste[nrms]?|naechste[nrms]?|proximo"
_COMING = r"this coming|coming|upcoming|kommende[nrms]?"
_THIS = r"this|diese[nrms]?|este|ce"
_LAST = r"last|past|letzte[nrms]?|vergangene[nrms]?|el pasado"
_UNITS = {
    "day": r"days?|tag(?:en|e)?|dias?|jours?",
    "week": r"weeks?|wochen?|semanas?|semaines?",
    "month": r"months?|monat(?:en|e)?|mes(?:es)?|mois",
    "year": r"years?|jahr(?:en|e)?|anos?|ans?",
}
_UNIT = "|".join(rf"(?P<{name}>{words})" for name, words in _UNITS.items())


def spoken_days(folded: str, today: date) -> Iterator[Day]:
    """Every day said in words in the folded text, in the order of the patterns; they may overlap."""
    for pattern, day_of in _PATTERNS:
        for match in pattern.finditer(folded):
            yield day_of(match, today)


def _offset(days: int) -> Callable[[re.Match[str], date], Day]:
    def day_of(match: re.Match[str], today: date) -> Day:
        return Day(match.span(), (today + timedelta(days=days),), Rank.DATE, explicit=True)

    return day_of


def _counted(match: re.Match[str], today: date) -> Day:
    count = number_of(match["number"])
    if match["week"]:
        then = today + timedelta(weeks=count)
        return Day(match.span(), (then,), Rank.PERIOD, within=_week_of(then))
    if match["day"]:
        return Day(match.span(), (today + timedelta(days=count),), Rank.DATE)
    then = _months_later(today, count * (12 if match["year"] else 1))
    return Day(match.span(), (then,), Rank.PERIOD, within=_days_of_month(then))


def _ago(match: re.Match[str], today: date) -> Day:
    count = number_of(match["number"]) * (1 if match["day"] else 7)
    return Day(match.span(), (today - timedelta(days=count),), Rank.DATE, explicit=True)


def _weekday(match: re.Match[str], today: date) -> Day:
    found = match.groupdict()
    weekday = row_of(found["name"], _NAMES)
    rank = Rank.SHORT_WEEKDAY if any(found["name"] in row.split() for row in SHORT_WEEKDAYS) else Rank.WEEKDAY
    ahead = (weekday - today.weekday()) % 7
    if found["last"]:
        gone = today - timedelta(days=-ahead % 7 or 7)
        return Day(match.span(), (gone,), Rank.DATE, weekday, explicit=True)
    coming = today + timedelta(days=ahead)
    if found["next"] or found["next_after"]:
        dates = _next_weekday(coming, today)
    elif found["this"] or found["coming"] or ahead:
        dates = (coming if ahead or not found["coming"] else coming + timedelta(days=7),)
    else:
        dates = (coming, coming + timedelta(days=7))
    return Day(match.span(), dates, rank, weekday)


def _next_weekday(coming: date, today: date) -> tuple[date, ...]:
    later = coming + timedelta(days=7)
    if coming == today:
        return (later,)
    return (coming, later) if coming.isocalendar()[:2] == today.isocalendar()[:2] else (coming,)


def _weekday_in_weeks(match: re.Match[str], today: date) -> Day:
    """Both meanings of "Thursday in two weeks": counted from the coming one, or by calendar weeks."""
    weekday = row_of(match["name"], _NAMES)
    weeks = timedelta(weeks=number_of(match["number"]))
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    by_calendar = _week_of(today + weeks)[weekday]
    return Day(match.span(), tuple(dict.fromkeys((coming + weeks, by_calendar))), Rank.WEEKDAY, weekday)


def _week_from_weekday(match: re.Match[str], today: date) -> Day:
    weekday = row_of(match["name"], _NAMES)
    ahead = (weekday - today.weekday()) % 7 or 7
    return Day(match.span(), (today + timedelta(days=ahead + 7),), Rank.WEEKDAY, weekday)


def _dated_weekday(match: re.Match[str], today: date) -> Day:
    weekday = row_of(match["name"], DATED_WEEKDAYS)
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    return Day(match.span(), (coming,), Rank.WEEKDAY, weekday)


def _next_week(match: re.Match[str], today: date) -> Day:
    weeks = [_week_of(today + timedelta(days=7))]
    if today.weekday() == SUNDAY:  # where weeks begin on Sunday, the next one is a week further on
        weeks.append(_week_of(today + timedelta(days=14)))
    days = tuple(day for week in weeks for day in week)
    return Day(match.span(), days, Rank.PERIOD, question="Which day next week?")


def _this_week(match: re.Match[str], today: date) -> Day:
    days = tuple(day for day in _week_of(today) if day >= today)
    return Day(match.span(), days, Rank.PERIOD, question="Which day this week?")


def _weekend(match: re.Match[str], today: date) -> Day:
    saturday = today + timedelta(days=max(5 - today.weekday(), -1))
    days = tuple(day for day in (saturday, saturday + timedelta(days=1)) if day >= today)
    later = (saturday + timedelta(days=7), saturday + timedelta(days=8))
    dates = (*days, *later) if match["next"] else days
    return Day(match.span(), dates, Rank.PERIOD, question="Which day of the weekend?")


def _month(match: re.Match[str], today: date) -> Day:
    if match["month"]:
        month = row_of(match["month"], MONTHS) + 1
        first = date(today.year + (month < today.month), month, 1)
    else:
        first = _months_later(today.replace(day=1), 1)
    days = tuple(day for day in _days_of_month(first) if day >= today)
    return Day(match.span(), days, Rank.PERIOD, question="Which day of the month?")


def _week_of(day: date) -> tuple[date, ...]:
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7))


def _days_of_month(day: date) -> tuple[date, ...]:
    first = day.replace(day=1)
    days = (first + timedelta(days=number) for number in range(31))
    return tuple(found for found in days if found.month == first.month)


def _months_later(day: date, months: int) -> date:
    """The same day that many months on, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    days = _days_of_month(date(year, month + 1, 1))
    return days[min(day.day, len(days)) - 1]


_WORD = r"(?<!\w)(?:{})(?!\w)"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Day]], ...] = tuple(
    (re.compile(_WORD.format(pattern)), reader)
    for pattern, reader in (
        (r"(?:the )?day after tomorrow|(?:uber|ueber)morgen|pasado manana|apres-demain", _offset(2)),
        (r"(?:the )?day before yesterday|vorgestern|anteayer|avant-hier", _offset(-2)),
        (r"yesterday|last night|gestern|ayer|hier soir|anoche", _offset(-1)),
        (rf"(?:vor |hace |il y a ){_NUMBER} (?:(?P<day>{_UNITS['day']})|{_UNITS['week']})", _ago),
        (rf"{_NUMBER} (?:(?P<day>{_UNITS['day']})|{_UNITS['week']}) ago", _ago),
        (
            rf"(?:on |am )?(?P<name>{any_of(_NAMES)}),? (?:in|en|dans) {_NUMBER} (?:{_UNITS['week']})",
            _weekday_in_weeks,
        ),
        (rf"a week (?:from|on|after) (?P<name>{any_of(_NAMES)})", _week_from_weekday),
        (rf"(?:on )?(?P<name>{any_of(_NAMES)}) week", _week_from_weekday),
        (
            rf"(?:(?:today|heute) )?(?:in|within|en|dentro de|dans)(?: about| etwa)? {_NUMBER} (?:{_UNIT})",
            _counted,
        ),
        (rf"{_NUMBER} (?:{_UNIT}) (?:from (?:now|today)|later)", _counted),
        (_NEXT_WEEK, _next_week),
        (_THIS_WEEK, _this_week),
        (
            (
                rf"(?:on |over |at |am )?(?:the )?(?:(?:{_THIS}|{_COMING}) |(?P<next>{_NEXT}) )?"
                r"(?:weekend|wochenende|fin de semana|week-end)"
            ),
            _weekend,
        ),
        (
            (
                rf"(?:on |am |an |el |le |del |vom |from )?(?:the )?"
                rf"(?:(?P<next>{_NEXT}) |(?P<coming>{_COMING}) |(?P<this>{_THIS}) |(?P<last>{_LAST}) )?"
                rf"(?P<name>{any_of(_NAMES)})(?P<next_after> prochain| proximo| que viene)?"
            ),
            _weekday,
        ),
        (
            rf"(?P<name>{any_of(DATED_WEEKDAYS)})[.,]{{0,2}}(?= [0-9]{{1,2}}(?:\.|/| (?:{any_of(MONTHS)})\b))",
            _dated_weekday,
        ),
        (
            (
                rf"(?:sometime )?(?:in|im|en) (?P<month>{any_of(MONTHS)})"
                r"|next month|(?:im )?nachsten monat|(?:el )?mes que viene"
            ),
            _month,
        ),
        (
            (
                r"today|tonight|heute(?: abend| nacht)?|hoy|esta (?:noche|tarde)|aujourd.hui|ce soir"
                r"|this(?= (?:morning|afternoon|evening))"
            ),
            _offset(0),
        ),
        (r"tomorrow|tmrw|tmr|demain", _offset(1)),
        (r"(?<!guten )(?<!am )(?<!heute )(?<!tag )(?<!woch )morgen|(?<!la )(?<!esta )manana", _offset(1)),
    )
)
