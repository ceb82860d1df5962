"""Whom and what messages about people are about: an owner in New York, Ana, Boris, a promise, an introduction."""

from datetime import UTC, date, datetime
from typing import TypedDict, Unpack

from conversations.about import About, Thing
from conversations.bundling import Entry
from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    IntroductionState,
    Key,
    Mention,
    Person,
    Promise,
    Takeaway,
    TakeawayKind,
)
from conversations.nudge_times import bundle_moment, on_day
from tests.playbook import NEW_YORK, event

MEETUP = event()
MET = date(2026, 11, 26)
ANA = Person(
    Key("p1"),
    "Ana Lima",
    MEETUP.key,
    MET,
    who="climbs, moved here from Lisbon",
    said="her team drops half its features",
    debriefed_on=MET,
)
BORIS = Person(Key("p2"), "Boris", None, MET, debriefed_on=MET)
ARTICLE = Promise(Key("d0.0.h"), ANA.key, "send her the article", MET, date(2026, 12, 4))
RECORDING = Promise(Key("d0.1.h"), ANA.key, "send me the recording", MET, date(2026, 12, 4), mine=False)
BLOG = Promise(Key("d0.2.h"), None, "write the blog post", MET, date(2026, 12, 4))
ADVICE = Takeaway(Key("d0.a"), MEETUP.key, TakeawayKind.ADVICE, "talk to customers first", MET)
FORWARD = Takeaway(Key("d0.f"), MEETUP.key, TakeawayKind.FORWARD, "help a newcomer with a CV", MET)
COFFEE = Contact(Key("k1"), ANA.key, datetime(2026, 12, 1, 18, tzinfo=UTC), "had coffee, she is moving in March")


def introduction(state: IntroductionState, other: str = "Sara from Figma", *, to_me: bool = False) -> Introduction:
    return Introduction(Key("d0.0.o"), ANA.key, other, MET, to_me, state)


def occurrence(
    kind: NudgeKind, subject: Key = ANA.key, day: date = MET, *, named: Named = Named.NOTHING, key: str = "n1"
) -> Nudge:
    due = bundle_moment(day, NEW_YORK)
    return Nudge(Key(key), kind, subject, on_day(day, NEW_YORK), due, named=named, latest=day)


def missed(misses: int, on: date = MET, key: Key = ANA.key) -> Mention:
    return Mention(key, misses, on)


class Around(TypedDict, total=False):
    """What else is known around an entry."""

    event: Event | None
    promises: tuple[Promise, ...]
    contact: Contact | None
    mention: Mention | None
    adviser: Person | None
    helped_by: tuple[str, ...]


def about(nudge: Nudge | NudgeKind, thing: Thing, person: Person | None = None, **around: Unpack[Around]) -> About:
    """An entry about this thing. Somebody is themselves whom it is about, and was met at the meetup."""
    whose = thing if isinstance(thing, Person) else person
    told = occurrence(nudge, thing.key) if isinstance(nudge, NudgeKind) else nudge
    met_at = None if whose and whose.event is None else MEETUP
    known: Around = {"event": met_at, **around}
    return About(Entry(whose.key if whose else thing.key, (told,)), thing, whose, **known)
