"""A local Telegram in a fresh file, with a clock that a test holds in its hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.timetable import Landmark

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A timetable that stands still until it is moved."""

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


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def local(tmp_path: Path, clock: HandClock) -> Iterator[LocalTelegram]:
    telegram = LocalTelegram(tmp_path / "telegram.db", clock)
    yield telegram
    telegram.close()
