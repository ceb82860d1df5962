"""The vocabulary of dialogues: a script is steps, steps are data. A script that cannot work cannot be built.

Rules:
- A step's key names its answer for ever: never reuse one.
- The next question is the first applicable step without an answer, so steps may be added and moved freely.
- A step refers only to places before it; a text only to fields that are sure to be filled: those of FIELDS, and
  answers without which the step is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import Formatter

from conversations.address import LIMIT
from conversations.conditions import Always, Condition, Turnable, places_given, places_named
from conversations.replies import Choice, Confirm, Option, People, Reply, Tick
from conversations.tips import Tip

MOST_CHARACTERS = 350
"""What fits on a phone without scrolling, buttons included."""

FIELDS = frozenset(
    {
        "about",
        "captured",
        "doubt",
        "event",
        "field_asked",
        "first_name",
        "left",
        "local_time",
        "moment_spoken",
        "name",
        "person",
        "summary",
        "turn",
        "what",
    },
)
"""What a text may mention besides earlier answers: see wording.py."""

KNOWN_FIELDS = frozenset({"about", "event", "first_name", "person", "what"})
"""Those of them that do not depend on the place."""

LONGEST_OPTION = 10

LONGEST_KEYS = "a|d1234567|" + "|d1234567.12"
"""The longest dialogue and option keys that callback data must hold beside a place."""


class Unplayable(ValueError):  # noqa: N818 (named in the words of the field)
    """A script contradicts itself; raised when it is built, that is at import."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    `ask` and `example` may hold {fields}; several `ask` are variants, one of which is chosen for a dialogue for good.
    `why` answers "why do you ask?". `tip` is the part of the teaching the question practises.
    """

    key: str
    ask: str | tuple[str, ...]
    reply: Reply
    why: str
    example: str = ""
    tip: Tip | None = None
    when: Condition = field(default_factory=Always)
    asks_for_questions: bool = False  # a question is an answer here, and not one to the coach
    recalls: bool = False  # shows what was noted about the person on the go

    def variants(self) -> tuple[str, ...]:
        """The wordings to choose from."""
        return (self.ask,) if isinstance(self.ask, str) else self.ask


@dataclass(frozen=True, slots=True)
class ForEach:
    """The same steps for each person named at `over`; their places are "key/0/step".

    After `pause_after` people the step `pause` is asked; when its option "brief" was chosen, only the steps whose
    keys stand in `brief` are asked of those who are left, and none when it was "stop".
    """

    key: str
    over: str
    steps: tuple[Step, ...]
    pause: Step
    pause_after: int = 4
    brief: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Script:
    """A dialogue, as data. `title` names it to the person ("Prep"), `chat_title` inside a sentence ("your prep").

    `opening` is said once, before the first question.
    """

    name: str
    title: str
    chat_title: str
    steps: tuple[Step | ForEach, ...]
    opening: str = ""

    def __post_init__(self) -> None:
        """Check that the script can be played.

        Raises:
            Unplayable: with the name of the step and what is wrong with it.
        """
        seen: set[str] = set()
        _check_text(self.name, self.title, frozenset())
        for text in (self.chat_title, self.opening):
            _check_text(self.name, text, KNOWN_FIELDS)
        _check_keys(self)
        for part in self.steps:
            if isinstance(part, ForEach):
                _check_loop(self, part, seen)
            else:
                _check_step(self, part, seen)
                seen.add(part.key)

    def all_steps(self) -> Iterator[Step]:
        """Every step once, in order; a loop's pause comes after its steps."""
        for part in self.steps:
            if isinstance(part, ForEach):
                yield from part.steps
                yield part.pause
            else:
                yield part


def _check_keys(script: Script) -> None:
    used: set[str] = set()
    for step in script.all_steps():
        if step.key in used | FIELDS or not step.key.replace("_", "").isalnum():
            raise Unplayable(f"{script.name}/{step.key}: a key is letters, digits and _, no field, and used once")
        used.add(step.key)


def _check_loop(script: Script, loop: ForEach, seen: set[str]) -> None:
    over = next((part for part in script.steps if isinstance(part, Step) and part.key == loop.over), None)
    if loop.over not in seen or over is None or not isinstance(over.reply, People):
        raise Unplayable(f"{script.name}/{loop.key}: `over` must be an earlier step that asks for people")
    if not loop.brief <= {step.key for step in loop.steps}:
        raise Unplayable(f"{script.name}/{loop.key}: `brief` names a step that is not in the loop")
    if not isinstance(loop.pause.reply, Choice) or "brief" not in {option.key for option in loop.pause.reply.options}:
        raise Unplayable(f"{script.name}/{loop.key}: `pause` must offer the option 'brief'")
    inside = set(seen)
    for step in loop.steps:
        _check_step(script, step, inside, prefix=f"{loop.key}/99/")
        inside.add(f"./{step.key}")
    _check_step(script, loop.pause, seen)
    seen.add(loop.pause.key)


def _check_step(script: Script, step: Step, seen: set[str], prefix: str = "") -> None:
    where = f"{script.name}/{step.key}"
    if len((LONGEST_KEYS + prefix + step.key).encode()) > LIMIT:
        raise Unplayable(f"{where}: the key is too long for callback data")
    for condition in (step.when, *(option.when for option in _options(step.reply))):
        if missing := [place for place in places_named(condition) if place not in seen]:
            raise Unplayable(f"{where}: its condition refers to {missing[0]!r}, which no earlier step asks")
    if isinstance(step.when, Turnable) and step.when.turn != step.key:
        raise Unplayable(f"{where}: a turn must name itself")
    _check_reply(where, step.reply, seen)
    if not step.why:
        raise Unplayable(f"{where}: say why you ask")
    for text in (*step.variants(), step.example, step.why):
        _check_text(where, text, FIELDS | {place.removeprefix("./") for place in places_given(step.when)})
    if max(len(text) for text in step.variants()) + len(step.example) > MOST_CHARACTERS - 60:
        raise Unplayable(f"{where}: the question is too long for a phone")


def _check_reply(where: str, reply: Reply, seen: set[str]) -> None:
    fixes = reply.fixes if isinstance(reply, Confirm) else ()
    mended = [place for fix in fixes for place in (*fix.again, fix.line) if place]
    if missing := [place for place in mended if place not in seen or place.startswith("./")]:
        raise Unplayable(f"{where}: it mends {missing[0]!r}, which no earlier step asks")
    if isinstance(reply, Confirm) and not fixes:
        raise Unplayable(f"{where}: a confirmation needs something to mend")
    keys = [option.key for option in _options(reply)] + [fix.key for fix in fixes]
    if len(set(keys)) < len(keys) or any(not key.isalnum() or len(key) > LONGEST_OPTION for key in keys):
        raise Unplayable(f"{where}: an option's key is at most {LONGEST_OPTION} letters and digits, and used once")


def _check_text(where: str, text: str, allowed: frozenset[str]) -> None:
    fields = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := fields - allowed:
        raise Unplayable(f"{where}: nothing can fill {{{min(unknown)}}}")


def _options(reply: Reply) -> tuple[Option, ...]:
    return reply.options if isinstance(reply, Choice | Tick) else ()
