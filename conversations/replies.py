"""Kinds of reply a question can ask for, and the options it shows. How text becomes a value is reading.py."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import assert_never

from conversations.answers import Answers, Chosen, Day, Hour, Line, Met, Moment, Names, Ticked, Value
from conversations.answers import Zone as ZoneGiven
from conversations.conditions import Always, Condition, View, holds
from conversations.editing import REMOVE, is_filled
from conversations.known import Stock, stocked
from conversations.offered_days import DUE, NO_DAY, PAUSES, TOUCH, comeback_day, comebacks, dates
from conversations.zones import common_zones


@dataclass(frozen=True, slots=True)
class Option:
    """A button among a question's answers; `key` is what is stored, at most 10 characters.

    `also` are words, in small letters, that mean the same when they are typed.
    """

    key: str
    label: str
    when: Condition = field(default_factory=Always)
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """Free text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, of a list or from stock, or, with `own`, an answer in own words."""

    options: tuple[Option, ...] = ()
    own: bool = False
    stock: Stock | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """What was promised, with its day if that is told along; `nothing` is the button for no promise."""

    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    """What is to stand in the field of a person that was chosen at `place`; what stands there can be removed."""

    place: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Several options, at most `most`, from a list and from stock; typed lines are added and finish the answer."""

    options: tuple[Option, ...] = ()
    stock: Stock | None = None
    most: int = 8


@dataclass(frozen=True, slots=True)
class Fix:
    """What is wrong: the answers at `again` are taken back; of the event line at `line`, `part` is forgotten."""

    key: str
    label: str
    again: tuple[str, ...]
    line: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes, or what to mend first. Typing "no" means the first fix."""

    yes: str
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Names of people, one or many; those in stock are included when "everyone" is tapped."""

    nobody: str


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which something is due, or none."""


@dataclass(frozen=True, slots=True)
class TouchDay:
    """A day to be in touch again, or none."""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """A day, or a day with a time, on which something is brought up again."""


@dataclass(frozen=True, slots=True)
class PauseEnd:
    """The day on which a pause is over."""


@dataclass(frozen=True, slots=True)
class HourOfDay:
    """A time of day."""


@dataclass(frozen=True, slots=True)
class ZonePick:
    """A time zone: from a shared location, a typed city or a pick."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line, or a calendar file, that tells about an event."""


@dataclass(frozen=True, slots=True)
class WhenIsIt:
    """A moment; `line` is the place of the event line whose date or readings it may complete."""

    line: str


TimeReply = DueDay | TouchDay | ComeBack | PauseEnd | HourOfDay | ZonePick | EventLine | WhenIsIt
Reply = Text | Choice | Pledge | Fill | Tick | Confirm | People | TimeReply

YES = "yes"
EVERYONE = "all"
NOBODY = "none"
NOTHING = "nothing"
HOURS = (8, 9, 12, 18)
MOST_READINGS = 6
AFTER_EVENT = frozenset({"after", "after the event", "after my event", "after my next event", "after the next event"})


def options(reply: Reply, view: View) -> tuple[Option, ...]:
    """The options a question shows to this person now."""
    match reply:
        case Text() | EventLine():
            return ()
        case Fill(place=place):
            return (Option(REMOVE, "Remove it"),) if is_filled(view.answers, place, view.known) else ()
        case Pledge(nothing=nothing):
            return (Option(NOTHING, nothing),) if nothing else ()
        case Choice(options=choices, stock=stock) | Tick(options=choices, stock=stock):
            kept = tuple(Option(key, label) for key, label in (stocked(stock, view.known) if stock else ()))
            return kept + tuple(option for option in choices if holds(option.when, view))
        case Confirm(yes=yes, fixes=fixes):
            return (Option(YES, yes), *(Option(fix.key, fix.label) for fix in fixes))
        case People(nobody=nobody):
            captured = stocked(Stock.CAPTURED, view.known)
            return (Option(EVERYONE, "That was everyone"),) if captured else (Option(NOBODY, nobody),)
        case DueDay():
            return tuple(Option(key, label) for key, label in dates(view.known, DUE))
        case TouchDay():
            return tuple(Option(key, label) for key, label in dates(view.known, TOUCH))
        case ComeBack():
            return tuple(Option(key, label, also=_after_event(key)) for key, label in comebacks(view.known))
        case PauseEnd():
            return tuple(Option(str(days), label) for days, label in PAUSES)
        case HourOfDay():
            return tuple(Option(f"{hour:02}00", f"{hour:02}:00") for hour in HOURS)
        case ZonePick():
            return tuple(Option(str(index), label) for index, (_, label) in enumerate(common_zones()))
        case WhenIsIt(line=line):
            return _readings(view.answers, line)
        case _:
            assert_never(reply)


def taken(reply: Reply, option: Option, view: View) -> Value:
    """The answer that this option stands for."""
    match reply:
        case Text() | EventLine() | Choice() | Pledge() | Fill() | Confirm():
            return Chosen(option.key, option.label)
        case Tick():
            return Ticked((Chosen(option.key, option.label),), complete=False)
        case People():
            return Names(()) if option.key == NOBODY else captured_names(view)
        case DueDay() | TouchDay():
            return Day(None if option.key == NO_DAY else date.fromisoformat(option.key))
        case ComeBack():
            return Day(comeback_day(option.key, view.known))
        case PauseEnd():
            return Day(view.known.local_now.date() + timedelta(days=int(option.key)))
        case HourOfDay():
            return Hour(time(int(option.key[:2])))
        case ZonePick():
            zone, label = common_zones()[int(option.key)]
            return ZoneGiven(zone, label)
        case WhenIsIt(line=line):
            given = view.answers.get(line)
            readings = given.maybe if isinstance(given, Line) else ()
            return Moment(readings[int(option.key)])
        case _:
            assert_never(reply)


def captured_names(view: View) -> Names:
    """The people jotted down during the event, as an answer."""
    return Names(tuple(Met(person.name, key=person.key) for person in view.known.captured))


def toggled(before: Value | None, choice: Chosen, most: int) -> Ticked:
    """The ticks after one more tap: off when it was on; the oldest gives way when there would be more than `most`."""
    earlier = before if isinstance(before, Ticked) else Ticked(complete=False)
    if any(one.option == choice.option for one in earlier.ticked):
        left = tuple(one for one in earlier.ticked if one.option != choice.option)
    else:
        left = (*earlier.ticked, choice)[-most:]
    return Ticked(left, earlier.own, complete=False)


def _after_event(key: str) -> frozenset[str]:
    """Words for the day after an event, the only one of its question whose key is a date."""
    return frozenset() if key.isdecimal() else AFTER_EVENT


def _readings(answers: Answers, line: str) -> tuple[Option, ...]:
    given = answers.get(line)
    readings = given.maybe if isinstance(given, Line) else ()
    return tuple(
        Option(str(index), f"{at:%a} {at.day} {at:%b}, {at:%H:%M}") for index, at in enumerate(readings[:MOST_READINGS])
    )
