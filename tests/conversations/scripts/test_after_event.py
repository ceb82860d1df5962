from dataclasses import replace
from datetime import date, datetime

import pytest

from conversations.answers import Met, Names, Skipped
from conversations.effects import Keep
from conversations.facts import Introduction, Key, Note, NoteKind, Person, Plan, Promise, Takeaway, TakeawayKind
from conversations.known import Known
from conversations.scripts.after_event import AFTER_EVENT
from conversations.signals import Card, Shared
from tests.playbook import NEW_YORK, NOW, Playbook, event, plain_text

MEETUP = event(day=22)
TODAY = date(2026, 11, 23)
MET = date(2026, 11, 22)
KNOWN = Known(NOW, NEW_YORK, event=MEETUP)
NOTED = Person(Key("p7"), "Ana", MEETUP.key, MET, draft=True, handle="ana_climbs")


def debrief(known: Known = KNOWN) -> Playbook:
    return Playbook(AFTER_EVENT, known, "e1")


def skip(book: Playbook, times: int) -> Playbook:
    for _ in range(times):
        book.taps("Skip")
    return book


def people(book: Playbook) -> list[Person]:
    return [fact for fact in book.facts() if isinstance(fact, Person)]


def promises(book: Playbook) -> list[Promise]:
    return [fact for fact in book.facts() if isinstance(fact, Promise)]


def test_a_debrief_takes_one_person_through_the_five_tips_and_ends_in_a_summary() -> None:
    book = (
        debrief()
        .coach("Debrief · 1 of 3", "Who did you meet at AI meetup?", "e.g. Ana, Ben from the bar and Chloé")
        .person("Ana")
        .coach("Ana · 1 of 6", "Who is Ana beyond the job?")
        .person("Climbs, moved here from Lisbon")
        .coach("Ana · 2 of 6", "Ana")
        .person("Her team drops half its features")
        .coach("Ana · 3 of 6", "Anything you promised Ana")
        .person("Send her the article")
        .coach("Ana · 4 of 7", "“Send her the article” — by when?")
        .person("by Friday")
        .coach("✓ Fri 27 Nov 2026", "Ana · 5 of 7")
        .person("Coffee in two weeks")
        .coach("✓ Mon 7 Dec 2026", "Ana · 6 of 7", "Anybody you know whom Ana would enjoy meeting?")
        .person("Tom, they both teach")
        .coach("Ana · 7 of 7", "Did Ana offer to put you in touch with someone?")
        .person("Her sister, who runs a gallery")
        .coach("Debrief · 2 of 3", "Did somebody give you advice worth keeping?")
        .person("Charge for the first version")
        .coach("Debrief · 3 of 3", "pass on this month?")
        .person("Show the new colleague around")
    )
    ana = Key("d1.0")
    friday, fortnight = date(2026, 11, 27), date(2026, 12, 7)
    assert book.facts() == (
        Person(
            ana,
            "Ana",
            MEETUP.key,
            MET,
            who="Climbs, moved here from Lisbon",
            said="Her team drops half its features",
            next_touch=fortnight,
            touch_how="Coffee in two weeks",
            debriefed_on=TODAY,
        ),
        Promise(Key("d1.0.h"), ana, "Send her the article", MET, friday),
        Introduction(Key("d1.0.b0"), ana, "Tom, they both teach", MET),
        Introduction(Key("d1.0.o"), ana, "Her sister, who runs a gallery", MET, to_me=True),
        Takeaway(Key("d1.a"), MEETUP.key, TakeawayKind.ADVICE, "Charge for the first version", MET, person=Key("d1.0")),
        Takeaway(Key("d1.f"), MEETUP.key, TakeawayKind.FORWARD, "Show the new colleague around", MET),
    )
    end = book.ended()
    assert end.records == (Keep(replace(MEETUP, debriefed=True)),)
    assert plain_text(end.screens[0]) == (
        "AI meetup\n\n"
        "You met\n• Ana: Climbs, moved here from Lisbon; Her team drops half its features\n\n"
        "You promised\n• Ana: Send her the article, by Fri 27 Nov 2026\n\n"
        "To be in touch again\n• Ana: Mon 7 Dec 2026, Coffee in two weeks\n\n"
        "Offered to introduce you (1 of 3)\n• Ana – Her sister, who runs a gallery\n\n"
        "You could bring together\n• Ana – Tom, they both teach\n\n"
        "Advice: Charge for the first version\nTo pass on: Show the new colleague around\n\n"
        "Next: Tue 24 Nov 2026 at 09:00 I bring you an opening line for a first message."
    )


def test_a_position_is_turned_to_the_person_once_in_a_whole_debrief() -> None:
    book = debrief().person("Ana and Ben").person("a VP of sales").coach("Ana · 2 of 7").person("She restores organs")
    assert people(book)[0].who == "a VP of sales. She restores organs"
    skip(book, 4).coach("Did Ana offer").taps("No").coach("Ben · 1 of 6").person("a CFO").coach("Ben · 2 of 6")


def test_several_people_come_one_after_the_other() -> None:
    book = debrief().person("ana, ben (Figma) and Chloé").coach("Ana · 1 of 6")
    assert [person.name for person in people(book)] == ["Ana", "Ben", "Chloé"]
    assert [(note.person, note.words) for note in book.facts() if isinstance(note, Note)] == [("d1.1", "Figma")]
    skip(book, 6).coach("Ben · 1 of 6")


def test_captured_people_are_there_already() -> None:
    book = debrief(replace(KNOWN, present=(NOTED,))).coach("You noted Ana. Anyone else?").taps("That was everyone")
    assert people(book) == [replace(NOTED, draft=False, debriefed_on=TODAY)]


def test_captured_people_are_included_when_others_are_named() -> None:
    book = debrief(replace(KNOWN, present=(NOTED,))).person("Ben, ana")
    assert [(person.key, person.name) for person in people(book)] == [("p7", "Ana"), ("d1.1", "Ben")]


def test_two_and_more_captured_people_are_listed_as_one_says_it() -> None:
    three = tuple(replace(NOTED, key=Key(f"p{number}"), name=name) for number, name in enumerate(("Ana", "Ben", "Zoë")))
    debrief(replace(KNOWN, present=three)).coach("You noted Ana, Ben and Zoë. Anyone else?")


def test_a_shared_contact_is_somebody_met() -> None:
    book = debrief().sends(Shared((Card("Ana Lima", "ana_climbs", "+351 1", 77),), 1)).coach("Ana Lima · 1 of 6")
    assert people(book)[0].handle == "ana_climbs"
    assert book.answers()["people"] == Names((Met("Ana Lima", None, None, "ana_climbs", "+351 1", 77),))


@pytest.mark.parametrize("how", ["nobody", "Nobody this time"])
def test_whoever_met_nobody_is_not_asked_about_people_and_is_not_blamed(how: str) -> None:
    end = skip(debrief().person(how).coach("Did somebody give you advice"), 2).ended()
    assert "You met nobody new this time. That happens" in plain_text(end.screens[0])


def test_a_misread_list_of_names_gets_a_hint() -> None:
    debrief().person("I was too tired to talk to people there, it was loud").coach(
        "Names are enough", "Who did you meet"
    )


@pytest.mark.parametrize("answer", ["No", "nothing", "nope", "Nothing for now"])
def test_a_due_date_is_asked_for_only_when_something_was_promised(answer: str) -> None:
    book = skip(debrief().person("Ana"), 2).person(answer).coach("Ana · 4 of 6", "hear from you again")
    assert promises(book) == []


@pytest.mark.parametrize("word", ["no date", "No date"])
def test_a_promise_needs_no_date(word: str) -> None:
    book = skip(debrief().person("Ana"), 2).person("Lend the book").person(word)
    assert promises(book) == [Promise(Key("d1.0.h"), Key("d1.0"), "Lend the book", MET)]


def test_a_promise_has_the_name_of_whom_it_is_made_to() -> None:
    book = skip(debrief().person("Ana"), 2).person("lend ana the book").person("no date")
    assert promises(book) == [Promise(Key("d1.0.h"), Key("d1.0"), "lend Ana the book", MET)]


def test_a_promise_is_kept_before_its_date_is_told() -> None:
    book = skip(debrief().person("Ana"), 2).person("Lend the book")
    assert promises(book)[0].due is None
    assert promises(book.taps("Tomorrow"))[0].due == date(2026, 11, 24)


def test_ticked_people_are_brought_together_once_all_are_ticked() -> None:
    others = tuple(Person(Key(f"p{number}"), name, None, MET) for number, name in enumerate(("Lena", "Tom")))
    book = skip(debrief(replace(KNOWN, people=others)).person("Ana"), 4).taps("Lena").taps("Tom")
    assert [fact for fact in book.facts() if isinstance(fact, Introduction)] == []
    book.taps("That's it")
    brought = [fact for fact in book.facts() if isinstance(fact, Introduction)]
    assert [(fact.key, fact.other, fact.to_me) for fact in brought] == [
        ("d1.0.b0", "Lena", False),
        ("d1.0.b1", "Tom", False),
    ]


def test_enough_about_somebody_keeps_what_was_told_and_goes_on() -> None:
    book = debrief().person("Ana and Ben").coach("Ana · 1 of 6")
    assert "Enough about Ana" not in book.buttons()
    book.person("Climbs").taps("Enough about Ana").coach("Ben · 1 of 6")
    assert people(book)[0].who == "Climbs"
    assert book.answers()["met/0/offered"] == Skipped()


def test_enough_about_the_last_one_leads_to_the_end() -> None:
    debrief().person("Ana").person("Climbs").taps("Enough about Ana").coach("Did somebody give you advice")


def five_met() -> Playbook:
    return skip(debrief().person("Ana, Ben, Cem, Dora, Eva, Finn"), 4 * 6)


def test_after_four_people_the_others_can_be_done_briefly() -> None:
    book = five_met().coach("Four done, 2 to go.").taps("The short version").coach("Eva · 1 of 2", "Eva")
    book.person("a surgeon").coach("Eva · 2 of 2", "Eva").person("Send the recipe").coach("Eva · 3 of 3", "by when?")
    book.taps("In a week").coach("Finn · 1 of 2")
    assert [promise.key for promise in promises(book)] == ["d1.4.h"]
    skip(book, 2).coach("advice")


@pytest.mark.parametrize("button", ["In full", "Skip"])
def test_after_four_people_the_others_can_be_done_in_full(button: str) -> None:
    five_met().taps(button).coach("Eva · 1 of 6")


def test_four_people_are_no_reason_to_hurry() -> None:
    skip(debrief().person("Ana, Ben, Cem, Dora"), 4 * 6).coach("Did somebody give you advice")


PLANS = (Plan(Key("d0.1"), MEETUP.key, "I get tired", "go home"), Plan(Key("d0.2"), MEETUP.key, "it is loud", "go out"))


def test_plans_that_happened_are_ticked_and_the_others_did_not() -> None:
    book = debrief(replace(KNOWN, plans=PLANS)).person("nobody").taps("Skip").coach("Which of your plans happened?")
    end = book.taps("Go home").taps("That's it").taps("Skip").ended()
    assert end.records[1:] == (Keep(replace(PLANS[0], happened=True)), Keep(replace(PLANS[1], happened=False)))


def test_plans_nobody_spoke_of_stay_as_they_are() -> None:
    end = skip(debrief(replace(KNOWN, plans=PLANS)).person("nobody"), 3).ended()
    assert end.records == (Keep(replace(MEETUP, debriefed=True)),)


def test_people_met_elsewhere_are_debriefed_too() -> None:
    book = Playbook(AFTER_EVENT).coach("Who did you meet at the event?").person("Ana").person("Climbs")
    assert people(book) == [Person(Key("d1.0"), "Ana", None, TODAY, who="Climbs", debriefed_on=TODAY)]
    end = skip(book.taps("Enough about Ana"), 2).ended()
    assert end.records == ()
    assert plain_text(end.screens[0]).startswith("Your debrief\n\nYou met\n• Ana: Climbs")


def test_the_day_after_midnight_is_the_day_of_the_debrief() -> None:
    late = replace(KNOWN, now=datetime.fromisoformat("2026-11-24T05:30:00+00:00"))
    book = debrief(late).person("Ana")
    assert (people(book)[0].met_on, people(book)[0].debriefed_on) == (MET, date(2026, 11, 24))


def test_skipping_who_was_there_means_those_who_were_noted() -> None:
    ana = Person(Key("p1"), "Ana", MEETUP.key, MET, draft=True)
    noted = (Note(Key("n1.n0"), ana.key, NoteKind.INTEREST, "climbs", MET),)
    book = Playbook(AFTER_EVENT, Known(NOW, NEW_YORK, MEETUP, present=(ana,), noted=noted), MEETUP.key)
    book.person("skip").coach("Ana · 1 of 6", "You noted: climbs")


def test_somebody_can_be_passed_over_at_the_first_question_when_there_are_others() -> None:
    book = debrief().person("Ana and Ben").coach("Ana · 1 of 6").taps("Nothing about Ana").coach("Ben · 1 of 6")
    book.person("Builds robots").shows("Enough about Ben")
    assert "Nothing about Cleo" not in debrief().person("Cleo").buttons()
