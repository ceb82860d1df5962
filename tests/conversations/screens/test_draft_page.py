from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from conversations.address import Deed, Do, Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.effects import Copy, Link, Switch
from conversations.facts import Key, Promise
from conversations.screens.chat_link import chat_link
from conversations.screens.draft import OCCASIONS, TONES, chosen, copied_parts, draft_page
from conversations.writing import Around, words
from tests.conversations.screens.samples import ANA, OWNER, PARTY, TODAY, TOM
from tests.conversations.screens.seen import button, labels, seen, target, units

AROUND = Around(ANA, OWNER, TODAY, PARTY)
ARTICLE = Promise(Key("p1"), ANA.key, "send her the article", TODAY)


def test_the_draft_stands_between_its_name_and_a_hint() -> None:
    page = draft_page(AROUND, Tone.WARM, Occasion.FOLLOW_UP)
    assert seen(page).startswith(f"For Ana Lopes, in your name:\n\n{words(AROUND, Occasion.FOLLOW_UP, Tone.WARM)}\n\n")
    assert "<blockquote>" in page.text


def test_a_chat_is_opened_with_the_words_filled_in() -> None:
    link = button(draft_page(AROUND, Tone.WARM, Occasion.FOLLOW_UP), "Open the chat")
    assert isinstance(link, Link)
    assert urlsplit(link.url).path == "/analopes"
    assert parse_qs(urlsplit(link.url).query)["text"] == [words(AROUND, Occasion.FOLLOW_UP, Tone.WARM)]


def test_without_a_handle_the_words_are_copied() -> None:
    toms = Around(TOM, OWNER, TODAY)
    page = draft_page(toms, Tone.BRIEF, Occasion.CHECK_IN)
    assert "Open the chat" not in labels(page)
    assert "paste it where you two write" in seen(page)
    assert button(page, "Copy") == Copy("Copy", words(toms, Occasion.CHECK_IN, Tone.BRIEF))


def test_the_other_tones_and_occasions_are_a_tap_away() -> None:
    page = draft_page(replace(AROUND, promises=(ARTICLE,)), Tone.BRIEF, Occasion.FOLLOW_UP)
    assert target(page, "Formal") == Open(Page.DRAFT, "d7.0", part="formal.follow_up")
    assert target(page, "Promise kept") == Open(Page.DRAFT, "d7.0", part="brief.promise_kept")
    assert {"✓ Brief", "✓ First line", "Thank you"} <= set(labels(page))
    assert target(page, "‹ Ana Lopes") == Open(Page.PERSON, "d7.0")


def test_what_was_sent_is_told_in_one_tap_and_another_chat_can_be_picked() -> None:
    page = draft_page(AROUND, Tone.BRIEF, Occasion.THANKS)
    assert target(page, "I sent it") == Do(Deed.DRAFT_SENT, "d7.0", "thanks")
    assert button(page, "Pick a chat") == Switch("Pick a chat", "Ana Lopes")


@pytest.mark.parametrize(
    ("part", "meant"),
    [
        ("formal.thanks", (Tone.FORMAL, Occasion.THANKS)),
        ("brief", (Tone.BRIEF, None)),
        ("", (Tone.WARM, None)),
        ("loud.shouting", (Tone.WARM, None)),
    ],
)
def test_an_address_names_tone_and_occasion_and_an_old_one_at_least_opens(
    part: str, meant: tuple[Tone, Occasion | None]
) -> None:
    assert chosen(part) == meant


def test_every_tone_and_occasion_has_its_label() -> None:
    assert set(TONES) == set(Tone)
    assert set(OCCASIONS) == set(Occasion)


def test_a_long_draft_is_copied_in_parts() -> None:
    ana = replace(ANA, said=f"she loves {'long ' * 13}boats")
    promises = (replace(ARTICLE, words=f"send her the {'very ' * 10}long list"),)
    around = Around(ana, OWNER, TODAY, replace(PARTY, title="😀" * 50), promises)
    page = draft_page(around, Tone.FORMAL, Occasion.FOLLOW_UP)
    copies = [each for row in page.rows for each in row if isinstance(each, Copy)]
    assert [copy.label for copy in copies] == [f"Copy {number}/{len(copies)}" for number in range(1, len(copies) + 1)]
    assert len(copies) > 1
    assert "".join(copy.text for copy in copies) == words(around, Occasion.FOLLOW_UP, Tone.FORMAL)


@tries(deadline=None)
@given(st.text(st.sampled_from("ab \n😀ü"), min_size=1, max_size=900))
@example("😀" * 300)
@example("word " * 100)
def test_parts_fit_their_buttons_and_joined_they_are_whole(draft: str) -> None:
    parts = list(copied_parts(draft))
    assert "".join(parts) == draft
    assert all(1 <= units(part) <= 256 for part in parts)


def test_words_too_long_for_a_link_are_left_out_of_it() -> None:
    assert chat_link("analopes", "ы" * 500) == "https://t.me/analopes"
    assert chat_link("analopes", "a&b ?") == "https://t.me/analopes?text=a%26b%20%3F"


def test_no_link_without_a_handle_telegram_could_have_given() -> None:
    assert chat_link(None) is None
    assert chat_link("a/b") is None
    assert chat_link("") is None
