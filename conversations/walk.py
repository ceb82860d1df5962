"""The way through a script for one person: which places apply, which is next. The position is never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from conversations.answers import Answers, Chosen, Met, Names, is_complete
from conversations.conditions import Always, View, holds
from conversations.known import Known
from conversations.script import ForEach, Script, Step


@dataclass(frozen=True, slots=True)
class Place:
    """One question at its place: `path` names the answer, `met` and `number` (from 0) the person in turn."""

    path: str
    step: Step
    met: Met | None = None
    number: int = 0
    of: int = 0

    @property
    def prefix(self) -> str:
        """What "./" means here."""
        return self.path.rpartition("/")[0] + "/" if self.met else ""


def places(script: Script, answers: Answers, known: Known) -> Iterator[Place]:
    """The places that apply, in order, as far as the answers tell."""
    for part in script.steps:
        if isinstance(part, ForEach):
            yield from _loop(part, answers, known)
        elif _applies(part, View(answers, known)):
            yield Place(part.key, part)


def next_place(script: Script, answers: Answers, known: Known) -> Place | None:
    """The first question without an answer; None when all are answered."""
    return next((place for place in places(script, answers, known) if not is_complete(answers.get(place.path))), None)


def place_before(script: Script, answers: Answers, known: Known, path: str) -> Place | None:
    """The answered question before the one at `path`."""
    *_, last = (None, *_answered_before(script, answers, known, path))
    return last


def has_before(script: Script, answers: Answers, known: Known, path: str) -> bool:
    """Whether there is one."""
    return any(True for _ in _answered_before(script, answers, known, path))


def _answered_before(script: Script, answers: Answers, known: Known, path: str) -> Iterator[Place]:
    before = takewhile(lambda place: place.path != path, places(script, answers, known))
    return (place for place in before if place.path in answers)


def progress(script: Script, answers: Answers, known: Known, place: Place) -> tuple[int, int]:
    """Which question this is and of how many: among those about the same person, or among those of the script."""
    same = [each.path for each in places(script, answers, known) if each.prefix == place.prefix]
    return same.index(place.path) + 1, len(same)


def _loop(loop: ForEach, answers: Answers, known: Known) -> Iterator[Place]:
    over = answers.get(loop.over)
    people = over.people if isinstance(over, Names) else ()
    pace = answers.get(loop.pause.key)
    brief = isinstance(pace, Chosen) and pace.option == "brief"
    for number, met in enumerate(people):
        if number >= loop.pause_after and isinstance(pace, Chosen) and pace.option == "stop":
            break
        if number == loop.pause_after:
            yield Place(loop.pause.key, loop.pause, number=number, of=len(people))
        prefix = f"{loop.key}/{number}/"
        view = View(answers, known, prefix)
        for step in loop.steps:
            if number >= loop.pause_after and brief and step.key not in loop.brief:
                continue
            if _applies(step, view):
                yield Place(prefix + step.key, step, met, number, len(people))


def _applies(step: Step, view: View) -> bool:
    """Whether a question is asked; most of them always are."""
    return isinstance(step.when, Always) or holds(step.when, view)
