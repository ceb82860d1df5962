"""Whatever people may have typed, as facts: for properties of screens."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.answers import Answers, Chosen, Skipped, Ticked, Words
from conversations.effects import Nudge, NudgeKind
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    IntroductionState,
    Key,
    Note,
    NoteKind,
    Person,
    Plan,
    Promise,
    PromiseState,
    Settings,
)
from conversations.rhythm import FASTEST, SLOWEST
from conversations.screens.settings_days import WEEKLY
from conversations.timing import WallTime

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
    met_how=MAYBE,
    handle=MAYBE | st.just("analopes"),
    phone=MAYBE,
    email=MAYBE,
    next_touch=st.none() | DAYS,
    touch_how=MAYBE,
    last_contact=st.none() | NOWS,
    stopped=st.booleans(),
    pace=st.integers(FASTEST, SLOWEST),
)
PROMISES = st.builds(Promise, KEYS, KEYS, TEXT, DAYS, st.none() | DAYS, st.booleans(), st.sampled_from(PromiseState))
INTRODUCTIONS = st.builds(
    Introduction,
    KEYS,
    KEYS,
    TEXT,
    DAYS,
    st.booleans(),
    st.sampled_from(IntroductionState),
    st.none() | DAYS,
    st.none() | KEYS,
)
NOTES = st.builds(Note, KEYS, KEYS, st.sampled_from(NoteKind), TEXT, DAYS, st.none() | st.just("file_1"))
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
