from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conversations.effects import NudgeKind
from conversations.facts import Event, Key, Person, Settings
from conversations.nudging import planned, quiet_hours
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
    assert all(len(key) <= 24 for key in keys)
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
