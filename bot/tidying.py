"""Tidying: lets the outbox forget what is no use any more, once a day. What that is, the outbox knows."""

from datetime import datetime, timedelta

from bot.clock import Clock
from storage.database import Database

EVERY = timedelta(days=1)


class Tidying:
    """A look of the heartbeat: its first beat tidies, later ones when a day is over."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._next: datetime | None = None

    async def look(self) -> datetime | None:
        """Tidy up if it is time; None, as the slow sweep comes often enough.

        Raises:
            StorageAway: nothing was forgotten.
        """
        now = self._clock.now()
        if self._next is None or now >= self._next:
            await self._database.post(lambda outbox: outbox.prune(now))
            self._next = now + EVERY
        return None
