"""The coach takes one turn: load, decide, record, hand over what is to be delivered. One transaction a turn."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.reception import receive
from bot.round import look
from bot.sitting import Sitting
from conversations.effects import Change
from conversations.facts import OwnerId
from conversations.scripts.catalogue import is_known
from conversations.signals import Signal
from storage.database import Database
from storage.failures import StorageAway
from storage.ledger import Ledger
from storage.letters import LentLetter

LOG = logging.getLogger("rapport.turns")

LEASE = timedelta(seconds=60)
"""For how long letters are lent to the postman who was handed them; afterwards the sweep may take them."""

AFTER_FAILURE = timedelta(minutes=5)
OWNERS_AT_ONCE = 50

Delivery = Callable[[tuple[LentLetter, ...]], None]


class Coach:
    """Turns signals and the clock into committed turns. `letters` is told what each turn wants delivered."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.letters: Delivery | None = None

    async def hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str = "") -> None:
        """Take a person's signal into a turn, exactly once: a repeat of the update does nothing.

        Returns when the turn is committed.

        Raises:
            StorageAway: nothing was decided; the update must be brought again.
        """
        now = self._clock.now()

        def work(ledger: Ledger) -> tuple[LentLetter, ...]:
            if not ledger.hear(update, now):
                return ()
            sitting = _sitting(ledger, owner, now, first_name)
            receive(sitting, signal)
            return ledger.record(tuple(sitting.letters), now, lend_until=now + LEASE)

        lent = await self._database.turn(owner, work)
        LOG.debug("turn owner=%d update=%d signal=%s letters=%d", owner, update, type(signal).__name__, len(lent))
        self._hand_over(lent)

    async def look_at_the_clock(self) -> datetime | None:
        """Decide everything that is due now; the next due moment (UTC), or None when nothing is planned.

        Raises:
            StorageAway: what was not decided stays due.
        """
        now = self._clock.now()
        failed: set[OwnerId] = set()
        while owners := await self._due(now, failed):
            for owner in owners:
                if not await self._look_for(owner, now):
                    failed.add(owner)
        upcoming = await self._database.post(lambda outbox: outbox.next_due())
        return upcoming if upcoming is None or not failed else max(upcoming, now + AFTER_FAILURE)

    async def _due(self, now: datetime, failed: set[OwnerId]) -> tuple[OwnerId, ...]:
        owners = await self._database.post(lambda outbox: outbox.owners_due(now, OWNERS_AT_ONCE + len(failed)))
        return tuple(owner for owner in owners if owner not in failed)

    async def _look_for(self, owner: OwnerId, now: datetime) -> bool:
        """Whether this owner's due nudges could be decided; a failure leaves them due and stops nobody else's."""

        def work(ledger: Ledger) -> tuple[LentLetter, ...]:
            sitting = _sitting(ledger, owner, now)
            look(sitting)
            return ledger.record(tuple(sitting.letters), now, lend_until=now + LEASE)

        try:
            lent = await self._database.turn(owner, work)
        except StorageAway:
            raise
        except Exception as error:  # noqa: BLE001 (one owner's defect must not keep the others' nudges)
            LOG.error("clock owner=%d failed=%s", owner, type(error).__name__)  # noqa: TRY400 (a trace may hold words)
            return False
        LOG.info("clock owner=%d letters=%d", owner, len(lent))
        self._hand_over(lent)
        return True

    def _hand_over(self, lent: tuple[LentLetter, ...]) -> None:
        if lent and self.letters is not None:
            self.letters(lent)


def _sitting(ledger: Ledger, owner: OwnerId, now: datetime, first_name: str = "") -> Sitting:
    ledger.understand(is_known)
    settings = ledger.settings()
    sitting = Sitting(ledger, owner, now, settings)
    if first_name and first_name != settings.first_name:
        sitting.do(Change(replace(settings, first_name=first_name)))
    return sitting
