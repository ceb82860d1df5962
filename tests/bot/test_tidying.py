from datetime import timedelta

from bot.tidying import Tidying
from storage.outbox import Parked
from tests.bot.stand import ADA, Stand

A_DAY = timedelta(days=1)


async def test_old_things_are_forgotten_once_a_day(stand: Stand) -> None:
    tidying = Tidying(stand.database, stand.clock)
    start = stand.clock.now()

    async def left_of_one_parked_at(days_ago: int) -> int:
        at = stand.clock.now() - days_ago * A_DAY
        await stand.post(lambda outbox: outbox.park_update(Parked(5, "{}", "KeyError", ADA), at))
        assert await tidying.look() is None
        return len(await stand.post(lambda outbox: outbox.parked_updates()))

    assert await left_of_one_parked_at(days_ago=31) == 0
    stand.hand.moment = start + A_DAY / 2
    assert await left_of_one_parked_at(days_ago=31) == 1
    stand.hand.moment = start + A_DAY
    assert await left_of_one_parked_at(days_ago=31) == 0
    stand.hand.moment = start + 2 * A_DAY
    assert await left_of_one_parked_at(days_ago=29) == 1
