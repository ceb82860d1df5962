"""What is coming in the next two weeks: when each nudge comes, what for and why, with ways to move or stop it."""

from datetime import datetime
from typing import Final, assert_never

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Nudge, NudgeKind, Screen
from conversations.facts import Settings
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, position
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime, local_time, spoken

NudgeRow = tuple[Nudge, str]
"""A pending nudge, and the name of the person or event it is about."""

NO_DAYS: Final[tuple[int, ...]] = ()
FEW_DAYS: Final = (1, 3)
ALL_DAYS: Final = (1, 3, 7)


def upcoming_page(rows: tuple[NudgeRow, ...], at: int, total: int, settings: Settings, now: datetime) -> Screen:
    """The nudges from row `at` on, of `total`, soonest first; at most eight are shown, in the settings' zone."""
    shown = rows[:PER_PAGE]
    around = arrows(Page.UPCOMING, at, total)
    if not shown:
        return _nothing(total, around)
    head = prose("<b>The next two weeks</b>{position}", position=position(at, len(shown), total))
    lines = [_line(number, row, settings, now) for number, row in enumerate(shown, at + 1)]
    foot = plain("The buttons move one by 1, 3 or 7 days, or stop it. What belongs to an event’s day stays there.")
    buttons = tuple(_buttons(number, nudge) for number, (nudge, _) in enumerate(shown, at + 1))
    return Screen(joined([head, *lines, foot], "\n\n"), (*buttons, *around, (Button("‹ Home", Open(Page.HOME)),)))


def _nothing(total: int, around: tuple[tuple[Button, ...], ...]) -> Screen:
    text = (
        "This page is empty by now."
        if total
        else "Nothing comes in the next two weeks. I write when there is an event to get ready for, "
        "or somebody you wanted to be in touch with."
    )
    add = Button("Add an event", Begin(ScriptName.NEW_EVENT))
    return Screen(plain(text), (*around, (add, Button("‹ Home", Open(Page.HOME)))))


def _line(number: int, row: NudgeRow, settings: Settings, now: datetime) -> Html:
    nudge, subject = row
    what, why = _words(nudge.kind)
    when = spoken(WallTime(local_time(nudge.due, settings.zone), settings.zone), now)
    first = prose("{number}. {when}", number=str(number), when=f"{when[0].upper()}{when[1:]}")
    return joined([first, prose(f"<b>{what}</b>", subject=short(subject, 50)), prose("<i>{why}</i>", why=why)])


def _words(kind: NudgeKind) -> tuple[str, str]:
    """What a nudge is about, and why it comes."""
    match kind:
        case NudgeKind.PREPARE:
            return "Get ready for {subject}", "The evening before, because it is not prepared yet."
        case NudgeKind.CARD:
            return "Your card for {subject}", "In time to read it on the way."
        case NudgeKind.DEBRIEF:
            return "Whom you met at {subject}", "After the end, while it is fresh. Once more the day after."
        case NudgeKind.FOLLOW_UP:
            return "A first line to {subject}", "The day after your debrief, while you both remember."
        case NudgeKind.CHECK_IN:
            return "Check in with {subject}", "The day you chose, or else 14, 45, then every 90 days after a contact."
        case NudgeKind.PROMISE:
            return "Your promise: {subject}", "The day before it is due, and the day itself."
        case NudgeKind.INTRODUCTION:
            return "Your introduction: {subject}", "A week after it last moved."
        case NudgeKind.ADVICE:
            return "Advice you took: {subject}", "Three weeks after you got it."
        case NudgeKind.FORWARD:
            return "Pay it forward: {subject}", "Once a month, while there is something to pass on."
        case NudgeKind.AGAIN:
            return "Once more: {subject}", "I brought it up and you have not answered yet."
        case never:
            assert_never(never)


def _days(kind: NudgeKind) -> tuple[int, ...]:
    """By how much it can be moved: what belongs to the day of an event loses its sense later."""
    match kind:
        case NudgeKind.PREPARE | NudgeKind.CARD:
            return NO_DAYS
        case NudgeKind.DEBRIEF:
            return FEW_DAYS
        case _:
            return ALL_DAYS


def _buttons(number: int, nudge: Nudge) -> tuple[Button, ...]:
    later = (Button(f"{number}: +{days}d", Do(Deed.NUDGE_SNOOZE, nudge.key, str(days))) for days in _days(nudge.kind))
    return (*later, Button(f"{number}: stop", Do(Deed.NUDGE_STOP, nudge.key)))
