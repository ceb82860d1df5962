"""The files beside an export's JSON: tables, cards and a calendar that other programs read."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from conversations.carried import dates, files, sheets
from conversations.carried.account import Kept, Owned, PastBundle, Section
from conversations.carried.around import Around
from conversations.carried.cards import VERSIONS, cards
from conversations.carried.sheets import DANGEROUS, harmless
from conversations.facts import (
    Contact,
    Event,
    Fact,
    Introduction,
    Key,
    Note,
    NoteKind,
    Offer,
    Person,
    Promise,
    PromiseState,
    Settings,
)
from conversations.timing import WallTime
from conversations.vcards import each_vcard, read_vcards

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
DAY = date(2026, 11, 28)
ANA = Person(Key("p1"), "Ana López", Key("e1"), DAY, who="Climbs", handle="ana_l", phone="+351 912", email="a@b.org")
BEN = Person(Key("p2"), "Ben", None, DAY, met_how="at the bar", stopped=True, last_contact=NOW)
START = WallTime(datetime(2026, 12, 1, 18), "Europe/Berlin")
FAIR = Event(Key("e1"), "Lantern fair", START, WallTime(datetime(2026, 12, 1, 21), "Europe/Berlin"), "Gull Street")
NOTES = (
    Note(Key("n1.n0"), ANA.key, NoteKind.WORK, "UX at Figma", DAY),
    Note(Key("n1.n1"), ANA.key, NoteKind.WORK, "also teaches", DAY),
    Note(Key("n1.n2"), ANA.key, NoteKind.NEED, "a photographer", DAY),
    Note(Key("n1.n3"), ANA.key, NoteKind.INTEREST, "bees", DAY),
)
AROUND = Around({ANA.key: ANA, BEN.key: BEN}, {FAIR.key: FAIR}, {ANA.key: NOTES, BEN.key: (NOTES[1],)})


def kept(*facts: Fact) -> list[Kept]:
    return [Kept(fact, NOW) for fact in facts]


def table(section: Section, *facts: Fact) -> list[dict[str, str]]:
    text = sheets.heading(section) + sheets.rows(section, kept(*facts), AROUND)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_person_is_a_line_with_all_that_was_noted() -> None:
    ana, ben = table(Section.PEOPLE, ANA, BEN)
    assert (ana["name"], ana["met at"], ana["work"]) == ("Ana López", "Lantern fair", "UX at Figma; also teaches")
    assert (ana["telegram"], ana["phone"]) == ("'@ana_l", "'+351 912")
    assert (ben["met how"], ben["last contact"], ben["nudges"]) == ("at the bar", "2026-11-28 09:00", "paused")


def test_promises_introductions_and_contacts_name_their_people() -> None:
    mine = Promise(Key("h1"), ANA.key, "send the article", DAY, DAY)
    theirs = Promise(Key("h2"), None, "a book", DAY, mine=False)
    assert [(row["by"], row["to"], row["due"]) for row in table(Section.PROMISES, mine, theirs)] == [
        ("me", "Ana López", "2026-11-28"),
        ("", "me", ""),
    ]
    known = Introduction(Key("b1"), ANA.key, "ben", DAY, other_key=BEN.key)
    typed = Introduction(Key("b2"), ANA.key, "somebody at Figma", DAY, to_me=True)
    rows = table(Section.INTRODUCTIONS, known, typed)
    assert [(row["meets"], row["offered to me"]) for row in rows] == [("Ben", "no"), ("somebody at Figma", "yes")]
    (contact,) = table(Section.CONTACTS, Contact(Key("k1"), Key("p9"), NOW, "had coffee"))
    assert contact == {"person": "", "at (UTC)": "2026-11-28 09:00", "what": "had coffee"}


def test_what_has_no_table_is_in_none() -> None:
    assert sheets.rows(Section.PEOPLE, kept(Offer(Key("o1"), "piano")), AROUND).strip() == ""


@given(st.text(max_size=10) | st.sampled_from([f"{sign}1+1" for sign in DANGEROUS]))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell.lstrip(" ").startswith(DANGEROUS)
    assert cell.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_card_says_what_an_address_book_has_a_place_for(version: str) -> None:
    text = cards(kept(ANA, BEN, FAIR), AROUND, version)
    ana, ben = vobject.readComponents(text)
    assert (ana.version.value, ana.fn.value, ana.n.value.family, ben.n.value.given) == (
        version,
        "Ana López",
        "López",
        "Ben",
    )
    assert (ana.title.value, ana.org.value, ben.title.value) == ("UX", ["Figma"], "also teaches")
    assert "Met on Sat 28 Nov 2026: Lantern fair" in ana.note.value
    assert "Needs: a photographer" in ana.note.value
    assert "Work: also teaches" in ana.note.value
    assert text == cards(kept(ANA, BEN), AROUND, version)


def test_our_own_reader_knows_our_cards() -> None:
    (card,) = read_vcards(cards(kept(ANA), AROUND, "3.0").encode())
    assert (card.name, card.handle, card.phone, card.email, card.work) == (
        *("Ana López", "ana_l", "+351 912", "a@b.org"),
        "UX at Figma",
    )
    ((line, same, uid),) = each_vcard(cards(kept(ANA), AROUND, "4.0"))
    assert line == 1
    assert same
    assert same.handle == "ana_l"
    assert uid.startswith("urn:uuid:")


def test_events_and_open_promises_with_a_day_are_in_the_calendar() -> None:
    promise = Promise(Key("h1"), ANA.key, "send the article", DAY, DAY)
    hers = Promise(Key("h2"), ANA.key, "a book", DAY, DAY, mine=False)
    nobodys = Promise(Key("h3"), None, "call the bank", DAY, DAY)
    over = Promise(Key("h4"), ANA.key, "a map", DAY, DAY, state=PromiseState.DONE)
    bare = Event(Key("e2"), "Walk\x0b", START, START)
    text = dates.OPENING + dates.items(kept(FAIR, bare, promise, hers, nobodys, over), AROUND, NOW) + dates.CLOSING
    items = {str(item["SUMMARY"]): item for item in Calendar.from_ical(text).walk("VEVENT")}
    assert {*items} == {
        *("Lantern fair", "Walk ", "Promised to Ana López: send the article"),
        *("Promised Ana López: a book", "Promised: call the bank"),
    }
    fair = items["Lantern fair"]
    assert (fair.decoded("DTSTART"), str(fair["LOCATION"])) == (START.utc(), "Gull Street")
    said = items["Promised: call the bank"]
    assert (said.decoded("DTSTART"), said.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))


def test_the_pieces_make_whole_files() -> None:
    made = dict.fromkeys((files.ACCOUNT, *files.BESIDE), "")
    pieces = [*files.opening(Owned(Settings(), 1), NOW), files.section_opening(Section.PEOPLE)]
    pieces += files.pieces(Section.PEOPLE, kept(ANA), AROUND, NOW, is_first=True)
    pieces += files.pieces(Section.PEOPLE, kept(BEN), AROUND, NOW, is_first=False)
    pieces += files.pieces(Section.PEOPLE, (), AROUND, NOW, is_first=False)
    pieces += [files.section_closing(), files.section_opening(Section.BUNDLES)]
    events = files.pieces(Section.EVENTS, kept(FAIR), AROUND, NOW, is_first=True)
    pieces += [piece for piece in events if piece[0] == files.CALENDAR]
    pieces += files.pieces(Section.BUNDLES, [PastBundle(DAY)], AROUND, NOW, is_first=True)
    for name, text in [*pieces, files.section_closing(), *files.closing()]:
        made[name] += text
    assert '"people": [\n{"key":"p1"' in made[files.ACCOUNT]
    assert made[files.ACCOUNT].endswith('{"day":"2026-11-28"}]}\n')
    assert "SUMMARY:Lantern fair" in made[files.CALENDAR]
    assert len(list(csv.reader(io.StringIO(made["people.csv"])))) == 3
