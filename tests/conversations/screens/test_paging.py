from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.address import Open, Page, read, written
from conversations.effects import Button
from conversations.facts import Key
from conversations.screens import paging
from conversations.screens.paging import arrows, first_row, in_rows, position

FEW = 3


@pytest.fixture(autouse=True, scope="module")
def short_pages() -> Iterator[None]:
    """A list with so few rows a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "FEWER", {Page.PROMISES: FEW})
        yield


class Window(NamedTuple):
    """A page as somebody sees it: its rows, and the arrows under them."""

    rows: list[str]
    back: Open | None
    on: Open | None


def page(rows: Sequence[str], to: Open) -> Window:
    """What a list page does with an address: find its first row, show a few, offer the arrows."""
    at = first_row(to, lambda key: rows.index(key) if key in rows else None, len(rows))
    shown = list(rows[at : at + FEW])
    around = {each.label: each.to for row in arrows(Page.PROMISES, at, len(rows), keys=shown) for each in row}
    back, on = around.get("‹"), around.get("›")
    assert isinstance(back, Open | None)
    assert isinstance(on, Open | None)
    return Window(shown, back, on)


FIRST = Open(Page.PROMISES)
KEYS = [f"k{number}" for number in range(9)]


def test_an_arrow_leads_on_behind_the_last_row_and_back_above_the_first() -> None:
    second = page(KEYS, page(KEYS, FIRST).on or FIRST)
    assert second.rows == ["k3", "k4", "k5"]
    assert (second.back, second.on) == (Open(Page.PROMISES, "-k3", at=0), Open(Page.PROMISES, "k5", at=6))


def test_at_the_ends_there_is_no_arrow_further() -> None:
    assert page(KEYS, FIRST).back is None
    assert page(KEYS, Open(Page.PROMISES, "k5")).on is None
    assert arrows(Page.PROMISES, 0, FEW) == ()


def test_a_row_put_above_is_not_skipped_and_none_is_shown_twice() -> None:
    on = page(KEYS, FIRST).on or FIRST
    assert page(["new", *KEYS], on).rows == ["k3", "k4", "k5"]
    assert page(KEYS[1:], on).rows == ["k3", "k4", "k5"]


def test_when_the_row_itself_is_gone_its_number_counts() -> None:
    on = page(KEYS, FIRST).on or FIRST
    assert page([key for key in KEYS if key != "k2"], on).rows == ["k4", "k5", "k6"]


def test_a_page_beyond_the_end_is_the_last_there_is() -> None:
    assert page(KEYS[:4], Open(Page.PROMISES, at=30)).rows == ["k3"]
    assert page(KEYS[:3], Open(Page.PROMISES, "k2")).rows == ["k0", "k1", "k2"]
    assert page([], Open(Page.PROMISES, at=6)) == Window([], None, None)


def test_an_arrow_without_rows_counts() -> None:
    ((back,),) = arrows(Page.PEOPLE, 8, 8, part="climbs")
    assert back.to == Open(Page.PEOPLE, "", "climbs", 0)


@pytest.mark.parametrize(
    ("at", "shown", "total", "said"),
    [(8, 8, 23, " · 9–16 of 23"), (0, 3, 3, ""), (0, 0, 0, ""), (2, 1, 3, " · 3–3 of 3")],
)
def test_a_page_of_several_says_which_rows_it_shows(at: int, shown: int, total: int, said: str) -> None:
    assert position(at, shown, total) == said


@given(st.lists(st.builds(Button, st.text(), st.just(FIRST)), max_size=20), st.integers(1, 8))
def test_buttons_in_rows_are_the_same_buttons(buttons: list[Button], width: int) -> None:
    rows = in_rows(buttons, width)
    assert [button for row in rows for button in row] == buttons
    assert all(len(row) == width for row in rows[:-1])


# --- while one pages, rows come and go ----------------------------------------------------------


@st.composite
def changed(draw: st.DrawFn, rows: list[str], anchor: str) -> list[str]:
    """The list a moment later: some rows are gone, but not the one an arrow names, and some are new; in order."""
    stay = [key for key in rows if key == anchor or draw(st.booleans())]
    for number in range(draw(st.integers(0, 4))):
        stay.insert(draw(st.integers(0, len(stay))), f"n{number}.{len(rows)}.{anchor}"[:32])
    return stay


ROWS = st.integers(1, 20).map(lambda count: [f"k{number}" for number in range(count)])


@given(ROWS, st.data())
def test_paging_on_shows_each_row_that_stayed_once_whatever_came_or_went(rows: list[str], data: st.DataObject) -> None:
    window = page(rows, FIRST)
    while window.on:
        last, before = window.rows[-1], window.rows
        rows = data.draw(changed(rows, last))
        window = page(rows, window.on)
        ahead = rows[rows.index(last) + 1 :]
        assert window.rows[: len(ahead)] == ahead[:FEW] or not ahead
        assert not ahead or not set(window.rows) & set(before)


@given(ROWS, st.integers(0, 30), st.data())
def test_paging_back_skips_no_row_that_stayed(rows: list[str], at: int, data: st.DataObject) -> None:
    window = page(rows, Open(Page.PROMISES, at=at))
    while window.back:
        first = window.rows[0]
        rows = data.draw(changed(rows, first))
        above = rows[: rows.index(first)]
        window = page(rows, window.back)
        assert set(above[-FEW:]) <= set(window.rows)


@given(ROWS, st.integers(0, 30))
def test_where_nothing_changes_back_undoes_on(rows: list[str], at: int) -> None:
    here = page(rows, Open(Page.PROMISES, at=at // FEW * FEW))
    if here.on:
        there = page(rows, here.on)
        assert there.back is not None
        assert page(rows, there.back) == here


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789.", min_size=1, max_size=32).map(Key), st.integers(0, 9990))
def test_every_arrow_fits_a_button(key: Key, at: int) -> None:
    for row in arrows(Page.PROMISES, at, at + 20, keys=[key]):
        for each in row:
            assert read(written(each.to)) == each.to
