"""What people do with the bot of their own accord. Each act notes what became true by it, for the oracle."""

from dataclasses import replace
from datetime import datetime, timedelta

from conversations.address import Answer
from conversations.effects import Change, Keep
from conversations.facts import Event, Key, Settings
from conversations.signals import CameBack, Left
from conversations.timing import WallTime
from tests.year.facts import Going, LookedBack, Wishes
from tests.year.meetings import meeting, taken_home
from tests.year.people import Act, Doing, Somebody


def to_bot(wishes: Wishes, name: str) -> Settings:
    """The wishes as the bot keeps them."""
    return Settings(
        first_name=name,
        zone=wishes.zone,
        nudge_hour=wishes.hour,
        quiet_from=wishes.quiet_from,
        quiet_until=wishes.quiet_until,
        days=wishes.days,
        weekly=wishes.weekly,
        paused_until=wishes.paused_until,
        set_up=True,
    )


def joins(somebody: Somebody) -> Doing:
    """Told in one go: who they are and how they want it."""
    taken = yield somebody.tells(Change(to_bot(somebody.wishes, somebody.name)))
    somebody.notes(taken, somebody.wishes)


def wishes_for(**changes: object) -> Act:
    """From now on it is to be like this."""

    def act(somebody: Somebody) -> Doing:
        if somebody.is_away:
            return
        wishes = replace(somebody.wishes, **changes)  # type: ignore[arg-type]  # fields of Wishes
        taken = yield somebody.tells(Change(to_bot(wishes, somebody.name)))
        somebody.notes(taken, wishes)

    return act


def pauses(days: int) -> Act:
    """Nothing for some days."""

    def act(somebody: Somebody) -> Doing:
        return wishes_for(paused_until=somebody.today() + timedelta(days=days))(somebody)

    return act


def plans_event(key: str, start: datetime, length: timedelta) -> Act:
    """There will be an event, at this local time."""

    def act(somebody: Somebody) -> Doing:
        if somebody.is_away:
            return
        zone = somebody.wishes.zone
        event = Event(Key(key), f"Evening {key}", WallTime(start, zone), WallTime(start + length, zone))
        taken = yield somebody.tells(Keep(event))
        somebody.notes(taken, Going(key, start, start + length, zone))

    return act


def looks_back(key: str, start: datetime, length: timedelta, many: int) -> Act:
    """The debrief of an event, told in one go: so many people, and what was exchanged with them."""

    def act(somebody: Somebody) -> Doing:
        if somebody.is_away:
            return
        walls = WallTime(start, somebody.wishes.zone), WallTime(start + length, somebody.wishes.zone)
        event = Event(Key(key), f"Evening {key}", *walls, debriefed=True)
        told = [meeting(somebody, f"{key}.{number}", start.date()) for number in range(many)]
        told.append(taken_home(somebody, key))
        taken = yield somebody.tells(Keep(event), *(Keep(fact) for facts, _ in told for fact in facts))
        somebody.notes(taken, LookedBack(key), *(note for _, notes in told for note in notes))

    return act


def leaves(somebody: Somebody) -> Doing:
    """They block the bot; Telegram tells it."""
    if somebody.is_away:
        return
    somebody.blocks()
    yield Left()


def returns(somebody: Somebody) -> Doing:
    """They are back. Telegram tells it, unless the bot is off for long; then it hears of them later."""
    if not somebody.is_away:
        return
    somebody.comes_back()
    yield CameBack()


def says_hello(somebody: Somebody) -> Doing:
    """They look in."""
    if not somebody.is_away:
        yield somebody.commands("start")


def chooses(somebody: Somebody, place: str, option: str) -> Doing:
    """Tap this answer to the question at this place, if it is on screen."""
    found = somebody.chat.find(lambda to: isinstance(to, Answer) and (to.place, to.option) == (place, option))
    if found and (tap := somebody.taps(found[1])):
        yield tap
