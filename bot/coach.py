"""The coach takes one turn: load, decide, record, hand over what is to be delivered. One transaction a turn."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.catching_up import make_up_for
from bot.clock import Clock
from bot.inline_search import offered
from bot.reception import receive, refuse
from bot.round import look
from bot.sitting import Sitting
from conversations.carried.account import Section
from conversations.effects import Change
from conversations.facts import OwnerId
from conversations.inline import Article
from conversations.limits import Full
from conversations.scripts.catalogue import is_known
from conversations.signals import CameBack, Left, Signal
from conversations.timing import known_zone
from storage.database import Database
from storage.failures import StorageAway
from storage.hearing import Brought
from storage.ledger import Ledger
from storage.letters import LentLetter

LOG = logging.getLogger("rapport.turns")

LEASE = timedelta(seconds=10)
"""For how long letters are lent to the postman, who renews it while he has them; afterwards others may take them."""

AFTER_FAILURE = timedelta(minutes=5)
OWNERS_AT_ONCE = 32
WINDOW = 8
"""Of how many times as many owners several processes take each their share."""

SOON = timedelta(seconds=1)
"""After so long the clock looks again whether what it decided is sent."""

MOST_LEFT_OUT = 500
"""Owners who could not be decided and are left out when the next moment is asked for; a query has its limits."""

MOST_FIRST = 1_000_000
"""Keys are part of callback data, and have to stay short there."""

Delivery = Callable[[tuple[LentLetter, ...]], None]


class UnknownZone(Exception):  # noqa: N818 - named in the words of the field, as all our errors are
    """The tz data does not know the owner's zone: no hour is sure to be right, so what is due waits."""


class Coach:
    """Turns signals and the clock into committed turns.

    With `ahead`, the clock decides no more than so many letters before they are sent: what is decided late is true when
    it is read. With `chance`, it takes a random share of what is due, for there are others who take theirs.
    """

    def __init__(
        self, database: Database, clock: Clock, ahead: int | None = None, chance: Random | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._ahead = ahead
        self._chance = chance
        self._failed: set[OwnerId] = set()
        self._is_halfway = False
        self.decided: Callable[[Sequence[timedelta]], None] | None = None
        """Told how much later than due an owner's nudges were decided."""

        self.letters: Delivery | None = None
        """Told the letters that a turn wants delivered at once."""

        self.behind: Callable[[OwnerId], None] | None = None
        """Told whose letters wait for older ones."""

        self.nudges: Callable[[], None] | None = None
        """Told that there are letters that nobody asked for."""

    async def hear(self, owner: OwnerId, update: int, signal: Signal, first_name: str = "") -> bool:
        """Take a person's signal into a turn, exactly once: a repeat of the update does nothing.

        Returns when the turn is committed; whether the update was new.

        Raises:
            StorageAway: nothing was decided; the update must be brought again.
        """
        now = self._clock.now()

        def work(ledger: Ledger, full: Section | None = None) -> tuple[tuple[LentLetter, ...], bool, bool, bool]:
            if isinstance(signal, Left) and ledger.is_of_nobody:
                return (), True, False, False  # whoever erased everything and left is not kept again for that
            if not ledger.hear(update, now):
                return (), False, False, False
            ledger.begin_keys_at(first_key(signal))
            sitting = _sitting(ledger, owner, now, first_name)
            was_blocked = sitting.settings.blocked
            if full is None:
                receive(sitting, signal)
            else:
                refuse(sitting, signal, full)
            lent = ledger.record(tuple(sitting.letters), now, lend_until=now + LEASE)
            is_back = was_blocked and not ledger.settings().blocked
            return lent, True, is_back, is_back or len(lent) < len(sitting.letters)

        brought = Brought(owner, update, now)
        try:
            lent, is_new, is_back, some_wait = await self._database.turn(owner, work, update=brought)
        except Full as full:  # nothing of that turn is kept
            section = full.section
            lent, is_new, is_back, some_wait = await self._database.turn(owner, lambda ledger: work(ledger, section))
        self._failed.discard(owner)
        seen = {"owner": owner, "update": update, "signal": type(signal).__name__, "letters": len(lent)}
        LOG.debug("turn of %(owner)d, update %(update)d, %(signal)s: %(letters)d letters", seen)
        if lent and self.letters is not None:
            self.letters(lent)
        if some_wait and self.behind is not None:
            self.behind(owner)
        if is_back and self.nudges is not None:
            self.nudges()
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
        """Decide what is due now; the next due moment (UTC), or None when nothing is planned.

        What could not be decided is tried again a little later, and keeps nobody else's nudges waiting. While a lot
        that was decided is not sent, the rest waits, and the moment is soon.

        Raises:
            StorageAway: what was not decided stays due.
        """
        now = self._clock.now()
        failed = self._failed if self._is_halfway else set()
        self._is_halfway = True
        while owners := await self._due(now, failed):
            if await self._is_far_ahead(now):
                self._failed = failed
                return self._clock.now() + SOON
            failed |= await self._decide_for(owners, now)
        self._failed, self._is_halfway = failed, False
        upcoming = await self.next_due()
        again = (now + AFTER_FAILURE,) if failed else ()
        return min((*again, *((upcoming,) if upcoming else ())), default=None)

    async def next_due(self) -> datetime | None:
        """When the next nudge is due (UTC), but for those that could not be decided at the last look.

        A minute that somebody set counts all the same.
        """
        now, failed = self._clock.now(), tuple(self._failed)[:MOST_LEFT_OUT]
        return await self._database.post(lambda outbox: outbox.next_due(now, failed))

    async def _due(self, now: datetime, failed: set[OwnerId]) -> list[OwnerId]:
        """Some owners for whom something is due, the longest overdue first; with others at work, any of the first."""
        most = OWNERS_AT_ONCE * (WINDOW if self._chance else 1) + len(failed)
        found = await self._database.post(lambda outbox: outbox.owners_due(now, most), urgent=False)
        owners = [owner for owner in found if owner not in failed]
        return self._chance.sample(owners, min(OWNERS_AT_ONCE, len(owners))) if self._chance else owners

    async def _is_far_ahead(self, now: datetime) -> bool:
        most = self._ahead
        if most is None:
            return False
        return most <= await self._database.post(lambda outbox: outbox.nudges_waiting(now, most), urgent=False)

    async def _decide_for(self, owners: Sequence[OwnerId], now: datetime) -> set[OwnerId]:
        """Decide for all of these at once; for whom it could not be done."""
        outcomes = await asyncio.gather(*(self._look_for(owner, now) for owner in owners), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        if self.nudges is not None:
            self.nudges()
        return {owner for owner, is_decided in zip(owners, outcomes, strict=True) if not is_decided}

    async def _look_for(self, owner: OwnerId, now: datetime) -> bool:
        """Whether this owner's due nudges could be decided; if not, they stay due, and nobody else's are stopped."""

        def work(ledger: Ledger) -> tuple[Sequence[datetime] | None, int]:
            sitting = _sitting(ledger, owner, now)
            if not known_zone(sitting.settings.zone):
                raise UnknownZone
            decided = sitting.due if look(sitting) else None
            ledger.record(tuple(sitting.letters), now, lend_until=None)
            return decided, len(sitting.letters)

        try:
            decided, letters = await self._database.turn(owner, work, urgent=False)
        except StorageAway:
            raise
        except Exception as error:  # noqa: BLE001 (one owner's defect must not keep the others' nudges)
            failed = {"owner": owner, "error": type(error).__name__}
            LOG.error("clock of %(owner)d failed: %(error)s", failed)  # noqa: TRY400 (a trace may hold words)
            return False
        waits = ", an earlier one waits" if decided is None else ""
        LOG.info(
            "clock of %(owner)d: %(letters)d letters%(waits)s", {"owner": owner, "letters": letters, "waits": waits}
        )
        if decided is not None and self.decided is not None:
            later = self._clock.now()
            self.decided([later - due for due in decided])
        return decided is not None


def first_key(signal: Signal) -> int:
    """Where the keys of somebody begin whom this signal makes known to us: at the number of their message.

    Whoever erased everything and comes back has old buttons in the chat. They lead to keys that were given out before,
    and these are lower, for they came out of earlier messages; so no old button means anything new.
    """
    message = None if isinstance(signal, Left | CameBack) else signal.message
    return (message or 0) % MOST_FIRST


def _sitting(ledger: Ledger, owner: OwnerId, now: datetime, first_name: str = "") -> Sitting:
    ledger.understand(is_known)
    settings = ledger.settings()
    sitting = Sitting(ledger, owner, now, settings)
    make_up_for(sitting)
    if first_name and first_name != settings.first_name:
        sitting.do(Change(replace(settings, first_name=first_name)))
    return sitting
