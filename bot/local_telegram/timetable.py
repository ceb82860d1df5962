"""What the local Telegram asks of whoever keeps the time. It never reads a clock itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Landmark:
    """A moment worth jumping to, such as "just after AI meetup"; `moment` is aware, in UTC."""

    label: str
    moment: datetime


class Timetable(Protocol):
    """The clock of the chat; all moments are aware and in UTC, a person is a user id."""

    def now(self) -> datetime:
        """The present moment."""
        ...

    async def landmarks(self, person: int) -> Sequence[Landmark]:
        """The moments this person may want to jump to, earliest first."""
        ...

    async def morning(self, person: int) -> datetime:
        """The next 08:00 in the person's own zone."""
        ...

    async def move_to(self, moment: datetime) -> None:
        """Let the clock stand at this moment, which is never earlier than now."""
        ...
