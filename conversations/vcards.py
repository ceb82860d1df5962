"""People from a vCard file (2.1 to 4.0), as somebody's phone or mail program shares them. Reads only."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import vobject  # type: ignore[import-untyped]  # it ships no types; the functions here give them back

from conversations.editing import HANDLE
from conversations.prose import short
from conversations.signals import Card

LARGEST: Final = 300_000
"""Bytes: a card with a picture has some ten thousand."""
LINE_END: Final = re.compile(r"\r\n|\n|\r")
LONGEST_CARD: Final = 50_000
"""Characters of one card without its pictures."""
LONGEST_FILE: Final = 80_000
"""Characters of a whole file without its pictures: a parser of cards takes its time with long ones."""
TOO_LARGE: Final = "That file is too large for a card. Send the one of this person, please."
MOST_CARDS: Final = 10
"""As many as Telegram lets one pick from one's chats at once."""
LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 200
PICTURES: Final = re.compile(r"(?im)^(?:item\d+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*(?:\r?\n[ \t].*)*\r?\n?")
TELEGRAM: Final = ("https://t.me/", "http://t.me/", "t.me/", "tg:", "telegram:", "x-telegram:")


class Unreadable(ValueError):  # noqa: N818 - named in the words of the field, as all our errors are
    """A file that holds no card we can read; the message is for the person."""


def read_vcards(content: bytes) -> tuple[Card, ...]:
    """The people of a vCard file, at most ten.

    Raises Unreadable with a reason for the person.
    """
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    text = PICTURES.sub("", content.decode("utf-8-sig", "replace").replace("\0", ""))
    if len(text) > LONGEST_FILE:
        raise Unreadable(TOO_LARGE)
    if "BEGIN:VCARD" not in text.upper():
        raise Unreadable("That is no card. A .vcf file or a line such as “Ana, UX at Figma, climbs” would do.")
    try:
        found = vobject.readComponents(text, ignoreUnreadable=True, allowQP=True)
        cards = tuple(card for each in islice(found, MOST_CARDS) if (card := _card(each)))
    except Exception as error:  # vobject meets nonsense with whatever its parts raise
        raise Unreadable("That card is damaged. A line such as “Ana, UX at Figma, climbs” would do.") from error
    if not cards:
        raise Unreadable("There is no name on that card. A line such as “Ana, UX at Figma, climbs” would do.")
    return cards


def each_vcard(text: str) -> Iterator[tuple[int, Card | None, str]]:
    """The cards of a text one by one: the line on which each begins, from 1; None where it is damaged; its UID."""
    begun, lines = 0, list[str]()
    for number, line in enumerate(LINE_END.split(text), start=1):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if begun:  # the one before has no end
                yield begun, None, ""
            begun, lines = number, []
        if begun:
            lines.append(line)
        if begun and word == "END:VCARD":
            yield begun, *_read_alone("\r\n".join((*lines, "")))
            begun = 0
    if begun:
        yield begun, None, ""


def _read_alone(text: str) -> tuple[Card | None, str]:
    bare = PICTURES.sub("", text)
    if len(bare) > LONGEST_CARD:
        return None, ""
    try:
        found = next(iter(vobject.readComponents(bare, ignoreUnreadable=True, allowQP=True)))
        return _card(found), _text(
            {name: [each.value for each in entries] for name, entries in found.contents.items()}, "uid"
        )
    except Exception:  # noqa: BLE001 -- as in read_vcards
        return None, ""


def _card(component: Any) -> Card | None:  # noqa: ANN401 - vobject has no types
    values = {name: [entry.value for entry in entries] for name, entries in component.contents.items()}
    name = _text(values, "fn") or " ".join(str(next(iter(values.get("n", ())), "")).split())
    if not name:
        return None
    return Card(
        short(name, LONGEST_NAME),
        next(_handles(values), None),
        _text(values, "tel").removeprefix("tel:") or None,
        email=_text(values, "email").removeprefix("mailto:") or None,
        work=_work(values),
        remark=_text(values, "note") or None,
    )


def _work(values: dict[str, list[Any]]) -> str | None:
    title = _text(values, "title") or _text(values, "role")
    company = _text(values, "org")
    return " at ".join(part for part in (title, company) if part) or None


def _handles(values: dict[str, list[Any]]) -> Iterator[str]:
    """Names on Telegram, from wherever a card keeps them."""
    for name in ("impp", "url", "x-socialprofile", "socialprofile", "x-telegram"):
        for value in values.get(name, ()):
            said = str(value).strip()
            lead = next((lead for lead in TELEGRAM if said.lower().startswith(lead)), "")
            found = HANDLE.fullmatch(said[len(lead) :]) if lead or name == "x-telegram" else None
            if found:
                yield found["name"]


def _text(values: dict[str, list[Any]], name: str) -> str:
    """The first value of a property, on one line; of a company's units the company."""
    first = next(iter(values.get(name, ())), "")
    said = first[0] if isinstance(first, list) and first else first
    return short(str(said) if said else "", LONGEST_TEXT)
