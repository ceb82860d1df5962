from dataclasses import replace

import pytest

from conversations.address import Open, Page
from conversations.answers import Skipped, Words
from conversations.dialogue import Dialogue
from conversations.effects import Keep, Withdraw
from conversations.endings import ending
from conversations.facts import Key, Offer, Person, Plan
from conversations.harvest_prep import CUES
from conversations.known import Known
from conversations.replies import Choice
from conversations.scripts.before_event import BEFORE_EVENT
from tests.playbook import NEW_YORK, NOW, Playbook, event, plain_text

MEETUP = event()
LENA = Person(Key("p1"), "Lena", None, MEETUP.start.local.date())
OFFERS = (Offer(Key("d0.o0"), "Read a CV"), Offer(Key("d0.o1"), "Two good designers"))
KNOWN = Known(NOW, NEW_YORK, event=MEETUP)


def prep(known: Known = KNOWN) -> Playbook:
    return Playbook(BEFORE_EVENT, known, "e1")


def at(place: str, known: Known = KNOWN) -> Playbook:
    """A prep in which everything before `place` was skipped."""
    book = prep(known)
    skips = [step.key for step in BEFORE_EVENT.all_steps()]
    for key in skips[: skips.index(place)]:
        if key not in {"hopes_turn", "plan"}:
            book.taps("Skip")
    return book


def plans(book: Playbook) -> list[tuple[str, str]]:
    return [(plan.cue, plan.action) for plan in book.facts() if isinstance(plan, Plan)]


def offers(book: Playbook) -> list[Offer]:
    return [fact for fact in book.facts() if isinstance(fact, Offer)]


def test_prep_asks_eight_questions_and_ends_in_three_plans_and_the_card() -> None:
    known = replace(KNOWN, people=(LENA,))
    end = (
        prep(known)
        .coach("Prep · 1 of 8", "AI meetup")
        .taps("Good people")
        .coach("2 of 8", "e.g. Someone who changed careers, to hear how it felt")
        .person("Somebody who restores organs, to hear how it sounds from inside")
        .coach("3 of 8", "Which open questions will you carry along?")
        .taps("What brought you here?")
        .taps("What surprised you lately?")
        .taps("That's it")
        .coach("4 of 8", "What could you offer someone there")
        .person("I can read a CV\nTwo good designers")
        .coach("5 of 8", "Whom do you know there already")
        .taps("Lena")
        .taps("That's it")
        .coach("6 of 8", "Which of your people should someone there get to know?")
        .person("Tom, with anyone who builds for schools")
        .coach("7 of 8", "advice")
        .person("How did you find your first clients?")
        .coach("8 of 8", "What could get in the way that evening?")
        .taps("Standing alone")
        .coach("9 of 9", "“Standing alone”. If that happens, what is one small thing you will do?")
        .taps("Ask the next person what brought them")
        .ended()
    )
    assert plain_text(end.screens[0]) == (
        "You are ready. Read these once, slowly; saying a plan over helps it happen.\n\n"
        "• If I stand alone → ask the next person what brought them\n"
        "• If somebody is a few steps ahead of me → ask: “How did you find your first clients?”\n"
        "• If somebody needs it → offer this: I can read a CV\n\n"
        "And here is your card for the pocket."
    )
    assert end.records == (Keep(replace(MEETUP, prepared=True)),)
    assert end.then == Open(Page.CARD, "e1")


def test_an_answer_about_a_position_is_turned_once_and_never_blocked() -> None:
    book = at("hopes").person("someone who can get me hired").coach("3 of 9", "Noted.", "job")
    book.person("a job please").coach("4 of 9", "Which open questions will you carry along?")
    assert book.answers()["hopes"] == Words("someone who can get me hired")


def test_the_turn_may_be_skipped_and_comes_only_once_a_dialogue() -> None:
    book = at("hopes").person("a VC").taps("Skip").coach("Which open questions")
    assert book.answers()["hopes_turn"] == Skipped()
    book.taps("‹ Back").taps("‹ Back").person("investors for my startup").coach("about")
    assert [path for path in book.answers() if path.endswith("_turn")] == []


def test_an_answer_about_a_person_is_not_turned() -> None:
    at("hopes").person("Someone who changed careers, to hear how it felt").coach("Which open questions")


def test_a_fourth_question_takes_the_place_of_the_first() -> None:
    book = at("questions")
    for label in ("What brought you here?", "How did you get into that?", "What surprised you lately?"):
        book.taps(label)
    book.taps("What are you looking forward to?").shows("What brought you here?", "✓ How did you get into that?")
    book.taps("✓ How did you get into that?").shows("How did you get into that?")


def test_what_one_can_offer_is_kept_and_offered_again_next_time() -> None:
    book = at("offers").person("Read a CV\nTwo good designers")
    assert [offer.words for offer in offers(book)] == ["Read a CV", "Two good designers"]
    again = at("offers", replace(KNOWN, offers=OFFERS)).shows("Read a CV", "Two good designers")
    again.taps("Read a CV").person("An hour on Fridays")
    assert offers(again) == [Offer(Key("d1.o0"), "An hour on Fridays")]
    assert plans(again) == [("somebody needs it", "offer this: Read a CV")]


def test_an_offer_typed_again_is_not_kept_twice() -> None:
    assert offers(at("offers", replace(KNOWN, offers=OFFERS)).person("Read a CV")) == []
    own = replace(KNOWN, offers=(Offer(Key("d1.o0"), "Read a CV"),))
    book = at("offers").person("Read a CV")
    book.known = own
    assert offers(book) == [Offer(Key("d1.o0"), "Read a CV")]


def test_an_offer_that_is_still_being_ticked_is_no_plan_yet() -> None:
    book = at("offers", replace(KNOWN, offers=OFFERS)).taps("Read a CV")
    assert plans(book) == []
    assert plans(book.taps("That's it")) == [("somebody needs it", "offer this: Read a CV")]


@pytest.mark.parametrize("word", ["nothing", "No.", "none", "-"])
def test_nothing_to_offer_is_no_offer(word: str) -> None:
    book = at("offers").person(word).coach("Whom do you know there already")
    assert book.facts() == ()


def test_an_obstacle_in_own_words_is_quoted_back_and_becomes_a_plan() -> None:
    book = at("obstacle").person("My boss will be there").coach("“My boss will be there”. If that happens, what is")
    assert list(book.buttons()) == ["‹ Back", "Skip", "Why?", "Later"]
    book.person("greet her and move on")
    assert plans(book) == [("this comes up: My boss will be there", "greet her and move on")]


def test_only_plans_that_fit_the_obstacle_are_offered() -> None:
    book = at("obstacle").taps("Being tired").shows("Have one good talk, then go home", "Step outside for five minutes")
    assert "Put it away and look up" not in book.buttons()


def test_every_obstacle_has_its_cue_and_at_least_two_plans() -> None:
    step = next(step for step in BEFORE_EVENT.all_steps() if step.key == "obstacle")
    assert isinstance(step.reply, Choice)
    assert {option.key for option in step.reply.options} == set(CUES)
    for option in step.reply.options:
        assert len(at("obstacle").taps(option.label).buttons()) >= 2 + len(("Back", "Skip", "Why", "Later"))


def test_without_an_obstacle_no_plan_is_asked_for() -> None:
    end = at("obstacle").taps("Skip").ended()
    assert plain_text(end.screens[0]) == "That is your prep. Here is your card for the pocket."
    assert end.records == (Keep(replace(MEETUP, prepared=True)),)


def test_a_plan_that_is_skipped_is_no_plan() -> None:
    assert plans(at("obstacle").taps("Being tired").taps("Skip")) == []


def test_a_second_prep_takes_the_place_of_the_first() -> None:
    old = Plan(Key("d0.1"), MEETUP.key, "I get tired", "go home")
    own = Plan(Key("d1.1"), MEETUP.key, "I get tired", "step outside")
    book = at("obstacle", replace(KNOWN, plans=(old, own))).taps("Being tired").person("step outside")
    assert Withdraw(old) in book.ended().records
    assert Withdraw(own) not in book.ended().records


def test_a_prep_for_nothing_known_says_so() -> None:
    lost = Dialogue(Key("d1"), "before_event", answers={"plan": Words("breathe"), "advice": Words("How?")})
    end = ending(lost, Known(NOW, NEW_YORK))
    assert plain_text(end.screens[0]).startswith("That is no longer in my notes")


def test_later_keeps_the_question_and_back_keeps_the_answer_at_hand() -> None:
    book = prep().taps("Good people").taps("Later").parked().coach("2 of 8")
    book.person("back").coach("1 of 8").taps("Good people").coach("2 of 8").person("A climber")
    book.person("back").shows("Keep: A climber").taps("Keep: A climber").coach("3 of 8")


def test_every_question_says_why_it_is_asked() -> None:
    prep().taps("Why?").coach("One clear aim makes it easier to choose whom to talk to")
