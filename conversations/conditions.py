"""When a question or an option applies: values that can be checked, drawn and evaluated, never lambdas.

A place that begins with "./" means a question about the same person of a ForEach.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from conversations.answers import (
    USUAL_LENGTH,
    Answers,
    Chosen,
    Line,
    Moment,
    Names,
    Pledged,
    Skipped,
    Ticked,
    Words,
    is_complete,
    lacks,
    spoken,
)
from conversations.known import Known, Stock, stocked
from conversations.reframing import Asked, turn_to_person


@dataclass(frozen=True, slots=True)
class Always:
    """Applies to everyone."""


@dataclass(frozen=True, slots=True)
class Given:
    """The question was answered, not skipped, and the answer is not empty."""

    place: str


@dataclass(frozen=True, slots=True)
class WasSkipped:
    """The question was skipped."""

    place: str


@dataclass(frozen=True, slots=True)
class Is:
    """This option was chosen or ticked."""

    place: str
    option: str


@dataclass(frozen=True, slots=True)
class InOwnWords:
    """The question was answered by typing instead of an option."""

    place: str


@dataclass(frozen=True, slots=True)
class Undated:
    """Something was promised in own words, and no day was told along."""

    place: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """That many people were named."""

    place: str
    count: int


@dataclass(frozen=True, slots=True)
class Has:
    """There is something of that kind in stock."""

    stock: Stock


@dataclass(frozen=True, slots=True)
class Lacks:
    """The line about an event did not tell this, or it is to change: "title", "start" or "place"."""

    place: str
    part: str


@dataclass(frozen=True, slots=True)
class Over:
    """The event is over: its moment is the one given at `moment`, else the one in the line at `line`."""

    line: str
    moment: str


@dataclass(frozen=True, slots=True)
class Turnable:
    """The answer speaks of a position or a transaction, and no other answer of this dialogue was turned yet."""

    place: str
    asked: Asked
    turn: str  # key of the step that makes the turn


@dataclass(frozen=True, slots=True)
class Not:
    """The other way round."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    conditions: tuple["Condition", ...]


Condition = (
    Always | Given | WasSkipped | Is | InOwnWords | Undated | AtLeast | Has | Lacks | Over | Turnable | Not | Every
)


@dataclass(frozen=True, slots=True)
class View:
    """What a condition looks at: the answers, what is known, and the person in turn ("met/0/")."""

    answers: Answers
    known: Known
    prefix: str = ""

    def at(self, place: str) -> str:
        """The full place of a reference."""
        return self.prefix + place[2:] if place.startswith("./") else place


def holds(condition: Condition, view: View) -> bool:
    """Whether the condition is met."""
    answers = view.answers
    match condition:
        case Always():
            return True
        case Given(place=place):
            return _is_given(answers, view.at(place))
        case WasSkipped(place=place):
            return isinstance(answers.get(view.at(place)), Skipped)
        case Is(place=place, option=option):
            return option in chosen_options(answers, view.at(place))
        case InOwnWords(place=place):
            return isinstance(answers.get(view.at(place)), Words | Pledged)
        case Undated(place=place):
            value = answers.get(view.at(place))
            return isinstance(value, Words) or (isinstance(value, Pledged) and value.day is None)
        case AtLeast(place=place, count=count):
            names = answers.get(view.at(place))
            return isinstance(names, Names) and len(names.people) >= count
        case Has(stock=stock):
            return bool(stocked(stock, view.known))
        case Lacks(place=place, part=part):
            line = answers.get(view.at(place))
            return isinstance(line, Line) and lacks(line, part)
        case Over(line=line_place, moment=moment_place):
            return _is_over(answers, (moment_place, line_place), view.known)
        case Turnable():
            return _is_turnable(condition, view)
        case Not(condition=inner):
            return not holds(inner, view)
        case Every(conditions=conditions):
            return all(holds(each, view) for each in conditions)
        case _:
            assert_never(condition)


def places_named(condition: Condition) -> Iterator[str]:
    """Every place a condition refers to, for checking a script."""
    match condition:
        case Given(place=place) | Is(place=place) | InOwnWords(place=place) | Undated(place=place):
            yield place
        case AtLeast(place=place) | WasSkipped(place=place) | Lacks(place=place) | Turnable(place=place):
            yield place
        case Over(line=line, moment=moment):
            yield from (line, moment)
        case Not(condition=inner):
            yield from places_named(inner)
        case Every(conditions=conditions):
            for each in conditions:
                yield from places_named(each)
        case Always() | Has():
            return
        case _:
            assert_never(condition)


def places_given(condition: Condition) -> Iterator[str]:
    """Those of them that have an answer whenever the condition holds."""
    match condition:
        case Every(conditions=conditions):
            for each in conditions:
                yield from places_given(each)
        case Not() | Over():
            return
        case _:
            yield from places_named(condition)


def chosen_options(answers: Answers, place: str) -> tuple[str, ...]:
    """The options taken at a place."""
    match answers.get(place):
        case Chosen(option=option):
            return (option,)
        case Ticked(ticked=ticked):
            return tuple(choice.option for choice in ticked)
        case _:
            return ()


NOTHING: Final = (Names(()), Ticked())


def _is_given(answers: Answers, place: str) -> bool:
    value = answers.get(place)
    if value is None or isinstance(value, Skipped) or not is_complete(value):
        return False
    return value not in NOTHING


def _is_over(answers: Answers, places: tuple[str, ...], known: Known) -> bool:
    for place in places:
        match answers.get(place):
            case Moment(start=start, end=end) | Line(start=start, end=end) if start is not None:
                return (end or start + USUAL_LENGTH) <= known.local_now
            case _:
                continue
    return False


def _is_turnable(condition: Turnable, view: View) -> bool:
    own = view.prefix + condition.turn
    if any(place != own and place.rpartition("/")[2] == condition.turn for place in view.answers):
        return False
    value = view.answers.get(view.at(condition.place))
    return isinstance(value, Words | Ticked) and turn_to_person(spoken(value), condition.asked, own) is not None
