"""A timetable that a test holds in its hand. No test stands here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.local_telegram.timetable import Landmark

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """Stands still until it is moved."""

    moment: datetime = NOON
    marks: list[Landmark] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    async def landmarks(self, _person: int) -> Sequence[Landmark]:
        return self.marks

    async def morning(self, _person: int) -> datetime:
        return self.moment.replace(hour=7) + timedelta(days=1)

    async def move_to(self, moment: datetime) -> None:
        self.moment = moment
