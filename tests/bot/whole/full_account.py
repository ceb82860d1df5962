"""An account in which there is some of everything that can be kept. No test stands here.

All her words hold both marks, which stand nowhere else; the first names hold only the first one.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import product

from conversations.facts import (
    Apart,
    ApartKind,
    Contact,
    Event,
    Fact,
    Introduction,
    IntroductionState,
    Key,
    Note,
    NoteKind,
    Offer,
    Person,
    Plan,
    Promise,
    PromiseState,
    Takeaway,
    TakeawayKind,
    apart_key,
)
from conversations.timing import WallTime
from tests.bot.whole import scenes
from tests.bot.whole.network import NAMES, keep, today
from tests.bot.whole.phone import Exchange, Phone, Rows
from tests.bot.whole.remembered import remembered

MARK, OTHER_MARK = "quill", "umbra"
VOICE = ("note.ogg", "audio/ogg", b"OggS")
PHOTO = ("stand.gif", "image/gif", b"GIF89a\x04\x00\x03\x00")
FIRST = 100
"""The number of the first key: those below are given out in the conversation."""

SPEAKER = 90210
"""The Telegram id of somebody she knows."""


async def live_a_full_life(phone: Phone) -> None:
    """From set-up to an event with everything, and the four weeks after it."""
    await remembered(phone, full_life)


async def full_life(phone: Phone) -> None:
    """It, lived in any case."""
    await scenes.set_up(phone)
    await keep(phone, *_events(phone), *_people(phone), *_notes(phone), *_bonds(phone))
    await phone.says("/event Quill night umbra today at 9am, Quill hall umbra")
    await phone.taps("Yes, that")
    await phone.lives(until="09:10")
    await phone.says("Quillora Umbra, umbra welder, send her the umbra book by Friday", "quillora sings umbra songs")
    await phone.sends_file(*VOICE)
    await phone.sends_file(*PHOTO)
    await phone.says("Quillex, plays umbra chess")
    await phone.lives(until="13:00")
    await phone.says("/debrief")
    await phone.taps("That was everyone")
    await phone.says("Quill restores umbra organs")
    await phone.lives(days=26, until="12:00")
    await phone.says("/event Quill dinner umbra in ten days at 6pm, Quill loft umbra", "/people Quillana")
    await phone.taps("Yes, that")
    await phone.says("/prep")
    await phone.taps("Good people")
    await phone.says("Quill asks umbra questions")
    await phone.says("/event Quill lunch umbra in nine days at noon, Quill bar umbra")


def _events(phone: Phone) -> Iterator[Event]:
    zone, noon = str(phone.zone), phone.moment(0, "12:00").replace(tzinfo=None)
    for number in range(10):
        start = noon - timedelta(days=40 + number)
        end = start + timedelta(hours=3)
        times = WallTime(start, zone), WallTime(end, zone)
        yield Event(Key(f"e{FIRST + number}"), f"Quill fair {number} umbra", *times, "Quill pier umbra", debriefed=True)


def _people(phone: Phone) -> Iterator[Person]:
    day = today(phone)
    for number, name in enumerate((*NAMES[:14], "Ana")):
        event = Key(f"e{FIRST + number % 10}")
        yield Person(
            Key(f"p{FIRST + number}"), f"Quill{name.lower()} Umbra", event, day, debriefed_on=day, who="Quill, umbra"
        )
    yield Person(
        Key("p150"),
        "Quillzoe Umbra",
        None,
        day,
        who="quill who umbra",
        said="quill said umbra",
        met_how="quill how umbra",
        touch_how="quill touch umbra",
        handle="quillzoe",
        phone="+49 170 1234567",
        email="quillzoe@quill.example",
        telegram_id=SPEAKER,
        next_touch=day + timedelta(days=1),
        debriefed_on=day,
    )


def _notes(phone: Phone) -> Iterator[Note]:
    words = (kind for kind in NoteKind if kind not in (NoteKind.VOICE, NoteKind.PHOTO))
    for number, (kind, person) in enumerate(product(words, ("p150", "p101", "p102"))):
        yield Note(Key(f"n{FIRST + number}"), Key(person), kind, "quill umbra tool design", today(phone))


def _bonds(phone: Phone) -> Iterator[Fact]:
    day, now = today(phone), phone.exchange.hand.moment
    for number, (state, mine) in enumerate(product(PromiseState, (True, False))):
        yield Promise(Key(f"h{FIRST + number}"), Key("p150"), f"Quill umbra {number}", day, day, mine, state)
    for number in range(6, 14):
        due = day + timedelta(days=number)
        yield Promise(Key(f"h{FIRST + number}"), Key(f"p{FIRST + number}"), f"Quill umbra {number}", day, due)
    for number, (station, to_me) in enumerate(product(IntroductionState, (True, False))):
        idea = Introduction(
            Key(f"i{FIRST + number}"), Key(f"p{FIRST + number}"), "Quillmax Umbra", day, to_me, station, day
        )
        yield idea if to_me else replace(idea, other="Quillana Umbra", other_key=Key("p100"))
    yield Contact(Key("k101"), Key("p103"), now, "Quill umbra tea")
    yield Plan(Key("l101"), Key("e101"), "quill umbra", "quill umbra then")
    yield Offer(Key("o101"), "Quill umbra lamps")
    for number, (kind, settled) in enumerate(product(TakeawayKind, (True, False))):
        by = Key("p104") if kind is TakeawayKind.ADVICE else None
        yield Takeaway(Key(f"t{FIRST + number}"), Key("e101"), kind, f"Quill umbra {number}", day, settled, by)
    for apart, other in product(ApartKind, (Key("p106"), Key("p107"))):
        yield Apart(apart_key(apart, Key("p105"), other), apart, Key("p105"), other)


def files_of(phone: Phone) -> list[str]:
    """The recordings and pictures that this person sent, as Telegram names them."""
    own = [message for message in phone.local.chat(phone.person) if not message["from"]["is_bot"]]
    voices = [message["voice"]["file_id"] for message in own if "voice" in message]
    return [*voices, *(message["photo"][-1]["file_id"] for message in own if "photo" in message)]


def copied(exchange: Exchange, kept: Rows, phone: Phone, words: Mapping[str, str]) -> None:
    """Let somebody have these rows, with the same keys, in other words. Their settings stay their own."""
    owner = int(phone.person)
    # No name comes from outside; placeholders cannot stand for tables.
    clearing, filling = "DELETE FROM {} WHERE owner = ?", "INSERT INTO {} VALUES ({})"
    with closing(sqlite3.connect(exchange.file)) as connection, connection:
        for table in kept.keys() - {"owners"}:
            connection.execute(clearing.format(table), (owner,))
            for row in kept[table]:
                told = (owner, *(_in_words(value, words) for value in row[1:]))
                connection.execute(filling.format(table, ", ".join("?" * len(told))), told)
        (next_key,) = connection.execute("SELECT max(next_key) FROM owners").fetchone()
        changed = "UPDATE owners SET next_key = ?, changes = changes + 1 WHERE owner = ?"
        connection.execute(changed, (next_key, owner))


def _in_words(value: object, words: Mapping[str, str]) -> object:
    if isinstance(value, str):
        for word, other in words.items():
            value = value.replace(word, other)
    return value
