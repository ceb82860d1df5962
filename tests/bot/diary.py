"""What must be true after what one person sent. It is worked out here, plainly, without asking the product.

A diary knows the questions of three dialogues by heart and the few words that steer them. It knows neither the engine
nor the database; whatever both sides agree on was therefore said twice, independently.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

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
}

TICKED = frozenset({"questions", "offers", "again", "connect"})
SKIPPED = "skipped"


@dataclass
class Told:
    """One dialogue: its answers by place in the order in which they were given, and those taken back."""

    script: str
    state: str = "open"
    answers: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    ticking: list[str] = field(default_factory=list)

    def place(self) -> str | None:
        """The question that is on; None when all are answered."""
        return next((place for place in self._places() if place not in self.answers or self._is_ticking(place)), None)

    def _places(self) -> Iterator[str]:
        for place in QUESTIONS[self.script]:
            if place != "plan" or self.answers.get("obstacle") != SKIPPED:
                yield place

    def _is_ticking(self, place: str) -> bool:
        return bool(self.ticking) and place == list(self.answers)[-1]


class Diary:
    """Follows one person. `said` is all that the coach has to say, in order; `bottom` what stands at the bottom."""

    def __init__(self) -> None:
        self.dialogues: list[Told] = []
        self.events: list[str] = []
        self.said: list[Fragments] = []
        self.bottom: Fragments = ()

    def sent(self, text: str, *, tapped: bool) -> None:
        """The person wrote this, or tapped the button with this label."""
        steers: dict[str, Callable[[], None]] = {
            "/start": self._start,
            "/prep": self._prepare,
            "Get ready now": self._prepare,
            "back": lambda: self._back(tapped=tapped),
            "why": lambda: self._ask(tapped=tapped),
            "skip": lambda: self._answer(SKIPPED),
            "later": self._leave,
            "that's it": lambda: self._answer(" · ".join(self.dialogues[-1].ticking)),
        }
        word = text.strip("‹ ?").casefold() if not text.startswith(("/", "Get")) else text
        place = self.dialogues[-1].place() if self.dialogues else None
        if text.startswith("/event "):
            self._begin("new_event", text.removeprefix("/event "))
        elif word in steers:
            steers[word]()
        elif tapped and place in TICKED:
            self._tick(place, text)
        else:
            self._answer(text)

    def _start(self) -> None:
        self._say("I am Rapport")
        self._begin("set_up")

    def _prepare(self) -> None:
        left = self.dialogues[-1]
        if left.state == "parked":
            left.state = "open"
            self._ask()
        else:
            self._begin("before_event")

    def _begin(self, script: str, answer: str | None = None) -> None:
        self.dialogues.append(Told(script))
        if answer is None:
            self._ask()
        else:
            self._answer(answer)

    def _ask(self, *, tapped: bool = False) -> None:
        """A question stands at the bottom: as a new message, or in place of the one that was tapped."""
        told = self.dialogues[-1]
        place = told.place()
        if place is None:
            self._end(told)
        elif tapped:
            self.bottom = QUESTIONS[told.script][place]
        else:
            self._say(*QUESTIONS[told.script][place])

    def _answer(self, text: str) -> None:
        told = self.dialogues[-1]
        place = told.place()
        assert place is not None, f"nothing was asked: {text}"
        told.ticking.clear()
        told.answers[place] = text.partition(" on ")[0] if place == "line" else text
        told.aside.pop(place, None)
        if place == "zone":
            self._say(f"Noted: {text}")
        self._ask()

    def _tick(self, place: str, label: str) -> None:
        told = self.dialogues[-1]
        told.ticking.append(label)
        told.answers[place] = " · ".join(told.ticking)

    def _back(self, *, tapped: bool) -> None:
        told = self.dialogues[-1]
        place, words = told.answers.popitem()
        told.aside[place] = words
        self._ask(tapped=tapped)

    def _leave(self) -> None:
        self.dialogues[-1].state = "parked"
        self._say("Kept:")

    def _end(self, told: Told) -> None:
        told.state = "ended"
        match told.script:
            case "set_up" if told.answers["next"] == "Yes, add it":
                self._say("You are set")
                self._begin("new_event")
            case "set_up":
                self._say("You are set")
                self._say("No event is ahead")
            case "new_event":
                self.events.append(told.answers["line"])
                self._say("is in. I will ask once more")
            case _:
                self._say("You are ready", "That is your prep")
                self._say(self.events[0])

    def _say(self, *fragments: str) -> None:
        self.said.append(fragments)
        self.bottom = fragments
