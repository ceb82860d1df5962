from conversations.effects import Lane
from storage.backlog import Backlog
from storage.database import Database
from tests.storage.examples import ADA, BEN, MINUTE, NOW, record, say

NOTHING = Backlog(0, None)


async def test_letters_that_wait_are_counted_by_lane_with_the_moment_of_the_oldest(database: Database) -> None:
    assert await database.post(lambda outbox: outbox.backlog()) == dict.fromkeys(Lane, NOTHING)
    await record(database, say("one"), say("two"), lend_until=NOW + MINUTE)
    await record(database, say("three", Lane.NUDGE), owner=BEN)
    two, one = Backlog(2, NOW), Backlog(1, NOW)
    assert await database.post(lambda outbox: outbox.backlog()) == {
        Lane.REPLY: two,
        Lane.MOMENT: NOTHING,
        Lane.NUDGE: one,
    }


async def test_what_waits_for_somebody_who_blocked_us_is_no_backlog(database: Database) -> None:
    await record(database, say("one"), owner=ADA)
    await database.post(lambda outbox: outbox.block(ADA, since=NOW))
    assert (await database.post(lambda outbox: outbox.backlog()))[Lane.REPLY] == NOTHING


async def test_a_very_long_backlog_is_not_counted_to_its_end(database: Database) -> None:
    await record(database, *(say(text) for text in ("one", "two", "three")))
    assert (await database.post(lambda outbox: outbox.backlog(most=2)))[Lane.REPLY] == Backlog(2, NOW)
