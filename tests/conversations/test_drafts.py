from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.draft_wordings import CLOSINGS, OPENINGS, SINCE, Occasion, Tone
from conversations.drafts import LONGEST_DRAFT, LONGEST_NAME, Facts, draft, opening_line
from conversations.jottings import one_line

KEYS = tuple("abcdefgh")
NOTES = (
    "her move to Lisbon",
    "she climbs",
    "He is building a robot for his daughter",
    "that she wants to leave banking",
    "climbs, 2 kids, ex-Google",
    "her dog died",
    "shy",
    'said "never again" about boats',
    "AI",
    "send her the article",
    "we both have twins",
    "MOVING BACK HOME???",
    "ihr Umzug nach Lissabon",
    "- bees\n- honey\n- beer",
    "her work with refugees in a small town whose name I could not make out because of the noise at the bar",
    "🐝🐝",
    "None",
    None,
)
BROKEN = (
    "about she", "about he ", "about you ", "that your", "that the ", "to the article", "to you ", "you climbs",
    "you is", "that send", "about send", "about shy", "her the article", "robot for his", "{", "..", "….", "None.",
)  # fmt: skip


def every_draft(facts: Facts) -> list[str]:
    return [draft(occasion, tone, facts, key) for occasion, tone, key in product(Occasion, Tone, KEYS)]


@pytest.mark.parametrize("note", NOTES)
def test_what_people_jot_down_never_breaks_a_sentence(note: str | None) -> None:
    facts = Facts("Ana", "AI meetup", they_said=note, promise=note, common=note, sender_name="Sam", days_since=20)
    for message in (*every_draft(facts), opening_line(facts, "a")):
        assert not any(broken in message for broken in BROKEN if broken not in (note or "")), message
        assert message.count("“") == message.count("”")
        assert "\n-" not in message


def test_a_follow_up_takes_up_what_was_said_and_promised() -> None:
    facts = Facts("Ana", "AI meetup", "her move to Lisbon", "send her the article", "climbing", "Sam", 1)
    message = draft(Occasion.FOLLOW_UP, Tone.WARM, facts, "a")
    assert message.startswith("Hi Ana,\n\n")
    assert message.endswith("\n\nWarm wishes,\nSam")
    assert " at the AI meetup yesterday." in message
    assert "about your move to Lisbon." in message
    assert "to send you the article" in message


@pytest.mark.parametrize("key", KEYS)
def test_a_brief_one_takes_up_one_thing_and_that_is_the_promise(key: str) -> None:
    message = draft(Occasion.FOLLOW_UP, Tone.BRIEF, Facts("Ana", None, "she climbs", "send her the article"), key)
    assert "to send you the article" in message
    assert "climb" not in message
    assert "that you climb" in draft(Occasion.FOLLOW_UP, Tone.BRIEF, Facts("Ana", None, "she climbs"), key)


def test_what_cannot_be_said_to_somebody_is_left_out_and_never_quoted() -> None:
    facts = Facts("Ana", "AI meetup", "2 kids, ex-Google", "book tip", "UX at Figma", "Sam", 1)
    for message in (*every_draft(facts), *(opening_line(facts, key) for key in KEYS)):
        assert not any(word in message for word in ("kids", "Google", "book tip", "Figma", "“")), message
    assert any("promised" in message for message in every_draft(facts))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("climbs, 2 kids, ex-Google", "you climb."),
        ("She moved here from Lisbon. No kids", "you moved here from Lisbon."),
        ("her team drops half its features", "your team drops half its features."),
    ],
)
def test_of_several_thoughts_the_first_is_taken_up_when_it_is_certain(note: str, said: str) -> None:
    for key in KEYS:
        assert said in opening_line(Facts("Ana", they_said=note), key)


def test_a_thought_with_a_condition_is_not_cut() -> None:
    assert "move" not in opening_line(Facts("Ana", they_said="she moves to Rome, if she gets the visa"), "a")


def test_two_promises_are_said_as_one_says_them() -> None:
    promise = "send him the course link, and introduce him to Sara"
    for tone, key in product(Tone, KEYS):
        message = draft(Occasion.FOLLOW_UP, tone, Facts("Omar", promise=promise, days_since=1), key)
        assert "to send you the course link and to introduce you to Sara" in message


@pytest.mark.parametrize("days", [14, 40, 400])
def test_after_a_fortnight_nobody_is_glad_to_have_met(days: int) -> None:
    facts = Facts("Ana", "AI meetup", days_since=days)
    follow_ups = [draft(Occasion.FOLLOW_UP, tone, facts, key) for tone, key in product(Tone, KEYS)]
    for message in (*follow_ups, *(opening_line(facts, key) for key in KEYS)):
        assert not any(word in message for word in ("to meet you", "good to talk", "enjoyed our talk", "glad we got"))
        assert any(word in message for word in (" since ", " ago"))


def test_a_formal_one_closes_formally_with_or_without_a_name() -> None:
    assert draft(Occasion.THANKS, Tone.FORMAL, Facts("Ana"), "a").endswith("\n\nKind regards")
    assert draft(Occasion.THANKS, Tone.FORMAL, Facts("Ana", sender_name="Sam"), "a").endswith("\n\nKind regards,\nSam")


def test_a_kept_promise_comes_first() -> None:
    for note, said in (
        ("send her the article", "send you the article"),
        ("the photos", "promise"),
        ("intro Tom", "promised"),
    ):
        message = draft(Occasion.PROMISE_KEPT, Tone.WARM, Facts("Ana", promise=note), "a")
        assert said in message.split("\n\n")[1].split(". ")[0]


@pytest.mark.parametrize(
    ("offer", "taken_up"),
    [
        ("put me in touch with Lea", "to put me in touch with Lea"),
        ("introduce me to her boss", "to introduce me to your boss"),
        ("an intro to Lea", "to introduce me to Lea"),
        ("intro Lea, her boss", "offered me an introduction, and"),
    ],
)
def test_an_offered_introduction_is_taken_up(offer: str, taken_up: str) -> None:
    for tone, key in product(Tone, KEYS):
        assert taken_up in draft(Occasion.INTRODUCTION_ASKED, tone, Facts("Ana", promise=offer), key)


@pytest.mark.parametrize("promise", ["send her the article", "introduce her to Tom", "lunch", None])
def test_without_an_offer_the_question_is_open(promise: str | None) -> None:
    facts = Facts("Ana", promise=promise)
    for tone, key in product(Tone, KEYS):
        message = draft(Occasion.INTRODUCTION_ASKED, tone, facts, key)
        assert message == draft(Occasion.INTRODUCTION_ASKED, tone, Facts("Ana"), key)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14, "about two weeks"),
        (45, "about six weeks"),
        (49, "about two months"),
        (90, "about three months"),
        (280, "about nine months"),
        (400, "a long time"),
    ],
)
def test_a_check_in_says_how_long_it_has_been(days: int, said: str) -> None:
    for tone, key in product(Tone, KEYS):
        assert f" {said} " in draft(Occasion.CHECK_IN, tone, Facts("Ana", days_since=days), key)


@pytest.mark.parametrize("days", [None, -3, 0, 13])
def test_a_short_while_is_not_mentioned_in_a_check_in(days: int | None) -> None:
    for tone, key in product(Tone, KEYS):
        assert "It has been" not in draft(Occasion.CHECK_IN, tone, Facts("Ana", days_since=days), key)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("AI meetup", "at the AI meetup today"),
        ("the spring party", "at the spring party today"),
        ("PyCon", "at PyCon today"),
        ("Web Summit", "at Web Summit today"),
        (None, "our talk today"),
    ],
)
def test_the_event_is_named_as_one_says_it(title: str | None, place: str) -> None:
    assert opening_line(Facts("Ana", title, days_since=0), "ana/1").endswith(f"{place}.")


def test_an_opening_line_is_one_line_in_the_senders_voice() -> None:
    assert opening_line(Facts("Ana", they_said="her move to Lisbon"), "a").startswith("Ana, I ")
    assert opening_line(Facts("Ana", common="climbing"), "a").startswith("Ana, I liked hearing")
    assert opening_line(Facts(" "), "ana/1")[0].isupper()


def test_wordings_vary_with_the_key_and_stay_the_same_for_one() -> None:
    facts = Facts("Ana", "AI meetup", "her move to Lisbon")
    assert len({draft(Occasion.FOLLOW_UP, Tone.WARM, facts, str(number)) for number in range(40)}) >= 3
    assert every_draft(facts) == every_draft(facts)


def test_every_occasion_has_words_in_every_tone() -> None:
    assert set(OPENINGS) == set(CLOSINGS) == set(product(Occasion, Tone))
    assert set(SINCE) == set(Tone)


@pytest.mark.parametrize("begins", ["she is", "send her", "the", ""])
@pytest.mark.parametrize("promise_begins", ["send her", "send me", "the", ""])
def test_the_longest_facts_still_fit(begins: str, promise_begins: str) -> None:
    long = "w" * 120
    note, promise = f"{begins} {long}", f"{promise_begins} {long}"
    for days, key in product((1, 300), KEYS):
        facts = Facts(long, f"{'E' * 42} meetup", note, promise, note, long, days)
        assert max(len(draft(occasion, tone, facts, key)) for occasion in Occasion for tone in Tone) <= LONGEST_DRAFT


MAYBE = st.none() | st.text() | st.sampled_from(NOTES)
FACTS = st.builds(Facts, st.text(), MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | st.integers())


@given(st.sampled_from(Occasion), st.sampled_from(Tone), FACTS, st.text())
def test_any_facts_give_a_tidy_message(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> None:
    line = opening_line(facts, key)
    for message in (draft(occasion, tone, facts, key), line):
        assert 0 < len(message) <= LONGEST_DRAFT
        assert one_line(facts.first_name, LONGEST_NAME) in message
        assert "  " not in message
        assert message == message.strip()
        assert message.count("“") == message.count("”")
        assert '"' not in message
    assert len(line) <= 200
    assert len(line.splitlines()) == 1


@given(st.sampled_from(Occasion), st.sampled_from(Tone), st.text())
def test_a_missing_fact_is_never_spelled_out(occasion: Occasion, tone: Tone, key: str) -> None:
    assert "None" not in draft(occasion, tone, Facts("Ana"), key)
    assert "None" not in opening_line(Facts("Ana"), key)
