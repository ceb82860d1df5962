from dataclasses import replace
from datetime import date

import pytest

from conversations.address import Open, Page
from conversations.effects import Keep, Record, Withdraw
from conversations.endings import GONE
from conversations.facts import Key, Note, NoteKind, Person
from conversations.known import Known
from conversations.scripts.edit import EDIT
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

ANA = Person(Key("p1"), "Ana Lopes", None, date(2026, 11, 20), who="climbs", handle="ana_climbs")
TAXES = Note(Key("n1.n0"), ANA.key, NoteKind.OFFER, "help with taxes", date(2026, 11, 20))
KNOWN = Known(NOW, NEW_YORK, person=ANA)
TODAY = date(2026, 11, 23)


def editing(known: Known = KNOWN) -> Playbook:
    return Playbook(EDIT, known, "p1")


def written(book: Playbook) -> tuple[Record, ...]:
    """What changed; every edit leads back to the person."""
    end = book.ended()
    assert (end.screens, end.then) == ((), Open(Page.PERSON, ANA.key))
    return end.records


def noted(number: int, kind: NoteKind, words: str) -> Keep:
    return Keep(Note(Key(f"d1.n{number}"), ANA.key, kind, words, TODAY))


def test_a_field_is_chosen_and_what_stands_in_it_is_shown_before_it_is_changed() -> None:
    book = editing().coach("Change · 1 of 2", "What would you like to change about Ana Lopes?")
    book.taps("Who they are").coach("Change · 2 of 2", "Who is Ana Lopes beyond the job? Now: climbs")
    assert written(book.person("climbs, and keeps bees")) == (Keep(replace(ANA, who="climbs, and keeps bees")),)


def test_what_stands_in_a_field_can_be_removed_by_tap_and_by_word() -> None:
    for book in (editing().taps("Telegram").taps("Remove it"), editing().person("telegram").person("remove it")):
        assert written(book) == (Keep(replace(ANA, handle=None)),)


@pytest.mark.parametrize("field", ["Name", "Phone", "Interests"])
def test_where_nothing_can_be_removed_no_button_offers_it(field: str) -> None:
    assert "Remove it" not in editing().taps(field).buttons()


def test_several_notes_are_told_at_once_one_a_line() -> None:
    book = editing().taps("Interests").coach("One thing a line.")
    assert written(book.person("- climbs\n\n• bees\n  early mornings ")) == (
        noted(0, NoteKind.INTEREST, "climbs"),
        noted(2, NoteKind.INTEREST, "bees"),
        noted(3, NoteKind.INTEREST, "early mornings"),
    )


def test_whoever_passes_over_the_choice_can_still_note_something() -> None:
    book = editing().taps("Skip").coach("What do you want to note about Ana Lopes?")
    assert written(book.person("moves in March")) == (noted(0, NoteKind.REMARK, "moves in March"),)


def test_skipping_changes_nothing() -> None:
    assert written(editing().taps("Needs").taps("Skip")) == ()
    assert written(editing().taps("Mail").taps("Skip")) == ()
    assert written(editing(replace(KNOWN, note=TAXES)).taps("Skip")) == ()


def test_one_note_is_changed_without_asking_which_field_it_is() -> None:
    book = editing(replace(KNOWN, note=TAXES)).coach("1 of 1", "What shall it say instead of “help with taxes”?")
    assert written(book.person("help with French taxes")) == (Keep(replace(TAXES, words="help with French taxes")),)


def test_one_note_is_removed() -> None:
    assert written(editing(replace(KNOWN, note=TAXES)).taps("Remove it")) == (Withdraw(TAXES),)


@pytest.mark.parametrize(
    ("field", "wrong", "hint", "right", "kept"),
    [
        ("Telegram", "ana climbs", "looks like “@ana_climbs”", "https://t.me/ana_l", {"handle": "ana_l"}),
        ("Telegram", "@a", "looks like “@ana_climbs”", "@Ana_L", {"handle": "Ana_L"}),
        ("Phone", "call me", "at least five digits", "+49 30 1234567", {"phone": "+49 30 1234567"}),
        ("Mail", "ana at example", "looks like “ana@example.org”", "ana@example.org", {"email": "ana@example.org"}),
        ("Name", "Ana " * 20, "Up to 60 characters", "Ana Lopes Reis", {"name": "Ana Lopes Reis"}),
    ],
)
def test_what_cannot_stand_in_a_field_gets_a_hint_and_the_question_again(
    field: str, wrong: str, hint: str, right: str, kept: dict[str, str]
) -> None:
    book = editing().taps(field).person(wrong).coach("Change · 2 of 2", hint)
    (change,) = written(book.person(right))
    assert isinstance(change, Keep)
    assert {name: getattr(change.fact, name) for name in kept} == kept


def test_back_leads_to_the_choice_of_the_field() -> None:
    book = editing().taps("Phone").taps("‹ Back").taps("Mail").coach("What is Ana Lopes’s mail address?")
    assert written(book.person("ana@example.org")) == (Keep(replace(ANA, email="ana@example.org")),)


def test_who_is_gone_is_not_written_down_again() -> None:
    end = editing(replace(KNOWN, person=None)).taps("Phone").coach("What is them").person("+49 30 12345").ended()
    assert (end.records, end.then) == ((), None)
    assert plain_text(end.screens[0]) == GONE
