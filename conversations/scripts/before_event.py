"""Prep: eight questions before an event, ending in if-then plans and the pocket card. About five minutes."""

from conversations.conditions import Given, Is, Turnable
from conversations.known import Stock
from conversations.reframing import Asked
from conversations.replies import Choice, Option, Text, Tick
from conversations.script import Script, Step
from conversations.tips import Tip

BEFORE_EVENT = Script(
    name="before_event",
    title="Prep",
    chat_title="your prep for {event}",
    steps=(
        Step(
            "goal",
            ask=(
                "In a word: what would make {event} worth your evening?",
                "Imagine walking home from {event}, content. What did you get out of it? One word will do.",
            ),
            reply=Choice(
                (
                    Option("learn", "Learning"),
                    Option("people", "Good people"),
                    Option("advice", "Advice"),
                    Option("ideas", "Ideas"),
                    Option("work", "Work"),
                    Option("fun", "A good time"),
                ),
                own=True,
            ),
            why="One clear aim makes it easier to choose whom to talk to, and when you may go home.",
        ),
        Step(
            "hopes",
            ask=(
                "Who do you hope to meet, and what would you like to learn about them as people?",
                "Whom would you be glad to meet there? And what would you like to find out about them, job aside?",
            ),
            example="Someone who changed careers, to hear how it felt",
            reply=Text(),
            tip=Tip.PERSON,
            asks_for_questions=True,
            why="The PERSON, not the position. A title gives you one thing to talk about. A person gives you many.",
        ),
        Step(
            "hopes_turn",
            ask="{turn}",
            reply=Text(),
            tip=Tip.PERSON,
            why="You named a position, or something to get. That is fine. I ask once about the person behind it.",
            asks_for_questions=True,
            when=Turnable("hopes", Asked.HOPE, "hopes_turn"),
        ),
        Step(
            "questions",
            ask="Which open questions will you carry along? Tick up to three, or write your own.",
            reply=Tick(
                (
                    Option("brought", "What brought you here?"),
                    Option("into", "How did you get into that?"),
                    Option("enjoy", "What do you enjoy about it?"),
                    Option("lately", "What surprised you lately?"),
                    Option("next", "What are you looking forward to?"),
                    Option("help", "What could you use help with?"),
                ),
                most=3,
            ),
            asks_for_questions=True,
            tip=Tip.LISTEN,
            why=(
                "LISTEN. In studies of first conversations, people who asked more follow-up questions were liked more "
                "(Huang and others, 2017). A question in your pocket helps when your head is empty."
            ),
        ),
        Step(
            "offers",
            ask="What could you offer someone there: something you know, some time, a contact?",
            example="I can read a CV. I know two good designers.",
            reply=Tick(stock=Stock.OFFERS),
            tip=Tip.HELP,
            why="HELP. What you have thought of beforehand is easier to give. I keep your list for next time.",
        ),
        Step(
            "again",
            ask="Whom do you know there already, and would like to see again?",
            example="Lena, from the spring meetup",
            reply=Tick(stock=Stock.PEOPLE),
            tip=Tip.CARE,
            why="CARE. A relationship is a chain of good contacts, and the second one is the easiest to miss.",
        ),
        Step(
            "connect",
            ask="Which of your people should someone there get to know?",
            example="Tom, with anyone who builds for schools",
            reply=Tick(stock=Stock.PEOPLE),
            tip=Tip.CONNECT,
            why="CONNECT. Bringing two people together helps both of them, and gives you a good reason to talk.",
        ),
        Step(
            "advice",
            ask=(
                "Someone there is a few steps ahead of you. What advice would you ask them for?",
                "If you could ask one person there for advice, what would it be about?",
            ),
            example="How did you find your first clients?",
            reply=Text(),
            asks_for_questions=True,
            why="Being asked for advice is pleasant, and the answer is useful whatever else comes of the talk.",
        ),
        Step(
            "obstacle",
            ask="What could get in the way that evening?",
            reply=Choice(
                (
                    Option("alone", "Standing alone"),
                    Option("start", "Not knowing how to start"),
                    Option("known", "Staying with people I know"),
                    Option("phone", "Hiding behind my phone"),
                    Option("tired", "Being tired"),
                ),
                own=True,
            ),
            why=(
                "Picturing the wish, then the obstacle, then a plan works better than wishing alone: a small to medium "
                "effect over 24 measurements with 15,907 people (Wang and others, 2021)."
            ),
        ),
        Step(
            "plan",
            ask="“{obstacle}”. If that happens, what is one small thing you will do?",
            reply=Choice(
                (
                    Option("bar", "Ask the next person what brought them", Is("obstacle", "alone")),
                    Option("host", "Ask the host whom I should meet", Is("obstacle", "alone")),
                    Option("two", "Join two people who stand open", Is("obstacle", "alone")),
                    Option("line", "Say: I know nobody here, may I join?", Is("obstacle", "start")),
                    Option("ask", "Ask the first question on my card", Is("obstacle", "start")),
                    Option("food", "Comment on the food or the talk", Is("obstacle", "start")),
                    Option("one", "Meet one new person, then come back", Is("obstacle", "known")),
                    Option("bring", "Introduce my friend to somebody new", Is("obstacle", "known")),
                    Option("pocket", "Put it away and look up", Is("obstacle", "phone")),
                    Option("card", "Read my card, then put it away", Is("obstacle", "phone")),
                    Option("short", "Have one good talk, then go home", Is("obstacle", "tired")),
                    Option("air", "Step outside for five minutes", Is("obstacle", "tired")),
                ),
                own=True,
            ),
            why=(
                "“If this happens, then I do that” helps people do what they meant to do: 642 tests, small to medium "
                "effects (Sheeran and others, 2024). Say it to yourself once on the way."
            ),
            when=Given("obstacle"),
        ),
    ),
)
