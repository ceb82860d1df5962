"""The day on which somebody is to hear from the person next. It moves one day, and never the rhythm behind it."""

from conversations.replies import TouchDay
from conversations.script import Script, Step
from conversations.tips import Tip

TOUCH = Script(
    name="touch",
    title="Next contact",
    chat_title="when {person} hears from you next",
    steps=(
        Step(
            "day",
            ask="When should {person} hear from you again, and how?",
            example="Coffee in two weeks",
            reply=TouchDay(),
            tip=Tip.CARE,
            why="CARE. A day of your own comes before my rhythm. “No date” gives it back to the rhythm.",
        ),
    ),
)
