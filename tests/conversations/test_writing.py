from dataclasses import replace
from datetime import date

import pytest

from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts
from conversations.facts import Introduction, IntroductionState, Key, NoteKind, Promise, Takeaway, TakeawayKind
from conversations.inline import MOST_OFFERED, MOST_PEOPLE, articles
from conversations.writing import Around, facts, noted_as, occasions, reason_for, usual, words
from tests.conversations.screens.samples import ANA, MEETUP, NOW, OWNER, PARTY, TODAY, TOM, note

MINE = Promise(Key("p1"), ANA.key, "send her the article", TODAY)
THEIRS = replace(MINE, key=Key("p2"), words="show me the hall", mine=False)
SISTER = Introduction(Key("i1"), ANA.key, "her sister", TODAY, to_me=True)
ADVICE = Takeaway(Key("d7.a"), MEETUP.key, TakeawayKind.ADVICE, "charge for it", TODAY, person=ANA.key)
ONLY_MET = Around(ANA, OWNER, TODAY, MEETUP)
KNOWN = Around(replace(ANA, last_contact=NOW), OWNER, date(2026, 12, 3))


def offered(state: IntroductionState) -> Around:
    return replace(KNOWN, introductions=(replace(SISTER, to_me=False), replace(SISTER, state=state)))


def test_one_writes_a_first_line_to_whom_one_only_met_and_another_one_later() -> None:
    assert occasions(ONLY_MET) == (Occasion.FOLLOW_UP, Occasion.THANKS)
    assert occasions(KNOWN) == (Occasion.CHECK_IN, Occasion.THANKS)
    assert (usual(ONLY_MET), usual(KNOWN)) == (Occasion.FOLLOW_UP, Occasion.CHECK_IN)


def test_what_one_promised_presses_most() -> None:
    assert occasions(replace(ONLY_MET, promises=(THEIRS, MINE)))[0] is Occasion.PROMISE_KEPT
    assert Occasion.PROMISE_KEPT not in occasions(replace(ONLY_MET, promises=(THEIRS,)))


def test_advice_can_be_answered_while_it_is_open() -> None:
    assert Occasion.ADVICE_USED in occasions(replace(KNOWN, advice=(ADVICE,)))
    assert facts(replace(KNOWN, advice=(ADVICE,)), Occasion.ADVICE_USED).advice == "charge for it"


@pytest.mark.parametrize(
    ("state", "there"),
    [
        (IntroductionState.IDEA, {Occasion.INTRODUCTION_ASKED}),
        (IntroductionState.ASKED_A, {Occasion.INTRODUCTION_ASKED}),
        (IntroductionState.INTRODUCED, {Occasion.INTRODUCTION_THANKS}),
        (IntroductionState.THANKED, set()),
        (IntroductionState.DROPPED, set()),
    ],
)
def test_an_introduction_one_was_offered_is_asked_for_then_thanked_for(
    state: IntroductionState, there: set[Occasion]
) -> None:
    assert set(occasions(offered(state))) - set(occasions(KNOWN)) == there


def test_a_message_takes_up_where_one_met_what_was_said_and_what_was_promised() -> None:
    ana = replace(ANA, said="drop half", who="climbs")
    around = Around(ana, OWNER, date(2026, 11, 24), MEETUP, promises=(THEIRS, MINE))
    expected = Facts("Ana", "AI meetup", "drop half", "send her the article", "climbs", "Bea", 4, met_ago=4)
    assert facts(around, Occasion.FOLLOW_UP) == expected


def test_days_are_counted_from_the_last_contact() -> None:
    assert facts(KNOWN, Occasion.CHECK_IN).days_since == 10
    assert facts(ONLY_MET, Occasion.FOLLOW_UP).days_since == 3


def test_the_day_of_the_meeting_is_told_until_somebody_was_in_touch() -> None:
    assert facts(ONLY_MET, Occasion.THANKS).met_ago == 3
    assert facts(replace(KNOWN, day=TODAY), Occasion.THANKS).met_ago is None
    noted_later = replace(ONLY_MET, person=replace(ANA, met_on=date(2026, 11, 23)), event=PARTY)
    assert facts(noted_later, Occasion.THANKS).met_ago == 1
    assert "today" not in words(replace(KNOWN, event=MEETUP, day=TODAY), Occasion.THANKS, Tone.BRIEF)


def noting(*notes: tuple[NoteKind, str]) -> Around:
    return replace(ONLY_MET, notes=tuple(note(f"n{at}", kind, said) for at, (kind, said) in enumerate(notes)))


@pytest.mark.parametrize(
    ("notes", "noted"),
    [
        (((NoteKind.REMARK, "builds sailboats"),), "builds sailboats"),
        (((NoteKind.INTEREST, "sailing"),), "sailing"),
        (((NoteKind.INTEREST, "bees"),), "she likes bees"),
        (((NoteKind.INTEREST, "Segeln"),), None),
        (((NoteKind.WORK, "works at Figma"), (NoteKind.REMARK, "her move to Lisbon")), "her move to Lisbon"),
        (((NoteKind.WORK, "works at Figma"),), "works at Figma"),
        (((NoteKind.REMARK, "is shy"), (NoteKind.REMARK, "has two kids"), (NoteKind.REMARK, "was at the bar")), None),
        (((NoteKind.REMARK, "send her the link"), (NoteKind.REMARK, "is building a boat")), "is building a boat"),
        (((NoteKind.NEED, "a designer"), (NoteKind.PHOTO, "")), None),
    ],
)
def test_of_the_notes_the_first_that_tells_what_somebody_does_is_taken_up(
    notes: tuple[tuple[NoteKind, str], ...], noted: str | None
) -> None:
    assert facts(noting(*notes), Occasion.FOLLOW_UP).noted == noted


def test_a_note_of_the_evening_is_in_the_first_message() -> None:
    around = noting((NoteKind.REMARK, "builds sailboats"))
    assert "that you build sailboats, and I would like to hear more." in words(around, Occasion.FOLLOW_UP, Tone.BRIEF)


@pytest.mark.parametrize(
    ("how", "on", "planned"),
    [
        ("coffee", TODAY, True),
        (None, TODAY, True),
        ("coffee", date(2026, 11, 22), False),
        ("coffee", None, True),
        (None, None, False),
    ],
)
def test_a_plan_holds_until_its_day_is_over(how: str | None, on: date | None, *, planned: bool) -> None:
    around = replace(ONLY_MET, person=replace(ANA, touch_how=how, next_touch=on))
    assert facts(around, Occasion.FOLLOW_UP).planned is planned


def test_who_asks_for_an_introduction_says_to_whom() -> None:
    assert facts(offered(IntroductionState.IDEA), Occasion.INTRODUCTION_ASKED).other == "her sister"
    assert facts(offered(IntroductionState.INTRODUCED), Occasion.INTRODUCTION_THANKS).other == "her sister"
    assert facts(offered(IntroductionState.IDEA), Occasion.CHECK_IN).other is None


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_leaves_a_line_behind(occasion: Occasion) -> None:
    line = noted_as(replace(KNOWN, promises=(MINE,)), occasion)
    assert line.startswith("You ")
    assert ("send her the article" in line) == (occasion is Occasion.PROMISE_KEPT)


def test_a_promise_that_is_gone_meanwhile_was_kept_all_the_same() -> None:
    assert noted_as(KNOWN, Occasion.PROMISE_KEPT) == "You kept a promise"


def test_the_lines_of_two_occasions_are_never_the_same() -> None:
    assert len({noted_as(KNOWN, occasion) for occasion in Occasion}) == len(Occasion)


# --- in any chat --------------------------------------------------------------------------------


def test_of_one_person_every_occasion_is_offered_in_every_tone() -> None:
    around = replace(ONLY_MET, promises=(MINE,), advice=(ADVICE,), introductions=(SISTER,))
    found = articles([around])
    assert len(found) == len(occasions(around)) * len(Tone)
    assert found[0].title == "Ana Lopes · Promise kept · warm"
    assert found[0].text == words(around, Occasion.PROMISE_KEPT, Tone.WARM)


def test_of_several_people_the_usual_line_of_each_is_offered_with_where_one_met() -> None:
    found = articles([ONLY_MET, Around(TOM, OWNER, TODAY)])
    assert [article.title for article in found] == [
        "Ana Lopes · AI meetup · warm",
        "Ana Lopes · AI meetup · brief",
        "Tom · warm",
        "Tom · brief",
    ]


def test_what_a_message_says_is_shown_without_its_greeting() -> None:
    (first, *_) = articles([ONLY_MET])
    assert not first.description.startswith("Hi")
    assert "\n" not in first.description


def test_nobody_found_is_nothing_offered() -> None:
    assert articles([]) == ()


def test_telegram_takes_all_that_is_offered() -> None:
    person = replace(ANA, key=Key("d" * 32), name="Maximiliane-Antoinette " * 5)
    around = replace(ONLY_MET, person=person, promises=(MINE,), advice=(ADVICE,))
    everything = replace(
        around, introductions=(SISTER, replace(SISTER, state=IntroductionState.INTRODUCED)), event=None
    )
    many = [replace(around, person=replace(person, key=Key(f"{number:032}"))) for number in range(9)]
    for found in (articles([everything]), articles(many)):
        assert 0 < len(found) <= MOST_OFFERED
        assert len({article.key for article in found}) == len(found)
        assert all(1 <= len(article.key.encode()) <= 64 for article in found)
    assert len(articles(many)) == 2 * MOST_PEOPLE


@pytest.mark.parametrize(
    ("kind", "has", "reason"),
    [
        (NoteKind.REMARK, "takes photos of bands", "Ana needs a photographer, Tom takes photos of bands"),
        (NoteKind.OFFER, "photography", "Ana needs a photographer, Tom can help with photography"),
        (NoteKind.WORK, "photographer", "Ana needs a photographer"),
        (NoteKind.INTEREST, "sailing", None),
    ],
)
def test_two_are_brought_together_for_what_one_needs_and_the_other_has(
    kind: NoteKind, has: str, reason: str | None
) -> None:
    need, other = note("n1", NoteKind.NEED, "a photographer"), note("n2", kind, has)
    assert reason_for(replace(ANA, draft=True), TOM, (need, replace(other, person=TOM.key))) == reason


def test_a_shared_interest_alone_is_no_reason_in_words() -> None:
    sails = note("n1", NoteKind.INTEREST, "sailing")
    assert reason_for(ANA, TOM, (sails, replace(sails, key=Key("n2"), person=TOM.key))) is None
