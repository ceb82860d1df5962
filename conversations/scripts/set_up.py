"""Set-up: where one is, when to nudge, what comes next. Under a minute."""

from conversations.conditions import Given
from conversations.replies import Choice, Confirm, Fix, HourOfDay, Option, ZonePick
from conversations.script import Script, Step
from conversations.yes_no import NO_WORDS, YES_WORDS

SET_UP = Script(
    name="set_up",
    title="Setting up",
    chat_title="setting up",
    opening=(
        "Hello {first_name}. I am Rapport: I get you ready for an event, help you remember the people you met, "
        "and remind you of what you promised them.\n\n"
        "A few short questions, then we start. Only you see what you tell me."
    ),
    steps=(
        Step(
            "zone",
            ask="Where are you, most days? Type a city or tap one.",
            example="Lisbon",
            reply=ZonePick(),
            why="So that I write in your morning and not at three at night. I keep the time zone, not the place.",
        ),
        Step(
            "zone_ok",
            ask="Then it is {local_time} where you are. Right?",
            reply=Confirm("Yes", (Fix("no", "No, another place", ("zone",)),)),
            why="One wrong zone would put every reminder at the wrong hour, so I check once.",
            when=Given("zone"),
        ),
        Step(
            "hour",
            ask="At what time of day may I write to you?",
            example="8:30. Skip means 9:00.",
            reply=HourOfDay(),
            why="One message a day at most, at this hour, and none when there is nothing to say. /settings changes it.",
        ),
        Step(
            "next",
            ask="Is there an event coming up?",
            reply=Choice(
                (
                    Option("add", "Yes, add it", also=YES_WORDS),
                    Option("came", "I just came from one"),
                    Option("look", "Just looking around", also=NO_WORDS),
                ),
                own=True,  # whoever writes the event itself has answered
            ),
            why="Everything here hangs on an event: getting ready before it, remembering after it.",
        ),
    ),
)
