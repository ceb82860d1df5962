"""Everything that people send besides what they were asked for, at every point of the story."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from bot.local_telegram.wire import Json
from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Phone

Scene: TypeAlias = Callable[[Phone], Awaitable[None]]

CALENDAR = "\r\n".join(
    (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261101T000000Z"),
        *("DTSTART:20261127T230000Z", "DTEND:20261128T020000Z", "SUMMARY:Choir night", "LOCATION:Vault 9"),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
).encode()
LONGEST = 4096


async def stranger(_phone: Phone) -> None:
    pass


async def setting_up(phone: Phone) -> None:
    await phone.says("/start")


async def at_home(phone: Phone) -> None:
    await scenes.set_up(phone)


async def telling_of_an_event(phone: Phone) -> None:
    await scenes.set_up(phone)
    await phone.says("/event")


async def confirming_an_event(phone: Phone) -> None:
    await scenes.set_up(phone)
    await phone.says("/event Lantern night in three days at 6pm, Gull Street")


async def preparing(phone: Phone) -> None:
    await scenes.the_story_until(phone, scenes.an_event)
    await phone.says("/prep")


async def ticking(phone: Phone) -> None:
    await preparing(phone)
    await phone.taps("Good people")
    await phone.says("A potter")
    await phone.taps("What brought you here?")


async def at_the_event(phone: Phone) -> None:
    await scenes.the_story_until(phone, scenes.met_two)


async def naming_people(phone: Phone) -> None:
    await at_the_event(phone)
    await phone.lives(days=1, until="09:30")
    await phone.taps("Tell you now")


async def debriefing(phone: Phone) -> None:
    await naming_people(phone)
    await phone.taps("That was everyone")


async def checking_in(phone: Phone) -> None:
    await scenes.the_story_until(phone, scenes.debriefed)
    await phone.lives(days=1, until="09:30")
    await phone.taps("Anouk: Done")


WORDY = (stranger, at_home, telling_of_an_event, confirming_an_event, preparing, ticking, naming_people, debriefing)
THINGY = (stranger, setting_up, at_home, telling_of_an_event, at_the_event, naming_people, checking_in)
"""Points of the story; each kind of question stands in one of the two."""

TEXTS = (
    *(
        "x" * LONGEST,
        "word " * 819,
        "😀" * 2048,
        "a\n" * 2000,
        "👩‍👩‍👧‍👦 🇺🇦 ❤️",
        "مرحبا، أنا سارة من القاهرة",
        "\u202egnirts",
    ),
    *("nul \x00 byte", "<b>bold</b> & <script>alert(1)</script>", "</b>", "&lt;", "*_`[", "{name} {0} %s $x", "a|b|c"),
    *("-1", "٣", "²", "…", "?", "tomorrow", "yes", "no", "I don't know", "31 Feb 25:00", "99999", "שלום <b>"),
    *(
        "/",
        "/ start",
        "/START",
        "/start " + "p" * 64,
        "/nosuch",
        "/peple",
        "/cancel",
        "/cancel now",
        "/who",
        "/who <b>",
    ),
    *("/met", "/met <i>Zed</i>, tall", "/event x", "/settings Atlantis", "/event@rapport_local_bot", "//", "/é"),
)


@pytest.mark.parametrize("point", WORDY)
async def test_whatever_is_written_is_answered_and_loses_nothing(exchange: Exchange, ada: Phone, point: Scene) -> None:
    await point(ada)
    before = facts(exchange, ada)
    await ada.says(*TEXTS)
    assert before <= facts(exchange, ada)


FILE = {"file_id": "f", "file_unique_id": "f"}
SIZE = {"width": 1, "height": 1}
POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "regular"}
POLL_RULES = ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only")
NEW_YORK = {"latitude": 40.7, "longitude": -74.0}

THINGS: tuple[Json, ...] = (
    {"poll": POLL | dict.fromkeys(POLL_RULES, False)},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"voice": FILE | {"duration": 3}},
    {"photo": []},
    {"photo": [FILE | SIZE]},
    {"photo": [FILE | SIZE], "caption": "Zed, tall"},
    {"video_note": FILE | {"length": 1, "duration": 1}},
    {"document": FILE | {"file_name": "cv.pdf", "mime_type": "application/pdf"}},
    {"document": FILE},
    {"sticker": FILE | SIZE | {"type": "regular", "is_animated": False, "is_video": False}},
    {"story": {"chat": {"id": 1, "type": "private"}, "id": 1}},
    {"contact": {"phone_number": "", "first_name": ""}},
    {"contact": {"phone_number": "+1", "first_name": "😀" * 200, "vcard": "BEGIN:VCARD"}},
    {"contact": {"phone_number": "+1", "first_name": "a \x00 b"}},
    {"users_shared": {"request_id": 1, "users": [{"user_id": 5}, {"user_id": 6, "first_name": "<b>"}]}},
    {"users_shared": {"request_id": 99, "users": [{"user_id": 5, "username": "five"}]}},
    {"location": {"latitude": 0.0, "longitude": 0.0}},
    {"location": {"latitude": 90.0, "longitude": 180.0}},
    {"location": NEW_YORK},
    {"venue": {"location": NEW_YORK, "title": "Hall", "address": "1 Street"}, "location": NEW_YORK},
    {"text": "a \x00 b"},
    {"text": ""},
    {},
)
BROKEN_CALENDARS = (CALENDAR[:150], b"\x00\xff", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"x" * 1_000_001)


@pytest.mark.parametrize("point", THINGY)
async def test_whatever_is_sent_is_answered_and_loses_nothing(exchange: Exchange, ada: Phone, point: Scene) -> None:
    await point(ada)
    before = facts(exchange, ada)
    for thing in THINGS:
        await ada.sends(thing)
    for calendar in (CALENDAR, *BROKEN_CALENDARS):
        await ada.sends_file("a.ics", "text/calendar", calendar)
    await ada.does(lambda: ada.local.forward(ada.person, "Dinner on Friday 8pm at Luigi's", "Zed"))
    await ada.does(lambda: ada.local.forward(ada.person, "Nice to meet you", "Zed", "zed"))
    own = [message for message in ada.local.chat(ada.person) if not message["from"]["is_bot"] and "text" in message]
    await ada.does(lambda: ada.local.edit(ada.person, own[-1]["message_id"], "Something else"))
    assert before <= facts(exchange, ada)


def facts(exchange: Exchange, phone: Phone) -> set[tuple[str, object]]:
    """The keys of all that was told."""
    kept = exchange.kept(phone.person)
    tables = ("people", "events", "promises", "introductions", "plans", "takeaways", "offers", "contacts")
    return {(table, row[1]) for table in tables for row in kept[table]}
