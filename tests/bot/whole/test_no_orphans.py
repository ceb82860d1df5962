"""Whatever is noted, changed, merged and forgotten, in whatever order: nothing refers to what is not there."""

import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.address import Begin, Deed, Do, written
from conversations.facts import Apart, ApartKind, Contact, Fact, Note, NoteKind, apart_key
from conversations.facts import Key as FactKey
from conversations.scripts.catalogue import ScriptName
from tests.bot.whole import scenes
from tests.bot.whole.addresses import Wiretap
from tests.bot.whole.conftest import ADA
from tests.bot.whole.lives import Life
from tests.bot.whole.network import advice, introduction, keep, known_well, met, promised, to_pass_on, today
from tests.bot.whole.orphans import orphans, read
from tests.bot.whole.phone import Exchange, Key, Phone

pytestmark = pytest.mark.no_cover  # thousands of turns, none of which is new to coverage

LIVES, ACTS = int(os.environ.get("RAPPORT_LIVES", "4")), 16
"""RAPPORT_LIVES tries more of them."""

OFTEN = (Life.says, Life.presses, Life.acts)
ACT = st.sampled_from((*OFTEN, *OFTEN, Life.acts, Life.changes, Life.sends, Life.waits, Life.resumes))
Steps: TypeAlias = list[tuple[Callable[[Life, int, int], Awaitable[None]], int, int]]
STEPS = st.lists(st.tuples(ACT, st.integers(0, 60), st.integers(0, 60)), min_size=6, max_size=ACTS)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=LIVES,
    deadline=None,
    derandomize=True,
)
@given(STEPS, STEPS)
async def test_nothing_refers_to_what_is_not_there(
    begun: Path, caplog: pytest.LogCaptureFixture, first: Steps, second: Steps
) -> None:
    caplog.clear()
    async with life(begun) as one:
        for steps in (first, second):
            for act, which, how in steps:
                await act(one, which, how)
                await one.holds()
            await one.presses_everything()
        assert not await one.exchange.parked()
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_those_met_at_an_event_that_is_deleted_were_met_elsewhere(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    (event,) = read(exchange, ADA)["events"]
    await press(ada, Do(Deed.EVENT_DELETE_SURE, event["key"]))
    people = await ada.knows(lambda ledger: ledger.recent_people())
    assert {(each.name, each.event, each.draft) for each in people} == {("Anouk", None, False), ("Boris", None, False)}
    assert not orphans(exchange, ADA)


async def test_somebody_named_by_mistake_takes_along_what_came_to_hang_on_them(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    await ada.lives(days=1, until="09:30")
    await ada.taps("Tell you now")
    await ada.says("Zoe")
    (zoe,) = (each["key"] for each in read(exchange, ADA)["people"] if each["name"] == "Zoe")
    back = next(key for key in reversed(ada.keyboard()) if key.label.endswith("Back"))
    await press(ada, Begin(ScriptName.CHECK_IN, zoe))
    await ada.says("Had tea")
    await press(ada, Begin(ScriptName.TOUCH, zoe), Begin(ScriptName.CHECK_IN, zoe))
    await ada.presses(back)
    await ada.says("Anouk and Boris")
    assert "Zoe" not in [each["name"] for each in read(exchange, ADA)["people"]]
    assert not orphans(exchange, ADA)


async def test_a_note_that_is_removed_takes_along_the_question_what_it_shall_say(
    exchange: Exchange, ada: Phone
) -> None:
    await scenes.set_up(ada)
    await keep(ada, *_known(ada))
    await press(ada, Begin(ScriptName.EDIT, "n900"))
    await ada.taps("Later")
    await press(ada, Do(Deed.NOTE_DROP, "n900"))
    assert not orphans(exchange, ADA)


@pytest.fixture
async def begun(sqlite_url: str, tmp_path: Path) -> Path:
    """The folder of an account at an event, with people of another one; each life begins there."""
    exchange = Exchange(sqlite_url, tmp_path)
    await exchange.open()
    phone = Phone(exchange, ADA, "Ada")
    await scenes.set_up(phone)
    await keep(phone, *_known(phone))
    await phone.says("/event Lantern night today at 9am, Gull Street")
    await phone.taps("Yes, that")
    await phone.lives(until="09:10")
    await phone.says("Ana, UX at Figma, climbs")
    await press(phone, Begin(ScriptName.EDIT, "n900"))
    await phone.taps("Later")
    await exchange.close()
    return tmp_path


def _known(phone: Phone) -> tuple[Fact, ...]:
    """People met before, with one of everything that hangs on people."""
    (ana, ben), cem, day = met(phone, "Ana Lopes", "Ben"), known_well(phone, "Cem"), today(phone)
    return (
        *(ana, ben, cem, promised(phone, "Water the plants", 2, ana), promised(phone, "Sing", None)),
        *(introduction(phone, ben, "Omar"), to_pass_on(phone, "Lend the tent")),
        replace(introduction(phone, ana, "Cem"), key=FactKey("i2"), other_key=cem.key),
        replace(advice(phone, "Charge more"), person=ana.key),
        Note(FactKey("n900"), ana.key, NoteKind.INTEREST, "owls", day),
        Contact(FactKey("k900"), ana.key, phone.exchange.hand.moment, "Had tea"),
        Apart(apart_key(ApartKind.PAIR, ana.key, ben.key), ApartKind.PAIR, ana.key, ben.key),
    )


async def press(phone: Phone, *addresses: Begin | Do) -> None:
    page = phone.local.last(phone.person)["message_id"]
    await phone.presses(*(Key(page, "", written(each)) for each in addresses))


@asynccontextmanager
async def life(begun: Path) -> AsyncIterator[Life]:
    """A life of its own, from the same beginning."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(begun, folder, dirs_exist_ok=True)
        exchange = Exchange(f"sqlite:///{folder}/rapport.db", Path(folder))
        exchange.hand.moment += timedelta(hours=2, minutes=10)
        await exchange.open()
        try:
            yield Life(exchange, Phone(exchange, ADA, "Ada"), Wiretap(exchange))
        finally:
            await exchange.close()
