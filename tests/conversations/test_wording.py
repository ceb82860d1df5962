from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conversations.address import Answer, Control, Steer
from conversations.answers import Answers, Chosen, Hour, Line, Met, Moment, Names, Skipped, Ticked, Words, Zone
from conversations.conditions import Given, Turnable
from conversations.dialogue import Dialogue
from conversations.effects import Ask, Button, Screen
from conversations.facts import Key, Person
from conversations.known import Known
from conversations.prose import Html, plain
from conversations.reframing import Asked
from conversations.replies import Choice, Option, People, Reply, Text, Tick, ZonePick
from conversations.script import ForEach, Script, Step
from conversations.scripts.catalogue import script_named
from conversations.walk import next_place
from conversations.wording import answered, asked, known_fields, question, sharing, title_in_a_sentence
from tests.conversations.tiny import WHY, script, step
from tests.playbook import NEW_YORK, NOW, event, plain_text

KNOWN = Known(NOW, NEW_YORK)
ANA = Person(Key("d1.0"), "Ana", Key("e1"), date(2026, 11, 23), draft=True)
SIX = datetime(2026, 11, 26, 18)
MOODS = tuple(Option(key, label) for key, label in (("a", "Fine"), ("b", "So so"), ("c", "Much better than that")))


def screen(script: Script, answers: Answers | None = None, known: Known = KNOWN, **aside: Words) -> Screen:
    dialogue = Dialogue(Key("d1"), script.name, answers=answers or {}, set_aside=aside)
    place = next_place(script, dialogue.answers, known)
    assert place is not None
    return question(script, dialogue, place, known)


def words(script: Script, answers: Answers | None = None, known: Known = KNOWN) -> str:
    return plain_text(screen(script, answers, known))


def telling(ask: str, answers: Answers | None = None, known: Known = KNOWN) -> str:
    """The last line of a question that is asked so after these answers."""
    before = (step(key) for key in answers or {})
    return words(script(*before, step("last", ask=ask)), answers, known).split("\n\n", 1)[1]


def rows(shown: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in shown.rows]


def test_a_question_stands_below_its_title_and_progress_and_above_its_example() -> None:
    one = Step("one", "What <b>now</b>?", Text(), WHY, example="A walk")
    assert screen(script(one, step("two"))).text == (
        "<i>Tiny · 1 of 2</i>\n\n<b>What <b>now</b>?</b>\n<i>e.g. A walk</i>"
    )


def test_a_note_stands_below_the_question() -> None:
    short = script(step("one"))
    place = next_place(short, {}, KNOWN)
    assert place is not None
    shown = question(short, Dialogue(Key("d1"), "tiny"), place, KNOWN, plain("Hm & so"))
    assert shown.text.endswith("<b>What is one?</b>\n\nHm &amp; so")


def test_short_options_stand_two_in_a_row_and_long_ones_alone() -> None:
    assert rows(screen(script(step("one", Choice(MOODS))))) == [
        ["Fine", "So so"], ["Much better than that"], ["Skip", "Why?", "Later"]
    ]  # fmt: skip
    assert rows(screen(script(step("one", Choice(MOODS[1:])))))[:2] == [["So so"], ["Much better than that"]]


def test_each_button_names_the_question_it_belongs_to() -> None:
    shown = screen(script(step("one", Choice(MOODS))))
    buttons = [button.to for row in shown.rows for button in row if isinstance(button, Button)]
    assert buttons[0] == Answer(Key("d1"), "one", "a")
    assert buttons[-1] == Steer(Key("d1"), "one", Control.LATER)


def test_back_is_there_once_something_was_answered() -> None:
    assert rows(screen(script(step("one"), step("two")), {"one": Skipped()}))[-1][0] == "‹ Back"


def test_ticks_are_marked_and_can_be_finished() -> None:
    ticks = Ticked((Chosen("b", "So so"),), complete=False)
    assert rows(screen(script(step("one", Tick(MOODS))), {"one": ticks})) == [
        ["Fine", "✓ So so"], ["Much better than that"], ["That's it"], ["Skip", "Why?", "Later"]
    ]  # fmt: skip


def test_what_back_set_aside_can_be_kept() -> None:
    assert rows(screen(script(step("one")), one=Words("a walk " * 9)))[0] == ["Keep: a walk a walk a walk a walk…"]


def test_a_person_can_be_left_once_something_was_said_of_them() -> None:
    pause = step("rest", Choice((Option("brief", "Briefly"),)))
    each = ForEach("met", "people", (step("who", ask="Who is {name}?"), step("help")), pause)
    debrief = script(step("people", People("Nobody")), each)
    answers: Answers = {"people": Names((Met("Ana"),))}
    assert plain_text(screen(debrief, answers)).startswith("Ana · 1 of 2\n\nWho is Ana?")
    assert rows(screen(debrief, answers))[-1] == ["‹ Back", "Skip", "Why?", "Later"]
    assert rows(screen(debrief, {**answers, "met/0/who": Skipped()}))[-1] == ["Enough about Ana"]


def test_an_answered_question_shows_the_answer_and_no_buttons() -> None:
    short = script(step("one"))
    place = next_place(short, {}, KNOWN)
    assert place is not None
    shown = answered(Dialogue(Key("d1"), "tiny"), place, KNOWN, Words("<3"))
    assert shown == Screen(Html("<b>What is one?</b>\n→ &lt;3"))


def test_of_several_wordings_a_dialogue_keeps_to_one() -> None:
    short = script(Step("one", ("One?", "Uno?", "Eins?"), Text(), WHY))
    place = next_place(short, {}, KNOWN)
    assert place is not None
    seen = [asked(Dialogue(Key(f"d{number}"), "tiny"), place, KNOWN) for number in range(30)]
    assert seen == [asked(Dialogue(Key(f"d{number}"), "tiny"), place, KNOWN) for number in range(30)]
    assert len(set(seen)) == 3


def test_an_earlier_answer_is_repeated_in_the_question() -> None:
    two = Step("two", "“{one}”: and then?", Text(), "Because of {one}.", when=Given("one"))
    assert "“<b>rain</b> & {wind}”: and then?" in words(
        script(step("one"), two), {"one": Words("<b>rain</b> & {wind}")}
    )


def test_the_event_the_person_and_the_owner_are_named() -> None:
    known = replace(KNOWN, event=event(), person=ANA)
    assert telling("{first_name}, {event}, {person}, {name}", known=known) == "Kim, AI meetup, Ana, them"
    nobody = Known(NOW, replace(NEW_YORK, first_name=""))
    assert known_fields(nobody) == {"about": "it", "event": "the event", "first_name": "there", "person": "them"}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "Who?"),
        (("Ana",), "You noted Ana. Anyone else? Who?"),
        (("Ana", "Ben", "Cy"), "You noted Ana, Ben and Cy. Anyone else? Who?"),
    ],
)
def test_those_noted_during_the_event_are_named(names: tuple[str, ...], said: str) -> None:
    noted = tuple(replace(ANA, name=name) for name in names)
    assert telling("{captured}Who?", known=replace(KNOWN, present=noted)) == said


def test_the_local_time_is_that_of_the_zone_just_given() -> None:
    assert telling("{local_time}") == "10:00 on Mon 23 Nov 2026"
    assert telling("{local_time}", {"hour": Hour(time(9)), "zone": Zone("Asia/Tokyo", "Tokyo")}) == (
        "00:00 on Tue 24 Nov 2026"
    )


@pytest.mark.parametrize(
    ("answers", "doubt"),
    [
        ({}, "When is it? The day and the time, please."),
        ({"line": Line(doubt="This or that?", day=SIX.date())}, "This or that?"),
        ({"line": Line(day=SIX.date())}, "At what time does it start on Thu 26 Nov 2026?"),
    ],
)
def test_a_doubt_about_the_moment_becomes_the_question(answers: Answers, doubt: str) -> None:
    assert telling("{doubt}", answers) == doubt


@pytest.mark.parametrize(
    ("answers", "summary"),
    [
        ({}, "An event\nThat day (New York time)"),
        (
            {"line": Line("AI meetup", SIX, place="Javits Center")},
            "AI meetup\nThu 26 Nov 2026, 18:00–21:00 (New York time)\nJavits Center",
        ),
        (
            {"line": Line("AI meetup"), "moment": Moment(SIX), "place": Words("Bar")},
            "AI meetup\nThu 26 Nov 2026, 18:00–21:00 (New York time)\nBar",
        ),
    ],
)
def test_an_event_is_summed_up_line_by_line(answers: Answers, summary: str) -> None:
    assert telling("{summary}", answers) == summary


def test_a_turn_asks_about_the_person_behind_the_position() -> None:
    more = Step("more", "{turn}", Text(), WHY, when=Turnable("hopes", Asked.HOPE, "more"))
    text = words(script(step("hopes"), more), {"hopes": Words("a CEO")})
    assert text.startswith("Tiny · 2 of 2\n\n")
    assert text.endswith("?")
    assert telling("Now: {turn}.") == "Now: ."


@pytest.mark.parametrize(
    ("reply", "ask"), [(ZonePick(), Ask.LOCATION), (People("Nobody"), Ask.CONTACTS), (Text(), None)]
)
def test_a_zone_and_people_can_be_shared_instead_of_typed(reply: Reply, ask: Ask | None) -> None:
    shared = sharing(reply)
    assert (shared[1].ask if shared else None) is ask


@pytest.mark.parametrize(
    ("dialogue", "title"),
    [
        (Dialogue(Key("d1"), "new_event"), "adding an event"),
        (Dialogue(Key("d1"), "new_event", answers={"line": Line(title="Summer party")}), "adding “Summer party”"),
        (Dialogue(Key("d1"), "new_event", set_aside={"line": Words("Picnic Sunday")}), "adding “Picnic Sunday”"),
        (Dialogue(Key("d1"), "after_event"), "your debrief of the event"),
    ],
)
def test_a_dialogue_has_a_name_inside_a_sentence(dialogue: Dialogue, title: str) -> None:
    assert title_in_a_sentence(script_named(dialogue.script), dialogue, KNOWN) == title


def test_a_question_can_say_which_event_is_being_added() -> None:
    assert telling("Of {what}?") == "Of adding an event?"
    assert telling("Of {what}?", {"line": Line("Summer party", SIX, None, None)}) == "Of adding “Summer party”?"
