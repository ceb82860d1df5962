"""What must be true after what one person sent. It is worked out here, plainly, without asking the product.

A diary knows the questions of four dialogues by heart and the few words that steer them. It knows neither the engine
nor the database; whatever both sides agree on was therefore said twice, independently.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.bot.questions import DAYS_AHEAD, REMINDER, SKIPPED, TICKED, Fragments
from tests.bot.told import BY, Meeting, Told, iso

MET = re.compile(r"/met (?P<name>[\w ]+), (?P<rest>.+)")


class Diary:
    """Follows one person. `said` is all that the coach has to say, in order; `bottom` what stands at the bottom."""

    def __init__(self, now: datetime) -> None:
        """`now` is the person's local time, roughly: what is told of lies hours before it or behind."""
        self._now = now
        self.dialogues: list[Told] = []
        self.events: list[Meeting] = []
        self.captured: list[str] = []
        self.pledged: list[tuple[str, str | None]] = []
        """What was promised in a line about somebody, and by which day."""

        self.said: list[Fragments] = []
        self.bottom: Fragments = ()

    @property
    def people(self) -> list[str]:
        """Everybody who was met."""
        return [*self.captured, *(name for told in self.dialogues for name in told.people)]

    @property
    def promises(self) -> list[tuple[str, str | None]]:
        """Everything that was promised, by which day."""
        return [*self.pledged, *(promise for told in self.dialogues for promise in told.promises())]

    def sent(self, text: str, *, tapped: bool) -> None:
        """The person wrote this, or tapped the button with this label."""
        steers: dict[str, Callable[[], None]] = {
            "/start": self._start,
            "/prep": lambda: self._prepare(self._soonest()),
            "/debrief": lambda: self._take_up("after_event"),
            "Get ready now": lambda: self._prepare(self.events[-1]),
            "Go on": lambda: self._take_up(self.dialogues[-1].script),
            "Tell you now": lambda: self._take_up("after_event"),
            "back": lambda: self._back(tapped=tapped),
            "why": lambda: self._ask(tapped=tapped),
            "skip": lambda: self._answer(SKIPPED),
            "later": self._leave,
            "that's it": lambda: self._answer(" · ".join(self.dialogues[-1].ticking)),
        }
        word = text if text in steers else text.strip("‹ ?").casefold()
        place = self._open().place if self.dialogues else None
        if text.startswith("/event "):
            self._begin(Told("new_event"), text.removeprefix("/event "))
        elif found := MET.match(text):
            self._meet(found["name"], found["rest"])
        elif word in steers:
            steers[word]()
        elif tapped and place in TICKED:
            self._tick(place, text)
        else:
            self._answer(text)

    def _open(self) -> Told:
        """The dialogue that is on, or else the last one."""
        return next((told for told in self.dialogues if told.state == "open"), self.dialogues[-1])

    def _start(self) -> None:
        self._say("I am Rapport")
        self._begin(Told("set_up"))

    def _soonest(self) -> Meeting:
        return min((each for each in self.events if each.end > self._now), key=lambda each: each.start)

    def _prepare(self, meeting: Meeting) -> None:
        left = (told for told in self.dialogues if told.script == "before_event" and told.state == "parked")
        same = next((told for told in left if told.about is meeting), None)
        if same:
            self._take_up("before_event")
        else:
            self._begin(Told("before_event", meeting))

    def _take_up(self, script: str) -> None:
        """Go on with what was left."""
        left = next(told for told in self.dialogues if told.script == script and told.state == "parked")
        left.state = "open"
        self._ask()

    def _begin(self, told: Told, answer: str | None = None) -> None:
        self.dialogues.append(told)
        if answer is None:
            self._ask()
        else:
            self._answer(answer)

    def _ask(self, *, tapped: bool = False) -> None:
        """A question stands at the bottom: as a new message, or in place of the one that was tapped."""
        told = self._open()
        if told.place is None:
            self._end(told)
        elif tapped:
            self.bottom = told.question
        else:
            self._say(*told.question)

    def _answer(self, text: str) -> None:
        told = self._open()
        place = told.place
        assert place is not None, f"nothing was asked: {text}"
        told.ticking.clear()
        told.answers[place] = text if text == SKIPPED else self._understood(told, place, text)
        told.aside.pop(place, None)
        if place == "zone":
            self._say(f"Noted: {text}")
        if place == "people":
            self._say(f"Noted: {told.answers[place]}")
        self._ask()

    def _understood(self, told: Told, place: str, text: str) -> str:
        match place.rpartition("/")[2]:
            case "line":
                told.about = Meeting.in_line(text)
                told.is_over = told.about.end < self._now
                return told.about.title
            case "people":
                return text.replace(" and ", ", ")
            case "touch" | "due":
                return (self._now.date() + timedelta(days=DAYS_AHEAD[text])).isoformat()
            case "help" if found := BY.fullmatch(text):
                return f"{found['words']} by {iso(found['day'])}"
            case _:
                return text

    def _meet(self, name: str, rest: str) -> None:
        """A line about somebody; the last thing in it may be a promise with a day."""
        self.captured.append(name)
        found = BY.fullmatch(rest.rsplit(", ", maxsplit=1)[-1])
        self.pledged += [(found["words"], iso(found["day"]))] if found else []
        self._say(f"Noted <b>{name}", f"Noted {name}")

    def _tick(self, place: str, label: str) -> None:
        told = self._open()
        told.ticking.append(label)
        told.answers[place] = " · ".join(told.ticking)

    def _back(self, *, tapped: bool) -> None:
        told = self._open()
        place, words = told.answers.popitem()
        told.aside[place] = words
        self._ask(tapped=tapped)

    def _leave(self) -> None:
        self._open().state = "parked"
        self._say("Kept:")

    def _end(self, told: Told) -> None:
        told.state = "ended"
        match told.script:
            case "set_up":
                self._say("You are set")
                if told.answers["next"] == "Yes, add it":
                    self._begin(Told("new_event"))
                else:
                    self._say("No event is ahead")
            case "new_event":
                self._add(told.about)
            case "before_event" if told.about:
                told.about.prepared = True
                self._say("You are ready", "That is your prep")
                self._say(told.about.title)
            case "after_event" if told.about:
                told.about.debriefed = True
                self._say("You met")
                self._remind()

    def _add(self, meeting: Meeting | None) -> None:
        assert meeting
        self.events.append(meeting)
        if meeting.end < self._now:
            self._say("is noted. Now to the people")
            self._say("Names will do")
            self._begin(Told("after_event", meeting))
        else:
            self._say("is in. ")
            self._remind()

    def _remind(self) -> None:
        """What was left for something else is offered again when that is done."""
        if any(told.state == "parked" for told in self.dialogues):
            self.said.append((REMINDER,))

    def _say(self, *fragments: str) -> None:
        self.said.append(fragments)
        self.bottom = fragments
