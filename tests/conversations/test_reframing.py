import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reframing import HOPE_TURNS, PERSON_TURNS, Asked, Reframe, turn_to_person
from conversations.reframing_rules import Kind

EXAMPLES = tomllib.loads(Path(__file__).with_name("reframing_examples.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    asked: Asked
    kind: Kind | None

    @property
    def heard(self) -> Reframe | None:
        return turn_to_person(self.text, self.asked, key=self.text)


@dataclass(frozen=True, slots=True)
class Figures:
    examples: int
    precision: float
    recall: float
    kinds_right: float
    needless: tuple[str, ...]
    missed: tuple[str, ...]


def examples(part: str) -> Iterator[Example]:
    for asked, lists in EXAMPLES[part].items():
        for label, texts in lists.items():
            kind = None if label == "none" else Kind(label)
            yield from (Example(text, Asked(asked), kind) for text in texts)


def figures(part: str) -> Figures:
    known = tuple(examples(part))
    turned = tuple(example for example in known if example.heard)
    hits = tuple(example for example in turned if example.kind)
    due = tuple(example for example in known if example.kind)
    return Figures(
        len(known),
        len(hits) / len(turned),
        len(hits) / len(due),
        sum(hit.heard is not None and hit.heard.kind is hit.kind for hit in hits) / len(hits),
        tuple(example.text for example in turned if not example.kind),
        tuple(example.text for example in due if not example.heard),
    )


Report = Callable[[str, Figures], None]


@pytest.fixture
def report(record_property: Callable[[str, object], None], tell: Callable[[str], None]) -> Report:
    def write(part: str, found: Figures) -> None:
        for name in ("examples", "precision", "recall", "kinds_right"):
            record_property(f"reframing_{part}_{name}", getattr(found, name))
        tell(
            f"reframing, {part}: {found.examples} examples, precision {found.precision:.2f}, "
            f"recall {found.recall:.2f}, kind right {found.kinds_right:.2f}"
        )

    return write


def test_there_are_enough_examples_and_half_of_them_need_no_turn() -> None:
    for part, least in (("tuned", 80), ("held_out", 20)):
        known = tuple(examples(part))
        assert len(known) >= least
        assert len({example.text for example in known}) == len(known)
        assert 0.4 <= sum(example.kind is None for example in known) / len(known) <= 0.6


def test_known_answers_are_turned_when_they_should_be(report: Report) -> None:
    found = figures("tuned")
    report("tuned", found)
    assert found.precision >= 0.9, found.needless
    assert found.recall >= 0.75, found.missed


def test_answers_the_rules_were_not_written_for_are_seldom_turned_needlessly(report: Report) -> None:
    found = figures("held_out")
    report("held_out", found)
    assert found.precision >= 0.9, found.needless


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("someone who can get me hired", Kind.JOB),
        ("a VC", Kind.MONEY),
        ("people who can buy our product", Kind.SALE),
        ("the VP of sales at Acme", Kind.TITLE),
        ("important people", Kind.STATUS),
        ("hand out 50 cards", Kind.COLLECT),
        ("Someone who\N{RIGHT SINGLE QUOTATION MARK}s  hiring.", Kind.JOB),
    ],
)
def test_a_turn_says_what_was_heard(text: str, kind: Kind) -> None:
    turn = turn_to_person(text, Asked.HOPE, key="7")
    assert turn is not None
    assert turn.kind is kind
    assert turn.question in HOPE_TURNS[kind]


def test_after_the_event_the_question_is_about_the_person_met() -> None:
    turn = turn_to_person("CTO at Acme", Asked.PERSON, key="7")
    assert turn is not None
    assert turn.question in PERSON_TURNS


def test_wordings_vary_with_the_key_and_stay_the_same_for_one() -> None:
    heard = [turn_to_person("VCs", Asked.HOPE, key=str(number)) for number in range(30)]
    assert {turn.question for turn in heard if turn} == set(HOPE_TURNS[Kind.MONEY])
    assert heard == [turn_to_person("VCs", Asked.HOPE, key=str(number)) for number in range(30)]


def test_every_turn_is_one_short_question_without_cheer() -> None:
    assert set(HOPE_TURNS) == set(Kind)
    for wording in (*PERSON_TURNS, *(wording for kind in Kind for wording in HOPE_TURNS[kind])):
        assert len(wording) <= 200
        assert wording.endswith("?")
        assert wording.count("?") == 1
        assert "!" not in wording


def test_a_long_answer_is_more_than_a_role() -> None:
    assert turn_to_person("VCs and " * 13 + "VCs", Asked.HOPE, key="7") is None


@given(st.text(), st.sampled_from(Asked), st.text())
def test_any_text_is_heard_without_complaint(text: str, asked: Asked, key: str) -> None:
    turn = turn_to_person(text, asked, key)
    assert turn is None or turn.question.endswith("?")
