from dataclasses import replace
from datetime import date

import pytest

from conversations.dialogue import Dialogue
from conversations.effects import Keep, Play, Withdraw
from conversations.endings import ending
from conversations.facts import Introduction, Key, Note, NoteKind, Person, Promise, Takeaway
from conversations.harvest import changes, harvested, named_by
from conversations.known import Known
from conversations.scripts.after_event import AFTER_EVENT
from conversations.signals import Card, Shared
from tests.playbook import NEW_YORK, NOW, Playbook, event, plain_text

MEETUP = event(day=22)
MET = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)
ANA = Person(Key("p7"), "Ana", MEETUP.key, MET, draft=True)
BEN = Person(Key("p8"), "Ben", MEETUP.key, MET, draft=True)
ARTICLE = Promise(Key("n1.h0"), ANA.key, "send her the article on heat pumps", MET)
SISTER = Introduction(Key("n1.b0"), ANA.key, "her sister", MET, to_me=True)
ONE = Known(NOW, NEW_YORK, MEETUP, present=(ANA,), noted=(ARTICLE,))
TWO = replace(ONE, present=(ANA, BEN))


def debrief(known: Known) -> Playbook:
    return Playbook(AFTER_EVENT, known, "e1")


def skip(book: Playbook, times: int) -> Playbook:
    for _ in range(times):
        book.taps("Skip")
    return book


def promises(book: Playbook) -> list[Promise]:
    return [fact for fact in book.facts() if isinstance(fact, Promise)]


def advice(book: Playbook) -> Takeaway:
    return next(fact for fact in book.facts() if isinstance(fact, Takeaway))


# --- promises -----------------------------------------------------------------------------------


def test_a_promise_that_has_its_day_is_not_asked_for_one_and_the_next_screen_says_what_was_read() -> None:
    book = skip(debrief(Known(NOW, NEW_YORK, MEETUP)).person("Zoë"), 2).coach("Anything you promised Zoë")
    book.person("Send her the article by Friday")
    book.coach("✓ Send her the article, by Fri 27 Nov 2026", "Zoë · 4 of 6", "hear from you again")
    assert promises(book) == [Promise(Key("d1.0.h"), Key("d1.0"), "Send her the article", MET, FRIDAY)]


@pytest.mark.parametrize(
    ("words", "due"),
    [("Send her the article about heat pumps by Friday", FRIDAY), ("the article on heat pumps", None)],
)
def test_a_promise_noted_at_the_event_and_told_again_is_one(words: str, due: date | None) -> None:
    book = skip(debrief(ONE).taps("That was everyone"), 2).coach("You noted: you promised: send her the article")
    book.person(words)
    assert promises(book) == [replace(ARTICLE, due=due)]


def test_a_day_that_was_noted_is_not_lost_when_the_promise_is_told_without_one() -> None:
    dated = replace(ONE, noted=(replace(ARTICLE, due=FRIDAY),))
    book = skip(debrief(dated).taps("That was everyone"), 2).person("send her the article on heat pumps")
    assert promises(book)[0].due == FRIDAY


def test_another_promise_stands_beside_the_one_that_was_noted() -> None:
    book = skip(debrief(ONE).taps("That was everyone"), 2).person("Call her by Friday")
    assert promises(book) == [Promise(Key("d1.0.h"), ANA.key, "Call her", MET, FRIDAY)]
    end = skip(book, 5).ended()
    assert "• Ana: Call her, by Fri 27 Nov 2026\n• Ana: send her the article on heat pumps" in plain_text(
        end.screens[0]
    )


def test_what_they_promised_is_not_taken_for_what_i_did() -> None:
    theirs = replace(ONE, noted=(replace(ARTICLE, mine=False),))
    book = skip(debrief(theirs).taps("That was everyone"), 2).person("Send her the article on heat pumps by Friday")
    assert promises(book)[0].key == "d1.0.h"


def test_a_summary_tells_what_was_noted_of_those_who_were_named_alone() -> None:
    bens = replace(ARTICLE, key=Key("n2.h0"), person=BEN.key, words="lend him the drill")
    known = replace(TWO, noted=(ARTICLE, SISTER, bens, Note(Key("n1.n0"), ANA.key, NoteKind.NEED, "a flat", MET)))
    answers = debrief(replace(ONE, present=(ANA,))).taps("That was everyone").answers()
    end = ending(Dialogue(Key("d1"), AFTER_EVENT.name, MEETUP.key, answers=answers), known)
    text = plain_text(end.screens[0])
    assert "send her the article" in text
    assert "Offered to introduce you (1 of 3)\n• Ana – her sister" in text
    assert "drill" not in text


# --- files --------------------------------------------------------------------------------------


def test_what_was_recorded_of_somebody_is_heard_before_the_first_question_about_them() -> None:
    files = (
        Note(Key("n1.n0"), ANA.key, NoteKind.VOICE, "", MET, "voice_1"),
        Note(Key("n2.n0"), ANA.key, NoteKind.PHOTO, "her card", MET, "photo_1"),
        Note(Key("n3.n0"), BEN.key, NoteKind.VOICE, "", MET, "voice_2"),
    )
    book = debrief(replace(TWO, noted=files)).taps("That was everyone")
    assert book.played == [Play(voice=True, file="voice_1", caption="Ana"), Play(False, "photo_1", "her card")]  # noqa: FBT003
    book.person("Climbs").taps("Later").parked()
    assert len(book.played) == len(files) - 1
    book.taps("Enough about Ana").coach("Ben · 1 of 6")
    assert book.played[-1] == Play(voice=True, file="voice_2", caption="Ben")


def test_of_many_pictures_only_the_last_ones_are_shown() -> None:
    files = tuple(Note(Key(f"n{number}.f"), ANA.key, NoteKind.PHOTO, "", MET, f"photo_{number}") for number in range(9))
    book = debrief(replace(ONE, noted=files)).taps("That was everyone")
    assert [each.file for each in book.played] == [f"photo_{number}" for number in range(4, 9)]


def test_after_four_people_one_may_stop_and_the_rest_stays_as_noted() -> None:
    six = tuple(replace(ANA, key=Key(f"p{number}"), name=f"No {number}") for number in range(6))
    book = debrief(replace(ONE, present=six, noted=())).taps("That was everyone")
    for number in range(4):
        book.taps(f"Nothing about No {number}")
    book.coach("Four done, 2 to go").person("enough for tonight").coach("advice worth keeping")


# --- advice -------------------------------------------------------------------------------------


def test_who_gave_advice_is_asked_when_several_were_met() -> None:
    book = skip(debrief(TWO).taps("That was everyone"), 12).person("Charge for it").coach("Who gave you that advice?")
    assert advice(book.taps("Ben")).person == BEN.key


@pytest.mark.parametrize(("typed", "key"), [("ána", "p7"), ("the man at the door", None), ("skip", None)])
def test_who_gave_advice_may_be_typed_or_left_open(typed: str, key: str | None) -> None:
    book = skip(debrief(TWO).taps("That was everyone"), 12).person("Charge for it").person(typed)
    assert advice(book).person == key


def test_of_one_person_met_it_is_clear_who_gave_advice() -> None:
    book = skip(debrief(ONE).taps("That was everyone"), 6).person("Charge for it").coach("pass on this month?")
    assert advice(book).person == ANA.key


def test_without_advice_nobody_is_asked_whose_it_was() -> None:
    skip(debrief(TWO).taps("That was everyone"), 13).coach("pass on this month?")


def test_of_nobody_met_advice_is_nobodys() -> None:
    assert advice(debrief(Known(NOW, NEW_YORK, MEETUP)).person("nobody").person("Charge for it")).person is None


# --- forgotten while the debrief was open -------------------------------------------------------


def test_whoever_is_forgotten_meanwhile_stays_forgotten() -> None:
    book = debrief(TWO).taps("That was everyone").person("Climbs")
    before = book.dialogue
    assert set(named_by(before)) == {ANA.key, BEN.key}
    after = book.person("Her team drops half").dialogue
    left = replace(TWO, present=(BEN,), noted=(), gone=frozenset({ANA.key}))
    assert changes(before, after, left) == ()
    assert changes(after, replace(after, answers={}), left) == (Keep(BEN),)
    assert "Ana" not in plain_text(ending(after, left).screens[0])


def test_somebody_new_who_is_forgotten_is_neither_kept_nor_withdrawn_again() -> None:
    book = debrief(Known(NOW, NEW_YORK, MEETUP)).person("Zoë").person("Climbs")
    gone = replace(book.known, gone=frozenset({Key("d1.0")}))
    before = book.dialogue
    after = skip(book, 1).person("Call her").dialogue
    assert changes(before, after, gone) == ()
    assert changes(after, before, gone) == ()
    assert changes(after, before, book.known) == (Withdraw(Promise(Key("d1.0.h"), Key("d1.0"), "Call her", MET)),)


def test_advice_of_somebody_forgotten_is_kept_without_them() -> None:
    book = skip(debrief(ONE).taps("That was everyone"), 6).person("Charge for it")
    (given,) = (
        fact for fact in harvested(book.dialogue, replace(ONE, gone=frozenset({ANA.key}))) if isinstance(fact, Takeaway)
    )
    assert (given.words, given.person) == ("Charge for it", None)


# --- contacts -----------------------------------------------------------------------------------


def test_all_that_a_shared_card_tells_is_kept() -> None:
    card = Card("Zoë", "zoe_l", "+351 1", 77, "zoe@example.org", "UX at Figma", "loves bees")
    book = debrief(Known(NOW, NEW_YORK, MEETUP)).sends(Shared((card,), 1)).coach("You noted: UX at Figma · loves bees")
    person, *notes = book.facts()
    assert isinstance(person, Person)
    assert (person.handle, person.phone, person.email) == ("zoe_l", "+351 1", "zoe@example.org")
    assert [(note.kind, note.words) for note in notes if isinstance(note, Note)] == [
        (NoteKind.WORK, "UX at Figma"),
        (NoteKind.INTEREST, "bees"),
    ]
