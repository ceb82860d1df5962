"""A promise that was made outside a debrief, either way."""

from conversations.conditions import Given, Undated
from conversations.replies import Choice, DueDay, Option, Pledge
from conversations.script import Script, Step
from conversations.tips import Tip

PROMISE = Script(
    name="promise",
    title="Promise",
    chat_title="a promise between you and {person}",
    steps=(
        Step(
            "words",
            ask="What was promised between you and {person}?",
            example="Send the article by Friday",
            reply=Pledge(),
            tip=Tip.HELP,
            why="HELP. What is written down need not be carried in your head.",
        ),
        Step(
            "side",
            ask="“{words}”. Who promised it?",
            reply=Choice((Option("mine", "I promised"), Option("theirs", "I was promised"))),
            why="Yours I remind you of the day before and on the day. Theirs I ask about once the day is over.",
            when=Given("words"),
        ),
        Step(
            "due",
            ask="“{words}” — by when?",
            reply=DueDay(),
            why="A promise with a day on it is easier to keep. Without one it waits in /promises.",
            when=Undated("words"),
        ),
    ),
)
