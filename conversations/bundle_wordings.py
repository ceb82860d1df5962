"""The sentences that messages about people are made of, as data; which of them are used is decided in bundle_texts."""

from typing import Final

from conversations.effects import NudgeKind
from conversations.facts import IntroductionState

FOLLOW_UP_WHY: Final = (
    "you met{where}; a first line is easiest now",
    "you met{where}; a line soon after is nearly always welcome",
)
LATE_FOLLOW_UP_WHY: Final = (
    "you met{where} {length} ago; a first line can be short",
    "you met{where} {length} ago; two sentences are enough",
)
"""Once the days after the meeting are over."""
AGAIN_WHY: Final = (
    "I brought this up on {day}; perhaps today fits better",
    "once more after {day}, in case that day was full",
)

ASKED_WHY: Final = "brought up three times"
ASKING: Final = (
    "There was no moment for {name} so far, and that is all right. {choice}",
    "Perhaps {name} can wait, and that is all right. {choice}",
)
ASKING_ABOUT_A_THING: Final = (
    "There was no moment for it so far, and that is all right. {choice}",
    "Three times now, and perhaps it has had its time. {choice}",
)
CHOICE: Final = "Keep to it, less often, or stop?"
CHOICE_AT_THE_SLOWEST: Final = "Keep to it, or stop?"
CHOICE_ABOUT_A_THING: Final = "Keep it, or let it go?"

SUGGEST_A_DAY: Final = "→ Suggest a day for a coffee or a call."
"""Not said while a day is planned."""
STEPS: Final[dict[NudgeKind, tuple[str, ...]]] = {
    NudgeKind.FOLLOW_UP: (
        "→ Send a line that only {name} could get from you.",
        "→ Write two sentences now and leave the rest for later.",
        "→ Say what stayed with you, and ask one question.",
    ),
    NudgeKind.CHECK_IN: (
        "→ Ask {name} how things have gone since.",
        "→ Send something that made you think of {name}.",
        SUGGEST_A_DAY,
    ),
    NudgeKind.AGAIN: (
        "→ A single sentence is enough.",
        "→ A voice note of twenty seconds counts, too.",
        "→ If you have written already, tap Done, and I count from there.",
    ),
}
OWING: Final = (
    "→ Do what you promised, or say when you will.",
    "→ If it takes five minutes, now is a good time; if not, name a day.",
)
OWED_TO_ME: Final = (
    "→ A friendly question is fine.",
    "→ Ask kindly; most people are glad to be reminded.",
)
PLANNED_STEP: Final = "→ As you planned: {how}"

ASKED_ABOUT_THEIRS: Final = (
    "{name}, how are things with what you wanted to send me? No hurry.",
    "{name}, may I ask how it is going with what we talked about?",
)

NEXT_STEP: Final[dict[IntroductionState, tuple[str, str]]] = {
    IntroductionState.ASKED_A: ("→ Ask {a} first about meeting {b}.", "I asked {a}"),
    IntroductionState.ASKED_B: ("→ Once {a} said yes, ask {b}.", "I asked {b}"),
    IntroductionState.AGREED: ("→ Wait for both to say yes, or ask once more.", "Both said yes"),
    IntroductionState.INTRODUCED: ("→ Both said yes: bring them together in one message.", "They are in touch"),
    IntroductionState.THANKED: ("→ Hear how it went; a word of thanks closes it.", "Thanked, closed"),
}
"""By the station that comes next: what it takes, and the button that says it was reached."""

NEXT_STEP_TO_ME: Final[dict[IntroductionState, tuple[str, str]]] = {
    IntroductionState.ASKED_A: ("→ Ask {a} whether the offer still stands.", "I asked {a}"),
    IntroductionState.INTRODUCED: ("→ {a} knows that you would like it; a kind reminder is fine.", "We are in touch"),
    IntroductionState.THANKED: ("→ Tell {a} how it went, and say thank you.", "I thanked {a}"),
}

TO_FORWARD: Final[dict[IntroductionState, tuple[str, ...]]] = {
    IntroductionState.ASKED_A: (
        "{a}, I know somebody you might enjoy meeting: {b}. May I put you two in touch?",
        "{a}, when I talked with {b} I thought of you. Would you like to meet? A no is fine.",
    ),
    IntroductionState.ASKED_B: (
        "{hello}I told {a} about you, and I think you two would enjoy a talk. May I put you in touch?",
        "{hello}I thought of you when I talked with {a}. May I introduce you to each other?",
    ),
    IntroductionState.AGREED: ("{a}, may I still put you and {b} in touch? Whenever it suits you.",),
    IntroductionState.INTRODUCED: (
        "{a}, meet {b}. {back}I am glad to bring you together, and leave the rest to you.",
        "{a}, this is {b}, as promised. {back}I think you two should talk.",
    ),
    IntroductionState.THANKED: ("{a}, how did it go with {b}? I would love to hear.",),
}
"""Words to send on. {hello} and {back} speak to the other one by name, and are left out where no name is known."""

THANKS_TO_ME: Final = (
    "{a}, thank you for putting us in touch. This is how it went: …",
    "{a}, thank you for the introduction. It meant a lot to me. We have talked, and …",
)

ADVICE_STEP: Final = (
    "→ Tell whoever said it what became of it.",
    "→ Send whoever said it one sentence about what you tried.",
)
ADVICE_WORDS: Final = (
    "Your advice stayed with me. I tried it, and here is what came of it: …",
    "You told me something useful when we met. This is what I made of it: …",
)
FORWARD_STEP: Final = (
    "→ Give a quarter of an hour to somebody who is where you once were.",
    "→ Think of one person it would help this week, and ask them.",
)
FORWARD_WORDS: Final = (
    "I have half an hour free this week. Is there something I could help you with?",
    "Somebody once did this for me, and I would like to pass it on: may I …?",
)
