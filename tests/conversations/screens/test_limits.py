"""Whatever people typed, every screen keeps Telegram's limits and its HTML stays whole."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Answers
from conversations.effects import Screen
from conversations.facts import Event, Key, Plan, Settings
from conversations.screens import notices
from conversations.screens.card import LONGEST_CARD, card
from conversations.screens.events import EventRow, delete_sure, event_page, events_page
from conversations.screens.help_page import Situation, help_page
from conversations.screens.home import home
from conversations.screens.settings_page import settings_page
from conversations.screens.tips import tips_page
from conversations.screens.upcoming import NudgeRow, upcoming_page
from conversations.spine import EventState
from tests.conversations.screens.anything import (
    DAYS,
    EVENTS,
    KEYS,
    NOWS,
    PLANS,
    PREPS,
    ROW,
    SETTINGS,
    TEXT,
    TOTAL,
    UNHURRIED,
    nudges,
)
from tests.conversations.screens.seen import assert_telegram_takes, seen, units


@UNHURRIED
@given(SETTINGS, st.none() | EVENTS, st.lists(st.tuples(KEYS, TEXT), max_size=5).map(tuple), NOWS)
def test_home_fits(settings: Settings, event: Event | None, parked: tuple[tuple[Key, str], ...], now: datetime) -> None:
    assert_telegram_takes(home(settings, event, parked, now))


ROWS = st.builds(
    EventRow, EVENTS, st.sampled_from(EventState), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)
)


@UNHURRIED
@given(st.lists(ROWS, max_size=9).map(tuple), ROW, TOTAL, SETTINGS, NOWS)
def test_the_events_fit(rows: tuple[EventRow, ...], at: int, total: int, settings: Settings, now: datetime) -> None:
    assert_telegram_takes(events_page(rows, at, total, settings, now))


@UNHURRIED
@given(ROWS, PLANS, SETTINGS, NOWS)
def test_an_event_fits(row: EventRow, plans: tuple[Plan, ...], settings: Settings, now: datetime) -> None:
    assert_telegram_takes(event_page(row, plans, settings, now))
    assert_telegram_takes(delete_sure(row.event))


@UNHURRIED
@given(EVENTS, st.none() | PREPS, PLANS, NOWS)
def test_the_card_fits_a_phone(event: Event, answers: Answers | None, plans: tuple[Plan, ...], now: datetime) -> None:
    page = card(event, answers, plans, now)
    assert_telegram_takes(page)
    assert units(seen(page)) <= LONGEST_CARD


@UNHURRIED
@given(st.lists(st.tuples(nudges(), TEXT, st.none() | DAYS), max_size=9).map(tuple), ROW, TOTAL, SETTINGS, NOWS)
def test_what_is_upcoming_fits(
    rows: tuple[NudgeRow, ...], at: int, total: int, settings: Settings, now: datetime
) -> None:
    assert_telegram_takes(upcoming_page(rows, at, total, settings, now))


@UNHURRIED
@given(SETTINGS, NOWS, st.sampled_from(("", "zone", "hour", "quiet", "days", "weekly", "nonsense")))
def test_the_settings_fit(settings: Settings, now: datetime, part: str) -> None:
    assert_telegram_takes(settings_page(settings, now, part))


@UNHURRIED
@given(st.sampled_from(Situation), TEXT, KEYS)
def test_help_fits(situation: Situation, title: str, key: Key) -> None:
    assert_telegram_takes(help_page(situation, ("event", "help"), title, key))


@UNHURRIED
@given(TEXT, TEXT)
def test_notices_fit(name: str, what: str) -> None:
    assert_telegram_takes(notices.unknown_command(name, ("event", "help")))
    assert_telegram_takes(notices.puzzling(what))


@pytest.mark.parametrize(
    "screen",
    [
        notices.edited(),
        notices.nothing_open(),
        notices.failed(),
        notices.zone_unknown(),
        *(tips_page(at) for at in range(12)),
    ],
)
def test_what_says_the_same_to_everybody_fits_and_never_shouts(screen: Screen) -> None:
    assert_telegram_takes(screen)
    assert "!" not in seen(screen)
