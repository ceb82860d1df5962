import re

import pytest

from conversations.chart import chart, described, page
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
    WasSkipped,
)
from conversations.known import Stock
from conversations.reframing import Asked
from conversations.replies import Choice, Option, Text
from conversations.script import Script, Step
from conversations.scripts.catalogue import SCRIPTS
from tests.draw_charts import CHARTS, drawn

EACH = pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda script: script.name)
NODE = r"[a-z_]+"
LABEL = r'"[^"]*"'
SHAPES = rf"\(\[{LABEL}\]\)|\[{LABEL}\]|\{{\{{{LABEL}\}}\}}|\{{{LABEL}\}}|\(\( \)\)"
LINE = re.compile(
    rf"(?P<from>{NODE})(?:{SHAPES})?(?: (?:-->|-- [a-z ]+ -->|-\. {LABEL} \.->) (?P<to>{NODE})(?:{SHAPES})?)?"
)
RESERVED = {"end", "graph", "flowchart", "subgraph", "style", "class", "click", "default"}


@EACH
def test_every_question_has_its_box(script: Script) -> None:
    text = chart(script)
    for step in script.all_steps():
        assert f'{step.key}["' in text


@EACH
def test_a_chart_is_well_formed(script: Script) -> None:
    head, *lines = chart(script).splitlines()
    assert head == "flowchart TD"
    depth = 0
    for line in (line.strip() for line in lines):
        if line == "end" or line.startswith("subgraph "):
            depth += 1 if line != "end" else -1
            continue
        found = LINE.fullmatch(line)
        assert found, line
        assert not RESERVED & {found["from"], found["to"]}
    assert depth == 0


@EACH
def test_every_box_can_be_reached_from_the_start_and_leads_to_the_end(script: Script) -> None:
    found = [LINE.fullmatch(line.strip()) for line in chart(script).splitlines()]
    arrows = {(arrow["from"], arrow["to"]) for arrow in found if arrow and arrow["to"]}
    boxes = {box for arrow in arrows for box in arrow}
    assert _from("begin", arrows) == boxes
    assert _from("finish", {(to, start) for start, to in arrows}) == boxes


def _from(start: str, arrows: set[tuple[str, str]]) -> set[str]:
    reached = {start}
    while more := {to for box, to in arrows if box in reached} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Always(), "always"),
        (Given("goal"), "goal was answered"),
        (WasSkipped("goal"), "goal was skipped"),
        (Is("goal", "learn"), "goal is learn"),
        (InOwnWords("goal"), "goal in own words"),
        (AtLeast("people", 5), "at least 5 in people"),
        (Has(Stock.PLANS), "there are plans"),
        (Lacks("line", "title"), "line lacks a title"),
        (Over("line", "moment"), "line is in the past"),
        (Turnable("hopes", Asked.HOPE, "hopes_turn"), "hopes speaks of a position"),
        (Not(Given("goal")), "not (goal was answered)"),
        (Every((Given("goal"), Given("line"))), "goal was answered and line was answered"),
    ],
)
def test_a_condition_is_described_in_words(condition: Condition, words: str) -> None:
    assert described(condition) == words


def test_quotes_in_a_question_do_not_end_its_label() -> None:
    steps = (
        Step("one", 'Say "yes"?', Choice((Option("y", "Yes"),)), why="So."),
        Step("two", "And “{one}”?", Text(), why="So.", when=Given("one")),
    )
    text = chart(Script("tiny", "Tiny", "tiny", steps))
    assert "one[\"Say 'yes'?<br/><i>Choice</i>\"]" in text
    assert 'two["And “‹one›”?<br/><i>Text</i>"]' in text


@EACH
def test_a_page_says_where_the_chart_comes_from(script: Script) -> None:
    text = page(script)
    assert text.startswith(
        f"# {script.title}: `{script.name}`\n\nGenerated from `conversations/scripts/{script.name}.py`"
    )
    assert f"```mermaid\n{chart(script)}```" in text


def test_the_charts_in_the_docs_are_current() -> None:
    assert {path: path.read_text(encoding="utf-8") for path in CHARTS.glob("*.md")} == drawn()
