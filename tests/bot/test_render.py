from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardRemove

from bot.cutting import cut_html, cut_text, units
from bot.local_telegram.html_text import parse_html
from bot.render import Shown, address, caption, shown, toast
from conversations.address import Answer, Control, Open, Page, Resume, Steer, written
from conversations.effects import Ask, AskButton, Button, Copy, Link, Screen, Switch
from conversations.facts import Key
from conversations.prose import Html, plain, prose

FAMILY = "👩‍👩‍👧"


def inline_keyboard(page: Shown) -> InlineKeyboardMarkup:
    """The buttons as python-telegram-bot understands them."""
    found = InlineKeyboardMarkup.de_json(page.inline, None)
    assert not any(button.api_kwargs for row in found.inline_keyboard for button in row)
    return found


def test_a_screen_of_words_has_no_keyboard() -> None:
    page = shown(Screen(prose("<b>{name}</b>", name="Ana & Ben")))
    assert page.text == "<b>Ana &amp; Ben</b>"
    assert page.keyboard is None
    assert page.inline is None


def test_buttons_lead_copy_and_open() -> None:
    rows = (
        (Button("Skip", Steer(Key("d7"), "goal", Control.SKIP)), Button("People", Open(Page.PEOPLE))),
        (Copy("Copy", "Hello Ana"), Link("Open", "https://t.me/ana?text=Hello")),
    )
    page = shown(Screen(plain("x"), rows=rows))
    assert page.inline is page.keyboard
    (skip, people), (copied, link) = inline_keyboard(page).inline_keyboard
    assert address(str(skip.callback_data)) == Steer(Key("d7"), "goal", Control.SKIP)
    assert address(str(people.callback_data)) == Open(Page.PEOPLE)
    assert copied.copy_text is not None
    assert copied.copy_text.text == "Hello Ana"
    assert link.url == "https://t.me/ana?text=Hello"


def test_a_switch_lets_one_pick_a_person_to_write_to() -> None:
    page = shown(Screen(plain("x"), rows=((Switch("Pick a chat", "Ana " * 100),),)))
    (button,) = inline_keyboard(page).inline_keyboard[0]
    chats = button.switch_inline_query_chosen_chat
    assert button.callback_data is None
    assert chats is not None
    assert (chats.query or "").startswith("Ana Ana")
    assert units(chats.query or "") <= 200
    assert (chats.allow_user_chats, chats.allow_group_chats, chats.allow_bot_chats) == (True, None, None)


@given(st.sampled_from([Answer(Key("d7"), "goal", "2"), Open(Page.PERSON, "m3", "notes", 10), Resume(Key("d1"))]))
def test_a_button_comes_back_as_the_address_it_was_made_of(to: Answer | Open | Resume) -> None:
    assert address(written(to)) == to


@pytest.mark.parametrize("data", [None, "", "x|y", "o|nowhere|||0", "o|people|||x"])
def test_callback_data_of_another_time_has_no_address(data: str | None) -> None:
    assert address(data) is None


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        shown(Screen(plain("x"), rows=((Button("far", Resume(Key("d" * 80))),),)))


def test_asking_makes_a_reply_keyboard() -> None:
    asks = (AskButton("Share my place", Ask.LOCATION), AskButton("Pick people", Ask.CONTACTS))
    page = shown(Screen(plain("x"), asks=asks))
    assert page.inline is None
    place, people = (KeyboardButton.de_json(button, None) for (button,) in page.keyboard["keyboard"])
    assert place.request_location
    assert people.request_users is not None
    assert (people.request_users.max_quantity, people.request_users.request_name) == (10, True)


def test_an_old_reply_keyboard_can_be_taken_away() -> None:
    keyboard = shown(Screen(plain("x"), clear_asks=True)).keyboard
    assert ReplyKeyboardRemove.de_json(keyboard, None).remove_keyboard


def test_a_text_to_copy_and_a_toast_are_cut_to_what_telegram_takes() -> None:
    page = shown(Screen(plain("x"), rows=((Copy("Copy", "long " * 100),),)))
    copied = inline_keyboard(page).inline_keyboard[0][0].copy_text
    assert copied is not None
    assert units(copied.text) <= 256
    assert units(toast("long " * 100) or "") <= 200
    assert toast("") is None
    assert units(caption("long " * 400) or "") <= 1024
    assert caption("") is None


def test_a_long_text_is_cut_at_a_word_and_its_tags_are_closed() -> None:
    text = Html("<blockquote><b>" + "word " * 1000 + "</b> &amp; more</blockquote>")
    cut = shown(Screen(text)).text
    assert cut.endswith("word…</b></blockquote>")
    assert units(parse_html(cut)[0]) <= 4096


def test_length_counts_what_is_read_not_what_is_written() -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"
    assert cut_html(text, 4096) == text


@given(st.lists(st.sampled_from(["a", "word ", "\n", "&amp;", "👩", FAMILY, "<b>x y</b>"])), st.integers(2, 40))
def test_no_cut_breaks_a_tag_an_entity_or_a_character(pieces: list[str], limit: int) -> None:
    cut = cut_html("<i>" + "".join(pieces) + "</i>", limit)
    read = cut.replace("<i>", "").replace("</i>", "").replace("<b>", "").replace("</b>", "")
    assert "<" not in read
    assert units(unescape(read)) <= limit
    assert cut.count("<b>") == cut.count("</b>")
    assert cut.endswith("</i>")
    cut.encode()


@given(st.text(), st.integers(1, 60))
def test_a_cut_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert units(cut_text(text, limit)) <= limit
