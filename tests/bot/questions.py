"""What the coach says, as far as a diary has to recognise it: written down by heart, not taken from the product."""

from collections.abc import Mapping

Fragments = tuple[str, ...]
"""A message of the coach is recognised by one of these."""

QUESTIONS: Mapping[str, Mapping[str, Fragments]] = {
    "set_up": {
        "zone": ("Where are you, most days",),
        "zone_ok": ("where you are. Right?",),
        "hour": ("At what time of day may I write",),
        "next": ("Is there an event coming up?",),
    },
    "new_event": {
        "line": ("What is the event?", "Tell me about the event"),
        "over": ("that is over already",),
        "right": ("Is that right?",),
    },
    "before_event": {
        "goal": ("what would make", "Imagine walking home"),
        "hopes": ("Who do you hope to meet", "Whom would you be glad to meet"),
        "questions": ("Which open questions",),
        "offers": ("What could you offer",),
        "again": ("Whom do you know there already",),
        "connect": ("Which of your people",),
        "advice": ("What advice would you ask", "what would it be about"),
        "obstacle": ("What could get in the way",),
        "plan": ("one small thing you will do",),
    },
    "after_event": {
        "people": ("Who did you meet at",),
        "advice": ("advice worth keeping",),
        "adviser": ("Who gave you that advice",),
        "forward": ("what small thing could you pass on",),
    },
}

OF_EACH: Mapping[str, Fragments] = {
    "who": ("Who is {name} beyond the job", "What is {name} like as a person", "what is {name} about"),
    "said": ("What did {name} say that", "from what {name} said", "What did you learn from {name}"),
    "help": ("Anything you promised {name}", "What could you do for {name}"),
    "due": ("by when?",),
    "touch": ("When will you write to {name}", "When should {name} hear from you"),
    "bring": ("whom {name} would enjoy meeting",),
    "offered": ("Did {name} offer to put you in touch",),
}
"""What a debrief asks about each person, between whom one met and the advice."""

NUDGES: Mapping[str, Fragments] = {
    "prepare": ("Five minutes to get ready?", "Shall we think of it for five minutes"),
    "card": ("Your card for today.",),
    "debrief": ("Tell me whom you met while it is fresh", "Who stayed in your mind?"),
    "promise": ("due tomorrow",),
}
"""What the coach begins itself, by its kind."""

REMINDER = "Still waiting for you"
"""What stands below an answer when something else was left for it; nobody has to react to it."""

TICKED = frozenset({"questions", "offers", "again", "connect"})
SKIPPED = "skipped"
NOTHING = "Nothing for now"
DAYS_AHEAD = {"Tomorrow": 1, "In a week": 7, "In two weeks": 14}
"""Buttons that stand for a day."""


def kind_of_nudge(text: str) -> str | None:
    """Which kind of nudge a message is; None when it answers something."""
    kinds = (kind for kind, fragments in NUDGES.items() if any(fragment in text for fragment in fragments))
    return next(kinds, None)
