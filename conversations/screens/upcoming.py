"""What is coming in the next two weeks: when each nudge comes, what for and why, with ways to move or stop it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Named, Nudge, NudgeKind, Screen
from conversations.facts import Settings
from conversations.nudge_times import bundle_moment
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.settings_days import pause_end
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime, local_time, spoken

NudgeRow = tuple[Nudge, str, date | None]
"""A pending nudge, what it is about in a few words, and the local date on which its bundle is to come."""

WORDS: Final[Mapping[NudgeKind, tuple[str, str]]] = {
    NudgeKind.PREPARE: ("Get ready for {subject}", "The evening before, because it is not prepared yet."),
    NudgeKind.CARD: ("Your card for {subject}", "In time to read it on the way."),
    NudgeKind.DEBRIEF: ("Whom you met at {subject}", "After the end, while it is fresh. Once more the day after."),
    NudgeKind.FOLLOW_UP: ("A first line to {subject}", "The day after you told me of them, while you both remember."),
    NudgeKind.CHECK_IN: ("Check in with {subject}", "The rhythm after your last contact."),
    NudgeKind.PROMISE: ("A promise: {subject}", "The day before its day, and the day itself."),
    NudgeKind.INTRODUCTION: ("Still to happen: {subject}", "Nothing has moved for a week."),
    NudgeKind.ADVICE: ("Advice you took: {subject}", "Three weeks later there may be something to tell."),
    NudgeKind.FORWARD: ("Pay it forward: {subject}", "Once a month, while there is something to pass on."),
    NudgeKind.AGAIN: ("Once more: {subject}", "You have not answered yet. 3, 6, then 15 days."),
}
"""What each kind is about, and why it comes."""

PICKED: Final = "You picked this day."


def upcoming_page(rows: tuple[NudgeRow, ...], at: int, total: int, settings: Settings, now: datetime) -> Screen:
    """The nudges from row `at` on, of `total`, soonest first; at most eight are shown, in the settings' zone."""
    shown = rows[:PER_PAGE]
    around = arrows(Page.UPCOMING, at, total, keys=[nudge.key for nudge, _, _ in shown])
    if not shown:
        return _nothing(total, around, settings, now)
    head = prose("<b>The next two weeks</b>{position}", position=position(at, len(shown), total))
    lines = [_line(number, row, settings, now) for number, row in enumerate(shown, at + 1)]
    foot = plain("Move asks for a better day; stop leaves that one out.")
    buttons = [button for number, (nudge, _, _) in enumerate(shown, at + 1) for button in _buttons(number, nudge)]
    return Screen(
        joined([head, *lines, foot], "\n\n"), (*in_rows(buttons, 4), *around, (Button("‹ Home", Open(Page.HOME)),))
    )


def _nothing(total: int, around: tuple[tuple[Button, ...], ...], settings: Settings, now: datetime) -> Screen:
    text = (
        "This page is empty by now."
        if total
        else "Nothing comes in the next two weeks. I write when there is an event to get ready for, "
        "or somebody you wanted to be in touch with."
    )
    if pause_end(settings, now):
        text = f"{text} A pause is on: /settings ends it."
    add = Button("Add an event", Begin(ScriptName.NEW_EVENT))
    return Screen(plain(text), (*around, (add, Button("‹ Home", Open(Page.HOME)))))


def comes_at(row: NudgeRow, settings: Settings) -> datetime:
    """When a nudge comes (UTC): with its bundle, or at its own moment."""
    nudge, _, day = row
    return nudge.due if day is None else max(nudge.due, bundle_moment(day, settings))


def _line(number: int, row: NudgeRow, settings: Settings, now: datetime) -> Html:
    nudge, subject, _ = row
    what, why = WORDS[nudge.kind]
    if nudge.named is not Named.NOTHING and nudge.kind is not NudgeKind.PROMISE:
        why = PICKED
    when = spoken(WallTime(local_time(comes_at(row, settings), settings.zone), settings.zone), now)
    first = prose("{number}. {when}", number=str(number), when=f"{when[0].upper()}{when[1:]}")
    return joined([first, prose(f"<b>{what}</b>", subject=short(subject, 50)), prose("<i>{why}</i>", why=why)])


def _buttons(number: int, nudge: Nudge) -> tuple[Button, ...]:
    """To move it and to stop it; what belongs to the day of an event loses its sense later."""
    stop = Button(f"{number} stop", Do(Deed.NUDGE_STOP, nudge.key))
    if nudge.kind in (NudgeKind.PREPARE, NudgeKind.CARD):
        return (stop,)
    return (Button(f"{number} move", Begin(ScriptName.SNOOZE, nudge.key)), stop)
