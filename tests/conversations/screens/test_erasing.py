"""The questions before somebody or everything is erased, and the receipts."""

from conversations.address import Deed, Do, Open, Page
from conversations.screens.erasing import (
    PER_NAMED_PAGE,
    Goes,
    NamedRow,
    erased,
    forget_page,
    forgotten,
    leave_page,
    leave_sure,
    left,
    named_page,
    nobody_called,
    whom,
    whom_page,
)
from conversations.screens.people import PersonRow
from tests.conversations.screens.samples import ANA, MEETUP
from tests.conversations.screens.seen import labels, seen, target

KEPT = [(2, "person", "people"), (0, "note", "notes"), (1, "event", "events")]


def test_before_somebody_is_forgotten_all_that_goes_is_counted() -> None:
    page = forget_page(ANA, Goes(notes=1, promises=2, contacts=3))
    assert seen(page) == (
        "Forget Ana Lopes?\n\nWith them go 1 note, 2 promises and 3 contacts.\n\nThere is no way back."
    )
    assert target(page, "Yes, forget") == Do(Deed.PERSON_FORGET_SURE, ANA.key)
    assert target(page, "No, keep") == Open(Page.PERSON, ANA.key)
    assert labels(page) == ["Yes, forget", "No, keep", "Export everything first"]


def test_what_stays_of_somebody_is_said_before_they_are_forgotten() -> None:
    page = forget_page(ANA, Goes(advice=1, named=2))
    assert "1 piece of advice from them stays, and says no longer whose it was." in seen(page)
    assert "A name like that stands in 2 other notes of yours." in seen(page)
    assert target(page, "Where that is") == Open(Page.PERSON, ANA.key, "named")


def test_an_export_is_offered_first() -> None:
    for page in (forget_page(ANA, Goes()), leave_page(KEPT)):
        assert target(page, "Export everything first") == Do(Deed.EXPORT)


def test_the_receipt_names_nobody() -> None:
    text = seen(forgotten(Goes(notes=2, named=1)))
    assert text.startswith("Forgotten\nWith them went 2 notes. Nothing of it is kept.")
    assert "1 other note of yours may name them still." in text
    assert "Telegram lets me delete nothing in it that is older than two days" in text
    assert seen(forgotten(Goes())).startswith("Forgotten\nNothing of it is kept.")


def test_where_a_name_stands_is_shown_page_by_page() -> None:
    rows = [NamedRow(f"Place {number}", f"Ana {number}", Open(Page.HOME)) for number in range(PER_NAMED_PAGE + 1)]
    first = named_page(ANA, [*rows[:-1], NamedRow("No page", "Ana", None)], 0)
    assert "1. Place 0: Ana 0" in seen(first)
    assert target(first, "›") == Open(Page.PERSON, ANA.key, "named", PER_NAMED_PAGE)
    last = named_page(ANA, [*rows[:-1], NamedRow("No page", "Ana", None)], PER_NAMED_PAGE)
    assert "1. No page: Ana" in seen(last)
    assert target(last, "‹") == Open(Page.PERSON, ANA.key, "named", 0)
    assert labels(last) == ["‹", "‹ Forget?"]


def test_a_name_that_stands_nowhere_else_says_so() -> None:
    assert "It stands nowhere else." in seen(named_page(ANA, [], 0))


def test_of_several_one_is_chosen_and_nobody_is_forgotten_by_that() -> None:
    page = whom_page([PersonRow(ANA, MEETUP), PersonRow(ANA, None)], 5)
    assert "1. Ana Lopes · AI meetup" in seen(page)
    assert "2. Ana Lopes · elsewhere" in seen(page)
    assert "and 3 more" in seen(page)
    assert target(page, "2 Ana Lopes") == Open(Page.PERSON, ANA.key, "forget")
    assert "more" not in seen(whom_page([PersonRow(ANA, None)], 1)).replace("once more", "")


def test_nobody_named_and_nobody_found_get_a_kind_word() -> None:
    assert "/forget Ana" in seen(whom())
    assert "I know nobody by “<b>Zoe”" in seen(nobody_called("<b>Zoe"))


def test_everything_is_asked_about_twice() -> None:
    page = leave_page(KEPT)
    assert "That is 2 people, 1 event and your settings." in seen(page)
    assert target(page, "Go on to erasing") == Open(Page.LEAVE, part="sure")
    assert target(page, "No, keep it") == Open(Page.HOME)
    assert target(leave_sure(77), "Erase everything now") == Do(Deed.ERASE_ALL, "77")


def test_the_last_receipt_says_what_and_when_and_that_there_is_no_other() -> None:
    text = seen(left(KEPT, "Mon 23 Nov 2026, 09:00"))
    assert text.startswith("Erased\nMon 23 Nov 2026, 09:00: 2 people, 1 event and your settings went.")
    assert "this message is the only receipt" in text
    assert "there was nothing left to erase" in seen(left([], "now"))
    assert seen(erased()) == "Erased."
