"""Lists on several pages: eight rows a page, arrows to the others. It knows no list in particular."""

from collections.abc import Sequence
from typing import Final, TypeVar

from conversations.address import Open, Page
from conversations.effects import Button, Copy, Link

PER_PAGE: Final = 8

AnyButton = TypeVar("AnyButton", Button, Copy, Link)


def position(at: int, shown: int, total: int) -> str:
    """Which rows these are, " · 9–16 of 23"; nothing when they are all there is, or none."""
    return f" · {at + 1}–{at + shown} of {total}" if 0 < shown < total else ""


def arrows(page: Page, at: int, total: int, part: str = "") -> tuple[tuple[Button, ...], ...]:
    """A row that leads to the rows before and after those from `at` on; no row when there are none."""
    row: list[Button] = []
    if at > 0:
        row.append(Button("‹", Open(page, part=part, at=max(0, at - PER_PAGE))))
    if at + PER_PAGE < total:
        row.append(Button("›", Open(page, part=part, at=at + PER_PAGE)))
    return (tuple(row),) if row else ()


def in_rows(buttons: Sequence[AnyButton], width: int = 2) -> tuple[tuple[AnyButton, ...], ...]:
    """Buttons, `width` of them a row."""
    return tuple(tuple(buttons[first : first + width]) for first in range(0, len(buttons), width))
