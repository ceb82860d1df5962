"""A script as a Mermaid flowchart, for docs and for review. Drawn from the same data that is played."""

from collections.abc import Iterator
from string import Formatter
from typing import assert_never

from conversations.conditions import (
    Always,
    AtLeast,
    Condition,
    Every,
    Given,
    Has,
    InOwnWords,
    Is,
    Lacks,
    Not,
    Over,
    Turnable,
    Undated,
    WasSkipped,
)
from conversations.replies import Choice, Confirm
from conversations.script import ForEach, Script, Step

WIDEST = 60


def chart(script: Script) -> str:
    """The flowchart of a script: a box a question, a diamond where a question is asked only sometimes."""
    lines = ["flowchart TD", '    begin(["start"])']
    previous = "begin"
    for part in script.steps:
        if isinstance(part, ForEach):
            drawn, previous = _loop(part, previous)
        else:
            drawn, previous = _step(part, previous)
        lines += [f"    {line}" for line in drawn]
    lines += ['    finish(["end"])', f"    {previous} --> finish"]
    return "\n".join(lines) + "\n"


def page(script: Script) -> str:
    """The chart as a page of Markdown."""
    count = sum(1 for _ in script.all_steps())
    source = f"conversations/scripts/{script.name}.py"
    head = f"# {script.title}: `{script.name}`\n\nGenerated from `{source}`; {count} steps.\n"
    foot = "On every question: an answer, Skip, Back, Why and Later. Later parks the dialogue at this very question.\n"
    return f"{head}\n```mermaid\n{chart(script)}```\n\n{foot}"


def _step(step: Step, previous: str) -> tuple[list[str], str]:
    box = f'{step.key}["{_label(step)}"]'
    mends = list(_mends(step))
    if isinstance(step.when, Always):
        return [f"{previous} --> {box}", *mends], step.key
    ask, joint = f"{step.key}_if", f"{step.key}_end"
    lines = [
        f'{previous} --> {ask}{{"{_quoted(described(step.when))}?"}}',
        f"{ask} -- yes --> {box}",
        f"{step.key} --> {joint}(( ))",
        f"{ask} -- no --> {joint}",
    ]
    return [*lines, *mends], joint


def _loop(loop: ForEach, previous: str) -> tuple[list[str], str]:
    first = f"{loop.key}_each"
    lines = [f'{previous} --> {first}{{{{"each person of: {loop.over}"}}}}']
    inner: list[str] = []
    last = first
    for step in loop.steps:
        drawn, last = _step(step, last)
        inner += drawn
    pause = f'{loop.pause.key}["after {loop.pause_after}: {_label(loop.pause)}"]'
    lines += [f"subgraph {loop.key}", *(f"    {line}" for line in inner), "end"]
    lines += [f"{last} -- next person --> {first}", f"{last} --> {pause}", f"{loop.pause.key} --> {first}"]
    return [*lines, f"{first} -- nobody left --> {loop.key}_done(( ))"], f"{loop.key}_done"


def _mends(step: Step) -> Iterator[str]:
    if isinstance(step.reply, Confirm):
        for fix in step.reply.fixes:
            yield f'{step.key} -. "{_quoted(fix.label)}" .-> {fix.again[0]}'


def _label(step: Step) -> str:
    parsed = Formatter().parse(step.variants()[0].replace("\n", " "))
    words = "".join(text + (f"‹{name}›" if name else "") for text, name, _, _ in parsed)
    kind = type(step.reply).__name__
    own = " or own words" if isinstance(step.reply, Choice) and step.reply.own else ""
    shown = words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…"
    return f"{_quoted(shown)}<br/><i>{kind}{own}</i>"


def _quoted(text: str) -> str:
    return text.replace('"', "'")


def described(condition: Condition) -> str:
    """A condition in words."""
    match condition:
        case Always():
            return "always"
        case Given(place=place):
            return f"{place} was answered"
        case WasSkipped(place=place):
            return f"{place} was skipped"
        case Is(place=place, option=option):
            return f"{place} is {option}"
        case InOwnWords(place=place):
            return f"{place} in own words"
        case Undated(place=place):
            return f"{place} has no date"
        case AtLeast(place=place, count=count):
            return f"at least {count} in {place}"
        case Has(stock=stock):
            return f"there are {stock.value}"
        case Lacks(place=place, part=part):
            return f"{place} lacks a {part}"
        case Over(line=line):
            return f"{line} is in the past"
        case Turnable(place=place):
            return f"{place} speaks of a position"
        case Not(condition=inner):
            return f"not ({described(inner)})"
        case Every(conditions=conditions):
            return " and ".join(described(each) for each in conditions)
        case _:
            assert_never(condition)
