from dataclasses import replace

from conversations.address import Begin, Open, Page
from conversations.answers import Answers, Chosen, Skipped, Ticked, Words
from conversations.facts import Key, Plan
from conversations.screens.card import card
from tests.conversations.screens.samples import MEETUP, NOW, PARTY
from tests.conversations.screens.seen import labels, seen, target, units

PREP: Answers = {
    "goal": Chosen("people", "Good people"),
    "hopes": Words("Someone who\nchanged careers"),
    "questions": Ticked((Chosen("a", "What brought you here?"),), ("Why pianos?", "Who else?", "One too many?")),
    "offers": Ticked((), ("I read CVs", "Two designers")),
    "again": Ticked((Chosen("p", "Lena"),)),
    "connect": Skipped(),
    "advice": Words("First clients?"),
    "obstacle": Chosen("alone", "Standing alone"),
    "plan": Words("Ask the host"),
}


def plan(cue: str, action: str) -> Plan:
    return Plan(Key("d1.1"), MEETUP.key, cue, action)


def test_the_card_holds_what_prep_came_to_and_leaves_out_what_was_skipped() -> None:
    text = seen(card(replace(MEETUP, place="Hall 3"), PREP, (plan("I stand alone", "Ask the host"),), NOW))
    assert text == (
        "AI meetup\nThu 26 Nov 2026, 18:00–21:00\nHall 3\n\n"
        "Goal Good people\nGreet Lena\nHope to meet Someone who changed careers\n\n"
        "Ask\n• What brought you here?\n• Why pianos?\n• Who else?\n\n"
        "Can offer I read CVs · Two designers\nAsk advice on First clients?\n\n"
        "Plans\n• If I stand alone → Ask the host"
    )


def test_what_a_plan_says_already_is_not_said_twice() -> None:
    text = seen(card(MEETUP, PREP, (plan("somebody is ahead", "Ask: First clients?"),), NOW))
    assert text.count("First clients?") == 1


def test_a_plan_not_yet_kept_stands_on_the_card_as_answered() -> None:
    assert "• If Standing alone → Ask the host" in seen(card(MEETUP, PREP, (), NOW))
    assert "• If it gets hard → Ask the host" in seen(card(MEETUP, {"plan": Words("Ask the host")}, (), NOW))


def test_an_empty_card_says_so_and_offers_prep() -> None:
    skipped: Answers = {"goal": Skipped(), "questions": Ticked(), "hopes": Words(" ")}
    for answers in (None, {}, skipped):
        page = card(MEETUP, answers, (), NOW)
        assert "Nothing is written on this card yet." in seen(page)
        assert target(page, "Get ready, five minutes") == Begin("before_event", "e1")


def test_a_filled_card_leads_back_into_prep_and_to_the_event() -> None:
    page = card(MEETUP, PREP, (), NOW)
    assert target(page, "Prep once more") == Begin("before_event", "e1")
    assert target(page, "About the event") == Open(Page.EVENT, "e1")


def test_the_card_of_a_past_event_offers_no_prep() -> None:
    assert labels(card(PARTY, PREP, (), NOW)) == ["About the event"]


def test_long_answers_give_way_so_that_the_card_fits_a_phone_and_no_line_is_lost() -> None:
    long = {place: Words("word " * 200) for place in ("goal", "hopes", "offers", "again", "connect", "advice")}
    text = seen(card(MEETUP, long, (plan("c " * 100, "a " * 100),) * 5, NOW))
    assert units(text) <= 900
    assert text.count("\n• If") == 3
    assert "Goal word" in text
    assert "Bring together word" in text
