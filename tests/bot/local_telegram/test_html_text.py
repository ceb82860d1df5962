"""Telegram's HTML becomes text and entities, or Telegram's own complaint."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_telegram.html_text import parse_html
from bot.local_telegram.refusals import Refused
from bot.local_telegram.utf16 import part, units

TAGS = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre", "blockquote"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<BLOCKQUOTE EXPANDABLE>x</blockquote>", "blockquote"),
        ("<b >x</b >", "bold"),
        ("<b>x</>", "bold"),
    ],
)
def test_each_tag_has_its_entity(source: str, kind: str) -> None:
    assert parse_html(source) == ("x", [{"type": kind, "offset": 0, "length": 1}])


def test_offsets_count_utf16_units() -> None:
    text, entities = parse_html("😀 <b>é😀</b>")
    assert text == "😀 é😀"
    assert entities == [{"type": "bold", "offset": 3, "length": 3}]


def test_a_link_keeps_its_address_with_references_read() -> None:
    _, entities = parse_html('<a href="https://example.org/?a=1&amp;b=2">here</a>')
    assert entities == [{"type": "text_link", "url": "https://example.org/?a=1&b=2", "offset": 0, "length": 4}]


def test_a_link_without_an_address_links_its_own_text() -> None:
    _, entities = parse_html("<a>example.org</a>")
    assert entities[0]["url"] == "http://example.org/"


def test_a_link_to_nowhere_is_only_text() -> None:
    assert parse_html('<a href="nowhere">x</a>') == ("x", [])


def test_a_link_to_a_user_mentions_them() -> None:
    _, entities = parse_html('<a href="tg://user?id=1002">Ana</a>')
    assert entities[0]["type"] == "text_mention"
    assert entities[0]["user"]["id"] == 1002


@pytest.mark.parametrize(
    "source",
    ['<pre><code class="language-python">x</code></pre>', '<code class="language-python"><pre>x</pre></code>'],
)
def test_code_in_pre_names_the_language(source: str) -> None:
    assert parse_html(source)[1] == [{"type": "pre", "language": "python", "offset": 0, "length": 1}]


def test_a_language_outside_of_pre_is_dropped() -> None:
    assert parse_html('<code class="language-python">x</code>')[1] == [{"type": "code", "offset": 0, "length": 1}]


def test_emoji_and_moments_have_their_tags() -> None:
    _, entities = parse_html(
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji><tg-time unix="1795608000" format="wDT">x</tg-time>'
    )
    assert entities == [
        {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286", "offset": 0, "length": 2},
        {"type": "date_time", "unix_time": 1795608000, "date_time_format": "wDT", "offset": 2, "length": 1},
    ]


def test_a_moment_without_a_time_is_only_text() -> None:
    assert parse_html("<tg-time>x</tg-time>") == ("x", [])


def test_references_are_read_and_unknown_ones_left() -> None:
    assert parse_html("&lt;&gt;&amp;&quot; &#128512;&#x1F600; &nbsp; &#0; &#xD800; & &")[0] == (
        '<>&" 😀😀 &nbsp; &#0; &#xD800; & &'
    )


def test_an_empty_tag_marks_nothing() -> None:
    assert parse_html("<b></b>x") == ("x", [])


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a "x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x_y>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="5" format="q">x</tg-time>', "Invalid date format used"),
    ],
)
def test_what_cannot_be_read_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(
    st.lists(
        st.tuples(st.sampled_from(TAGS), st.text(st.characters(exclude_characters="<>&\0", exclude_categories=["Cs"])))
    )
)
def test_every_mark_covers_what_stood_between_its_tags(pieces: list[tuple[str, str]]) -> None:
    text, entities = parse_html("".join(f"<{tag}>{words}</{tag}>" for tag, words in pieces))
    assert text == "".join(words for _, words in pieces)
    assert [part(text, entity["offset"], entity["length"]) for entity in entities] == [
        words for _, words in pieces if words
    ]


@given(st.text(alphabet="<>/&;= ab\"'😀pre"))
def test_any_text_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(Refused):
        text, entities = parse_html(source)
        assert all(0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(text) for entity in entities)
