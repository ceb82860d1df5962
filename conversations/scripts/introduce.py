"""An introduction, either way: two of one's people, or somebody whom a person offered to introduce one to."""

from conversations.conditions import Given
from conversations.known import Stock
from conversations.replies import Choice, Option
from conversations.script import Script, Step
from conversations.tips import Tip

INTRODUCE = Script(
    name="introduce",
    title="Introduction",
    chat_title="an introduction with {person}",
    steps=(
        Step(
            "other",
            ask="{person} and who? A name, and a few words why.",
            example="Tom, they both teach",
            reply=Choice(own=True, stock=Stock.PEOPLE),
            tip=Tip.CONNECT,
            why="CONNECT. Nothing is sent by me. You ask both first, and only then bring them together.",
        ),
        Step(
            "way",
            ask="Who brings whom together?",
            reply=Choice((Option("mine", "I bring the two together"), Option("tome", "I am to be introduced"))),
            why="Either way I keep it going: what to ask, whom, and words for it.",
            when=Given("other"),
        ),
    ),
)
