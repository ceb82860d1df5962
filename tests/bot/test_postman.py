import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.address import Open, Page
from conversations.dialogue import Dialogue
from conversations.effects import Button, KeepDialogue, Lane, Link, Play, React, Revise, Say, Screen, Strip, Toast
from conversations.facts import Key
from conversations.prose import Html, plain
from storage.failures import StorageAway
from storage.letters import LentLetter
from storage.outbox import Outbox
from tests.bot.stand import ADA, BEN, Stand, until


def say(text: str, lane: Lane = Lane.REPLY) -> Say:
    return Say(Screen(plain(text)), lane)


async def waiting(stand: Stand) -> datetime | None:
    return await stand.post(lambda outbox: outbox.next_letter_at(stand.clock.now()))


async def blocked(stand: Stand) -> bool:
    return await stand.turn(lambda ledger: ledger.settings().blocked)


async def test_letters_arrive_in_order_and_leave_the_outbox(stand: Stand) -> None:
    await stand.send(say("one"), say("two"), say("three"))
    assert stand.texts()[-3:] == ["one", "two", "three"]
    assert await waiting(stand) is None


async def test_what_a_tap_changes_holds_up_nothing_that_is_said(stand: Stand) -> None:
    home = await stand.send_home()
    tap = stand.local.tap(ADA, home, "r|d7")
    gate = stand.line.gates["editMessageText"] = asyncio.Event()
    stand.postman.take(
        await stand.write(Toast(tap, "Done"), Revise(home, Screen(plain("New"))), say("one"), say("two"))
    )
    await until(lambda: stand.texts()[-1] == "one")
    assert stand.local.toasts(ADA) == ["Done"]
    assert stand.texts()[-2:] == ["Home", "one"]
    gate.set()
    await stand.postman.finish(stand.soon)
    assert stand.texts()[-3:] == ["New", "one", "two"]
    assert await waiting(stand) is None


async def test_what_was_said_is_noted_while_what_went_with_it_hangs(stand: Stand) -> None:
    home = await stand.send_home()
    stand.line.gates["editMessageText"] = asyncio.Event()
    stand.postman.take(await stand.write(Revise(home, Screen(plain("New"))), say("one")))
    await until(lambda: stand.texts()[-1] == "one")
    await stand.postman.stop(timedelta(seconds=0.2))
    stand.line.gates.clear()
    await stand.postman.take_over()
    await stand.sweep()
    assert stand.texts()[-2:] == ["New", "one"]


async def test_each_of_two_that_could_not_go_waits_as_long_as_it_has_to(stand: Stand) -> None:
    home = await stand.send_home()
    stand.local.fail_next("editMessageText", {"error_code": 502})
    stand.local.fail_next("sendMessage", {"error_code": 429, "parameters": {"retry_after": 300}})
    await stand.send(Revise(home, Screen(plain("New"))), say("one"))
    stand.hand.moment += timedelta(minutes=1)
    await stand.sweep()
    assert stand.texts()[-1] == "New"
    stand.hand.moment += timedelta(minutes=5)
    await stand.sweep()
    assert stand.texts()[-2:] == ["New", "one"]


async def test_last_words_come_after_all_else(stand: Stand) -> None:
    home = await stand.send_home()
    stand.local.fail_next("editMessageText", {"error_code": 502})
    await stand.send(Revise(home, Screen(plain("Erased"))), Say(Screen(plain("Farewell")), farewell=True))
    assert stand.texts()[-1] == "Home"
    stand.hand.moment += timedelta(hours=1)
    await stand.sweep()
    assert stand.texts()[-2:] == ["Erased", "Farewell"]


async def test_what_goes_together_is_noted_together(stand: Stand) -> None:
    tap = stand.local.tap(ADA, await stand.send_home(), "r|d7")
    before = stand.database.jobs
    await stand.send(Toast(tap), Toast(tap), say("one"), say("two"))
    written, first, second = 1, 1, 1
    assert stand.database.jobs - before == written + first + second
    assert await waiting(stand) is None


async def test_what_was_sent_is_noted_also_when_what_went_with_it_could_not(stand: Stand) -> None:
    home = await stand.send_home()
    stand.local.fail_next("sendMessage", {"error_code": 502})
    await stand.send(Revise(home, Screen(plain("New"))), say("one"))
    (row,) = await stand.post(lambda outbox: outbox.lend(stand.clock.now() + timedelta(hours=1), stand.until, 10))
    assert row.letter == say("one")


async def test_what_could_not_be_changed_comes_later_and_first_then(stand: Stand) -> None:
    home = await stand.send_home()
    stand.local.fail_next("editMessageText", {"error_code": 502})
    await stand.send(Revise(home, Screen(plain("New"))), say("one"), say("two"))
    assert stand.texts()[-2:] == ["Home", "one"]
    stand.hand.moment += timedelta(hours=1)
    await stand.sweep()
    assert stand.texts()[-3:] == ["New", "one", "two"]
    assert await waiting(stand) is None


async def test_every_kind_of_letter_does_what_it_says(stand: Stand) -> None:
    spoken = stand.local.say(ADA, "Ana")["message_id"]
    home = await stand.send_home()
    tap = stand.local.tap(ADA, home, "r|d7")
    await stand.send(Toast(tap, "Done", alert=True), Revise(home, Screen(plain("New"))), React(spoken, "👍"))
    assert stand.local.toasts(ADA) == ["Done"]
    assert stand.local.last(ADA)["text"] == "New"
    assert stand.local.world.messages.all_reactions(spoken)
    second = await stand.send_home()
    await stand.send(Strip(second))
    assert "reply_markup" not in stand.local.last(ADA)


@pytest.mark.parametrize(
    ("mime", "content", "kind"), [("audio/ogg", b"OggS", "voice"), ("image/gif", b"GIF89a\x04\x00\x03\x00", "photo")]
)
async def test_recordings_and_pictures_come_back_as_they_were_sent(
    stand: Stand, mime: str, content: bytes, kind: str
) -> None:
    sent = stand.local.send_file(ADA, "note", mime, content)[kind]
    file = str((sent[-1] if kind == "photo" else sent)["file_id"])
    await stand.send(Play(kind == "voice", file, "Ana <3 & " + "x" * 2000), Play(kind == "voice", file))
    with_words, without = stand.local.chat(ADA)[-2:]
    assert with_words[kind] == without[kind] == sent
    assert with_words["caption"].startswith("Ana <3 & xxx")
    assert len(with_words["caption"]) == 1024
    assert "caption" not in without


@pytest.mark.parametrize("voice", [True, False])
async def test_a_file_that_telegram_no_longer_knows_stops_only_itself(
    stand: Stand, caplog: pytest.LogCaptureFixture, *, voice: bool
) -> None:
    await stand.send(Play(voice, "gone", "Ana"), say("next"))
    assert stand.texts()[-1] == "next"
    assert await waiting(stand) is None
    assert "Unsendable" in caplog.text
    assert not await blocked(stand)


async def test_a_picture_is_not_played_as_a_recording(stand: Stand) -> None:
    sent = stand.local.send_file(ADA, "a.gif", "image/gif", b"GIF89a\x04\x00\x03\x00")
    await stand.send(Play(voice=True, file=sent["photo"][-1]["file_id"], caption=""), say("next"))
    assert [message.get("text") for message in stand.local.chat(ADA)][-2:] == [None, "next"]


async def test_the_message_of_a_question_is_remembered_with_its_dialogue(stand: Stand) -> None:
    dialogue = Dialogue(Key("d1"), "new_event")
    question = Say(Screen(plain("When?")), question_of=Key("d1"))
    lent = await stand.turn(
        lambda ledger: ledger.record((KeepDialogue(dialogue), question), stand.clock.now(), lend_until=stand.until)
    )
    stand.postman.take(lent)
    await stand.postman.finish(stand.soon)
    kept = await stand.turn(lambda ledger: ledger.open_dialogue())
    assert kept is not None
    assert kept.question == stand.local.last(ADA)["message_id"]


async def test_one_persons_pause_holds_up_only_that_person(stand: Stand) -> None:
    stand.local.fail_next("sendMessage", {"error_code": 429, "parameters": {"retry_after": 7}})
    await stand.send(say("first"), say("second"))
    await stand.send(say("for Ben"), owner=BEN)
    assert stand.texts(BEN)[-1] == "for Ben"
    assert "first" not in stand.texts()
    assert await waiting(stand) == stand.clock.now() + timedelta(seconds=7)
    stand.hand.moment += timedelta(seconds=7)
    await stand.sweep()
    assert stand.texts()[-2:] == ["first", "second"]


async def test_whoever_keeps_the_time_is_told_when_to_try_again(stand: Stand) -> None:
    told: list[datetime] = []
    stand.postman.tell_when_to_come(told.append)
    stand.local.fail_next("sendMessage", {"error_code": 429, "parameters": {"retry_after": 7}})
    await stand.send(say("later"))
    assert told == [stand.clock.now() + timedelta(seconds=7)]


async def test_a_dead_line_delays_letters_longer_each_time_and_drops_none(stand: Stand) -> None:
    stand.line.away = True
    await stand.send(say("patience"))
    pauses = []
    for _ in range(11):
        upcoming = await waiting(stand)
        assert upcoming is not None
        pauses.append((upcoming - stand.clock.now()).total_seconds())
        stand.hand.moment = upcoming
        await stand.sweep()
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    stand.line.away = False
    stand.hand.moment += timedelta(minutes=5)
    await stand.sweep()
    assert stand.texts()[-1] == "patience"


async def test_a_server_error_is_tried_again(stand: Stand) -> None:
    stand.local.fail_next("sendMessage", {"error_code": 502, "description": "Bad Gateway"})
    await stand.send(say("again"))
    stand.hand.moment += timedelta(seconds=1)
    await stand.sweep()
    assert stand.texts()[-1] == "again"


async def test_who_blocked_the_bot_gets_nothing_until_they_come_back(stand: Stand) -> None:
    stand.local.block(ADA)
    await stand.send(say("are you there"), say("still"))
    assert await blocked(stand)
    assert await waiting(stand) is None
    await stand.send(say("others hear me"), owner=BEN)
    assert stand.texts(BEN)[-1] == "others hear me"


async def test_who_came_back_while_a_letter_was_refused_gets_it_all_the_same(stand: Stand) -> None:
    told: list[datetime] = []
    stand.postman.tell_when_to_come(told.append)
    lent = await stand.write(say("one"), say("two"))
    stand.hand.moment += timedelta(seconds=2)
    await stand.turn(lambda ledger: ledger.hear(77, stand.clock.now()))
    stand.local.fail_next("sendMessage", {"error_code": 403, "description": "Forbidden: bot was blocked by the user"})
    stand.postman.take(lent)
    await stand.postman.finish(stand.soon)
    assert not await blocked(stand)
    assert told == [stand.clock.now() + timedelta(seconds=1)]
    stand.hand.moment = told[0]
    await stand.sweep()
    assert stand.texts()[-2:] == ["one", "two"]


REFUSALS = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
)


@pytest.mark.parametrize("description", REFUSALS)
async def test_refusals_of_normal_life_count_as_done(stand: Stand, description: str) -> None:
    stand.local.fail_next("editMessageText", {"error_code": 400, "description": description})
    await stand.send(Revise(1, Screen(plain("x"))), say("next"))
    assert stand.texts()[-1] == "next"
    assert await waiting(stand) is None


async def test_revising_what_the_person_deleted_is_done(stand: Stand) -> None:
    await stand.send(Revise(999_999, Screen(plain("x"))), Strip(999_999), say("next"))
    assert stand.texts()[-1] == "next"


TOO_FAR = Button("too far", Open(Page.PEOPLE, "k" * 80))
NOWHERE = Link("nowhere", "no address")


@pytest.mark.parametrize(
    "screen",
    [
        Screen(Html("<b>broken")),
        Screen(plain("")),
        Screen(plain("x"), rows=((NOWHERE,),)),
        Screen(plain("x"), rows=((TOO_FAR,),)),
    ],
)
async def test_a_letter_that_cannot_be_sent_stops_only_itself(
    stand: Stand, screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    letter, following = await stand.write(say("in its place"), say("next"))
    stand.postman.take((replace(letter, letter=Say(screen)), following))
    await stand.postman.finish(stand.soon)
    assert stand.texts()[-1] == "next"
    assert await waiting(stand) is None
    assert "Unsendable" in caplog.text


async def test_the_sweep_takes_up_what_a_crash_left_behind(stand: Stand) -> None:
    await stand.write(say("left behind"))
    upcoming = await stand.sweep()
    assert upcoming == stand.until
    assert "left behind" not in stand.texts()
    stand.hand.moment = stand.until
    await stand.sweep()
    assert stand.texts()[-1] == "left behind"


async def test_a_letter_whose_time_with_us_is_over_is_not_sent_twice(stand: Stand) -> None:
    lent = await stand.write(say("once"))
    stand.hand.moment = stand.until + timedelta(seconds=1)
    stand.postman.take(lent)
    stand.postman.take(lent)
    await stand.sweep()
    stand.postman.take(lent)
    await stand.postman.finish(stand.soon)
    assert stand.texts().count("once") == 1


async def test_letters_written_behind_others_are_looked_for(stand: Stand) -> None:
    lent = await stand.write(say("first"))
    assert await stand.write(say("second")) == ()
    stand.postman.take(lent)
    stand.postman.look_for(ADA)
    await stand.postman.finish(stand.soon)
    assert stand.texts()[-2:] == ["first", "second"]


async def test_looking_for_nothing_finds_nothing(stand: Stand) -> None:
    stand.postman.look_for(BEN)
    await stand.postman.finish(stand.soon)
    assert await waiting(stand) is None


async def test_the_sweep_delivers_more_than_a_bagful(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.postman.BAGFUL", 2)
    await stand.write(*(say(str(number)) for number in range(5)))
    stand.hand.moment = stand.until
    await stand.sweep()
    assert stand.texts()[-5:] == list("01234")


async def test_whoever_is_looked_for_gets_more_than_a_bagful(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.postman.BAGFUL", 2)
    lent = await stand.write(say("first"))
    await stand.write(*(say(str(number)) for number in range(5)))
    stand.postman.take(lent)
    stand.postman.look_for(ADA)
    await stand.postman.finish(stand.soon)
    assert stand.texts()[-5:] == list("01234")


async def test_a_delivery_is_noted_even_when_the_memory_was_away(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    away = [StorageAway("away"), StorageAway("away")]
    delivered = Outbox.delivered

    def sometimes(outbox: Outbox, taken: Sequence[tuple[LentLetter, int | None]]) -> None:
        if away:
            raise away.pop()
        delivered(outbox, taken)

    monkeypatch.setattr(Outbox, "delivered", sometimes)
    await stand.send(say("noted"))
    assert stand.texts().count("noted") == 1
    assert await waiting(stand) is None


async def test_a_defect_in_one_persons_round_stops_only_that_round(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("words of a person")

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "lend", broken)
        stand.postman.look_for(ADA)
        await stand.postman.finish(stand.soon)
    await stand.send(say("for Ben"), owner=BEN)
    assert stand.texts(BEN)[-1] == "for Ben"
    assert "letters of 7: KeyError" in caplog.text
    assert "words" not in caplog.text


async def test_a_stop_ends_a_round_that_hangs_and_keeps_its_letters(stand: Stand) -> None:
    lent = await stand.write(say("hangs"))
    stand.line.gate = asyncio.Event()
    stand.postman.take(lent)
    await stand.postman.stop(timedelta(seconds=0.01))
    stand.line.gate = None
    stand.hand.moment = stand.until
    await stand.sweep()
    assert stand.texts()[-1] == "hangs"


async def test_the_log_has_no_words(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    home = await stand.send_home()
    await stand.send(Strip(home), say("nobody reads this"))
    assert f"of {ADA}, say: Delivered" in caplog.text
    assert "nobody" not in caplog.text
    assert "strip" not in caplog.text


async def test_what_nobody_sees_come_is_logged_when_it_does_not_or_when_asked_for(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    home = await stand.send_home()
    caplog.set_level("INFO")
    stand.local.fail_next("editMessageReplyMarkup", {"error_code": 502})
    await stand.send(Strip(home))
    assert f"of {ADA}, strip: TryLater" in caplog.text
    caplog.set_level("DEBUG", "bot.postman")
    stand.hand.moment += timedelta(hours=1)
    await stand.sweep()
    assert f"of {ADA}, strip: Delivered" in caplog.text
