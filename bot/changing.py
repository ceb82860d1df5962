"""What a tap in the settings changes: hours, zone, days, how many messages, a pause. Each answers its tap."""

from dataclasses import replace
from datetime import time

from bot.pages import GONE_ALREADY, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.effects import Change, Toast
from conversations.facts import Settings
from conversations.screens.settings_days import LAST_DAY, WEEKLY
from conversations.signals import Tapped
from conversations.timing import EVERY_DAY
from conversations.zones import common_zones


def change(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Change what the tap says, and show the settings as they are now."""
    if deed.deed is Deed.SET_DAYS:
        _toggle_day(sitting, deed, tap)
        return
    try:
        changed = _changed(sitting.settings, deed)
    except (ValueError, IndexError):
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Change(changed))
    show(sitting, Open(Page.SETTINGS), tap, toast="Noted.")


def _changed(settings: Settings, deed: Do) -> Settings:
    """The settings with the value of the tap in them.

    Raises:
        ValueError, IndexError: no button has that value.
    """
    match deed.deed:
        case Deed.SET_HOUR:
            return replace(settings, nudge_hour=_clock(deed.value))
        case Deed.SET_QUIET:
            start, _, end = deed.value.partition("-")
            return replace(settings, quiet_from=_clock(start), quiet_until=_clock(end))
        case Deed.SET_WEEKLY:
            return replace(settings, weekly=WEEKLY[WEEKLY.index(int(deed.value))])
        case Deed.RESUME_NUDGES:
            return replace(settings, paused_until=None)
        case _:
            return replace(settings, zone=common_zones()[int(deed.value)][0])


def _toggle_day(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A weekday more or less; the page stays open for the next."""
    day = next((day for day in EVERY_DAY if str(day) == deed.value), None)
    if day is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    days = sitting.settings.days ^ {day}
    if not days:
        sitting.do(Toast(tap.tap, LAST_DAY, alert=True))
        return
    sitting.do(Change(replace(sitting.settings, days=days)))
    show(sitting, Open(Page.SETTINGS, part="days"), tap)


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:4]))
