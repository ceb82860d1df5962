"""An owner in Berlin, a Monday in November 2026, and what they keep."""

from datetime import UTC, date, datetime, timedelta

from conversations.effects import Nudge, NudgeKind
from conversations.facts import Event, Key, Note, NoteKind, Person, Promise, Settings
from conversations.timing import WallTime

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BERLIN = "Europe/Berlin"
OWNER = Settings("Bea", BERLIN, set_up=True)


def event_at(start: datetime, title: str = "AI meetup", *, hours: int = 3, zone: str = BERLIN) -> Event:
    """An event at a naive local time."""
    return Event(Key("e1"), title, WallTime(start, zone), WallTime(start + timedelta(hours=hours), zone))


MEETUP = event_at(datetime(2026, 11, 26, 18))
BREAKFAST = event_at(datetime(2026, 11, 23, 15), "Founders’ breakfast")
PARTY = event_at(datetime(2026, 11, 22, 19), "Choir party")

ANA = Person(Key("d7.0"), "Ana Lopes", Key("e1"), date(2026, 11, 20), who="Climbs", handle="analopes")
TOM = Person(Key("d7.1"), "Tom", None, date(2026, 9, 3))


def promise(key: str, words: str, due: date | None, *, mine: bool = True) -> Promise:
    return Promise(Key(key), ANA.key, words, date(2026, 11, 20), due, mine)


def note(key: str, kind: NoteKind, words: str) -> Note:
    """A note about Ana; of what is no text, with its file."""
    file = f"file_{key}" if kind in (NoteKind.VOICE, NoteKind.PHOTO) else None
    return Note(Key(key), ANA.key, kind, words, TODAY, file)


def nudge(key: str, kind: NudgeKind, due: datetime = NOW + timedelta(days=2)) -> Nudge:
    return Nudge(Key(key), kind, ANA.key, WallTime(datetime(2026, 11, 25, 9), BERLIN), due)
