import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.spelling import as_called


@pytest.mark.parametrize(
    ("words", "name", "spelled"),
    [
        ("send priya the deck", "Priya", "send Priya the deck"),
        ("introduce tom to priya.", "Priya", "introduce tom to Priya."),
        ("bring priya's umbrella back", "Priya", "bring Priya's umbrella back"),
        ("send ana lopes the deck", "Ana Lopes", "send Ana Lopes the deck"),
        ("call dr weiss", "Dr. Weiss", "call dr Weiss"),
        ("bring priya’s umbrella back", "Priya", "bring Priya’s umbrella back"),
        ("call jan de vries", "Jan de Vries", "call Jan de Vries"),
        ("write to anna-lena", "Anna-Lena", "write to Anna-Lena"),
        ("ask mcdonald about the grant", "McDonald", "ask McDonald about the grant"),
        ("send will the deck", "Will", "send Will the deck"),
    ],
)
def test_a_name_typed_in_small_letters_is_spelled_as_its_person_is_called(words: str, name: str, spelled: str) -> None:
    assert as_called(words, name) == spelled


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("send PRIYA the deck", "Priya"),
        ("send the deck to priya@example.org", "Priya"),
        ("read example.org/priya", "Priya"),
        ("look at ana.example.org", "Ana"),
        ("send anatomy notes", "Ana"),
        ("send the bill", "Bill"),
        ("ask what he will need", "Will"),
        ("ask the woman about bees", "Woman at the bar"),
    ],
)
def test_another_word_stays_as_it_was_typed(words: str, name: str) -> None:
    assert as_called(words, name) == words


@given(st.text(max_size=60), st.text(max_size=20))
def test_spelling_a_name_changes_nothing_but_capital_letters(words: str, name: str) -> None:
    assert as_called(words, name).lower() == words.lower()
