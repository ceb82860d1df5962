from datetime import timedelta

from sqlalchemy import func, select, update

from conversations.effects import Change, Keep, Lane, React, Revise, Screen, Strip, Toast
from conversations.facts import OwnerId, Settings
from conversations.prose import Html
from storage.database import Database
from storage.ledger import Ledger
from storage.outbox import Outbox, Parked
from storage.tables import LETTERS, PARKED_UPDATES, UPDATES
from tests.storage.examples import (
    ADA,
    BEN,
    BLOCKED,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    delivered,
    lend,
    lend_nudges,
    person,
    postponed,
    record,
    say,
    texts,
)


async def test_letters_are_lent_to_the_one_who_writes_them_in_their_order(database: Database) -> None:
    said = (say("one"), Toast("tap1", "two"), Revise(7, Screen(Html("three"))), Strip(8), React(9, "👍"))
    lent = await record(database, said[0], Keep(person("p1", "Ana")), *said[1:], lend_until=NOW + MINUTE)
    assert [letter.letter for letter in lent] == list(said)
    assert [letter.number for letter in lent] == [1, 2, 3, 4, 5]
    assert {(letter.owner, letter.attempts, letter.until) for letter in lent} == {(ADA, 1, NOW + MINUTE)}
    assert await lend(database) == ()


async def test_letters_written_without_lending_wait_for_whoever_asks(database: Database) -> None:
    assert await record(database, say("one"), say("two")) == ()
    lent = await lend(database)
    assert texts(lent) == ["one", "two"]
    assert [letter.attempts for letter in lent] == [1, 1]


async def test_a_letter_waits_behind_an_older_one_of_the_same_owner(database: Database) -> None:
    (first,) = await record(database, say("one"), lend_until=NOW + MINUTE)
    assert await record(database, say("two"), lend_until=NOW + MINUTE) == ()
    assert len(await record(database, say("hello"), owner=BEN, lend_until=NOW + MINUTE)) == 1
    assert await lend(database) == ()
    await delivered(database, first)
    assert texts(await lend(database)) == ["two"]


async def test_a_letter_delivered_is_gone(database: Database) -> None:
    (letter,) = await record(database, say("one"), lend_until=NOW + MINUTE)
    await delivered(database, letter)
    await delivered(database, letter)
    assert await lend(database, NOW + HOUR) == ()
    assert await database.post(lambda outbox: outbox.next_letter_at(NOW)) is None


async def test_what_a_crash_left_behind_is_lent_again_when_its_time_is_over(database: Database) -> None:
    await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    assert await database.post(lambda outbox: outbox.next_letter_at(NOW)) == NOW + MINUTE
    assert await lend(database, NOW + MINUTE / 2) == ()
    again = await lend(database, NOW + MINUTE)
    assert texts(again) == ["one", "two"]
    assert [letter.attempts for letter in again] == [2, 2]


async def test_letters_called_back_are_lent_again_at_once_but_for_those_that_have_to_wait(database: Database) -> None:
    await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    (later,) = await record(database, say("hello"), owner=BEN, lend_until=NOW + MINUTE)
    await postponed(database, later, NOW + 5 * MINUTE)
    await database.post(lambda outbox: outbox.call_back())
    lent = await lend(database)
    assert texts(lent) == ["one", "two"]
    assert [letter.attempts for letter in lent] == [2, 2]


async def test_a_letter_postponed_holds_up_what_is_behind_it_and_nobody_else(database: Database) -> None:
    first, _second = await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    await record(database, say("hello"), owner=BEN)
    await postponed(database, first, NOW + 5 * MINUTE)
    await record(database, say("three"))
    assert texts(await lend(database)) == ["hello"]
    again = await lend(database, NOW + 5 * MINUTE)
    assert [(letter.number, letter.attempts) for letter in again if letter.owner == ADA] == [(1, 2), (2, 1), (3, 1)]


async def test_a_letter_lent_to_somebody_else_meanwhile_cannot_be_postponed(database: Database) -> None:
    (stale,) = await record(database, say("one"), lend_until=NOW + MINUTE)
    (fresh,) = await lend(database, NOW + 2 * MINUTE)
    await postponed(database, stale, NOW + HOUR)
    assert await database.post(lambda outbox: outbox.next_letter_at(NOW)) == fresh.until


async def test_a_letter_that_cannot_be_sent_is_kept_and_the_next_one_goes(database: Database) -> None:
    first, second = await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    await database.post(lambda outbox: outbox.unsendable(first, "message is too long"))
    await delivered(database, second)
    assert len(await record(database, say("three"), lend_until=NOW + MINUTE)) == 1
    assert texts(await lend(database, NOW + HOUR)) == ["three"]


async def test_a_letter_that_cannot_be_read_stops_only_itself(database: Database) -> None:
    await record(database, say("one"), say("two"))

    def break_first(ledger: Ledger) -> None:
        broken = update(LETTERS).where(LETTERS.c.number == 1).values(payload={"kind": "telegram from 1912"})
        ledger._connection.execute(broken)  # noqa: SLF001 - only another version would write such a letter

    await database.turn(ADA, break_first)
    assert texts(await lend(database)) == ["two"]
    assert texts(await lend(database, NOW + HOUR)) == ["two"]


async def test_older_replies_go_first(database: Database) -> None:
    await record(database, say("late reply"), owner=OwnerId(2), now=NOW + HOUR)
    await record(database, say("reply"), owner=OwnerId(3))
    assert texts(await lend(database, NOW + HOUR)) == ["reply", "late reply"]


async def test_what_we_begin_ourselves_is_lent_as_such_alone(database: Database) -> None:
    assert await record(database, say("nudge", Lane.NUDGE), lend_until=NOW + MINUTE) == ()
    assert await lend(database) == ()
    assert texts(await lend_nudges(database)) == ["nudge"]


async def test_a_reply_goes_past_a_nudge_and_a_nudge_past_nothing(database: Database) -> None:
    await record(database, say("nudge", Lane.NUDGE))
    (reply,) = await record(database, say("reply"), lend_until=NOW + MINUTE)
    await record(database, say("another", Lane.NUDGE))
    assert texts((reply,)) == ["reply"]
    (nudge,) = await lend_nudges(database)
    assert texts((nudge,)) == ["nudge"]
    await delivered(database, nudge)
    assert await lend_nudges(database, NOW + 2 * SECOND) == ()
    await delivered(database, reply)
    assert texts(await lend_nudges(database, NOW + 2 * SECOND)) == ["another"]


async def test_what_a_letter_waits_behind_says_when_it_can_go(database: Database) -> None:
    await record(database, say("reply"), say("nudge", Lane.NUDGE), say("minute", Lane.MOMENT))
    (reply,) = await lend(database, limit=1)
    await database.post(lambda outbox: outbox.postpone(reply, NOW + HOUR, "busy"))
    assert await lend(database) == ()
    assert await lend_nudges(database) == ()
    assert await database.post(lambda outbox: outbox.next_letter_at(NOW)) == NOW + HOUR


async def test_a_minute_that_was_set_and_a_reply_go_past_a_nudge_that_waits(database: Database) -> None:
    await record(database, say("nudge", Lane.NUDGE))
    (nudge,) = await lend_nudges(database)
    await database.post(lambda outbox: outbox.postpone(nudge, NOW + HOUR, "busy"))
    await record(database, say("minute", Lane.MOMENT), say("reply"), say("another nudge", Lane.NUDGE))
    later = NOW + 2 * SECOND
    assert await database.post(lambda outbox: outbox.next_letter_at(later)) == later
    lent = *await lend(database, later), *await lend_nudges(database, later)
    assert texts(lent) == ["reply", "minute"]
    assert await database.post(lambda outbox: outbox.next_letter_at(later)) == lent[0].until


async def test_no_more_letters_are_lent_than_were_asked_for(database: Database) -> None:
    for owner in (1, 2, 3):
        await record(database, say(f"{owner}a"), say(f"{owner}b"), owner=OwnerId(owner))
    assert texts(await lend(database, limit=3)) == ["1a", "1b", "2a"]
    assert texts(await lend(database, limit=3)) == ["3a", "3b"]


async def test_letters_of_one_owner_can_be_asked_for(database: Database) -> None:
    await record(database, say("for Ada"))
    await record(database, say("for Ben"), owner=BEN)
    assert texts(await lend(database, owner=BEN)) == ["for Ben"]
    assert texts(await lend(database, owner=OwnerId(3))) == []


async def test_letters_asked_for_by_owner_are_not_lent_past_one_that_is_on_its_way(database: Database) -> None:
    (first,) = await record(database, say("one"), lend_until=NOW + MINUTE)
    await record(database, say("two"))
    assert await lend(database, owner=ADA) == ()
    await postponed(database, first, NOW + 5 * MINUTE)
    assert await lend(database, NOW + 2 * MINUTE, owner=ADA) == ()
    assert texts(await lend(database, NOW + 5 * MINUTE, owner=ADA)) == ["one", "two"]


async def test_letters_to_somebody_who_blocked_the_bot_wait_until_they_come_back(database: Database) -> None:
    await record(database, say("one"), lend_until=NOW + MINUTE)
    await database.post(lambda outbox: outbox.block(ADA, NOW))
    assert await record(database, say("two"), lend_until=NOW + MINUTE) == ()
    assert await lend(database, NOW + HOUR) == ()
    assert await lend(database, NOW + HOUR, owner=ADA) == ()
    assert await database.post(lambda outbox: outbox.next_letter_at(NOW)) is None
    await record(database, Change(Settings()))
    assert texts(await lend(database)) == ["one", "two"]


async def test_late_news_that_somebody_blocked_the_bot_does_not_count_when_they_came_back(database: Database) -> None:
    await database.turn(ADA, lambda ledger: ledger.hear(7, NOW + MINUTE))
    assert not await database.post(lambda outbox: outbox.block(ADA, since=NOW))
    assert not (await database.turn(ADA, lambda ledger: ledger.settings())).blocked
    assert await database.post(lambda outbox: outbox.block(ADA, since=NOW + MINUTE))
    assert (await database.turn(ADA, lambda ledger: ledger.settings())).blocked


async def test_the_answer_to_somebody_who_comes_back_is_lent_at_once(database: Database) -> None:
    await record(database, Change(BLOCKED))
    assert await record(database, say("hm"), lend_until=NOW + MINUTE, owner=BEN) != ()
    lent = await record(database, say("Welcome back"), Change(Settings()), lend_until=NOW + MINUTE)
    assert texts(lent) == ["Welcome back"]


async def test_the_next_letter_goes_now_or_when_the_first_of_its_owner_may(database: Database) -> None:
    def next_at(outbox: Outbox) -> object:
        return outbox.next_letter_at(NOW)

    assert await database.post(next_at) is None
    (first,) = await record(database, say("one"), lend_until=NOW + MINUTE)
    await record(database, say("two"))
    assert await database.post(next_at) == NOW + MINUTE
    await postponed(database, first, NOW + 5 * MINUTE)
    assert await database.post(next_at) == NOW + 5 * MINUTE
    await record(database, say("hello"), owner=BEN, now=NOW - HOUR)
    assert await database.post(next_at) == NOW


async def test_an_update_that_could_not_be_understood_is_kept_as_it_came(database: Database) -> None:
    nobodys = Parked(5, '{"update_id": 5, "riddle": "\\u0000"}', "KeyError")
    adas = Parked(6, "{", "JSONDecodeError", ADA)
    await database.post(lambda outbox: outbox.park_update(nobodys, NOW))
    await database.post(lambda outbox: outbox.park_update(nobodys, NOW))
    await database.post(lambda outbox: outbox.park_update(adas, NOW + HOUR))
    assert await database.post(lambda outbox: outbox.parked_updates()) == (adas, nobodys)


async def test_what_is_no_use_any_more_is_forgotten_in_time_and_nothing_else(database: Database) -> None:
    def counts(ledger: Ledger) -> list[int]:
        tables = (UPDATES, PARKED_UPDATES, LETTERS)
        counted = (select(func.count()).select_from(table) for table in tables)
        return [ledger._connection.execute(query).scalar_one() for query in counted]  # noqa: SLF001 - nothing else counts

    day = 24 * HOUR
    await database.turn(ADA, lambda ledger: ledger.hear(7, NOW))
    await database.post(lambda outbox: outbox.park_update(Parked(6, "{", "JSONDecodeError", ADA), NOW))
    unsendable, _waits = await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    await database.post(lambda outbox: outbox.unsendable(unsendable, "message is too long"))

    async def left_after(later: timedelta) -> list[int]:
        await database.post(lambda outbox: outbox.prune(NOW + later))
        return await database.turn(ADA, counts)

    assert await left_after(2 * day) == [1, 1, 2]
    assert await left_after(2 * day + MINUTE) == [0, 1, 2]
    assert await left_after(30 * day) == [0, 1, 2]
    assert await left_after(30 * day + MINUTE) == [0, 0, 1]
