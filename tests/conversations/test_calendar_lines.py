"""Whatever a calendar file holds, little of it is parsed; what is told about its events comes through."""

from datetime import datetime

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from conversations.calendar_lines import MOST_CHARACTERS, MOST_EVENTS, MOST_LINES, bare_calendar
from conversations.invitation import Unreadable, read_invitation

NOW = datetime(2026, 11, 28, 12)
HEAD, END = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "END:VCALENDAR\r\n"
EVENT = "BEGIN:VEVENT\r\nDTSTART:20261127T230000Z\r\nSUMMARY:Choir\r\n{}END:VEVENT\r\n"
BOMBS = {
    "many events": EVENT.format("") * 9000,
    "never closed": "BEGIN:VEVENT\r\n" * 60_000,
    "deep": "BEGIN:VEVENT\r\n" * 30_000 + "END:VEVENT\r\n" * 30_000,
    "strange parts": "BEGIN:X\r\n" * 40_000 + "END:X\r\n" * 40_000,
    "one line": EVENT.format(f"LOCATION:{'x' * 900_000}\r\n"),
    "one line in pieces": EVENT.format("LOCATION:" + "x\r\n " * 240_000 + "\r\n"),
    "one line of nothing": EVENT.format("LOCATION:" + "\r\n " * 300_000 + "\r\n"),
    "parameters": EVENT.format("DTEND;" + 'X="a";' * 140_000 + "Y=1:20261127T230000Z\r\n"),
    "places": EVENT.format("LOCATION:x\r\n" * 70_000),
    "days left out": EVENT.format("RRULE:FREQ=DAILY\r\nEXDATE:" + ",".join(["20261127T230000Z"] * 55_000) + "\r\n"),
    "lines of days": EVENT.format("RRULE:FREQ=DAILY\r\n" + "EXDATE:20261127T230000Z\r\n" * 35_000),
    "ends": "END:VEVENT\r\n" * 70_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_of_a_bomb_only_a_little_is_parsed(bomb: str) -> None:
    bare = bare_calendar(f"{HEAD}{bomb}{END}".encode())
    assert len(bare) < MOST_CHARACTERS + 20 * MOST_LINES
    assert bare.count(b"\n") <= MOST_LINES + 3
    assert bare.count(b"BEGIN:VEVENT") <= MOST_EVENTS


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_an_event_or_a_clear_no(bomb: str) -> None:
    said = told(f"{HEAD}{bomb}{END}".encode())
    assert said == "Choir" or "One line about" in said


def told(data: bytes) -> str:
    """The title of the first event, or why there is none."""
    try:
        return read_invitation(data, "Europe/Berlin", NOW)[0].title or ""
    except Unreadable as error:
        return str(error)


def test_what_tells_of_an_event_comes_through_and_nothing_else() -> None:
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nSUMMARY:no\r\nEND:VALARM\r\n"
    told = EVENT.format(f"DESCRIPTION:long\r\n{alarm}LOCATION:Vault\r\n  9\r\n")
    bare = bare_calendar(f"\ufeff{HEAD}{told}{END}".encode())
    event = EVENT.format("LOCATION:Vault 9\r\n")
    assert bare.decode() == f"{HEAD}{event}{END}"
    assert bare_calendar(bare) == bare


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_become_lines_with_every_part_closed(data: bytes) -> None:
    bare = bare_calendar(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data)
    assert bare.count(b"BEGIN:") == bare.count(b"END:")


@given(
    begin=st.datetimes(datetime(1990, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    rule=st.sampled_from(
        ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH;WKST=SU", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU")
    ),
    interval=st.sampled_from((1, 2, 3, 5, 7, 12)),
)
def test_a_rule_that_began_long_ago_comes_to_the_same_day_as_if_it_were_counted_out(
    begin: datetime, rule: str, interval: int
) -> None:
    written = f"{rule};INTERVAL={interval}"
    lines = f"BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:{begin:%Y%m%dT%H%M%S}\r\nRRULE:{written}\r\nEND:VEVENT\r\n"
    (event,) = read_invitation(f"{HEAD}{lines}{END}".encode(), "UTC", NOW)
    assert event.start == rrulestr(written, dtstart=begin).after(NOW, inc=True)
