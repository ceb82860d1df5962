import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conversations.answers import (
    Answers,
    Chosen,
    Day,
    Hour,
    Line,
    Met,
    Moment,
    Names,
    Pledged,
    Ticked,
    Value,
    Words,
    Zone,
)
from conversations.conditions import View
from conversations.dialogue import Dialogue, DialogueState
from conversations.endings import ending
from conversations.engine import advance
from conversations.facts import Key, Note, NoteKind, Offer, Person, Plan, Promise
from conversations.harvest import harvested
from conversations.known import Known
from conversations.misread import Misread
from conversations.prose import plain
from conversations.reading import read
from conversations.replies import Choice, EventLine, HourOfDay, People, Pledge, Text, Tick, WhenIsIt, options
from conversations.script import MOST_CHARACTERS, ForEach, Script, Step
from conversations.scripts.catalogue import SCRIPTS, ScriptName, is_known, script_named
from conversations.signals import Said
from conversations.tips import Tip
from conversations.walk import Place, next_place, places
from conversations.wording import known_fields, question
from tests.playbook import NEW_YORK, NOW, Playbook, check_in, event, plain_text

LONGEST_WHY = 300
TYPED = Text | Pledge | EventLine | WhenIsIt | People
BEFORE, AFTER = SCRIPTS[ScriptName.BEFORE_EVENT], SCRIPTS[ScriptName.AFTER_EVENT]
EACH = pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda script: script.name)
MEETUP = event(day=22)
LONG = "wandering through markets at dawn with people she has known for years, " * 12


def somebody(number: int) -> Person:
    return Person(
        Key(f"p{number}"), f"Maximiliane Theodora Archibald-Featherstonehaugh {number}", MEETUP.key, MEETUP_DAY
    )


MEETUP_DAY = date(2026, 11, 22)
FULL = Known(
    NOW,
    replace(NEW_YORK, first_name="Maximiliane Theodora"),
    event=replace(MEETUP, title=LONG),
    person=somebody(1),
    people=tuple(somebody(number) for number in range(8)),
    present=tuple(replace(somebody(number), draft=True) for number in range(8)),
    offers=tuple(Offer(Key(f"o{number}"), LONG) for number in range(8)),
    plans=tuple(Plan(Key(f"d0.{number}"), MEETUP.key, LONG, LONG) for number in range(3)),
    promises=tuple(Promise(Key(f"d0.{number}.h"), Key("p1"), LONG, MEETUP_DAY) for number in range(8)),
    nudge=check_in(),
    about=LONG,
    next_event=replace(event(), title=LONG),
)
NOTES = tuple(Note(Key(f"n{number}.n0"), Key(f"p{number}"), NoteKind.NEED, LONG, MEETUP_DAY) for number in range(8))
NOTED = replace(FULL, noted=(*NOTES, *(replace(promise, person=Key("p1")) for promise in FULL.promises)), note=NOTES[1])
BARE = Known(NOW, NEW_YORK)

LONGEST: dict[str, Value] = {
    "line": Line(LONG, datetime(2026, 11, 20, 18), datetime(2026, 11, 22, 2), LONG),
    "moment": Moment(datetime(2026, 11, 20, 18), datetime(2026, 11, 22, 2)),
    "zone": Zone("America/New_York", "New York"),
    "people": Names(tuple(Met(somebody(number).name) for number in range(6))),
    "due": Day(MEETUP_DAY, LONG),
    "touch": Day(MEETUP_DAY, LONG),
    "until": Day(date(2026, 12, 9), LONG),
    "hopes": Words("someone who can get me hired"),
    "who": Words("a VP of sales"),
}


def every_step() -> list[tuple[str, Step]]:
    return [(script.name, step) for script in SCRIPTS.values() for step in script.all_steps()]


STEPS = pytest.mark.parametrize(
    "step", [step for _, step in every_step()], ids=[f"{name}-{step.key}" for name, step in every_step()]
)


def answer(place: Place, known: Known, answers: Answers) -> Value:
    """The longest answer a person could give here."""
    if place.step.key in LONGEST:
        return LONGEST[place.step.key]
    offered = options(place.step.reply, View(answers, known, place.prefix))
    match place.step.reply:
        case Tick():
            return Ticked(tuple(Chosen(option.key, option.label) for option in offered), (LONG,))
        case Choice(own=False):
            return Chosen(offered[0].key, offered[0].label)
        case Pledge():
            return Pledged(LONG)
        case _:
            return Words(LONG)


def screens(script: Script, known: Known) -> Iterator[tuple[str, str]]:
    """Every question of a dialogue in which everything is answered at length: its place and what the screen says."""
    answers: dict[str, Value] = {}
    while place := next_place(script, answers, known):
        dialogue = Dialogue(Key("d1"), script.name, answers=answers)
        yield place.path, plain_text(question(script, dialogue, place, known))
        answers[place.path] = answer(place, known, answers)


@EACH
@pytest.mark.parametrize("known", [FULL, NOTED, BARE], ids=["full", "noted", "bare"])
def test_every_screen_fits_a_phone_however_long_the_answers_are(script: Script, known: Known) -> None:
    for path, text in screens(script, known):
        assert len(text) <= MOST_CHARACTERS, (path, len(text), text)
        assert "{" not in text


@EACH
@pytest.mark.parametrize("known", [FULL, BARE], ids=["full", "bare"])
def test_every_script_ends_when_all_is_skipped(script: Script, known: Known) -> None:
    book = Playbook(script, known, "e1")
    for _ in range(len(list(script.all_steps())) * (len(known.captured) + 1) + 1):
        if book.dialogue.state is not DialogueState.ENDED:
            book.person("skip")
    assert all(len(screen.text) <= 4096 for screen in book.ended().screens)


@EACH
def test_every_script_ends_when_all_is_answered(script: Script) -> None:
    answers: dict[str, Value] = {}
    while place := next_place(script, answers, FULL):
        answers[place.path] = answer(place, FULL, answers)
        assert len(answers) < 200
    dialogue = Dialogue(Key("d1"), script.name, MEETUP.key, answers=answers)
    assert advance(script, dialogue, Said("hello", 1), FULL).dialogue.state is DialogueState.ENDED
    end = ending(dialogue, FULL)
    assert end.screens or end.then
    assert all(len(screen.text) <= 4096 for screen in end.screens)
    keys = [(type(fact), fact.key) for fact in harvested(dialogue, FULL)]
    assert len(set(keys)) == len(keys)


@EACH
def test_a_script_is_found_by_its_name_and_its_title_names_it(script: Script) -> None:
    assert script_named(script.name) is script
    assert is_known(script.name)
    assert script.title
    assert script.chat_title.format(**known_fields(FULL), what="adding")[0].islower()


def test_every_name_in_the_catalogue_has_its_script() -> None:
    assert set(SCRIPTS) == set(ScriptName)
    with pytest.raises(ValueError, match="no_such"):
        script_named("no_such")
    assert not is_known("no_such")


@EACH
def test_no_key_is_used_twice(script: Script) -> None:
    keys = [step.key for step in script.all_steps()]
    assert len(set(keys)) == len(keys)


@STEPS
def test_every_question_says_briefly_why_it_is_asked(step: Step) -> None:
    assert 0 < len(step.why) <= LONGEST_WHY
    assert step.why.endswith((".", "?"))


@STEPS
def test_no_text_cheers_pushes_or_asks_for_a_position(step: Step) -> None:
    for text in (*step.variants(), step.example, step.why):
        assert "!" not in text
        assert not re.search(r"(?i)\b(must|should have|failed|streak|quickly|hurry|leads?|prospects?)\b", text), text
    for text in (*step.variants(), step.example):
        assert not re.search(r"(?i)\b(position|job title|company|employer|useful to you|importan(t|ce))\b", text), text


TURNS = frozenset({"hopes_turn", "who_turn"})


@STEPS
def test_a_question_that_wants_words_shows_an_example(step: Step) -> None:
    if isinstance(step.reply, TYPED) and step.key not in TURNS:
        assert step.example


@STEPS
def test_an_example_is_an_answer_that_is_understood(step: Step) -> None:
    if step.example and not isinstance(step.reply, HourOfDay):
        value = read(step.reply, Said(step.example, 1), View({}, replace(BARE, event=MEETUP)))
        assert not isinstance(value, Misread), value


@pytest.mark.parametrize("script", [BEFORE, AFTER], ids=["before", "after"])
@pytest.mark.parametrize("tip", Tip)
def test_every_tip_is_practised_before_and_after_an_event(script: Script, tip: Tip) -> None:
    assert tip in {step.tip for step in script.all_steps()}


def test_after_an_event_the_tips_come_for_each_person_in_the_order_they_are_taught() -> None:
    loop = next(part for part in AFTER.steps if isinstance(part, ForEach))
    tips = list(dict.fromkeys(step.tip for step in loop.steps))
    assert tips == list(Tip)
    assert loop.pause_after == 4


def test_the_reasons_name_the_tip() -> None:
    for script in (BEFORE, AFTER):
        named = {word for step in script.all_steps() for word in re.findall(r"\b[A-Z]{4,}\b", step.why)}
        assert {tip.value.upper() for tip in Tip} <= named


def test_prep_asks_eight_questions() -> None:
    assert len(list(places(BEFORE, {}, BARE))) == 8


def test_set_up_asks_at_most_four() -> None:
    assert len(list(SCRIPTS[ScriptName.SET_UP].all_steps())) == 4


def test_the_opening_fits_a_phone_and_says_what_this_is() -> None:
    opening = plain(SCRIPTS[ScriptName.SET_UP].opening)
    assert len(opening) <= MOST_CHARACTERS
    assert "Rapport" in opening


def test_hours_can_be_told_as_the_example_does() -> None:
    assert read(HourOfDay(), Said("8:30", 1), View({}, BARE)) == Hour(time(8, 30))
