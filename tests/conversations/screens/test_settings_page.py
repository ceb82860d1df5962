from dataclasses import replace
from datetime import date, time

import pytest

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.screens.settings_days import named_days
from conversations.screens.settings_page import settings_page
from conversations.zones import common_zones
from tests.conversations.screens.samples import NOW, OWNER
from tests.conversations.screens.seen import labels, seen, target


def test_the_settings_show_the_zone_with_its_time_and_the_hours() -> None:
    page = settings_page(OWNER, NOW)
    assert "Time zone: Berlin time, now 15:30 on Mon 23 Nov 2026" in seen(page)
    assert "Nudges at: 09:00\nQuiet hours: 21:00–08:00" in seen(page)
    assert target(page, "Change zone") == Open(Page.SETTINGS, part="zone")


def test_a_nudge_hour_within_quiet_hours_is_pointed_out() -> None:
    assert "waits until 08:00" in seen(settings_page(replace(OWNER, nudge_hour=time(7)), NOW))
    assert "waits until" not in seen(settings_page(OWNER, NOW))


def test_quiet_hours_that_begin_and_end_together_are_none() -> None:
    assert "Quiet hours: none" in seen(settings_page(replace(OWNER, quiet_from=time(0), quiet_until=time(0)), NOW))


def test_a_zone_is_picked_typed_or_shared() -> None:
    page = settings_page(OWNER, NOW, "zone")
    assert "/settings Lisbon" in seen(page)
    zone, label = common_zones()[0]
    assert target(settings_page(replace(OWNER, zone="UTC"), NOW, "zone"), label) == Do(Deed.SET_ZONE, value="0")
    assert f"✓ {label}" in labels(settings_page(replace(OWNER, zone=zone), NOW, "zone"))


def test_the_hour_is_one_tap() -> None:
    page = settings_page(OWNER, NOW, "hour")
    assert target(page, "08:00") == Do(Deed.SET_HOUR, value="0800")
    assert "✓ 09:00" in labels(page)


def test_the_quiet_hours_are_one_tap() -> None:
    page = settings_page(OWNER, NOW, "quiet")
    assert target(page, "22:00–07:00") == Do(Deed.SET_QUIET, value="2200-0700")
    assert target(page, "None") == Do(Deed.SET_QUIET, value="0000-0000")
    assert "✓ 21:00–08:00" in labels(page)


def test_the_overview_tells_the_days_and_how_many_messages_come() -> None:
    text = seen(settings_page(OWNER, NOW))
    assert "Days: every day\nAt most 3 messages about people a week" in text
    few = replace(OWNER, days=frozenset({0, 2, 4}), weekly=1)
    assert "Days: Mon, Wed, Fri\nAt most 1 message about people a week" in seen(settings_page(few, NOW))
    assert "At most one message about people a day" in seen(settings_page(replace(OWNER, weekly=7), NOW))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day"),
        (range(5), "Mon–Fri"),
        ((5, 6), "Sat, Sun"),
        ((0, 2, 4), "Mon, Wed, Fri"),
        ((0, 1, 2, 5), "Mon–Wed, Sat"),
        ((3,), "Thu"),
    ],
)
def test_days_of_the_week_are_said_shortly(days: range | tuple[int, ...], words: str) -> None:
    assert named_days(frozenset(days)) == words


def test_each_day_of_the_week_is_a_tap_and_a_day_one_named_comes_anyway() -> None:
    page = settings_page(replace(OWNER, days=frozenset(range(5))), NOW, "days")
    assert labels(page)[:7] == ["✓ Mon", "✓ Tue", "✓ Wed", "✓ Thu", "✓ Fri", "Sat", "Sun"]
    assert target(page, "Sun") == Do(Deed.SET_DAYS, value="6")
    assert "Now: Mon–Fri." in seen(page)
    assert "A day you named yourself, for a promise or to put something off, comes anyway" in seen(page)


def test_how_many_messages_a_week_is_a_tap() -> None:
    page = settings_page(OWNER, NOW, "weekly")
    assert labels(page)[:5] == ["1", "2", "✓ 3", "5", "every day"]
    assert target(page, "every day") == Do(Deed.SET_WEEKLY, value="7")
    assert "comes anyway" in seen(page)
    assert "does not count" in seen(page)


def test_a_pause_begins_here_and_while_it_is_on_it_ends_here() -> None:
    assert target(settings_page(OWNER, NOW), "Pause") == Begin("pause")
    page = settings_page(replace(OWNER, paused_until=date(2027, 1, 4)), NOW)
    assert "Pause: I write nothing by myself before Mon 4 Jan 2027" in seen(page)
    assert target(page, "Go on now") == Do(Deed.RESUME_NUDGES)
    assert target(page, "Change the pause") == Begin("pause")


def test_a_pause_that_is_over_is_not_told_any_more() -> None:
    page = settings_page(replace(OWNER, paused_until=date(2026, 11, 23)), NOW)
    assert "Pause:" not in seen(page)
    assert "Go on now" not in labels(page)


@pytest.mark.parametrize("part", ["", "zone", "hour", "quiet", "days", "weekly"])
def test_every_page_of_the_settings_fits_a_phone(part: str) -> None:
    fullest = replace(OWNER, paused_until=date(2027, 1, 4), days=frozenset({0, 2, 4, 6}), nudge_hour=time(7))
    assert len(seen(settings_page(fullest, NOW, part))) <= 350
