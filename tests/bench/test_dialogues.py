from bench.dialogues import ECHO, INTERVIEW, RAPPORT, Dialogue
from bench.peers.interview import QUESTIONS


def taps(dialogue: Dialogue) -> int:
    return sum(step.taps for step in dialogue)


def test_the_peers_are_asked_as_much_as_rapport_asks() -> None:
    assert len(INTERVIEW) == len(RAPPORT) == len(ECHO)
    assert taps(INTERVIEW) == taps(RAPPORT)


def test_whatever_is_tapped_stands_on_the_keyboard_of_its_question() -> None:
    for question in QUESTIONS:
        labels = {label for row in question.keyboard for label in row}
        assert not question.taps or question.answer in labels
