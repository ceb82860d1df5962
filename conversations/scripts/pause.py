"""Pause: until when nothing comes by itself. What was set to a minute still does."""

from conversations.replies import PauseEnd
from conversations.script import Script, Step

PAUSE = Script(
    name="pause",
    title="Pause",
    chat_title="setting a pause",
    steps=(
        Step(
            "until",
            ask="Until when shall I write nothing by myself?",
            example="5 January",
            reply=PauseEnd(),
            why=(
                "A holiday, a full month, or simply enough for now. What would have come waits for the end. "
                "You can write to me all the time, and what you set to a minute yourself still comes."
            ),
        ),
    ),
)
