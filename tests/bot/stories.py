"""What people send, one thing after the other: words are unique to person and question, digressions come by chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.bot.questions import QUESTIONS

CITIES = ("Lisbon", "Berlin", "Oslo", "Vienna", "Madrid")
PREP = tuple(QUESTIONS["before_event"])
RIGHT = "Yes, that’s right"
TAPPED = {
    "goal": ("Learning",),
    "questions": ("What brought you here?", "What surprised you lately?", "That's it"),
    "obstacle": ("Standing alone",),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing a person sends: words, or a tap on the button with this label.

    With `after`, only once a nudge of that kind came; a tap is on that message then.
    """

    text: str
    tapped: bool = False
    after: str = ""


def short_story(name: str, chance: Random, today: date, *, taps: bool) -> Iterator[Sent]:
    """Set-up, an event, getting ready for it, another event."""
    yield Sent("/start")
    yield Sent("Berlin", taps) if taps else Sent(chance.choice(CITIES))
    yield Sent("Yes", taps)
    yield Sent(chance.choice(("08:00", "12:00")), taps) if chance.random() < 0.8 else steer("Skip", taps=taps)
    first, second = (_ahead(name, title, today) for title in ("first", "second"))
    if chance.random() < 0.5:
        yield Sent("Yes, add it", taps)
        yield Sent(first)
    else:
        yield Sent("Just looking around", taps)
        yield Sent(f"/event {first}")
    yield Sent(RIGHT, taps)
    yield Sent("Get ready now", taps) if taps else Sent("/prep")
    yield from prep(name, chance, taps=taps)
    yield Sent(f"/event {second}")
    yield Sent(RIGHT, taps)


def prep(name: str, chance: Random, *, taps: bool) -> Iterator[Sent]:
    """The answers to a prep that has begun."""
    skipped = ""
    for place in PREP:
        if place == "plan" and skipped == "obstacle":
            return
        digression = chance.choice(("slip", "why", "later", "skip", "", "", ""))
        if digression == "skip":
            skipped = place
            yield steer("Skip", taps=taps)
            continue
        if digression == "later":
            yield steer("Later", taps=taps)
            yield Sent("Go on", tapped=True) if taps else Sent("/prep")
        elif digression and not (place == "plan" and digression == "slip"):
            yield from digress(digression, f"{name} slips at {place}", taps=taps)
        if taps and place in TAPPED:
            yield from (Sent(label, tapped=True) for label in TAPPED[place])
        else:
            yield Sent(f"{name} answer to {place}")


def digress(how: str, slip: str, *, taps: bool) -> Iterator[Sent]:
    """Say the wrong thing and take it back, or ask why."""
    if how == "slip":
        yield Sent(slip)
        yield steer("‹ Back", taps=taps)
    else:
        yield steer("Why?", taps=taps)


def steer(label: str, *, taps: bool) -> Sent:
    """The button, or its word typed."""
    return Sent(label, tapped=True) if taps else Sent(label.strip("‹ ?").lower())


def line(name: str, title: str, when: str) -> str:
    """An event in one line."""
    return f"{name} {title} gathering on {when}, hall of {name}"


def _ahead(name: str, title: str, today: date) -> str:
    day = today + timedelta(days=30 if title == "first" else 40)
    return line(name, title, f"{day:%d.%m.%Y} 18:00")
