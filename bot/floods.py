"""Floods: how many updates of one person are taken. Whoever sends more is told so once, and then waited for.

Each may send `a_minute` of them, and twice as many at once. What came slowly while we were away was no flood, so the
times at which Telegram says it was sent count as well as ours. All of it is in memory: every process counts for itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import Any

from bot.clock import Clock
from bot.raw_updates import RawUpdate, is_for_answer, sender
from conversations.facts import OwnerId

A_MINUTE = 60
"""Somebody who types fast sends twenty; so that nobody is stopped who means well."""

AT_ONCE = 2
"""Minutes' worth that may come at once: Telegram lets one forward a hundred messages with one press."""

PAUSE = 60.0
"""Seconds for which nothing is taken of somebody who sent too much."""


class Verdict(Enum):
    """What becomes of an update: a turn, a word about the flood instead, or nothing at all."""

    TAKE = auto()
    TELL = auto()
    LEAVE = auto()


@dataclass(slots=True)
class _Seen:
    """One person: how many they may still send, our time and Telegram's of their last, how long they have to wait."""

    left: float
    ticks: float
    sent: int | None
    pause: float = 0.0
    is_told: bool = False

    def pass_time(self, ticks: float, sent: int | None) -> float:
        """The seconds since the last update. Telegram's times are whole seconds: a second more is no second passed."""
        by_telegram = 0 if sent is None or self.sent is None else sent - self.sent - 1
        passed = max(ticks - self.ticks, by_telegram, 0.0)
        self.ticks, self.sent = ticks, self.sent if sent is None else sent
        return passed


class Floods:
    """Judges every update when it comes."""

    def __init__(self, a_minute: int = A_MINUTE, ticks: Callable[[], float] = Clock.ticks) -> None:
        self._ticks = ticks
        self._a_second = a_minute / 60
        self._at_once = float(AT_ONCE * a_minute)
        self._seen: dict[OwnerId, _Seen] = {}
        self.left_out = 0
        """Updates that were not taken, so far."""

    def judge(self, raw: RawUpdate) -> Verdict:
        """What becomes of it. Groups and what Telegram itself tells us are not counted: that is no turn of a person."""
        if not (is_for_answer(raw) or "inline_query" in raw):
            return Verdict.TAKE
        verdict = self._judged(self._now(raw), is_awaited=is_for_answer(raw))
        self.left_out += verdict is not Verdict.TAKE
        return verdict

    def give_back(self, raw: RawUpdate, verdict: Verdict) -> None:
        """It could be neither taken nor told: it comes again."""
        seen = self._seen.get(sender(raw))
        if seen is None or verdict is Verdict.LEAVE:
            return
        if verdict is Verdict.TELL:
            seen.is_told = False
        else:
            seen.left = min(seen.left + 1, self._at_once)

    def _now(self, raw: RawUpdate) -> _Seen:
        """What is known of its sender at this moment; who was quiet for long enough is forgotten on the way."""
        now, sent, owner = self._ticks(), _sent(raw), sender(raw)
        for other, known in tuple(islice(self._seen.items(), 2)):  # two for one who may be added: none pile up
            if now - known.ticks > max(self._at_once / self._a_second, PAUSE):
                del self._seen[other]
        seen = self._seen.pop(owner, None) or _Seen(self._at_once, now, sent)
        self._seen[owner] = seen  # the one who wrote last stands last
        passed = seen.pass_time(now, sent)
        seen.left = min(seen.left + passed * self._a_second, self._at_once)
        seen.pause -= passed
        return seen

    @staticmethod
    def _judged(seen: _Seen, *, is_awaited: bool) -> Verdict:
        if seen.pause <= 0 and seen.left >= 1:
            seen.left -= 1
            return Verdict.TAKE
        if seen.pause <= 0:
            seen.pause, seen.is_told = PAUSE, False
        if seen.is_told or not is_awaited:
            return Verdict.LEAVE
        seen.is_told = True
        return Verdict.TELL


def _sent(raw: RawUpdate) -> int | None:
    """When it was written or changed, in seconds; a press of a button does not say."""
    for kind, when in (("message", "date"), ("edited_message", "edit_date")):
        body: Any = raw.get(kind)
        found = body.get(when) if isinstance(body, dict) else None
        if type(found) is int and 0 < found < 1 << 40:
            return found
    return None
