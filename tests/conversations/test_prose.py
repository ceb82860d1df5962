import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.prose import joined, plain, prose, short


@given(st.text())
def test_peoples_words_are_shown_as_they_typed_them(text: str) -> None:
    assert html.unescape(plain(text)) == text
    assert "<" not in plain(text)


def test_our_own_markup_stays_and_theirs_does_not() -> None:
    assert prose("<b>{who}</b> & co", who="<i>Ana</i> & Ben") == "<b>&lt;i&gt;Ana&lt;/i&gt; &amp; Ben</b> & co"


def test_braces_in_peoples_words_fill_nothing() -> None:
    assert prose("{who}", who="{other}", other="x") == "{other}"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Ana", 10, "Ana"),
        ("  Ana \n and\tBen ", 20, "Ana and Ben"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 10, "one two…"),
        ("one two, three", 10, "one two…"),
        ("a verylongword", 10, "a verylon…"),
        ("verylongword", 10, "verylongw…"),
        ("", 10, ""),
    ],
)
def test_long_text_is_cut_at_a_word_where_that_leaves_half_of_it(text: str, limit: int, cut: str) -> None:
    assert short(text, limit) == cut


@given(st.text(), st.integers(2, 50))
def test_short_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = short(text, limit)
    assert len(line) <= limit
    assert not re.search(r"[\n\t\r]", line)


def test_safe_texts_are_joined_line_by_line() -> None:
    assert joined((plain("a"), plain("b"))) == "a\nb"
    assert joined([plain("a"), plain("b")], "\n\n") == "a\n\nb"
