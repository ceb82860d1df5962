from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conversations.bundling import MOST, Entry, bundled, day_after, forecast, named_days
from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import Key, Settings
from conversations.nudge_times import bundle_moment, on_day

SETTINGS = Settings(zone="America/New_York")
WORKDAYS = replace(SETTINGS, days=frozenset(range(5)))
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=days) for days in range(1, 7))
CHECK_IN, PROMISE = NudgeKind.CHECK_IN, NudgeKind.PROMISE
FREELY, ON_THE_DAY = Named.NOTHING, Named.DAY


def nudge(whose: str, day: date, kind: NudgeKind = CHECK_IN, named: Named = FREELY, waits: int = 7) -> Nudge:
    key = Key(f"{kind.value[0]}{'!' if named is ON_THE_DAY else ''}.{whose}.{day:%y%m%d}")
    latest = day if named is ON_THE_DAY else day + timedelta(days=waits)
    due = bundle_moment(day, SETTINGS)
    return Nudge(key, kind, Key(whose), on_day(day, SETTINGS), due, named=named, latest=latest)


def entry(whose: str, day: date, kind: NudgeKind = CHECK_IN, named: Named = FREELY, waits: int = 7) -> Entry:
    return Entry(Key(whose), (nudge(whose, day, kind, named, waits),))


def told(
    *line: Entry,
    day: date = WEDNESDAY,
    had: tuple[date, ...] = (),
    ahead: tuple[date, ...] = (),
    settings: Settings = SETTINGS,
) -> list[str]:
    return [each.key for each in bundled(line, day, had, ahead, settings)]


ANA, BEN, CLEO, DAN = (entry(name, WEDNESDAY) for name in ("ana", "ben", "cleo", "dan"))
NAMED = entry("eva", WEDNESDAY, CHECK_IN, ON_THE_DAY)


# --- one day ------------------------------------------------------------------------------------


def test_nobody_in_line_means_no_bundle() -> None:
    assert told() == []


def test_three_share_a_bundle_and_the_fourth_waits() -> None:
    assert told(DAN, CLEO, BEN, ANA) == ["ana", "ben", "cleo"]


def test_one_bundle_a_day_and_none_in_a_pause() -> None:
    assert told(ANA, NAMED, had=(WEDNESDAY,)) == []
    assert told(ANA, NAMED, settings=replace(SETTINGS, paused_until=THURSDAY)) == []
    assert told(ANA, settings=replace(SETTINGS, paused_until=WEDNESDAY)) == ["ana"]


def test_named_days_come_first_then_promises_then_who_may_wait_least_then_who_has_waited_longest() -> None:
    promise = entry("pia", WEDNESDAY, PROMISE, waits=30)
    urgent = entry("uma", WEDNESDAY, waits=1)
    since_monday = entry("max", MONDAY, waits=3)
    since_tuesday = entry("tim", TUESDAY, waits=2)
    may_wait = entry("lea", MONDAY, waits=14)
    assert told(may_wait, since_tuesday, urgent, NAMED, since_monday, promise) == ["eva", "pia", "max"]
    assert told(may_wait, since_tuesday, urgent, since_monday) == ["max", "tim", "uma"]
    assert told(may_wait, since_tuesday) == ["tim", "lea"]


def test_an_entry_is_placed_by_its_leading_nudge() -> None:
    both = Entry(Key("kim"), (nudge("kim", MONDAY), nudge("kim", WEDNESDAY, PROMISE, ON_THE_DAY)))
    assert both.lead.kind is PROMISE
    assert both.is_named
    assert told(NAMED, ANA, both) == ["kim", "eva", "ana"]
    assert not ANA.is_named


def test_a_full_week_has_no_room_but_for_a_named_day_and_nobody_rides_along_then() -> None:
    full = (FRIDAY - timedelta(days=7), SATURDAY - timedelta(days=7), MONDAY)
    assert told(ANA, had=full) == []
    assert told(ANA, NAMED, had=full) == ["eva"]
    long_ago = (THURSDAY - timedelta(days=8), WEDNESDAY - timedelta(days=7), MONDAY)
    assert told(ANA, had=long_ago) == ["ana"]


def test_on_a_weekday_that_was_not_chosen_only_a_named_day_comes() -> None:
    saturday = entry("eva", SATURDAY, CHECK_IN, ON_THE_DAY)
    assert told(ANA, saturday, day=SATURDAY, settings=WORKDAYS) == ["eva"]
    assert told(ANA, day=SATURDAY, settings=WORKDAYS) == []
    assert told(ANA, day=SATURDAY, settings=replace(SETTINGS, days=frozenset())) == ["ana"]


def test_who_has_no_day_of_their_own_leaves_room_for_the_named_days_of_the_next_six() -> None:
    had = (MONDAY,)
    assert told(ANA, had=had, ahead=(THURSDAY,)) == ["ana"]
    assert told(ANA, had=had, ahead=(THURSDAY, FRIDAY)) == []
    assert told(ANA, had=had, ahead=(THURSDAY, WEDNESDAY + timedelta(days=7))) == ["ana"]
    assert told(ANA, NAMED, had=had, ahead=(THURSDAY, FRIDAY)) == ["eva", "ana"]


# --- waiting ------------------------------------------------------------------------------------


def test_who_waits_comes_on_the_next_chosen_day_with_room() -> None:
    assert day_after(FRIDAY, (), SETTINGS, named=False) == SATURDAY
    assert day_after(FRIDAY, (), WORKDAYS, named=False) == FRIDAY + timedelta(days=3)
    assert day_after(FRIDAY, (), WORKDAYS, named=True) == SATURDAY
    had = (MONDAY, TUESDAY, WEDNESDAY)
    assert day_after(WEDNESDAY, had, SETTINGS, named=False) == MONDAY + timedelta(days=7)
    assert day_after(WEDNESDAY, had, SETTINGS, named=True) == THURSDAY
    assert day_after(WEDNESDAY, (), replace(SETTINGS, paused_until=SUNDAY), named=True) == SUNDAY


def test_who_gave_no_answer_waits_for_the_day_on_which_they_come_again() -> None:
    held = replace(ANA, not_before=FRIDAY)
    assert [held.is_held(day) for day in (WEDNESDAY, THURSDAY, FRIDAY)] == [True, True, False]
    assert held.by(THURSDAY).nudges == ()
    assert held.by(FRIDAY) == held
    assert not ANA.is_held(WEDNESDAY)


@pytest.mark.parametrize("urgent", [nudge("ana", WEDNESDAY, PROMISE), nudge("ana", WEDNESDAY, CHECK_IN, ON_THE_DAY)])
def test_a_promise_and_a_named_day_do_not_wait_for_an_answer(urgent: Nudge) -> None:
    held = Entry(ANA.key, (*ANA.nudges, urgent), FRIDAY)
    assert not held.is_held(WEDNESDAY)
    assert held.by(WEDNESDAY) == held


def test_of_several_introductions_one_is_told_and_the_others_wait() -> None:
    intro = NudgeKind.INTRODUCTION
    three = Entry(Key("ana"), (nudge("ana", MONDAY), nudge("ana", WEDNESDAY, intro), nudge("ana", THURSDAY, intro)))
    assert three.told == three.nudges[:2]
    plan = forecast((three,), FRIDAY, (), SETTINGS, 14)
    assert [(day, each.nudges) for day, each in plan] == [(FRIDAY, three.nudges[:2]), (SATURDAY, three.nudges[2:])]
    promise = nudge("ana", FRIDAY, PROMISE)
    assert Entry(Key("ana"), (*three.nudges, promise)).told == (three.nudges[0], promise)


def test_something_definite_is_told_before_the_rhythm_and_a_named_day_before_both() -> None:
    rhythm, intro = nudge("ana", MONDAY, waits=1), nudge("ana", WEDNESDAY, NudgeKind.INTRODUCTION)
    promise, chosen = nudge("ana", FRIDAY, PROMISE), nudge("ana", FRIDAY, CHECK_IN, ON_THE_DAY)
    leads = [Entry(Key("ana"), (rhythm, intro, promise, chosen)[:count]).lead for count in range(1, 5)]
    assert leads == [rhythm, intro, promise, chosen]


def test_an_entry_stands_in_line_where_the_one_that_may_wait_least_would() -> None:
    patient = nudge("ana", WEDNESDAY, NudgeKind.INTRODUCTION, waits=14)
    both = Entry(Key("kim"), (patient, nudge("kim", WEDNESDAY, waits=1)))
    assert told(BEN, CLEO, DAN, both) == ["kim", "ben", "cleo"]


def test_an_entry_holds_only_what_may_come_by_a_day() -> None:
    both = Entry(Key("ana"), (nudge("ana", MONDAY), nudge("ana", WEDNESDAY, PROMISE)))
    assert both.by(SUNDAY - timedelta(days=7)).nudges == ()
    assert both.by(TUESDAY).nudges == both.nudges[:1]
    assert both.by(WEDNESDAY) == both


def test_the_named_days_are_those_after_a_day_that_the_person_named() -> None:
    line = (ANA, NAMED, entry("fay", FRIDAY, CHECK_IN, ON_THE_DAY), entry("gus", FRIDAY, PROMISE, ON_THE_DAY))
    assert named_days(line, TUESDAY) == {WEDNESDAY, FRIDAY}
    assert named_days(line, WEDNESDAY) == {FRIDAY}


def test_a_forecast_says_who_comes_when() -> None:
    line = (ANA, BEN, CLEO, DAN, entry("eva", SATURDAY, CHECK_IN, ON_THE_DAY))
    plan = [(f"{day:%a}", each.key) for day, each in forecast(line, WEDNESDAY, (), WORKDAYS, 14)]
    assert plan == [("Wed", "ana"), ("Wed", "ben"), ("Wed", "cleo"), ("Thu", "dan"), ("Sat", "eva")]
    assert forecast((), WEDNESDAY, (), SETTINGS, 14) == ()


def test_what_is_told_of_somebody_does_not_come_with_their_next_entry() -> None:
    both = Entry(Key("ana"), (nudge("ana", WEDNESDAY), nudge("ana", FRIDAY, PROMISE)))
    plan = forecast((both,), WEDNESDAY, (), SETTINGS, 14)
    assert [(day, each.nudges) for day, each in plan] == [(WEDNESDAY, both.nudges[:1]), (FRIDAY, both.nudges[1:])]


# --- properties ---------------------------------------------------------------------------------

NAMES = ("ana", "ben", "cleo", "dan", "eva", "fay")
LONG = 90
"""Days in which everybody in line must have come: few entries, one bundle a week at the worst, and a pause."""


@dataclass(frozen=True)
class Weeks:
    """Some weeks of one owner: who is in line, what was sent before, and what the owner wants."""

    line: tuple[Entry, ...]
    had: tuple[date, ...]
    settings: Settings

    def plan(self) -> dict[date, list[Entry]]:
        days = defaultdict(list)
        for day, each in forecast(self.line, MONDAY, self.had, self.settings, LONG):
            days[day].append(each)
        return dict(days)


OFFSETS = st.integers(-3, 18).map(lambda days: MONDAY + timedelta(days=days))
KINDS = st.sampled_from((CHECK_IN, PROMISE, NudgeKind.INTRODUCTION))


@st.composite
def entries(draw: st.DrawFn, whose: str) -> Entry:
    nudges = {
        each.key: each
        for each in draw(
            st.lists(
                st.builds(
                    nudge,
                    st.just(whose),
                    OFFSETS,
                    KINDS,
                    st.sampled_from((FREELY, FREELY, ON_THE_DAY)),
                    st.sampled_from((1, 7, 15)),
                ),
                min_size=1,
                max_size=3,
            )
        )
    }
    return Entry(Key(whose), tuple(nudges.values()), draw(st.none() | st.none() | OFFSETS))


@st.composite
def weeks(draw: st.DrawFn) -> Weeks:
    names = draw(st.sets(st.sampled_from(NAMES), min_size=1))
    line = tuple(draw(entries(whose)) for whose in sorted(names))
    weekly = draw(st.sampled_from((1, 2, 3, 5, 7)))
    had = sorted(draw(st.sets(st.integers(1, 9), max_size=weekly)))
    settings = replace(
        SETTINGS,
        weekly=weekly,
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        paused_until=draw(st.none() | st.none() | OFFSETS),
    )
    return Weeks(line, tuple(MONDAY - timedelta(days=days) for days in had), settings)


def is_paused(day: date, settings: Settings) -> bool:
    return settings.paused_until is not None and day < settings.paused_until


def by_hand(case: Weeks) -> dict[date, list[tuple[str, set[Key]]]]:
    """The rules of docs/nudges.md once more, nudge by nudge, with nothing taken from the code under test."""
    waiting = {(each.key, one.key): one for each in case.line for one in each.nudges}
    held = {each.key: each.not_before for each in case.line}
    sent: list[date] = list(case.had)
    plan: dict[date, list[tuple[str, set[Key]]]] = {}
    for number in range(LONG + 1):
        day = date.fromordinal(MONDAY.toordinal() + number)
        if is_paused(day, case.settings):
            continue
        people: dict[str, list[Nudge]] = {}
        for (whose, _), one in waiting.items():
            if one.at.local.date() <= day:
                people.setdefault(whose, []).append(one)
        urgent = {who for who, ones in people.items() if any(one.named.value == "day" for one in ones)}
        for who in list(people):
            not_before = held[Key(who)]
            can_wait = all(one.named.value == "nothing" and one.kind.value != "promise" for one in people[who])
            if can_wait and not_before and day < not_before:
                del people[who]
        in_a_week = sum(0 <= (day - earlier).days <= 6 for earlier in sent)
        to_come = {one.at.local.date() for one in waiting.values() if one.named.value == "day"}
        needed = sum(1 <= (other - day).days <= 6 for other in to_come)
        room = case.settings.weekly - in_a_week
        free_day = day.weekday() in case.settings.days and room >= 1
        may_come = set(people) if free_day and (urgent or room > needed) else urgent
        queue = sorted(may_come, key=lambda who: (min(map(_rank, people[who])), who))[:3]
        if queue:
            sent.append(day)
            plan[day] = [(who, _said_about(people[who])) for who in queue]
            said = {key for _, keys in plan[day] for key in keys}
            waiting = {key: one for key, one in waiting.items() if one.key not in said}
    return plan


def _said_about(ones: list[Nudge]) -> set[Key]:
    """All of it, but of introductions only one, and that only if nothing goes before it."""
    introductions = sorted(
        (one for one in ones if one.kind.value == "introduction"), key=lambda one: (_rank(one), one.key)
    )
    first = [
        one for one in introductions if all(_goes_before(one, other) for other in ones if other not in introductions)
    ]
    return {one.key for one in ones if one not in introductions} | {one.key for one in first[:1]}


def _goes_before(one: Nudge, other: Nudge) -> bool:
    if one.named is not other.named:
        return one.named.value == "day"
    return other.kind.value != "promise"


def _rank(one: Nudge) -> tuple[int, int, date, date]:
    return (
        0 if one.named.value == "day" else 1,
        0 if one.kind.value == "promise" else 1,
        one.latest or date.max,
        one.at.local.date(),
    )


@given(weeks())
def test_a_forecast_is_what_the_rules_say_when_followed_by_hand(case: Weeks) -> None:
    plan = {day: [(each.key, {one.key for one in each.nudges}) for each in found] for day, found in case.plan().items()}
    assert plan == by_hand(case)


@given(weeks())
def test_a_bundle_has_at_most_three_entries_and_nobody_twice(case: Weeks) -> None:
    for told_today in case.plan().values():
        assert 1 <= len(told_today) <= MOST
        assert len({each.key for each in told_today}) == len(told_today)


@given(weeks())
def test_any_seven_days_have_at_most_so_many_bundles_but_for_those_of_named_days_alone(case: Weeks) -> None:
    plan = case.plan()
    sent = sorted({*case.had, *plan})
    for number in range(LONG + 7):
        first = MONDAY - timedelta(days=6) + timedelta(days=number)
        window = [day for day in sent if first <= day < first + timedelta(days=7)]
        for beyond in window[case.settings.weekly :]:
            assert all(each.is_named for each in plan[beyond])


@given(weeks())
def test_other_weekdays_have_only_named_entries_and_a_pause_has_nothing(case: Weeks) -> None:
    for day, told_today in case.plan().items():
        assert not is_paused(day, case.settings)
        assert day.weekday() in case.settings.days or all(each.is_named for each in told_today)


@given(weeks())
def test_everything_in_line_comes_once_and_never_before_its_day(case: Weeks) -> None:
    came = [(one.key, day) for day, told_today in case.plan().items() for each in told_today for one in each.nudges]
    expected = {one.key: one.at.local.date() for each in case.line for one in each.nudges}
    assert sorted(key for key, _ in came) == sorted(expected)
    assert all(day >= expected[key] for key, day in came)


@given(weeks())
def test_a_named_day_comes_on_its_day_unless_three_others_did(case: Weeks) -> None:
    plan = case.plan()
    resumes = case.settings.paused_until or MONDAY
    for day, told_today in plan.items():
        for one in (one for each in told_today for one in each.nudges if one.named is ON_THE_DAY):
            waited_since = max(one.at.local.date(), resumes, MONDAY)
            for number in range((day - waited_since).days):
                others = plan[waited_since + timedelta(days=number)]
                whole = len(others) == MOST and all(each.is_named for each in others)
                told_of_them = any(each.key == one.subject for each in others)
                assert whole or (told_of_them and one.kind is NudgeKind.INTRODUCTION)


@given(weeks())
def test_who_has_no_day_of_their_own_never_takes_the_place_that_a_named_day_needs(case: Weeks) -> None:
    crowds: dict[date, set[str]] = defaultdict(set)
    for one in (one for each in case.line for one in each.nudges if one.named is ON_THE_DAY):
        assume(one.kind is not NudgeKind.INTRODUCTION)  # of two, one waits
        crowds[max(one.at.local.date(), MONDAY)].add(one.subject)
    assume(case.settings.paused_until is None and all(len(crowd) <= MOST for crowd in crowds.values()))
    plan = case.plan()
    for day in plan:
        week = [other for other in (*case.had, *plan) if 0 < (day - other).days < 7]
        if len(week) >= case.settings.weekly:
            assert all(any(each.is_named for each in plan[other]) for other in week if other in plan)


@given(weeks())
def test_who_waits_is_never_told_to_wait_for_a_day_that_cannot_be(case: Weeks) -> None:
    for number in range(14):
        day = MONDAY + timedelta(days=number)
        for named in (False, True):
            following = day_after(day, case.had, case.settings, named=named)
            assert following > day
            assert not is_paused(following, case.settings)
            line = (entry("zoe", day, CHECK_IN, ON_THE_DAY if named else FREELY),)
            assert bundled(line, following, case.had, (), case.settings) == line
