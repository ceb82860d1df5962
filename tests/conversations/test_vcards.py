import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.signals import Card
from conversations.vcards import LARGEST, LONGEST_FILE, MOST_CARDS, Unreadable, read_vcards


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """vobject tells its log about every odd line; the bot silences it."""
    log = logging.getLogger("vobject.base")
    before = log.level
    log.setLevel(logging.CRITICAL)
    yield
    log.setLevel(before)


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> bytes:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")).encode()


def read_one(*lines: str, version: str = "3.0") -> Card:
    (found,) = read_vcards(card(*lines, version=version))
    return found


def test_an_iphone_card_tells_how_one_reaches_somebody_and_what_they_do() -> None:
    assert read_one(
        "PRODID:-//Apple Inc.//iPhone OS 17.4//EN",
        "N:Lopes;Ana;;;",
        "FN:Ana Lopes",
        "ORG:Figma;Design;",
        "TITLE:UX researcher",
        "item1.EMAIL;type=INTERNET;type=pref:ana@example.org",
        "item1.X-ABLabel:_$!<Other>!$_",
        "TEL;type=CELL;type=VOICE;type=pref:+351 912 345 678",
        "TEL;type=HOME:+351 1",
        "NOTE:Climbs\\, keeps bees\\nmet at the bar",
    ) == Card(
        "Ana Lopes",
        None,
        "+351 912 345 678",
        email="ana@example.org",
        work="UX researcher at Figma",
        remark="Climbs, keeps bees met at the bar",
    )


def test_an_old_phones_card_is_read_with_its_quoted_printable_name() -> None:
    found = read_one(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4C=C3=B3pez;=5A=6F=C3=AB;;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=5A=6F=C3=AB=20=4C=C3=B3=",
        "=70=65=7A",
        "TEL;CELL:0151 1234567",
        version="2.1",
    )
    assert (found.name, found.phone) == ("Zoë López", "0151 1234567")


def test_a_new_card_keeps_its_ways_as_addresses() -> None:
    found = read_one(
        "FN:Zoë López",
        "TEL;VALUE=uri;TYPE=cell:tel:+49-151-1234567",
        "EMAIL:mailto:zoe@example.org",
        "IMPP:telegram:zoe_l",
        "ROLE:Architect",
        version="4.0",
    )
    assert found == Card("Zoë López", "zoe_l", "+49-151-1234567", email="zoe@example.org", work="Architect")


@pytest.mark.parametrize(
    "line",
    [
        "URL:https://t.me/ana_l",
        "item1.URL:http://t.me/ana_l/",
        "X-SOCIALPROFILE;type=telegram:https://t.me/ana_l",
        "X-TELEGRAM:@ana_l",
        "IMPP;X-SERVICE-TYPE=Telegram:x-telegram:ana_l",
        "URL:https://example.org\r\nURL:t.me/ana_l",
    ],
)
def test_a_name_on_telegram_is_found_wherever_a_card_keeps_it(line: str) -> None:
    assert read_one("FN:Ana", line).handle == "ana_l"


@pytest.mark.parametrize("line", ["URL:https://example.org/ana_l", "URL:https://t.me/+a/b", "IMPP:skype:ana_l"])
def test_another_address_is_no_name_on_telegram(line: str) -> None:
    assert read_one("FN:Ana", line).handle is None


def test_without_a_full_name_the_parts_are_put_together() -> None:
    assert read_one("N:Lopes;Ana;;Dr.;").name == "Dr. Ana Lopes"


def test_pictures_are_passed_over_however_they_are_folded() -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60 + "".join(f"\r\n {'B' * 70}" for _ in range(400))
    assert read_one("FN:Ana", picture, "TEL:12345").phone == "12345"
    assert read_one("PHOTO;BASE64:////", "item2.LOGO:data:image/png;base64,AAAA", "FN:Ana").name == "Ana"


def test_of_many_cards_the_first_ten_are_taken() -> None:
    found = read_vcards(b"".join(card(f"FN:Ana {number}") for number in range(14)))
    assert [each.name for each in found] == [f"Ana {number}" for number in range(MOST_CARDS)]


def test_a_card_without_a_name_among_others_is_left_out() -> None:
    found = read_vcards(card("FN:Ana") + card("TEL:12345") + card("FN:Ben"))
    assert [each.name for each in found] == ["Ana", "Ben"]


def test_bare_line_ends_a_byte_order_mark_and_nul_do_no_harm() -> None:
    assert read_vcards(b"\xef\xbb\xbf" + card("FN:A\0na", end="\n"))[0].name == "Ana"


def test_a_long_name_and_a_long_note_are_cut() -> None:
    found = read_one(f"FN:{'Ana ' * 40}", f"NOTE:{'word ' * 200}")
    assert len(found.name) <= 60
    assert len(found.remark or "") <= 200


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "That is no card"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "That is no card"),
        (card("TEL:12345"), "no name on that card"),
        (card("FN:  "), "no name on that card"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\n", "That card is damaged"),
        (b"BEGIN:VCARD\r\nEND:VEVENT\r\n", "That card is damaged"),
        (card("FN:Ana", "NOTE:" + "x" * LARGEST), "too large for a card"),
        (card("FN:Ana", "NOTE:" + "x" * (LONGEST_FILE + 1)), "too large for a card"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_would_do(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as refused:
        read_vcards(content)
    assert "!" not in str(refused.value)
    assert "Ana, UX at Figma" in str(refused.value) or "Send the one" in str(refused.value)


PARTS = (
    b"BEGIN:VCARD",
    b"END:VCARD",
    b"VERSION:2.1",
    b"FN:",
    b"N:;;",
    b"TEL;",
    b":",
    b"=C3=\r\n",
    b"\r\n",
    b"\n ",
    b"\0",
)
PIECES = st.sampled_from(
    (*PARTS, b";ENCODING=QUOTED-PRINTABLE:", b"BEGIN:X", b"ORG:;", b"Ana", b"IMPP:t.me/")
) | st.binary(max_size=12)


@tries(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25).map(b"".join) | st.binary(max_size=300))
def test_whatever_the_bytes_there_are_cards_with_names_or_a_reason(content: bytes) -> None:
    try:
        cards = read_vcards(b"BEGIN:VCARD\r\n" + content)
    except Unreadable:
        return
    assert 1 <= len(cards) <= MOST_CARDS
    assert all(each.name.strip() for each in cards)
