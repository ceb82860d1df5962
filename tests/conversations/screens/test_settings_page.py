from dataclasses import replace
from datetime import time

from conversations.address import Deed, Do, Open, Page
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
