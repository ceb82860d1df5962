"""What stays when all is planned anew: what was put off, what had no answer, what was sent before."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.effects import Named, Nudge, NudgeKind, NudgeState
from conversations.facts import IntroductionState, Key, Mention, Person, PromiseState, Settings
from conversations.introducing import moved_to
from conversations.nudge_table import Subject
from conversations.nudging import is_overtaken, kept_for_later, planned, rehung, snoozed, until
from conversations.timing import WallTime, local_time
from tests.conversations.brought_up import ADVICE, ANA, ARTICLE, BLOG, MEETUP, MET, introduction
from tests.playbook import NEW_YORK

THANKSGIVING = datetime(2026, 11, 26, 23, tzinfo=UTC)  # 18:00 in New York, on the day on which Ana was met
THIRD = datetime(2026, 12, 3, 15, tzinfo=UTC)
TENTH = date(2026, 12, 10)
"""The fourteenth day after Ana was met."""

WORKDAYS = replace(NEW_YORK, days=frozenset(range(5)))
IDEA = introduction(IntroductionState.IDEA)


def days(subject: Subject, now: datetime, *existing: Nudge, mention: Mention | None = None) -> list[tuple[str, str]]:
    found = planned(subject, NEW_YORK, now, existing, mention).nudges
    return [(nudge.kind.value, f"{nudge.at.local:%d %b}") for nudge in found]


def check_in_of(person: Person = ANA, now: datetime = THIRD) -> Nudge:
    return next(nudge for nudge in planned(person, NEW_YORK, now).nudges if nudge.kind is NudgeKind.CHECK_IN)


# --- what was sent or left out ------------------------------------------------------------------


def test_a_check_in_that_was_sent_is_not_made_anew_by_a_move_to_another_zone() -> None:
    met = replace(ANA, last_contact=datetime(2026, 11, 27, 1, tzinfo=UTC))  # the 26th in New York, the 27th in Lisbon
    sent = replace(check_in_of(met), state=NudgeState.SENT)
    lisbon = replace(NEW_YORK, zone="Europe/Lisbon")
    found = planned(met, lisbon, sent.due + timedelta(hours=1), (sent,)).nudges
    assert [nudge.at.local.date() for nudge in found] == [date(2027, 1, 11)]


def test_what_was_left_out_before_a_contact_does_not_thin_out_the_rhythm_after_it() -> None:
    left_out = replace(check_in_of(now=datetime(2026, 12, 11, tzinfo=UTC)), state=NudgeState.DROPPED)
    assert left_out.at.local.date() == date(2027, 1, 10)
    contact = datetime(2026, 12, 27, 18, tzinfo=UTC)  # 14 days before that
    assert days(replace(ANA, last_contact=contact), contact, left_out) == [("check_in", "10 Jan")]


# --- what was put off ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        (IDEA, replace(IDEA, state=IntroductionState.DROPPED)),
        (ARTICLE, replace(ARTICLE, state=PromiseState.DONE)),
        (ADVICE, replace(ADVICE, settled=True)),
        (MEETUP, replace(MEETUP, dismissed=True)),
        (ANA, replace(ANA, stopped=True)),
    ],
)
def test_what_was_put_off_comes_until_it_is_answered(subject: Subject, answered: Subject) -> None:
    first = planned(subject, NEW_YORK, THANKSGIVING - timedelta(days=2)).nudges[0]
    again = snoozed(first, date(2026, 12, 9), NEW_YORK)
    assert again in planned(subject, NEW_YORK, THIRD, (again,)).nudges
    assert again.key not in {nudge.key for nudge in planned(answered, NEW_YORK, THIRD, (again,)).nudges}


@pytest.mark.parametrize(
    ("subject", "changed"),
    [(IDEA, moved_to(IDEA, IntroductionState.ASKED_A, date(2026, 12, 5))), (ANA, replace(ANA, pace=2))],
)
def test_what_was_put_off_comes_even_if_the_rhythm_changes(subject: Subject, changed: Subject) -> None:
    first = planned(subject, NEW_YORK, THANKSGIVING - timedelta(days=2)).nudges[0]
    again = snoozed(first, date(2026, 12, 9), NEW_YORK)
    assert again in planned(changed, NEW_YORK, THIRD, (again,)).nudges


def test_a_promise_that_was_put_off_comes_even_if_its_day_is_moved() -> None:
    again = snoozed(planned(ARTICLE, NEW_YORK, THANKSGIVING).nudges[0], date(2026, 12, 9), NEW_YORK)
    assert again in planned(replace(ARTICLE, due=date(2026, 12, 20)), NEW_YORK, THIRD, (again,)).nudges


def test_what_came_again_and_was_put_off_comes_on_the_day_it_was_put_off_to() -> None:
    (again, *_) = planned(BLOG, NEW_YORK, THIRD, (), Mention(BLOG.key, 1, date(2026, 12, 3))).nudges
    assert again.kind is NudgeKind.AGAIN
    later = snoozed(replace(again, state=NudgeState.SENT), date(2026, 12, 9), NEW_YORK)
    assert later in planned(BLOG, NEW_YORK, THIRD, (later,)).nudges


def test_a_minute_that_the_person_set_is_kept_in_a_pause_and_in_every_zone() -> None:
    paused = replace(NEW_YORK, paused_until=date(2027, 1, 1))
    again = snoozed(check_in_of(), datetime(2026, 12, 9, 23, 30), paused)
    assert again.due == datetime(2026, 12, 10, 4, 30, tzinfo=UTC)
    tokyo = rehung(again, replace(paused, zone="Asia/Tokyo"), THIRD)
    assert tokyo.at == WallTime(datetime(2026, 12, 9, 23, 30), "Asia/Tokyo")
    assert tokyo.due == datetime(2026, 12, 9, 14, 30, tzinfo=UTC)


def test_a_day_in_a_pause_waits_for_its_end_and_comes_back_when_the_pause_is_called_off() -> None:
    paused = replace(WORKDAYS, paused_until=date(2026, 12, 19))
    again = snoozed(check_in_of(), date(2026, 12, 12), paused)
    assert local_time(again.due, NEW_YORK.zone) == datetime(2026, 12, 19, 9)  # a Saturday, but it was named
    assert local_time(rehung(again, WORKDAYS, THIRD).due, NEW_YORK.zone) == datetime(2026, 12, 12, 9)


def test_a_question_whom_one_met_is_put_off_around_quiet_hours() -> None:
    debrief = planned(MEETUP, NEW_YORK, THANKSGIVING).nudges[-1]
    again = snoozed(debrief, date(2026, 11, 28), replace(NEW_YORK, nudge_hour=time(22)))
    assert local_time(again.due, NEW_YORK.zone) == datetime(2026, 11, 29, 8)


def test_a_named_day_that_found_no_room_waits_for_no_chosen_weekday() -> None:
    friday = snoozed(check_in_of(), date(2026, 12, 11), NEW_YORK)
    waiting = replace(friday, due=friday.due + timedelta(days=1))
    now = friday.due + timedelta(minutes=1)
    assert local_time(rehung(waiting, WORKDAYS, now).due, NEW_YORK.zone) == datetime(2026, 12, 12, 9)
    flexible = replace(waiting, named=Named.NOTHING)
    assert local_time(rehung(flexible, WORKDAYS, now).due, NEW_YORK.zone) == datetime(2026, 12, 14, 9)


# --- what had no answer -------------------------------------------------------------------------


def test_the_rhythm_waits_behind_what_comes_again() -> None:
    first, second, third = (Mention(ANA.key, misses, date(2026, 12, 8)) for misses in (1, 2, 3))
    now = datetime(2026, 12, 8, 15, tzinfo=UTC)
    assert days(ANA, now, mention=first) == [("again", "11 Dec"), ("check_in", "10 Jan")]  # not on the 10th too
    assert days(ANA, now, mention=second) == [("again", "14 Dec"), ("check_in", "10 Jan")]
    assert days(ANA, now, mention=third) == [("again", "23 Dec"), ("check_in", "10 Jan")]
    same = replace(first, on=date(2026, 12, 7))
    assert days(ANA, now, mention=same) == [("again", "10 Dec"), ("check_in", "10 Jan")]
    earlier = replace(first, on=date(2026, 12, 6))
    assert days(ANA, now, mention=earlier) == [("again", "09 Dec"), ("check_in", "10 Dec")]


def test_a_chosen_day_does_not_wait_behind_what_comes_again() -> None:
    chosen = replace(ANA, next_touch=date(2026, 12, 8))
    found = days(chosen, THIRD, mention=Mention(ANA.key, 2, date(2026, 12, 3)))
    assert found == [("again", "09 Dec"), ("check_in", "08 Dec")]


def test_after_the_question_nothing_comes_but_the_rhythm() -> None:
    assert days(ANA, THIRD, mention=Mention(ANA.key, 4, date(2026, 12, 3))) == [("check_in", "10 Dec")]


def test_an_answer_takes_back_what_would_have_come_again_and_the_rhythm_goes_on() -> None:
    pending = planned(ANA, NEW_YORK, THIRD, (), Mention(ANA.key, 3, date(2026, 12, 3))).nudges
    assert days(ANA, THIRD, *pending) == [("check_in", "10 Dec")]


def test_what_comes_again_comes_once_for_each_mention() -> None:
    mention = Mention(ANA.key, 1, MET)
    (again, *_) = planned(ANA, NEW_YORK, THANKSGIVING, (), mention).nudges
    sent = replace(again, state=NudgeState.SENT)
    assert ("again", "29 Nov") not in days(ANA, THANKSGIVING, sent, mention=mention)
    renewed = Mention(Key("p1"), 2, date(2026, 11, 29))
    assert ("again", "05 Dec") in days(ANA, THANKSGIVING, sent, mention=renewed)


def test_a_pause_does_not_bring_back_what_was_over_before_it() -> None:
    now = datetime.combine(TENTH + timedelta(days=4), time(15), tzinfo=UTC)
    paused = replace(NEW_YORK, paused_until=date(2027, 1, 6))
    kept = [nudge.key for nudge in planned(ANA, paused, now).nudges]
    assert kept == [nudge.key for nudge in planned(ANA, NEW_YORK, now).nudges]
    assert all(nudge.at.local.date() > TENTH for nudge in planned(ANA, paused, now).nudges)


def test_what_was_planned_before_a_pause_comes_after_it() -> None:
    ahead = check_in_of()
    found = planned(ANA, replace(NEW_YORK, paused_until=date(2027, 1, 6)), THIRD, (ahead,)).nudges
    assert {nudge.key: nudge.due for nudge in found}[ahead.key] == datetime(2027, 1, 6, 14, tzinfo=UTC)


def test_what_waits_for_the_end_of_a_pause_waits_on_when_somebody_was_brought_up_to_the_minute() -> None:
    paused = replace(NEW_YORK, paused_until=date(2027, 1, 6))
    waiting = replace(check_in_of(), due=datetime(2027, 1, 6, 14, tzinfo=UTC))
    told = datetime(2026, 12, 20, 15, tzinfo=UTC)
    found = planned(ANA, paused, told, (waiting,), Mention(ANA.key, 1, told.date())).nudges
    assert {nudge.key: nudge.due for nudge in found}[waiting.key] == waiting.due


def test_what_is_kept_comes_again_around_a_day_and_waits_for_room() -> None:
    weekends = replace(NEW_YORK, days=frozenset({5, 6}))
    first = planned(BLOG, NEW_YORK, THANKSGIVING).nudges[0]
    again = kept_for_later(replace(first, state=NudgeState.SENT), TENTH, weekends)
    assert (again.named, again.at.local.date(), again.latest) == (Named.NOTHING, TENTH, TENTH + timedelta(days=7))
    assert again.due == datetime(2026, 12, 12, 14, tzinfo=UTC)  # the tenth is a Thursday
    assert again in planned(BLOG, weekends, THIRD, (again,)).nudges


def test_the_eve_of_a_promise_is_overtaken_by_its_day_unless_it_was_put_off() -> None:
    eve, day = planned(ARTICLE, NEW_YORK, THANKSGIVING - timedelta(days=2)).nudges[:2]
    assert not is_overtaken(eve, eve.at.local.date())
    assert is_overtaken(eve, day.at.local.date())
    assert not is_overtaken(day, TENTH)
    assert not is_overtaken(snoozed(eve, TENTH, NEW_YORK), date(2026, 12, 11))


def test_two_contacts_on_one_day_have_a_rhythm_each() -> None:
    noon, evening = THIRD, THIRD + timedelta(hours=5)
    keys = [planned(replace(ANA, last_contact=at), NEW_YORK, at).nudges[0].key for at in (noon, evening)]
    assert keys[0] != keys[1]


def late_debrief(settings: Settings, now: datetime) -> Nudge:
    """The debrief of an event that ended days ago: it waited, and is planned under these settings."""
    first = next(each for each in planned(MEETUP, NEW_YORK, MEETUP.start.utc()).nudges if each.key.startswith("d1"))
    waiting = replace(first, due=datetime(2026, 12, 25, 14, tzinfo=UTC))
    (found,) = (each for each in planned(MEETUP, settings, now, (waiting,)).nudges if each.key == first.key)
    assert found.at == first.at
    return found


def test_a_late_debrief_waits_for_the_end_of_a_pause_and_no_longer() -> None:
    now = datetime(2026, 12, 5, 15, tzinfo=UTC)
    paused = replace(NEW_YORK, paused_until=date(2026, 12, 25))
    assert late_debrief(paused, now).due == datetime(2026, 12, 25, 14, tzinfo=UTC)
    assert late_debrief(NEW_YORK, now).due == datetime(2026, 12, 6, 14, tzinfo=UTC)


def test_a_late_debrief_that_waits_for_tomorrow_moves_with_the_hour() -> None:
    now = datetime(2026, 12, 24, 15, tzinfo=UTC)
    assert late_debrief(replace(NEW_YORK, nudge_hour=time(18)), now).due == datetime(2026, 12, 25, 23, tzinfo=UTC)
    now = datetime(2026, 12, 25, 13, 30, tzinfo=UTC)
    assert late_debrief(replace(NEW_YORK, nudge_hour=time(8)), now).due == datetime(2026, 12, 26, 13, tzinfo=UTC)


def test_what_is_late_and_kept_back_remembers_when_it_was_due() -> None:
    nudge, morning = check_in_of(), datetime(2026, 12, 12, 13, tzinfo=UTC)
    late = until(nudge, morning, nudge.due + timedelta(hours=5))
    assert (late.due, late.missed) == (morning, nudge.due)
    assert until(late, morning + timedelta(days=1), morning).missed == nudge.due
    assert until(nudge, morning, nudge.due + timedelta(minutes=59)).missed is None
