import re
from collections.abc import Callable

import pytest

from conversations.conditions import Every, Given, Is, Not, Turnable
from conversations.reframing import Asked
from conversations.replies import Choice, Confirm, Fix, Option, People, Text, Tick
from conversations.script import ForEach, Script, Step, Unplayable
from tests.conversations.tiny import TINY, WHY, script, step

PEOPLE = step("people", People("Nobody"))
PAUSE = step("rest", Choice((Option("brief", "Briefly"),)))


def asking(ask: str | tuple[str, ...], *, example: str = "", why: str = WHY) -> Script:
    return script(step("one"), Step("two", ask, Text(), why, example))


def loop(*steps: Step, over: str = "people", pause: Step = PAUSE, brief: str = "who") -> ForEach:
    return ForEach("met", over, steps or (step("who"),), pause, brief=frozenset({brief}))


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, key) for key in keys)


def turning(turn: str) -> Step:
    return Step("two", "{turn}", Text(), WHY, when=Turnable("one", Asked.HOPE, turn))


Build = Callable[[], Script]
UNPLAYABLE: list[tuple[Build, str]] = [
    (lambda: script(step("one"), step("one")), "tiny/one: a key is letters, digits and _, no field, and used once"),
    (lambda: script(step("a/b")), "tiny/a/b: a key is letters"),
    (lambda: script(step("")), "tiny/: a key is letters"),
    (lambda: script(step("summary")), "tiny/summary: a key is letters, digits and _, no field"),
    (lambda: script(step("who"), PEOPLE, loop()), "tiny/who: a key is letters"),
    (lambda: script(PEOPLE, loop(), step("rest")), "tiny/rest: a key is letters"),
    (lambda: script(step("x" * 43)), f"tiny/{'x' * 43}: the key is too long for callback data"),
    (lambda: script(PEOPLE, loop(step("x" * 40), brief="x" * 40)), "the key is too long for callback data"),
    (lambda: script(Step("one", "One?", Text(), "")), "tiny/one: say why you ask"),
    (lambda: asking("x" * 291), "tiny/two: the question is too long for a phone"),
    (lambda: asking(("short", "x" * 200), example="x" * 91), "tiny/two: the question is too long for a phone"),
    (lambda: asking("“{one}”?"), "tiny/two: nothing can fill {one}"),
    (lambda: asking(("Two?", "{other}?")), "tiny/two: nothing can fill {other}"),
    (lambda: asking("Two?", example="{other}"), "tiny/two: nothing can fill {other}"),
    (lambda: asking("Two?", why="{other}"), "tiny/two: nothing can fill {other}"),
    (lambda: asking("{}"), "tiny/two: nothing can fill {}"),
    (lambda: Script("tiny", "{event}", "tiny", ()), "tiny: nothing can fill {event}"),
    (lambda: Script("tiny", "Tiny", "{name}", ()), "tiny: nothing can fill {name}"),
    (lambda: script(opening="Hello {name}"), "tiny: nothing can fill {name}"),
    (
        lambda: script(step("one"), Step("two", "{one}", Text(), WHY, when=Not(Given("one")))),
        "tiny/two: nothing can fill {one}",
    ),
    (
        lambda: script(Step("one", "One?", Text(), WHY, when=Given("two")), step("two")),
        "tiny/one: its condition refers to 'two', which no earlier step asks",
    ),
    (
        lambda: script(step("one", Tick((Option("a", "A", Is("two", "b")),)))),
        "tiny/one: its condition refers to 'two', which no earlier step asks",
    ),
    (
        lambda: script(PEOPLE, loop(), Step("two", "Two?", Text(), WHY, when=Given("who"))),
        "tiny/two: its condition refers to 'who', which no earlier step asks",
    ),
    (lambda: script(step("one"), turning("other")), "tiny/two: a turn must name itself"),
    (
        lambda: script(step("one", Confirm("Yes", (Fix("no", "No", ("two",)),)))),
        "tiny/one: it mends 'two', which no earlier step asks",
    ),
    (
        lambda: script(step("one", Confirm("Yes", (Fix("no", "No", (), line="two"),)))),
        "tiny/one: it mends 'two', which no earlier step asks",
    ),
    (
        lambda: script(PEOPLE, loop(step("who"), step("sure", Confirm("Yes", (Fix("no", "No", ("./who",)),))))),
        "tiny/sure: it mends './who', which no earlier step asks",
    ),
    (lambda: script(step("one", Confirm("Yes", ()))), "tiny/one: a confirmation needs something to mend"),
    (lambda: script(step("one", Choice(options("a", "a")))), "tiny/one: an option's key is at most 10 letters"),
    (lambda: script(step("one", Tick(options("a" * 11)))), "tiny/one: an option's key is at most 10 letters"),
    (lambda: script(step("one", Choice(options("a|b")))), "tiny/one: an option's key is at most 10 letters"),
    (lambda: script(loop()), "tiny/met: `over` must be an earlier step that asks for people"),
    (lambda: script(loop(), PEOPLE), "tiny/met: `over` must be an earlier step that asks for people"),
    (lambda: script(step("people"), loop()), "tiny/met: `over` must be an earlier step that asks for people"),
    (lambda: script(PEOPLE, loop(brief="other")), "tiny/met: `brief` names a step that is not in the loop"),
    (lambda: script(PEOPLE, loop(pause=step("rest"))), "tiny/met: `pause` must offer the option 'brief'"),
    (
        lambda: script(PEOPLE, loop(pause=step("rest", Choice(options("full"))))),
        "tiny/met: `pause` must offer the option 'brief'",
    ),
]


@pytest.mark.parametrize(("build", "message"), UNPLAYABLE, ids=[message for _, message in UNPLAYABLE])
def test_a_script_that_cannot_work_cannot_be_built(build: Build, message: str) -> None:
    with pytest.raises(Unplayable, match=re.escape(message)):
        build()


def test_a_text_may_mention_an_answer_that_its_condition_makes_sure_of() -> None:
    both = Every((Given("one"), Is("two", "a")))
    script(step("one"), step("two", Choice(options("a"))), Step("three", "{one} {two}", Text(), "{one}", when=both))


def test_a_text_in_a_loop_may_mention_an_answer_about_the_same_person() -> None:
    script(PEOPLE, loop(step("who"), Step("due", "{name}: “{who}”?", Text(), WHY, when=Given("./who"))))


def test_a_step_may_refer_to_the_pause_before_it() -> None:
    script(PEOPLE, loop(), Step("two", "Two?", Text(), WHY, when=Is("rest", "brief")))


def test_every_step_is_told_once_and_in_order() -> None:
    keys = [each.key for each in TINY.all_steps()]
    assert keys[:2] == ["line", "moment"]
    assert keys[-8:] == ["help", "due", "touch", "bring", "rest", "crowd", "kept", "last"]
    assert len(set(keys)) == len(keys)


def test_one_wording_is_a_variant_too() -> None:
    assert step("one", ask="One?").variants() == ("One?",)
    assert next(TINY.all_steps()).variants() == ("What is on?", "What is the event?")
