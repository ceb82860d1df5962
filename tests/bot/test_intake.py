import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.polling import Polling
from bot.stopping import Stop
from conversations.screens import notices
from conversations.signals import Said
from storage.failures import StorageAway
from storage.outbox import Outbox, Parked
from tests.bot.stand import ADA, BEN, ENOUGH, Stand, until


class Doing:
    """Polling in the background; ends with the test."""

    def __init__(self, stand: Stand) -> None:
        self.stop = Stop()
        self.polling = Polling(stand.application.bot, stand.intake, self.stop)
        self.running = asyncio.create_task(self.polling.run())

    async def end(self) -> None:
        self.stop.ask()
        async with asyncio.timeout(ENOUGH):
            await self.running


async def parked(stand: Stand) -> tuple[Parked, ...]:
    return await stand.post(lambda outbox: outbox.parked_updates())


async def test_polling_brings_what_waited_and_confirms_it(stand: Stand) -> None:
    stand.local.say(ADA, "one")
    stand.local.say(BEN, "two")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 2)
    stand.local.say(ADA, "three")
    await until(lambda: len(stand.ear.heard) == 3)
    await doing.end()
    assert stand.local.waiting_updates() == []


async def test_nothing_is_confirmed_before_it_is_committed(stand: Stand) -> None:
    gate = stand.ear.gates[ADA] = asyncio.Event()
    stand.local.say(ADA, "slow")
    stand.local.say(BEN, "quick")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 1)
    stand.local.say(BEN, "quick again")
    await until(lambda: len(stand.ear.heard) == 2)
    assert len(stand.local.waiting_updates()) == 3
    gate.set()
    await until(lambda: not stand.local.waiting_updates())
    await doing.end()
    assert [owner for owner, *_ in stand.ear.heard] == [BEN, BEN, ADA]


async def test_a_distant_telegram_is_asked_again_while_the_last_turns_are_taken(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.polling.SECOND", timedelta(hours=1))
    stand.line.way = 0.2
    gate = stand.ear.gates[ADA] = asyncio.Event()
    stand.local.say(BEN, "quick")
    stand.local.say(ADA, "slow")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 1)
    stand.local.say(BEN, "quick again")
    await until(lambda: len(stand.ear.heard) == 2)
    assert len(stand.local.waiting_updates()) == 2, "only what is done was confirmed"
    gate.set()
    await until(lambda: not stand.local.waiting_updates())
    await doing.end()
    assert [owner for owner, *_ in stand.ear.heard] == [BEN, BEN, ADA]


async def test_a_close_telegram_is_asked_when_all_turns_are_done(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling.SECOND", timedelta(hours=1))
    gates = [stand.ear.gates.setdefault(owner, asyncio.Event()) for owner in (BEN, ADA)]
    stand.local.say(BEN, "one")
    stand.local.say(ADA, "two")
    doing = Doing(stand)
    for heard, gate in enumerate(gates, start=1):
        await asyncio.sleep(0.1)
        assert stand.called.count("getUpdates") == 1
        gate.set()
        await until(lambda: len(stand.ear.heard) == heard)  # noqa: B023 -- awaited before the next
    await until(lambda: not stand.local.waiting_updates())
    await doing.end()


async def test_a_stop_leaves_unfinished_turns_for_the_next_start(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling.LAST_TURNS", 0.01)
    stand.ear.trouble = [StorageAway("away")] * 50
    stand.local.say(ADA, "hello")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.trouble) < 50)
    await doing.end()
    assert len(stand.local.waiting_updates()) == 1


async def test_a_persons_updates_stay_in_order_while_the_memory_is_away(stand: Stand) -> None:
    stand.ear.trouble = [StorageAway("away"), StorageAway("away")]
    texts = ["one", "two", "three"]
    for text in texts:
        stand.local.say(ADA, text)
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 3)
    await doing.end()
    assert [signal.text for signal in stand.ear.signals if isinstance(signal, Said)] == texts
    assert stand.local.waiting_updates() == []
    assert await parked(stand) == ()


async def test_a_turn_that_fails_is_parked_and_the_person_told_once(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    stand.ear.trouble = [KeyError("secret words")]
    stand.local.say(ADA, "my secret")
    (update,) = stand.local.take_updates()
    await stand.intake.take(update)
    await stand.intake.take(update)
    await stand.postman.finish(stand.soon)
    (kept,) = await parked(stand)
    assert (kept.update_id, kept.error, kept.owner) == (update["update_id"], "KeyError", ADA)
    assert "my secret" in kept.raw
    assert stand.texts()[-1] == notices.failed().text
    assert stand.texts().count(notices.failed().text) == 1
    assert "secret" not in caplog.text
    assert str(update["update_id"]) in caplog.text


async def test_a_failed_tap_is_answered_so_that_it_stops_turning(stand: Stand) -> None:
    stand.ear.trouble = [ValueError("x")]
    shown = await stand.send_home()
    answered: list[str] = []
    stand.local.observers.append(lambda method, _: answered.append(method) if "Query" in method else None)
    stand.local.tap(ADA, shown, "r|d1")
    await stand.bring()
    await stand.postman.finish(stand.soon)
    assert answered == ["answerCallbackQuery"]
    assert stand.texts()[-1] == notices.failed().text


async def test_an_update_that_cannot_be_read_is_parked_raw_and_stops_nobody(stand: Stand) -> None:
    broken = {"update_id": 900, "message": {"chat": {"id": ADA, "type": "private"}, "from": {"id": ADA}}}
    stand.local.say(ADA, "after it")
    await stand.intake.take(broken)
    await stand.bring()
    (kept,) = await parked(stand)
    assert (kept.update_id, kept.owner) == (900, ADA)
    assert len(stand.ear.heard) == 1


@pytest.mark.parametrize("number", ["7", [7], {}, 7.0, True, 1 << 63])
async def test_an_update_of_somebody_without_a_number_is_parked_and_its_chat_told(stand: Stand, number: object) -> None:
    stand.local.say(ADA, "hello")
    (update,) = stand.local.take_updates()
    update["message"]["from"]["id"] = number
    await stand.intake.take(update)
    await stand.postman.finish(stand.soon)
    (kept,) = await parked(stand)
    assert (kept.update_id, kept.owner, kept.error) == (update["update_id"], ADA, "TypeError")
    assert stand.texts()[-1] == notices.failed().text
    assert stand.ear.heard == []


async def test_a_private_message_without_a_sender_is_the_chats(stand: Stand) -> None:
    stand.local.say(ADA, "hello")
    (update,) = stand.local.take_updates()
    del update["message"]["from"]
    await stand.intake.take(update)
    ((owner, _, signal, name),) = stand.ear.heard
    assert (owner, name) == (ADA, "Ada")
    assert isinstance(signal, Said)


async def test_an_update_from_nobody_is_parked_without_an_answer(stand: Stand) -> None:
    await stand.intake.take({"update_id": 901, "message": "no message"})
    (kept,) = await parked(stand)
    assert (kept.update_id, kept.owner) == (901, 0)


async def test_an_update_that_cannot_even_be_parked_stops_nobody(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_outbox: Outbox, _parked: Parked, _now: datetime) -> None:
        raise TypeError("words of a person")

    monkeypatch.setattr(Outbox, "park_update", broken)
    stand.local.say(ADA, "after it")
    await stand.intake.take({"update_id": 902, "message": "no message"})
    assert len(await stand.bring()) == 1
    assert "update 902 of 0 could not be parked: TypeError" in caplog.text
    assert "words" not in caplog.text


async def test_an_update_that_the_database_does_not_take_is_not_confirmed(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [StorageAway("read only")] * 3
    park = Outbox.park_update

    def sometimes(outbox: Outbox, update: Parked, now: datetime) -> None:
        if away:
            raise away.pop()
        park(outbox, update, now)

    monkeypatch.setattr(Outbox, "park_update", sometimes)
    stand.ear.trouble = [KeyError("x")] * 4
    stand.local.say(ADA, "hello")
    doing = Doing(stand)
    await until(lambda: not stand.local.waiting_updates())
    await doing.end()
    assert away == []
    assert len(await parked(stand)) == 1


async def test_half_a_character_can_be_parked(stand: Stand) -> None:
    await stand.intake.take({"update_id": 903, "message": "\ud83d"})
    (kept,) = await parked(stand)
    assert "ud83d" in kept.raw


async def test_updates_that_could_not_be_confirmed_at_the_end_come_again_and_do_nothing(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    gate = stand.ear.gates[ADA] = asyncio.Event()
    stand.local.say(ADA, "hello")
    doing = Doing(stand)
    await until(lambda: "getUpdates" in stand.called)
    doing.stop.ask()
    stand.line.away = True
    gate.set()
    await doing.end()
    assert "will come again" in caplog.text
    assert len(stand.local.waiting_updates()) == 1


async def test_polling_goes_on_when_telegram_was_away(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    stand.local.fail_next("getUpdates", {"error_code": 429, "parameters": {"retry_after": 0.01}})
    stand.local.fail_next("getUpdates", {"error_code": 429, "parameters": {"retry_after": 0.01}})
    stand.local.say(ADA, "still there")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 1)
    await doing.end()
    assert stand.local.waiting_updates() == []
    assert stand.local.world.token not in caplog.text


@pytest.mark.parametrize("code", [409, 500, 502])
async def test_a_stop_ends_a_pause(stand: Stand, code: int, caplog: pytest.LogCaptureFixture) -> None:
    stand.local.fail_next("getUpdates", {"error_code": code, "description": "no"})
    doing = Doing(stand)
    await until(lambda: "trying again" in caplog.text)
    await doing.end()


async def test_a_token_that_telegram_does_not_know_any_more_is_told_and_polling_goes_on_when_it_does(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.asking.UNKNOWN_PAUSE", timedelta(seconds=0.01))
    stand.local.fail_next("getUpdates", {"error_code": 401, "description": "Unauthorized"})
    stand.local.say(ADA, "still there")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 1)
    await doing.end()
    assert "@BotFather" in caplog.text


async def test_polling_takes_a_webhook_away_without_dropping_what_waits(stand: Stand) -> None:
    stand.local.world.store.keep_fact("webhook", {"url": "https://old.example.org"})
    stand.local.say(ADA, "waits")
    doing = Doing(stand)
    await until(lambda: len(stand.ear.heard) == 1)
    await doing.end()


async def test_after_all_was_confirmed_lower_numbers_are_understood(stand: Stand) -> None:
    stand.local.say(ADA, "before the quiet week")
    doing = Doing(stand)
    await until(lambda: not stand.local.waiting_updates())
    store = stand.local.world.store.connection
    store.execute("UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'updates'")
    stand.local.say(ADA, "after it")
    await until(lambda: len(stand.ear.heard) == 2)
    await doing.end()
    assert [update for _, update, *_ in stand.ear.heard][1] == 1001


async def test_the_log_has_a_line_with_ids_and_no_words(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stand.local.say(ADA, "nobody reads this")
    await stand.bring()
    assert f"of {ADA} taken" in caplog.text
    assert "nobody" not in caplog.text
