"""The alarms of deploy/alerts.yaml: about figures that there are, and each explained in docs/operating.md."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bot.whole.phone import Phone

TREE = Path(__file__).parents[3]
PAGE = (TREE / "docs" / "operating.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (Rapport\w+) \| (.*?) \| .* \|$", PAGE, re.MULTILINE)
SHORTEST = 8
"""Characters of a piece of a line in the log by which it can be found in the code."""


def rules() -> Sequence[Mapping[str, Any]]:
    read = YAML(typ="safe").load(TREE / "deploy" / "alerts.yaml")
    (group,) = read["groups"]
    found: Sequence[Mapping[str, Any]] = group["rules"]
    return found


async def test_every_alarm_is_about_figures_that_there_are(ada: Phone) -> None:
    rapport = ada.exchange.rapport
    rapport.heartbeat.start()
    await ada.says("/start")
    page, _ = await rapport.metrics.page("text/plain")
    await rapport.heartbeat.stop()
    kinds = dict(re.findall(r"^# TYPE (rapport_\w+) (\w+)$", page.decode(), re.MULTILINE))
    known = {name + ("_bucket" if kind == "histogram" else "") for name, kind in kinds.items()}
    asked = set(re.findall(r"rapport_\w+", " ".join(rule["expr"] for rule in rules())))
    assert asked <= known, f"there are {sorted(known)}"


def test_every_alarm_is_explained_in_its_order() -> None:
    assert [name for name, _ in ROWS] == [rule["alert"] for rule in rules()]


def test_every_alarm_says_what_it_is_and_whom_to_wake() -> None:
    assert all(rule["labels"]["severity"] in {"page", "look"} for rule in rules())
    assert all(rule["annotations"]["summary"].endswith(".") for rule in rules())


@pytest.mark.parametrize(("name", "lines"), ROWS)
def test_the_lines_beside_an_alarm_are_logged_by_the_code(name: str, lines: str) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (TREE / "bot").glob("*.py"))
    pieces = [piece.strip() for line in re.findall(r"`(.*?)`", lines) for piece in re.split("…|: |[();]", line)]
    assert not [piece for piece in pieces if len(piece) >= SHORTEST and piece not in code]
