"""The coach takes one turn: load, decide, record, hand over what is to be delivered. One transaction a turn."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.catching_up import make_up_for
from bot.clock import Clock
from bot.inline_search import offered
from bot.reception import receive
from bot.round import look
from bot.sitting import Sitting
from conversations.effects import Change
from conversations.facts import OwnerId
from conversations.inline import Article
from conversations.scripts.catalogue import is_known
from conversations.signals import Signal
from conversations.timing import known_zone
from storage.database import Database
from storage.failures import StorageAway
from storage.ledger import Ledger
from storage.letters import LentLetter

LOG = logging.getLogger("rapport.turns")

LEASE = timedelta(seconds=60)
"""For how long letters are lent to the postman who was handed them; afterwards the sweep may take them."""

AFTER_FAILURE = timedelta(minutes=5)
OWNERS_AT_ONCE = 50
MOST_LEFT_OUT = 500
"""Owners who could not be decided and are left out when the next moment is asked for; a query has its limits."""

Delivery = Callable[[tuple[LentLetter, ...]], None]


class UnknownZone(Exception):  # noqa: N818 - named in the words of the field, as all our errors are
    """The tz data does not know the owner's zone: no hour is sure to be right, so what is due waits."""


class Coach:
    """Turns signals and the clock into committed turns. `letters` is told what each turn wants delivered.

    `waiting` is told the owner when that has to wait behind what is on its way already.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._failed: set[OwnerId] = set()
        self.letters: Delivery | None = None
        self.decided: Callable[[Sequence[timedelta]], None] | None = None
        """Told how much later than due an owner's nudges were decided."""
        self.waiting: Callable[[OwnerId], None] | None = None

    async def hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str = "") -> bool:
        """Take a person's signal into a turn, exactly once: a repeat of the update does nothing.

        Returns when the turn is committed; whether the update was new.

        Raises:
            StorageAway: nothing was decided; the update must be brought again.
        """
        now = self._clock.now()

        def work(ledger: Ledger) -> tuple[bool, bool, tuple[LentLetter, ...]]:
            if not ledger.hear(update, now):
                return False, True, ()
            sitting = _sitting(ledger, owner, now, first_name)
            receive(sitting, signal)
            lent = ledger.record(tuple(sitting.letters), now, lend_until=now + LEASE)
            return True, len(lent) < len(sitting.letters), lent

        is_new, waits, lent = await self._database.turn(owner, work)
        self._failed.discard(owner)
        seen = {"owner": owner, "update": update, "signal": type(signal).__name__, "letters": len(lent)}
        LOG.debug("turn of %(owner)d, update %(update)d, %(signal)s: %(letters)d letters", seen)
        self._hand_over(lent)
        if waits and self.waiting is not None:
            self.waiting(owner)
        return is_new

    async def offer(self, owner: OwnerId, query: str) -> tuple[Article, ...] | None:
        """The drafts for the people whom an inline query finds; None to somebody who is not set up. Nothing is kept.

        Raises:
            StorageAway: the database cannot be reached.
        """
        now = self._clock.now()
        if not await self._database.post(lambda outbox: outbox.knows(owner)):
            return None
        return await self._database.turn(owner, lambda ledger: offered(_sitting(ledger, owner, now), query))

    async def look_at_the_clock(self) -> datetime | None:
        """Decide everything that is due now; the next due moment (UTC), or None when nothing is planned.

        What could not be decided is tried again a little later, and keeps nobody else's nudges waiting.

        Raises:
            StorageAway: what was not decided stays due.
        """
        now = self._clock.now()
        failed: set[OwnerId] = set()
        while owners := await self._due(now, failed):
            for owner in owners:
                if not await self._look_for(owner, now):
                    failed.add(owner)
        self._failed = failed
        upcoming = await self.next_due()
        again = (now + AFTER_FAILURE,) if failed else ()
        return min((*again, *((upcoming,) if upcoming else ())), default=None)

    async def next_due(self) -> datetime | None:
        """When the next nudge is due (UTC), but for those that could not be decided at the last look.

        A minute that somebody set counts all the same.
        """
        now, failed = self._clock.now(), tuple(self._failed)[:MOST_LEFT_OUT]
        return await self._database.post(lambda outbox: outbox.next_due(now, failed))

    async def _due(self, now: datetime, failed: set[OwnerId]) -> tuple[OwnerId, ...]:
        owners = await self._database.post(lambda outbox: outbox.owners_due(now, OWNERS_AT_ONCE + len(failed)))
        return tuple(owner for owner in owners if owner not in failed)

    async def _look_for(self, owner: OwnerId, now: datetime) -> bool:
        """Whether this owner's due nudges could be decided; if not, they stay due, and nobody else's are stopped."""

        def work(ledger: Ledger) -> tuple[Sequence[datetime] | None, tuple[LentLetter, ...]]:
            sitting = _sitting(ledger, owner, now)
            if not known_zone(sitting.settings.zone):
                raise UnknownZone
            decided = sitting.due if look(sitting) else None
            return decided, ledger.record(tuple(sitting.letters), now, lend_until=now + LEASE)

        try:
            decided, lent = await self._database.turn(owner, work)
        except StorageAway:
            raise
        except Exception as error:  # noqa: BLE001 (one owner's defect must not keep the others' nudges)
            failed = {"owner": owner, "error": type(error).__name__}
            LOG.error("clock of %(owner)d failed: %(error)s", failed)  # noqa: TRY400 (a trace may hold words)
            return False
        waits = ", an earlier one waits" if decided is None else ""
        LOG.info(
            "clock of %(owner)d: %(letters)d letters%(waits)s", {"owner": owner, "letters": len(lent), "waits": waits}
        )
        self._hand_over(lent)
        if decided is not None and self.decided is not None:
            later = self._clock.now()
            self.decided([later - due for due in decided])
        return decided is not None

    def _hand_over(self, lent: tuple[LentLetter, ...]) -> None:
        if lent and self.letters is not None:
            self.letters(lent)


def _sitting(ledger: Ledger, owner: OwnerId, now: datetime, first_name: str = "") -> Sitting:
    ledger.understand(is_known)
    settings = ledger.settings()
    sitting = Sitting(ledger, owner, now, settings)
    make_up_for(sitting)
    if first_name and first_name != settings.first_name:
        sitting.do(Change(replace(settings, first_name=first_name)))
    return sitting
