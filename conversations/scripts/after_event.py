"""Debrief: whom one met, each in turn through the five tips, then advice, plans and one thing to pay forward."""

from conversations.conditions import AtLeast, Every, Has, InOwnWords, Turnable, Undated
from conversations.known import Stock
from conversations.reframing import Asked
from conversations.replies import Choice, DueDay, Option, People, Pledge, Text, Tick, TouchDay
from conversations.script import ForEach, Script, Step
from conversations.tips import Tip

ENOUGH = frozenset(
    {"enough", "enough for now", "enough for tonight", "that's enough", "that’s enough", "stop", "no more"}
)

EACH_PERSON = (
    Step(
        "who",
        ask=(
            "Who is {name} beyond the job? What moves them, what do you share?",
            "What is {name} like as a person? Anything you have in common?",
            "Leave the title aside: what is {name} about?",
        ),
        example="Climbs, moved here from Lisbon",
        reply=Text(),
        tip=Tip.PERSON,
        why="The PERSON, not the position. In three weeks this is the line that tells you who it was.",
        recalls=True,
    ),
    Step(
        "who_turn",
        ask="{turn}",
        reply=Text(),
        tip=Tip.PERSON,
        why="Titles change, people stay. I ask this once, then never again in this debrief.",
        when=Turnable("./who", Asked.PERSON, "who_turn"),
    ),
    Step(
        "said",
        ask=(
            "What did {name} say that you want to remember?",
            "What stayed with you from what {name} said?",
            "What did you learn from {name}?",
        ),
        example="Her team drops half its features every year",
        reply=Text(),
        tip=Tip.LISTEN,
        why="LISTEN. What you remember of someone is what you can come back to.",
    ),
    Step(
        "help",
        ask=(
            "Anything you promised {name}, or could do for them?",
            "What could you do for {name}, or what did you say you would?",
        ),
        example="Send her the article on heat pumps",
        reply=Pledge("Nothing for now"),
        tip=Tip.HELP,
        why="HELP. I keep it as a promise and remind you, so that your head need not.",
        recalls=True,
    ),
    Step(
        "due",
        ask="“{help}” — by when?",
        reply=DueDay(),
        tip=Tip.HELP,
        why="A promise with a day on it is easier to keep. I remind you the day before and on the day.",
        when=Undated("./help"),
    ),
    Step(
        "touch",
        ask=(
            "When will you write to {name} next? Say how, if you know.",
            "When should {name} hear from you again, and how?",
        ),
        example="Coffee in two weeks",
        reply=TouchDay(),
        tip=Tip.CARE,
        why="CARE. Most contacts fade because nobody picked a day. Skip, and I suggest one.",
    ),
    Step(
        "bring",
        ask="Anybody you know whom {name} would enjoy meeting?",
        example="Tom, they both teach",
        reply=Tick(stock=Stock.PEOPLE, most=3),
        tip=Tip.CONNECT,
        why="CONNECT. One name is enough. I keep it as an idea; you ask both before anything happens.",
    ),
    Step(
        "offered",
        ask="Did {name} offer to put you in touch with someone?",
        example="Her sister, who runs a gallery",
        reply=Choice((Option("no", "No"),), own=True),
        tip=Tip.CONNECT,
        why="Three people who would introduce you to someone: a good harvest for one event. I help you follow up.",
    ),
)

AFTER_EVENT = Script(
    name="after_event",
    title="Debrief",
    chat_title="your debrief of {event}",
    steps=(
        Step(
            "people",
            ask="{captured}Who did you meet at {event}?",
            example="Ana, Ben from the bar and Chloé",
            reply=People("Nobody this time"),
            why="We go through them one by one, a minute each. First names will do, or “tall with the dog”.",
        ),
        ForEach(
            "met",
            over="people",
            steps=EACH_PERSON,
            pause=Step(
                "rest",
                ask="Four done, {left} to go. In full, the short version, or enough for now?",
                reply=Choice(
                    (
                        Option("brief", "The short version"),
                        Option("full", "In full"),
                        Option("stop", "Enough, keep the rest as noted", also=ENOUGH),
                    )
                ),
                why="The short version asks who they are and what you promised. What you noted of the others stays.",
            ),
            pause_after=4,
            brief=frozenset({"who", "help", "due"}),
        ),
        Step(
            "advice",
            ask="Did somebody give you advice worth keeping?",
            example="Charge for the first version",
            reply=Text(),
            why="In three weeks I ask what became of it: people like to hear that their advice was used.",
        ),
        Step(
            "adviser",
            ask="Who gave you that advice?",
            reply=Choice(own=True, stock=Stock.PRESENT),
            why="So that I can help you tell them what became of it.",
            when=Every((InOwnWords("advice"), AtLeast("people", 2))),
        ),
        Step(
            "plans",
            ask="Which of your plans happened?",
            reply=Tick(stock=Stock.PLANS),
            why="To see which plans work for you. Nobody keeps score.",
            when=Has(Stock.PLANS),
        ),
        Step(
            "forward",
            ask="Last one. Somebody once helped you get here: what small thing could you pass on this month?",
            example="Show the new colleague around",
            reply=Text(),
            why="Pay it forward: lifting somebody is the best use of what one was given.",
        ),
    ),
)
