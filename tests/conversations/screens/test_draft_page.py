from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.address import Begin, Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts, draft
from conversations.effects import Copy, Link
from conversations.screens.chat_link import chat_link
from conversations.screens.draft import copied_parts, draft_page
from tests.conversations.screens.samples import ANA, TOM
from tests.conversations.screens.seen import button, labels, seen, target, units

FACTS = Facts("Ana", event_title="Choir party", sender_name="Bea")


def test_the_draft_stands_between_its_name_and_a_hint() -> None:
    page = draft_page(ANA, FACTS, Tone.WARM, Occasion.FOLLOW_UP)
    words = draft(Occasion.FOLLOW_UP, Tone.WARM, FACTS, ANA.key)
    assert seen(page).startswith(f"For Ana Lopes, in your name:\n\n{words}\n\n")
    assert "<blockquote>" in page.text


def test_a_chat_is_opened_with_the_words_filled_in() -> None:
    link = button(draft_page(ANA, FACTS, Tone.WARM, Occasion.FOLLOW_UP), "Open the chat")
    assert isinstance(link, Link)
    assert urlsplit(link.url).path == "/analopes"
    assert parse_qs(urlsplit(link.url).query)["text"] == [draft(Occasion.FOLLOW_UP, Tone.WARM, FACTS, ANA.key)]


def test_without_a_handle_the_words_are_copied() -> None:
    page = draft_page(TOM, Facts("Tom"), Tone.BRIEF, Occasion.CHECK_IN)
    assert "Open the chat" not in labels(page)
    assert "paste it where you two write" in seen(page)
    assert button(page, "Copy") == Copy("Copy", draft(Occasion.CHECK_IN, Tone.BRIEF, Facts("Tom"), TOM.key))


def test_the_other_tones_are_a_tap_away() -> None:
    page = draft_page(ANA, FACTS, Tone.BRIEF, Occasion.FOLLOW_UP)
    assert target(page, "Formal") == Open(Page.DRAFT, "d7.0", part="formal")
    assert "✓ Brief" in labels(page)
    assert target(page, "I sent it") == Begin("check_in", "d7.0")
    assert target(page, "‹ Ana Lopes") == Open(Page.PERSON, "d7.0")


def test_a_long_draft_is_copied_in_parts() -> None:
    facts = replace(FACTS, they_said=f"she loves {'long ' * 13}boats", event_title="😀" * 50)
    facts = replace(facts, promise=f"send her the {'very ' * 10}long list")
    page = draft_page(ANA, facts, Tone.FORMAL, Occasion.FOLLOW_UP)
    copies = [each for row in page.rows for each in row if isinstance(each, Copy)]
    assert [copy.label for copy in copies] == [f"Copy {number}/{len(copies)}" for number in range(1, len(copies) + 1)]
    assert len(copies) > 1
    assert "".join(copy.text for copy in copies) == draft(Occasion.FOLLOW_UP, Tone.FORMAL, facts, ANA.key)


@tries(deadline=None)
@given(st.text(st.sampled_from("ab \n😀ü"), min_size=1, max_size=900))
@example("😀" * 300)
@example("word " * 100)
def test_parts_fit_their_buttons_and_joined_they_are_whole(words: str) -> None:
    parts = list(copied_parts(words))
    assert "".join(parts) == words
    assert all(1 <= units(part) <= 256 for part in parts)


def test_words_too_long_for_a_link_are_left_out_of_it() -> None:
    assert chat_link("analopes", "ы" * 500) == "https://t.me/analopes"
    assert chat_link("analopes", "a&b ?") == "https://t.me/analopes?text=a%26b%20%3F"


def test_no_link_without_a_handle_telegram_could_have_given() -> None:
    assert chat_link(None) is None
    assert chat_link("a/b") is None
    assert chat_link("") is None
