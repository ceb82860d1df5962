"""Whatever is written or sent, whoever reads it comes to an end and raises nothing but its own no."""

import contextlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cutting import cut_html, cut_text
from bot.render import address
from conversations import invitation, vcards
from conversations.address import read
from conversations.asides import aside, is_asked
from conversations.captures import is_small_talk, is_undo, read_capture, spoken_of
from conversations.carried import brought
from conversations.carried.account import Section
from conversations.carried.contacts import read_contacts
from conversations.carried.lines import FORMAT, VERSION
from conversations.carried.reading import read_entries, read_head
from conversations.correcting import correction
from conversations.details import as_line
from conversations.draft_notes import public
from conversations.event_line import read_event_line
from conversations.folding import folded
from conversations.jotted import jotted
from conversations.jotted_whom import mentioned, whose
from conversations.moments.clocks import read_clock
from conversations.moments.coming_back import read_return, read_return_day
from conversations.moments.due import read_due
from conversations.moments.reading import read_moment, read_moment_on
from conversations.names import read_names
from conversations.prose import plain
from conversations.recall import asked
from conversations.reframing_rules import kind_of
from conversations.shrugs import is_shrug, says_nothing, without_lead
from conversations.steering import typed
from conversations.stems import thoughts
from conversations.zones import find_zone
from tests.fuzz.trials import ODD, texts, tried

NOW = datetime(2026, 11, 28, 12, 7)
ZONE = "America/New_York"
NOTED = ("Ana", "Ben", "Dr. No")
READERS: dict[str, Callable[[str], object]] = {
    "moment": partial(read_moment, now_local=NOW, zone=ZONE),
    "moment gone by": partial(read_moment, now_local=NOW, zone=ZONE, prefer_future=False),
    "moment on a day": lambda text: read_moment_on(NOW.date(), text, NOW, ZONE),
    "clock": read_clock,
    "due": partial(read_due, now_local=NOW),
    "return": partial(read_return, now_local=NOW, zone=ZONE),
    "event": partial(read_event_line, now_local=NOW, zone=ZONE),
    "names": read_names,
    "capture": read_capture,
    "undo": is_undo,
    "small talk": is_small_talk,
    "spoken of": lambda text: spoken_of(text, NOTED),
    "whose": lambda text: whose(text, read_capture(text), NOTED),
    "note": partial(jotted, now=NOW, zone=ZONE),
    "correction": lambda text: correction(text, NOTED),
    "aside": aside,
    "is asked": is_asked,
    "recall": asked,
    "shrug": is_shrug,
    "lead": without_lead,
    "stems": thoughts,
    "zone": find_zone,
    "control": lambda text: typed(text, (), "Ana"),
    "position": kind_of,
    "public": public,
    "line": as_line,
    "nothing": says_nothing,
    "return day": partial(read_return_day, now_local=NOW, zone=ZONE),
    "mentioned": lambda text: mentioned(text, NOTED),
    "folded": folded,
    "cut text": lambda text: cut_text(text, 60),
    "cut page": lambda text: cut_html(plain(text), 60),
    "address": read,
    "callback data": address,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@tried(60)
@given(text=texts)
def test_whatever_is_written_is_read_or_not(reader: Callable[[str], object], text: str) -> None:
    reader(text)


ICS = (
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X"),
    *("DTSTART:20261127T230000Z", "DTSTART;TZID=X:20261127T230000", "DTSTART;VALUE=DATE:20261127", "DTSTART:0000", " "),
    *("DTEND:20261128T020000Z", "DTEND:20261127", "DURATION:PT3H", "DURATION:-P9999999W", "SUMMARY:Choir", "SUMMARY"),
    *("RRULE:FREQ=DAILY", "RRULE:FREQ=MONTHLY;BYDAY=5MO", "RRULE:FREQ=WEEKLY;INTERVAL=0", "RRULE:FREQ=DAILY;COUNT=9"),
    *("RRULE:FREQ=YEARLY;UNTIL=99991231", "RRULE:", "EXDATE:20261127T230000Z", "EXDATE;VALUE=DATE:x", "LOCATION:Vault"),
    *(
        "TZOFFSETFROM:+9999",
        "TZOFFSETTO:-0100",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "DTSTART;TZID=Europe/Berlin:20261127T230000",
    ),
    *('SUMMARY;X="a:Choir', "SUMMARY;=:x", "DTSTART:20261127T256199", "DTSTART:19000101T000000", "UID:1", "VERSION:9"),
)
VCF = (
    *(
        "BEGIN:VCARD",
        "END:VCARD",
        "VERSION:2.1",
        "VERSION:4.0",
        "FN:Ana",
        "FN:",
        "N:A;B;C;D;E",
        "N:;;;;",
        "TEL:+1",
        "TEL",
    ),
    *(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=A4;=",
        "PHOTO;ENCODING=b:AAAA",
        " AAAA",
        "ORG:a;b;c",
        "NOTE:x\\ny",
    ),
    *(
        "item1.URL:https://t.me/ana",
        "X-TELEGRAM:@ana",
        "BDAY:0000",
        "EMAIL;TYPE=INTERNET:a@b",
        "UID:1",
        "REV:now",
        "KEY:x",
    ),
    *(
        "BEGIN:VEVENT",
        "FN;ENCODING=BASE64:!!!",
        "FN;ENCODING=QUOTED-PRINTABLE:=ZZ",
        "FN;CHARSET=nosuch:x",
        "ADR:1",
        "GEO:x",
    ),
)


def lines_of(parts: tuple[str, ...], first: str) -> st.SearchStrategy[bytes]:
    some = st.lists(
        st.sampled_from((*parts, *ODD[:8])) | st.binary(max_size=9).map(lambda found: found.decode("latin-1"))
    )
    return some.map(lambda lines: "\r\n".join((first, *lines)).encode("utf-8", "surrogatepass"))


@tried(300)
@given(data=lines_of(ICS, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT"))
def test_a_calendar_file_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(invitation.Unreadable):
        invitation.read_invitation(data, ZONE, NOW)


@tried(300)
@given(data=lines_of(VCF, "BEGIN:VCARD"))
def test_cards_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(vcards.Unreadable):
        vcards.read_vcards(data)
    list(vcards.each_vcard(data.decode("utf-8", "replace")))


HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
CELLS = (
    "Ana",
    "Lima",
    "https://www.linkedin.com/in/ana",
    "a@b.c",
    "Figma",
    "26 Nov 2026",
    "99 Foo 0",
    '"',
    '""',
    ",",
    "\n",
    "",
)
tables = st.lists(st.lists(st.sampled_from((*CELLS, *ODD)), max_size=9).map(",".join), max_size=9).map("\n".join)


@tried(200)
@given(table=tables, notes=st.booleans())
def test_a_table_of_contacts_is_read_line_by_line(table: str, *, notes: bool) -> None:
    text = brought.decoded(f"{'Notes:' if notes else ''}\n{HEADING}\n{table}".encode("utf-8", "surrogatepass"))
    with contextlib.suppress(brought.Unreadable):
        list(read_contacts(text))


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from((*ODD, "p1", "e1", "2026-11-28"))
names = st.sampled_from(
    ("key", "name", "owner", "at", "zone", "event", "person", "kind", "text", "answers", "state", "x")
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5), max_leaves=12
)
sections = st.dictionaries(
    st.sampled_from([*Section, "settings", "nosuch"]), st.lists(values, max_size=3) | values, max_size=4
)


@tried(200)
@given(sections=sections)
def test_an_export_is_taken_in_entry_by_entry_or_refused(sections: dict[str, object]) -> None:
    content = json.dumps({"format": FORMAT, "version": VERSION} | sections).encode()
    with contextlib.suppress(brought.Unreadable):
        found = brought.recognised(content)
        if isinstance(found, brought.AccountFile):
            with contextlib.suppress(brought.Unreadable):
                read_head(found.opened())
            list(read_entries(found.opened()))


@tried(200)
@given(
    content=st.binary(max_size=300), lead=st.sampled_from((b"", b"PK\x03\x04", b"{", b"\xff\xfe", b"BEGIN:VCARD", b","))
)
def test_any_file_is_recognised_or_refused(content: bytes, lead: bytes) -> None:
    with contextlib.suppress(brought.Unreadable):
        brought.recognised(lead + content)
