import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.jottings import LONGEST_NOTE, Shape, jotting, one_line
from conversations.second_person import for_you

THINGS = {
    "her move to Lisbon": "your move to Lisbon",
    "Her kids": "your kids",
    "his two kids": "your two kids",
    "the robot": "the robot",
    "the boss": "the boss",
    "his robot for his daughter": "your robot for your daughter",
    "her work with refugees in Berlin": "your work with refugees in Berlin",
    "her plans to travel": "your plans to travel",
    "their house in Porto": "your house in Porto",
    "Beekeeping": "beekeeping",
    "moving to Lisbon in May": "moving to Lisbon in May",
    "running a bakery.": "running a bakery",
}
CLAUSES = {
    "she climbs": "you climb",
    "climbs": "you climb",
    "loves jazz": "you love jazz",
    "He is building a robot for his daughter": "you are building a robot for your daughter",
    "that she wants to leave banking": "you want to leave banking",
    "She said she hates small talk": "you hate small talk",
    "she really misses Lagos": "you really miss Lagos",
    "he studies bees and teaches kids": "you study bees and teach kids",
    "she loves cats and dogs": "you love cats and dogs",
    "they sold the house": "you sold the house",
    "she’s moving": "you're moving",
    "he'll retire soon": "you'll retire soon",
    "they're new here": "you're new here",
    "she grew hers herself": "you grew yours yourself",
    "he thinks they laugh at him": "you think they laugh at you",
    "we both have twins": "we both have twins",
    "wants a robot": "you want a robot",
    "her team drops half its features": "your team drops half its features",
    "that her team drops the ball": "your team drops the ball",
    "her kids love the sea": "your kids love the sea",
    "her sister is a nurse": "your sister is a nurse",
    "their plans have changed": "your plans have changed",
}
ACTIONS = {
    "send her the article": "send you the article",
    "I'll send him my cv": "send you my cv",
    "promised to send her the link.": "send you the link",
    "to send them the deck": "send you the deck",
    "will call him in May": "call you in May",
    "introduce her to Tom": "introduce you to Tom",
    "call her": "call you",
    "let her know": "let you know",
    "help her find a flat": "help you find a flat",
    "take her climbing": "take you climbing",
    "help her daughter": "help your daughter",
    "call her next week": "call you next week",
    "lend her books": "lend you books",
    "read her paper": "read your paper",
    "ask her boss": "ask your boss",
    "tell her daughter about the school": "tell your daughter about the school",
    "introduce me to her boss": "introduce me to your boss",
    "send him the course link, and introduce him to Sara": "send you the course link and to introduce you to Sara",
    "I'll send her my deck; then call her": "send you my deck and to call you",
    "send her the deck, read her paper about " + "very " * 12 + "old boats": "send you the deck",
    "promised her to send the slides": "send the slides",
    "send link": "send you the link",
    "send feedback on the pitch": "send feedback on the pitch",
    "send me the deck": "send me the deck",
    "introduce to Sara": "introduce you to Sara",
    "intro her to Sara": "introduce you to Sara",
    "an introduction to Lea": "introduce you to Lea",
    "connect her with Omar from Bolt": "connect you with Omar from Bolt",
}
FREQUENT = (
    "she",
    "he",
    "they",
    "her",
    "his",
    "him",
    "climbs",
    "and",
    "to",
    "send",
    "mother's",
    "loves",
    "going",
    "the",
)
UNCLEAR = (
    "her dog died",
    "her daughter starts school",
    "his children play chess",
    "the meeting went well",
    "her boat sank",
    "climbs, 2 kids, ex-Google",
    "shy",
    "a mother of two",
    "interesting guy",
    "interesting",
    "boating season",
    "climbing is her passion",
    "AI ethics",
    "she",
    "she's",
    "she's excited about Rome",
    "she climbs and bakes",
    "she sculpts and bakes",
    "she paints bees and bakes bread and sculpts",
    "her mother lost her job",
    "his brother knows him well",
    "we both love her book",
    "send her CV to Tom",
    "introduce him to Sara and send her the deck",
    "introduce her to Sara, and send her the deck",
    "introduce him to my sister, and send her the deck",
    "send him a book, a film and a song",
    "promised her the deck",
    "her team moves",
    "her work trips to Rome",
    "her mother lost the keys of her house",
    "his children love football",
    "her kids drops a line",
    "book tip",
    "something",
    "help her start-up",
    "call on Monday",
    "text of the talk",
    "both climb",
    "what moves her: music",
    "HER STARTUP IS DYING",
    "ihr Umzug nach Lissabon",
    "my",
    "🐝",
)


@pytest.mark.parametrize(("note", "said"), THINGS.items())
def test_a_thing_can_follow_about(note: str, said: str) -> None:
    found = jotting(note)
    assert found
    assert (found.text, found.shape) == (said, Shape.THING)


@pytest.mark.parametrize(("note", "said"), CLAUSES.items())
def test_a_clause_can_follow_that(note: str, said: str) -> None:
    found = jotting(note)
    assert found
    assert (found.text, found.shape) == (said, Shape.CLAUSE)


@pytest.mark.parametrize(("note", "said"), ACTIONS.items())
def test_an_action_can_follow_to(note: str, said: str) -> None:
    found = jotting(note)
    assert found
    assert (found.text, found.shape) == (said, Shape.ACTION)


@pytest.mark.parametrize("note", UNCLEAR)
def test_what_is_not_certain_stays_as_it_was_typed(note: str) -> None:
    found = jotting(note)
    assert found
    assert (found.text, found.shape) == (note, Shape.OTHER)


@pytest.mark.parametrize("note", [None, "", "  \n", "...", '""'])
def test_an_empty_note_is_no_jotting(note: str | None) -> None:
    assert jotting(note) is None


def test_a_line_carries_no_quotation_mark_and_no_line_break() -> None:
    assert one_line('she said:\n"never  again!"') == "she said: never again"
    assert one_line(None) == ""


def test_a_long_note_is_cut_at_a_word() -> None:
    found = jotting("she is building " + "a very long bridge " * 9)
    assert found
    assert len(found.text) <= LONGEST_NOTE
    assert found.text.startswith("you are building a very long")
    assert found.text.endswith("…")


@pytest.mark.parametrize(
    ("hers", "yours"),
    [
        ("is", "are"), ("has", "have"), ("climbs", "climb"), ("flies", "fly"), ("lies", "lie"), ("goes", "go"),
        ("teaches", "teach"), ("misses", "miss"), ("fixes", "fix"), ("loves", "love"), ("moved", "moved"),
        ("discuss", "discuss"), ("can", "can"),
    ],
)  # fmt: skip
def test_a_verb_is_said_to_you(hers: str, yours: str) -> None:
    assert for_you(hers) == yours


@given(st.text(st.sampled_from(" she her his him they climbs and to send the mother's.,“\n") | st.characters()))
def test_any_note_fits_one_line(note: str) -> None:
    found = jotting(note)
    if found:
        assert 0 < len(found.text) <= LONGEST_NOTE
        assert found.text == " ".join(found.text.split())


@given(st.lists(st.sampled_from(FREQUENT)))
def test_any_words_make_one_line(words: list[str]) -> None:
    found = jotting(" ".join(words))
    assert found is None or found.text
