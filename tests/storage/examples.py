"""Small examples that the storage tests share: an evening in Berlin, and ways to take a turn."""

from datetime import UTC, date, datetime, timedelta

from conversations.effects import Effect, Lane, Nudge, NudgeKind, NudgeState, Say, Screen
from conversations.facts import Event, Key, OwnerId, Person, Settings
from conversations.prose import Html
from conversations.timing import WallTime
from storage.database import Database
from storage.letters import LentLetter
from storage.slots import Ration

ADA = OwnerId(815)
BEN = OwnerId(4711)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
BERLIN = "Europe/Berlin"


async def record(
    database: Database, *effects: Effect, owner: OwnerId = ADA, now: datetime = NOW, lend_until: datetime | None = None
) -> tuple[LentLetter, ...]:
    """One turn that records these effects."""
    return await database.turn(owner, lambda ledger: ledger.record(effects, now, lend_until=lend_until))


async def lend(
    database: Database, now: datetime = NOW, limit: int = 100, owner: OwnerId | None = None
) -> tuple[LentLetter, ...]:
    """Letters lent for a minute."""
    return await database.post(lambda outbox: outbox.lend(now, now + MINUTE, limit, owner))


async def lend_nudges(database: Database, now: datetime = NOW, limit: int = 100) -> tuple[LentLetter, ...]:
    """Letters that we begin ourselves, lent for a minute, as many as are asked for in a second."""
    ration = Ration(limit, 1)
    return (await database.post(lambda outbox: outbox.lend_nudges(now, now + MINUTE, ration))).letters


async def delivered(database: Database, letter: LentLetter, message: int | None = None) -> None:
    """Telegram took this letter."""
    await database.post(lambda outbox: outbox.delivered([(letter, message)]))


async def postponed(database: Database, letter: LentLetter, until: datetime) -> None:
    """Telegram asked to try this letter again later."""
    await database.post(lambda outbox: outbox.postpone(letter, until, "429"))


def say(text: str, lane: Lane = Lane.REPLY, question_of: Key | None = None) -> Say:
    return Say(Screen(Html(text)), lane, question_of)


def texts(letters: tuple[LentLetter, ...]) -> list[str]:
    return [letter.letter.screen.text for letter in letters if isinstance(letter.letter, Say)]


def event(key: str, start: datetime, hours: int = 3) -> Event:
    """An event in Berlin at this naive local time."""
    return Event(Key(key), f"Event {key}", WallTime(start, BERLIN), WallTime(start + hours * HOUR, BERLIN))


def person(key: str, name: str, at: str | None = None, *, draft: bool = False, met_on: date = TODAY) -> Person:
    return Person(Key(key), name, Key(at) if at else None, met_on, draft)


def nudge(key: str, local: datetime, subject: str = "e1", state: NudgeState = NudgeState.PENDING) -> Nudge:
    """A nudge in UTC, so that its wall time reads like its moment."""
    at = WallTime(local, "UTC")
    return Nudge(Key(key), NudgeKind.CARD, Key(subject), at, at.utc(), state)


BLOCKED = Settings(blocked=True)
