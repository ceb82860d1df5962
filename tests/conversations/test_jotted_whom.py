import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Met
from conversations.jotted_whom import mentioned, whose

NOTED = ("Dr. Amelie Fournier", "Will", "Sarah Lee", "Yusuf", "Someone, batteries")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("send amelie the deck", 0),
        ("promised Amelie an intro to Yusuf", 0),
        ("call Will on monday", 1),
        ("i will call", None),
        ("call Will with Sarah", None),
        ("she knows Sarah", None),
        ("knows Sarah from school", None),
        ("email sarah@web.de", 2),
        ("someone stole it", None),
        ("", None),
    ],
)
def test_the_only_name_in_a_line_tells_who_is_meant(text: str, whom: int | None) -> None:
    assert mentioned(text, NOTED) == whom


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yusuf wants to meet sarah", (3, "should meet Sarah Lee")),
        ("yusuf wants to meet Sarah Lee on monday", (3, "should meet Sarah Lee on monday")),
        ("yusuf wants to meet Angela", (3, "wants to meet Angela")),
        ("connect yusuf with sarah by friday", (3, "connect yusuf with Sarah Lee by friday")),
        ("Yusuf climbs", (3, "climbs")),
        ("food was great", None),
    ],
)
def test_two_who_are_noted_are_brought_together_by_their_names(text: str, told: tuple[int, str] | None) -> None:
    assert whose(text, (), NOTED) == told


def test_several_new_people_are_none_of_those_noted() -> None:
    assert whose("Yusuf and Ana", (Met("Yusuf"), Met("Ana")), NOTED) is None
    assert whose("Ana knows Yusuf", (Met("Ana", "knows Yusuf"),), NOTED) is None


@given(st.text())
def test_any_line_is_about_one_or_none(text: str) -> None:
    assert whose(text, (), ()) is None
