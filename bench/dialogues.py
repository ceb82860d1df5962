"""What people say and tap in the dialogues that are measured, word by word. Data only.

Rapport's is its set-up and the debrief of an event that is over, told by somebody who met two people there.
"""

from dataclasses import dataclass

from bench.peers.interview import QUESTIONS


@dataclass(frozen=True, slots=True)
class Step:
    """Once a message of the bot says `cue`, its reader answers: with words, or with the button that is labelled so."""

    cue: str
    answer: str
    taps: bool = False


Dialogue = tuple[Step, ...]

START = Step("", "/start")

RAPPORT: Dialogue = (
    START,
    Step("Setting up · 1", "Berlin", taps=True),
    Step("Setting up · 2", "Yes", taps=True),
    Step("Setting up · 3", "09:00", taps=True),
    Step("Setting up · 4", "I just came from one", taps=True),
    Step("Event · 1", "AI meetup yesterday 6pm, Javits Center"),
    Step("Event · 2", "Yes, I was there", taps=True),
    Step("Event · 3", "Yes, that’s right", taps=True),
    Step("Debrief · 1", "Ana and Ben"),
    Step("Ana · 1", "Climbs too, moved here from Lisbon"),
    Step("Ana · 2", "Her team drops half of its features every year"),
    Step("Ana · 3", "Send her the article on heat pumps"),
    Step("Ana · 4", "Tomorrow", taps=True),
    Step("Ana · 5", "Coffee in two weeks"),
    Step("Ana · 6", "Skip", taps=True),
    Step("Ana · 7", "No", taps=True),
    Step("Ben · 1", "Builds a robot for his daughter"),
    Step("Ben · 2", "Robots should be boring"),
    Step("Ben · 3", "Nothing for now", taps=True),
    Step("Ben · 4", "Skip", taps=True),
    Step("Ben · 5", "Skip", taps=True),
    Step("Ben · 6", "His sister, who runs a gallery"),
    Step("Debrief · 2", "Charge for the first version"),
    Step("Debrief · 3", "Ben", taps=True),
    Step("Debrief · 4", "Show the new colleague around"),
)
RAPPORT_ENDS = "You met"

INTERVIEW: Dialogue = (START, *(Step(each.heading, each.answer, each.taps) for each in QUESTIONS))
INTERVIEW_ENDS = "Thank you"

ECHO: Dialogue = (START, *(Step("", step.answer) for step in RAPPORT[1:]))
"""As many updates, all of them words: an echo has no buttons."""
