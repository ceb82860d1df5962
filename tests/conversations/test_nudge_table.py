from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.address import Address, Begin, Deed, Do, Open, Page, written
from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import (
    Event,
    Introduction,
    IntroductionState,
    Key,
    Mention,
    Person,
    Promise,
    PromiseState,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.nudge_table import EVE, PASSING_ON, Subject, again_on, anchor, is_open, occurrences, unit
from conversations.nudging import snoozed
from conversations.rhythm import SILENT
from conversations.scripts.catalogue import ScriptName
from tests.conversations.brought_up import ADVICE, ANA, ARTICLE, BLOG, FORWARD, MEETUP, MET, RECORDING, introduction
from tests.playbook import NEW_YORK, NOW

IDEA = IntroductionState.IDEA
CONTACT = datetime(2026, 12, 1, 3, tzinfo=UTC)  # still the last of November in New York
Row = tuple[str, str, str, Named]


def rows(
    subject: Subject, mention: Mention | None = None, now: datetime = NOW, settings: Settings = NEW_YORK
) -> list[Row]:
    """Kind, ideal day, latest day, and what the person named of it."""
    return [
        (
            nudge.kind.value,
            f"{nudge.at.local:%d %b}",
            f"{nudge.latest:%d %b}" if nudge.latest else "",
            nudge.named,
        )
        for nudge in occurrences(subject, settings, now, mention)
    ]


def days(subject: Subject, kind: NudgeKind, mention: Mention | None = None, now: datetime = NOW) -> list[date]:
    found = occurrences(subject, NEW_YORK, now, mention)
    return [nudge.at.local.date() for nudge in found if nudge.kind is kind]


FREELY, ON_THE_DAY = Named.NOTHING, Named.DAY


# --- events -------------------------------------------------------------------------------------


def test_an_event_is_prepared_carried_along_and_asked_about_twice() -> None:
    assert [kind for kind, *_ in rows(MEETUP)] == ["prepare", "card", "debrief", "debrief"]
    assert not rows(replace(MEETUP, dismissed=True))


# --- promises -----------------------------------------------------------------------------------


def test_a_promise_comes_when_there_is_room_the_day_before_and_surely_on_its_day() -> None:
    mine = [("promise", "03 Dec", "03 Dec", FREELY), ("promise", "04 Dec", "04 Dec", ON_THE_DAY)]
    assert rows(ARTICLE) == mine
    assert rows(BLOG) == mine


def test_what_was_promised_to_the_owner_comes_the_day_after() -> None:
    assert rows(RECORDING) == [("promise", "05 Dec", "12 Dec", FREELY)]


def test_a_promise_without_a_day_has_none_to_come_on() -> None:
    assert rows(replace(ARTICLE, due=None)) == []


@pytest.mark.parametrize("state", [PromiseState.DONE, PromiseState.DROPPED])
@pytest.mark.parametrize("promise", [ARTICLE, RECORDING, BLOG])
def test_a_promise_that_is_done_or_dropped_comes_no_more(promise: Promise, state: PromiseState) -> None:
    assert rows(replace(promise, state=state), Mention(promise.key, 1, MET)) == []


def test_a_promise_with_another_day_is_another_occurrence() -> None:
    later = replace(ARTICLE, due=date(2026, 12, 5))
    keys = {nudge.key for promise in (ARTICLE, later) for nudge in occurrences(promise, NEW_YORK, NOW, None)}
    assert len(keys) == 4


# --- people -------------------------------------------------------------------------------------


def test_the_day_after_the_debrief_comes_a_follow_up() -> None:
    assert rows(ANA)[0] == ("follow_up", "27 Nov", "30 Nov", FREELY)


def test_a_contact_needs_no_follow_up_and_counts_from_its_own_day() -> None:
    met = replace(ANA, last_contact=CONTACT)
    assert anchor(met, NEW_YORK) == date(2026, 11, 30)
    assert rows(met)[:2] == [("check_in", "14 Dec", "21 Dec", FREELY), ("check_in", "14 Jan", "29 Jan", FREELY)]
    assert anchor(ANA, NEW_YORK) == MET


@pytest.mark.parametrize(("pace", "ideal"), [(-1, [7, 22]), (0, [14, 45]), (1, [28, 90]), (2, [56, 180])])
def test_slower_and_faster_change_when_the_next_check_ins_come(pace: int, ideal: list[int]) -> None:
    found = days(replace(ANA, pace=pace), NudgeKind.CHECK_IN)
    assert [(day - MET).days for day in found] == ideal


def test_all_that_is_gone_by_is_told_and_two_that_lie_ahead() -> None:
    now = NOW + timedelta(days=240)
    found = days(ANA, NudgeKind.CHECK_IN, now=now)
    assert [(day - MET).days for day in found] == [14, 45, 135, 225, 315, 405]


def test_a_day_that_was_chosen_is_named_and_takes_the_place_of_the_step_on_that_day() -> None:
    chosen = replace(ANA, next_touch=date(2026, 12, 10))
    assert rows(chosen)[1:] == [
        ("check_in", "10 Dec", "10 Dec", ON_THE_DAY),
        ("check_in", "10 Jan", "25 Jan", FREELY),
    ]


def test_a_chosen_day_that_the_last_contact_overtook_is_settled() -> None:
    overtaken = replace(ANA, next_touch=date(2026, 11, 28), last_contact=CONTACT)
    assert all(named is FREELY for *_, named in rows(overtaken))


@pytest.mark.parametrize("change", [{"draft": True}, {"debriefed_on": None}])
def test_somebody_who_was_only_jotted_down_comes_after_a_mention_alone(change: dict[str, bool | None]) -> None:
    jotted = replace(ANA, **change)  # type: ignore[arg-type]  # either field takes its value
    assert rows(jotted) == []
    assert [kind for kind, *_ in rows(jotted, Mention(ANA.key, 1, MET))] == ["again"]


def test_nobody_is_brought_up_whom_the_owner_stopped() -> None:
    assert rows(replace(ANA, stopped=True), Mention(ANA.key, 1, MET)) == []


def test_a_move_to_another_zone_makes_no_new_occurrence_of_a_check_in() -> None:
    met = replace(ANA, last_contact=CONTACT, next_touch=date(2026, 12, 24))
    here, there = (
        {nudge.key for nudge in occurrences(met, replace(NEW_YORK, zone=zone), NOW, None)}
        for zone in ("America/New_York", "Asia/Tokyo")
    )
    assert here == there


def test_every_contact_starts_occurrences_of_its_own() -> None:
    first = {nudge.key for nudge in occurrences(replace(ANA, last_contact=CONTACT), NEW_YORK, NOW, None)}
    # 31 days later the fourteenth day is the day that was the forty-fifth
    later = replace(ANA, last_contact=CONTACT + timedelta(days=31))
    assert first.isdisjoint(nudge.key for nudge in occurrences(later, NEW_YORK, NOW, None))


# --- introductions, advice, something to pass on ------------------------------------------------


def test_an_introduction_comes_a_week_after_it_last_moved() -> None:
    assert rows(introduction(IDEA)) == [("introduction", "03 Dec", "10 Dec", FREELY)]
    moved = replace(introduction(IntroductionState.AGREED), moved_on=date(2026, 12, 2))
    assert rows(moved) == [("introduction", "09 Dec", "16 Dec", FREELY)]


@pytest.mark.parametrize("state", [IntroductionState.THANKED, IntroductionState.DROPPED])
def test_a_settled_introduction_comes_no_more(state: IntroductionState) -> None:
    assert rows(introduction(state)) == []


def test_advice_comes_three_weeks_later() -> None:
    assert rows(ADVICE) == [("advice", "17 Dec", "24 Dec", FREELY)]
    assert rows(replace(ADVICE, settled=True), Mention(ADVICE.key, 1, MET)) == []


def test_what_is_to_be_passed_on_comes_once_a_month() -> None:
    assert days(FORWARD, NudgeKind.FORWARD) == [MET + timedelta(days=30), MET + timedelta(days=60)]
    assert len(days(FORWARD, NudgeKind.FORWARD, now=NOW + timedelta(days=100))) == 5
    assert rows(replace(FORWARD, settled=True)) == []


def test_what_is_to_be_passed_on_rests_when_the_question_was_not_answered() -> None:
    assert days(FORWARD, NudgeKind.FORWARD, Mention(PASSING_ON, SILENT - 1, MET))
    assert not days(FORWARD, NudgeKind.FORWARD, Mention(PASSING_ON, SILENT, MET))


# --- once more ----------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", [ANA, BLOG, replace(BLOG, due=None), ADVICE])
@pytest.mark.parametrize(("misses", "wait"), [(1, 3), (2, 6), (3, 15)])
def test_what_had_no_answer_comes_again_after_3_6_and_15_days(subject: Subject, misses: int, wait: int) -> None:
    mention = Mention(unit(subject), misses, MET)
    assert again_on(mention) == MET + timedelta(days=wait)
    assert days(subject, NudgeKind.AGAIN, mention) == [MET + timedelta(days=wait)]


def test_nothing_comes_again_that_was_answered_or_is_past_the_question() -> None:
    assert again_on(None) is None
    assert again_on(Mention(ANA.key, SILENT, MET)) is None
    for subject in (ANA, BLOG, ADVICE):
        assert not days(subject, NudgeKind.AGAIN)
        assert not days(subject, NudgeKind.AGAIN, Mention(unit(subject), SILENT, MET))


def test_a_promise_to_somebody_and_an_introduction_come_again_with_the_person() -> None:
    for subject in (ARTICLE, RECORDING, introduction(IDEA), FORWARD):
        assert not days(subject, NudgeKind.AGAIN, Mention(unit(subject), 1, MET))


# --- whom or what -------------------------------------------------------------------------------


def test_what_concerns_a_person_is_brought_up_with_the_person() -> None:
    assert {unit(each) for each in (ANA, ARTICLE, RECORDING, introduction(IDEA))} == {ANA.key}


def test_a_thing_without_a_person_is_brought_up_by_itself_and_all_that_is_passed_on_together() -> None:
    assert [unit(each) for each in (BLOG, ADVICE, MEETUP)] == [BLOG.key, ADVICE.key, MEETUP.key]
    assert unit(FORWARD) == unit(replace(FORWARD, key=Key("d9.f"))) == PASSING_ON


@pytest.mark.parametrize(
    ("settled", "open_"),
    [
        (replace(MEETUP, debriefed=True), MEETUP),
        (replace(MEETUP, dismissed=True), MEETUP),
        (replace(ANA, stopped=True), ANA),
        (replace(ARTICLE, state=PromiseState.DONE), ARTICLE),
        (introduction(IntroductionState.DROPPED), introduction(IDEA)),
        (replace(ADVICE, settled=True), ADVICE),
    ],
)
def test_what_is_settled_has_nothing_left_to_bring_up(settled: Subject, open_: Subject) -> None:
    assert is_open(open_)
    assert not is_open(settled)


# --- properties ---------------------------------------------------------------------------------

LONG = Key("d1234567.12")
DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))
MAYBE_DAY = st.none() | DAYS
CONTACTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
PEOPLE = st.builds(
    Person,
    st.just(LONG),
    st.just("Ana"),
    st.none(),
    DAYS,
    next_touch=MAYBE_DAY,
    last_contact=CONTACTS,
    debriefed_on=MAYBE_DAY,
    pace=st.integers(-1, 2),
)
PROMISES = st.builds(
    Promise, st.just(Key(f"{LONG}.h")), st.none() | st.just(LONG), st.just("send it"), DAYS, MAYBE_DAY, st.booleans()
)
INTRODUCTIONS = st.builds(
    Introduction,
    st.just(Key(f"{LONG}.b2")),
    st.just(LONG),
    st.just("Tom"),
    DAYS,
    st.booleans(),
    st.sampled_from(IntroductionState),
    MAYBE_DAY,
)
TAKEAWAYS = st.builds(
    Takeaway, st.just(Key("d1234567.f")), st.none(), st.sampled_from(TakeawayKind), st.just("try"), DAYS
)
EVENTS = st.just(replace(MEETUP, key=Key("d1234567.e")))
SUBJECTS: st.SearchStrategy[Subject] = EVENTS | PEOPLE | PROMISES | INTRODUCTIONS | TAKEAWAYS
MENTIONS = st.none() | st.builds(Mention, st.just(LONG), st.integers(1, 4), DAYS)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


def addresses(nudge: Nudge) -> tuple[Address, ...]:
    return (
        Do(Deed.NUDGE_SNOOZE, nudge.key, "365"),
        Do(Deed.NUDGE_KEEP, nudge.key),
        Do(Deed.NUDGE_STOP, nudge.key),
        Begin(ScriptName.SNOOZE, nudge.key),
        Open(Page.WHY, nudge.key, anew=True),
    )


@given(SUBJECTS, NOWS, MENTIONS)
def test_keys_are_unique_and_fit_a_button_even_when_snoozed_often(
    subject: Subject, now: datetime, mention: Mention | None
) -> None:
    found = tuple(occurrences(subject, NEW_YORK, now, mention))
    assert len({nudge.key for nudge in found}) == len(found)
    for nudge in found:
        again = nudge
        for _ in range(99):
            again = snoozed(again, MET, NEW_YORK)
        assert again.key == f"{nudge.key}.s99"
        assert len(again.key) <= 32
        assert set(again.key) <= set("abcdefghijklmnopqrstuvwxyz0123456789.")
        for address in addresses(again):
            assert len(written(address).encode()) <= 64


@given(SUBJECTS, NOWS, MENTIONS)
def test_every_occurrence_is_about_its_subject_and_may_wait_but_not_come_early(
    subject: Subject, now: datetime, mention: Mention | None
) -> None:
    for nudge in occurrences(subject, NEW_YORK, now, mention):
        assert nudge.subject == subject.key
        if not isinstance(subject, Event):
            assert nudge.latest is not None
            assert nudge.latest >= nudge.at.local.date()
            assert nudge.due >= nudge.at.utc()
            waits_for_nothing = nudge.named is Named.DAY or nudge.key.startswith(EVE)
            assert waits_for_nothing == (nudge.latest == nudge.at.local.date())


@given(SUBJECTS, NOWS)
def test_what_is_settled_has_no_occurrences(subject: Subject, now: datetime) -> None:
    if not is_open(subject):
        assert not list(occurrences(subject, NEW_YORK, now, None))
