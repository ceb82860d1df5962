import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.details import as_line, details, mark_of, with_detail, without_detail
from conversations.prose import short

LINES = st.text(st.characters(exclude_characters=";", exclude_categories=("C", "Z")), min_size=1)


def test_on_one_line_the_details_stand_apart() -> None:
    note = with_detail(with_detail("UX at Figma", "climbs"), "has a dog\nand a cat")
    assert short(note) == "UX at Figma; climbs; has a dog; and a cat"
    assert short(with_detail(None, "climbs")) == "climbs"


def test_what_came_with_the_name_is_no_detail() -> None:
    assert details("UX at Figma") == details(None) == ()
    assert details(with_detail("UX", "climbs")) == details(with_detail(None, "climbs")) == ("climbs",)


@pytest.mark.parametrize("note", [None, "UX at Figma"])
def test_a_detail_taken_back_leaves_the_note_as_it_was(note: str | None) -> None:
    assert without_detail(with_detail(note, "climbs"), mark_of("climbs")) == (note, "climbs")


def test_a_detail_is_found_again_among_those_that_came_later() -> None:
    note = with_detail(with_detail("UX", "climbs"), "dives")
    assert without_detail(note, mark_of("climbs")) == (with_detail("UX", "dives"), "climbs")


def test_a_detail_is_taken_back_once() -> None:
    assert without_detail("UX", mark_of("UX")) is None
    assert without_detail(None, mark_of("climbs")) is None


@given(st.none() | LINES, st.lists(LINES))
def test_all_details_taken_back_leave_the_first_note(note: str | None, added: list[str]) -> None:
    grown = note
    for detail in added:
        grown = with_detail(grown, detail)
    assert list(details(grown)) == [as_line(detail) for detail in added]
    for detail in added:
        found = without_detail(grown, mark_of(detail))
        assert found is not None
        grown = found[0]
    assert grown == note
