"""The settings on one page, and the pages that change the clock: zone, nudge hour, quiet hours."""

from datetime import datetime, time
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Settings
from conversations.prose import joined, plain, prose
from conversations.screens.paging import in_rows
from conversations.screens.settings_days import days_page, limit_buttons, limits, weekly_page
from conversations.timing import Quiet, local_time, spoken_day, zone_label
from conversations.zones import common_zones

HOURS: Final = tuple(time(hour) for hour in (7, 8, 9, 12, 18, 20))
QUIETS: Final = (
    Quiet(time(20), time(8)),
    Quiet(time(21), time(8)),
    Quiet(time(22), time(7)),
    Quiet(time(23), time(7)),
    Quiet(time(0), time(0)),
)
BACK: Final = (Button("‹ Settings", Open(Page.SETTINGS)),)


def settings_page(settings: Settings, now: datetime, part: str = "") -> Screen:
    """The settings, or the page that changes the `part` "zone", "hour", "quiet", "days" or "weekly"."""
    match part:
        case "zone":
            return _zone(settings, now)
        case "hour":
            return _hour(settings)
        case "quiet":
            return _quiet(settings)
        case "days":
            return days_page(settings, BACK)
        case "weekly":
            return weekly_page(settings, BACK)
        case _:
            return _overview(settings, now)


def _overview(settings: Settings, now: datetime) -> Screen:
    local = local_time(now, settings.zone)
    lines = [
        prose("Time zone: <b>{zone}</b>, now {now}", zone=zone_label(settings.zone, now), now=_clock(local)),
        prose("Nudges at: <b>{hour}</b>", hour=f"{settings.nudge_hour:%H:%M}"),
        prose("Quiet hours: <b>{quiet}</b>", quiet=_named(_quiet_of(settings)).lower()),
        *limits(settings, now),
    ]
    parts = [prose("<b>Settings</b>"), joined(lines)]
    if _quiet_of(settings).holds(datetime.combine(local.date(), settings.nudge_hour)):
        text = "Your nudge hour lies in your quiet hours, so what is due then waits until {until}."
        parts.append(prose(text, until=f"{settings.quiet_until:%H:%M}"))
    zone = Button("Change zone", Open(Page.SETTINGS, part="zone"))
    hour = Button("Change hour", Open(Page.SETTINGS, part="hour"))
    quiet = Button("Change quiet hours", Open(Page.SETTINGS, part="quiet"))
    rows = ((zone, hour), (quiet,), *limit_buttons(settings, now), (Button("‹ Home", Open(Page.HOME)),))
    return Screen(joined(parts, "\n\n"), rows)


def _zone(settings: Settings, now: datetime) -> Screen:
    text = prose(
        "You are on <b>{zone}</b>, where it is {now}.\n\n"
        "Tap a place with the same clock, or send /settings and your city: “/settings Lisbon”. "
        "Sharing your location with the paper clip works too; I keep the time zone, not the place.",
        zone=zone_label(settings.zone, now),
        now=_clock(local_time(now, settings.zone)),
    )
    buttons = [
        Button(_ticked(label, now=zone == settings.zone), Do(Deed.SET_ZONE, value=str(index)))
        for index, (zone, label) in enumerate(common_zones())
    ]
    return Screen(text, (*in_rows(buttons), BACK))


def _hour(settings: Settings) -> Screen:
    buttons = [
        Button(_ticked(f"{hour:%H:%M}", now=hour == settings.nudge_hour), Do(Deed.SET_HOUR, value=f"{hour:%H%M}"))
        for hour in HOURS
    ]
    text = plain(
        "At what time of day may I write to you? One message a day at most, none when there is nothing to say."
    )
    return Screen(text, (*in_rows(buttons, 3), BACK))


def _quiet(settings: Settings) -> Screen:
    buttons = [
        Button(
            _ticked(_named(quiet), now=quiet == _quiet_of(settings)),
            Do(Deed.SET_QUIET, value=f"{quiet.start:%H%M}-{quiet.end:%H%M}"),
        )
        for quiet in QUIETS
    ]
    text = plain("When should I stay quiet? What falls into these hours waits until they end.")
    return Screen(text, (*in_rows(buttons), BACK))


def _clock(local: datetime) -> str:
    return f"{local:%H:%M} on {spoken_day(local.date())}"


def _quiet_of(settings: Settings) -> Quiet:
    return Quiet(settings.quiet_from, settings.quiet_until)


def _named(quiet: Quiet) -> str:
    return "None" if quiet.start == quiet.end else f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"


def _ticked(label: str, *, now: bool) -> str:
    return f"✓ {label}" if now else label
