import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.matching_words import CARRIERS, FILLER, SYNONYMS, TRADES
from conversations.stems import JOB, LONGEST_TEXT, MOST_STEMS, MOST_THOUGHTS, carriers, content, stem, thoughts, trades


def cores(text: str) -> list[set[str]]:
    return [set(thought.core) for thought in thoughts(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("designers", "designing"),
        ("ux", "designer"),
        ("programmer", "developer"),
        ("climbs", "kletterer"),
        ("drummer", "drums"),
        ("anwaltin", "lawyer"),
        ("investors", "money"),
        ("recruiter", "hiring"),
        ("photos", "fotografin"),
        ("sails", "sailing"),
        ("entwicklerin", "engineer"),
    ],
)
def test_words_for_one_thing_have_one_stem(one: str, other: str) -> None:
    assert content(one) == content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("flower", "flow"), ("poster", "post"), ("corner", "corn"), ("bass", "based"), ("manner", "man"), ("kita", "kit")],
)
def test_words_that_only_look_alike_keep_their_own(one: str, other: str) -> None:
    assert stem(one) != stem(other) or content(one) != content(other)


@pytest.mark.parametrize("word", ["somebody", "good", "help", "looking", "sucht", "x", "42", "experienced"])
def test_a_word_that_says_nothing_is_none(word: str) -> None:
    assert content(word) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Climbs too, moved here from Lisbon", [{"climb"}, {"lisbon"}]),
        ("runs a bakery in Porto 🥐", [{"bak"}]),
        ("a designer and a lawyer", [{"design"}, {"lawy"}]),
        ("somebody who knows Wien", [{"vienna"}]),
        ("Řeka & Łódź", [{"reka"}, {"lodz"}]),
        ("C++, C#", [{"c++"}, {"c#"}]),
        ("front-end", [{"frontend"}]),
        ("work in Berlin", [{JOB}]),
        ("hates running, climbs", [{"climb"}]),
        ("looking for somebody good", []),
        ("", []),
    ],
)
def test_a_text_speaks_of_these(text: str, named: list[set[str]]) -> None:
    assert cores(text) == named


def test_what_stands_behind_for_and_in_tells_more() -> None:
    (thought,) = thoughts("a piano teacher for her son in Rome")
    assert (thought.first, thought.last) == ("piano", "teach")
    assert set(thought.core) == {"piano", "teach"}
    assert set(thought.named) == {"piano", "teach", "rome"}
    assert (set(thought.around), set(thought.places)) == ({"son"}, {"rome"})
    assert (set(thought.topics), set(thought.trades)) == ({"piano"}, {"teach"})
    assert not thought.company
    assert thoughts("someone to sail with")[0].company


def test_no_word_stands_for_two_things() -> None:
    found = [stem(word) for thing, words in SYNONYMS.items() for word in (thing, *words.split())]
    assert sorted(found) == sorted(set(found))
    assert not FILLER.intersection(word for thing, words in SYNONYMS.items() for word in (thing, *words.split()))


def test_the_lists_name_what_notes_can_name() -> None:
    assert all(map(content, TRADES | CARRIERS))
    assert content("designer") in trades()
    assert content("podcast") in carriers()
    assert content("hiring") == content("jobs") == JOB


def test_a_long_text_costs_no_more_than_a_note() -> None:
    assert len(thoughts("sailing, " * 1000)) == MOST_THOUGHTS
    (long,) = thoughts(" ".join(f"wo{chr(97 + at)}" for at in range(26)))
    assert len(long.core) == MOST_STEMS
    assert cores("x " * LONGEST_TEXT + "sailing") == []


@given(st.text(max_size=400) | st.text(alphabet="a\u0300\ufdfa\u202eß,. -#+&'’\n", max_size=400))
def test_any_text_is_read(text: str) -> None:
    for thought in thoughts(text):
        assert thought.last in thought.core
        assert thought.first in thought.core
        assert thought.topics <= thought.core <= thought.named
    assert thoughts(text) == thoughts(text)
