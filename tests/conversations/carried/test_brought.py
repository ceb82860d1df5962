"""Files of all kinds: what they are is told by what is in them, and none can do harm."""

import io
import json
from contextlib import suppress
from datetime import date
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.carried import brought, contacts, reading
from conversations.carried.brought import AccountFile, ContactsFile, Unreadable, recognised
from conversations.carried.contacts import Newcomer, read_contacts
from conversations.carried.reading import Found, Rejected, read_entries, read_head
from conversations.signals import Card

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ACCOUNT = {"format": "rapport", "version": 1, "bundles": [{"day": "2026-01-01"}, 7], "later": [{"x": 1}]}


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def contents(text: str) -> list[Newcomer | Rejected]:
    return list(read_contacts(text))


def why_not(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        recognised(content)
    return str(refusal.value)


def entries(account: object) -> list[Found | Rejected]:
    return list(read_entries(AccountFile(json.dumps(account).encode()).opened()))


def test_an_export_is_known_in_its_zip_and_by_itself() -> None:
    plain = b"\xef\xbb\xbf" + json.dumps(ACCOUNT).encode()
    for content in (plain, zipped(people__csv=b"a,b", rapport__json=plain)):
        found = recognised(content)
        assert isinstance(found, AccountFile)
        assert read_head(found.opened()).next_key == 1
        bundle, refused = read_entries(found.opened())
        assert isinstance(bundle, Found)
        assert refused == Rejected("bundles, entry 2", "it is no entry")


def test_what_linkedin_packs_is_found_in_its_zip() -> None:
    assert recognised(zipped(Other__csv=b"x", Connections__csv=HEADING.encode())) == ContactsFile(HEADING)
    assert isinstance(recognised(zipped(all__vcf=b"BEGIN:VCARD")), ContactsFile)
    assert recognised(HEADING.encode("utf-16")) == ContactsFile(HEADING)


def test_what_is_of_no_use_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not(b"hello") == brought.NOTHING_OF_USE
    assert why_not(zipped(a__txt=b"a")) == brought.NOTHING_OF_USE
    assert why_not(b"PK\x03\x04") == brought.DAMAGED
    assert why_not(b"x" * (brought.LARGEST + 1)) == brought.TOO_LARGE
    broken = bytearray(zipped(Connections__csv=HEADING.encode() * 9))
    broken[60:90] = b"?" * 30
    assert why_not(bytes(broken)) == brought.DAMAGED
    locked = bytearray(zipped(Connections__csv=HEADING.encode()))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1  # says that it has a password
    assert why_not(bytes(locked)) == brought.DAMAGED
    monkeypatch.setattr(brought, "MOST_MEMBERS", 0)
    assert why_not(zipped(Connections__csv=HEADING.encode())) == brought.NOTHING_OF_USE
    monkeypatch.setattr(brought, "LARGEST_CONTACTS", 10)
    assert why_not(HEADING.encode()) == brought.UNPACKS_TOO_LARGE


def test_a_file_can_be_read_bit_by_bit() -> None:
    with AccountFile(b"{}").opened() as file:
        assert b"".join(file) == b"{}"


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ({"format": "other"}, reading.NOT_OURS),
        ({"format": "rapport"}, reading.NOT_OURS),
        ({"format": "rapport", "version": 2}, reading.NEWER),
        ({"format": "rapport", "version": 1, "next_key": -1}, "I cannot bring that export in: its counter is none."),
        ([1], reading.NOT_OURS),
    ],
)
def test_an_account_that_is_none_of_ours_says_why(head: object, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_head(AccountFile(json.dumps(head).encode()).opened())
    assert str(refusal.value) == why


def test_no_number_of_entries_and_no_value_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ENTRIES", 3)
    with pytest.raises(Unreadable, match="more in that file"):
        entries({"x": [1, 2, 3, 4]})
    monkeypatch.setattr(reading, "LARGEST_ENTRY", 3)
    with pytest.raises(Unreadable, match="more in that file"):
        entries({"x": [[1, 2, 3, 4]]})
    monkeypatch.setattr(reading, "LARGEST_VALUE", 10)
    with pytest.raises(Unreadable, match="more in that file"):
        entries({"x": "a" * 100})


def test_nothing_is_nested_without_end() -> None:
    with pytest.raises(Unreadable, match="nested deeper"):
        list(read_entries(AccountFile(b'{"x":' + b"[" * 20).opened()))


def test_what_is_cut_off_is_damaged() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        list(read_entries(AccountFile(b'{"x":[1,').opened()))


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=20,
)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        match recognised(content):
            case AccountFile() as account:
                read_head(account.opened())
            case ContactsFile(text=text):
                contents(text)


def test_linkedins_table_is_read_below_what_is_said_about_it() -> None:
    text = (
        'Notes:\n"Some of the email addresses are missing."\n\n'
        + HEADING
        + "Ana,López,https://www.linkedin.com/in/Ana/,a@b.org,"
        "Figma,UX,12 Nov 2024\nBen,,,none,,,soon\n,,,,,,\n,Smith,,,,,2024-01-02\n,,x,,,,\n"
    )
    assert contents(text) == [
        Newcomer(
            Card("Ana López", email="a@b.org", work="UX at Figma"),
            "https://www.linkedin.com/in/ana",
            "https://www.linkedin.com/in/Ana/",
            date(2024, 11, 12),
            "on LinkedIn",
        ),
        Newcomer(Card("Ben"), met_how="on LinkedIn"),
        Newcomer(Card("Smith"), met_on=date(2024, 1, 2), met_how="on LinkedIn"),
        Rejected("line 9", "there is no name"),
    ]


def test_lines_that_no_table_has_are_named() -> None:
    assert contents(HEADING + "a" * 30_000 + "\n") == [Rejected("line 2", "it is too long")]
    wide = "".join(f'"{"b" * 10_000}\n' if at == 0 else "b" * 10_000 + "\n" for at in range(20))
    assert Rejected("line 15", "it cannot be read") in contents(HEADING + wide)
    for text in ("a,b\n" * 30, "a,b", '"' + ("c" * 10_000 + "\n") * 15):
        with pytest.raises(Unreadable):
            contents(text)


def test_cards_are_counted_and_damaged_ones_named() -> None:
    text = (
        "BEGIN:VCARD\nFN:Ana\nUID:1\nEND:VCARD\nBEGIN:VCARD\nFN:Lost\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n"
        f"BEGIN:VCARD\nNOTE:{'x' * 60_000}\nEND:VCARD\nBEGIN:VCARD\n;;:\nEND:VCARD\n"
        "BEGIN:VCARD\nEND:VEVENT\nEND:VCARD\nBEGIN:VCARD\nFN:Cem"
    )
    damaged = "it is damaged, or has no name"
    assert contents(text) == [
        Newcomer(Card("Ana"), "1"),
        Rejected("card 2, line 5", damaged),
        Newcomer(Card("Ben")),
        Rejected("card 4, line 10", damaged),
        Rejected("card 5, line 13", damaged),
        Rejected("card 6, line 16", damaged),
        Rejected("card 7, line 19", damaged),
    ]


def test_there_are_only_so_many_people_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "MOST_PEOPLE", 2)
    *people, rest = contents(HEADING + "Ana,B,,,,,\n" * 3)
    assert len(people) == 2
    assert rest == Rejected("the rest", "I take 2 people at a time")
