from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.address import Begin, Open, Page, read, written
from conversations.folding import folded
from conversations.recall import By, Hit
from conversations.screens.found import around, why
from conversations.screens.people import PersonRow, people_page
from tests.conversations.screens.samples import ANA, PARTY, TOM
from tests.conversations.screens.seen import labels, seen, target


def test_people_are_told_by_who_they_are_and_where_one_met() -> None:
    page = people_page((PersonRow(ANA, PARTY), PersonRow(TOM, None)), 0, 2)
    assert "Ana Lopes: Climbs\nChoir party, Fri 20 Nov 2026" in seen(page)
    assert "Tom\nelsewhere, Thu 3 Sep 2026" in seen(page)


def test_names_stand_two_in_a_row_and_lead_to_their_page() -> None:
    page = people_page((PersonRow(ANA, PARTY), PersonRow(TOM, None), PersonRow(ANA, None)), 0, 3)
    assert [len(row) for row in page.rows] == [2, 1, 1]
    assert target(page, "Tom") == Open(Page.PERSON, "d7.1")


def test_somebody_without_a_name_can_still_be_opened() -> None:
    assert "somebody" in labels(people_page((PersonRow(replace(TOM, name=" "), None),), 0, 1))


def test_a_search_says_what_it_looked_for_and_its_pages_go_on_with_it() -> None:
    page = people_page((PersonRow(ANA, PARTY),) * 8, 0, 20, "climbs  a|lot")
    assert "People for “climbs a|lot” · 1–8 of 20" in seen(page)
    assert target(page, "›") == Open(Page.PEOPLE, "d7.0", "climbs a lot", 8)
    assert target(page, "‹ All people") == Open(Page.PEOPLE)


def test_a_search_says_why_somebody_was_found_unless_their_name_does() -> None:
    hits = (Hit(ANA.key, By.OFFER, "reads CVs", ("cvs",)), Hit(TOM.key))
    page = people_page((PersonRow(ANA, PARTY), PersonRow(TOM, None)), 0, 2, "cvs", hits)
    assert "Ana Lopes\noffers: reads CVs\nChoir party, Fri 20 Nov 2026" in seen(page)
    assert "Tom\nelsewhere, Thu 3 Sep 2026" in seen(page)


@pytest.mark.parametrize(
    ("by", "text", "reason"),
    [
        (By.NEED, "a designer", "needs: a designer"),
        (By.PROMISED, "send her the article", "you promised: send her the article"),
        (By.PROMISED_ME, "an article", "promised you: an article"),
        (By.EVENT, "PyCon", "met at PyCon"),
        (By.MET_HOW, "at the bar", "met at the bar"),
        (By.HANDLE, "ana_l", "@ana_l"),
        (By.WHO, "climbs", "climbs"),
        (By.NAME, "", ""),
    ],
)
def test_a_reason_is_said_as_one_says_it(by: By, text: str, reason: str) -> None:
    assert why(Hit(ANA.key, by, text, ("ana",))) == reason


def test_every_reason_has_its_words() -> None:
    assert all(why(Hit(ANA.key, by, "climbs", ("climbs",))).endswith("climbs") for by in By)


LONG = "spoke for an hour about how she and her sister built the Größe of a boat, then sold it and moved to Lisbon"


@pytest.mark.parametrize(
    ("word", "piece"),
    [
        ("hour", "spoke for an hour about how she and…"),
        ("grosse", "…built the Größe of a boat, then sold…"),
        ("lisbon", "…boat, then sold it and moved to Lisbon"),
        ("zebra", "spoke for an hour about how she and…"),
    ],
)
def test_a_long_text_is_cut_around_the_word(word: str, piece: str) -> None:
    assert around(LONG, word, 40) == piece


def test_a_word_inside_a_very_long_one_is_in_view() -> None:
    piece = around(f"see https://example.org/{'a' * 90}/boats/{'b' * 90} please", "boats", 40)
    assert "boats" in piece
    assert len(piece) <= 40


@given(st.sampled_from(By), st.text(max_size=300), st.text("abcxyzäß", min_size=1, max_size=20), st.text(max_size=300))
def test_a_reason_is_one_short_line_with_the_word_in_view(by: By, before: str, word: str, after: str) -> None:
    reason = why(Hit(ANA.key, by, f"{before} {word} {after}", (folded(word),)))
    assert len(reason) <= 80
    assert len(reason.splitlines()) <= 1
    assert folded(word) in folded(reason)


def test_a_search_too_long_for_an_address_is_cut_to_what_fits() -> None:
    to = target(people_page((PersonRow(ANA, None),) * 8, 8, 99999, "ü" * 60), "›")
    assert isinstance(to, Open)
    assert to.part == "ü" * 16
    assert read(written(to)) == to


def test_a_search_that_finds_nobody_suggests_another() -> None:
    assert "nobody for “<zebra>”" in seen(people_page((), 0, 0, "<zebra>"))


def test_nobody_met_yet_is_no_reproach_but_a_next_step() -> None:
    page = people_page((), 0, 0)
    assert "write me a name" in seen(page)
    assert target(page, "Add an event") == Begin("new_event")


def test_a_page_of_people_that_became_empty_leads_back() -> None:
    page = people_page((), 16, 16)
    assert "empty by now" in seen(page)
    assert target(page, "‹") == Open(Page.PEOPLE, at=8)


def test_whoever_was_only_noted_so_far_is_told_by_that() -> None:
    assert "Tom: plays chess · a banker" in seen(people_page((PersonRow(TOM, None, "plays chess · a banker"),), 0, 1))
