"""How we are: what stands in the way of taking turns, and how to mend it. It mends nothing.

The database is asked one question at a time, however often we are asked: one that hangs would be asked ever more.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.counted import CountedLine
from bot.heartbeat import Heartbeat
from bot.intake import Intake
from bot.polling import Polling
from bot.stopping import Stop
from bot.webhook import Webhook
from storage.database import Database
from storage.database import Health as DatabaseHealth
from storage.failures import AWAY

LONGEST_ANSWER = timedelta(seconds=3)
"""For the database; whoever asks us waits meanwhile."""

SWEEPS_MISSED = 3
"""So many sweeps without a sign of life, and the heart has stopped."""

LEAST = timedelta(minutes=2)
"""A beat may rightly take so long: a postbag is carried out within it."""

STOPPING = "It was told to stop. Whoever has taken its place is asked instead."
DATABASE_AWAY = AWAY
REVOKED = (
    "Telegram knows no bot with this token any more. Get a new one from @BotFather into TELEGRAM_BOT_TOKEN of every "
    "process, and start them again."
)
TELEGRAM_AWAY = "Telegram cannot be reached, or answers with errors. What waits is sent when it is back."
OTHER_TABLES = "Its tables are not up to date: python -m bot migrate"
NO_UPDATES = "Telegram has not answered yet, or is not told yet where to bring updates. Look at the log."
HEART_STOPPED = "Nothing is done at its time any more. Look at the log, and start this process again."


@dataclass(frozen=True, slots=True)
class Readiness:
    """How we are. `mend` names each thing that is not as it should be, and what to do about it."""

    database: DatabaseHealth
    gets_updates: bool
    since_update: float | None
    since_beat: float | None
    stopping: bool
    mend: dict[str, str]
    telegram: str | None = None
    """What stands between us and Telegram, if anything; a webhook brings updates all the same."""

    def told(self) -> dict[str, object]:
        """The same for JSON; times in seconds."""
        database = {"answers": self.database.answers, "schema": self.database.schema, "wanted": self.database.wanted}
        return {
            "ready": not self.mend,
            "database": database | {"ready": self.database.ready},
            "gets_updates": self.gets_updates,
            "last_update_seconds": _rounded(self.since_update),
            "heartbeat_seconds": _rounded(self.since_beat),
            "stopping": self.stopping,
            "telegram": self.telegram,
            "mend": self.mend,
        }


class Health:
    """Looks at these. `stop` and `bringing` are known when the bot goes to work; before that it is not ready."""

    def __init__(self, database: Database, heartbeat: Heartbeat, intake: Intake) -> None:
        self._database = database
        self._heartbeat = heartbeat
        self._intake = intake
        self._checking: asyncio.Task[DatabaseHealth] | None = None
        self.stop: Stop | None = None
        self.bringing: Polling | Webhook | None = None
        self.line: CountedLine | None = None

    async def look(self) -> Readiness:
        """How we are now, within seconds."""
        database = await self._check()
        since_beat = self._heartbeat.since_sign
        longest = max(LEAST, SWEEPS_MISSED * self._heartbeat.sweep).total_seconds()
        stopping = self.stop is not None and self.stop.is_asked
        gets_updates = self.bringing is not None and self.bringing.is_on
        trouble = self.line.trouble if self.line else None
        telegram = REVOKED if trouble == "unknown" else TELEGRAM_AWAY if trouble else None
        found = {
            "stopping": STOPPING if stopping else "",
            "database": "" if database.ready else _wrong_tables(database) if database.answers else database.mend,
            "token": REVOKED if trouble == "unknown" else "",
            "gets_updates": "" if gets_updates else telegram or NO_UPDATES,
            "heartbeat": HEART_STOPPED if since_beat is not None and since_beat > longest else "",
        }
        mend = {what: how for what, how in found.items() if how}
        return Readiness(database, gets_updates, self._intake.since_update, since_beat, stopping, mend, telegram)

    async def _check(self) -> DatabaseHealth:
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(self._database.check(), name="health of the database")
        await asyncio.wait({self._checking}, timeout=LONGEST_ANSWER.total_seconds())
        if self._checking.done():
            return self._checking.result()
        return DatabaseHealth(answers=False, schema=None, wanted="", mend=self._database.trouble or AWAY)


def _wrong_tables(database: DatabaseHealth) -> str:
    return database.objection or OTHER_TABLES


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
