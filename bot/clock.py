"""The clock: the only file that reads the time. Everybody else is told what time it is, as an argument."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- this is the file that may

    def on_machine(self, moment: datetime) -> datetime:
        """When this machine's own clock will show what this one shows at `moment`; both aware, in UTC."""
        return moment

    @staticmethod
    def ticks() -> float:
        """Seconds since some moment in the past, for measuring how long something took."""
        return time.monotonic()


class ShiftedClock(Clock):
    """A clock that runs ahead of this machine's by `offset`, for trying things out. It only ever moves forward."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The shifted moment, aware, in UTC."""
        return super().now() + self.offset

    def on_machine(self, moment: datetime) -> datetime:
        """`moment` without the shift."""
        return moment - self.offset

    def move_to(self, moment: datetime) -> None:
        """Show `moment` (aware) from now on and go on from there.

        Raises:
            ValueError: `moment` is over already.
        """
        ahead = moment - self.now()
        if ahead < timedelta():
            raise ValueError("the clock only moves forward")
        self.offset += ahead
