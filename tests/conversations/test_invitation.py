from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.event_line import EventLine
from conversations.invitation import LARGEST, Unreadable, read_invitation
from conversations.moments.values import NotUnderstood, Past, Understood
from conversations.timing import WallTime, local_time

MONDAY = datetime.fromisoformat("2026-11-23T10:00")
NEW_YORK = "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def calendar(*events: str, before: str = "") -> bytes:
    entries = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\n{before}{entries}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


def read(*events: str, zone: str = NEW_YORK, before: str = "") -> EventLine:
    (line,) = read_invitation(calendar(*events, before=before), zone, MONDAY)
    return line


def test_an_event_in_utc_is_told_in_the_persons_zone() -> None:
    line = read(
        "SUMMARY:AI meetup\\, winter\nDTSTART:20261126T230000Z\nDTEND:20261127T010000Z\nLOCATION:Javits  Center"
    )
    assert line.title == "AI meetup, winter"
    assert (line.start, line.end) == (at("2026-11-26T18:00"), at("2026-11-26T20:00"))
    assert line.place == "Javits Center"
    assert line.doubts == ()
    assert line.reading == Understood(at("2026-11-26T18:00"), has_time=True, end=at("2026-11-26T20:00"))


@pytest.mark.parametrize(
    ("start", "local"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261126T180000", "2026-11-26T12:00"),
        ("DTSTART;TZID=America/New_York:20261126T180000", "2026-11-26T18:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261126T180000", "2026-11-26T12:00"),
        ("DTSTART:20261126T180000", "2026-11-26T18:00"),
        ("DTSTART:20270314T023000", "2027-03-14T03:00"),
    ],
)
def test_zones_of_all_kinds_are_converted_and_floating_times_stay(start: str, local: str) -> None:
    assert read(start).start == at(local)


def test_a_zone_goes_by_the_same_rules_in_a_file_and_elsewhere() -> None:
    there = WallTime(at("2026-12-01T19:00"), "America/Vancouver")  # old tables and new ones differ by an hour here
    line = read("DTSTART;TZID=America/Vancouver:20261201T190000")
    assert line.start == local_time(there.utc(), NEW_YORK)


def test_a_zone_nobody_knows_leaves_the_hour_and_says_so() -> None:
    line = read("DTSTART;TZID=Mars/Olympus:20261126T180000")
    assert line.start == at("2026-11-26T18:00")
    assert "Mars/Olympus" in line.doubts[0]


@pytest.mark.parametrize(
    ("rest", "end"),
    [
        ("DURATION:PT90M", "2026-11-26T19:30"),
        ("DTEND:20261126T190000", "2026-11-26T19:00"),
        ("DTEND:20261126T170000", "2026-11-26T21:00"),
        ("DTEND;VALUE=DATE:20261127", "2026-11-26T21:00"),
        ("SUMMARY:no end", "2026-11-26T21:00"),
    ],
)
def test_an_end_is_taken_where_it_makes_sense(rest: str, end: str) -> None:
    assert read(f"DTSTART:20261126T180000\n{rest}").end == at(end)


def test_real_hours_count_where_clocks_change_in_between() -> None:
    line = read("DTSTART;TZID=America/New_York:20270313T220000\nDURATION:PT6H")
    assert line.end == at("2027-03-14T05:00")


def test_a_whole_day_asks_for_the_hour() -> None:
    line = read("SUMMARY:Fair\nDTSTART;VALUE=DATE:20261126")
    assert line.start is None
    assert "what time" in line.doubts[0]
    assert line.reading == Understood(at("2026-11-26"), has_time=False)


def test_several_whole_days_keep_their_last() -> None:
    line = read("DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261129")
    assert line.reading == Understood(at("2026-11-26"), has_time=False, end=at("2026-11-28"))


@pytest.mark.parametrize("start", ["DTSTART;VALUE=DATE:20261120", "DTSTART:20261120T180000"])
def test_an_event_that_is_over_is_past(start: str) -> None:
    assert isinstance(read(start).reading, Past)


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("DTSTART;TZID=Europe/Berlin:20260903T190000\nRRULE:FREQ=WEEKLY", "2026-11-26T13:00"),
        ("DTSTART:20260903T190000\nRRULE:FREQ=WEEKLY;BYDAY=TH\nEXDATE:20261126T190000", "2026-12-03T19:00"),
        ("DTSTART:20260903T190000\nRRULE:FREQ=MONTHLY;BYDAY=1TH", "2026-12-03T19:00"),
        ("DTSTART:20260903T190000\nRRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1", "2026-12-03T19:00"),
        ("DTSTART:20251203T190000Z\nRRULE:FREQ=YEARLY;UNTIL=20301203T190000Z", "2026-12-03T14:00"),
        ("DTSTART:20261120T190000\nRRULE:FREQ=DAILY;UNTIL=20261201", "2026-11-23T19:00"),
        ("DTSTART:20260903T190000\nRRULE:FREQ=WEEKLY;UNTIL=20260930T000000Z", "2026-09-03T19:00"),
        ("DTSTART:20260903T190000\nRRULE:FREQ=WEEKLY;COUNT=2", "2026-09-03T19:00"),
        (
            "DTSTART:20260903T190000\nRRULE:FREQ=WEEKLY\nEXDATE:20261126T190000\nEXDATE:20261203T190000",
            "2026-12-10T19:00",
        ),
    ],
)
def test_a_repeated_event_is_taken_on_its_next_date(rule: str, start: str) -> None:
    line = read(rule)
    assert line.start == at(start)
    assert line.doubts == ("It repeats; this is its next date.",)


def test_a_repeated_whole_day_is_taken_on_its_next_date() -> None:
    line = read("DTSTART;VALUE=DATE:20260903\nRRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261126")
    assert line.reading == Understood(at("2026-12-03"), has_time=False)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTHDAY=99",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYHOUR=1,2",
        "COUNT=3",
        "garbage",
    ],
)
def test_a_rule_beyond_us_is_asked_about(rule: str) -> None:
    line = read(f"SUMMARY:Odd\nDTSTART:20260903T190000\nRRULE:{rule}")
    assert (line.title, line.start) == ("Odd", None)
    assert "On which day" in line.doubts[0]
    assert isinstance(line.reading, NotUnderstood)


def test_several_events_come_by_their_start_and_those_without_a_start_last() -> None:
    data = calendar(
        "SUMMARY:b\nDTSTART;VALUE=DATE:20261124",
        "SUMMARY:late\nDTSTART:20261228T180000",
        "SUMMARY:soon\nDTSTART:20261126T180000",
        "SUMMARY:none",
        "SUMMARY:broken\nDTSTART:someday",
        "SUMMARY:hours\nDTSTART;VALUE=TIME:180000",
    )
    assert [line.title for line in read_invitation(data, NEW_YORK, MONDAY)] == ["soon", "late", "b"]


def test_a_title_given_twice_counts_once() -> None:
    assert read("SUMMARY:one\nSUMMARY:two\nDTSTART:20261126T180000").title == "one"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * (LARGEST + 1), "too large"),
        (b"", "not a calendar"),
        (b"%PDF-1.7", "not a calendar"),
        (b"\xff\xfe\x00", "not a calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", "no event"),
        (calendar("DTSTART:20260903T190000\nRRULE:FREQ=MONTHLY;BYDAY=9TH"), "damaged"),
        (calendar(), "no event"),
        (calendar("SUMMARY:none"), "no event"),
        (calendar("SUMMARY:ball\nDTSTART:16001126T180000"), "no event"),
    ],
)
def test_a_file_that_holds_no_event_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_invitation(data, NEW_YORK, MONDAY)


LINES = """
BEGIN:VEVENT|END:VEVENT|BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VTIMEZONE|DTSTART:20261126T180000Z|DTSTART:00010101T000000Z
DTSTART;VALUE=DATE:99991231|DTSTART:99991231T235959Z|DTSTART;TZID=America/New_York:99991231T235959|DTSTART:00010101T000000
DTEND:20261126T200000|DTEND;TZID=Europe/Berlin:20261126T200000|DURATION:P400D|DURATION:-PT1H|EXDATE:x|SUMMARY|:| folded
RRULE:FREQ=WEEKLY;UNTIL=20261201|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30|RRULE:FREQ=MONTHLY;BYDAY=9TH|RRULE:FREQ=DAILY
RRULE:FREQ=YEARLY|RRULE:FREQ=WEEKLY;BYDAY=XX|RRULE:FREQ=WEEKLY;COUNT=x|SUMMARY;LANGUAGE=de:Hallo|X-\x00:1|LOCATION:here
DTSTART;VALUE=PERIOD:20261126T180000Z/PT1H|EXDATE;VALUE=PERIOD:20261126T180000Z/PT1H|DTSTART:20260903T190000
""".replace("\n", "|").split("|")


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_calendar_is_read_or_refused_with_a_reason(lines: list[str]) -> None:
    data = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]).encode()
    try:
        assert read_invitation(data, NEW_YORK, MONDAY)
    except Unreadable as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - both outcomes are right
