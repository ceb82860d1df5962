import json

import pytest
from hypothesis import given
from pydantic import ValidationError

from conversations.address import Page
from conversations.answers import Value
from conversations.effects import Letter
from storage.codec import letter_read, letter_written, value_read, value_written
from tests.storage.strategies import letters, values


@given(values)
def test_any_answer_comes_back_from_json_as_it_was(value: Value) -> None:
    back = value_read(json.loads(json.dumps(value_written(value))))
    assert back == value
    assert type(back) is type(value)


@given(letters)
def test_any_letter_comes_back_from_json_as_it_was(letter: Letter) -> None:
    back = letter_read(json.loads(json.dumps(letter_written(letter))))
    assert back == letter
    assert type(back) is type(letter)


def test_a_kind_of_answer_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        value_read({"kind": "melody", "notes": "c d e"})


def test_a_letter_with_an_address_that_nobody_knows_is_refused() -> None:
    button = {"kind": "button", "label": "Home", "to": f"o|{Page.HOME}|||0"}
    letter = {"kind": "say", "screen": {"text": "Hello", "rows": [[button]]}}
    letter_read(letter)
    button["to"] = "x|nowhere"
    with pytest.raises(ValidationError):
        letter_read(letter)
