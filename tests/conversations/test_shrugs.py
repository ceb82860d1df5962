import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.shrugs import is_shrug, says_nothing, without_lead

NOTHING = (
    "nothing", "No.", "none yet", "nobody", "no one", "n/a", "not much", "not really", "I don’t have people",
    "i dont have people", "nichts", "Niemand!", "ok, nothing", "well... not much",
)  # fmt: skip
UNSURE = (
    "idk", "dunno", "no idea", "i don't know", "I dont know", "hm, no idea", "weiß nicht", "Weiss nicht",
    "keine Ahnung", "-", "?", "…", "hm", "🤷",
)  # fmt: skip
TOLD = ("ok", "her dog", "no idea beats a good team", "nothing beats jazz", "I don't know yet, maybe a book", "👍", "R")


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_a_shrug(text: str) -> None:
    assert is_shrug(text)
    assert says_nothing(text)


@pytest.mark.parametrize("text", UNSURE)
def test_not_knowing_is_a_shrug_but_does_not_say_nothing(text: str) -> None:
    assert is_shrug(text)
    assert not says_nothing(text)


@pytest.mark.parametrize("text", TOLD)
def test_what_tells_something_is_no_shrug(text: str) -> None:
    assert not is_shrug(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ok, her dog is ill", "her dog is ill"),
        ("Hm, well, her dog", "her dog"),
        ("well… her dog", "her dog"),
        ("ok", "ok"),
        ("ok,", "ok,"),
        ("Well-being", "Well-being"),
        ("So long and thanks", "So long and thanks"),
    ],
)
def test_a_filler_before_a_comma_is_left_out(text: str, rest: str) -> None:
    assert without_lead(text) == rest


@given(st.text())
def test_without_its_filler_a_text_that_says_something_still_does(text: str) -> None:
    assert bool(without_lead(text)) == bool(text)
