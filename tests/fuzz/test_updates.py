"""Real updates, of which something is missing, of another type, odd or huge: nobody falls over or is left alone.

What cannot be read is parked and the person told; afterwards a plain command is answered as ever.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_telegram.wire import Json
from bot.raw_updates import is_for_answer, is_update, sender
from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.test_bad_input import CALENDAR, THINGS
from tests.fuzz.trials import ODD, tried

Place: TypeAlias = tuple[Any, Any]
"""A part of an update: what it stands in, and its name or number there."""

GONE = object()
NUMBERS = count(1_000_000)


def deep(levels: int) -> object:
    found: object = "x"
    for level in range(levels):
        found = [found] if level % 2 else {"from": found}
    return found


VALUES: tuple[object, ...] = (
    *(GONE, None, True, False, 0, -1, 1, 8, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308, float("nan")),
    *("", "x" * 100_000, "/start", "/start " + "x" * 64, "9" * 400, [], {}, [[]], [None], [{}], deep(60), {"id": 7}),
    *ODD,
)
OF_THE_SERVICE = ("new_chat_title", "pinned_message", "left_chat_member")


async def real_updates(exchange: Exchange, ada: Phone) -> list[Json]:
    """An update of every kind, as the local Telegram makes them, in the middle of an event."""
    await scenes.the_story_until(ada, scenes.met_two)
    local, person = ada.local, ada.person
    shown, key = ada.keyboard()[-1].message, ada.keyboard()[-1].data
    local.say(person, "Zoë, potter, send her the kiln book by Friday")
    local.say(person, "/met Yan, tall")
    local.say(person, "/start")
    local.tap(person, shown, key)
    local.share_contact(person, first_name="Xenia", phone_number="+15550100")
    local.share_location(person, 40.7, -74.0)
    local.send_file(person, "a.ics", "text/calendar", CALENDAR)
    local.send_file(person, "a.vcf", "text/vcard", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Uma\r\nEND:VCARD\r\n")
    local.send_file(person, "Connections.csv", "text/csv", b"First Name,Last Name\nVera,Vik\n")
    local.forward(person, "Nice to meet you", "Tess", "tess_test")
    local.sticker(person, "👋")
    local.ask_inline(person, "anouk")
    for thing in THINGS:
        local.world.hear(person, thing)
    spoken = next(message for message in local.chat(person) if "text" in message and not message["from"]["is_bot"])
    local.edit(person, spoken["message_id"], "Anouk, designer at Tilly, kayaks a lot")
    local.block(person)
    local.unblock(person)
    return local.take_updates()


def places(value: object) -> Iterator[Place]:
    """Every part of it, from the outside to the inside."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in list(parts):
        yield value, name
        yield from places(part)


def mutated(update: Json, changes: list[tuple[int, object]]) -> Json:
    found = deepcopy(update)
    for where, value in changes:
        parts = [place for place in places(found) if place[1] != "update_id"]
        if not parts:
            break
        whole, name = parts[where % len(parts)]
        if value is GONE:
            del whole[name]
        else:
            whole[name] = deepcopy(value)
    return found | {"update_id": next(NUMBERS)}


CHANGES = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(VALUES)), min_size=1, max_size=3)


@pytest.mark.trouble
@pytest.mark.wrong_calls
async def test_no_update_is_left_without_an_answer_and_none_stops_the_next(exchange: Exchange, ada: Phone) -> None:
    updates = await real_updates(exchange, ada)
    examples: list[Json] = []

    @tried(120)
    @given(which=st.sampled_from(updates), changes=CHANGES)
    def draw(which: Json, changes: list[tuple[int, object]]) -> None:
        examples.append(mutated(which, changes))

    draw()
    for update in examples:
        raw: Json = json.loads(json.dumps(update))
        assert is_update(raw)
        expects = is_for_answer(raw) and sender(raw) == ada.person and "edited_message" not in raw
        answered = exchange.answers.total()
        with ada._watching():  # noqa: SLF001 -- what comes of an update that nobody on the phone made
            await exchange.rapport.intake.take(raw)
            await exchange.deliver()
        told = ada.news or exchange.answers.total() > answered or is_of_the_service(raw)
        assert told or not expects, f"left without an answer: {shown(raw)}"
        assert not exchange.rapport.intake.lost, f"not even parked: {shown(raw)}"
        await ada.says("/people")
        ada.sees("Anouk")


def is_of_the_service(raw: Json) -> bool:
    message = raw.get("message")
    return isinstance(message, dict) and any(name in message for name in OF_THE_SERVICE)


def shown(raw: Json) -> str:
    return json.dumps(raw)[:3000]
