from dataclasses import replace
from datetime import date, datetime

import pytest

from conversations.address import Answer, Control, Open, Page, Steer
from conversations.answers import Answers, Chosen, Day, Line, Met, Names, Skipped, Ticked, Words, Zone
from conversations.conditions import Given, Has
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Play, Revise, Say, Strip, Toast
from conversations.engine import advance, ask
from conversations.facts import Key, Note, NoteKind, Offer, Person
from conversations.known import Known, Stock
from conversations.replies import (
    Choice,
    ComeBack,
    Confirm,
    DueDay,
    EventLine,
    Fix,
    HourOfDay,
    Option,
    PauseEnd,
    People,
    Reply,
    Text,
    Tick,
    TouchDay,
    WhenIsIt,
    ZonePick,
)
from conversations.script import ForEach, Script, Step
from conversations.signals import Card, Invited, Located, Said, Shared, Tapped
from conversations.steering import TYPED
from tests.conversations.tiny import EACH, PAUSE, TELLING, TINY, WHY, script, step
from tests.playbook import NEW_YORK, NOW, Playbook, plain_text

KNOWN = Known(NOW, NEW_YORK)
GIFTS = tuple(Option(key, key.title()) for key in ("time", "ear", "cake"))
CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:AI meetup
DTSTART:20261126T180000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""

every_reply = pytest.mark.parametrize(
    "reply",
    [
        Text(),
        Choice(GIFTS),
        Choice(GIFTS, own=True),
        Tick(GIFTS),
        Tick(stock=Stock.OFFERS),
        Confirm("Yes", (Fix("no", "No", ("one",)),)),
        People("Nobody"),
        DueDay(),
        TouchDay(),
        ComeBack(),
        PauseEnd(),
        HourOfDay(),
        ZonePick(),
        EventLine(),
        WhenIsIt("one"),
    ],
    ids=lambda reply: type(reply).__name__,
)


def plain(*keys: str) -> Script:
    return script(*(step(key) for key in keys))


def in_the_middle(reply: Reply) -> Playbook:
    """The second of three questions asks for this reply."""
    return Playbook(script(step("one"), step("two", reply), step("three"))).person("first").coach("What is two?")


def advanced(script: Script, signal: Said | Tapped, *, known: Known = KNOWN, **dialogue: object) -> list[object]:
    """What is said to a signal, where the messages in the chat matter."""
    before = replace(Dialogue(Key("d1"), script.name), **dialogue)  # type: ignore[arg-type]  # any of its fields
    return list(advance(script, before, signal, known).letters)


# --- controls -----------------------------------------------------------------------------------


@every_reply
def test_every_question_can_be_skipped(reply: Reply) -> None:
    play = in_the_middle(reply).taps("Skip").coach("What is three?")
    assert play.answers()["two"] == in_the_middle(reply).person("skip").answers()["two"] == Skipped()


@every_reply
def test_every_question_leads_back_and_what_was_answered_is_at_hand(reply: Reply) -> None:
    play = in_the_middle(reply).taps("‹ Back").coach("What is one?").shows("Keep: first")
    assert play.answers() == {}
    assert play.taps("Keep: first").coach("What is two?").answers() == {"one": Words("first")}
    in_the_middle(reply).person("Back").coach("What is one?").person("other").coach("What is two?")


@every_reply
def test_every_question_says_why_and_stays(reply: Reply) -> None:
    play = in_the_middle(reply)
    before = play.buttons()
    assert play.taps("Why?").coach("What is two?", "Because.").buttons() == before
    in_the_middle(reply).person("Why do you ask?").coach("What is two?", "Because.")


@every_reply
def test_every_question_can_wait_and_is_asked_again(reply: Reply) -> None:
    in_the_middle(reply).taps("Later").parked().coach("What is two?")
    in_the_middle(reply).person("not now").parked().coach("What is two?")
    assert in_the_middle(reply).person("That’s enough!").parked().coach("What is two?").answers() == {
        "one": Words("first")
    }


@every_reply
@pytest.mark.parametrize("words", ["done", "that’s it", "next"])
def test_being_done_with_a_question_without_an_answer_skips_it(reply: Reply, words: str) -> None:
    assert in_the_middle(reply).person(words).coach("What is three?").answers()["two"] == Skipped()


@every_reply
def test_where_nothing_is_kept_the_question_is_asked_again(reply: Reply) -> None:
    play = in_the_middle(reply).presses(Steer(Key("d1"), "two", Control.KEEP))
    assert play.coach("What is two?").answers() == {"one": Words("first")}


@pytest.mark.parametrize("words", TYPED)
def test_a_typed_control_is_no_answer(words: str) -> None:
    play = Playbook(plain("one", "two")).person(f"  {words.upper()} ")
    assert Words(words) not in play.answers().values()


def test_the_first_question_says_that_nothing_is_before_it() -> None:
    Playbook(plain("one")).person("back").coach("What is one?", "there is nothing before it")


def test_the_reason_may_mention_an_answer() -> None:
    two = Step("two", "Two?", Text(), "You said “{one}”.", when=Given("one"))
    Playbook(script(step("one"), two)).person("<rain>").taps("Why?").coach("You said “<rain>”.")


# --- old buttons --------------------------------------------------------------------------------


def test_a_button_of_an_answered_question_says_what_was_answered() -> None:
    play = Playbook(script(step("one", Choice(GIFTS)), step("two")))
    old = play.buttons()["Cake"]
    play.taps("Time").presses(old).toast("You answered that: Time. “Back” on the current question changes it.")
    assert play.answers()["one"] == Chosen("time", "Time")


def test_a_button_of_a_question_gone_back_from_says_that_it_is_not_on() -> None:
    tap = Tapped(Steer(Key("d1"), "two", Control.SKIP), "tap", 3)
    gone = "That question is not on any more. The current one is at the bottom."
    assert advanced(plain("one", "two"), tap, question=5) == [Toast("tap", gone, alert=True)]


def test_a_button_of_an_option_that_is_gone_says_so() -> None:
    play = Playbook(script(step("one", Choice(GIFTS))))
    play.presses(Answer(Key("d1"), "one", "gold")).toast("That choice is no longer there.").coach("What is one?")


def test_a_button_that_is_not_about_the_dialogue_is_answered_silently() -> None:
    tap = Tapped(Open(Page.HOME), "tap", 5)
    assert advanced(plain("one"), tap) == advanced(plain("one"), replace(tap, to=None)) == [Toast("tap")]


def test_a_question_that_no_longer_applies_gives_way_to_the_next() -> None:
    offer = Step("one", "Which?", Tick(stock=Stock.OFFERS), WHY, when=Has(Stock.OFFERS))
    tap = Tapped(Answer(Key("d1"), "one", "o1"), "tap", 5)
    toast, revise = advanced(script(offer, step("two")), tap, question=5)
    assert toast == Toast("tap")
    assert isinstance(revise, Revise)
    assert "What is two?" in revise.screen.text


def test_a_tap_is_answered_also_when_everything_is_settled_meanwhile() -> None:
    offer = Step("one", "Which?", Tick(stock=Stock.OFFERS), WHY, when=Has(Stock.OFFERS))
    decision = advance(script(offer), Dialogue(Key("d1"), "tiny"), Tapped(None, "tap", 5), KNOWN)
    assert decision.dialogue.state is DialogueState.ENDED
    assert decision.letters == (Toast("tap"),)
    assert advanced(script(offer), Said("hello", 7)) == []


# --- messages in the chat -----------------------------------------------------------------------


def test_a_tapped_question_becomes_its_answer_and_the_next_one_is_sent() -> None:
    tap = Tapped(Steer(Key("d1"), "one", Control.SKIP), "tap", 5)
    toast, revise, say = advanced(plain("one", "two"), tap, question=5)
    assert toast == Toast("tap")
    assert isinstance(revise, Revise)
    assert (revise.message, revise.screen.rows, plain_text(revise.screen)) == (5, (), "What is one?\n→ skipped")
    assert isinstance(say, Say)
    assert say.question_of == "d1"


def test_a_typed_answer_takes_the_buttons_off_its_question() -> None:
    assert advanced(plain("one", "two"), Said("x", 7), question=5)[0] == Strip(5)
    assert isinstance(advanced(plain("one", "two"), Said("x", 7))[0], Say)


def test_a_question_asked_again_comes_to_the_bottom_of_the_chat() -> None:
    strip, say = advanced(plain("one"), Said("why", 7), question=5)
    assert strip == Strip(5)
    assert isinstance(say, Say)


def test_a_tap_on_a_message_telegram_no_longer_tells_is_answered_below() -> None:
    tap = Tapped(Answer(Key("d1"), "one", "time"), "tap", None)
    toast, strip, say = advanced(script(step("one", Tick(GIFTS))), tap, question=5)
    assert (toast, strip) == (Toast("tap"), Strip(5))
    assert isinstance(say, Say)
    assert "✓ Time" in [button.label for button in say.screen.rows[0]]


def test_a_dialogue_left_by_typing_leaves_no_buttons() -> None:
    assert advanced(plain("one"), Said("later", 7), question=5) == [Strip(5)]


def test_the_opening_is_said_once() -> None:
    opened = script(step("one"), step("two"), opening="Hello {first_name}.")
    dialogue = Dialogue(Key("d1"), "tiny")
    hello, question = ask(opened, dialogue, KNOWN).letters
    assert isinstance(hello, Say)
    assert (hello.screen.text, hello.question_of) == ("Hello Kim.", None)
    assert isinstance(question, Say)
    assert len(ask(opened, replace(dialogue, answers={"one": Skipped()}), KNOWN).letters) == 1
    assert len(ask(opened, replace(dialogue, set_aside={"one": Skipped()}), KNOWN).letters) == 1


def test_a_place_can_be_shared_and_the_keyboard_goes_away_again() -> None:
    zone = script(step("zone", ZonePick()), step("two"))
    asking, _ = ask(zone, Dialogue(Key("d1"), "tiny"), KNOWN).letters
    assert isinstance(asking, Say)
    assert [button.label for button in asking.screen.asks] == ["Share my location"]
    decision = advance(zone, Dialogue(Key("d1"), "tiny"), Located("Europe/Lisbon", 7), KNOWN)
    noted = decision.letters[0]
    assert isinstance(noted, Say)
    assert (noted.screen.text, noted.screen.clear_asks) == ("Noted: Lisbon time.", True)
    assert decision.dialogue.answers == {"zone": Zone("Europe/Lisbon", "Lisbon time")}


def test_a_place_not_shared_takes_the_keyboard_away_too() -> None:
    thanks = advanced(script(step("zone", ZonePick()), step("two")), Said("skip", 7))[0]
    assert isinstance(thanks, Say)
    assert (thanks.screen.text, thanks.screen.clear_asks) == ("All right, skipped.", True)


def test_a_dialogue_ends_when_everything_is_answered() -> None:
    decision = ask(plain("one"), Dialogue(Key("d1"), "tiny", answers={"one": Skipped()}, question=5), KNOWN)
    assert (decision.dialogue.state, decision.dialogue.question) == (DialogueState.ENDED, None)
    assert Playbook(plain("one")).person("x").dialogue.state is DialogueState.ENDED


# --- answers ------------------------------------------------------------------------------------


def test_what_cannot_be_read_gets_a_hint_and_the_question_again() -> None:
    play = in_the_middle(HourOfDay()).person("often").coach("What is two?", "A time such as “9”").shows("09:00")
    assert play.answers() == {"one": Words("first")}


def test_what_was_read_out_of_words_stands_above_the_next_question() -> None:
    in_the_middle(DueDay()).person("friday").coach("✓ Fri 27 Nov 2026", "What is three?")
    in_the_middle(WhenIsIt("one")).person("friday 7pm").coach("✓ Fri 27 Nov 2026, 19:00")
    assert not any("✓" in line for line in in_the_middle(Text()).person("friday").log)


def test_contacts_are_taken_as_names() -> None:
    play = in_the_middle(People("Nobody")).sends(Shared((Card("Ana", "ana"), Card("Ben")), 7))
    assert play.coach("What is three?").answers()["two"] == Names((Met("Ana", handle="ana"), Met("Ben")))


def test_a_calendar_file_is_taken_as_an_event() -> None:
    line = in_the_middle(EventLine()).sends(Invited(CALENDAR, 7)).coach("What is three?").answers()["two"]
    assert isinstance(line, Line)
    assert (line.title, line.start) == ("AI meetup", datetime(2026, 11, 26, 18))


def test_a_broken_calendar_file_gets_a_hint() -> None:
    in_the_middle(EventLine()).sends(Invited(b"?", 7)).coach("What is two?", "not a calendar file")


# --- ticks --------------------------------------------------------------------------------------


def test_ticks_go_on_and_off_and_are_done_by_a_button() -> None:
    play = in_the_middle(Tick(GIFTS)).taps("Time").taps("Cake").shows("✓ Time", "✓ Cake", "That's it")
    play.taps("✓ Time").shows("Time", "✓ Cake").coach("What is two?")
    assert play.taps("That's it").coach("What is three?").answers()["two"] == Ticked((Chosen("cake", "Cake"),))


def test_the_oldest_of_too_many_ticks_gives_way() -> None:
    play = in_the_middle(Tick(GIFTS, most=2)).taps("Time").taps("Ear").taps("Cake")
    play.shows("Time", "✓ Ear", "✓ Cake")


def test_typed_lines_finish_a_list_that_was_begun_by_ticking() -> None:
    play = in_the_middle(Tick(GIFTS)).taps("Time").person("ear\na song\ntime").coach("What is three?")
    ticked = (Chosen("time", "Time"), Chosen("ear", "Ear"))
    assert play.answers()["two"] == Ticked(ticked, ("a song",))


def test_nothing_more_typed_keeps_the_ticks() -> None:
    play = in_the_middle(Tick(GIFTS)).taps("Time").person("-").coach("What is three?")
    assert play.answers()["two"] == Ticked((Chosen("time", "Time"),))


def test_ticking_anew_keeps_the_earlier_list_at_hand() -> None:
    play = in_the_middle(Tick(GIFTS)).person("a song").taps("‹ Back").taps("Cake").shows("Keep: a song")
    assert play.taps("Keep: a song").answers()["two"] == Ticked(own=("a song",))


def test_what_is_in_stock_can_be_ticked() -> None:
    known = replace(KNOWN, offers=(Offer(Key("o1"), "I read CVs"),))
    play = Playbook(script(step("one", Tick(stock=Stock.OFFERS)), step("two")), known).taps("I read CVs")
    assert play.person("done").answers()["one"] == Ticked((Chosen("o1", "I read CVs"),))


# --- mending ------------------------------------------------------------------------------------


def told(text: str = "AI meetup Thursday 6pm Javits Center") -> Playbook:
    return Playbook(script(*TELLING)).person(text)


def test_something_wrong_is_asked_again_and_only_that() -> None:
    play = told().coach("AI meetup", "Javits Center", "Right?").taps("Change the place").coach("Where?")
    play.person("Blue bar").coach("AI meetup", "Thu 26 Nov 2026, 18:00", "Blue bar", "Right?").person("yes")
    assert play.dialogue.state is DialogueState.ENDED


def test_a_typed_no_mends_the_first_thing() -> None:
    told().person("no").coach("At what time does it start on Thu 26 Nov 2026?").person("8pm").coach("20:00–23:00")


def test_what_was_mended_before_can_be_mended_again_and_is_at_hand() -> None:
    play = told("AI meetup Thursday").person("7pm").coach("19:00", "Right?").taps("Change day or time")
    play.shows("Keep: Thu 26 Nov 2026, 19:00").person("8pm").coach("20:00")


def test_an_event_that_is_over_gets_another_date() -> None:
    play = told("AI meetup last Thursday 6pm").coach("is over. Were you there?").taps("Another date")
    play.coach("When is it?").person("Friday 6pm").coach("Fri 27 Nov 2026", "Right?")


def test_neither_yes_nor_no_says_what_can_be_mended() -> None:
    told().person("hm").coach("tap what to change: “Change day or time”, “Change the place”", "Right?")


def test_a_reading_in_doubt_is_one_tap() -> None:
    told("AI meetup Thursday at 7").coach("Which do you mean").taps("Thu 26 Nov, 19:00").coach("19:00–22:00", "Right?")


# --- words that came before their question --------------------------------------------------------


def waiting(words: str, reply: Reply) -> Playbook:
    play = Playbook(script(step("one", reply), step("two")))
    play.dialogue = replace(play.dialogue, state=DialogueState.PARKED, set_aside={"one": Words(words)})
    return play.parked()


def test_words_that_were_waiting_are_read_when_they_are_kept() -> None:
    play = waiting("friday", DueDay()).taps("Keep: friday").coach("What is two?")
    assert play.answers()["one"] == Day(date(2026, 11, 27), "friday")
    assert waiting("friday", Text()).taps("Keep: friday").answers()["one"] == Words("friday")


def test_waiting_words_that_cannot_be_read_get_a_hint() -> None:
    waiting("hm", DueDay()).taps("Keep: hm").coach("What is one?", "I could not find a day in that")


# --- people in turn -----------------------------------------------------------------------------

PEOPLE = step("people", People("Nobody"))
EVERYBODY = ForEach("met", "people", EACH, PAUSE, pause_after=2, brief=frozenset({"who"}))
DEBRIEF = script(PEOPLE, EVERYBODY, step("last"))


def met(names: str) -> Playbook:
    return Playbook(DEBRIEF).person(names)


def about(play: Playbook, person: str) -> Answers:
    return {path: value for path, value in play.answers().items() if path.startswith(f"met/{person}/")}


def test_each_person_is_asked_about_in_turn() -> None:
    play = met("Ana and Ben").coach("Ana · 1 of 4", "Who is Ana?").person("Climbs").person("Send the article")
    play.coach("“Send the article”: by when?").taps("Tomorrow").coach("What is touch?").taps("In a week")
    play.person("Tom").coach("Ben · 1 of 4", "Who is Ben?")


def test_a_position_is_turned_to_the_person_once() -> None:
    play = met("Ana and Ben").person("a CEO").coach("Ana · 2 of 5").person("Laughs a lot").coach("What is help?")
    play.person("enough about ana").coach("Who is Ben?").person("a CEO").coach("What is help?")


def test_enough_about_somebody_goes_on_to_the_next() -> None:
    play = met("Ana and Ben").person("Climbs").taps("Enough about Ana").coach("Who is Ben?")
    assert about(play, "0") == {
        "met/0/who": Words("Climbs"), "met/0/help": Skipped(), "met/0/touch": Skipped(), "met/0/bring": Skipped()
    }  # fmt: skip


def test_enough_about_somebody_keeps_what_back_had_set_aside() -> None:
    play = met("Ana and Ben").person("Climbs").person("Send the article").taps("Tomorrow").taps("In a week")
    before = about(play, "0")
    play.taps("‹ Back").taps("‹ Back").taps("‹ Back").taps("‹ Back").coach("Who is Ana?").person("next person")
    assert about(play.coach("Who is Ben?"), "0") == {**before, "met/0/bring": Skipped()}


def test_enough_about_somebody_keeps_the_ticks() -> None:
    known = replace(KNOWN, people=(Person(Key("p1"), "Tom", None, date(2026, 11, 1)),))
    play = Playbook(DEBRIEF, known).person("Ana").person("Climbs").person("skip").person("skip").taps("Tom")
    play.taps("Enough about Ana").coach("What is last?")
    assert play.answers()["met/0/bring"] == Ticked((Chosen("p1", "Tom"),))


def test_after_some_people_the_rest_can_be_brief() -> None:
    play = met("Ana, Ben, Cy and Dan").person("next").person("next").coach("2 to go. How?").taps("Briefly")
    play.coach("Cy · 1 of 1", "Who is Cy?").person("Sails").coach("Dan · 1 of 1").person("next").coach("What is last?")


def test_what_was_recorded_of_somebody_is_not_heard_again_in_the_middle_of_their_questions() -> None:
    ana, ben = (Met(name, key=Key(name)) for name in ("Ana", "Ben"))
    recorded = Note(Key("n1.f"), Key("Ben"), NoteKind.VOICE, "", date(2026, 11, 23), "voice_1")
    told: Answers = {"people": Names((ana, ben)), "met/0/who": Words("x"), "met/0/help": Skipped()}
    told = {**told, "met/0/touch": Skipped()}
    known, bring = replace(KNOWN, noted=(recorded,)), Said("Tom", 7)
    played = Play(voice=True, file="voice_1", caption="Ben")
    first = Dialogue(Key("d1"), "tiny", answers=told)
    assert played in advance(DEBRIEF, first, bring, known).letters
    begun = replace(first, answers={**told, "met/1/who": Words("y")})
    assert played not in advance(DEBRIEF, begun, bring, known).letters


def test_a_question_put_into_a_loop_is_asked_about_everybody() -> None:
    play = met("Ana and Ben").person("next").coach("Who is Ben?").taps("Later")
    play.script = script(PEOPLE, replace(EVERYBODY, steps=(*EACH, step("new"))), step("last"))
    play.parked().coach("Ana · ", "What is new?").person("x").coach("Who is Ben?")


def test_the_tiny_script_can_be_played_to_its_end() -> None:
    play = Playbook(TINY).coach("1 of").person("AI meetup Thursday 6pm").coach("Right?").person("yes")
    play.person("Lisbon").coach("What is hour?").person("9").taps("Not so good").coach(
        "“Not so good”: what would help?"
    )
    play.person("Sleep").person("a CEO").coach("8 of 10").person("Her garden").taps("An ear").person("done")
    play.person("Ana, Ben and Cy").person("next").person("next").taps("Briefly").person("Sails")
    play.coach("Who stood out?").person("Cy").coach("And now?").person("Sleep")
    assert play.dialogue.state is DialogueState.ENDED
