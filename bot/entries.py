"""From nudges to what they are about: loads the facts for a message about people, and leaves out what is over."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.sitting import Sitting
from bot.subjects import name_of
from conversations.about import About, Thing
from conversations.bundling import WEEK, Entry, forecast
from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import Introduction, Key, Person, Promise, Takeaway
from conversations.nudge_table import MONTH, PASSING_ON, again_on, is_open, unit
from conversations.nudge_times import ONE_DAY, bundle_moment, today
from conversations.nudging import OF_EVENTS, is_overtaken
from conversations.screens.upcoming import NudgeRow, comes_at
from conversations.timing import local_time

FORTNIGHT = timedelta(days=14)
MOST_COMING = 200
LATELY = timedelta(days=60)
MOST_HELPERS = 3


def thing_of(sitting: Sitting, nudge: Nudge) -> Thing | None:
    """What a nudge that is not about an event is about; None when that is gone."""
    ledger, key = sitting.ledger, nudge.subject
    match nudge.kind:
        case NudgeKind.PROMISE:
            return ledger.promise(key)
        case NudgeKind.INTRODUCTION:
            return ledger.introduction(key)
        case NudgeKind.ADVICE | NudgeKind.FORWARD:
            return ledger.takeaway(key)
        case _:
            return ledger.person(key) or ledger.promise(key) or ledger.takeaway(key)


def open_thing(sitting: Sitting, nudge: Nudge) -> Thing | None:
    """What a nudge is about, if it is still true of it; a first line is not, once there was a contact."""
    thing = _open_to(sitting, nudge)
    is_over = isinstance(thing, Person) and thing.last_contact is not None
    first_line = nudge.kind is NudgeKind.FOLLOW_UP and nudge.named is Named.NOTHING
    return None if first_line and is_over else thing


def can_come_back(sitting: Sitting, nudge: Nudge) -> bool:
    """Whether it can be put off: there is something left to bring up. An event counts until it is looked back on."""
    event = sitting.ledger.event(nudge.subject)
    return is_open(event) if event else _open_to(sitting, nudge) is not None


def _open_to(sitting: Sitting, nudge: Nudge) -> Thing | None:
    thing = thing_of(sitting, nudge)
    if thing is None or not is_open(thing):
        return None
    people = (person_of(sitting, thing), _other_side(sitting, thing))
    return None if any(person is not None and person.stopped for person in people) else thing


def person_of(sitting: Sitting, thing: Thing) -> Person | None:
    """The person that something is about, if it is about one."""
    match thing:
        case Person():
            return thing
        case Promise(person=key):
            return sitting.ledger.person(key) if key else None
        case Introduction(person=key):
            return sitting.ledger.person(key)
        case Takeaway():
            return None


def _other_side(sitting: Sitting, thing: Thing) -> Person | None:
    """Whom somebody is to meet, when the owner knows them as well."""
    match thing:
        case Introduction(other_key=str() as key):
            return sitting.ledger.person(Key(key))
        case _:
            return None


def in_line(sitting: Sitting, nudges: Iterable[Nudge]) -> tuple[Entry, ...]:
    """The entries that these nudges make, each person or thing once; what is over is left out."""
    grouped: dict[Key, list[Nudge]] = {}
    day = today(sitting.settings, sitting.now)
    for nudge in nudges:
        thing = open_thing(sitting, nudge)
        if thing is not None and not is_overtaken(nudge, day):
            grouped.setdefault(unit(thing), []).append(nudge)
    return tuple(Entry(key, tuple(group), _not_before(sitting, key)) for key, group in grouped.items())


def answer(sitting: Sitting, nudge: Nudge) -> None:
    """The person reacted to this nudge, so what it is about does not come again for lack of an answer."""
    thing = _open_to(sitting, nudge)
    if thing is not None:
        sitting.answered(unit(thing))


def about(sitting: Sitting, entry: Entry) -> About | None:
    """An entry with all that is known around it; None when it is gone."""
    thing = thing_of(sitting, entry.lead)
    if thing is None:
        return None
    ledger, person = sitting.ledger, person_of(sitting, thing)
    event_key = person.event if person else thing.event if isinstance(thing, Takeaway) else None
    noted = (contact for contact in (ledger.contacts(person.key) if person else ()) if contact.words)
    return About(
        entry,
        thing,
        person,
        ledger.event(event_key) if event_key else None,
        ledger.promises(person=person.key) if person else (),
        ledger.notes(person.key) if person else (),
        next(noted, None),
        ledger.mention(entry.key),
        ledger.person(thing.person) if isinstance(thing, Takeaway) and thing.person else None,
        tuple(_helpers(sitting)) if entry.lead.kind is NudgeKind.FORWARD else (),
    )


def coming(sitting: Sitting) -> tuple[NudgeRow, ...]:
    """What comes in the next two weeks, soonest first, as far as can be told today."""
    settings, day = sitting.settings, today(sitting.settings, sitting.now)
    pending = sitting.ledger.pending_nudges(bundle_moment(day + FORTNIGHT, settings), MOST_COMING)
    alone = [nudge for nudge in pending if nudge.kind in OF_EVENTS or nudge.named is Named.MOMENT]
    line = in_line(sitting, [nudge for nudge in pending if nudge not in alone])
    had = sitting.ledger.bundle_days(day - WEEK)
    first = day if sitting.now <= bundle_moment(day, settings) else day + ONE_DAY
    plan = forecast(line, first, had, settings, FORTNIGHT.days)
    bundled = [(nudge, _name(sitting, nudge), day) for day, entry in plan for nudge in entry.nudges]
    once = {(nudge.subject, nudge.due): nudge for nudge in reversed(alone)}.values()  # one of an event gives way
    rows = [*((nudge, _name(sitting, nudge), None) for nudge in once), *bundled]
    return tuple(sorted(rows, key=lambda row: (comes_at(row, settings), row[0].key)))


def _not_before(sitting: Sitting, key: Key) -> date | None:
    """The local date before which nothing is said of it unless it is urgent."""
    if key != PASSING_ON:
        return again_on(sitting.ledger.mention(key))
    last = sitting.ledger.last_sent(NudgeKind.FORWARD)
    return local_time(last, sitting.settings.zone).date() + timedelta(days=MONTH) if last else None


def _name(sitting: Sitting, nudge: Nudge) -> str:
    return name_of(sitting.ledger, nudge.subject) or "something that is gone"


def _helpers(sitting: Sitting) -> Iterator[str]:
    """Who offered to introduce the owner to somebody lately."""
    since = today(sitting.settings, sitting.now) - LATELY
    offered = [each for each in sitting.ledger.introductions() if each.to_me and each.made_on >= since]
    for key in list(dict.fromkeys(each.person for each in reversed(offered)))[:MOST_HELPERS]:
        person = sitting.ledger.person(key)
        if person is not None and not person.stopped:
            yield person.name
