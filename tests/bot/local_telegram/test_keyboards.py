"""Keyboards are kept as Telegram keeps them, or refused for Telegram's reasons."""

import json

import pytest

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.keyboards import read_keyboard
from bot.local_telegram.refusals import Refused
from bot.local_telegram.wire import Json


def inline(*buttons: object) -> Json | None:
    return read_keyboard(Arguments({"reply_markup": {"inline_keyboard": [list(buttons)]}}))


def below(*buttons: object) -> Json | None:
    return read_keyboard(Arguments({"reply_markup": {"keyboard": [list(buttons)]}}))


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "x" * 64},
        {"text": "a", "url": "https://example.org/a"},
        {"text": "a", "url": "tg://resolve?domain=ana"},
        {"text": "a", "url": "tg://user?id=1001"},
        {"text": "a", "copy_text": {"text": "x" * 256}},
        {"text": "a", "switch_inline_query": ""},
        {"text": "a", "switch_inline_query_current_chat": "who"},
        {"text": "a", "switch_inline_query_chosen_chat": {"query": "x", "allow_user_chats": True}},
        {"text": "a", "web_app": {"url": "https://example.org/"}},
        {"text": "a", "callback_data": "x", "style": "danger", "icon_custom_emoji_id": "5"},
    ],
)
def test_each_kind_of_inline_button_is_kept(button: Json) -> None:
    assert inline(button) == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ("a", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"text": "a"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "a", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": {}}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "a", "copy_text": "x"},
            'can\'t parse inline keyboard button: Field "copy_text" must be of type Object',
        ),
        (
            {"text": "a", "url": "nowhere"},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "mailto://ana@example.org"},
            "inline keyboard button URL 'mailto://ana@example.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "a", "web_app": {"url": "http://example.org"}},
            "inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "a", "switch_inline_query_chosen_chat": {}}, "at least one target chat type must be allowed"),
        (
            {"text": "a", "callback_data": "x", "style": "loud"},
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (
            {"text": "a", "callback_data": "x", "url": "https://example.org"},
            "an inline keyboard button has exactly one kind, not url and callback_data",
        ),
        ({"text": "a", "pay": True}, "the local Telegram knows no pay buttons"),
    ],
)
def test_an_inline_button_that_cannot_be_is_refused(button: object, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        inline(button)
    assert refused.value.description == f"Bad Request: {complaint}"


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a"},
        {"text": "a", "request_contact": True},
        {"text": "a", "request_location": True},
        {"text": "a", "request_users": {"request_id": -5, "max_quantity": 10, "request_name": True}},
    ],
)
def test_each_kind_of_button_below_is_kept(button: Json) -> None:
    assert below(button) == {"keyboard": [[button]]}


def test_a_mere_text_is_a_button_below() -> None:
    assert below("a") == {"keyboard": [[{"text": "a"}]]}


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        (5, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({}, "can't parse keyboard button: Can't find field \"text\""),
        ("", "keyboard button text must be non-empty"),
        (
            {"text": "a", "request_users": 5},
            'can\'t parse keyboard button: Field "request_users" must be of type Object',
        ),
        (
            {"text": "a", "request_users": {"request_id": 1 << 31}},
            'can\'t parse keyboard button: Field "request_id" must be a valid Number',
        ),
        ({"text": "a", "request_users": {"request_id": 1, "max_quantity": 11}}, "BUTTON_USER_QUANTITY_INVALID"),
        (
            {"text": "a", "request_contact": True, "request_location": True},
            "a keyboard button has at most one kind, not request_contact and request_location",
        ),
        ({"text": "a", "request_chat": {"request_id": 1}}, "the local Telegram knows no request_chat buttons"),
    ],
)
def test_a_button_below_that_cannot_be_is_refused(button: object, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        below(button)
    assert refused.value.description == f"Bad Request: {complaint}"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (None, None),
        ("", None),
        ({}, None),
        ({"inline_keyboard": []}, None),
        ({"inline_keyboard": [[]]}, None),
        ({"remove_keyboard": True}, {"remove_keyboard": True}),
        (
            {"force_reply": True, "input_field_placeholder": "Name"},
            {"force_reply": True, "input_field_placeholder": "Name"},
        ),
        (
            {"keyboard": [["a"]], "one_time_keyboard": True, "resize_keyboard": False},
            {"keyboard": [[{"text": "a"}]], "one_time_keyboard": True},
        ),
        (json.dumps({"remove_keyboard": True}), {"remove_keyboard": True}),
    ],
)
def test_a_markup_is_kept_as_what_it_is(markup: object, kept: object) -> None:
    assert read_keyboard(Arguments({"reply_markup": markup})) == kept


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"keyboard": ["a"]}, 'field "keyboard" must be an Array of Arrays'),
        (
            {"inline_keyboard": [{}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, "INPUT_FIELD_PLACEHOLDER_TOO_LONG"),
        ({"keyboard": [["a"] * 9]}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "a" * 99, "callback_data": "x"}]] * 90}, "reply markup is too long"),
    ],
)
def test_a_markup_that_cannot_be_is_refused(markup: object, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        read_keyboard(Arguments({"reply_markup": markup}))
    assert refused.value.description == f"Bad Request: {complaint}"


def test_an_edited_message_takes_inline_keyboards_only() -> None:
    with pytest.raises(Refused, match="Bad Request: inline keyboard expected"):
        read_keyboard(Arguments({"reply_markup": {"keyboard": [["a"]]}}), inline_only=True)
