"""Whatever a person does: no dialogue raises, loses an answer, leaves a tap unanswered or comes to a dead end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.address import Control, Open, Page
from conversations.answers import Names
from conversations.dialogue import DialogueState
from conversations.facts import Key, Note, NoteKind, Offer, Person, Plan, Promise
from conversations.known import Known
from conversations.reading import Heard
from conversations.replies import (
    Choice,
    ComeBack,
    Confirm,
    DueDay,
    EventLine,
    HourOfDay,
    PauseEnd,
    People,
    Text,
    TouchDay,
    WhenIsIt,
    ZonePick,
)
from conversations.script import MOST_CHARACTERS, ForEach, Script, Step
from conversations.scripts.catalogue import SCRIPTS
from conversations.signals import Card, Invited, Located, Said, Shared, Tapped
from conversations.steering import TYPED
from conversations.walk import Place
from tests.conversations.stage import Shown, Stage, visible
from tests.conversations.tiny import TINY
from tests.playbook import NEW_YORK, NOW, check_in, event

every_script = pytest.mark.parametrize("script", [TINY, *SCRIPTS.values()], ids=lambda script: script.name)
played = settings(max_examples=30)

Move = Callable[[Stage], None]
"""Something that happens on the stage."""


# --- what is known ------------------------------------------------------------------------------


def known_with(name: str, words: str) -> Known:
    """Something in every stock, called so."""
    today = date(2026, 11, 26)
    people = tuple(Person(Key(f"d1.{number}"), f"{name} {number}", None, today) for number in range(8))
    present = tuple(
        Person(Key(f"d9.{number}"), f"{number} {name}", Key("e1"), today, draft=True) for number in range(2)
    )
    return Known(
        NOW,
        NEW_YORK,
        event(title=words),
        replace(people[0], name=name),
        people,
        present,
        noted=(
            Note(Key("n1.n0"), present[0].key, NoteKind.NEED, words, today),
            Note(Key("n2.n0"), present[0].key, NoteKind.VOICE, words, today, "file_1"),
            Promise(Key("n3.h0"), present[1].key, words, today),
        ),
        offers=(Offer(Key("d1.o0"), words), Offer(Key("d1.o1"), name)),
        plans=(Plan(Key("d1.1"), Key("e1"), words, name),),
        promises=(Promise(Key("d1.0.h"), people[0].key, words, today),),
        nudge=check_in(),
        about=name,
        next_event=event(title=words),
    )


PLAIN = known_with("Ana", "Read her CV")
NASTY = known_with("<b>{name}</b>&amp;", "{0} %s </i> " + "long " * 200)
NOTE = Note(Key("n4.n0"), Key("d1.0"), NoteKind.OFFER, "{words} <b>" * 40, date(2026, 11, 26))
BARE = Known(NOW, NEW_YORK)
WORLDS = (PLAIN, NASTY, BARE, replace(PLAIN, now=NOW + timedelta(days=30)), replace(NASTY, note=NOTE))


# --- what can happen ----------------------------------------------------------------------------


def says(text: str) -> Move:
    return lambda stage: stage.hear(Said(text, 1))


def sends(heard: Heard) -> Move:
    return lambda stage: stage.hear(heard)


def taps(number: int) -> Move:
    """A button of the question that is on."""
    return lambda stage: _tap(stage, stage.current(), number)


def taps_anything(number: int) -> Move:
    """A button that is or was anywhere in the chat; sometimes Telegram no longer tells on which message."""
    return lambda stage: _tap(stage, stage.shown, number, known=number % 5 > 0)


def presses(control: Control) -> Move:
    return lambda stage: stage.press(control)


def goes_on(stage: Stage) -> None:
    """The question is answered in a way that fits, so that plays come far."""
    place = stage.place
    if place and isinstance(place.step.reply, Choice):
        taps(0)(stage)
    elif place:
        stage.hear(Said(FITTING.get(type(place.step.reply), "Climbs"), 1))


def taps_elsewhere(to: Open | None) -> Move:
    return lambda stage: stage.hear(Tapped(to, "tap", None))


def world_turns(known: Known) -> Move:
    def move(stage: Stage) -> None:
        stage.known = known

    return move


def leaves(stage: Stage) -> None:
    """Another dialogue comes in between."""
    if stage.dialogue.state is DialogueState.OPEN and stage.place:
        stage.dialogue = replace(stage.dialogue, state=DialogueState.PARKED, question=None)
        stage.resume()


def _tap(stage: Stage, buttons: list[Shown], number: int, *, known: bool = True) -> None:
    if buttons:
        shown = buttons[number % len(buttons)]
        stage.hear(Tapped(shown.to, "tap", shown.message if known else None))


USEFUL = (
    "Meetup Thursday 6pm Javits Center", "Thursday", "meetup", "last Monday 6pm", "6pm", "6-9pm", "7", "25.11. 19:00",
    "Lisbon", "London", "Springfield", "8:30", "yes", "no", "Nobody", "Ana, ben (Figma) and Chloé", "Ana",
    "in two weeks", "no date", "by Friday", "a CEO", "someone who can get me hired", "Climbs", "Nothing for now",
    "Being tired", "time\near", "never", "tomorrow at 22:00", "today", "a week",
)  # fmt: skip
NASTY_TEXTS = (
    "", " ", "\n\n", "-", "•\n•", "\0", "\u200b", "\u202eabc", "\U0001f469\u200d\U0001f467", "<b>", "</b>&amp;<script>",
    "{name}", "{0}{}", "%s", "a|b|c", "x" * 4096, "x " * 2048, "a" + " " * 4000 + "b", "\n".join(["Ana"] * 40),
    ", ".join(f"A{'b' * n}" for n in range(60)), "9" * 20, "31.2.2026 25:61", "0", "-1", "ÄÖÜß", "İ", "ﬃ",
    "Thursday " * 200,
)  # fmt: skip
FITTING: Mapping[type, str] = {
    EventLine: "Meetup Thursday 6pm",
    WhenIsIt: "Friday 7pm",
    Confirm: "yes",
    ZonePick: "Lisbon",
    HourOfDay: "8:30",
    People: "Ana, Ben, Cleo, Dan, Eva, Finn",
    DueDay: "Friday",
    TouchDay: "in two weeks",
    ComeBack: "Sunday 10am",
    PauseEnd: "5 January",
}
CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:AI <meetup>
DTSTART:20261126T180000Z\r\nDTEND:20261126T210000Z\r\nLOCATION:Javits & Co\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""

texts = st.sampled_from([*USEFUL, *TYPED, *NASTY_TEXTS]) | st.text(st.characters(codec="utf-8"), max_size=30)
cards = st.builds(Card, st.sampled_from(["Ana", "<b>", "Ö " * 60]), st.none() | st.just("ana"))
others = st.one_of(
    st.builds(Shared, st.lists(cards, min_size=1, max_size=10).map(tuple), st.just(1)),
    st.builds(Located, st.sampled_from(["Europe/Lisbon", "Etc/GMT+3", None]), st.just(1)),
    st.builds(Invited, st.sampled_from([CALENDAR, b"BEGIN:VCALENDAR", b""]), st.just(1)),
)
moves: st.SearchStrategy[list[Move]] = st.lists(
    st.one_of(
        texts.map(says),
        st.sampled_from(USEFUL).map(says),
        st.integers(0, 20).map(taps),
        st.sampled_from([*Control, Control.SKIP, Control.BACK]).map(presses),
        st.just(goes_on),
        st.just(goes_on),
        st.integers(0, 400).map(taps_anything),
        others.map(sends),
        st.sampled_from([None, Open(Page.HOME)]).map(taps_elsewhere),
        st.sampled_from(WORLDS).map(world_turns),
        st.just(leaves),
    ),
    min_size=12,
    max_size=50,
)
worlds = st.sampled_from(WORLDS)


def play(script: Script, known: Known, score: Iterable[Move]) -> Stage:
    stage = Stage(script, known)
    for move in score:
        move(stage)
    return stage


# --- what always holds --------------------------------------------------------------------------


@every_script
@played
@given(known=worlds, score=moves)
def test_whatever_happens_pressing_skip_ends_the_dialogue(script: Script, known: Known, score: list[Move]) -> None:
    stage = play(script, known, score)  # the stage itself checks answers, toasts, controls and limits after every move
    people = [len(value.people) for value in stage.dialogue.answers.values() if isinstance(value, Names)]
    bound = len(tuple(script.all_steps())) * (1 + sum(people) + len(known.captured)) + 1
    for _ in range(bound):
        if stage.dialogue.state is not DialogueState.ENDED:
            stage.press(Control.SKIP)
    assert stage.dialogue.state is DialogueState.ENDED


@every_script
@settings(played, max_examples=15)
@given(known=worlds, score=moves)
def test_a_dialogue_taken_up_again_asks_the_same_question(script: Script, known: Known, score: list[Move]) -> None:
    stage = play(script, known, score)
    before = stage.place, stage.fresh()
    leaves(stage)
    assert (stage.place, stage.fresh()) == before


@every_script
@settings(played, max_examples=10)
@given(known=worlds, score=moves)
def test_the_same_signals_always_lead_to_the_same_decisions(script: Script, known: Known, score: list[Move]) -> None:
    assert play(script, known, score).decisions == play(script, known, score).decisions


@every_script
@settings(played, max_examples=15)
@given(known=worlds, score=moves, where=st.integers(0, 30))
def test_a_question_put_into_a_script_is_asked_of_those_in_the_middle_of_it(
    script: Script, known: Known, score: list[Move], where: int
) -> None:
    stage = play(script, known, score)
    answers, before = stage.dialogue.answers, stage.place
    index = where % (len(script.steps) + 1)
    new = Step("brand_new", "Anything new?", Text(), why="Because.")
    stage.script = replace(script, steps=(*script.steps[:index], new, *script.steps[index:]))
    stage.resume()
    assert stage.dialogue.answers == answers
    assert stage.place is not None
    passed = before is None or index <= part_of(before, script)
    assert stage.place.path == ("brand_new" if passed else before and before.path)


def part_of(place: Place, script: Script) -> int:
    """Which part of the script asks this question."""
    steps = [(*part.steps, part.pause) if isinstance(part, ForEach) else (part,) for part in script.steps]
    return next(index for index, part in enumerate(steps) if place.step in part)


SHORT = (
    "Ana",
    "Ana, Ben, Cy",
    "yes",
    "6pm",
    "Friday",
    "Meetup Thursday 6pm",
    "last Monday 6pm",
    "Lisbon",
    "A CEO",
    "Tea",
    "never",
)


@every_script
@played
@given(
    known=st.sampled_from((PLAIN, BARE)),
    score=st.lists(st.sampled_from(SHORT).map(says) | st.integers(0, 9).map(taps), max_size=25),
)
def test_a_question_fits_on_a_phone_without_scrolling(script: Script, known: Known, score: list[Move]) -> None:
    stage = Stage(script, known)
    for move in score:
        move(stage)
        if screen := stage.fresh():
            assert len(visible(screen)) <= MOST_CHARACTERS, screen.text
