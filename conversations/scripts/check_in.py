"""Check-in: one line about a contact that was made."""

from conversations.conditions import Has
from conversations.known import Stock
from conversations.replies import Text, Tick
from conversations.script import Script, Step

CHECK_IN = Script(
    name="check_in",
    title="In touch",
    chat_title="noting your contact with {person}",
    steps=(
        Step(
            "happened",
            ask=(
                "Good. What happened with {person}, in a line?",
                "What came of it with {person}? One line is enough.",
            ),
            example="Had coffee, she is moving in March",
            reply=Text(),
            why="It is what I show you next time, and the rhythm starts anew from today.",
        ),
        Step(
            "kept",
            ask="Which of these is done?",
            reply=Tick(stock=Stock.PROMISES),
            why="So that I stop reminding you of it.",
            when=Has(Stock.PROMISES),
        ),
    ),
)
