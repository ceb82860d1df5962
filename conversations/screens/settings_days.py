"""The settings that hold back messages about people: the days of the week, how many a week, and a pause."""

from datetime import date, datetime
from typing import Final

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Settings
from conversations.prose import Html, plain, prose
from conversations.screens.paging import in_rows
from conversations.scripts.catalogue import ScriptName
from conversations.timing import DAY_NAMES, EVERY_DAY, local_time, spoken_day

WEEKLY: Final = (1, 2, 3, 5, 7)
"""Messages about people a week to choose from; 7 means one a day."""
RUN: Final = 3
"""As many days in a row are told by the first and the last."""
LAST_DAY: Final = "One day has to stay. For a rest from all of them there is Pause."


def days_page(settings: Settings, back: tuple[Button, ...]) -> Screen:
    """The days of the week, each a tap."""
    text = prose(
        "On which days may I bring people up? Now: <b>{days}</b>.\n\n"
        "A day you named yourself, for a promise or to put something off, comes anyway; "
        "what belongs to an event keeps to the event’s day.",
        days=named_days(settings.days),
    )
    buttons = [
        Button(f"✓ {name}" if day in settings.days else name, Do(Deed.SET_DAYS, value=str(day)))
        for day, name in enumerate(DAY_NAMES)
    ]
    return Screen(text, (*in_rows(buttons, 4), back))


def weekly_page(settings: Settings, back: tuple[Button, ...]) -> Screen:
    """How many messages about people a week."""
    text = plain(
        "How many messages about people may I write a week? Fewer when there is nothing to say.\n\n"
        "A day you named yourself, for a promise or to put something off, comes anyway; "
        "what belongs to an event’s day does not count."
    )
    buttons = [
        Button(f"✓ {label}" if number == settings.weekly else label, Do(Deed.SET_WEEKLY, value=str(number)))
        for number, label in ((number, "every day" if number == max(WEEKLY) else str(number)) for number in WEEKLY)
    ]
    return Screen(text, (*in_rows(buttons, 3), back))


def limits(settings: Settings, now: datetime) -> list[Html]:
    """The lines of the overview that tell of them."""
    lines = [prose("Days: <b>{days}</b>", days=named_days(settings.days)), _weekly(settings.weekly)]
    if until := pause_end(settings, now):
        lines.append(prose("Pause: <b>I write nothing by myself before {day}</b>", day=spoken_day(until)))
    return lines


def limit_buttons(settings: Settings, now: datetime) -> tuple[tuple[Button, ...], ...]:
    """The buttons of the overview that change them."""
    days = Button("Change days", Open(Page.SETTINGS, part="days"))
    weekly = Button("Messages a week", Open(Page.SETTINGS, part="weekly"))
    if pause_end(settings, now):
        change = Button("Change the pause", Begin(ScriptName.PAUSE))
        return (days, weekly), (Button("Go on now", Do(Deed.RESUME_NUDGES)), change)
    return (days, weekly), (Button("Pause", Begin(ScriptName.PAUSE)),)


def pause_end(settings: Settings, now: datetime) -> date | None:
    """The local date on which the pause ends that is on; None without one."""
    until = settings.paused_until
    return until if until and local_time(now, settings.zone).date() < until else None


def named_days(days: frozenset[int]) -> str:
    """Days of the week as one says them: "every day", "Mon–Fri", "Mon, Wed, Fri"."""
    return "every day" if days >= EVERY_DAY else ", ".join(_named_run(run) for run in _runs(days))


def _runs(days: frozenset[int]) -> list[list[int]]:
    """Days that follow one another, together."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _named_run(run: list[int]) -> str:
    if len(run) >= RUN:
        return f"{DAY_NAMES[run[0]]}–{DAY_NAMES[run[-1]]}"
    return ", ".join(DAY_NAMES[day] for day in run)


def _weekly(most: int) -> Html:
    if most >= max(WEEKLY):
        return prose("At most <b>one message about people a day</b>")
    return prose("At most <b>{count} about people a week</b>", count=f"{most} message{'' if most == 1 else 's'}")
