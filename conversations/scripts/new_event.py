"""A new event, or a change to one: read from one line, doubts asked about, confirmed before anything is planned."""

from conversations.conditions import Every, Lacks, Not, Over, WasSkipped
from conversations.replies import Confirm, EventLine, Fix, Text, WhenIsIt
from conversations.script import Script, Step

WRONG_TIME = Fix("time", "Change day or time", ("moment", "over"), line="line", part="start")
NO_MOMENT = Every((Lacks("line", "start"), WasSkipped("moment")))

NEW_EVENT = Script(
    name="new_event",
    title="Event",
    chat_title="{what}",
    steps=(
        Step(
            "line",
            ask=(
                "What is the event? One line is enough: its name, the day, the time, the place.",
                "Tell me about the event in one line: name, day, time, place. A calendar file works too.",
            ),
            example="AI meetup Thursday 6pm Javits Center",
            reply=EventLine(),
            why="The day and time tell me when to help you get ready, and when to ask whom you met.",
        ),
        Step(
            "title",
            ask="What is it called?",
            example="Founders’ breakfast",
            reply=Text(),
            asks_for_questions=True,  # an event may be called “Who knows?”
            why="So that you recognise it in your list, also in a year.",
            when=Lacks("line", "title"),
        ),
        Step(
            "moment",
            ask="{doubt}",
            example="Thursday 6pm",
            reply=WhenIsIt("line"),
            why="I would rather ask than remind you on the wrong day.",
            when=Lacks("line", "start"),
        ),
        Step(
            "place",
            ask="Where is it?",
            example="Javits Center, hall 3",
            reply=Text(),
            why="It stands on your pocket card.",
            when=Lacks("line", "place"),
        ),
        Step(
            "over",
            ask="{moment_spoken}: that is over already. Did you just come from it?",
            reply=Confirm(
                "Yes, I was there",
                (Fix("time", "No, another date", ("moment",), line="line", part="date"),),
            ),
            why="If you were there, we go straight to the people you met.",
            when=Over("line", "moment"),
        ),
        Step(
            "right",
            ask="{summary}\n\nIs that right?",
            reply=Confirm(
                "Yes, that’s right",
                (
                    WRONG_TIME,
                    Fix("title", "Change the name", ("title",), line="line", part="title"),
                    Fix("place", "Change the place", ("place",), line="line", part="place"),
                ),
            ),
            why="Nothing is planned until you have seen the date the way I read it.",
            when=Every((Not(WasSkipped("line")), Not(NO_MOMENT))),
        ),
    ),
)
