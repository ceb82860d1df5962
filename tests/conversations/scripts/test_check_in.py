from dataclasses import replace
from datetime import date

from conversations.address import Open, Page
from conversations.dialogue import Dialogue
from conversations.effects import Button, Keep, Withdraw
from conversations.endings import ending
from conversations.facts import Contact, Key, Person, Promise, PromiseState
from conversations.harvest import changes
from conversations.known import Known
from conversations.scripts.check_in import CHECK_IN
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

ANA = Person(Key("p1"), "Ana", None, date(2026, 11, 1), who="climbs", next_touch=date(2026, 11, 23), touch_how="coffee")
ARTICLE = Promise(Key("d0.0.h"), ANA.key, "Send the article", date(2026, 11, 1))
BOOK = Promise(Key("d0.1.h"), ANA.key, "Lend the book", date(2026, 11, 1))


IN_TOUCH = replace(ANA, last_contact=NOW, next_touch=None, touch_how=None)


def checking_in(*promises: Promise) -> Playbook:
    return Playbook(CHECK_IN, Known(NOW, NEW_YORK, person=ANA, promises=promises), "p1")


def test_done_asks_in_one_line_what_happened_and_starts_the_rhythm_anew() -> None:
    book = checking_in().coach("1 of 1", "Ana", "e.g. Had coffee, she is moving in March").person("Coffee; she moves")
    end = book.ended()
    assert book.facts() == (Contact(Key("d1.c"), ANA.key, NOW, "Coffee; she moves"), IN_TOUCH)
    assert end.records == ()
    assert plain_text(end.screens[0]) == "Noted. The rhythm with Ana starts anew from today."
    assert end.screens[0].rows == ((Button("Ana", Open(Page.PERSON, "p1", anew=True)),),)


def test_a_contact_without_a_line_is_a_contact() -> None:
    book = checking_in().taps("Skip")
    assert book.facts() == (Contact(Key("d1.c"), ANA.key, NOW), IN_TOUCH)


def test_the_rhythm_starts_anew_with_the_first_answer_even_when_the_rest_is_left() -> None:
    book = checking_in(ARTICLE).person("We met")
    assert IN_TOUCH in book.facts()
    before = replace(book.dialogue, answers={})
    assert changes(book.dialogue, before, book.known) == (Withdraw(Contact(Key("d1.c"), ANA.key, NOW, "We met")),)


def test_promises_that_are_kept_are_ticked_off_and_the_others_stay_open() -> None:
    book = checking_in(ARTICLE, BOOK).person("We met").coach("Which of these is done?").shows("Lend the book")
    end = book.taps("Send the article").taps("That's it").ended()
    assert end.records == (Keep(replace(ARTICLE, state=PromiseState.DONE)),)


def test_no_promise_is_asked_about_where_there_is_none() -> None:
    assert checking_in().person("We met").ended().records == ()


def test_somebody_who_is_gone_is_said_to_be_gone() -> None:
    dialogue = checking_in().person("We met").dialogue
    end = ending(dialogue, Known(NOW, NEW_YORK))
    assert (end.records, len(end.screens)) == ((), 1)
    assert Playbook(CHECK_IN, Known(NOW, NEW_YORK)).coach("them").facts() == ()


def test_a_check_in_that_has_not_begun_is_no_contact() -> None:
    assert checking_in().facts() == ()
    assert isinstance(checking_in().dialogue, Dialogue)
