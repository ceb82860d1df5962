from collections.abc import Iterable

from conversations.answers import Answers, Chosen, Met, Names, Skipped, Ticked, Words
from conversations.conditions import Given, View, holds
from conversations.known import Known
from conversations.replies import Choice, Option, People, Text, Tick
from conversations.script import ForEach, Script, Step
from conversations.walk import Place, next_place, place_before, places, progress
from tests.conversations.tiny import WHY, script, step
from tests.playbook import NEW_YORK, NOW

KNOWN = Known(NOW, NEW_YORK)
EACH = (step("who"), Step("more", "More?", Text(), WHY, when=Given("./who")), step("help"))
PAUSE = step("rest", Choice((Option("brief", "Briefly"), Option("full", "In full"))), "{left} to go.")
PLAIN = script(step("one"), step("two", Tick()), Step("three", "Three?", Text(), WHY, when=Given("one")), step("four"))
DEBRIEF = script(
    step("people", People("Nobody")),
    ForEach("met", "people", EACH, PAUSE, pause_after=2, brief=frozenset({"who"})),
    step("end"),
)
THREE = Names((Met("Ana"), Met("Ben"), Met("Cy")))


def paths(script: Script, answers: Answers) -> list[str]:
    return [place.path for place in places(script, answers, KNOWN)]


def asked(script: Script, answers: Answers) -> Place:
    place = next_place(script, answers, KNOWN)
    assert place is not None
    return place


def skipped(these: Iterable[str]) -> Answers:
    return dict.fromkeys(these, Skipped())


def test_only_steps_whose_condition_holds_have_a_place() -> None:
    assert paths(PLAIN, {}) == ["one", "two", "four"]
    assert paths(PLAIN, {"one": Words("x")}) == ["one", "two", "three", "four"]


def test_the_next_question_is_the_first_without_an_answer() -> None:
    assert asked(PLAIN, {"four": Skipped()}).path == "one"
    assert asked(PLAIN, skipped(["one", "two"])).path == "four"


def test_a_list_still_being_ticked_is_asked_on() -> None:
    answers: Answers = {"one": Skipped(), "two": Ticked(complete=False)}
    assert asked(PLAIN, answers).path == "two"


def test_nothing_is_next_when_everything_is_answered() -> None:
    assert next_place(PLAIN, skipped(["one", "two", "four"]), KNOWN) is None


def test_each_person_is_asked_about_in_turn() -> None:
    answers: Answers = {"people": Names((Met("Ana"), Met("Ben"))), "met/0/who": Words("Climbs")}
    assert paths(DEBRIEF, answers) == [
        "people", "met/0/who", "met/0/more", "met/0/help", "met/1/who", "met/1/help", "end"
    ]  # fmt: skip
    place = asked(DEBRIEF, {**answers, **skipped(["met/0/more", "met/0/help"])})
    assert (place.path, place.prefix, place.met, place.number, place.of) == ("met/1/who", "met/1/", Met("Ben"), 1, 2)


def test_nobody_met_means_no_questions_about_people() -> None:
    assert paths(DEBRIEF, {"people": Names(())}) == paths(DEBRIEF, {"people": Skipped()}) == ["people", "end"]


def test_after_some_people_a_pause_asks_how_to_go_on_and_knows_how_many_are_left() -> None:
    two_done = skipped(f"met/{number}/{key}" for number in range(2) for key in ("who", "help"))
    pause = asked(DEBRIEF, {"people": THREE, **two_done})
    assert (pause.path, pause.prefix, pause.met) == ("rest", "", None)
    assert pause.of - pause.number == 1


def test_the_short_version_asks_the_rest_less() -> None:
    brief = paths(DEBRIEF, {"people": THREE, "rest": Chosen("brief", "Briefly")})
    full = paths(DEBRIEF, {"people": THREE, "rest": Chosen("full", "In full")})
    assert [path for path in brief if path.startswith("met/2")] == ["met/2/who"]
    assert [path for path in full if path.startswith("met/2")] == ["met/2/who", "met/2/help"]
    assert paths(DEBRIEF, {"people": THREE, "rest": Skipped()}) == full


def test_before_a_question_comes_the_last_answered_one() -> None:
    answers = skipped(["one"])
    before = place_before(PLAIN, answers, KNOWN, "four")
    assert before is not None
    assert before.path == "one"
    assert place_before(PLAIN, answers, KNOWN, "one") is None
    assert place_before(PLAIN, {}, KNOWN, "four") is None


def test_what_no_longer_applies_is_not_gone_back_to() -> None:
    answers: Answers = {"one": Skipped(), "three": Words("x")}
    before = place_before(PLAIN, answers, KNOWN, "four")
    assert before is not None
    assert before.path == "one"
    assert not holds(Given("one"), View(answers, KNOWN))


def test_progress_counts_the_questions_that_apply() -> None:
    assert progress(PLAIN, {}, KNOWN, asked(PLAIN, {})) == (1, 3)
    answers: Answers = {"one": Words("x")}
    assert progress(PLAIN, answers, KNOWN, asked(PLAIN, answers)) == (2, 4)


def test_progress_inside_a_loop_counts_what_is_asked_about_that_person() -> None:
    answers: Answers = {"people": THREE, "met/0/who": Words("x")}
    assert progress(DEBRIEF, answers, KNOWN, asked(DEBRIEF, answers)) == (2, 3)
    ended = {**answers, **skipped(path for path in paths(DEBRIEF, answers) if "/" in path), "rest": Skipped()}
    assert progress(DEBRIEF, ended, KNOWN, asked(DEBRIEF, ended)) == (3, 3)
