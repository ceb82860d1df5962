"""What was promised in both directions and is still open: first what is overdue, last what has no day."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Person, Promise, Settings
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.phrases import called, due_phrase
from conversations.timing import local_time

PromiseRow = tuple[Promise, Person | None]
"""An open promise, and the person it binds."""

NOTHING: Final = (
    "Nothing is promised just now, in either direction. When you tell somebody “I will send you that”, "
    "note it in the debrief and I keep it in mind for you."
)
HOME: Final = (Button("‹ Home", Open(Page.HOME)),)


def order(promise: Promise) -> tuple[date, date, str]:
    """What to sort open promises by: earliest day first, without a day last, then the older one."""
    return promise.due or date.max, promise.made_on, promise.key


def promises_page(rows: tuple[PromiseRow, ...], at: int, total: int, settings: Settings, now: datetime) -> Screen:
    """The open promises from row `at` on, of `total`; at most eight are shown. Days are local to the settings' zone."""
    around = arrows(Page.PROMISES, at, total)
    if not rows:
        return Screen(plain("This page is empty by now." if total else NOTHING), (*around, HOME))
    shown = sorted(rows[:PER_PAGE], key=lambda row: order(row[0]))
    sides = sorted(shown, key=lambda row: not row[0].mine)
    today = local_time(now, settings.zone).date()
    head = prose("<b>Promises</b>{position}", position=position(at, len(sides), total))
    buttons = [button for number, (promise, _) in enumerate(sides, at + 1) for button in _buttons(number, promise)]
    text = joined([head, *_sections(sides, at + 1, today), *_kindly(sides, today)], "\n\n")
    return Screen(text, (*in_rows(buttons, 4), *around, HOME))


def _sections(sides: list[PromiseRow], first: int, today: date) -> Iterator[Html]:
    numbered = list(enumerate(sides, first))
    for mine, title in ((True, "<b>You promised</b>"), (False, "<b>Promised to you</b>")):
        lines = [_line(number, row, today) for number, row in numbered if row[0].mine is mine]
        if lines:
            yield joined([prose(title), *lines])


def _line(number: int, row: PromiseRow, today: date) -> Html:
    promise, person = row
    side = "to" if promise.mine else "from"
    words = prose("{number}. {words}", number=str(number), words=short(promise.words, 120))
    details = f"{side} {called(person)}, {due_phrase(promise.due, today)}"
    return joined([words, prose("<i>{details}</i>", details=details)])


def _kindly(sides: list[PromiseRow], today: date) -> Iterator[Html]:
    if any(promise.mine and promise.due and promise.due < today for promise, _ in sides):
        yield plain("Late is fine; a line that says so is welcome too. What no longer fits can be dropped.")


def _buttons(number: int, promise: Promise) -> tuple[Button, ...]:
    done = Button(f"{number} done", Do(Deed.PROMISE_DONE, promise.key))
    return done, Button(f"{number} drop", Do(Deed.PROMISE_DROP, promise.key))
