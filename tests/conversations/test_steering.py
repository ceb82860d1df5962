import pytest

from conversations.address import Control
from conversations.replies import Option
from conversations.steering import typed


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("stop", Control.LATER),
        ("Stop!", Control.LATER),
        ("enough", Control.LATER),
        ("That’s enough.", Control.LATER),
        ("that's enough for tonight", Control.LATER),
        ("thats enough for now", Control.LATER),
        ("pause", Control.LATER),
        ("please stop", Control.LATER),
        ("let’s stop here", Control.LATER),
        ("later", Control.LATER),
        ("Genug", Control.LATER),
        ("Das reicht für heute.", Control.LATER),
        ("Schluss für heute", Control.LATER),
        ("Schluß für heute!", Control.LATER),
        ("SPÄTER", Control.LATER),
        ("später  bitte", Control.LATER),
        ("why?", Control.WHY),
        ("Why do you ask?", Control.WHY),
        ("That’s it", Control.DONE),
        ("next person", Control.REST),
        ("skip", Control.SKIP),
        ("back", Control.BACK),
    ],
)
def test_some_words_steer_the_dialogue_instead_of_answering(text: str, control: Control) -> None:
    assert typed(text, ()) is control


@pytest.mark.parametrize(
    "text",
    [
        *("stop smoking tips", "enough to start with two calls", "pause the newsletter for her", "later in May"),
        *("stops at nothing", "She said that's enough", "enough, she said", "that's enough money to start"),
        *("Schluss mit dem Rauchen", "genug Geld für ein Boot", "später mal nach Lissabon", "pause from work", "?", ""),
        *("enough about Ana", "next year in Porto", "back in Lisbon", "done with big firms"),
    ],
)
def test_an_answer_that_only_begins_so_is_an_answer(text: str) -> None:
    assert typed(text, ()) is None


@pytest.mark.parametrize(
    "text", ["enough about Ana", "Enough about ana lopes.", "nothing about Ana", "enough about her"]
)
def test_enough_about_somebody_ends_the_questions_about_them(text: str) -> None:
    assert typed(text, (), "Ana Lopes") is Control.REST


def test_enough_about_something_else_is_an_answer() -> None:
    assert typed("enough about bees", (), "Ana Lopes") is None


def test_a_word_that_is_an_answer_here_steers_nothing() -> None:
    assert typed("stop", (Option("stop", "Keep the rest", also=frozenset({"stop"})),)) is None
