"""Bringing people and accounts along: nothing happens before a preview, and nothing happens twice."""

import io
import json
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from conversations.carried.files import ACCOUNT
from tests.bot.whole import scenes
from tests.bot.whole.full_account import live_a_full_life
from tests.bot.whole.network import keep, met
from tests.bot.whole.phone import Exchange, Key, Phone
from tests.bot.whole.test_export import unpacked

PREAMBLE = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

"""
HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CONNECTIONS = (
    PREAMBLE + HEADING + "Ana,López,https://www.linkedin.com/in/ana,,Figma,UX Designer,12 Nov 2024\n"
    'Ben,Okoro,https://www.linkedin.com/in/ben,ben@example.org,"Weld, Cut & Sons",Welder,03 Jan 2020\n'
    ",,https://www.linkedin.com/in/nobody,,,,01 Feb 2021\n"
    "Cem,Aydin,https://www.linkedin.com/in/cem,,,,\n"
)


def cards(number: int) -> bytes:
    each = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person Number {0}\r\nEMAIL:p{0}@example.org\r\nEND:VCARD\r\n"
    return "".join(each.format(at) for at in range(number)).encode()


def zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


async def export_of(phone: Phone) -> bytes:
    await phone.says("/export")
    stored = phone.local.world.files.find(phone.news[-1]["document"]["file_id"])
    assert stored
    return stored.file.content


async def test_linkedins_connections_become_people_after_a_preview(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ben Okoro"))
    await ada.says("/import")
    ada.sees("Connections.csv", "rapport.json")
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    ada.sees("3 people", "1 already known", "1 entry I cannot use", "line 7: there is no name")
    assert len(await ada.knows(lambda ledger: ledger.people())) == 1
    await ada.taps("Bring in 2 people")
    ada.sees("Done. 2 people are new", "1 you knew already")
    people = {person.name: person for person in await ada.knows(lambda ledger: ledger.people())}
    assert {*people} == {"Ana López", "Ben Okoro", "Cem Aydin"}
    assert people["Ana López"].met_on.isoformat() == "2024-11-12"
    await ada.says("/who Ana López")
    ada.sees("UX Designer at Figma", "linkedin.com/in/ana")


async def test_bringing_people_in_again_changes_nothing(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    await ada.taps("Bring in")
    before = ada.exchange.kept(ada.person)
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    ada.sees("you know all of them already")
    assert ada.exchange.kept(ada.person)["people"] == before["people"]
    assert ada.exchange.kept(ada.person)["notes"] == before["notes"]


async def test_a_button_pressed_twice_brings_nobody_in_twice(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("book.vcf", "text/vcard", cards(12))
    key = next(key for key in ada.keyboard() if key.label.startswith("Bring in 12"))
    await ada.presses(key, key)
    assert len(ada.exchange.kept(ada.person)["people"]) == 12


async def test_a_few_cards_are_people_one_has_met(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("ana.vcf", "text/vcard", cards(2))
    ada.sees("Noted")


async def test_people_brought_in_are_not_brought_up(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("book.vcf", "text/vcard", cards(30))
    await ada.taps("Bring in 30")
    assert not ada.exchange.kept(ada.person)["nudges"]


async def test_an_account_comes_back_as_it_was(ada: Phone, ben: Phone) -> None:
    await live_a_full_life(ada)
    parcel = await export_of(ada)
    account = json.loads(unpacked(ada)[ACCOUNT])
    await ben.sends_file("rapport.zip", "application/zip", parcel)
    ben.sees("An export of mine", "everything back as it was")
    await ben.taps("Bring it in")
    ben.sees("Done")
    await export_of(ben)
    again = json.loads(unpacked(ben)[ACCOUNT])
    assert again.pop("next_key") >= account.pop("next_key")  # his first key depends on where his chat began
    assert again == account
    await ben.sends_file("rapport.json", "application/json", json.dumps(account).encode())
    ben.sees("All of it is here already")


async def test_what_is_missing_is_added_and_the_rest_stays_as_it_is_now(ada: Phone) -> None:
    await live_a_full_life(ada)
    parcel = await export_of(ada)
    gone, *_ = await ada.knows(lambda ledger: ledger.people())
    await ada.says("/start")
    await ada.presses(Key(ada.local.last(ada.person)["message_id"], "", f"d|m_del2|{gone.key}|"))
    await ada.sends_file("rapport.zip", "application/zip", parcel)
    ada.sees("Not here: 1 person")
    await ada.taps("Bring it in")
    assert await ada.knows(lambda ledger: ledger.person(gone.key)) == gone


async def test_another_account_whose_keys_are_free_is_added(ada: Phone, ben: Phone) -> None:
    await live_a_full_life(ada)
    parcel = await export_of(ada)
    await ben.says("/start")
    await scenes.set_up(ben)
    await ben.says("/met Cem, paints boats")
    await ben.sends_file("rapport.zip", "application/zip", parcel)
    await ben.taps("Bring it in")
    people = {person.name for person in await ben.knows(lambda ledger: ledger.people(1_000))}
    assert "Cem" in people
    assert people >= {person.name for person in await ada.knows(lambda ledger: ledger.people(1_000))}


async def test_another_account_whose_keys_mean_something_else_here_is_not_mixed_in(ada: Phone) -> None:
    await live_a_full_life(ada)
    await export_of(ada)
    account = json.loads(unpacked(ada)[ACCOUNT])
    for entry in (entry for section in account.values() if isinstance(section, list) for entry in section):
        entry.update({name: "2020-01-01T00:00:00+00:00" for name in ("kept_at", "opened_at") if name in entry})
    people = await ada.knows(lambda ledger: ledger.people(1_000))
    await ada.sends_file("rapport.json", "application/json", json.dumps(account).encode())
    ada.sees("It is of another account", "Its people can come along")
    assert not any("Bring it in" in key.label for key in ada.keyboard())
    assert await ada.knows(lambda ledger: ledger.people(1_000)) == people


async def test_a_preview_comes_before_the_open_question(ada: Phone) -> None:
    await ada.says("/start")
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    preview = next(at for at, text in enumerate(ada.texts()) if "3 people" in text)
    assert "Where are you" in ada.texts()[-1]
    assert preview < len(ada.texts()) - 1
    await ada.taps("Leave it")
    ada.sees("Nothing was changed")


async def test_a_file_that_is_gone_has_to_be_sent_once_more(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    preview = ada.local.last(ada.person)
    ada.local.world.messages.replace({name: each for name, each in preview.items() if name != "reply_to_message"})
    await ada.taps("Bring in")
    ada.sees("send it once more")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", b"PK\x03\x04 broken", "damaged"),
        ("a.zip", zipped("notes.txt", b"hello"), "nothing in that file"),
        ("bomb.zip", zipped("rapport.json", b"{" + b" " * 200_000_000), "more in that file than"),
        ("bomb.zip", zipped("rapport.json", b'{"x": [' + b"1," * 2_000_000), "more in that file than"),
        ("bomb.zip", zipped("Connections.csv", b"a,b\n" * 6_000_000), "far larger"),
        ("a.json", b'{"format": "rapport", "x": "' + b"a" * 2_000_000, "more in that file than"),
        ("a.json", b'{"a": 1}', "no export of mine"),
        ("a.json", b'{"format": "rapport", "version": 99}', "newer version"),
        ("a.json", b'{"format": "rapport", "version": 1, "people": [' + b"[" * 5000, "nested deeper"),
        ("a.json", b'{"format": "rapport", "version": 1, "people": [{', "damaged"),
        ("a.csv", b"a,b,c\n1,2,3\n", "nothing in that file"),
        ("a.csv", b"\xff\xfe\x00", "nothing in that file"),
        ("a.csv", HEADING.encode() + b"x" * 1_000_000, "line 2: it is too long"),
    ],
)
async def test_a_file_of_no_use_gets_a_clear_word(ada: Phone, name: str, content: bytes, words: str) -> None:
    await scenes.set_up(ada)
    await ada.sends_file(name, "application/octet-stream", content)
    ada.sees(words)


async def test_entries_that_cannot_be_taken_in_are_named(exchange: Exchange, ada: Phone) -> None:
    await scenes.set_up(ada)
    person = {"key": "p1", "name": "Ana", "event": None, "met_on": "2026-01-01", "kept_at": "2026-01-01T10:00:00Z"}
    wrong = [
        person | change for change in ({"met_on": "nonsense"}, {"key": "A|b"}, {"pace": 10**9}, {"name": "x" * 10**5})
    ]
    account = {"format": "rapport", "version": 1, "people": [person, *wrong, *wrong]}
    await ada.sends_file("rapport.json", "application/json", json.dumps(account).encode())
    ada.sees("8 entries I cannot use", "people, entry 2: its “met_on” cannot be read", "and 3 more")
    await ada.taps("Bring it in")
    assert [each.name for each in await ada.knows(lambda ledger: ledger.people())] == ["Ana"]
