from dataclasses import replace

from conversations.address import Begin, Open, Page, read, written
from conversations.screens.people import people_page
from tests.conversations.screens.samples import ANA, PARTY, TOM
from tests.conversations.screens.seen import labels, seen, target


def test_people_are_told_by_who_they_are_and_where_one_met() -> None:
    page = people_page(((ANA, PARTY), (TOM, None)), 0, 2)
    assert "Ana Lopes: Climbs\nChoir party, Fri 20 Nov 2026" in seen(page)
    assert "Tom\nelsewhere, Thu 3 Sep 2026" in seen(page)


def test_names_stand_two_in_a_row_and_lead_to_their_page() -> None:
    page = people_page(((ANA, PARTY), (TOM, None), (ANA, None)), 0, 3)
    assert [len(row) for row in page.rows] == [2, 1, 1]
    assert target(page, "Tom") == Open(Page.PERSON, "d7.1")


def test_somebody_without_a_name_can_still_be_opened() -> None:
    assert "somebody" in labels(people_page(((replace(TOM, name=" "), None),), 0, 1))


def test_a_search_says_what_it_looked_for_and_its_pages_go_on_with_it() -> None:
    page = people_page(((ANA, PARTY),) * 8, 0, 20, "climbs  a|lot")
    assert "People for “climbs a|lot” · 1–8 of 20" in seen(page)
    assert target(page, "›") == Open(Page.PEOPLE, part="climbs a lot", at=8)
    assert target(page, "‹ All people") == Open(Page.PEOPLE)


def test_a_search_too_long_for_an_address_is_cut_to_what_fits() -> None:
    to = target(people_page(((ANA, None),) * 8, 8, 99999, "ü" * 60), "›")
    assert isinstance(to, Open)
    assert to.part == "ü" * 20
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
