import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facts import Key
from conversations.finding import ROW, rows_of, rows_with, words_like
from conversations.folding import folded
from conversations.recall import (
    FIRST,
    LONGEST_WORD,
    MOST_WORDS,
    By,
    Hit,
    Kind,
    asked,
    near,
    rank,
    rank_of_name,
    reason,
)
from conversations.recalling import Everybody, Heap


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("who can help with taxes", "taxes", Kind.HELP),
        ("can help with taxes", "taxes", Kind.HELP),
        ("who knows about heat pumps", "heat pumps", Kind.HELP),
        ("who did I meet at PyCon", "pycon", Kind.MET),
        ("who needs a designer", "designer", Kind.NEED),
        ("needs a designer", "designer", Kind.NEED),
        ("who needs help with taxes", "taxes", Kind.NEED),
        ("Who’s looking for a job?", "job", Kind.NEED),
        ("who is into sailing", "sailing", Kind.INTO),
        ("who works at Figma", "figma", Kind.WORK),
        ("wer kann bei Steuern helfen", "steuern", Kind.HELP),
        ("Wer kennt sich mit Wärmepumpen aus?", "warmepumpen", Kind.HELP),
        ("wen habe ich auf der Messe getroffen", "messe", Kind.MET),
        ("wer braucht eine Designerin", "designerin", Kind.NEED),
        ("wer mag Segeln", "segeln", Kind.INTO),
        ("who is from Lisbon", "lisbon", Kind.PLAIN),
        ("Ana from Figma", "ana figma", Kind.PLAIN),
        ("help desk", "help desk", Kind.PLAIN),
        ("Ana, Ana and Ben", "ana ben", Kind.PLAIN),
        ("who is Will", "will", Kind.PLAIN),
        ("who is Can", "can", Kind.PLAIN),
        ("who", "who", Kind.PLAIN),
        ("asa_o", "asa o", Kind.PLAIN),
        ("🦄", "🦄", Kind.PLAIN),
        ("a\0b\0", "b", Kind.PLAIN),
        ("\0", "", Kind.PLAIN),
        ("  ", "", Kind.PLAIN),
    ],
)
def test_a_question_is_its_words_and_what_it_is_after(text: str, words: str, kind: Kind) -> None:
    found = asked(text)
    assert (" ".join(found.words), found.kind) == (words, kind)


def test_a_question_who_one_met_without_a_place_keeps_a_word_to_look_for() -> None:
    assert asked("who did I meet").words == ("meet",)


def test_a_long_text_is_its_first_words_and_a_long_word_its_beginning() -> None:
    assert len(asked(" ".join(f"w{number}" for number in range(999))).words) == MOST_WORDS
    assert asked("ü" * 4000).words == ("u" * LONGEST_WORD,)


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    words = asked(text).words
    assert len(words) <= MOST_WORDS
    assert all(words)


@pytest.mark.parametrize(
    ("word", "vocabulary", "meant"),
    [
        ("lon", "london lisbon long", "london long"),
        ("lodnon", "london lisbon", "london"),
        ("lonndon", "london", "london"),
        ("lndon", "london", "london"),
        ("lomdon", "london", "london"),
        ("lomdom", "london", ""),
        ("sailign", "sailing", "sailing"),
        ("photografy", "photography", "photography"),
        ("fotographer", "photographer photographed", "photographer"),
        ("ann", "anb", ""),
        ("anna", "anka anni hanna", "anka anni hanna"),
        ("2024", "2025", ""),
        ("london", "", ""),
    ],
)
def test_a_slip_is_forgiven_in_a_word_of_four_letters_and_two_in_one_of_eight(
    word: str, vocabulary: str, meant: str
) -> None:
    assert near(word, set(vocabulary.split())) == tuple(meant.split())


LETTERS = "abcdefghijklmnopqrstuvwxyz"
slips = st.tuples(
    st.text(LETTERS, min_size=5, max_size=14), st.integers(0, 13), st.sampled_from(LETTERS), st.integers(0, 3)
)


def mistyped(word: str, place: int, letter: str, how: int) -> str:
    """The word with one letter left out, put in, or put in another's place, or with two letters turned."""
    at = place % len(word)
    rest = word[at + 1 :]
    return word[:at] + (rest, letter + word[at:], letter + rest, rest[:1] + word[at] + rest[1:])[how]


@given(slips)
def test_a_word_with_one_slip_is_among_those_that_begin_or_end_alike(slip: tuple[str, int, str, int]) -> None:
    wrong = mistyped(*slip)
    text = f"an(other) {slip[0]}, and more{ROW}{slip[0]}"
    found = dict(words_like(text, wrong))
    assert found[slip[0]] == text.rindex(slip[0])
    assert slip[0] in near(wrong, {slip[0]})


@pytest.mark.parametrize(("word", "wrong"), [("karl", "kral"), ("london", "lodnon"), ("sailing", "zailing")])
def test_a_slip_in_the_middle_or_at_an_end_is_found_whatever_stands_around_the_word(word: str, wrong: str) -> None:
    assert dict(words_like(f"ice-{word}, {ROW}", wrong)) == {word: 4}


def test_words_much_longer_than_a_mistyped_one_are_not_like_it() -> None:
    assert not list(words_like("lomdoners thelomdon", "lomdon"))


def test_where_a_word_stands_is_told_row_by_row() -> None:
    text = ROW.join(["sailing", "boats", "(sails) mainsail", "mainsail", "sailsail"])
    assert rows_with(text, "sail") == {0: True, 2: True, 3: False, 4: True}
    assert rows_with(text, "b") == {}
    assert rows_with(ROW.join(["main", "ai, data", "r"]), "ai") == {1: True}
    assert rows_with(ROW.join(["rust", "r"]), "r") == {1: True}
    assert rows_with(ROW.join(["no", "東京都"]), "京") == {1: False}
    assert rows_with("", "sail") == {}
    assert rows_of(text, [text.index("mainsail"), 0]) == {0: True, 2: True}


def test_what_a_question_is_after_comes_first_but_a_beginning_before_a_middle() -> None:
    for kind, first in FIRST.items():
        assert [rank(kind, by, begins=True) for by in first] == list(range(len(first)))
        assert rank(kind, By.CONTACT, begins=True) >= len(first)
    assert rank(Kind.HELP, By.CONTACT, begins=True) < rank(Kind.HELP, By.OFFER, begins=False)


@pytest.mark.parametrize(
    ("text", "name", "rank"),
    [
        ("ana lopes", "Ana Lopes", 0),
        ("lopes ana", "Ana Lopes", 0),
        ("will smith", "Will Smith", 0),
        ("🦄", "🦄", 0),
        ("ana", "Ana Lopes", 1),
        ("ana lo", "Ana Lopes", 2),
        ("ana", "Susana Lopes", 3),
        ("ana climbs", "Ana Lopes", 3),
    ],
)
def test_the_more_of_a_name_was_asked_for_the_better(text: str, name: str, rank: int) -> None:
    question = asked(text)
    assert rank_of_name(folded(name), question, {word: (word,) for word in question.words}) == rank


PERSON = Key("p1")
TOLD = ((By.NAME, "Ana Lopes"), (By.OFFER, "reads CVs"), (By.REMARK, "wrote CVs for syntaxes"), (By.WORK, "Taxes"))


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("lopes", Hit(PERSON)),
        ("CVs", Hit(PERSON, By.OFFER, "reads CVs", ("cvs",))),
        ("who can help with CVs", Hit(PERSON, By.OFFER, "reads CVs", ("cvs",))),
        ("wrote CVs", Hit(PERSON, By.REMARK, "wrote CVs for syntaxes", ("wrote", "cvs"))),
        ("tax", Hit(PERSON, By.WORK, "Taxes", ("tax",))),
        ("zebra", Hit(PERSON)),
    ],
)
def test_the_reason_is_the_text_with_most_words_that_answers_best(text: str, hit: Hit) -> None:
    question = asked(text)
    assert reason(PERSON, TOLD, question, {word: (word,) for word in question.words}) == hit


def everybody(people: dict[str, str], notes: list[tuple[str, By, str]], event: str = "") -> Everybody:
    """People with folded names, `drafts` in brackets, and what was noted of them; the first was met at an event."""
    keys, names = ROW.join(people), ROW.join(name.strip("()") for name in people.values())
    drafts = ROW.join("1" if name.startswith("(") else "" for name in people.values())
    events = ROW.join(["e1", *([""] * (len(people) - 1))])
    whom, kinds, said = (ROW.join(column) for column in zip(*notes, strict=True)) if notes else ("", "", "")
    return Everybody(
        keys,
        names,
        drafts,
        events,
        Heap(event, ("e1",), By.EVENT),
        (Heap(names, (keys,), By.WHO), Heap(said, (whom,), kinds)),
    )


def order(all_of_them: Everybody, text: str) -> list[str]:
    return list(all_of_them.found(asked(text), 10)[0])


def test_names_come_first_then_what_was_asked_for_then_the_alphabet_and_drafts_last() -> None:
    people = {"p1": "zoe sailer", "p2": "(aaron)", "p3": "ben", "p4": "cleo", "p5": "dora", "p6": "sail"}
    notes = [(key, By.INTEREST if key == "p5" else By.REMARK, "sails") for key in ("p2", "p4", "p3", "p5", "p3")]
    found = everybody(people, [*notes, ("", By.REMARK, "sails")])
    assert order(found, "sail") == ["p6", "p1", "p3", "p4", "p5", "p2"]
    assert order(found, "who is into sailing") == []
    assert order(found, "who is into sails") == ["p5", "p3", "p4", "p2"]


def test_all_words_must_be_true_of_one_person_wherever_each_of_them_stands() -> None:
    found = everybody({"p1": "ana", "p2": "ben"}, [("p1", By.WORK, "figma"), ("p2", By.NEED, "climbs")], "pycon berlin")
    assert order(found, "ana figma pycon") == ["p1"]
    assert order(found, "ana climbs") == []
    assert order(found, "ben pycon") == []
    assert order(found, "gone nobody") == []


def test_whom_one_met_somewhere_are_those_alone_if_there_is_anybody() -> None:
    notes = [("p1", By.REMARK, "hates pycon"), ("p2", By.REMARK, "spoke of pycon and of droidcon")]
    found = everybody({"p1": "ana", "p2": "ben"}, notes, "pycon")
    assert order(found, "who did I meet at pycon") == ["p1"]
    assert order(found, "who did I meet at droidcon") == ["p2"]


def test_only_a_word_that_stands_nowhere_is_taken_for_another() -> None:
    found = everybody({"p1": "marta", "p2": "maria", "p3": "ben"}, [("p3", By.REMARK, "knows a mara")])
    assert order(found, "mara") == ["p3"]
    assert order(found, "marja") == ["p2", "p1", "p3"]
    assert found.found(asked("martha"), 9) == ((Key("p1"),), {"martha": ("marta",)})


def test_a_number_is_not_guessed() -> None:
    assert order(everybody({"p1": "x2024"}, []), "2025") == []
