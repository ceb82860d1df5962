from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from conversations.about import About
from conversations.bundle_texts import bundle
from conversations.bundling import Entry
from conversations.effects import Named, NudgeKind
from conversations.facts import Event, Introduction, IntroductionState, Key, Note, NoteKind, Person, Takeaway
from conversations.introducing import MINE, TO_ME
from conversations.nudge_times import bundle_moment
from conversations.rhythm import SLOWEST
from tests.conversations.brought_up import (
    ADVICE,
    ANA,
    ARTICLE,
    BLOG,
    BORIS,
    COFFEE,
    FORWARD,
    MEETUP,
    MET,
    RECORDING,
    about,
    introduction,
    missed,
    occurrence,
)
from tests.conversations.screens.seen import assert_telegram_takes, units
from tests.playbook import NEW_YORK, NOW, plain_text

AGAIN, CHECK_IN, FOLLOW_UP, PROMISE = NudgeKind.AGAIN, NudgeKind.CHECK_IN, NudgeKind.FOLLOW_UP, NudgeKind.PROMISE
NEXT_DAY = MET + timedelta(days=1)
TWO_WEEKS = MET + timedelta(days=14)
DUE = date(2026, 12, 4)
KEYS = tuple(f"n{number}" for number in range(24))
"""Enough occurrences that each wording comes up."""


def told(*entries: About, on: date | None = None) -> list[str]:
    """The lines of the message, as it is sent on a day at the person's hour."""
    day = on or entries[0].nudge.at.local.date()
    return plain_text(bundle(entries, NEW_YORK, bundle_moment(day, NEW_YORK))).splitlines()


def note(words: str, kind: NoteKind = NoteKind.REMARK) -> Note:
    return Note(Key("n1.n0"), ANA.key, kind, words, MET)


def follow_up(person: Person = ANA, key: str = "n1") -> About:
    return about(occurrence(FOLLOW_UP, person.key, NEXT_DAY, key=key), person)


def check_in(person: Person = ANA, named: Named = Named.NOTHING, key: str = "n1") -> About:
    return about(occurrence(CHECK_IN, person.key, TWO_WEEKS, named=named, key=key), person)


# --- why now ------------------------------------------------------------------------------------


def test_a_name_stands_in_front_in_bold() -> None:
    assert bundle((follow_up(),), NEW_YORK, NOW).text.startswith("<b>Ana Lima</b> · ")


def test_a_follow_up_says_where_one_met() -> None:
    firsts = {told(follow_up(key=key))[0] for key in KEYS}
    assert firsts == {
        "Ana Lima · you met at AI meetup; a first line is easiest now",
        "Ana Lima · you met at AI meetup; a line soon after is nearly always welcome",
    }
    assert told(follow_up(BORIS))[0].startswith("Boris · you met; ")


def test_a_follow_up_that_comes_late_does_not_say_that_it_is_soon() -> None:
    soon, late = MET + timedelta(days=7), MET + timedelta(days=28)
    assert all("ago" not in told(follow_up(key=key), on=soon)[0] for key in KEYS)
    assert {told(follow_up(key=key), on=late)[0] for key in KEYS} == {
        "Ana Lima · you met at AI meetup 28 days ago; a first line can be short",
        "Ana Lima · you met at AI meetup 28 days ago; two sentences are enough",
    }


@pytest.mark.parametrize(
    ("person", "on", "why"),
    [
        (ANA, TWO_WEEKS, "14 days since you met at AI meetup"),
        (BORIS, TWO_WEEKS, "14 days since you met"),
        (ANA, TWO_WEEKS + timedelta(days=3), "17 days since you met at AI meetup"),
        (ANA, MET + timedelta(days=135), "about 4 months since you met at AI meetup"),
        (
            replace(ANA, last_contact=datetime(2026, 11, 27, 2, tzinfo=UTC)),
            TWO_WEEKS,
            "14 days since you were in touch",
        ),
    ],
)
def test_a_check_in_says_how_long_it_has_been_on_the_day_it_comes(person: Person, on: date, why: str) -> None:
    assert told(check_in(person), on=on)[0] == f"{person.name} · {why}"


def test_a_day_that_the_person_named_says_so() -> None:
    assert told(check_in(named=Named.DAY))[0] == "Ana Lima · you picked this day"
    snoozed = about(occurrence(AGAIN, day=TWO_WEEKS, named=Named.DAY), ANA)
    assert told(snoozed)[0] == "Ana Lima · you picked this day"


def test_who_comes_again_is_told_from_when() -> None:
    firsts = {told(about(occurrence(AGAIN, key=key), ANA, mention=missed(1)))[0] for key in KEYS}
    assert firsts == {
        "Ana Lima · I brought this up on Thu 26 Nov; perhaps today fits better",
        "Ana Lima · once more after Thu 26 Nov, in case that day was full",
    }


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (DUE - timedelta(days=1), "due tomorrow"),
        (DUE, "due today"),
        (DUE + timedelta(days=3), "its day was Fri 4 Dec"),
        (DUE - timedelta(days=3), "due Fri 4 Dec"),
    ],
)
def test_a_promise_says_by_when_and_when_it_was_said(on: date, why: str) -> None:
    lines = told(about(occurrence(PROMISE, ARTICLE.key, on), ARTICLE, ANA))
    assert lines[:2] == [f"Ana Lima · {why}", "You promised on Thu 26 Nov: send her the article"]


def test_a_promise_without_a_day_is_still_open() -> None:
    entry = about(AGAIN, replace(BLOG, due=None), mention=missed(1, key=BLOG.key))
    assert told(entry)[:2] == ["A promise of yours · still open", "You promised on Thu 26 Nov: write the blog post"]


def test_a_promise_to_the_owner_says_who_made_it() -> None:
    assert told(about(occurrence(PROMISE, day=DUE), RECORDING, ANA))[1].startswith("They promised on Thu 26 Nov: ")
    nobody = told(about(occurrence(PROMISE, day=DUE), replace(RECORDING, person=None)))
    assert nobody[:2] == ["A promise made to you · due today", "Promised on Thu 26 Nov: send me the recording"]


def test_a_date_that_could_be_in_doubt_has_its_year() -> None:
    assert told(about(occurrence(PROMISE, day=date(2027, 7, 1)), ARTICLE, ANA))[:2] == [
        "Ana Lima · its day was Fri 4 Dec 2026",
        "You promised on Thu 26 Nov 2026: send her the article",
    ]


def test_an_introduction_says_between_whom_and_since_when_it_is_quiet() -> None:
    between = introduction(IntroductionState.IDEA, "Tom, they both teach")
    lines = told(about(NudgeKind.INTRODUCTION, between, ANA))
    assert lines[:2] == ["Ana and Tom · an introduction, quiet since Thu 26 Nov", "Tom, they both teach"]
    moved = replace(introduction(IntroductionState.AGREED), moved_on=date(2026, 12, 1))
    assert told(about(NudgeKind.INTRODUCTION, moved, ANA))[0].endswith("quiet since Tue 1 Dec")
    offered = introduction(IntroductionState.IDEA, "Her sister, who runs a gallery", to_me=True)
    assert told(about(NudgeKind.INTRODUCTION, offered, ANA))[:2] == [
        "Ana Lima · an offer, quiet since Thu 26 Nov",
        "They offered to introduce you to her sister, who runs a gallery",
    ]


def test_advice_says_what_it_was_and_how_long_ago() -> None:
    entry = about(occurrence(NudgeKind.ADVICE, ADVICE.key, MET + timedelta(days=21)), ADVICE)
    assert told(entry)[:2] == [
        "Advice you took home · “talk to customers first”",
        "You heard it 21 days ago at AI meetup.",
    ]
    assert told(replace(entry, event=None), on=NEXT_DAY)[1] == "You heard it 1 day ago."


@pytest.mark.parametrize(
    ("helpers", "said"),
    [
        (("Ana Lima",), "Lately you had help from Ana Lima."),
        (("Ana", "Boris", "Eva"), "Lately you had help from Ana, Boris and Eva."),
    ],
)
def test_paying_it_forward_says_who_helped_lately(helpers: tuple[str, ...], said: str) -> None:
    entry = about(NudgeKind.FORWARD, FORWARD, helped_by=helpers)
    assert told(entry)[:3] == ["Pay it forward · “help a newcomer with a CV”", "You noted it on Thu 26 Nov.", said]
    assert "Lately" not in "".join(told(replace(entry, helped_by=())))


# --- what is remembered -------------------------------------------------------------------------


def test_who_they_are_and_what_they_said_is_remembered() -> None:
    assert told(follow_up())[1:3] == ["climbs, moved here from Lisbon", "They said: her team drops half its features"]


def test_the_last_contact_is_remembered_before_what_was_said_and_a_note_after_both() -> None:
    noted = replace(follow_up(replace(ANA, said=None)), notes=(note("likes tea"), note("a board game", NoteKind.NEED)))
    assert "They said: " in "\n".join(told(replace(follow_up(), notes=noted.notes)))
    assert "You noted: likes tea · needs a board game" in told(noted)
    after = replace(follow_up(), contact=COFFEE)
    assert "Last time, Tue 1 Dec: had coffee, she is moving in March" in told(after)
    assert not any(line.startswith("They said") for line in told(after))
    silent = replace(follow_up(), contact=replace(COFFEE, words=None))
    assert "They said: her team drops half its features" in told(silent)


def test_of_somebody_of_whom_nothing_is_noted_nothing_is_made_up() -> None:
    for key in KEYS:
        lines = told(follow_up(BORIS, key))
        assert len(lines) == 3
        assert lines[-1].startswith("Boris, ")


def test_open_promises_are_remembered_both_ways() -> None:
    lines = told(replace(follow_up(), promises=(ARTICLE, replace(RECORDING, due=None))))
    assert lines[3:5] == ["Open: send her the article (by Fri 4 Dec)", "They promised: send me the recording"]
    third = replace(ARTICLE, key=Key("d9"), words="call her")
    assert "call her" not in "".join(told(replace(follow_up(), promises=(ARTICLE, RECORDING, third))))


def test_the_promise_that_is_told_is_not_told_twice() -> None:
    entry = about(occurrence(PROMISE, ARTICLE.key, DUE), ARTICLE, ANA, promises=(ARTICLE, RECORDING))
    assert "".join(told(entry)).count("send her the article") == 1
    assert "They promised: send me the recording (by Fri 4 Dec)" in told(entry)


@pytest.mark.parametrize("several", [False, True])
def test_every_promise_that_is_due_is_listed_however_little_room_there_is(*, several: bool) -> None:
    more = [replace(ARTICLE, key=Key(f"d9.{number}.h"), words=f"thing {number}") for number in range(4)]
    due = tuple(occurrence(PROMISE, each.key, DUE, named=Named.DAY, key=f"p1.{each.key}") for each in more[:3])
    entry = replace(
        about(due[0], more[0], ANA, promises=(*reversed(more),)), entry=Entry(ANA.key, (*due, check_in().nudge))
    )
    text = "\n".join(told(entry, *([follow_up(BORIS)] if several else [])))
    assert [f"thing {number}" in text for number in range(4)] == [True, True, True, False]


def test_what_finds_no_room_is_counted() -> None:
    due = tuple(replace(ARTICLE, key=Key(f"d9.{number}.h")) for number in range(6))
    nudges = tuple(occurrence(PROMISE, each.key, DUE, key=each.key) for each in due)
    lines = told(replace(about(nudges[0], due[0], ANA, promises=due), entry=Entry(ANA.key, nudges)))
    assert sum(line.startswith("Open: ") for line in lines) == 3
    assert "And 2 more under /promises" in lines


# --- one step, and words to use -----------------------------------------------------------------


def steps(*entries: About) -> set[str]:
    return {line for entry in entries for line in told(entry) if line.startswith("→")}


def test_each_entry_has_one_step_and_the_wordings_rotate() -> None:
    assert steps(*(follow_up(key=key) for key in KEYS)) == {
        "→ Send a line that only Ana could get from you.",
        "→ Write two sentences now and leave the rest for later.",
        "→ Say what stayed with you, and ask one question.",
    }
    for kind, thing in ((CHECK_IN, ANA), (AGAIN, ANA), (NudgeKind.ADVICE, ADVICE), (NudgeKind.FORWARD, FORWARD)):
        assert len(steps(*(about(occurrence(kind, key=key), thing) for key in KEYS))) > 1
    assert len(told(follow_up())) == len(told(follow_up(key="n2")))


def test_the_same_occurrence_is_always_told_in_the_same_words() -> None:
    assert told(follow_up()) == told(follow_up())


def test_what_was_planned_for_a_chosen_day_is_the_step_on_that_day_only() -> None:
    planned = replace(ANA, next_touch=TWO_WEEKS, touch_how="coffee near her office")
    assert steps(check_in(planned, Named.DAY)) == {"→ As you planned: coffee near her office"}
    another = replace(planned, next_touch=TWO_WEEKS + timedelta(days=1))
    assert "coffee" not in "".join(steps(check_in(another, Named.DAY)))


def test_no_other_day_is_suggested_while_one_is_planned() -> None:
    planned = replace(ANA, next_touch=TWO_WEEKS + timedelta(days=1), touch_how="coffee")
    suggested = {key for key in KEYS if "→ Suggest a day for a coffee or a call." in steps(check_in(key=key))}
    assert suggested
    assert not any("Suggest a day" in each for key in suggested for each in steps(check_in(planned, key=key)))


@pytest.mark.parametrize(
    ("due", "presses"), [(None, True), (NEXT_DAY + timedelta(days=7), True), (NEXT_DAY + timedelta(days=8), False)]
)
def test_an_open_promise_is_the_step_when_it_is_due_soon(due: date | None, *, presses: bool) -> None:
    found = steps(*(replace(follow_up(key=key), promises=(replace(ARTICLE, due=due),)) for key in KEYS))
    assert ("→ Do what you promised, or say when you will." in found) is presses
    theirs = steps(*(replace(follow_up(key=key), promises=(replace(RECORDING, due=due),)) for key in KEYS))
    assert not any("promised" in each for each in theirs)


def test_words_to_use_are_said_to_the_person() -> None:
    assert told(follow_up())[-1] in {
        "Ana, you told me that your team drops half its features, and I am curious to hear more.",
        "Ana, you mentioned that your team drops half its features, and I would like to hear more about it.",
    }
    kept = about(occurrence(PROMISE, day=DUE), ARTICLE, ANA)
    assert told(kept)[-1].startswith("Ana, ")
    assert all(words in told(kept)[-1] for words in ("the article", "promised"))


def test_words_take_up_a_note_of_the_evening_when_nothing_else_was_told() -> None:
    noted = (note("builds sailboats"),)
    for key in KEYS:
        words = told(replace(follow_up(replace(ANA, said=None), key), notes=noted))[-1]
        assert words.endswith(" that you build sailboats, and I would like to hear more.")


def test_what_they_promised_is_asked_for_and_not_put_into_the_owners_mouth() -> None:
    for key in KEYS:
        asked = told(about(occurrence(PROMISE, day=DUE, key=key), RECORDING, ANA))[-1]
        assert asked.startswith("Ana, ")
        assert asked.partition("?")[1]
        assert "recording" not in told(about(occurrence(CHECK_IN, key=key), ANA, promises=(RECORDING,)))[-1]


def test_where_there_is_nobody_to_write_to_there_are_no_words() -> None:
    screen = bundle((about(PROMISE, BLOG),), NEW_YORK, NOW)
    assert "blockquote" not in screen.text
    assert "blockquote" in bundle((follow_up(),), NEW_YORK, NOW).text


@pytest.mark.parametrize("state", MINE[:-1])
@pytest.mark.parametrize("other", ["Sara from Figma", "my old boss"])
def test_an_introduction_has_a_step_and_words_at_every_station(state: IntroductionState, other: str) -> None:
    entries = [about(occurrence(NudgeKind.INTRODUCTION, key=key), introduction(state, other), ANA) for key in KEYS]
    assert len(steps(*entries)) == 1
    for words in {told(entry)[-1] for entry in entries}:
        assert "{" not in words
        assert words[0].isupper()
        assert "old boss, meet" not in words
        assert "Ana" in words


def test_the_other_one_is_written_to_by_name() -> None:
    asking = {
        told(about(occurrence(NudgeKind.INTRODUCTION, key=key), introduction(IntroductionState.ASKED_A), ANA))[-1]
        for key in KEYS
    }
    assert asking == {
        "Sara, I told Ana about you, and I think you two would enjoy a talk. May I put you in touch?",
        "Sara, I thought of you when I talked with Ana. May I introduce you to each other?",
    }


@pytest.mark.parametrize("state", TO_ME[:-1])
def test_an_offer_has_a_step_and_words_at_every_station(state: IntroductionState) -> None:
    offer = introduction(state, "her boss Petra", to_me=True)
    for key in KEYS:
        *_, step, words = told(about(occurrence(NudgeKind.INTRODUCTION, key=key), offer, ANA))
        assert step.startswith("→ ")
        assert words.startswith("Ana, ")
        assert "her boss" not in words


def test_an_introduction_that_goes_nowhere_is_told_without_a_step() -> None:
    for settled in (introduction(IntroductionState.THANKED), introduction(IntroductionState.THANKED, to_me=True)):
        assert "{" not in "".join(told(about(NudgeKind.INTRODUCTION, settled, ANA)))


# --- asking -------------------------------------------------------------------------------------


def asked(person: Person = ANA, key: str = "n1") -> About:
    return about(occurrence(AGAIN, person.key, key=key), person, mention=missed(3))


def test_after_three_mentions_the_message_asks_and_offers_no_words() -> None:
    lines = told(replace(asked(), promises=(ARTICLE,)))
    assert lines[0] == "Ana Lima · brought up three times"
    assert lines[3] == "Open: send her the article (by Fri 4 Dec)"
    assert {told(asked(key=key))[-1] for key in KEYS} == {
        "There was no moment for Ana so far, and that is all right. Keep to it, less often, or stop?",
        "Perhaps Ana can wait, and that is all right. Keep to it, less often, or stop?",
    }
    assert "blockquote" not in bundle((asked(),), NEW_YORK, NOW).text


def test_less_often_is_not_offered_when_it_cannot_be() -> None:
    assert told(asked(replace(ANA, pace=SLOWEST)))[-1].endswith(" Keep to it, or stop?")


@pytest.mark.parametrize("thing", [BLOG, ADVICE])
def test_a_thing_is_kept_or_let_go(thing: Takeaway) -> None:
    for key in KEYS:
        lines = told(about(occurrence(AGAIN, thing.key, key=key), thing, mention=missed(3)))
        assert lines[-1].endswith(" Keep it, or let it go?")
        assert thing.words in "".join(lines)


def test_an_introduction_that_had_no_answer_asks_about_the_person() -> None:
    between = introduction(IntroductionState.IDEA)
    lines = told(about(NudgeKind.INTRODUCTION, between, ANA, mention=missed(3)))
    assert lines[0].startswith("Ana and Sara from Figma · ")
    assert "Ana" in lines[-1]


# --- several, late, and whatever people typed ---------------------------------------------------


def test_several_share_a_message_a_blank_line_apart_each_in_five_lines_at_most() -> None:
    rich = replace(check_in(), promises=(ARTICLE, RECORDING), contact=COFFEE)
    promise = about(occurrence(PROMISE, ARTICLE.key, DUE), ARTICLE, ANA, promises=(ARTICLE, RECORDING))
    between = about(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA), ANA, promises=(ARTICLE,))
    offer = about(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA, to_me=True), ANA)
    forward = about(NudgeKind.FORWARD, FORWARD, helped_by=("Ana", "Boris"))
    for entry in (rich, promise, between, offer, forward, follow_up(), asked(), about(AGAIN, BLOG)):
        boris = replace(follow_up(BORIS), entry=Entry(BORIS.key, (replace(entry.nudge, kind=FOLLOW_UP),)))
        first, second = "\n".join(told(entry, boris)).split("\n\n")
        assert len(first.splitlines()) <= 5
        assert second.startswith("Boris · ")
    assert "climbs" not in "".join(told(rich, follow_up(BORIS)))


def test_what_comes_late_says_when_it_was_due_at_the_foot() -> None:
    entry = follow_up()
    text = plain_text(bundle((entry, check_in()), NEW_YORK, entry.nudge.due + timedelta(days=1)))
    assert text.endswith("\n\nThis was due yesterday, Fri 27 Nov 2026, 09:00; I was away.")
    assert "I was away" not in plain_text(bundle((entry,), NEW_YORK, entry.nudge.due + timedelta(minutes=59)))


LONG_PERSON = replace(
    ANA,
    key=Key("d1234567.12"),
    name="<&>" * 30,
    who="w " * 400,
    said="s " * 400,
    touch_how="t " * 400,
    next_touch=TWO_WEEKS,
)
LONG_MEETUP: Event = replace(MEETUP, title="t " * 200)


def longest(kind: NudgeKind, thing: Person | Introduction, **changes: bool) -> About:
    promises = tuple(replace(ARTICLE, key=Key(f"d1234567.{number}.h"), words="<&>" * 200) for number in range(9))
    nudges = (
        occurrence(kind, thing.key, TWO_WEEKS, named=Named.DAY, key="a.d1234567.12.261206.s99"),
        *(occurrence(PROMISE, each.key, TWO_WEEKS, key=f"p.{each.key}") for each in promises),
    )
    contact = replace(COFFEE, words="<&>" * 300)
    notes = (note("n " * 400),) * 9
    return About(Entry(LONG_PERSON.key, nudges), thing, LONG_PERSON, LONG_MEETUP, promises, notes, contact)


@pytest.mark.parametrize(
    "entry",
    [
        longest(CHECK_IN, LONG_PERSON),
        longest(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA, "<&>" * 300)),
        longest(NudgeKind.INTRODUCTION, introduction(IntroductionState.IDEA, "a b " * 300, to_me=True)),
    ],
)
def test_three_people_with_the_longest_notes_fit_one_message_and_their_buttons_fit_theirs(entry: About) -> None:
    for entries in ((entry,), (entry, entry, entry)):
        screen = bundle(entries, NEW_YORK, entry.nudge.due + timedelta(days=1))
        assert_telegram_takes(screen)
        assert units(plain_text(screen)) <= 4096


def test_words_of_people_are_never_markup() -> None:
    rude = "<i>&lt;{name}"
    person = replace(ANA, name=f"{rude} Bo", who=rude, said=rude, touch_how=rude, next_touch=TWO_WEEKS)
    promise = replace(ARTICLE, words=rude, person=None)
    takeaway = replace(FORWARD, words=rude)
    for entry in (
        check_in(person, Named.DAY),
        replace(check_in(replace(person, said=None)), event=replace(MEETUP, title=rude), notes=(note(rude),)),
        replace(check_in(person), contact=replace(COFFEE, words=rude), promises=(promise,)),
        about(PROMISE, promise),
        about(PROMISE, replace(promise, person=person.key), person),
        about(NudgeKind.INTRODUCTION, introduction(IntroductionState.ASKED_A, rude), person),
        about(NudgeKind.FORWARD, takeaway, helped_by=(rude,)),
        about(AGAIN, person, mention=missed(3)),
    ):
        screen = bundle((entry,), NEW_YORK, NOW)
        assert_telegram_takes(screen)
        assert "<i>" not in screen.text
        assert rude in plain_text(screen)


def test_nothing_cheers_blames_or_pushes() -> None:
    entries = [
        follow_up(),
        check_in(),
        asked(),
        about(AGAIN, ANA, mention=missed(1)),
        about(AGAIN, BLOG, mention=missed(3)),
        about(PROMISE, ARTICLE, ANA),
        about(PROMISE, RECORDING, ANA),
        about(NudgeKind.ADVICE, ADVICE),
        about(NudgeKind.FORWARD, FORWARD, helped_by=("Ana",)),
        *(about(NudgeKind.INTRODUCTION, introduction(state), ANA) for state in MINE[:-1]),
        *(about(NudgeKind.INTRODUCTION, introduction(state, to_me=True), ANA) for state in TO_ME[:-1]),
    ]
    for entry in entries:
        for key in KEYS:
            nudge = replace(entry.nudge, key=Key(key))
            text = "\n".join(told(replace(entry, entry=Entry(entry.key, (nudge,)))))
            assert "!" not in text
            assert "  " not in text
            assert not any(word in text.casefold() for word in WORDS_OF_GUILT)


WORDS_OF_GUILT = ("should have", "still haven’t", "forgot", "streak", "missed", "overdue", "too late", "must")
