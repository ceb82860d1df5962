"""Where a word stands in very many short texts that were joined into one. It knows neither people nor facts.

Going through the texts one by one takes three times as long as finding the places in one long text; and cutting all of
it into words, to see which of them a mistyped one resembles, takes longer than everything else together.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from conversations.recall import WORD, reach

MARK: Final = "A"
ROW: Final = f"\n{MARK}\n"
"""Stands between two texts, and cannot stand in one: a folded text has no capital letter."""

SHORT: Final = 3
"""Letters below which a word counts only where another begins with it; a single letter only as a word of its own."""

LETTER: Final = r"[^\W_]"


def rows_with(text: str, word: str) -> dict[int, bool]:
    """The rows that hold a folded word, and whether one of their words begins with it."""
    if len(word) < SHORT and word.isascii():
        literal, alone = re.escape(word), f"(?!{LETTER})" if len(word) == 1 else ""
        return rows_of(text, (each.start() for each in re.finditer(f"{_begun(literal)}{alone}", text)))
    found: dict[int, bool] = {}
    row, before = 0, ""
    for piece in text.split(word)[:-1]:
        row, before = row + piece.count(MARK), piece[-1:] or before
        if not found.get(row):
            found[row] = not before.isalnum()
        before = word[-1]
    return found


def rows_of(text: str, places: Iterable[int]) -> dict[int, bool]:
    """The rows in which these places are, as `rows_with` tells them, where words begin at all of these places."""
    found: dict[int, bool] = {}
    row = since = 0
    for place in sorted(places):
        row, since = row + text.count(MARK, since, place), place
        found[row] = True
    return found


def words_like(text: str, word: str) -> Iterator[tuple[str, int]]:
    """The words that begin or end as `word` does, and their places: among them is whatever it is a slip for.

    One slip leaves one of the ends as it is, unless it turns the two letters in the middle of a short word: these are
    turned back here. Two slips can spoil both ends; then nobody could tell what was meant.
    """
    most = len(word) + reach(word)
    size = min(3, len(word) // 2)
    head, tail = re.escape(word[:size]), re.escape(word[-size:])
    for match in re.finditer(f"{_begun(head)}{LETTER}*", text):
        if len(match[0]) <= most:
            yield match[0], match.start()
    for match in re.finditer(f"{tail}(?!{LETTER})", text):
        last = text[max(0, match.end() - most - 1) : match.end()].rsplit(maxsplit=1)[-1]
        if not last.isalnum():
            last = WORD.findall(last)[-1]
        if len(last) <= most:
            yield last, match.end() - len(last)
    if len(word) == 2 * size:
        turned = re.escape(word[: size - 1] + word[size] + word[size - 1] + word[size + 1 :])
        for match in re.finditer(f"{_begun(turned)}(?!{LETTER})", text):
            yield match[0], match.start()


def _begun(literal: str) -> str:
    """A pattern where words begin. It is found fast as it starts literally; what stands before is looked back at."""
    return f"{literal}(?<!{LETTER}{literal})"
