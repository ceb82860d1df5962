from collections import Counter
from typing import Any

import pytest

from bot.floods import PAUSE, Floods, Verdict
from bot.local_telegram.wire import Json
from bot.raw_updates import RawUpdate
from conversations.screens import notices
from conversations.signals import Said
from storage.failures import StorageAway
from storage.ledger import Ledger
from tests.bot.stand import ADA, BEN, Stand

BY_DEFAULT = 120
"""Updates that may come at once."""

DATE = 1_795_000_000


class Hand:
    """A clock's ticks, held in the hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def wrote(person: int, date: int | None = DATE, **more: object) -> RawUpdate:
    account = {"id": person, "is_bot": False, "first_name": "X"}
    message = {"message_id": 1, "date": date, "from": account, "chat": {"id": person, "type": "private"}, "text": "a"}
    return {"update_id": 1, "message": message} | more


def tapped(person: int) -> RawUpdate:
    message = {"message_id": 1, "date": DATE, "chat": {"id": person, "type": "private"}}
    return {"update_id": 1, "callback_query": {"id": "1", "from": {"id": person}, "message": message, "data": "x"}}


def judged(floods: Floods, update: RawUpdate, times: int) -> Counter[Verdict]:
    return Counter(floods.judge(update) for _ in range(times))


@pytest.mark.parametrize("update", [wrote(ADA), tapped(ADA)])
def test_a_flood_is_told_once_and_then_left_out(update: RawUpdate) -> None:
    floods = Floods(ticks=Hand())
    assert judged(floods, update, BY_DEFAULT) == {Verdict.TAKE: BY_DEFAULT}
    assert judged(floods, update, 1) == {Verdict.TELL: 1}
    assert judged(floods, update, 500) == {Verdict.LEAVE: 500}
    assert floods.left_out == 501


def test_a_flood_keeps_nobody_else_out() -> None:
    floods = Floods(ticks=Hand())
    judged(floods, wrote(ADA), 500)
    assert judged(floods, wrote(BEN), BY_DEFAULT) == {Verdict.TAKE: BY_DEFAULT}


def test_a_minute_later_as_much_is_taken_as_in_any_minute() -> None:
    hand = Hand()
    floods = Floods(ticks=hand)
    judged(floods, wrote(ADA), 500)
    hand.at += PAUSE - 1
    assert floods.judge(wrote(ADA, DATE + 59)) is Verdict.LEAVE
    hand.at += 1
    assert judged(floods, wrote(ADA, DATE + 60), 62) == {Verdict.TAKE: 60, Verdict.TELL: 1, Verdict.LEAVE: 1}


def test_who_floods_on_is_told_once_a_minute() -> None:
    hand = Hand()
    floods = Floods(ticks=hand)
    found: Counter[Verdict] = Counter()
    for _ in range(50 * 600):
        hand.at += 0.02
        found[floods.judge(wrote(ADA, DATE + int(hand.at)))] += 1
    assert found[Verdict.TELL] <= 10
    assert found[Verdict.TAKE] <= BY_DEFAULT + 600


def test_who_writes_a_line_a_second_is_never_stopped() -> None:
    hand = Hand()
    floods = Floods(ticks=hand)
    for _ in range(3600):
        hand.at += 1
        assert floods.judge(wrote(ADA, DATE + int(hand.at))) is Verdict.TAKE


def test_what_came_slowly_while_we_were_away_is_no_flood() -> None:
    floods = Floods(ticks=Hand())
    for number in range(1000):
        assert floods.judge(wrote(ADA, DATE + 5 * number)) is Verdict.TAKE


@pytest.mark.parametrize("date", [None, "soon", True, -1, 10**400, 0])
def test_a_date_that_is_none_stops_nobody_for_good(date: Any) -> None:  # noqa: ANN401 -- the right type is not given
    hand = Hand()
    floods = Floods(ticks=hand)
    judged(floods, wrote(ADA, date), 500)
    hand.at += 2 * PAUSE
    assert floods.judge(wrote(ADA)) is Verdict.TAKE


def test_a_date_that_jumps_stops_nobody_for_good() -> None:
    hand = Hand()
    floods = Floods(ticks=hand)
    judged(floods, wrote(ADA, DATE + 10**9), 500)
    hand.at += PAUSE
    assert floods.judge(wrote(ADA, DATE)) is Verdict.TAKE


def test_groups_and_what_telegram_itself_tells_are_not_counted() -> None:
    floods = Floods(ticks=Hand())
    group = wrote(ADA)
    group["message"]["chat"] = {"id": -5, "type": "supergroup"}
    blocked: Json = {"update_id": 1, "my_chat_member": {"from": {"id": ADA}, "chat": {"id": ADA, "type": "private"}}}
    for update in (group, blocked):
        assert judged(floods, update, 500) == {Verdict.TAKE: 500}
    assert floods.judge(wrote(ADA)) is Verdict.TAKE


def test_inline_queries_are_left_out_without_a_word() -> None:
    floods = Floods(ticks=Hand())
    query: Json = {"update_id": 1, "inline_query": {"id": "1", "from": {"id": ADA}, "query": "a", "offset": ""}}
    assert judged(floods, query, 200) == {Verdict.TAKE: BY_DEFAULT, Verdict.LEAVE: 80}
    assert judged(floods, wrote(ADA), 2) == {Verdict.TELL: 1, Verdict.LEAVE: 1}


def test_who_is_quiet_again_is_forgotten() -> None:
    hand = Hand()
    floods = Floods(ticks=hand)
    for person in range(1000, 2000):
        floods.judge(wrote(person))
    hand.at += 121
    for _ in range(500):
        floods.judge(wrote(BEN))
    assert len(floods._seen) == 1  # noqa: SLF001 -- that it does not grow is to be seen only there


def test_what_is_brought_again_counts_once() -> None:
    floods = Floods(10, Hand())
    for _ in range(100):
        assert floods.judge(wrote(ADA)) is Verdict.TAKE
        floods.give_back(wrote(ADA), Verdict.TAKE)
    judged(floods, wrote(ADA), 20)
    assert floods.judge(wrote(ADA)) is Verdict.TELL
    floods.give_back(wrote(ADA), Verdict.TELL)
    assert floods.judge(wrote(ADA)) is Verdict.TELL
    floods.give_back(wrote(ADA), Verdict.LEAVE)
    assert floods.judge(wrote(ADA)) is Verdict.LEAVE
    floods.give_back(wrote(BEN), Verdict.TAKE)


async def test_what_is_left_out_is_confirmed_and_is_no_turn(stand: Stand) -> None:
    stand.intake.floods = Floods(10, Hand())
    for number in range(50):
        stand.local.say(ADA, f"line {number}")
    stand.local.say(BEN, "hello")
    await stand.bring()
    await stand.postman.finish(stand.soon)
    said = [signal.text for signal in stand.ear.signals if isinstance(signal, Said)]
    assert said == [*(f"line {number}" for number in range(20)), "hello"]
    assert stand.texts().count(notices.too_many().text) == 1
    assert notices.too_many().text not in stand.texts(BEN)
    assert await stand.post(lambda outbox: outbox.parked_updates()) == ()


async def test_a_tap_too_many_stops_turning_and_says_why(stand: Stand) -> None:
    stand.intake.floods = Floods(10, Hand())
    shown = await stand.send_home()
    answered: list[str] = []
    stand.local.observers.append(lambda method, _: answered.append(method) if "Query" in method else None)
    for _ in range(30):
        stand.local.tap(ADA, shown, "r|d1")
    await stand.bring()
    await stand.postman.finish(stand.soon)
    assert answered == ["answerCallbackQuery"]
    assert stand.texts()[-1] == notices.too_many().text


async def test_the_word_about_a_flood_is_not_lost_while_the_database_is_away(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.intake.floods = Floods(10, Hand())
    for number in range(21):
        stand.local.say(ADA, f"line {number}")
    *_, last = updates = stand.local.take_updates()
    for update in updates[:-1]:
        await stand.intake.take_now(update)
    record, away = Ledger.record, [StorageAway("away")]

    def sometimes(ledger: Ledger, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever it takes
        if away:
            raise away.pop()
        return record(ledger, *arguments, **named)

    monkeypatch.setattr(Ledger, "record", sometimes)
    with pytest.raises(StorageAway):
        await stand.intake.take_now(last)
    await stand.intake.take_now(last)
    await stand.intake.take_now(last)
    await stand.postman.finish(stand.soon)
    assert stand.texts().count(notices.too_many().text) == 1
