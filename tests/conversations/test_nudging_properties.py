from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.effects import Named, Nudge, NudgeKind, NudgeState
from conversations.facts import (
    Event,
    Introduction,
    Key,
    Mention,
    Person,
    Promise,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.nudge_table import Subject
from conversations.nudge_times import quiet_hours
from conversations.nudging import planned, put_off
from conversations.timing import WallTime, later_by, local_time

ANA = Person(Key("d1234567.12"), "Ana", Key("e1"), date(2026, 11, 22), debriefed_on=date(2026, 11, 23))


def meetup(start: datetime, hours: float, zone: str) -> Event:
    return Event(Key("d1234567.e"), "AI meetup", WallTime(start, zone), WallTime(start + timedelta(hours=hours), zone))


ZONES = st.sampled_from(
    (
        "America/New_York",
        "America/St_Johns",
        "America/Santiago",
        "Europe/Lisbon",
        "Europe/Berlin",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "UTC",
    )
)
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
SETTINGS = st.builds(Settings, zone=ZONES, nudge_hour=QUARTERS, quiet_from=QUARTERS, quiet_until=QUARTERS)
MINUTES = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = MINUTES.map(lambda at: at.replace(tzinfo=UTC))
EVENTS = st.builds(meetup, MINUTES, st.sampled_from((0.25, 1, 3, 9, 30)), ZONES)
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@st.composite
def people(draw: st.DrawFn) -> Person:
    met = draw(DAYS)
    after = st.integers(0, 60).map(lambda days: met + timedelta(days=days))
    contact = draw(st.none() | after.map(lambda day: datetime.combine(day, time(12), UTC)))
    return replace(ANA, met_on=met, debriefed_on=draw(after), next_touch=draw(st.none() | after), last_contact=contact)


def long_before(event: Event) -> datetime:
    return event.start.utc() - timedelta(days=60)


@given(EVENTS | people(), SETTINGS, MOMENTS)
def test_nothing_is_ever_due_in_quiet_hours_or_in_the_past(
    subject: Event | Person, settings: Settings, now: datetime
) -> None:
    nudges = planned(subject, settings, now).nudges
    if isinstance(subject, Event):
        nudges += planned(subject, settings, long_before(subject)).nudges
    for nudge in nudges:
        assert not quiet_hours(settings).holds(local_time(nudge.due, settings.zone))
        assert nudge.at.zone == settings.zone
    assert all(nudge.due > now for nudge in planned(subject, settings, now).nudges)


@given(EVENTS, SETTINGS)
def test_no_nudge_comes_after_what_it_is_about_and_no_question_before_the_end(event: Event, settings: Settings) -> None:
    for nudge in planned(event, settings, long_before(event)).nudges:
        match nudge.kind:
            case NudgeKind.PREPARE:
                assert nudge.due <= event.start.utc() - timedelta(hours=2)
            case NudgeKind.CARD:
                assert nudge.due < event.start.utc()
            case NudgeKind.DEBRIEF:
                assert nudge.due >= event.end.utc() + timedelta(minutes=30)
            case other:
                raise AssertionError(other)


@given(EVENTS, SETTINGS)
def test_an_event_is_asked_about_twice_on_two_days(event: Event, settings: Settings) -> None:
    first, second = (
        nudge for nudge in planned(event, settings, long_before(event)).nudges if nudge.kind is NudgeKind.DEBRIEF
    )
    assert first.due < second.due
    assert second.at.local.date() == later_by(first.at.local, 1).date()


@given(EVENTS | people(), SETTINGS, MOMENTS)
def test_keys_are_unique_and_short_and_planning_again_changes_nothing(
    subject: Event | Person, settings: Settings, now: datetime
) -> None:
    plan = planned(subject, settings, now)
    keys = [nudge.key for nudge in plan.nudges]
    assert len(set(keys)) == len(keys)
    assert all(len(key) <= 26 for key in keys)
    assert planned(subject, settings, now, plan.nudges) == plan
    later = planned(subject, settings, now + timedelta(days=3), plan.nudges)
    assert {nudge.key for nudge in plan.nudges} <= {nudge.key for nudge in later.nudges}
    assert planned(subject, settings, now + timedelta(days=3), later.nudges).nudges == later.nudges


@given(people(), SETTINGS, MOMENTS)
def test_there_is_always_exactly_one_check_in_ahead(person: Person, settings: Settings, now: datetime) -> None:
    nudges = planned(person, settings, now).nudges
    assert [nudge.kind for nudge in nudges].count(NudgeKind.CHECK_IN) == 1
    assert len(nudges) <= 2


@given(people(), SETTINGS, SETTINGS, MOMENTS)
def test_changed_settings_lose_nothing(person: Person, before: Settings, after: Settings, now: datetime) -> None:
    pending = planned(person, before, now).nudges
    kinds = [nudge.kind for nudge in planned(person, after, now, pending).nudges]
    assert NudgeKind.CHECK_IN in kinds
    assert (NudgeKind.FOLLOW_UP in kinds) >= (NudgeKind.FOLLOW_UP in {nudge.kind for nudge in pending})


# --- as time goes by ----------------------------------------------------------------------------


class Book:
    """The nudges of one subject as storage keeps them: a plan takes away what is pending and not named in it."""

    def __init__(self, subject: Subject, settings: Settings, now: datetime) -> None:
        self.subject, self.settings, self.now = subject, settings, now
        self.mention: Mention | None = None
        self.kept: dict[Key, Nudge] = {}
        self.snoozed: set[Key] = set()

    def pending(self) -> list[Nudge]:
        return sorted((one for one in self.kept.values() if one.state is NudgeState.PENDING), key=lambda one: one.due)

    def over(self) -> set[Key]:
        return {one.key for one in self.kept.values() if one.state is not NudgeState.PENDING}

    def plan(self) -> None:
        over, existing = self.over(), tuple(self.kept.values())
        found = planned(self.subject, self.settings, self.now, existing, self.mention).nudges
        assert len({one.key for one in found}) == len(found)
        assert over.isdisjoint(one.key for one in found)
        self.kept = {key: one for key, one in self.kept.items() if key in over} | {one.key: one for one in found}
        again = planned(self.subject, self.settings, self.now, tuple(self.kept.values()), self.mention).nudges
        assert set(again) == set(found)
        self._check_the_back_off(found)
        steps = sorted(one.at.local.date() for one in self.kept.values() if _is_of_the_rhythm(one))
        assert all((later - earlier).days > 5 for earlier, later in pairwise(steps))

    def _check_the_back_off(self, found: tuple[Nudge, ...]) -> None:
        """It comes again 3, 6 and 15 days after the last mention, and the rhythm waits behind that."""
        wait = {1: 3, 2: 6, 3: 15}.get(self.mention.misses if self.mention else 0)
        if self.mention is None or wait is None:
            assert not any(one.kind is NudgeKind.AGAIN and ".s" not in one.key for one in found)
            return
        again = self.mention.on + timedelta(days=wait)
        for one in found:
            if one.kind is NudgeKind.AGAIN and ".s" not in one.key:
                assert one.at.local.date() == again
            if _is_of_the_rhythm(one) and min(one.due, one.at.utc()) > self.now:
                assert one.at.local.date() > again

    # what may happen

    def passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    def tells(self, misses: int = 1) -> None:
        """The next ones come, one after the other, and have no answer yet."""
        for _ in range(misses):
            told = next(iter(self.pending()), None)
            if told is None:
                return
            self.now = max(self.now, told.due)
            self.kept[told.key] = replace(told, state=NudgeState.SENT)
            self.snoozed.discard(told.key)
            on = local_time(self.now, self.settings.zone).date()
            self.mention = Mention(self.subject.key, min(self.mention.misses + 1 if self.mention else 1, 4), on)
            self.plan()

    def puts_off(self, days: int) -> None:
        """Whatever was there last is put off, ahead or sent; that is an answer."""
        last = max(self.kept.values(), key=lambda one: one.due, default=None)
        if last is None or (last.kind is NudgeKind.CHECK_IN and ".s" not in last.key and last.due > self.now):
            return
        until = local_time(self.now, self.settings.zone).date() + timedelta(days=days)
        before = self.rhythm()
        for mark in put_off(last, until, self.settings):
            self.kept[mark.nudge.key] = mark.nudge
        self.snoozed.discard(last.key)
        self.snoozed.add(mark.nudge.key)
        self.mention = None
        self.plan()
        assert before <= self.rhythm()

    def moves(self, settings: Settings) -> None:
        self.settings = settings

    def is_answered(self) -> None:
        self.mention = None

    def rhythm(self) -> set[Key]:
        """The check-ins that the rhythm has ahead."""
        return {one.key for one in self.pending() if _is_of_the_rhythm(one) and one.due > self.now}


def _is_of_the_rhythm(one: Nudge) -> bool:
    return one.kind is NudgeKind.CHECK_IN and one.named is Named.NOTHING


STEPS = st.one_of(
    st.builds(lambda days: ("passes", days), st.integers(0, 20)),
    st.builds(lambda misses: ("tells", misses), st.integers(1, 4)),
    st.builds(lambda days: ("puts_off", days), st.integers(1, 40)),
    st.builds(lambda settings: ("moves", settings), SETTINGS),
    st.just(("is_answered",)),
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Somebody or something, a few days after it began."""
    began = draw(DAYS)
    later = st.integers(0, 40).map(lambda days: began + timedelta(days=days))
    noon = datetime.combine(began, time(12), UTC)
    contacts = st.none() | later.map(lambda day: datetime.combine(day, time(12), UTC))
    touches = st.none() | st.none() | later
    person = replace(ANA, met_on=began, debriefed_on=began + timedelta(days=1))
    anybody = st.builds(replace, st.just(person), next_touch=touches, last_contact=contacts)
    subject: Subject = draw(
        anybody
        | anybody
        | anybody
        | st.builds(Promise, st.just(Key("d1.h")), st.none(), st.just("send"), st.just(began), later, st.booleans())
        | st.builds(Takeaway, st.just(Key("d1.a")), st.none(), st.sampled_from(TakeawayKind), st.just("try"), later)
        | st.builds(Introduction, st.just(Key("d1.b0")), st.just(ANA.key), st.just("Tom"), later)
    )
    return Book(subject, draw(SETTINGS), noon + timedelta(days=draw(st.integers(-2, 20))))


@tries(max_examples=400)
@given(books(), st.lists(STEPS, min_size=1, max_size=12))
def test_whatever_happens_nothing_is_planned_twice_and_what_was_put_off_comes(
    book: Book, steps: list[tuple[str, int]]
) -> None:
    book.plan()
    for name, *values in steps:
        getattr(book, name)(*values)
        book.plan()
        assert book.snoozed <= {one.key for one in book.pending()}
