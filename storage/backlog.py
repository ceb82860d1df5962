"""The backlog: how many letters wait in a lane, and since when. It only counts, and not without an end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from conversations.effects import Lane
from storage.tables import IS_WAITING, LETTERS, OWNERS

MOST = 10_000
"""Letters of a lane that are counted; whether there are more makes no difference to whoever looks."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Letters that wait for people who have not blocked us. The oldest of them was written at `oldest` (UTC)."""

    waiting: int
    oldest: datetime | None


def backlog_of(connection: Connection, lane: Lane, most: int) -> Backlog:
    """What waits in this lane, the oldest `most` of it."""
    waiting = (
        select(LETTERS.c.written_at)
        .join_from(LETTERS, OWNERS, OWNERS.c.owner == LETTERS.c.owner)
        .where(IS_WAITING, LETTERS.c.lane == lane, OWNERS.c.blocked.is_(False))
        .order_by(LETTERS.c.written_at)
        .limit(most)
        .subquery()
    )
    count, oldest = connection.execute(select(func.count(), func.min(waiting.c.written_at)).select_from(waiting)).one()
    return Backlog(count, oldest)
