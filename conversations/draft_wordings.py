"""The sentences drafts are made of, as data; which of them are used is decided in drafts."""

from enum import StrEnum
from typing import Final

from conversations.jottings import Shape


class Occasion(StrEnum):
    """Why one writes."""

    FOLLOW_UP = "follow_up"
    PROMISE_KEPT = "promise_kept"
    THANKS = "thanks"
    CHECK_IN = "check_in"
    INTRODUCTION_ASKED = "introduction_asked"


class Tone(StrEnum):
    """How one writes."""

    WARM = "warm"
    BRIEF = "brief"
    FORMAL = "formal"


Wordings = tuple[str, ...]

GREETINGS: Final = {Tone.WARM: "Hi{name},", Tone.BRIEF: "Hi{name},", Tone.FORMAL: "Dear{name},"}
FAREWELLS: Final = {Tone.WARM: "Warm wishes", Tone.BRIEF: "", Tone.FORMAL: "Kind regards"}

OPENINGS: Final[dict[tuple[Occasion, Tone], Wordings]] = {
    (Occasion.FOLLOW_UP, Tone.WARM): (
        "It was good to talk with you{where}.",
        "I am glad we got to talk{where}.",
        "I enjoyed our talk{where}.",
    ),
    (Occasion.FOLLOW_UP, Tone.BRIEF): ("Good to meet you{where}.", "I enjoyed our talk{where}."),
    (Occasion.FOLLOW_UP, Tone.FORMAL): (
        "It was a pleasure to meet you{where}.",
        "Thank you for our conversation{where}.",
    ),
    (Occasion.PROMISE_KEPT, Tone.WARM): (
        "I have kept what I promised you{where}.",
        "I kept my word from our talk{where}.",
    ),
    (Occasion.PROMISE_KEPT, Tone.BRIEF): ("Done, as promised{where}.", "Here is what I promised you{where}."),
    (Occasion.PROMISE_KEPT, Tone.FORMAL): (
        "I am writing to keep the promise I made{where}.",
        "I have done what I promised you{where}.",
    ),
    (Occasion.THANKS, Tone.WARM): (
        "Thank you for the time you gave me{where}.",
        "I wanted to thank you for our talk{where}.",
    ),
    (Occasion.THANKS, Tone.BRIEF): ("Thank you for our talk{where}.", "Thanks again for your time{where}."),
    (Occasion.THANKS, Tone.FORMAL): (
        "I would like to thank you for your time{where}.",
        "Thank you very much for our conversation{where}.",
    ),
    (Occasion.CHECK_IN, Tone.WARM): ("I thought of our talk{where} today.", "You came to my mind today."),
    (Occasion.CHECK_IN, Tone.BRIEF): ("I thought of our talk{where}.", "How are things with you?"),
    (Occasion.CHECK_IN, Tone.FORMAL): (
        "I thought back to our conversation{where}.",
        "I hope you have been well.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.WARM): (
        "I still think of our talk{where}. Is there somebody you think I should meet?",
        "Since our talk{where} I have wondered: whom of the people you know should I talk to next?",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.BRIEF): (
        "I enjoyed our talk{where}. Is there somebody you think I should meet?",
        "After our talk{where}: whom would you suggest I talk to next?",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.FORMAL): (
        "After our conversation{where}, may I ask whether there is somebody you would introduce me to?",
        "May I ask you for a suggestion after our conversation{where}: whom should I talk to next?",
    ),
}

CLOSINGS: Final[dict[tuple[Occasion, Tone], Wordings]] = {
    (Occasion.FOLLOW_UP, Tone.WARM): (
        "I would be glad to hear more.",
        "Shall we find an hour for a coffee?",
        "I hope we go on talking.",
    ),
    (Occasion.FOLLOW_UP, Tone.BRIEF): ("Let us stay in touch.", "Talk soon, I hope."),
    (Occasion.FOLLOW_UP, Tone.FORMAL): ("I would be glad to stay in touch.", "I look forward to talking again."),
    (Occasion.PROMISE_KEPT, Tone.WARM): ("I hope it helps.", "Tell me if it was of use."),
    (Occasion.PROMISE_KEPT, Tone.BRIEF): ("I hope it helps.", "Tell me if it is of use."),
    (Occasion.PROMISE_KEPT, Tone.FORMAL): ("I hope it is of use to you.", "Please tell me if I can add anything."),
    (Occasion.THANKS, Tone.WARM): (
        "It helped me more than you may think.",
        "If there is ever something I can do for you, tell me.",
    ),
    (Occasion.THANKS, Tone.BRIEF): ("It helped.", "I am grateful."),
    (Occasion.THANKS, Tone.FORMAL): ("It was a great help to me.", "I would be glad to return the favour."),
    (Occasion.CHECK_IN, Tone.WARM): (
        "How are you? No hurry to answer.",
        "How has it been going? I would love to hear.",
        "What are you up to these days?",
    ),
    (Occasion.CHECK_IN, Tone.BRIEF): ("How is it going?", "Hope all is well."),
    (Occasion.CHECK_IN, Tone.FORMAL): (
        "I would be glad to hear how you are.",
        "I hope to hear from you when it suits you.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.WARM): (
        "Only if it feels right, and there is no hurry.",
        "A no is perfectly fine.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.BRIEF): ("No hurry.", "Only if it suits you."),
    (Occasion.INTRODUCTION_ASKED, Tone.FORMAL): (
        "Only if it suits you, of course.",
        "I would understand if it does not suit you.",
    ),
}

SINCE: Final[dict[Tone, Wordings]] = {
    Tone.WARM: (
        "It has been {since} since we talked, and I thought of you.",
        "We last talked {since} ago, and you came to my mind.",
    ),
    Tone.BRIEF: ("It has been {since} since we talked.", "We last talked {since} ago."),
    Tone.FORMAL: ("It has been {since} since our last conversation.", "We last spoke {since} ago."),
}

SAID: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I keep thinking of what you told me about {note}.", "I remember what you said about {note}."),
    Shape.CLAUSE: ("I remember that {note}.", "It stayed with me that {note}."),
}
"""A note of another shape is left out: nobody quotes a notebook to a friend."""
OWED: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I have not forgotten what I promised: {note}.", "I still owe you what I promised: {note}."),
    Shape.CLAUSE: ("I have not forgotten what I promised you.", "I still owe you what I promised."),
    Shape.ACTION: ("I have not forgotten that I promised to {note}.", "I still mean to {note}, as promised."),
    Shape.OTHER: ("I have not forgotten what I promised you.", "I still owe you what I promised."),
}
SHARED: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I liked hearing about {note}.",),
    Shape.CLAUSE: ("I was glad to learn that {note}.",),
}
KEPT: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("Here is what I promised: {note}.", "As promised: {note}."),
    Shape.CLAUSE: ("I kept what I promised you.",),
    Shape.ACTION: ("I promised to {note}, and now it is done.", "I promised to {note}, and I have."),
    Shape.OTHER: ("I kept what I promised you.", "What I promised, I have done."),
}
OFFERED: Final[dict[Shape, Wordings]] = {
    Shape.ACTION: (
        "You kindly offered to {note}, and I would be glad of it.",
        "If you would still like to {note}, I would be glad.",
    ),
    Shape.OTHER: ("You kindly offered me an introduction, and I would be glad of it.",),
}
