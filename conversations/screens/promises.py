"""What was promised in both directions and is still open: first what is overdue, last what has no day."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Person, Promise
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import arrows, in_rows, position, rows_on
from conversations.screens.phrases import called, due_phrase

PromiseRow = tuple[Promise, Person | None]
"""An open promise, and the person it binds."""

NOTHING: Final = (
    "Nothing is promised just now, in either direction. When you tell somebody “I will send you that”, "
    "write it behind their name, or add it on their page in /people, and I keep it in mind for you."
)
HOME: Final = (Button("‹ Home", Open(Page.HOME)),)
TITLES: Final = ("Its day is over", "Ahead", "Without a day")


def promises_page(
    rows: tuple[PromiseRow, ...], at: int, total: int, today: date, settled: Promise | None = None
) -> Screen:
    """The open promises from row `at` on, of `total`, in their order; `today` is the owner's local date.

    `settled` was done, moved or dropped with the last tap, and can be taken back.
    """
    around = arrows(Page.PROMISES, at, total, keys=[promise.key for promise, _ in rows])
    undo = _undo(settled) if settled else ()
    if not rows:
        return Screen(plain(NOTHING), (*undo, *around, HOME))
    shown = rows[: rows_on(Page.PROMISES)]
    head = prose("<b>Promises</b>{position}", position=position(at, len(shown), total))
    buttons = [button for number, (promise, _) in enumerate(shown, at + 1) for button in _buttons(number, promise)]
    text = joined([head, *_sections(shown, at + 1, today), *_kindly(shown, today)], "\n\n")
    return Screen(text, (*in_rows(buttons, 3), *undo, *around, HOME))


def _sections(shown: tuple[PromiseRow, ...], first: int, today: date) -> Iterator[Html]:
    numbered = list(enumerate(shown, first))
    for section, title in enumerate(TITLES):
        lines = [_line(number, row, today) for number, row in numbered if _section(row[0], today) == section]
        if lines:
            yield joined([prose("<b>{title}</b>", title=title), *lines])


def _section(promise: Promise, today: date) -> int:
    if promise.due is None:
        return len(TITLES) - 1
    return int(promise.due >= today)


def _line(number: int, row: PromiseRow, today: date) -> Html:
    promise, person = row
    side = f"you to {called(person)}" if promise.mine else f"{called(person)} to you"
    words = prose("{number}. {words}", number=str(number), words=short(promise.words, 120))
    due = f", {due_phrase(promise.due, today)}" if promise.due else ""
    return joined([words, prose("<i>{side}{due}</i>", side=side, due=due)])


def _kindly(shown: tuple[PromiseRow, ...], today: date) -> Iterator[Html]:
    if any(promise.mine and promise.due and promise.due < today for promise, _ in shown):
        yield plain("Late is fine; a line that says so is welcome too. What no longer fits can be dropped.")


def _buttons(number: int, promise: Promise) -> tuple[Button, ...]:
    return (
        Button(f"{number} done", Do(Deed.PROMISE_DONE, promise.key)),
        Button(f"{number} a week more", Do(Deed.PROMISE_LATER, promise.key)),
        Button(f"{number} drop", Do(Deed.PROMISE_DROP, promise.key)),
    )


def _undo(settled: Promise) -> tuple[tuple[Button, ...], ...]:
    return ((Button(f"Undo: {short(settled.words, 28)}", Do(Deed.PROMISE_REOPEN, settled.key)),),)
