"""How people answer a message about somebody: by its buttons, later, and often not at all. Each notes what it did."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from conversations.address import Address, Begin, Control, Deed, Do, Open, Page, Steer
from conversations.facts import IntroductionState
from tests.year.facts import Fact, InTouch, Kept, Moved, Paced, Settled, Snoozed, Stopped
from tests.year.hours import next_change
from tests.year.letters import Entry
from tests.year.people import Act, Doing, Somebody

MINUTES = (time(9), time(22, 30), time(2, 30), time(0, 5), time(13, 37))
"""Times of day for which people put something off; some lie in quiet hours."""

BY_NIGHT = 0.2
"""How many of them choose a minute of the next night in which the clocks change."""


def ways(entry: Entry) -> Iterator[Act]:
    """Every way in which this entry can be answered."""
    for to in entry.leads:
        match to:
            case Begin(script="check_in", subject=person):
                yield was_in_touch(to, person)
                yield was_in_touch(to, person)
            case Begin(script="snooze", subject=nudge):
                yield puts_off(to, nudge, to_the_minute=False)
                yield puts_off(to, nudge, to_the_minute=True)
            case Open(page=Page.WHY):
                yield asks_why(to)
            case Do():
                yield presses(to, entry)
            case _:
                pass


def was_in_touch(to: Address, person: str) -> Act:
    """Done, and a line on what happened."""

    def act(somebody: Somebody) -> Doing:
        if not (tap := somebody.taps(to)):
            return
        yield tap
        if not somebody.chat.find(lambda there: isinstance(there, Steer) and there.place == "happened"):
            return
        taken = yield somebody.says("Had coffee, she is moving in March")
        somebody.notes(taken, InTouch(person))
        yield from skips(somebody, "kept")

    return act


def puts_off(to: Address, nudge: str, *, to_the_minute: bool) -> Act:
    """Snooze: to a day, or to a day with a time."""

    def act(somebody: Somebody) -> Doing:
        if not (tap := somebody.taps(to)):
            return
        yield tap
        day = somebody.today() + timedelta(days=somebody.chance.randint(1, 30))
        if to_the_minute:
            change = next_change(day, somebody.wishes.zone) if somebody.chance.random() < BY_NIGHT else None
            until = change or datetime.combine(day, somebody.chance.choice(MINUTES))
            taken = yield somebody.says(f"{until:%Y-%m-%d %H:%M}")
            somebody.notes(taken, Snoozed(nudge, until))
        else:
            taken = yield somebody.says(f"{day:%Y-%m-%d}")
            somebody.notes(taken, Snoozed(nudge, day))

    return act


def asks_why(to: Address) -> Act:
    """Why this? And then less often, or more often."""

    def act(somebody: Somebody) -> Doing:
        if not (tap := somebody.taps(to)):
            return
        yield tap
        deed = somebody.chance.choice((Deed.PERSON_SLOWER, Deed.PERSON_FASTER))
        found = somebody.chat.find(lambda there: isinstance(there, Do) and there.deed is deed)
        if found and isinstance(found[1], Do) and (again := somebody.taps(found[1])):
            taken = yield again
            somebody.notes(taken, Paced(found[1].key, 1 if deed is Deed.PERSON_SLOWER else -1))

    return act


def presses(to: Do, entry: Entry) -> Act:
    """One tap that says it all."""

    def act(somebody: Somebody) -> Doing:
        if not (tap := somebody.taps(to)):
            return
        taken = yield tap
        if somebody.settled.isdisjoint((to, to.key)):  # what is settled is not settled once more
            somebody.notes(taken, *_said_by(to, entry, somebody, taken))

    return act


def _said_by(to: Do, entry: Entry, somebody: Somebody, at: datetime) -> Iterator[Fact]:
    match to.deed:
        case Deed.NUDGE_KEEP:
            yield Kept(entry.nudge)
        case Deed.PERSON_STOP:
            yield Stopped(to.key)
        case Deed.PERSON_SLOWER:
            yield Paced(to.key, 1)
        case Deed.PROMISE_KEPT:
            somebody.settled.add(to.key)
            yield Settled(to.key)
            if to.key in somebody.promised_to:
                yield InTouch(somebody.promised_to[to.key])
        case Deed.INTRODUCTION_MOVE if to.value != IntroductionState.THANKED:
            somebody.settled.add(to)
            yield Moved(to.key, somebody.today(at))
        case _:
            somebody.settled.add(to.key)
            yield Settled(to.key)


def skips(somebody: Somebody, place: str) -> Doing:
    """Skip the question at this place, if it is on screen."""
    found = somebody.chat.find(lambda to: isinstance(to, Steer) and (to.place, to.control) == (place, Control.SKIP))
    if found and (tap := somebody.taps(found[1])):
        yield tap
