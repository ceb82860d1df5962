"""After an upgrade: the schema first, then what an older version kept is planned and folded by the rules of this one.

For each owner that is made up for in a turn of their own: in their next one, whatever it is about, or by a look of the
heartbeat that goes through all who are behind, a few at each beat. Processes side by side share the work.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from random import sample

from bot.clock import Clock
from bot.patience import growing_pause
from bot.sitting import Sitting
from conversations.facts import OwnerId
from conversations.nudge_table import Subject, unit
from conversations.nudging import planned
from storage.database import Database
from storage.failures import StorageAway, TablesBusy
from storage.ledger import Ledger

ALL = 1_000_000
"""More people or promises than anybody has."""

MOST_TRIES, LONGEST_PAUSE = 20, timedelta(seconds=30)
"""How often a migration gives way to others, and how long it leaves them alone then: about eight minutes in all."""

A_FEW, ASKED = 20, 1_000
"""Owners who are made up for at a beat, and from how many they are picked: processes should not pick the same."""

BREATHER = timedelta(seconds=0.1)
"""Between two beats, as long as somebody is behind."""

NOBODY_LEFT = timedelta(hours=1)
"""How long to leave it then. A process of the version before, if one still runs, may leave somebody behind again."""

logger = logging.getLogger(__name__)


async def migrate(database: Database) -> None:
    """Bring the schema up to date. While others are in the way it steps aside, and comes again.

    Raises:
        TablesBusy: they were in the way each time.
        UnfitSchema: the database is at a version that this program cannot work with.
        WrongKey: NOTES_KEY does not fit the database.
        StorageAway: the database cannot be reached.
    """
    for tries in range(1, MOST_TRIES):
        try:
            return await database.migrate()
        except TablesBusy as busy:
            pause = growing_pause(tries, LONGEST_PAUSE).total_seconds()
            logger.warning("the migration waits: %s; trying again in %.0f s", busy, pause)
            await asyncio.sleep(pause)
    return await database.migrate()


def make_up_for(sitting: Sitting) -> bool:
    """If an older version wrote what is kept of this owner, plan and fold all of it by the rules of this one."""
    ledger = sitting.ledger
    if not ledger.is_behind:
        return False
    ledger.fold_anew()
    subjects: tuple[Subject, ...] = (
        *ledger.people(ALL),
        *ledger.promises(limit=ALL),
        *ledger.introductions(),
        *ledger.takeaways(),
        *ledger.upcoming_events(sitting.now, ALL),
    )
    nudges, mentions = ledger.nudges_by_subject(), {mention.key: mention for mention in ledger.mentions()}
    plans = [
        planned(subject, sitting.settings, sitting.now, nudges.get(subject.key, ()), mentions.get(unit(subject)))
        for subject in subjects
    ]
    ledger.plan_nudges(plans, [nudge for plan in plans for nudge in nudges.get(plan.subject, ())])
    ledger.made_up_for()
    return True


class CatchingUp:
    """A look of the heartbeat: makes up for those who are behind until nobody is left."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._made_up_for = 0
        self._failed: set[OwnerId] = set()
        self._next: datetime | None = None

    async def look(self) -> datetime | None:
        """Make up for a few; the moment (UTC) for the next few, or None when nobody is left.

        Raises:
            StorageAway: the database cannot be reached; whoever is left is made up for later.
        """
        if self._next is not None and self._clock.now() < self._next:
            return None
        few = await self._few()
        for owner in few:
            await self._make_up_for(owner)
        if few:
            return self._clock.now() + BREATHER
        if self._made_up_for:
            logger.info("made up for %d owners of an older version", self._made_up_for)
        self._made_up_for = 0
        self._failed.clear()  # they are tried again at the next look, or in their own next turn
        self._next = self._clock.now() + NOBODY_LEFT
        return None

    async def _few(self) -> list[OwnerId]:
        asked = ASKED + len(self._failed)
        behind = await self._database.post(lambda outbox: outbox.owners_behind(asked), urgent=False)
        left = [owner for owner in behind if owner not in self._failed]
        return sample(left, min(A_FEW, len(left)))

    async def _make_up_for(self, owner: OwnerId) -> None:
        def work(ledger: Ledger) -> bool:
            return make_up_for(Sitting(ledger, owner, self._clock.now(), ledger.settings()))

        try:
            self._made_up_for += await self._database.turn(owner, work, urgent=False)
        except StorageAway:
            raise
        except Exception as error:  # noqa: BLE001 -- one owner's defect must not keep the others behind
            logger.error("catching up owner=%d failed=%s", owner, type(error).__name__)  # noqa: TRY400 -- a trace may hold words
            self._failed.add(owner)
