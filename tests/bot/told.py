"""What one person told in one dialogue, and the event it is about. Which question is on follows from the answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.bot.questions import NOTHING, OF_EACH, QUESTIONS, SKIPPED, Fragments

USUAL_LENGTH = timedelta(hours=3)
LINE = re.compile(r"(?P<title>.+) on (?P<day>\d\d\.\d\d\.\d{4}) (?P<start>\d\d:\d\d)(?:-(?P<end>\d\d:\d\d))?,")
BY = re.compile(r"(?P<words>.+) by (?P<day>\d\d\.\d\d\.\d{4})")


@dataclass
class Meeting:
    """An event as a person told of it, in local wall times."""

    title: str
    start: datetime
    end: datetime
    prepared: bool = False
    debriefed: bool = False

    @classmethod
    def in_line(cls, line: str) -> "Meeting":
        found = LINE.match(line)
        assert found, line
        start, end = (_at(found["day"], found[part]) if found[part] else None for part in ("start", "end"))
        assert start
        return cls(found["title"], start, end or start + USUAL_LENGTH)


@dataclass
class Told:
    """One dialogue: its answers by place in the order in which they were given, and those taken back."""

    script: str
    about: Meeting | None = None
    is_over: bool = False
    """Whether the event in a line was over when it was told."""

    state: str = "open"
    answers: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    ticking: list[str] = field(default_factory=list)

    @property
    def place(self) -> str | None:
        """The question that is on; None when all are answered."""
        return next((place for place, _ in self._questions() if self._is_asked(place)), None)

    @property
    def question(self) -> Fragments:
        return next(fragments for place, fragments in self._questions() if place == self.place)

    @property
    def people(self) -> list[str]:
        """Whom a debrief tells of."""
        named = self.answers.get("people", SKIPPED)
        return [] if named == SKIPPED else named.split(", ")

    def promises(self) -> Iterator[tuple[str, str | None]]:
        """What was promised in a debrief, in which words and by which day."""
        for number, _ in enumerate(self.people):
            words, due = (self.answers.get(f"met/{number}/{place}") for place in ("help", "due"))
            if words and words not in (NOTHING, SKIPPED):
                text, _, day = words.partition(" by ")
                yield text, day or (None if due == SKIPPED else due)

    def _is_asked(self, place: str) -> bool:
        return place not in self.answers or (bool(self.ticking) and place == list(self.answers)[-1])

    def _questions(self) -> Iterator[tuple[str, Fragments]]:
        for place, fragments in QUESTIONS[self.script].items():
            if self._applies(place):
                yield place, fragments
            if place == "people":
                yield from self._of_each()

    def _of_each(self) -> Iterator[tuple[str, Fragments]]:
        for number, name in enumerate(self.people):
            help_with = self.answers.get(f"met/{number}/help", "")
            for place, fragments in OF_EACH.items():
                if place != "due" or not (help_with in (NOTHING, SKIPPED) or " by " in help_with):
                    yield f"met/{number}/{place}", tuple(fragment.format(name=name) for fragment in fragments)

    def _applies(self, place: str) -> bool:
        match place:
            case "over":
                return self.is_over
            case "plan":
                return self.answers.get("obstacle") != SKIPPED
            case "adviser":
                return len(self.people) > 1 and self.answers.get("advice") != SKIPPED
            case _:
                return True


def iso(day: str) -> str:
    """24.11.2026 as it is stored."""
    return "-".join(reversed(day.split(".")))


def _at(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{iso(day)}T{hour}")
