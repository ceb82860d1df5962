from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Deed, Do, Open, Page
from conversations.facts import Capture, Introduction, Key, Note, NoteKind, Promise
from conversations.screens.noted import (
    Taken,
    known_already,
    log_contact,
    no_name,
    noted_screen,
    nothing_kept,
    taken_back,
)
from tests.conversations.screens.samples import ANA, TODAY, TOM, note
from tests.conversations.screens.seen import labels, seen, target

MADE = Capture(Key("n9"), ANA.key, "Ana, climbs", 5, made=True)
ADDED = replace(MADE, made=False)
WORK, NEED = note("n9.n0", NoteKind.WORK, "UX at Figma"), note("n9.n1", NoteKind.NEED, "a designer")
VOICE = note("n9.n2", NoteKind.VOICE, "")
ARTICLE = Promise(Key("n9.h0"), ANA.key, "send her the article", TODAY, date(2026, 11, 27))
SISTER = Introduction(Key("n9.b0"), ANA.key, "her sister", TODAY, to_me=True)
BARE = replace(ANA, handle=None)


def test_what_was_understood_is_said_and_can_be_taken_back() -> None:
    screen = noted_screen([Taken(MADE, replace(ANA, phone="+49 30 1"), (WORK, NEED, SISTER, ARTICLE))])
    assert seen(screen) == (
        "Noted Ana Lopes: UX at Figma · needs a designer · introduces you to her sister\n"
        "Reach them: +49 30 1 · @analopes\nYou promised: send her the article, by Fri 27 Nov 2026"
    )
    assert target(screen, "Undo") == Do(Deed.CAPTURE_UNDO, "n9")
    assert labels(screen) == ["Undo"]


def test_what_was_added_to_somebody_may_have_been_about_somebody_new() -> None:
    screen = noted_screen([Taken(ADDED, ANA, (WORK,))])
    assert seen(screen) == "Added to Ana Lopes: UX at Figma"
    assert target(screen, "Somebody new") == Do(Deed.CAPTURE_NEW, "n9")


def test_a_recording_alone_names_nobody_new() -> None:
    screen = noted_screen([Taken(ADDED, ANA, (VOICE,))])
    assert seen(screen) == "Added to Ana Lopes: a voice note"
    assert labels(screen) == ["Undo"]


def test_a_name_alone_is_noted_too() -> None:
    assert seen(noted_screen([Taken(MADE, BARE)])) == "Noted Ana Lopes"


def test_many_pieces_are_cut_and_counted() -> None:
    many = tuple(note(f"n9.n{number}", NoteKind.REMARK, letter) for number, letter in enumerate("abcdefgh"))
    assert seen(noted_screen([Taken(MADE, BARE, many)])) == "Noted Ana Lopes: a · b · c · d · e · f · and 2 more"


def test_of_several_people_each_has_a_line_and_a_way_back() -> None:
    toms, zoes = replace(MADE, key=Key("n10"), person=TOM.key), replace(MADE, key=Key("n11"))
    zoe = replace(BARE, name="Maximiliane-Zoë Archibald")
    screen = noted_screen([Taken(MADE, BARE, (WORK,)), Taken(toms, TOM), Taken(zoes, zoe)])
    assert seen(screen) == "Noted Ana Lopes: UX at Figma\nNoted Tom\nNoted Maximiliane-Zoë Archibald"
    assert [len(row) for row in screen.rows] == [2, 1]
    assert target(screen, "Undo Tom") == Do(Deed.CAPTURE_UNDO, "n10")


def test_many_promises_and_many_people_are_cut_and_counted() -> None:
    promises = tuple(replace(ARTICLE, key=Key(f"n9.h{number}"), due=None) for number in range(5))
    text = seen(noted_screen([Taken(MADE, BARE, promises)]))
    assert text == "Noted Ana Lopes\n" + "You promised: send her the article\n" * 3 + "And 2 more"
    many = noted_screen([Taken(MADE, replace(BARE, name=f"Ana {number}")) for number in range(300)])
    assert seen(many).endswith("Noted Ana 7\n… and 292 more, all in /people")
    assert len(labels(many)) == 8


def test_what_was_taken_back_is_named() -> None:
    assert seen(taken_back(ANA, (WORK, ARTICLE), whole=False)) == (
        "Taken back from Ana Lopes: UX at Figma · you promised: send her the article, by Fri 27 Nov 2026"
    )


@pytest.mark.parametrize(("facts", "whole"), [((WORK,), True), ((), False), ((), True)])
def test_whoever_came_with_a_note_goes_with_it(facts: tuple[Note, ...], *, whole: bool) -> None:
    assert seen(taken_back(ANA, facts, whole=whole)) == "Taken back: Ana Lopes."


def test_a_message_somebody_wrote_may_be_a_contact_a_note_or_nothing() -> None:
    screen = log_contact(ADDED, ANA, "2611231430")
    assert seen(screen) == "From Ana Lopes. Shall I log this as a contact?"
    assert target(screen, "Yes, log it") == Do(Deed.CONTACT_LOG, "n9", "2611231430")
    assert target(screen, "Just a note") == Do(Deed.CONTACT_NOTE, "n9")
    assert target(screen, "No") == Do(Deed.CAPTURE_UNDO, "n9")
    assert target(screen, "Ana Lopes") == Open(Page.PERSON, "d7.0", anew=True)


def test_what_holds_no_name_or_nothing_new_says_how_a_note_looks() -> None:
    assert "More goes behind the name: Ana Lopes, climbs" in seen(known_already(ANA))
    assert all("Ana, UX at Figma, climbs" in seen(screen) for screen in (nothing_kept(), no_name()))
