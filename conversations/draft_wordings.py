"""The sentences drafts are made of, as data; which of them are used is decided in drafts.

They say only what is certain: not that somebody was on one's mind, not that something helped, not that it was a joy.
"""

from enum import StrEnum
from typing import Final

from conversations.draft_deeds import DeedKind
from conversations.jottings import Shape


class Occasion(StrEnum):
    """Why one writes."""

    FOLLOW_UP = "follow_up"
    PROMISE_KEPT = "promise_kept"
    THANKS = "thanks"
    CHECK_IN = "check_in"
    ADVICE_USED = "advice_used"
    INTRODUCTION_ASKED = "introduction_asked"  # they offered it: does the offer still stand?
    INTRODUCTION_OFFERED = "introduction_offered"  # would they like to meet somebody of mine?
    INTRODUCTION_MADE = "introduction_made"  # to both, once both said yes
    INTRODUCTION_THANKS = "introduction_thanks"  # they put me in touch


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
        "I enjoyed talking with you{where}.",
    ),
    (Occasion.FOLLOW_UP, Tone.BRIEF): ("Good to meet you{where}.", "I enjoyed our talk{where}."),
    (Occasion.FOLLOW_UP, Tone.FORMAL): (
        "It was a pleasure to meet you{where}.",
        "I was glad to meet you{where}.",
    ),
    (Occasion.PROMISE_KEPT, Tone.WARM): ("I have not forgotten what I promised you.",),
    (Occasion.PROMISE_KEPT, Tone.BRIEF): ("I have not forgotten what I promised you.",),
    (Occasion.PROMISE_KEPT, Tone.FORMAL): ("I have not forgotten what I promised you.",),
    (Occasion.THANKS, Tone.WARM): (
        "Thank you for the time you took for me{where}.",
        "I wanted to thank you for our talk{where}.",
    ),
    (Occasion.THANKS, Tone.BRIEF): ("Thank you for our talk{where}.", "Thank you for your time{where}."),
    (Occasion.THANKS, Tone.FORMAL): (
        "I would like to thank you for your time{where}.",
        "Thank you very much for our conversation{where}.",
    ),
    (Occasion.CHECK_IN, Tone.WARM): ("I wanted to say hello.", "I hope you have been well."),
    (Occasion.CHECK_IN, Tone.BRIEF): ("A short hello from me.", "I hope you are well."),
    (Occasion.CHECK_IN, Tone.FORMAL): ("I hope you have been well.", "I would like to ask how you have been."),
    (Occasion.ADVICE_USED, Tone.WARM): (
        "I wanted you to know that I took {advice}.",
        "I took {advice}, and I wanted to tell you.",
    ),
    (Occasion.ADVICE_USED, Tone.BRIEF): ("I took {advice}.", "A short note: I took {advice}."),
    (Occasion.ADVICE_USED, Tone.FORMAL): (
        "I would like to let you know that I followed {advice}.",
        "I followed {advice}, and I wanted you to know.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.WARM): (
        "I enjoyed our talk{where}. Is there somebody you think I should meet?",
        "I enjoyed our talk{where}. May I ask whom you would talk to next in my place?",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.BRIEF): (
        "I enjoyed our talk{where}. Is there somebody you think I should meet?",
        "One question after our talk{where}: whom would you talk to next in my place?",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.FORMAL): (
        "After our conversation{where}, may I ask whether there is somebody you would introduce me to?",
        "May I ask you one thing after our conversation{where}: whom would you talk to next in my place?",
    ),
    (Occasion.INTRODUCTION_OFFERED, Tone.WARM): (
        "Would you like to meet {other}?",
        "May I introduce you to {other}?",
        "I would like to put you in touch with {other}, if you like the idea.",
    ),
    (Occasion.INTRODUCTION_OFFERED, Tone.BRIEF): (
        "May I put you in touch with {other}?",
        "Would you like to meet {other}?",
    ),
    (Occasion.INTRODUCTION_OFFERED, Tone.FORMAL): (
        "May I introduce you to {other}?",
        "I would like to introduce you to {other}, if you agree.",
    ),
    (Occasion.INTRODUCTION_MADE, Tone.WARM): (
        "{name}, this is {other}. {called}, this is {name}.",
        "I am glad to bring you two together: {name}, meet {other}; {called}, meet {name}.",
    ),
    (Occasion.INTRODUCTION_MADE, Tone.BRIEF): ("{name}, meet {other}. {called}, meet {name}.",),
    (Occasion.INTRODUCTION_MADE, Tone.FORMAL): (
        "I would like to introduce you to each other: {name}, this is {other}; {called}, this is {name}.",
    ),
    (Occasion.INTRODUCTION_THANKS, Tone.WARM): (
        "Thank you for {introduction}.",
        "I wanted to thank you for {introduction}.",
    ),
    (Occasion.INTRODUCTION_THANKS, Tone.BRIEF): (
        "Thank you for {introduction}.",
        "A short note to thank you for {introduction}.",
    ),
    (Occasion.INTRODUCTION_THANKS, Tone.FORMAL): (
        "Thank you very much for {introduction}.",
        "I would like to thank you for {introduction}.",
    ),
}
LATE: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("We met{where}, and it has been {since} since we were last in touch.",),
    Tone.BRIEF: ("We met{where}, and it has been {since} since we were in touch.",),
    Tone.FORMAL: ("We met{where}, and it has been {since} since we were last in touch.",),
}
"""A follow-up after a fortnight, when nobody writes "good to meet you" any more."""
SINCE: Final[dict[Tone, Wordings]] = {
    Tone.WARM: (
        "It has been {since} since we were last in touch, and I wanted to say hello.",
        "A hello from me, {since} after we were last in touch.",
    ),
    Tone.BRIEF: ("It has been {since} since we were in touch.", "A hello, {since} after we were last in touch."),
    Tone.FORMAL: ("It has been {since} since we were last in touch.",),
}
FACELESS: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("I would like you two to meet.", "I am glad to bring you two together."),
    Tone.BRIEF: ("I would like you two to meet.",),
    Tone.FORMAL: ("I would like to introduce you to each other.",),
}
"""To two people of whom nothing is known to call them by."""
PRESENTED: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("I would like you to meet {other}.",),
    Tone.BRIEF: ("I would like you to meet {other}.",),
    Tone.FORMAL: ("I would like to introduce you to {other}.",),
}
"""To two people when one of them has no name that is known: "my old boss"."""
SOMEBODY: Final = "somebody I know"
INTRODUCTION_TO: Final = "the introduction to {other}"
INTRODUCTION: Final = "the introduction"

CLOSINGS: Final[dict[tuple[Occasion, Tone], Wordings]] = {
    (Occasion.FOLLOW_UP, Tone.WARM): (
        "I hope we stay in touch.",
        "Would you like to go on talking over a coffee one of these days?",
        "If you like, let us have a coffee one of these days.",
    ),
    (Occasion.FOLLOW_UP, Tone.BRIEF): ("Let us stay in touch.", "Talk again soon, I hope."),
    (Occasion.FOLLOW_UP, Tone.FORMAL): ("I would be glad to stay in touch.", "I look forward to talking again."),
    (Occasion.PROMISE_KEPT, Tone.WARM): ("Would you still like that?", "Does it still suit you?"),
    (Occasion.PROMISE_KEPT, Tone.BRIEF): ("Would you still like that?", "Does it still suit you?"),
    (Occasion.PROMISE_KEPT, Tone.FORMAL): ("Please tell me whether it still suits you.",),
    (Occasion.THANKS, Tone.WARM): (
        "If there is ever something I can do for you, tell me.",
        "If I can help you with something one day, tell me.",
    ),
    (Occasion.THANKS, Tone.BRIEF): ("If I can ever help, tell me.", "If I can do something for you, tell me."),
    (Occasion.THANKS, Tone.FORMAL): (
        "I would be glad to help if I ever can.",
        "Please tell me if there is something I can do for you.",
    ),
    (Occasion.CHECK_IN, Tone.WARM): (
        "How have things been? No hurry to answer.",
        "How are things with you now?",
        "What are you up to these days?",
    ),
    (Occasion.CHECK_IN, Tone.BRIEF): ("How are things?", "How is it going?"),
    (Occasion.CHECK_IN, Tone.FORMAL): (
        "I would be glad to hear how things are going.",
        "I would like to hear from you when it suits you.",
    ),
    (Occasion.ADVICE_USED, Tone.WARM): (
        "If you like, I will tell you how it went.",
        "I will gladly tell you more when we talk.",
    ),
    (Occasion.ADVICE_USED, Tone.BRIEF): ("Thank you for it.", "Thank you, and more when we talk."),
    (Occasion.ADVICE_USED, Tone.FORMAL): (
        "I would be glad to tell you how it went.",
        "If it is of interest, I will gladly tell you more.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.WARM): (
        "Only if it suits you, and there is no hurry.",
        "A no is fine, too.",
    ),
    (Occasion.INTRODUCTION_ASKED, Tone.BRIEF): ("No hurry.", "Only if it suits you."),
    (Occasion.INTRODUCTION_ASKED, Tone.FORMAL): (
        "I would understand if it does not suit you.",
        "There is no hurry.",
    ),
    (Occasion.INTRODUCTION_OFFERED, Tone.WARM): ("A no is fine, too.", "I will do nothing before I hear from you."),
    (Occasion.INTRODUCTION_OFFERED, Tone.BRIEF): ("A yes or a no will do.", "A no is fine, too."),
    (Occasion.INTRODUCTION_OFFERED, Tone.FORMAL): (
        "I will do nothing before I hear from you.",
        "Please tell me whether that would suit you.",
    ),
    (Occasion.INTRODUCTION_MADE, Tone.WARM): ("I leave the rest to you.", "From here on it is yours."),
    (Occasion.INTRODUCTION_MADE, Tone.BRIEF): ("I leave the rest to you.", "The rest is yours."),
    (Occasion.INTRODUCTION_MADE, Tone.FORMAL): ("I leave it to you to find a time to talk.",),
    (Occasion.INTRODUCTION_THANKS, Tone.WARM): (
        "I will gladly tell you more when we talk.",
        "I would be glad to do the same for you one day.",
    ),
    (Occasion.INTRODUCTION_THANKS, Tone.BRIEF): (
        "I would gladly do the same for you.",
        "More when we talk.",
    ),
    (Occasion.INTRODUCTION_THANKS, Tone.FORMAL): (
        "I would gladly do the same for you.",
        "I will gladly tell you more when we talk.",
    ),
}
PLANNED_CLOSINGS: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("I hope we stay in touch.", "I would like to go on talking."),
    Tone.BRIEF: ("Let us stay in touch.", "Talk again soon, I hope."),
    Tone.FORMAL: ("I would be glad to stay in touch.", "I look forward to talking again."),
}
"""Of a first message when a coffee or a call is planned: nobody asks for what is arranged."""

SAID: Final[dict[Occasion, dict[Shape, Wordings]]] = {
    Occasion.FOLLOW_UP: {
        Shape.THING: (
            "Thank you for telling me about {note}.",
            "I remember what you told me about {note}.",
        ),
        Shape.CLAUSE: (
            "You told me that {note}, and I am curious to hear more.",
            "You mentioned that {note}, and I would like to hear more about it.",
        ),
    },
    Occasion.THANKS: {
        Shape.THING: ("I remember what you told me about {note}.",),
        Shape.CLAUSE: ("I remember you telling me that {note}.",),
    },
    Occasion.CHECK_IN: {
        Shape.THING: ("When we talked{where}, you told me about {note}.", "When we met{where}, you spoke of {note}."),
        Shape.CLAUSE: ("When we talked{where}, you said that {note}.", "When we met{where}, you said that {note}."),
    },
}
"""A note of another shape is left out: nobody quotes a notebook to a friend."""
SAID_OF_BOTH: Final[Wordings] = ("I was glad to find that {note}.", "It was good to find that {note}.")
"""Of what begins with "we": we both have twins."""
NOTED: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I would like to hear more about {note}.",),
    Shape.CLAUSE: (
        "I remember that {note}, and I would like to hear more.",
        "You mentioned that {note}, and I would like to hear more.",
    ),
}
"""Of what was noted while talking: who told it, and when, is not certain for a thing."""
OWED_THING: Final[Wordings] = ("I have not forgotten {thing}.", "I have not forgotten {thing} I promised you.")
OWED: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I have not forgotten about {note}.",),
    Shape.ACTION: ("I have not forgotten that I promised to {note}.", "I remember that I promised to {note}."),
}
OWED_SOMEHOW: Final[Wordings] = (
    "I have not forgotten what I promised you.",
    "I remember what I promised you.",
)
"""A promise that no sentence can be made of."""
SHARED: Final[dict[Shape, Wordings]] = {
    Shape.THING: ("I was glad to hear about {note}.",),
    Shape.CLAUSE: ("I was glad to learn that {note}.", "It was good to learn that {note}."),
}
WRITTEN_DOWN: Final[Wordings] = ("I wrote down {advice}.", "I made a note of {advice}.")
THANKED_FOR_THE_TALK: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("Thank you for it, and for our talk{where}.",),
    Tone.BRIEF: (),
    Tone.FORMAL: ("Thank you for it, and for our conversation{where}.",),
}
ENOUGH_TO_TALK_ABOUT: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("I think you two would have a lot to talk about.", "I think a talk would be good for both of you."),
    Tone.BRIEF: (),
    Tone.FORMAL: ("I think a conversation would be good for both of you.",),
}
"""Said when no reason for an introduction is certain."""

HERE: Final[dict[Tone, Wordings]] = {
    Tone.WARM: ("Here {be} {thing}, as promised.", "As promised, here {be} {thing}."),
    Tone.BRIEF: ("Here {be} {thing}, as promised.", "As promised: {thing}."),
    Tone.FORMAL: ("As promised, I am sending you {thing}.", "I am sending you {thing}, as I promised."),
}
KEPT: Final[Wordings] = ("As promised, {deed}.", "{deed}, as I promised.")
KEPT_CLOSINGS: Final[dict[DeedKind, dict[Tone, Wordings]]] = {
    DeedKind.HANDED: {
        Tone.WARM: ("I hope this helps.", "Tell me if this is of use."),
        Tone.BRIEF: ("I hope this helps.", "Tell me if this is of use."),
        Tone.FORMAL: ("I hope this is of use to you.", "Please tell me if I can add anything."),
    },
    DeedKind.WRITTEN: {
        Tone.WARM: ("Answer when it suits you.", "How are things with you?"),
        Tone.BRIEF: ("Answer when it suits you.", "How are things?"),
        Tone.FORMAL: ("I would be glad to hear from you when it suits you.",),
    },
    DeedKind.BROUGHT: {
        Tone.WARM: ("Would you like that?", "Would that suit you?"),
        Tone.BRIEF: ("Would you like that?", "Would that suit you?"),
        Tone.FORMAL: ("Please tell me whether that would suit you.",),
    },
    DeedKind.MEETING: {
        Tone.WARM: ("When would suit you?", "Which day would suit you?"),
        Tone.BRIEF: ("When would suit you?", "Which day would suit you?"),
        Tone.FORMAL: ("When would suit you?", "Please tell me when it would suit you."),
    },
    DeedKind.DONE: {
        Tone.WARM: ("I will gladly tell you more.", "Ask me if you want to know more."),
        Tone.BRIEF: ("More when we talk.", "Ask me if you want to know more."),
        Tone.FORMAL: ("I will gladly tell you more.", "Please ask me if you would like to know more."),
    },
}
OFFERED: Final[dict[Tone, Wordings]] = {
    Tone.WARM: (
        "You offered to {note}, and I would like to take you up on it.",
        "You offered to {note}, and I would be glad if you did.",
    ),
    Tone.BRIEF: ("You offered to {note}, and I would like that.", "Is your offer to {note} still open?"),
    Tone.FORMAL: (
        "You offered to {note}, and I would be grateful if you did.",
        "May I come back to your offer to {note}?",
    ),
}
OFFERED_SOMEHOW: Final = "make an introduction for me"
