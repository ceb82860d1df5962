"""Lists on several pages: a few rows a page, arrows to the others. It knows no list in particular.

An arrow names the row from which it leads on, so that no row is skipped or shown twice when others came or went in
between; only when that very row is gone, the number of rows counts.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from conversations.address import Open, Page
from conversations.effects import Button, Copy, Link
from conversations.facts import Key

PER_PAGE: Final = 8
FEWER: Final = {Page.PROMISES: 5}
"""Lists whose rows have a row of buttons each."""

BACKWARDS: Final = "-"
"""Before the key of the row above which a page ends."""

OneKind = TypeVar("OneKind", Button, Copy, Link)


def rows_on(page: Page) -> int:
    """How many rows a page of this list has."""
    return FEWER.get(page, PER_PAGE)


def first_row(to: Open, row_of: Callable[[Key], int | None], total: int) -> int:
    """The row with which a page begins, from 0; a page beyond the end is the last one there is."""
    at, per_page = to.at, rows_on(to.page)
    row = row_of(Key(to.key.removeprefix(BACKWARDS))) if to.key else None
    if row is not None:
        at = row - per_page if to.key.startswith(BACKWARDS) else row + 1
    if at >= total:
        at = max(0, total - 1) // per_page * per_page
    return max(0, at)


def position(at: int, shown: int, total: int) -> str:
    """Which rows these are, " · 9–16 of 23"; nothing when they are all there is, or none."""
    return f" · {at + 1}–{at + shown} of {total}" if 0 < shown < total else ""


def arrows(page: Page, at: int, total: int, part: str = "", keys: Sequence[str] = ()) -> tuple[tuple[Button, ...], ...]:
    """A row that leads to the rows before and after those from `at` on; `keys` are those of the rows that are shown."""
    per_page = rows_on(page)
    first, last = (f"{BACKWARDS}{keys[0]}", keys[-1]) if keys else ("", "")
    row: list[Button] = []
    if at > 0:
        row.append(Button("‹", Open(page, first, part, max(0, at - per_page))))
    if at + per_page < total:
        row.append(Button("›", Open(page, last, part, at + per_page)))
    return (tuple(row),) if row else ()


def in_rows(buttons: Sequence[OneKind], width: int = 2) -> tuple[tuple[OneKind, ...], ...]:
    """Buttons, `width` of them a row."""
    return tuple(tuple(buttons[first : first + width]) for first in range(0, len(buttons), width))
