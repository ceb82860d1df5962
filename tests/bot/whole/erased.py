"""What is left of somebody in files, rows and log, and a life in which a word is planted wherever one can be. No test.

The chat is not ours: the local Telegram's own file stands for what Telegram keeps, and is not looked through.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Text, cast, select

from bot.playing import known_for
from bot.sitting import Sitting
from conversations.address import Begin, written
from conversations.effects import Say, Screen, Toast
from conversations.prose import plain
from conversations.scripts.catalogue import ScriptName, is_known, script_named
from conversations.walk import next_place
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from storage.outbox import NOBODY, Outbox, Parked
from storage.tables import METADATA
from tests.bot.whole import scenes
from tests.bot.whole.full_account import PHOTO, VOICE
from tests.bot.whole.phone import Key, Phone

WORD = "plantaxy"
"""Stands in nothing of ours."""

CHAT = "telegram.db"
CARD = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Plantaxy\r\nEMAIL:m@{WORD}.example\r\nNOTE:{WORD} note\r\nEND:VCARD\r\n"
DEBRIEF = {
    "her/who": f"{WORD} walks at night",
    "her/said": f"{WORD} is good for the heart",
    "her/help": f"Send her the {WORD} letter",
    "her/due": "by Friday week",
    "her/touch": f"{WORD} coffee in two weeks",
    "her/offered": f"Her {WORD} sister",
    "who": "Carves pipes",
    "bring": "Mira Plantaxy",
    "advice": "Charge for the first version",
    "adviser": "+Mira",
}
PREP = {"again": "+Mira", "connect": "+Mira", "goal": "+Good people"}


def places(url: str, home: Path, word: str) -> list[str]:
    """Where a word is left, in any letter case: files byte by byte first, as opening the database tidies them."""
    return [*_files(home, word), *_tables(url, word)]


def rows_of(url: str, owner: int) -> dict[str, int]:
    """How many rows of an owner there are, in which tables."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        found = {
            table.name: len(connection.execute(select(table.c.owner).where(table.c.owner == owner)).all())
            for table in METADATA.sorted_tables
        }
    engine.dispose()
    return {name: number for name, number in found.items() if number}


def _tables(url: str, word: str) -> Iterator[str]:
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(*(cast(column, Text) for column in table.c))):
                if word in json.dumps([*row], ensure_ascii=False).casefold():
                    yield f"{table.name}: {row}"
    engine.dispose()


def _files(home: Path, word: str) -> Iterator[str]:
    for file in sorted(home.rglob("*")):
        if file.is_file() and not file.name.startswith(CHAT) and word.encode() in file.read_bytes().lower():
            yield file.name


async def live_with_her(phone: Phone) -> None:
    """Meet somebody and plant the word in all that can be told of her; what is told of somebody else stays."""
    for scene in (scenes.from_nothing, scenes.an_event):
        await scene(phone)
    await phone.lives(days=3, until="18:30")
    await phone.says(f"Mira Plantaxy, welds {WORD} gates, needs a {WORD}, send her the {WORD} book by Friday")
    await phone.sends_file(*VOICE)
    await phone.does(
        partial(phone.local.send_file, phone.person, *PHOTO, caption=f"Mira Plantaxy, {WORD} at her stand")
    )
    await phone.says("Boris from the bar, carves pipes", "Mira Plantaxy and Boris, both like organs")
    await phone.says(f"/met Mira Plantaxy, @{WORD}_m, m@{WORD}.example, will introduce me to {WORD} Joe")
    await phone.does(partial(phone.local.forward, phone.person, f"{WORD} regards", "Mira Plantaxy", f"{WORD}_m"))
    await phone.sends_file("mira.vcf", "text/vcard", CARD.encode())
    await phone.lives(days=1, until="09:30")
    await phone.says("/debrief")
    await phone.taps("That was everyone")
    await _answer_all(phone, DEBRIEF)
    await phone.says("/event Choir night in ten days at 6pm, Vault 9")
    await phone.taps("Yes, that")
    await _tell_more(phone)
    await phone.says("/prep")
    await _answer_all(phone, PREP)
    await phone.lives(days=1, until="10:00")


async def live_on(phone: Phone) -> None:
    """Plant the word in all that is told of events and of oneself, too."""
    await phone.says(f"/event {WORD} dinner in twelve days at 6pm, {WORD} hall")
    await phone.taps("Yes, that")
    await phone.says("/prep")
    await _answer_all(phone, OWN_PREP)
    await phone.says(f"/event {WORD} lunch")
    await phone.says("/settings pause until " + f"5 January, {WORD}")
    await phone.lives(days=13, until="09:30")
    await phone.says("/debrief", "Zoe")
    await _answer_all(phone, {"advice": f"Charge {WORD}", "forward": f"Teach {WORD}"})
    await plant_what_waits(phone)


OWN_PREP = {
    "goal": WORD,
    "hopes": f"Somebody with {WORD}",
    "questions": f"What is {WORD}?",
    "offers": f"My {WORD}",
    "again": f"{WORD} Lena",
    "connect": f"{WORD} Tom",
    "advice": f"How to {WORD}?",
    "obstacle": f"Too much {WORD}",
    "plan": f"Breathe {WORD}",
}


async def plant_what_waits(phone: Phone) -> None:
    """Letters that wait and one that cannot be sent, and messages that nobody could read, one of them of nobody."""
    database, now = phone.exchange.database, phone.exchange.hand.moment

    def write(ledger: Ledger) -> None:
        first, last = (Say(Screen(plain(f"Nice {WORD} day, {which}"))) for which in ("first", "last"))
        ledger.record((first, Toast("tap", f"{WORD}!"), last), now, lend_until=None)

    def fail(outbox: Outbox) -> None:
        first, *rest = outbox.lend(now, now + timedelta(seconds=5), 10, phone.person)
        outbox.unsendable(first, f"the {WORD} was refused")
        outbox.give_back(rest)
        for number, owner in enumerate((phone.person, NOBODY)):
            raw = {"update_id": 70 + number, "odd": {"id": phone.person}, "text": f"a {WORD}"}
            outbox.park_update(Parked(70 + number, json.dumps(raw), "KeyError", owner), now)

    await database.turn(phone.person, write)
    await database.post(fail)


async def _tell_more(phone: Phone) -> None:
    """What can be said of her on her page; some of it is left half said."""
    mira, boris = [await phone.knows(partial(_called, name)) for name in ("Mira Plantaxy", "Boris")]
    await _begin(phone, ScriptName.CHECK_IN, mira)
    await phone.says(f"We had {WORD} tea", "skip")
    await _begin(phone, ScriptName.PROMISE, mira)
    await _answer_all(phone, {"promise": f"Lend her my {WORD}"})
    await _begin(phone, ScriptName.INTRODUCE, boris)
    await _answer_all(phone, {"other": "Mira Plantaxy"})
    await _begin(phone, ScriptName.TOUCH, mira)
    await phone.says(f"in three weeks for {WORD}")
    await _begin(phone, ScriptName.PROMISE, mira)
    await phone.taps("Later")


async def _begin(phone: Phone, script: ScriptName, key: str) -> None:
    page = phone.local.last(phone.person)["message_id"]
    await phone.presses(Key(page, "", written(Begin(script, key))))


def _called(name: str, ledger: Ledger) -> str:
    return next(person.key for person in ledger.people(100) if person.name == name)


async def _answer_all(phone: Phone, answers: Mapping[str, str]) -> None:
    """Answer every question of the dialogue that is open, by its key; "her/" stands before what is asked about her.

    A tick begins with a plus; whatever has no answer here is skipped.
    """
    while (asked := await phone.knows(partial(_question, phone))) is not None:
        answer = answers.get(asked, "skip")
        if not answer.startswith("+"):
            await phone.says(answer)
            continue
        await phone.taps(answer[1:])
        if await phone.knows(partial(_question, phone)) == asked:
            await phone.taps("That's it")


def _question(phone: Phone, ledger: Ledger) -> str | None:
    ledger.understand(is_known)
    sitting = Sitting(ledger, phone.person, phone.exchange.hand.moment, ledger.settings())
    dialogue = ledger.open_dialogue()
    if dialogue is None:
        return None
    place = next_place(script_named(dialogue.script), dialogue.answers, known_for(sitting, dialogue))
    if place is None:
        return None
    return f"her/{place.step.key}" if place.met and "Mira" in place.met.name else place.step.key
