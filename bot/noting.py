"""Noting what became of letters.

A round waits for the note of what it said before its next letter, so that a kill says again only what was under way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from bot.clock import Clock
from bot.delivery import Blocked, Delivered, Result, TooFast, TryLater, Unsendable
from bot.patience import SECOND, patiently
from conversations.facts import OwnerId
from storage.database import Database
from storage.letters import LentLetter
from storage.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Note:
    """What became of a letter; with `silence`, what we begin ourselves has to wait for so long, all of it."""

    letter: LentLetter
    result: Result
    silence: timedelta | None = None


class Noting:
    """Writes notes down, tried again for as long as the database is away."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.postponed: Callable[[datetime], None] | None = None
        """Told the moment (UTC) from which on what could not go may be tried again."""

    async def write(self, owner: OwnerId, notes: Sequence[Note]) -> None:
        """Returns when these notes about letters to one person are committed.

        They are before whatever the person wants next: what they answer to is noted when their answer is heard.
        """
        now = self._clock.now()
        owners = (owner,) if all(note.silence is None for note in notes) else ()
        for again in await patiently(
            lambda: self._database.post(lambda outbox: write_down(outbox, notes, now), owners=owners)
        ):
            if self.postponed is not None:
                self.postponed(again)


def write_down(outbox: Outbox, notes: Sequence[Note], now: datetime) -> list[datetime]:
    """Note these results; when to try again (UTC) what could not go.

    Silence comes first: the budget is locked before letters are. Of what could not go the last comes first: a letter
    that has to wait calls back what is lent behind it, and that may have to wait for longer.
    """
    silence = max((now + note.silence for note in notes if note.silence), default=None)
    if silence is not None:
        outbox.hold_nudges(now, silence)
    outbox.delivered([(note.letter, note.result.message) for note in notes if isinstance(note.result, Delivered)])
    again = [_write(outbox, note.letter, note.result, now) for note in reversed(notes)]
    return [moment for moment in (silence, *again) if moment is not None]


def _write(outbox: Outbox, letter: LentLetter, result: Result, now: datetime) -> datetime | None:
    match result:
        case Delivered():
            return None
        case TryLater(pause=pause, reason=reason):
            return put_off(outbox, letter, now + pause, reason)
        case TooFast(pause=pause):
            return put_off(outbox, letter, now + pause, "Telegram asked for a pause")
        case Unsendable(reason=reason):
            outbox.unsendable(letter, reason)
        case Blocked():
            if not outbox.block(letter.owner, since=letter.lent_at):
                return put_off(outbox, letter, now + SECOND, "they came back meanwhile")
        case _:
            assert_never(result)
    return None


def put_off(outbox: Outbox, letter: LentLetter, again: datetime, reason: str) -> datetime:
    """Try this one again then."""
    outbox.postpone(letter, again, reason)
    return again
