"""An interview as long as Rapport's set-up and debrief: as many questions, taps and messages, keyboards of that size.

It is what the peers that keep a dialogue ask, each in its own way; the words are of the length of Rapport's.
"""

from dataclasses import dataclass

STEER = ("‹ Before", "Pass", "What for?", "Not now")
"""The last row of the keyboard under a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, what is said before it, the rows of its keyboard, and what people in a benchmark answer."""

    heading: str
    words: str
    answer: str
    taps: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    before: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The question as a message in Telegram's HTML."""
        return f"<i>{self.heading}</i>\n\n<b>{self.words}</b>"

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """All rows of labels, the steering one last."""
        return (*self.rows, STEER)


TOWNS = (
    ("Athens", "Boston"),
    ("Cairo", "Dublin"),
    ("Geneva", "Helsinki"),
    ("Istanbul", "Jakarta"),
    ("Kyoto", "Lima"),
    ("Madrid", "Nairobi"),
)
HOURS = (("07:00", "10:00"), ("13:00", "19:00"))
NEXT = (("I have a plan",), ("I was at one",), ("I only look",))
DAYS = (("Monday", "Tuesday"), ("Friday", "Saturday"), ("Some day",))
WEEKS = (("One week", "Two weeks"), ("Four weeks", "Eight weeks"), ("Some day",))
DONE = (("That is all about them",),)

ASKED: tuple[tuple[str, str, bool, tuple[tuple[str, ...], ...], tuple[str, ...]], ...] = (
    ("In which town do you live? Name one, or press one.", "Geneva", True, TOWNS, ("Welcome. A few questions.",)),
    ("It should be ten past eight where you live. Is it?", "It is", True, (("It is",), ("It is not",)), ("Geneva.",)),
    ("When in the day would a message suit you?", "10:00", True, HOURS, ()),
    ("Do you plan to go to a gathering soon?", "I was at one", True, NEXT, ()),
    (
        "Which gathering was it? Its name, the day, the hour and the place, in a line.",
        "Choir on Friday, town hall",
        False,
        (),
        ("Good: a message at ten, and none at night.",),
    ),
    ("Friday evening lies behind us. Were you there?", "I was", True, (("I was",), ("Another day",)), ()),
    (
        "Choir\nFriday, 18:00 to 21:00\nTown hall\n\nShall I keep it so?",
        "Keep it",
        True,
        (("Keep it",), ("Another hour",), ("Another name",), ("Another place",)),
        (),
    ),
    (
        "Whom did you get to know at the choir?",
        "Mia and Leo",
        False,
        (("No one",),),
        ("It is kept. Now for the people.", "A name is enough, and so is a nickname."),
    ),
    ("What is Mia like when she does not work?", "Sails, and keeps two old dogs", False, DONE, ("Mia and Leo.",)),
    ("What did Mia tell you that was new to you?", "Her choir sings in hospitals on Sundays", False, DONE, ()),
    (
        "Is there something that you can do for Mia?",
        "Bring her the score of the second piece",
        False,
        (("Not today",), *DONE),
        (),
    ),
    ("“Bring her the score of the second piece”: until which day?", "Friday", True, (*DAYS, *DONE), ()),
    ("When do you mean to talk to Mia again, and how?", "A walk in the first week of May", False, (*WEEKS, *DONE), ()),
    ("Who among your friends should get to know Mia?", "Pass", True, DONE, ()),
    ("Has Mia named somebody whom you should talk to?", "Nobody", True, (("Nobody",), *DONE), ()),
    ("What is Leo like when he does not work?", "Repairs clocks with his uncle", False, DONE, ()),
    ("What did Leo tell you that was new to you?", "A clock is never just late", False, DONE, ()),
    ("Is there something that you can do for Leo?", "Not today", True, (("Not today",), *DONE), ()),
    ("When do you mean to talk to Leo again, and how?", "Pass", True, (*WEEKS, *DONE), ()),
    ("Who among your friends should get to know Leo?", "Pass", True, DONE, ()),
    (
        "Has Leo named somebody whom you should talk to?",
        "His uncle, who sells violins",
        False,
        (("Nobody",), *DONE),
        (),
    ),
    ("Was there a piece of advice that you want to keep?", "Sing the low notes first", False, (), ()),
    ("From whom did you have that advice?", "Leo", True, (("Mia", "Leo"),), ()),
    (
        "To end with: which small favour could you do for a stranger this month?",
        "Carry a pram up the stairs",
        False,
        (),
        (),
    ),
)

QUESTIONS = tuple(
    Question(f"Interview, question {number} of {len(ASKED)}", *each) for number, each in enumerate(ASKED, start=1)
)

GOODBYE = (
    "<b>Thank you</b>\n\nYou got to know\n• <b>Mia</b>: sails, and keeps two old dogs\n• <b>Leo</b>: repairs clocks\n\n"
    "You want to do\n• Mia: bring her the score of the second piece, until Friday\n\n"
    "Named to you\n• Leo – his uncle, who sells violins\n\nAdvice: sing the low notes first\n"
    "For a stranger: carry a pram up the stairs\n\nNext: on Friday at 10:00 I write again."
)
AFTERWARDS = (("All people", "All favours"), ("What comes then",))
