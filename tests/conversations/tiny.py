"""A small script with every kind of reply and condition, for tests of the engine; production scripts have their own."""

from conversations.conditions import AtLeast, Every, Given, Has, InOwnWords, Is, Lacks, Not, Over, Turnable
from conversations.known import Stock
from conversations.reframing import Asked
from conversations.replies import (
    Choice,
    Confirm,
    DueDay,
    EventLine,
    Fix,
    HourOfDay,
    Option,
    People,
    Reply,
    Text,
    Tick,
    TouchDay,
    WhenIsIt,
    ZonePick,
)
from conversations.script import ForEach, Script, Step

WHY = "Because."


def step(key: str, reply: Reply | None = None, ask: str = "") -> Step:
    """A question that is always asked, for text unless said otherwise."""
    return Step(key, ask or f"What is {key}?", reply or Text(), WHY)


def script(*steps: Step | ForEach, opening: str = "") -> Script:
    """A script of these steps."""
    return Script("tiny", "Tiny", "the tiny one", steps, opening)


NO_DATE = Fix("date", "Another date", ("moment",), line="line", part="date")
FIXES = (
    Fix("time", "Change day or time", ("moment", "over"), line="line", part="start"),
    Fix("place", "Change the place", ("place",), line="line", part="place"),
)

TELLING = (
    Step("line", ("What is on?", "What is the event?"), EventLine(), WHY, example="Meetup Thursday 6pm"),
    Step("moment", "{doubt}", WhenIsIt("line"), WHY, when=Lacks("line", "start")),
    Step("place", "Where?", Text(), WHY, when=Lacks("line", "place")),
    Step(
        "over", "{moment_spoken} is over. Were you there?", Confirm("Yes", (NO_DATE,)), WHY, when=Over("line", "moment")
    ),
    Step("right", "{summary}\n\nRight?", Confirm("Yes, that’s right", FIXES), WHY, when=Given("line")),
)

ONESELF = (
    step("zone", ZonePick(), "Where are you? It is {local_time}."),
    step("hour", HourOfDay()),
    step("mood", Choice((Option("good", "Good"), Option("bad", "Not so good")))),
    Step("cure", "“{mood}”: what would help?", Text(), WHY, when=Is("mood", "bad")),
    step("hopes"),
    Step("hopes_turn", "{turn}", Text(), WHY, when=Turnable("hopes", Asked.HOPE, "hopes_turn")),
    step("gifts", Tick((Option("time", "Time"), Option("ear", "An ear", Given("hopes"))), Stock.OFFERS, most=2)),
)

EACH = (
    step("who", ask="Who is {name}?"),
    Step("who_turn", "{turn}", Text(), WHY, when=Turnable("./who", Asked.PERSON, "who_turn")),
    step("help", Choice((Option("nothing", "Nothing"),), own=True)),
    Step("due", "“{help}”: by when?", DueDay(), WHY, when=InOwnWords("./help")),
    step("touch", TouchDay()),
    step("bring", Tick(stock=Stock.PEOPLE, most=3)),
)

PAUSE = step("rest", Choice((Option("brief", "Briefly"), Option("full", "In full"))), "{left} to go. How?")

MEETING = (
    step("people", People("Nobody"), "{captured}Who was at {event}?"),
    ForEach("met", "people", EACH, PAUSE, pause_after=2, brief=frozenset({"who"})),
    Step("crowd", "Who stood out?", Text(), WHY, when=AtLeast("people", 2)),
    Step("kept", "What is done?", Tick(stock=Stock.PROMISES), WHY, when=Has(Stock.PROMISES)),
    Step("last", "And now?", Text(), WHY, when=Every((Given("people"), Not(Has(Stock.PLANS))))),
)

TINY = script(*TELLING, *ONESELF, *MEETING, opening="Hello {first_name}.")
