import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.jotted_people import described, is_unnamed, may_be


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("woman at the bar, irish accent", "Woman at the bar", "irish accent"),
        ("woman at the bar runs a bakery", "Woman at the bar", "runs a bakery"),
        ("guy who designs chairs", "Guy, chairs", "designs chairs"),
        ("someone whose name i forgot, works on batteries", "Someone, batteries", "works on batteries"),
        ("met someone", "Someone", None),
        ("the tall guy, two kids", "Tall guy, two kids", "two kids"),
        ("nice chat with the founder of Loops", "The founder of Loops", None),
        ("talked to a designer from Figma, hates decks", "Designer from Figma", "hates decks"),
        ("jemand von Bosch, sucht Leute", "Jemand von Bosch", "sucht Leute"),
        ("der Typ mit der roten Brille", "Typ mit der roten Brille", None),
    ],
)
def test_somebody_without_a_name_is_called_by_what_is_known(text: str, name: str, note: str | None) -> None:
    met = described(text)
    assert met
    assert (met.name, met.note) == (name, note)
    assert is_unnamed(met.name)


def test_a_name_that_is_told_behind_it_is_the_name() -> None:
    met = described("the guy from the panel is called Henrik, ask him about wind farms")
    assert met
    assert (met.name, met.note) == ("Henrik", "from the panel; ask him about wind farms")


@pytest.mark.parametrize(
    "text",
    ["nice guy, funny", "a man of few words", "someone stole my jacket", "woman", "Frau Müller", "met the team", "Ana"],
)
def test_a_remark_describes_nobody_new(text: str) -> None:
    assert described(text) is None


@pytest.mark.parametrize("name", ["Ana", "Guy Ritchie", "Frau Müller", "Ana from Figma"])
def test_a_name_is_no_description(name: str) -> None:
    assert not is_unnamed(name)


def test_a_pronoun_tells_a_little() -> None:
    assert may_be("Woman at the bar", "her")
    assert may_be("Someone", "his")
    assert may_be("Guy with a dog", "")
    assert not may_be("Woman at the bar", "his")
    assert not may_be("Guy with a dog", "she")


@given(
    st.lists(
        st.sampled_from(("met", "a", "the", "guy", "woman", "at", "bar", ",", "who", "is called", "founder of", "X"))
    )
)
def test_any_line_is_looked_at(words: list[str]) -> None:
    met = described(" ".join(words))
    assert met is None or met.name
