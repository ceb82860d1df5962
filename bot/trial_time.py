"""The time of the local Telegram: a clock that can be moved on, and moments worth moving to. For trying out."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import ShiftedClock
from bot.local_telegram.timetable import Landmark
from conversations.facts import Event, OwnerId
from conversations.prose import short
from conversations.timing import next_at
from storage.database import Database

JUST_AFTER = timedelta(minutes=31)
"""A debrief is offered half an hour after the end of an event."""

FEW = 3
MOST_STOPS = 500
LONGEST_TITLE = 24

logger = logging.getLogger(__name__)


class TrialTime:
    """Moves the clock of the whole bot and lets it beat; how far it was moved survives a restart."""

    def __init__(self, clock: ShiftedClock, database: Database, file: Path) -> None:
        self._clock = clock
        self.database = database
        self._file = file
        self.moved: Callable[[], Awaitable[None]] | None = None
        """Called after each move, to do what became due."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._clock.now()

    async def landmarks(self, person: int) -> Sequence[Landmark]:
        """Beginning and end of the person's next events, earliest first."""
        now = self._clock.now()
        events = await self.database.turn(OwnerId(person), lambda ledger: ledger.upcoming_events(now, FEW))
        marks = [mark for event in events for mark in _around(event)]
        return sorted((mark for mark in marks if mark.moment > now), key=lambda mark: mark.moment)

    async def morning(self, person: int) -> datetime:
        """The next moment at which this person's daily nudges have just come: a minute past their hour."""
        settings = await self.database.turn(OwnerId(person), lambda ledger: ledger.settings())
        now, late = self._clock.now(), timedelta(minutes=1)
        return next_at(settings.nudge_hour, settings.zone, now - late) + late

    async def move_to(self, moment: datetime) -> None:
        """Let time pass until this moment, stopping at each at which something is due, as if one had waited.

        Raises ValueError for a moment in the past.
        """
        for _ in range(MOST_STOPS):
            due = await self.database.post(lambda outbox: outbox.next_due())
            if due is None or not self._clock.now() < due < moment:
                break
            await self._stand_at(due)
        await self._stand_at(moment)

    async def _stand_at(self, moment: datetime) -> None:
        self._clock.move_to(moment)
        self._file.write_text(json.dumps({"ahead_seconds": self._clock.offset.total_seconds()}), encoding="utf-8")
        if self.moved:
            await self.moved()


def clock_kept_in(file: Path) -> ShiftedClock:
    """A clock as far ahead as it was left; a file that cannot be read counts as none."""
    try:
        return ShiftedClock(timedelta(seconds=float(json.loads(file.read_text(encoding="utf-8"))["ahead_seconds"])))
    except FileNotFoundError:
        return ShiftedClock()
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("%s cannot be read; the clock shows the time of this machine", file)
        return ShiftedClock()


def _around(event: Event) -> tuple[Landmark, Landmark]:
    title = short(event.title, LONGEST_TITLE)
    after = event.end.utc() + JUST_AFTER
    return Landmark(f"{title} begins", event.start.utc()), Landmark(f"just after {title}", after)
