"""Files that are small to send and more than anybody has when they are read, and texts that are made to trick."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.test_bad_input import Scene, at_home, at_the_event, facts, naming_people, stranger


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


EVENT = b"BEGIN:VEVENT\r\nDTSTART:20261127T230000Z\r\nSUMMARY:Choir\r\nEND:VEVENT\r\n"
OPENING, CLOSING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", b"END:VCALENDAR\r\n"
BOMBS = {
    "a.ics": (
        OPENING + EVENT * 12_000 + CLOSING,
        OPENING + b"BEGIN:VEVENT\r\n" * 60_000 + CLOSING,
        OPENING + EVENT.replace(b"Choir", b"x" * 990_000) + CLOSING,
        OPENING + EVENT.replace(b"Choir", b"x\r\n " * 240_000) + CLOSING,
        OPENING + EVENT.replace(b"SUMMARY", b"RRULE:FREQ=DAILY;COUNT=999999999\r\nSUMMARY") + CLOSING,
        OPENING + EVENT.replace(b"SUMMARY", b"RRULE:FREQ=SECONDLY\r\n" * 40_000 + b"SUMMARY") + CLOSING,
        OPENING + b"X" * 300_000 + b";A=" * 100_000 + EVENT + CLOSING,
        OPENING + b"\0" * 500_000 + EVENT + CLOSING,
    ),
    "a.vcf": (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\nEND:VCARD\r\n" * 15_000,
        b"BEGIN:VCARD\r\n" * 60_000,
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + b"x" * 290_000 + b"\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\n" + b"TEL:+1555\r\n" * 6_000 + b"END:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\nPHOTO;ENCODING=b:AAAA" + b"\r\n AAAA" * 30_000 + b"\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE:" + b"=5A=\r\n" * 9_000 + b"\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\n" + b"BEGIN:X\r\n" * 6_000 + b"END:VCARD\r\n",
    ),
    "a.csv": (
        b"First Name,Last Name\n" + b"Zed,X\n" * 150_000,
        b"First Name,Last Name\n" + b'"' * 1_000_000,
        b"First Name,Last Name\n" + b"," * 1_000_000,
        b"First Name,Last Name," * 40_000 + b"\nZed,X\n",
    ),
    "a.zip": (
        zipped({"inner.zip": zipped({"rapport.json": b" " * 5_000_000}), "x.txt": b"x"}),
        zipped({"rapport.json": zipped({"rapport.json": b"{}"})}),
        zipped({f"{number}.txt": b"" for number in range(6_000)}),
        zipped({"../../etc/rapport.json": b"{}", "/rapport.json": b"{"}),
        zipped({"rapport.json": b'{"format": "rapport", "version": 1, "people": ' + b'[{"a":' * 100_000}),
        zipped({"Connections.csv": b"First Name,Last Name\n" + b"Zed,X\n" * 3_000_000}),
    ),
}
"""Small to send, and more than anybody has when they are read."""


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_answered_and_loses_nothing(exchange: Exchange, ada: Phone, name: str) -> None:
    await at_home(ada)
    await ada.says("/met Yan, tall")
    before = facts(exchange, ada)
    for bomb in BOMBS[name]:
        await ada.sends_file(name, "application/octet-stream", bomb)
        await ada.says("/cancel", "/who Yan")
        ada.sees("Yan")
    assert before <= facts(exchange, ada)


TRICKS = (
    *("\u200b", "\u200d" * 4_000, "\u202e", "Zed\u202e,\u202d tall", "\u2066" * 2_000, "Z\u0336e\u0336d\u0336, tall"),
    *(
        "Zed" + "\u0301" * 4_000,
        "\ufeff/met Zed",
        "👩" + "\u200d👩" * 1_300,
        "🇺" * 2_000,
        "\U000e0041" * 1_000,
        "\0" * 4_000,
    ),
    *(
        "((" * 2_000,
        "[" * 4_096,
        "“" * 4_096,
        ", " * 2_048,
        "/" * 4_096,
        "@" * 4_096,
        "a@" * 2_000,
        "1" * 4_096,
        "é" * 4_096,
    ),
    *("krankenschwester" + " und steuerberaterin" * 200, "really " * 580, "not " * 1_000 + "Zed", "and " * 1_000),
)


@pytest.mark.parametrize("point", [stranger, at_home, at_the_event, naming_people])
async def test_tricks_with_signs_are_answered_and_lose_nothing(exchange: Exchange, ada: Phone, point: Scene) -> None:
    await point(ada)
    before = facts(exchange, ada)
    for trick in TRICKS:
        await ada.sends({"text": trick})  # Telegram itself lets none through that is empty to the eye
    await ada.says("/cancel", "/people")
    assert before <= facts(exchange, ada)
