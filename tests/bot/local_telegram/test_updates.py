"""Updates wait until the bot confirms them, wake it at once, and go to one asker only."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.store import FIRST_UPDATE
from bot.local_telegram.wire import Json
from tests.bot.local_telegram.hand_clock import HandClock

ANA, BEN = 1002, 1003


async def poll(local: LocalTelegram, **params: object) -> list[Json]:
    answer = await local.call("1:local", "getUpdates", params)
    assert answer["ok"], answer
    updates: list[Json] = answer["result"]
    return updates


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_numbers_begin_high_and_only_rise(local: LocalTelegram) -> None:
    local.say(ANA, "one")
    local.say(BEN, "two")
    numbers = [update["update_id"] for update in await poll(local)]
    assert numbers == [FIRST_UPDATE, FIRST_UPDATE + 1]
    local.take_updates()
    local.say(ANA, "three")
    assert [update["update_id"] for update in await poll(local)] == [FIRST_UPDATE + 2]


async def test_an_update_comes_again_until_it_is_confirmed(local: LocalTelegram) -> None:
    local.say(ANA, "one")
    local.say(ANA, "two")
    assert texts(await poll(local, limit=1)) == ["one"]
    assert texts(await poll(local)) == ["one", "two"]
    assert texts(await poll(local, offset=FIRST_UPDATE + 1)) == ["two"]
    assert await poll(local, offset=FIRST_UPDATE + 2) == []
    assert local.waiting_updates() == []


async def test_a_negative_offset_keeps_the_newest_only(local: LocalTelegram) -> None:
    for text in ("one", "two", "three"):
        local.say(ANA, text)
    assert texts(await poll(local, offset=-2)) == ["two", "three"]
    assert texts(local.waiting_updates()) == ["two", "three"]


async def test_a_waiting_bot_is_woken_at_once(local: LocalTelegram) -> None:
    asked = asyncio.create_task(poll(local, timeout=50))
    await asyncio.sleep(0)
    local.say(ANA, "hello")
    assert texts(await asked) == ["hello"]


async def test_nothing_new_is_an_empty_answer_after_the_timeout(local: LocalTelegram) -> None:
    assert await poll(local, timeout=1) == []


async def test_a_second_asker_ends_the_first_with_a_conflict(local: LocalTelegram) -> None:
    first = asyncio.create_task(local.call("1:local", "getUpdates", {"timeout": 50}))
    await asyncio.sleep(0)
    second = asyncio.create_task(poll(local, timeout=50))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    local.say(ANA, "hello")
    assert texts(await second) == ["hello"]


async def test_a_bot_that_goes_away_leaves_its_updates(local: LocalTelegram) -> None:
    asked = asyncio.create_task(poll(local, timeout=50))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    local.say(ANA, "hello")
    assert texts(await poll(local, timeout=50)) == ["hello"]


async def test_updates_are_kept_for_a_day(local: LocalTelegram, clock: HandClock) -> None:
    local.say(ANA, "old")
    clock.moment += timedelta(hours=23)
    local.say(ANA, "young")
    clock.moment += timedelta(hours=2)
    assert texts(local.waiting_updates()) == ["young"]
    assert texts(await poll(local)) == ["young"]


async def test_reactions_come_only_when_asked_for(local: LocalTelegram) -> None:
    said = local.say(ANA, "hello")["message_id"]
    local.react(ANA, said, "👍")
    assert [[*update] for update in local.take_updates()] == [["update_id", "message"]]
    await poll(local, allowed_updates=["message_reaction"])
    local.react(ANA, said, None)
    local.say(ANA, "not asked for")
    [update] = await poll(local)
    change = update["message_reaction"]
    assert change["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert change["new_reaction"] == []
    await poll(local, allowed_updates=[])
    local.say(ANA, "asked for again")
    assert len(local.waiting_updates()) == 2


@pytest.mark.parametrize("kinds", ["5", "[5]"])
async def test_kinds_of_updates_come_as_a_list_of_words(local: LocalTelegram, kinds: str) -> None:
    answer = await local.call("1:local", "getUpdates", {"allowed_updates": kinds})
    assert answer["error_code"] == 400


async def test_everything_is_there_after_a_restart(tmp_path: Path, clock: HandClock) -> None:
    before = LocalTelegram(tmp_path / "telegram.db", clock)
    before.say(ANA, "hello")
    before.send_file(ANA, "x.txt", "text/plain", b"words")
    await before.call("1:local", "sendMessage", {"chat_id": ANA, "text": "x", "reply_markup": {"keyboard": [["a"]]}})
    await before.call("1:local", "setMyName", {"name": "Coach"})
    chat, waiting = before.chat(ANA), before.waiting_updates()
    before.close()

    after = LocalTelegram(tmp_path / "telegram.db", clock)
    assert after.chat(ANA) == chat
    assert after.waiting_updates() == waiting
    assert after.press(ANA, "a") == after.chat(ANA)[-1]
    assert after.world.bot_user()["first_name"] == "Coach"
    fetched = await after.call("1:local", "getFile", {"file_id": chat[1]["document"]["file_id"]})
    assert fetched["ok"]
    assert after.take_updates()[-1]["update_id"] == waiting[-1]["update_id"] + 1
    after.close()
