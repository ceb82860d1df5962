"""Whatever people typed, every screen keeps Telegram's limits and its HTML stays whole."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.answers import Answers, Chosen, Skipped, Ticked, Words
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts
from conversations.effects import Nudge, NudgeKind, Screen
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    IntroductionState,
    Key,
    Person,
    Plan,
    Promise,
    PromiseState,
    Settings,
)
from conversations.screens import notices
from conversations.screens.card import LONGEST_CARD, card
from conversations.screens.draft import draft_page
from conversations.screens.events import EventRow, delete_sure, event_page, events_page
from conversations.screens.help_page import Situation, help_page
from conversations.screens.home import home
from conversations.screens.people import people_page
from conversations.screens.person import Bonds, person_page
from conversations.screens.promises import promises_page
from conversations.screens.settings_days import WEEKLY
from conversations.screens.settings_page import settings_page
from conversations.screens.tips import tips_page
from conversations.screens.upcoming import NudgeRow, upcoming_page
from conversations.spine import EventState
from conversations.timing import WallTime
from tests.conversations.screens.seen import assert_telegram_takes, seen, units

# Whole pages take long to invent, and a busy machine is no defect.
UNHURRIED = tries(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NASTY = (
    "",
    " \n ",
    "<b>bold</i> & <script>alert(1)</script>",
    "&lt; &amp;amp; &#60;",
    "{name} {0} {} %s %(x)d",
    "|o|home|||0",
    "\N{RIGHT-TO-LEFT OVERRIDE}שלום עולם\N{POP DIRECTIONAL FORMATTING}",
    "😀👩‍👩‍👧‍👦" * 120,
    "Donaudampfschifffahrtsgesellschaft" * 60,
    "a b " * 500,
    "e\N{COMBINING ACUTE ACCENT}" * 300,
)
TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MAYBE = st.none() | TEXT
ZONES = st.sampled_from(("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Etc/GMT+12"))
KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789.", min_size=1, max_size=24).map(Key)
LOCAL = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1))
NOWS = LOCAL.map(lambda local: local.replace(tzinfo=UTC))
DAYS = st.dates(date(2024, 1, 1), date(2029, 1, 1))
CLOCK = st.times().map(lambda clock: time(clock.hour, clock.minute))
SETTINGS = st.builds(
    Settings,
    TEXT,
    ZONES,
    CLOCK,
    CLOCK,
    CLOCK,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from(WEEKLY),
    st.none() | DAYS,
    st.booleans(),
)
ROW = st.integers(0, 4).map(lambda page: page * 8)
TOTAL = st.integers(0, 99)


@st.composite
def events(draw: st.DrawFn) -> Event:
    start, zone = draw(LOCAL), draw(ZONES)
    end = WallTime(start + timedelta(minutes=draw(st.integers(1, 5000))), zone)
    flags = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return Event(draw(KEYS), draw(TEXT), WallTime(start, zone), end, draw(MAYBE), *flags)


@st.composite
def nudges(draw: st.DrawFn) -> Nudge:
    at = WallTime(draw(LOCAL), draw(ZONES))
    return Nudge(draw(KEYS), draw(st.sampled_from(NudgeKind)), draw(KEYS), at, at.utc())


EVENTS = events()
PEOPLE = st.builds(
    Person,
    KEYS,
    TEXT,
    st.none(),
    DAYS,
    draft=st.booleans(),
    who=MAYBE,
    said=MAYBE,
    note=MAYBE,
    handle=MAYBE | st.just("analopes"),
    phone=MAYBE,
    next_touch=st.none() | DAYS,
    touch_how=MAYBE,
    stopped=st.booleans(),
)
PROMISES = st.builds(Promise, KEYS, KEYS, TEXT, DAYS, st.none() | DAYS, st.booleans(), st.sampled_from(PromiseState))
INTRODUCTIONS = st.builds(Introduction, KEYS, KEYS, TEXT, DAYS, st.booleans(), st.sampled_from(IntroductionState))
CONTACTS = st.builds(Contact, KEYS, KEYS, NOWS, MAYBE)
PLANS = st.lists(st.builds(Plan, KEYS, KEYS, TEXT, TEXT, st.none() | st.booleans()), max_size=7).map(tuple)
LINES = st.lists(TEXT, max_size=5).map(tuple)
VALUES = (
    st.just(Skipped())
    | st.builds(Words, TEXT)
    | st.builds(Chosen, st.just("x"), TEXT)
    | st.builds(lambda own, labels: Ticked(tuple(Chosen("x", label) for label in labels), own), LINES, LINES)
)
PLACES = ("goal", "hopes", "hopes_turn", "questions", "offers", "again", "connect", "advice", "obstacle", "plan")
PREPS: st.SearchStrategy[Answers] = st.dictionaries(st.sampled_from(PLACES), VALUES)


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
@given(st.lists(st.tuples(PEOPLE, st.none() | EVENTS), max_size=9).map(tuple), ROW, TOTAL, MAYBE)
def test_the_people_fit(rows: tuple[tuple[Person, Event | None], ...], at: int, total: int, query: str | None) -> None:
    assert_telegram_takes(people_page(rows, at, total, query))


BONDS = st.builds(
    Bonds,
    st.none() | EVENTS,
    st.lists(PROMISES, max_size=9).map(tuple),
    st.lists(INTRODUCTIONS, max_size=9).map(tuple),
    st.lists(CONTACTS, max_size=5).map(tuple),
    st.none() | nudges(),
)


@UNHURRIED
@given(PEOPLE, BONDS, SETTINGS, NOWS)
def test_a_person_fits(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> None:
    assert_telegram_takes(person_page(person, bonds, settings, now))


@UNHURRIED
@given(st.lists(st.tuples(PROMISES, st.none() | PEOPLE), max_size=9).map(tuple), ROW, TOTAL, SETTINGS, NOWS)
def test_the_promises_fit(
    rows: tuple[tuple[Promise, Person | None], ...], at: int, total: int, settings: Settings, now: datetime
) -> None:
    assert_telegram_takes(promises_page(rows, at, total, settings, now))


@UNHURRIED
@given(st.lists(st.tuples(nudges(), TEXT, st.none() | DAYS), max_size=9).map(tuple), ROW, TOTAL, SETTINGS, NOWS)
def test_what_is_upcoming_fits(
    rows: tuple[NudgeRow, ...], at: int, total: int, settings: Settings, now: datetime
) -> None:
    assert_telegram_takes(upcoming_page(rows, at, total, settings, now))


FACTS = st.builds(Facts, TEXT, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | st.integers(0, 999))


@UNHURRIED
@given(PEOPLE, FACTS, st.sampled_from(Tone), st.sampled_from(Occasion))
def test_a_draft_fits(person: Person, facts: Facts, tone: Tone, occasion: Occasion) -> None:
    assert_telegram_takes(draft_page(person, facts, tone, occasion))


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
