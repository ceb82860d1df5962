from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.moments.clocks import read_clock
from conversations.moments.due import Due, NoDate, read_due
from conversations.moments.reading import read_moment, read_moment_on
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Reading, Understood

NEW_YORK = "America/New_York"
MONDAY = datetime.fromisoformat("2026-11-23T10:00")


def shown(reading: Reading) -> str:
    match reading:
        case Understood():
            return _shown(reading)
        case Ambiguous():
            return "? " + " | ".join(_shown(one) for one in reading.readings)
        case Past():
            return "past " + _shown(reading.reading)
        case NotUnderstood():
            return "no"


def _shown(reading: Understood) -> str:
    form = "%Y-%m-%dT%H:%M" if reading.has_time else "%Y-%m-%d"
    return "/".join(f"{moment:{form}}" for moment in (reading.start, reading.end) if moment)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("6pm", "2026-11-23T18:00"),
        ("6:30 pm", "2026-11-23T18:30"),
        ("18:00", "2026-11-23T18:00"),
        ("18h", "2026-11-23T18:00"),
        ("19 Uhr", "2026-11-23T19:00"),
        ("noon", "2026-11-23T12:00"),
        ("midnight", "2026-11-24T00:00"),
        ("half past six", "? 2026-11-23T18:30 | 2026-11-24T06:30"),
        ("at 9", "? 2026-11-23T21:00 | 2026-11-24T09:00"),
        ("9", "? 2026-11-23T21:00 | 2026-11-24T09:00"),
        ("tomorrow at 9", "? 2026-11-24T09:00 | 2026-11-24T21:00"),
        ("tomorrow 9 in the morning", "2026-11-24T09:00"),
        ("tomorrow evening at 7", "2026-11-24T19:00"),
        ("25.11.", "2026-11-25"),
        ("25.11.2026", "2026-11-25"),
        ("25.11. 18 Uhr", "2026-11-25T18:00"),
        ("25.11.26 18:00", "2026-11-25T18:00"),
        ("Nov 25", "2026-11-25"),
        ("25 November", "2026-11-25"),
        ("11/25", "2026-11-25"),
        ("25/11", "2026-11-25"),
        ("03/04", "? 2027-04-03 | 2027-03-04"),
        ("2026-11-25", "2026-11-25"),
        ("2026-11-25 18:00", "2026-11-25T18:00"),
        ("2026-11-25T18:00", "2026-11-25T18:00"),
        ("2026-11-25T18:00Z", "2026-11-25T13:00"),
        ("2026-11-25T18:00:00+01:00", "2026-11-25T12:00"),
        ("Thursday", "2026-11-26"),
        ("Thursday 6pm", "2026-11-26T18:00"),
        ("next Thursday", "? 2026-11-26 | 2026-12-03"),
        ("this Friday", "2026-11-27"),
        ("tomorrow", "2026-11-24"),
        ("today", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("tonight at 8", "2026-11-23T20:00"),
        ("in 2 weeks", "2026-12-07"),
        ("in three days", "2026-11-26"),
        ("next week", "? 2026-11-30 | 2026-12-01 | 2026-12-02 | 2026-12-03 | 2026-12-04 | 2026-12-05 | 2026-12-06"),
        ("weekend", "? 2026-11-28 | 2026-11-29"),
        ("6-9pm", "2026-11-23T18:00/2026-11-23T21:00"),
        ("18:00–21:00", "2026-11-23T18:00/2026-11-23T21:00"),
        ("from 6 to 9 pm", "2026-11-23T18:00/2026-11-23T21:00"),
        ("6-9", "? 2026-11-23T18:00/2026-11-23T21:00 | 2026-11-24T06:00/2026-11-24T09:00"),
        ("Thursday 6-9", "? 2026-11-26T06:00/2026-11-26T09:00 | 2026-11-26T18:00/2026-11-26T21:00"),
        ("10-2pm", "2026-11-24T10:00/2026-11-24T14:00"),
        ("Thursday 9-5", "? 2026-11-26T09:00/2026-11-26T17:00 | 2026-11-26T21:00/2026-11-27T05:00"),
        ("morgen", "2026-11-24"),
        ("morgen um 19 Uhr", "2026-11-24T19:00"),
        ("übermorgen", "2026-11-25"),
        ("heute Abend", "2026-11-23"),
        ("heute Abend um 8", "2026-11-23T20:00"),
        ("nächsten Donnerstag", "? 2026-11-26 | 2026-12-03"),
        ("am Donnerstag um 19 Uhr", "2026-11-26T19:00"),
        ("um 19 Uhr", "2026-11-23T19:00"),
        ("halb sieben", "? 2026-11-23T18:30 | 2026-11-24T06:30"),
        ("Mittag", "2026-11-23T12:00"),
        ("Freitag Mittag", "2026-11-27T12:00"),
        ("mañana", "2026-11-24"),
        ("mañana a las 7 de la tarde", "2026-11-24T19:00"),
        ("mañana por la mañana a las 9", "2026-11-24T09:00"),
        ("jueves", "2026-11-26"),
        ("el jueves a las 19h", "2026-11-26T19:00"),
        ("demain", "2026-11-24"),
        ("demain à 18h30", "2026-11-24T18:30"),
        ("jeudi 19h", "2026-11-26T19:00"),
        ("jeudi prochain", "? 2026-11-26 | 2026-12-03"),
        ("Nov 25 at 9", "? 2026-11-25T09:00 | 2026-11-25T21:00"),
        ("Thursday 25.11.", "? 2026-11-25 | 2026-11-26"),
        ("Wednesday 25.11.", "2026-11-25"),
        ("Feb 29", "no"),
        ("29.2.2028", "2028-02-29"),
        ("31.11.", "no"),
        ("November 31", "no"),
        ("20 Nov", "? 2026-11-20 | 2027-11-20"),
        ("yesterday", "past 2026-11-22"),
        ("last Friday 6pm", "past 2026-11-20T18:00"),
        ("today 9am", "past 2026-11-23T09:00"),
        ("Monday", "? 2026-11-23 | 2026-11-30"),
        ("Monday 6pm", "? 2026-11-23T18:00 | 2026-11-30T18:00"),
        ("Monday 9am", "2026-11-30T09:00"),
        ("next Monday", "2026-11-30"),
        ("Sunday", "2026-11-29"),
        ("Thu 26 Nov 2026, 18:00", "2026-11-26T18:00"),
        ("Thursday, November 26, 2026 at 6:00 PM", "2026-11-26T18:00"),
        ("Thursday, November 26, 2026 at 6:00 PM EST", "2026-11-26T18:00"),
        ("Thursday 6pm PST", "? 2026-11-26T21:00 | 2026-11-26T18:00"),
        ("26.11.2026 18:00 - 26.11.2026 21:00", "2026-11-26T18:00/2026-11-26T21:00"),
        ("26.11. 18:00 - 27.11. 10:00", "2026-11-26T18:00/2026-11-27T10:00"),
        ("25-27 November", "2026-11-25/2026-11-27"),
        ("Nov 25-27", "2026-11-25/2026-11-27"),
        ("25.–27.11.", "2026-11-25/2026-11-27"),
        ("Saturday 03/04", "2027-04-03"),
        ("Thursday next week", "2026-12-03"),
        ("next week Thursday", "2026-12-03"),
        ("nächste Woche Donnerstag um 18 Uhr", "2026-12-03T18:00"),
        ("Donnerstag Morgen um 8", "2026-11-26T08:00"),
        ("in 2 hours", "2026-11-23T12:00"),
        ("in half an hour", "2026-11-23T10:30"),
        ("now", "2026-11-23T10:00"),
        ("the 25th at noon", "2026-11-25T12:00"),
        ("Friday at midnight", "? 2026-11-27T00:00 | 2026-11-28T00:00"),
        ("tonight at midnight", "2026-11-24T00:00"),
        ("tomorrow 18", "2026-11-24T18:00"),
        ("viertel nach sechs", "? 2026-11-23T18:15 | 2026-11-24T06:15"),
        ("Donnerstag 18.30 Uhr", "2026-11-26T18:30"),
        ("Thursday at 6.30pm", "2026-11-26T18:30"),
        ("doors 6pm, talk 7pm Thursday", "? 2026-11-26T18:00 | 2026-11-26T19:00"),
        ("Nov 2062", "no"),
        ("25.11.2062", "? 2062-11-25"),
        ("14.3.2027 2:30am", "2027-03-14T03:00"),
        ("giovedì 26 alle 18", "? 2026-11-26"),
        ("26 novembro 18:00", "2026-11-26T18:00"),
        ("torsdag kl 18", "? 2026-11-23T18:00"),
        ("hello", "no"),
        ("in 2 weeks on Thursday", "2026-12-10"),
        ("Thursday in 2 weeks", "2026-12-10"),
        ("a week from Thursday", "2026-12-03"),
        ("this weekend", "? 2026-11-28 | 2026-11-29"),
        ("weekend Saturday 3pm", "2026-11-28T15:00"),
        ("Friday night at 2", "? 2026-11-28T02:00 | 2026-11-27T02:00"),
        ("Thursday at six", "? 2026-11-26T06:00 | 2026-11-26T18:00"),
        ("Thursday 6p", "2026-11-26T18:00"),
        ("jueves a las siete y media", "? 2026-11-26T07:30 | 2026-11-26T19:30"),
        ("Dec 1st 7:30pm", "2026-12-01T19:30"),
        ("1er décembre à 19h", "2026-12-01T19:00"),
        ("12.11.", "? 2026-11-12 | 2027-11-12"),
        ("Thursday at 12", "2026-11-26T12:00"),
        ("12:30 tomorrow", "2026-11-24T12:30"),
        ("tomorrow 12am", "2026-11-24T00:00"),
        ("tomorrow 00:30", "2026-11-24T00:30"),
        ("Do. 26.11. 19:00", "2026-11-26T19:00"),
        ("Thursday or Friday", "? 2026-11-26 | 2026-11-27"),
        ("guten Morgen", "no"),
        ("Thursday the 26th", "2026-11-26"),
        ("1/2/2027", "? 2027-02-01 | 2027-01-02"),
        ("5 people", "no"),
        ("Thursday, 5 Main Street", "? 2026-11-26"),
        ("2026-11-26 10:00", "2026-11-26T10:00"),
        ("26.11. 9:30-11:00", "2026-11-26T09:30/2026-11-26T11:00"),
        ("26.11. um 9", "? 2026-11-26T09:00 | 2026-11-26T21:00"),
        ("Thursday 10:00", "? 2026-11-26T10:00 | 2026-11-26T22:00"),
        ("26 Nov 1830h", "2026-11-26T18:30"),
        ("day after tomorrow 6pm", "2026-11-25T18:00"),
        ("the day before yesterday", "past 2026-11-21"),
        ("3 days ago", "past 2026-11-20"),
        ("a week ago", "past 2026-11-16"),
        ("vor zwei Tagen", "past 2026-11-21"),
        ("2 days from now", "2026-11-25"),
        ("in 2 months", "2027-01-23"),
        ("in a year", "2027-11-23"),
        ("dentro de dos semanas", "2026-12-07"),
        ("this Sunday", "2026-11-29"),
        ("coming Thursday", "2026-11-26"),
        ("kommenden Donnerstag 19 Uhr", "2026-11-26T19:00"),
        ("this Monday", "2026-11-23"),
        ("coming Monday", "2026-11-30"),
        ("Thursday week", "2026-12-03"),
        ("next weekend", "? 2026-11-28 | 2026-11-29 | 2026-12-05 | 2026-12-06"),
        ("next weekend Saturday 3pm", "? 2026-11-28T15:00 | 2026-12-05T15:00"),
        ("this week", "? 2026-11-23 | 2026-11-24 | 2026-11-25 | 2026-11-26 | 2026-11-27 | 2026-11-28 | 2026-11-29"),
        ("Friday this week", "2026-11-27"),
        ("in December", "? "),
        ("in January", "? "),
        ("next month", "? "),
        ("Jan 31", "2027-01-31"),
        ("31 January", "2027-01-31"),
        ("11.25.2026", "2026-11-25"),
        ("25-11-2026", "2026-11-25"),
        ("03-04-2027", "? 2027-04-03 | 2027-03-04"),
        ("32.13.", "no"),
        ("Thursday 6pm UTC", "? 2026-11-26T13:00 | 2026-11-26T18:00"),
        ("26.11. 18:00 CET", "? 2026-11-26T12:00 | 2026-11-26T18:00"),
        ("2026-11-25T18:00:00-0500", "2026-11-25T18:00"),
        ("26 Nov 10.15", "? 2026-11-26T10:15 | 2026-11-26T22:15"),
        ("quarter to seven", "? 2026-11-23T18:45 | 2026-11-24T06:45"),
        ("quarter past 0", "2026-11-24T00:15"),
        ("dreiviertel sieben morgen", "? 2026-11-24T06:45 | 2026-11-24T18:45"),
        ("halb eins morgen", "2026-11-24T12:30"),
        ("viertel vor acht morgen abend", "2026-11-24T19:45"),
        ("Sun 29 Nov 6pm", "2026-11-29T18:00"),
        ("sun Friday 6pm", "2026-11-27T18:00"),
        ("in einer halben Stunde", "2026-11-23T10:30"),
        ("in 90 minutes", "2026-11-23T11:30"),
        ("jetzt", "2026-11-23T10:00"),
        ("from 10 to 12 tomorrow", "? 2026-11-24T10:00/2026-11-24T12:00 | 2026-11-24T22:00/2026-11-25T00:00"),
        ("9-12 tomorrow", "? 2026-11-24T09:00/2026-11-24T12:00 | 2026-11-24T21:00/2026-11-25T00:00"),
        ("tomorrow between 6 and 8 pm", "2026-11-24T18:00/2026-11-24T20:00"),
        ("zwischen 18 und 20 Uhr am Freitag", "2026-11-27T18:00/2026-11-27T20:00"),
        ("tomorrow 6 and 8 pm", "? 2026-11-24T20:00"),
        ("tomorrow 12-2pm", "2026-11-24T12:00/2026-11-24T14:00"),
        ("heute mittag um 1", "2026-11-23T13:00"),
        ("tomorrow midnight to 3am", "? 2026-11-24T00:00/2026-11-24T03:00 | 2026-11-25T00:00/2026-11-25T03:00"),
        ("tomorrow 25:00", "? 2026-11-24"),
        ("tomorrow 18:75", "? 2026-11-24"),
        ("v2.0 tomorrow 6pm", "? 2026-11-24T18:00"),
        ("room 12 tomorrow 6pm", "? 2026-11-24T18:00"),
        ("50% off tomorrow", "? 2026-11-24"),
        ("Thursday not Friday", "? 2026-11-26 | 2026-11-27"),
        ("after Thursday", "? 2026-11-26"),
        ("24:00 on Friday", "2026-11-28T00:00"),
        ("Friday 13 am", "? 2026-11-27"),
        ("Friday 0 pm", "? 2026-11-27"),
        ("Friday 6pm-9pm", "2026-11-27T18:00/2026-11-27T21:00"),
        ("the 31st", "2026-12-31"),
        ("am 25. um 18 Uhr", "2026-11-25T18:00"),
        ("el 25 a las 18h", "2026-11-25T18:00"),
        ("le 26 à 19h", "2026-11-26T19:00"),
        ("26th of November 7pm", "2026-11-26T19:00"),
        ("November the 26th", "2026-11-26"),
        ("Thursday, 26. November 2026, 19:00 Uhr", "2026-11-26T19:00"),
        ("5. Dezember 20 Uhr", "2026-12-05T20:00"),
        ("26 Νοεμβρίου", "no"),
        ("26 ноября 18:00", "? 2026-11-26T18:00"),
        ("26 listopada 18:00", "? 2026-11-26T18:00"),
        ("26 listopada", "? 2026-11-26"),
        ("26 listopada 2025", "no"),
        ("26 listopada o 99", "no"),
        ("26 listopada 18:00 UTC", "? 2026-11-23T13:00 | 2026-11-23T18:00"),
        ("the 45th", "no"),
        ("Fri 26 Nov", "? 2026-11-26 | 2026-11-27"),
        ("Fr. 26.11.", "? 2026-11-26 | 2026-11-27"),
        ("\uff11\uff18\uff1a\uff10\uff10", "2026-11-23T18:00"),
        ("before Thursday 6pm", "? 2026-11-26T18:00"),
        ("sometime 6pm", "? 2026-11-23T18:00"),
        ("10:00-22:30", "2026-11-24T10:00/2026-11-24T22:30"),
        ("18:00-2:00", "2026-11-23T18:00/2026-11-24T02:00"),
        ("Thu 6pm – Fri 10", "2026-11-26T18:00/2026-11-27T10:00"),
        ("tonight at 2", "2026-11-24T02:00"),
        ("Tuesday 12pm-1:30pm", "2026-11-24T12:00/2026-11-24T13:30"),
    ],
)
def test_a_phrase_means_what_the_table_says(text: str, meaning: str) -> None:
    assert shown(read_moment(text, MONDAY, NEW_YORK)) == meaning


WORDS = [
    "Thursday",
    "next",
    "in",
    "2",
    "weeks",
    "25.11.",
    "at",
    "9",
    "6pm",
    "18:00",
    "-",
    "Nov",
    "31",
    "12am",
    "morgen",
    "früh",
    "um",
    "halb",
    "sieben",
    "midnight",
    "Feb",
    "29",
    "2027",
    "tonight",
    "noon",
    "EST",
    "3/4",
    "weekend",
    "ago",
    "days",
    "T",
    "Z",
    "+",
    ".",
    ":",
    "Mar",
    "the",
    "5th",
    "half",
    "past",
    "a",
    "el",
    "y media",
    "99",
    "jueves",
    "prochain",
    "to",
    "bis",
    "von",
]
phrases = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


texts = st.one_of(st.text(max_size=80), phrases, phrases.map(lambda text: text.replace(" ", "")))


@given(text=texts, ahead=st.booleans())
def test_any_text_gives_a_reading_and_never_raises(text: str, *, ahead: bool) -> None:
    reading = read_moment(text, MONDAY, NEW_YORK, prefer_future=ahead)
    if isinstance(reading, Understood) and ahead:
        assert reading.start >= MONDAY.replace(hour=0)


@pytest.mark.parametrize("piece", ["9", "6pm ", "Thursday ", "25.11. ", "1-", "in 2 ", "a", "half ", " ", "\x01", "é"])
def test_a_very_long_text_is_read_up_to_its_limit(piece: str) -> None:
    assert shown(read_moment(piece * 20_000, MONDAY, NEW_YORK))


FORMATS = (
    "{d:%Y-%m-%d} {d:%H:%M}",
    "{d:%Y-%m-%d}T{d:%H:%M}",
    "{d.day}.{d.month}.{d.year} {d:%H:%M} Uhr",
    "am {d:%d.%m.%Y} um {d:%H:%M} Uhr",
    "{weekday} {d.day} {month} {d.year}, {clock}",
    "{month} {d.day}, {d.year} at {clock}",
    "{weekday}, {month} {d.day} {clock}",
    "{clock} on {d.day} {month} {d.year}",
    "{d.day} de {mes} de {d.year} a las {d.hour}h{d:%M}",
    "{d.day}. {monat} {d.year}, {d:%H:%M} Uhr",
    "{day3} {d.day} {mon3} {d.year}, {clock}",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONATE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


def written(form: str, moment: datetime) -> str:
    month, weekday = MONTHS[moment.month - 1], WEEKDAYS[moment.weekday()]
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment:%M} {'pm' if moment.hour >= 12 else 'am'}"
    return form.format(
        d=moment, month=month, mon3=month[:3], weekday=weekday, day3=weekday[:3], clock=clock,
        monat=MONATE[moment.month - 1], mes=MESES[moment.month - 1],
    )  # fmt: skip


@given(
    st.sampled_from(FORMATS),
    st.datetimes(datetime(2026, 11, 24), datetime(2027, 11, 22)),
)
def test_a_moment_written_in_any_of_many_ways_reads_back(form: str, moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    reading = read_moment(written(form, moment), MONDAY, "UTC")
    assert isinstance(reading, Understood), reading
    assert (reading.start, reading.has_time) == (moment, True)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9", time(9)),
        ("9am", time(9)),
        ("half past eight", time(8, 30)),
        ("21:30", time(21, 30)),
        ("8:30", time(8, 30)),
        ("6pm", time(18)),
        ("8 in the evening", time(20)),
        ("8 abends", time(20)),
        ("um 8 Uhr", time(8)),
        ("halb neun", time(8, 30)),
        ("at nine", time(9)),
        ("9 o'clock", time(9)),
        ("7 pm please", time(19)),
        ("a las ocho de la mañana", time(8)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("24:00", time(0)),
        ("25", None),
        ("24:30", None),
        ("9-10", None),
        ("9 or 10", None),
        ("9am EST", None),
        ("13 am", None),
        ("0 pm", None),
        ("9th", None),
        ("hello", None),
        ("", None),
    ],
)
def test_a_nudge_hour_is_read_alone(text: str, hour: time | None) -> None:
    assert read_clock(text) == hour


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by Friday", "2026-11-27"),
        ("bis Freitag", "2026-11-27"),
        ("Friday at 9", "2026-11-27"),
        ("today", "2026-11-23"),
        ("this morning at 8am", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("by 6pm", "2026-11-23"),
        ("in two weeks", "2026-12-07"),
        ("Dec 1", "2026-12-01"),
        ("end of the month", "2026-11-30"),
        ("Ende des Monats", "2026-11-30"),
        ("next month", "2026-12-31"),
        ("in November", "2026-11-30"),
        ("this week", "2026-11-27"),
        ("next week", "2026-12-04"),
        ("Thursday next week", "2026-12-03"),
        ("this weekend", "2026-11-29"),
        ("in a month", "2026-12-23"),
        ("no date", "none"),
        ("Whenever.", "none"),
        ("kein Datum", "none"),
        ("next Thursday", "? 2026-11-26 | 2026-12-03"),
        ("3/4", "? 2027-04-03 | 2027-03-04"),
        ("in December", "?"),
        ("31.11.", "no"),
        ("yesterday", "no"),
        ("soon", "no"),
    ],
)
def test_a_promise_is_due_on_a_day(text: str, due: str) -> None:
    assert due_shown(read_due(text, MONDAY)) == due


def due_shown(due: Due) -> str:
    match due:
        case NoDate():
            return "none"
        case Ambiguous() | NotUnderstood():
            return shown(due).strip()
        case _:
            return due.isoformat()


def test_a_promise_for_this_week_said_at_the_weekend_is_due_at_once() -> None:
    assert read_due("this week", datetime.fromisoformat("2026-11-28T10:00")) == date(2026, 11, 28)


@given(st.one_of(st.text(max_size=60), phrases))
def test_any_text_about_a_due_day_gives_an_answer(text: str) -> None:
    due = read_due(text, MONDAY)
    assert not isinstance(due, date) or due >= MONDAY.date()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("7", "? 2026-11-26T07:00 | 2026-11-26T19:00"),
        ("7pm", "2026-11-26T19:00"),
        ("6-9pm", "2026-11-26T18:00/2026-11-26T21:00"),
        ("Friday 7pm", "2026-11-27T19:00"),
        ("midnight", "? 2026-11-26 | 2026-11-27"),
        ("hello", "no"),
    ],
)
def test_an_hour_completes_the_day_that_is_known(text: str, meaning: str) -> None:
    assert shown(read_moment_on(date(2026, 11, 26), text, MONDAY)).replace("T00:00", "") == meaning


def test_looking_back_a_weekday_is_the_last_one_and_nothing_is_past() -> None:
    past = {
        "Thursday 6pm": "2026-11-19T18:00",
        "next Thursday": "2026-11-19",
        "Monday": "2026-11-23",
        "20 Nov": "2026-11-20",
        "Dec 1": "2025-12-01",
        "9pm": "2026-11-22T21:00",
        "9am": "2026-11-23T09:00",
        "yesterday": "2026-11-22",
    }
    for text, meaning in past.items():
        assert shown(read_moment(text, MONDAY, NEW_YORK, prefer_future=False)) == meaning, text


@pytest.mark.parametrize(
    ("now", "text", "meaning"),
    [
        ("2026-11-29T10:00", "Thursday next week", "? 2026-12-03 | 2026-12-10"),
        ("2026-11-29T10:00", "weekend", "2026-11-29"),
        ("2026-11-27T10:00", "next Tuesday", "2026-12-01"),
        ("2026-11-25T10:00", "this Monday", "2026-11-30"),
        ("2026-11-26T10:00", "next Thursday", "2026-12-03"),
        ("2026-11-27T10:00", "Thursday in 2 weeks", "? 2026-12-17 | 2026-12-10"),
        ("2026-11-23T20:00", "6pm", "2026-11-24T18:00"),
        ("2027-01-31T10:00", "in a month", "2027-02-28"),
        ("2028-02-01T10:00", "29 Feb", "2028-02-29"),
    ],
)
def test_what_a_phrase_means_depends_on_the_day_it_is_said(now: str, text: str, meaning: str) -> None:
    assert shown(read_moment(text, datetime.fromisoformat(now), NEW_YORK)) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("14.3.2027 2:30am", "2027-03-14T03:00"),
        ("in 2 hours", "2027-03-14T03:30"),
    ],
)
def test_a_minute_that_spring_leaves_out_is_noted(text: str, meaning: str) -> None:
    reading = read_moment(text, datetime.fromisoformat("2027-03-14T00:30"), NEW_YORK)
    assert shown(reading) == meaning
    assert isinstance(reading, Understood)
    assert ("Clocks change" in reading.note) == ("2:30am" in text)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("next Thursday", "Which do you mean: Thu 26 Nov 2026 or Thu 3 Dec 2026?"),
        ("Thursday at 9", "Which do you mean: Thu 26 Nov 2026, 09:00 or Thu 26 Nov 2026, 21:00?"),
        ("Thursday 25.11.", "The day and the date disagree. Which do you mean: Wed 25 Nov 2026 or Thu 26 Nov 2026?"),
        ("25.11.2062", "Do you really mean Sat 25 Nov 2062?"),
        ("next week", "Which day next week?"),
        ("26 listopada 18:00", "I am not sure I read that right. Do you mean Thu 26 Nov 2026, 18:00?"),
        ("before Thursday", "I may have missed something there. Is this the moment you mean?"),
    ],
)
def test_a_doubt_becomes_a_question(text: str, question: str) -> None:
    reading = read_moment(text, MONDAY, NEW_YORK)
    assert isinstance(reading, Ambiguous)
    assert reading.question == question


def test_spans_say_where_the_moment_stands() -> None:
    text = "see you Thursday at 6pm"
    reading = read_moment(text, MONDAY, NEW_YORK)
    assert isinstance(reading, Ambiguous)
    assert [text[start:end] for start, end in reading.spans] == ["Thursday", "6pm"]


def test_several_days_come_with_their_last() -> None:
    reading = read_moment("25-27 November", MONDAY)
    assert isinstance(reading, Understood)
    assert reading.end == datetime.fromisoformat("2026-11-27T00:00")
