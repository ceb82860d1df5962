"""No pattern of ours goes mad over a text: looking for it takes at most as many steps as the text is long, squared.

A text has 4,096 signs, and twice as many take four times as long then. The steps are counted, no clock is asked.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

from conversations import correcting, reframing_rules
from tests.conversations.steps import TooMany, attacks, repeats_often, steps, tree_of

FEW, MANY = 12, 24
"""How many times an attack repeats what a part of a pattern takes."""
HARMLESS = FEW**3 // 6
"""Steps, below which it cannot be worse than squared."""
WORSE = 6.0
"""Squared is four times as many, and with a third power it is eight."""

LONGEST = {
    "conversations.correcting": correcting.LONGEST,
    "conversations.reframing_rules": reframing_rules.LONGEST_ROLE,
}
"""Modules in which a pattern may grow faster, as it is held only against whole lines of at most so many signs."""


def modules() -> Iterator[ModuleType]:
    for root in ("conversations", "bot"):
        for found in walk_packages(import_module(root).__path__, f"{root}."):
            if not found.name.endswith("__main__"):
                yield import_module(found.name)


def within(value: object, deep: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in what a module has made."""
    if isinstance(value, re.Pattern):
        yield value
    elif deep > 4 or isinstance(value, type | str):
        return
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from within(part, deep + 1)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from within(part, deep + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from within(getattr(value, field.name, None), deep + 1)


def written_out(module: ModuleType) -> Iterator[re.Pattern[str]]:
    """Those that stand where they are used."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(pattern)), *_]
            ) if name != "escape":
                yield re.compile(pattern)


def all_patterns() -> dict[str, set[re.Pattern[str]]]:
    """The patterns of each module in which more than one part may come often; with one it is squared at most."""
    found: dict[str, set[re.Pattern[str]]] = {}
    for module in modules():
        for pattern in (*within(vars(module).copy()), *written_out(module)):
            if isinstance(pattern.pattern, str) and repeats_often(tree_of(pattern)) > 1:
                found.setdefault(module.__name__, set()).add(pattern)
    return found


PATTERNS = all_patterns()


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    yield
    sys.setrecursionlimit(before)


def growth(pattern: re.Pattern[str], lead: str, taken: str) -> float:
    """How many times as long it looks through a text that is twice as long."""
    tree, worst = tree_of(pattern), 0.0
    for whole in (False, True):
        try:
            few, many = (steps(tree, pattern.flags, f"{lead}{taken * times}\0", whole=whole) for times in (FEW, MANY))
        except TooMany:
            return float("inf")
        worst = max(worst, many / few if few > HARMLESS else 0)
    return worst


def is_harmless(pattern: re.Pattern[str], lead: str, taken: str, longest: int) -> bool:
    """Whether the longest line can be held against it."""
    text = f"{lead}{taken * longest}"[: longest - 1] + "\0"
    try:
        steps(tree_of(pattern), pattern.flags, text, whole=True)
    except TooMany:
        return False
    return True


@pytest.mark.no_cover  # counting lines, too, takes three times as long
@pytest.mark.parametrize("module", PATTERNS)
def test_no_text_takes_a_pattern_longer_than_its_length_squared(module: str) -> None:
    longest = LONGEST.get(module, 0)
    for pattern in PATTERNS[module]:
        for lead, taken in dict.fromkeys(attacks(tree_of(pattern), pattern.flags)):
            times = growth(pattern, lead, taken)
            is_fine = times < WORSE or (longest > 0 and is_harmless(pattern, lead, taken, longest))
            assert is_fine, f"{times:.0f} times as many steps for {lead!r} and {taken!r}: {pattern.pattern}"


def test_patterns_of_many_modules_are_looked_at() -> None:
    assert len(PATTERNS) > 25
    assert sum(map(len, PATTERNS.values())) > 100


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:a|a)*b", r"(?:\w+\s?)+!", r"a*a*a*b", r"x.*y.*z"])
def test_patterns_that_are_known_to_go_mad_are_found_out(pattern: str) -> None:
    bad = re.compile(pattern)
    assert any(growth(bad, *attack) > WORSE for attack in attacks(tree_of(bad), bad.flags))


@pytest.mark.parametrize("pattern", [r"a+b", r"^\s*\w+\s*$", r"(?:ab)*c", r"(?i:a)+(?-i:b)+c"])
def test_patterns_that_are_harmless_are_left_in_peace(pattern: str) -> None:
    good = re.compile(pattern)
    assert max(growth(good, *attack) for attack in attacks(tree_of(good), good.flags)) < WORSE
