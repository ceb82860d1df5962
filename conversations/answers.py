"""What a person can answer: one small frozen value per kind, as it is stored. Reading text into them is replies.py."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, assert_never

from conversations.facts import Key


@dataclass(frozen=True, slots=True)
class Skipped:
    """The person chose not to answer."""

    kind: Literal["skipped"] = "skipped"


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, as typed."""

    text: str
    kind: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class Pledged:
    """What was promised, as typed, without the words that told its local date."""

    text: str
    day: date | None = None
    kind: Literal["pledged"] = "pledged"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option. The label is kept as it was shown, so that later wording changes do not rewrite the past."""

    option: str
    label: str
    kind: Literal["chosen"] = "chosen"


@dataclass(frozen=True, slots=True)
class Ticked:
    """Several options and own lines. While `complete` is False the person is still ticking."""

    ticked: tuple[Chosen, ...] = ()
    own: tuple[str, ...] = ()
    complete: bool = True
    kind: Literal["ticked"] = "ticked"

    def lines(self) -> tuple[str, ...]:
        """All that was ticked or typed, in that order."""
        return tuple(choice.label for choice in self.ticked) + self.own


@dataclass(frozen=True, slots=True)
class Met:
    """One person named. `key` is set when a captured person is meant."""

    name: str
    note: str | None = None
    key: Key | None = None
    handle: str | None = None
    phone: str | None = None
    telegram_id: int | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The people named; empty means nobody."""

    people: tuple[Met, ...]
    kind: Literal["names"] = "names"


@dataclass(frozen=True, slots=True)
class Day:
    """A local date, or none on purpose; `words` is how it was typed."""

    day: date | None
    words: str | None = None
    kind: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class Hour:
    """A local time of day."""

    hour: time
    kind: Literal["hour"] = "hour"


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA time zone and how it was named to the person."""

    zone: str
    label: str
    kind: Literal["zone"] = "zone"


@dataclass(frozen=True, slots=True)
class Moment:
    """A local wall time, with its end when it was given."""

    start: datetime
    end: datetime | None = None
    kind: Literal["moment"] = "moment"


@dataclass(frozen=True, slots=True)
class Line:
    """What was understood of one line about an event. Local wall times.

    `day` is the date when only that was clear; `maybe` are the readings to choose from, `doubt` the question to ask.
    `again` names the parts that the person wants to change.
    """

    title: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    day: date | None = None
    maybe: tuple[datetime, ...] = ()
    doubt: str | None = None
    again: tuple[str, ...] = ()
    kind: Literal["line"] = "line"


Value = Skipped | Words | Pledged | Chosen | Ticked | Names | Day | Hour | Zone | Moment | Line
USUAL_LENGTH = timedelta(hours=3)
SMALL_HOURS = 6
"""An end before this hour still belongs to the evening before."""

Answers = Mapping[str, Value]
"""Answers by place ("goal", "met/0/who"), in the order in which they were given."""


def line_without(line: Line, part: str) -> Line:
    """The line, having forgotten its "title", "date", "start" (its day is kept in mind) or "place"."""
    match part:
        case "title":
            return replace(line, title=None)
        case "date":
            return replace(line, start=None, end=None, day=None, maybe=(), doubt=None)
        case "start":
            day = line.start.date() if line.start else line.day
            return replace(line, start=None, end=None, day=day, maybe=(), doubt=None)
        case _:
            return replace(line, place=None, again=(*line.again, part))


def event_words(answers: Answers) -> tuple[str | None, str | None]:
    """Title and place of the event that these answers to `new_event` describe."""
    line = answers.get("line")
    told = line if isinstance(line, Line) else Line()
    title, place = answers.get("title"), answers.get("place")
    return (
        title.text if isinstance(title, Words) else told.title,
        place.text if isinstance(place, Words) else told.place,
    )


def event_span(answers: Answers) -> tuple[datetime | None, datetime | None]:
    """Naive local start and end of the event that these answers describe; an end not given is three hours later."""
    line, moment = answers.get("line"), answers.get("moment")
    told = next((value for value in (moment, line) if isinstance(value, Moment | Line)), None)
    if told is None or told.start is None:
        return None, None
    return told.start, told.end or told.start + USUAL_LENGTH


def lacks(line: Line, part: str) -> bool:
    """Whether "title", "start" or "place" has to be asked for. A place is only asked for when it is to change."""
    match part:
        case "title":
            return line.title is None
        case "start":
            return line.start is None
        case _:
            return part in line.again


def is_complete(value: Value | None) -> bool:
    """Whether a question with this answer needs not be asked again."""
    return value is not None and not (isinstance(value, Ticked) and not value.complete)


def spoken(value: Value) -> str:
    """An answer as it is repeated to the person: one line of plain text."""
    match value:
        case Skipped():
            return "skipped"
        case Words(text=text):
            return text
        case Pledged(text=text, day=day):
            return f"{text}, by {day:%a} {day.day} {day:%b %Y}" if day else text
        case Chosen(label=label) | Zone(label=label):
            return label
        case Ticked():
            return " · ".join(value.lines()) or "none"
        case Names(people=people):
            return ", ".join(met.name for met in people) or "nobody"
        case Day(day=day):
            return f"{day:%a} {day.day} {day:%b %Y}" if day else "no date"
        case Hour(hour=hour):
            return f"{hour:%H:%M}"
        case Moment(start=start, end=end):
            return spoken_span(start, end)
        case Line():
            return " · ".join(part for part in (value.title, _line_moment(value), value.place) if part)
        case _:
            assert_never(value)


def spoken_span(start: datetime, end: datetime | None) -> str:
    """A wall-time span such as "Thu 26 Nov 2026, 18:00–21:00"; an end that is not the same night names its date."""
    begin = f"{start:%a} {start.day} {start:%b %Y}, {start:%H:%M}"
    if end is None:
        return begin
    last = (
        f"{end:%H:%M}"
        if end.date() == start.date() or end.hour < SMALL_HOURS
        else f"{end:%a} {end.day} {end:%b}, {end:%H:%M}"
    )
    return f"{begin}–{last}"


def _line_moment(line: Line) -> str | None:
    if line.start:
        return spoken_span(line.start, line.end)
    return f"{line.day:%a} {line.day.day} {line.day:%b %Y}" if line.day else None
