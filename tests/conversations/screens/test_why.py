from dataclasses import replace

import pytest

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Named, Nudge, NudgeKind, Screen
from conversations.facts import Introduction, IntroductionState, Key, Person, Promise, Takeaway, TakeawayKind
from conversations.rhythm import FASTEST, SLOWEST
from conversations.screens.why import Told, why_page
from tests.conversations.screens.samples import ANA, MEETUP, OWNER, TODAY, nudge, promise
from tests.conversations.screens.seen import assert_telegram_takes, labels, seen, target

MET = replace(ANA, debriefed_on=ANA.met_on)
BACK_OFF = "Without an answer I come back after 3, 6 and 15 days, and then I ask whether to go on."
BETWEEN = Introduction(Key("d7.0.b0"), ANA.key, "Tom, they both teach", TODAY)
ADVICE = Takeaway(Key("d7.a"), None, TakeawayKind.ADVICE, "talk to customers first", TODAY)


def why(kind: NudgeKind, told: Told, person: Person | None = None, weekly: int = 3, **changes: object) -> Screen:
    whole: Nudge = replace(nudge("n1", kind), **changes)  # type: ignore[arg-type]  # any of its fields
    return why_page(whole, told, person, replace(OWNER, weekly=weekly))


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (NudgeKind.PREPARE, "It comes at 19:00 the evening before, because “AI meetup” is not prepared yet."),
        (NudgeKind.CARD, "It comes at your hour on the day of “AI meetup”"),
        (NudgeKind.DEBRIEF, "It comes half an hour after “AI meetup”"),
    ],
)
def test_a_nudge_of_an_event_tells_its_rule_and_can_be_silenced(kind: NudgeKind, rule: str) -> None:
    page = why(kind, MEETUP)
    assert rule in seen(page)
    assert BACK_OFF not in seen(page)
    assert target(page, "Leave this event alone") == Do(Deed.EVENT_QUIET, "e1")
    assert target(page, "The event") == Open(Page.EVENT, "e1")


def test_a_check_in_tells_its_rhythm_and_how_long_it_may_wait() -> None:
    text = seen(why(NudgeKind.CHECK_IN, MET, MET, latest=TODAY))
    assert "Ana: 14 and 45 days after your last contact, then every 90. I count from Fri 20 Nov 2026." in text
    assert "Best on Wed 25 Nov 2026, by Mon 23 Nov 2026 at the latest." in text
    assert BACK_OFF in text
    assert "3 such messages a week at most, three people in each: /settings." in text
    assert "Best on" not in seen(why(NudgeKind.CHECK_IN, MET, MET))
    assert "Best on" not in seen(why(NudgeKind.AGAIN, MET, MET, latest=TODAY))


@pytest.mark.parametrize(
    ("kind", "told"), [(NudgeKind.PROMISE, promise("p9", "the book", TODAY)), (NudgeKind.INTRODUCTION, BETWEEN)]
)
def test_what_was_put_off_tells_that_this_was_asked_for(kind: NudgeKind, told: Told) -> None:
    page = why(kind, told, key=Key("n1.s1"), named=Named.DAY)
    assert "You asked me to come back to this then." in seen(page)


@pytest.mark.parametrize(("pace", "days"), [(FASTEST, "7 and 22"), (SLOWEST, "56 and 180")])
def test_the_rhythm_that_is_told_is_the_persons_own(pace: int, days: str) -> None:
    assert f"Ana: {days} days" in seen(why(NudgeKind.CHECK_IN, replace(MET, pace=pace), MET))


def test_a_follow_up_and_a_day_that_was_named_tell_their_own_rules() -> None:
    assert "Ana: a first line the day after you told me of them." in seen(why(NudgeKind.FOLLOW_UP, MET, MET))
    assert "You picked this day yourself." in seen(why(NudgeKind.CHECK_IN, MET, MET, named=Named.DAY))


@pytest.mark.parametrize(
    ("pace", "row"),
    [(FASTEST, ["Less often"]), (0, ["Less often", "More often"]), (SLOWEST, ["More often"])],
)
def test_a_rhythm_can_be_changed_as_far_as_it_goes(pace: int, row: list[str]) -> None:
    page = why(NudgeKind.CHECK_IN, replace(MET, pace=pace), MET)
    assert labels(page) == [*row, "Snooze", "Stop"]
    if pace == 0:
        assert target(page, "Less often") == Do(Deed.PERSON_SLOWER, ANA.key)
        assert target(page, "More often") == Do(Deed.PERSON_FASTER, ANA.key)
        assert target(page, "Snooze") == Begin("snooze", "n1")
        assert target(page, "Stop") == Do(Deed.PERSON_STOP, ANA.key)


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (
            promise("d7.0.h", "send her the article", TODAY),
            "You promised it by Mon 23 Nov 2026: send her the article. I come the day before and on the day.",
        ),
        (promise("d7.0.h", "call", None), "You promised it: call.\n\nWithout an answer"),
        (
            promise("d7.0.h", "the recording", TODAY, mine=False),
            "It was promised to you by Mon 23 Nov 2026: the recording. I ask once that day is over.",
        ),
    ],
)
def test_a_promise_tells_who_made_it_and_when_it_comes(told: Promise, rule: str) -> None:
    page = why(NudgeKind.PROMISE, told, ANA)
    assert rule in seen(page)
    assert target(page, "Drop it") == Do(Deed.PROMISE_DROP, "d7.0.h", "nudge")
    assert target(page, "Nothing about Ana") == Do(Deed.PERSON_STOP, ANA.key)


def test_a_promise_to_nobody_has_nobody_to_stop() -> None:
    assert labels(why(NudgeKind.PROMISE, promise("d7.0.h", "blog", TODAY))) == ["Snooze", "Drop it"]


def test_an_introduction_tells_that_a_move_starts_the_week_anew() -> None:
    page = why(NudgeKind.INTRODUCTION, BETWEEN, ANA)
    assert "has not moved for a week. A move starts the week anew." in seen(page)
    assert target(page, "Let it go") == Do(Deed.INTRODUCTION_DROP, BETWEEN.key)


def test_advice_and_what_is_passed_on_tell_theirs() -> None:
    page = why(NudgeKind.ADVICE, ADVICE)
    assert "You noted this advice on Mon 23 Nov 2026." in seen(page)
    assert target(page, "Let it go") == Do(Deed.TAKEAWAY_DROP, ADVICE.key)
    assert "once a month at most" in seen(why(NudgeKind.FORWARD, replace(ADVICE, kind=TakeawayKind.FORWARD)))


@pytest.mark.parametrize(
    ("weekly", "said"),
    [
        (1, "One such message a week at most"),
        (2, "2 such messages a week at most"),
        (7, "One such message a day at most"),
    ],
)
def test_how_many_messages_there_are_is_told(weekly: int, said: str) -> None:
    assert said in seen(why(NudgeKind.ADVICE, ADVICE, weekly=weekly))


def test_whatever_was_typed_the_page_fits() -> None:
    rude = "<b>&lt;{name}" * 60
    person = replace(MET, name=rude)
    for kind, told in (
        (NudgeKind.PREPARE, replace(MEETUP, title=rude)),
        (NudgeKind.CHECK_IN, person),
        (NudgeKind.PROMISE, promise("d1234567.12.h", rude, TODAY)),
        (NudgeKind.INTRODUCTION, replace(BETWEEN, other=rude, state=IntroductionState.AGREED)),
        (NudgeKind.ADVICE, replace(ADVICE, words=rude)),
    ):
        page = why(kind, told, None if told == MEETUP else person, key=Key("c.d1234567.12.261122.14.s12"))
        assert_telegram_takes(page)
