import pytest

from conversations.asides import aside, is_asked, names_only
from conversations.recall import Kind, asked


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("who is into climbing", "climbing", Kind.INTO),
        ("Who’s from Lisbon?", "lisbon", Kind.PLAIN),
        ("whom did I meet at PyCon", "pycon", Kind.MET),
        ("what did I promise Ana?", "ana", Kind.PROMISE),
        ("What do I owe Ana", "ana", Kind.PROMISE),
        ("when did I last talk to Tom", "tom", Kind.MET),
        ("where did I meet Tom?", "tom", Kind.MET),
        ("what do I know about Tom", "tom", Kind.PLAIN),
        ("wer mag Klettern?", "klettern", Kind.INTO),
        ("Was habe ich Ana versprochen?", "ana", Kind.PROMISE),
        ("wann hab ich Tom zuletzt gesehen", "tom", Kind.MET),
    ],
)
def test_a_question_to_the_coach_is_told_by_how_it_begins(text: str, words: str, kind: Kind) -> None:
    question = aside(text)
    assert question is not None
    assert (" ".join(question.words), question.kind) == (words, kind)


@pytest.mark.parametrize(
    "text",
    [
        *("whoever climbs", "whom she knows from Figma", "who I met at PyCon", "wen er kennt", "who", "Who?"),
        *("whom Ana knows", "who Ana met there", "wem Ana hilft"),
        *("what she does for bees", "When I grow up", "what brought you here?", "How did you find your first clients?"),
        *("“Who owns the data?”", "Ana, who is into climbing", "who is into climbing\nBen, sails", "wo sie wohnt"),
    ],
)
def test_what_only_resembles_a_question_to_the_coach_is_an_answer(text: str) -> None:
    assert aside(text) is None


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("who are you?", True),
        ("who knows", True),
        ("what did I promise", True),
        ("who is Will?", True),
        ("who is Tom?", False),
    ],
)
def test_small_words_can_only_be_names(text: str, *, is_name: bool) -> None:
    assert names_only(asked(text)) is is_name


def test_a_question_mark_says_that_it_is_a_question() -> None:
    assert is_asked("Who sails? ")
    assert not is_asked("Who sails")
