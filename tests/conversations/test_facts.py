from dataclasses import replace

import pytest

from conversations.facts import ApartKind, Key, apart_key, first_name
from tests.conversations.brought_up import ANA


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ana Lima", "Ana"),
        ("Ana", "Ana"),
        ("  Jean-Pierre   Oberhuber ", "Jean-Pierre"),
        ("Dr. Ana Lima", "Ana"),
        ("Prof. Dr. Ana Lima", "Ana"),
        ("Mr Smith", "Mr Smith"),
        ("Dr. Oberhuber", "Dr. Oberhuber"),
        ("Dr", "Dr"),
        ("Drew Barry", "Drew"),
        ("", "them"),
    ],
)
def test_one_calls_somebody_by_the_first_name_and_a_title_is_none(name: str, called: str) -> None:
    assert first_name(replace(ANA, name=name)) == called


def test_a_no_to_two_people_is_the_same_whichever_is_named_first() -> None:
    ana, boris = Key("d7.0"), Key("p2")
    assert apart_key(ApartKind.ONE, ana, boris) == apart_key(ApartKind.ONE, boris, ana)
    assert apart_key(ApartKind.ONE, ana, boris) != apart_key(ApartKind.PAIR, ana, boris)
