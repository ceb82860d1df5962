import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.correcting import Called, Dropped, Moved, correction, name_before, renaming, whose_name
from conversations.facts import Capture, Key
from conversations.screens.noted import Taken, moved, nothing_to_mend, renamed, taken_back, where_to_forget
from tests.conversations.screens.samples import ANA
from tests.conversations.screens.seen import labels, seen

NOTED = ("Tom", "Ben Ott", "Woman at the bar")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("no, that was Ben", Moved("Ben Ott")),
        ("not Tom, Ben", Moved("Ben Ott", "Tom")),
        ("sorry I meant Ben", Moved("Ben Ott")),
        ("sorry i meant zoe", Moved("Zoe")),
        ("that was about Ben", Moved("Ben Ott")),
        ("that was about Zoe", Moved("Zoe")),
        ("nein, das war Ben", Moved("Ben Ott")),
        ("no that was zoe", Moved("Zoe")),
        ("it's Ben, not Tom", Moved("Ben Ott", "Tom")),
        ("Zoe, not Tom", Moved("Zoe", "Tom")),
        ("nicht Tom, sondern Zoe", Moved("Zoe", "Tom")),
        ("actually its ben", Moved("Ben Ott")),
        ("that was Ben", Moved("Ben Ott")),
        ("I mean Tom", Moved("Tom")),
        ("Tom is actually called Ben", Called("Ben", "Tom")),
        ("his name is Ben", Called("Ben", pronoun="his")),
        ("her name is aoife", Called("Aoife", pronoun="her")),
        ("she's called Aoife", Called("Aoife", pronoun="she")),
        ("er heißt Lars", Called("Lars", pronoun="er")),
        ("Tom heißt eigentlich Tim", Called("Tim", "Tom")),
        ("Tom's real name is Tim", Called("Tim", "Tom")),
        ("actually it's Aoife, not Aofie", Called("Aoife", "Aofie")),
        ("it's actually Zoe", Called("Zoe")),
        ("batteries guy is called Lars", Called("Lars", "batteries guy")),
        ("delete Tom", Dropped("Tom")),
        ("forget tom", Dropped("Tom")),
        ("remove Tom please", Dropped("Tom")),
        ("Tom löschen", Dropped("Tom")),
        ("forget Zoe", Dropped("Zoe")),
        ("erase everything", Dropped()),
    ],
)
def test_a_line_may_mend_what_was_noted(text: str, mended: Moved | Called | Dropped) -> None:
    assert correction(text, NOTED) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Tom", "", "no", "nope", "no worries", "no, that was fun", "that was Zoe", "that was about AI", "not bad, cool",
        "not Zed, Zoe", "no, not Tom", "No, Thursday", "was that Ben?", "her name is the best", "forget the talk",
        "send Tom the deck", "no that was really good fun", "his name is Ben and Tom", "it was about the talk",
    ],
)  # fmt: skip
def test_any_other_line_mends_nothing(text: str) -> None:
    assert correction(text, NOTED) is None


@pytest.mark.parametrize(
    ("called", "noted", "whom"),
    [
        (Called("Ben", "Tom"), NOTED, 0),
        (Called("Ben", "her dog"), NOTED, None),
        (Called("Ben", "bakery woman"), NOTED, 2),
        (Called("Ben", "the guy"), NOTED, None),
        (Called("Aoife", pronoun="her"), NOTED, 2),
        (Called("Ben", pronoun="his"), (*NOTED, "Tim"), 3),
        (Called("Ben", pronoun="his"), ("Somebody at 19:42", "Tim"), 0),
        (Called("Zoe", pronoun="she"), ("Guy with a dog", "Tim"), 1),
        (Called("Zoe"), (), None),
    ],
)
def test_whoever_has_no_name_yet_is_called_otherwise_first(
    called: Called, noted: tuple[str, ...], whom: int | None
) -> None:
    assert whose_name(called, noted, ["runs a bakery"] * len(noted)) == whom


def test_a_new_name_can_be_taken_back() -> None:
    assert name_before(renaming("Tom", "Ben"), "Ben") == "Tom"
    assert name_before("climbs", "Ben") is name_before("", "Ben") is None


@given(
    st.lists(st.sampled_from(("no", ",", "that was", "not", "Tom", "Ben", "is called", "her name is", "delete", "’")))
)
def test_any_line_is_looked_at(words: list[str]) -> None:
    mended = correction(" ".join(words), NOTED)
    assert mended is None or isinstance(mended, Dropped) or mended.name


def test_what_was_mended_is_said_in_a_line() -> None:
    capture = Capture(Key("n9"), ANA.key, "climbs", 5, made=True)
    assert seen(moved(Taken(capture, ANA))) == "Moved to Ana Lopes"
    assert labels(moved(Taken(capture, ANA))) == labels(renamed(ANA, capture)) == ["Undo"]
    assert seen(renamed(ANA)) == "Now called Ana Lopes."
    assert labels(renamed(ANA)) == []
    assert "no note to move" in seen(nothing_to_mend())
    assert "/people Ana" in seen(where_to_forget("Ana"))
    assert "kept nothing" in seen(where_to_forget(""))
    assert seen(taken_back(ANA, (), whole=False, ways=["+49 30 1"])) == "Taken back from Ana Lopes: +49 30 1"
