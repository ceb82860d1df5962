"""Arguments mean the same whether they come as JSON or as a form's text."""

import pytest

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.refusals import Refused


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("a", "a"), (True, "true"), (False, "false"), (5, "5"), (1.5, "1.5"), ({"ü": [1]}, '{"ü": [1]}')],
)
def test_anything_can_be_read_as_text(value: object, text: str) -> None:
    assert Arguments({"a": value}).text("a") == text


@pytest.mark.parametrize(("value", "number"), [("7", 7), (7, 7), (" -7 ", -7), ("", 3), (None, 3), ("x", 0)])
def test_a_number_may_come_as_text(value: object, number: int) -> None:
    assert Arguments({"a": value}).integer("a", 3) == number


@pytest.mark.parametrize(("value", "number"), [(0, 1), (500, 100), (7, 7)])
def test_a_number_outside_moves_to_the_limit(value: int, number: int) -> None:
    assert Arguments({"a": value}).within("a", 50, (1, 100)) == number


@pytest.mark.parametrize(("value", "yes"), [("True", True), ("1", True), (True, True), ("no", False), (False, False)])
def test_a_yes_may_come_as_text(value: object, yes: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert Arguments({"a": value}).flag("a") is yes


def test_json_may_come_inside_text() -> None:
    assert Arguments({"a": "[1]"}).json("a", "Not JSON") == [1]
    assert Arguments({"a": [1]}).json("a", "Not JSON") == [1]
    assert Arguments({"a": ""}).json("a", "Not JSON") is None
    with pytest.raises(Refused, match="Bad Request: not JSON"):
        Arguments({"a": "["}).json("a", "Not JSON")
