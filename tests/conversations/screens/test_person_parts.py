from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.editing import FIELDS, OF_KIND
from conversations.facts import Key, NoteKind
from conversations.noting import LABELS
from conversations.rhythm import FASTEST, SLOWEST
from conversations.screens.person_parts import edit_page, met_at_page, move_page, notes_page, rhythm_page
from conversations.screens.same import perhaps_known, same_page
from tests.conversations.screens.samples import ANA, MEETUP, PARTY, TOM, note
from tests.conversations.screens.seen import labels, seen, target

CLIMBS, BEES = note("n1.n0", NoteKind.INTEREST, "climbs"), note("n2.n0", NoteKind.INTEREST, "keeps bees")
VOICE, PHOTO = note("n3.n0", NoteKind.VOICE, "her plan"), note("n4.n0", NoteKind.PHOTO, "")
NOTES = (CLIMBS, VOICE, BEES, PHOTO)


def test_every_field_is_shown_with_what_stands_in_it() -> None:
    page = edit_page(ANA, MEETUP, NOTES)
    assert seen(page).startswith(
        "Ana Lopes · what is known\nName: Ana Lopes\nWho they are: Climbs\nWhat they said: –\n"
    )
    assert "\nInterests: climbs · keeps bees\n" in seen(page)
    assert seen(page).endswith("\nWhere you met: AI meetup")
    assert {field.label for field in FIELDS.values()} <= set(labels(page))


def test_a_field_is_changed_at_once_and_notes_are_looked_at_first() -> None:
    page = edit_page(ANA, None, NOTES)
    assert target(page, "Who they are") == Begin("edit", "d7.0", "who")
    assert target(page, "Interests") == Open(Page.PERSON, "d7.0", "interest")
    assert target(page, "Needs") == Begin("edit", "d7.0", "need")
    assert target(page, "Where you met") == Open(Page.PERSON, "d7.0", "event")
    assert target(page, "Files") == Open(Page.PERSON, "d7.0", "file")
    assert target(page, "‹ Ana Lopes") == Open(Page.PERSON, "d7.0")


def test_without_files_there_is_no_way_to_them() -> None:
    assert "Files" not in labels(edit_page(ANA, None, (CLIMBS,)))


def test_each_note_can_be_changed_or_removed_by_its_number_and_another_be_added() -> None:
    page = notes_page(ANA, NOTES, "interest")
    assert seen(page) == "Ana Lopes · interests\n1. climbs\n2. keeps bees"
    assert target(page, "2 change") == Begin("edit", "n2.n0")
    assert target(page, "1 remove") == Do(Deed.NOTE_DROP, "n1.n0")
    assert target(page, "Add") == Begin("edit", "d7.0", "interest")
    assert target(page, "‹ Ana Lopes") == Open(Page.PERSON, "d7.0", "edit")


def test_a_note_about_somebody_else_goes_to_them_with_a_tap() -> None:
    assert target(notes_page(ANA, NOTES, "interest"), "2 move") == Open(Page.PERSON, "d7.0", "move.n2.n0")
    page = move_page(ANA, BEES, [TOM])
    assert seen(page) == "“keeps bees” · about whom, if not Ana Lopes?"
    assert target(page, "Tom") == Do(Deed.NOTE_MOVE, "n2.n0", "d7.1")


def test_a_file_is_shown_or_removed_and_none_is_typed() -> None:
    page = notes_page(ANA, NOTES, "file")
    assert seen(page) == "Ana Lopes · files\n1. a voice note: her plan\n2. a photo"
    assert target(page, "1 show") == Do(Deed.FILES_SHOW, "d7.0", "n3.n0")
    assert target(page, "2 remove") == Do(Deed.NOTE_DROP, "n4.n0")
    assert "Add" not in labels(page)


@pytest.mark.parametrize("part", [*OF_KIND.values(), "file"])
def test_a_field_without_notes_says_so(part: str) -> None:
    assert "Nothing stands here." in seen(notes_page(ANA, (), part))


def test_every_kind_of_note_has_a_field_that_changes_it_and_bears_its_name() -> None:
    assert {kind for kind in NoteKind if kind not in OF_KIND} == {NoteKind.VOICE, NoteKind.PHOTO}
    assert set(LABELS) == set(OF_KIND)


def test_the_latest_ten_notes_are_shown() -> None:
    many = [note(f"n{number}.n0", NoteKind.NEED, f"thing {number}") for number in range(12)]
    assert "1. thing 2\n" in seen(notes_page(ANA, many, "need"))


def test_where_one_met_is_one_of_the_last_events_or_none() -> None:
    concert = replace(PARTY, key=Key("e2"))
    page = met_at_page(ANA, [MEETUP, concert])
    assert labels(page) == ["✓ AI meetup", "Choir party", "Elsewhere", "‹ Ana Lopes"]
    assert target(page, "Choir party") == Do(Deed.PERSON_MET_AT, "d7.0", "e2")
    assert target(page, "Elsewhere") == Do(Deed.PERSON_MET_AT, "d7.0", "")
    assert "✓ Elsewhere" in labels(met_at_page(TOM, [MEETUP]))


def test_the_rhythm_is_said_in_days_and_made_slower_or_faster() -> None:
    page = rhythm_page(ANA)
    assert "Ana Lopes comes up 14 and 45 days after your last contact, then every 90 days." in seen(page)
    assert target(page, "Less often") == Do(Deed.PERSON_SLOWER, "d7.0", "rhythm")
    assert target(page, "More often") == Do(Deed.PERSON_FASTER, "d7.0", "rhythm")
    assert target(page, "Pick a day") == Begin("touch", "d7.0")
    assert "paused" not in seen(page)


def test_at_its_ends_the_rhythm_goes_no_further() -> None:
    assert "Less often" not in labels(rhythm_page(replace(ANA, pace=SLOWEST)))
    assert "More often" not in labels(rhythm_page(replace(ANA, pace=FASTEST)))


def test_the_rhythm_of_somebody_paused_says_so() -> None:
    assert "Just now it is paused." in seen(rhythm_page(replace(ANA, stopped=True)))


# --- one or two ---------------------------------------------------------------------------------


def test_two_who_may_be_one_stand_side_by_side_and_only_a_tap_makes_them_one() -> None:
    ana = replace(ANA, key=Key("d9.0"), name="Ana", who=None, said="Drop half", handle=None, phone="+49 30 1")
    page = same_page(ANA, PARTY, ana, None)
    assert seen(page) == (
        "One person, noted twice?\n\nAna Lopes\nClimbs\nChoir party, Fri 20 Nov 2026\n@analopes\n\n"
        "Ana\nDrop half\nelsewhere, Fri 20 Nov 2026\n+49 30 1\n\n"
        "If so, everything goes on one page, under the name Ana Lopes."
    )
    assert target(page, "Yes, one person") == Do(Deed.PERSON_MERGE, "d7.0", "d9.0")
    assert target(page, "No, two people") == Do(Deed.PERSON_APART, "d7.0", "d9.0")
    assert target(page, "‹ Ana Lopes") == Open(Page.PERSON, "d7.0")


def test_somebody_known_by_name_alone_is_shown_by_where_one_met() -> None:
    assert "Tom\nelsewhere, Thu 3 Sep 2026\n\nIf so" in seen(same_page(ANA, PARTY, TOM, None))


def test_whoever_may_have_been_met_before_is_named_with_where() -> None:
    ana, tom = replace(ANA, key=Key("d9.0"), name="Ana"), replace(TOM, key=Key("d9.1"), met_on=date(2026, 11, 22))
    page = perhaps_known([(ana, ANA, MEETUP), (tom, TOM, None)])
    text = "Perhaps you have met before:\n• Ana: Ana Lopes, AI meetup?\n• Tom: the one from Thu 3 Sep 2026?"
    assert seen(page) == text
    assert target(page, "Ana: look") == Open(Page.SAME, "d7.0", "d9.0", anew=True)
