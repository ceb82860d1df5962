"""Counts the steps in which a backtracking matcher looks for a pattern, as `re` goes: the same on every machine.

It walks the tree that `re` itself parses, one part after the other, and goes back as `re` does. Of what `re` knows to
leave out it knows nothing, so it counts rather more than fewer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any, TypeAlias

_PARSER: Any = import_module("re._parser")
_COMPILER: Any = import_module("re._compiler")

Tree: TypeAlias = Sequence[tuple[Any, Any]]
"""Parts by their kind and what they are about, one behind the other."""

Then: TypeAlias = Callable[[int], bool]
"""What is tried at a place, once all before it has matched up to there."""

SIGN = ("IN", "ANY", "NOT_LITERAL", "LITERAL")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
OFTEN = 10
"""What may come so many times can be as long as the text."""
MOST = 1_000_000
SIGNS = "a ,1.A-'\n_(@:é)\t"
FEW_SIGNS = 3


class TooMany(Exception):  # noqa: N818 -- named in the words of the field
    """It takes more steps than are counted."""


@cache
def tree_of(pattern: re.Pattern[str]) -> Tree:
    """Its parts."""
    return list(_PARSER.parse(pattern.pattern, pattern.flags))


def within(group: Any, flags: int) -> int:  # noqa: ANN401 -- the tree has no types
    """The flags within a group, which may have some of its own."""
    return (flags | int(group[1])) & ~int(group[2])


def steps(tree: Tree, flags: int, text: str, *, whole: bool) -> int:
    """How many steps it takes to look for it everywhere in a text, or else whether it is the whole text.

    Raises TooMany.
    """
    walk = _Walk(text)
    if whole:
        walk.matches(tree, flags, 0, lambda end: end == len(text))
    else:
        any(walk.matches(tree, flags, start, lambda _: True) for start in range(len(text) + 1))
    return walk.taken


def attacks(tree: Tree, flags: int, before: str = "") -> Iterator[tuple[str, str]]:
    """For each part that may come often: something that leads up to it, and something of which it takes many."""
    for at, (kind, about) in enumerate(tree):
        lead = before + example(tree[:at], flags)
        name = str(kind)
        if name in REPEATS:
            body = list(about[2])
            for taken in _examples(body, flags) if int(about[1]) >= OFTEN else ():
                yield lead, taken
                yield "", lead + taken
            yield from attacks(body, flags, lead)
        for inner in _inner(name, about):
            yield from attacks(inner, within(about, flags) if name == "SUBPATTERN" else flags, lead)


def _inner(name: str, about: Any) -> list[Tree]:  # noqa: ANN401 -- the tree has no types
    match name:
        case "SUBPATTERN":
            return [list(about[3])]
        case "BRANCH":
            return [list(way) for way in about[1]]
        case "ASSERT" | "ASSERT_NOT":
            return [list(about[1])]
        case _:
            return []


def repeats_often(tree: Tree) -> int:
    """How many of its parts may come often."""
    found = 0
    for kind, about in tree:
        if str(kind) in REPEATS:
            found += (int(about[1]) >= OFTEN) + repeats_often(list(about[2]))
        found += sum(map(repeats_often, _inner(str(kind), about)))
    return found


def _examples(body: Tree, flags: int) -> Iterator[str]:
    """Some of what a part matches; some common signs, where it is a single one."""
    if len(body) == 1 and str(body[0][0]) in SIGN:
        yield from islice((sign for sign in SIGNS if _fits(body[0], flags, sign, 0)), FEW_SIGNS)
    yield from {example(body, flags, choice) for choice in range(4)} - {""}


def example(tree: Tree, flags: int, choice: int = 0) -> str:
    """Something that the parts match, unless they look around themselves."""
    found = ""
    for node in tree:
        kind, about = node
        match str(kind):
            case "LITERAL":
                found += chr(about)
            case "SUBPATTERN":
                found += example(list(about[3]), within(about, flags), choice)
            case "BRANCH":
                found += example(list(about[1][choice % len(about[1])]), flags, choice)
            case name if name in REPEATS:
                found += example(list(about[2]), flags, choice) * max(int(about[0]), choice % 2)
            case "IN" | "ANY" | "NOT_LITERAL" | "CATEGORY":
                found += next((sign for sign in SIGNS[choice:] + SIGNS if _fits(node, flags, sign, 0)), "")
            case _:
                pass
    return found


class _Walk:
    """One look through one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.taken = 0

    def matches(self, tree: Tree, flags: int, place: int, then: Then, at: int = 0) -> bool:
        """Whether the parts from the one `at` on match from this place on, and what follows them does, too."""
        self.taken += 1
        if self.taken > MOST:
            raise TooMany
        if at == len(tree):
            return then(place)
        node = tree[at]
        kind, about = str(node[0]), node[1]

        def rest(end: int) -> bool:
            return self.matches(tree, flags, end, then, at + 1)

        match kind:
            case "SUBPATTERN":
                return self.matches(about[3], within(about, flags), place, rest)
            case "BRANCH":
                ways = _open_ways(about, flags, self._text[place : place + 1])
                return any(self.matches(way, flags, place, rest) for way in ways)
            case name if name in REPEATS:
                return self._repeated(about, flags, place, rest, is_lazy=name == "MIN_REPEAT")
            case "ASSERT" | "ASSERT_NOT":
                return self._beside(about, flags, place) == (kind == "ASSERT") and rest(place)
            case "AT":
                return _fits(node, flags, self._text, place) and rest(place)
            case "GROUPREF":
                return rest(place)
            case _:
                return place < len(self._text) and _fits(node, flags, self._text, place) and rest(place + 1)

    def _repeated(self, about: Any, flags: int, place: int, then: Then, *, is_lazy: bool, done: int = 0) -> bool:  # noqa: ANN401, PLR0913 -- the tree has no types, and all of it is where one stands
        least, most, body = int(about[0]), int(about[1]), about[2]

        def again(end: int) -> bool:
            is_news = end > place or done < least  # what takes nothing is not taken again and again
            return is_news and self._repeated(about, flags, end, then, is_lazy=is_lazy, done=done + 1)

        def once_more() -> bool:
            return done < most and self.matches(body, flags, place, again)

        if done < least:
            return once_more()
        return (then(place) or once_more()) if is_lazy else (once_more() or then(place))

    def _beside(self, about: Any, flags: int, place: int) -> bool:  # noqa: ANN401 -- the tree has no types
        direction, body = about
        start = place if direction > 0 else place - body.getwidth()[0]
        return start >= 0 and self.matches(body, flags, start, lambda _: True)


_WAYS: dict[tuple[int, int, str], tuple[object, list[Tree]]] = {}


def _open_ways(about: Any, flags: int, sign: str) -> list[Tree]:  # noqa: ANN401 -- the tree has no types
    """Those of several ways that may begin with this sign: of hundreds of words most are out at once."""
    found = _WAYS.get((id(about), flags, sign))
    if found is None:
        may: list[Tree] = []
        for way in map(list, about[1]):
            if not way or str(way[0][0]) not in SIGN or _fits(way[0], flags, sign, 0):
                may.append(way)  # noqa: PERF401 -- as a comprehension it is no shorter
        found = _WAYS[id(about), flags, sign] = about, may
    return found[1]


_LONE: dict[tuple[int, int], tuple[object, re.Pattern[str]]] = {}


def _fits(node: tuple[Any, Any], flags: int, text: str, place: int) -> bool:
    """Whether a part that is one sign, or a place between signs, is found here."""
    found = _LONE.get((id(node), flags))
    if found is None:
        state = _PARSER.State()
        state.flags = flags
        lone = _COMPILER.compile(_PARSER.SubPattern(state, [node]), flags)
        found = _LONE[id(node), flags] = node, lone  # the node is kept, so that its id stays its own
    return found[1].match(text, place) is not None
