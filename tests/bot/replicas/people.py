"""People with long stories: they tell of events on three days, get ready, debrief, note people and promise things.

Nearly everybody gets four kinds of nudges at a moment of their own around seven: about a promise for tomorrow, about
tomorrow's event, the card for an event tonight, and the debrief of one that is just over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.bot.crowd import Somebody
from tests.bot.diary import Diary
from tests.bot.questions import NOTHING, OF_EACH, SKIPPED
from tests.bot.replicas.evening import DAY, TOMORROW, ZONES, local
from tests.bot.stories import RIGHT, Sent, digress, line, prep, steer

AFTER_END = timedelta(minutes=30)
"""So long after an event's end its debrief is due."""

NOTED = ("Ana Alder", "Ben Birch", "Eve Elm", "Finn Falk")
MET = ("Cleo Crane", "Dan Drake")
TEXT = ("who", "said", "bring", "offered")
"""What is answered with words in a debrief; some of it is skipped."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a story, and how: name, city, the moment at which their nudges are due, whether they tap."""

    name: str
    city: str
    moment: datetime
    taps: bool
    chance: Random

    @property
    def hour(self) -> str:
        return f"{local(self.moment, self.city):%H:%M}"

    def says(self, label: str) -> Sent:
        """The button with this label, tapped or typed."""
        return Sent(label, self.taps)


def somebody(number: int, chance: Random, moments: tuple[datetime, ...], updates: tuple[int, int]) -> Somebody:
    """A person whose story has so many updates: at least, at most."""
    waits, taps = number % 3 > 0, number % 3 == 1
    city = "Berlin" if taps else chance.choice([*ZONES])
    teller = Teller(f"p{number:02}", city, chance.choice(moments), taps, chance)
    story = list(long_story(teller))[: chance.randint(*updates)]
    return Somebody(number, waits, story, Diary(local(teller.moment, city)))


def long_story(teller: Teller) -> Iterator[Sent]:
    """What is due at seven comes first, then preps and a debrief."""
    name, taps, first = teller.name, teller.taps, teller.chance.random() < 0.3
    yield from (Sent("/start"), teller.says(teller.city), teller.says("Yes"))
    yield from (Sent(teller.hour), teller.says("Just looking around"))
    yield Sent(f"/met {NOTED[0]}, climbs, send her the {name} list by {TOMORROW:%d.%m.%Y}")
    yield from _event(teller, "second", f"{TOMORROW:%d.%m.%Y} 20:30")
    yield from _event(teller, "third", f"{DAY:%d.%m.%Y} 22:30")
    yield from _just_over(teller)
    yield from _about(teller, 0)
    if first:  # some look back at once and need no nudge
        yield from (*_about(teller, 1), *_last_questions(teller))
    else:
        yield steer("Later", taps=taps)
    yield Sent(f"/met {NOTED[1]}, {name} bakes bread")
    yield from _ahead(teller, "fourth", 40)
    if not first:
        yield Sent("Tell you now", tapped=True, after="debrief") if taps else Sent("/debrief", after="debrief")
        yield from (*_about(teller, 1), *_last_questions(teller))
    yield Sent(f"/met {NOTED[2]}, sails, send her the {name} map by 30.11.2026")
    yield from _ahead(teller, "fifth", 50)
    yield Sent(f"/met {NOTED[3]}, {name} mends bicycles")
    yield from _ahead(teller, "sixth", 60)


def _event(teller: Teller, title: str, when: str) -> Iterator[Sent]:
    yield Sent(f"/event {line(teller.name, title, when)}")
    yield teller.says(RIGHT)


def _ahead(teller: Teller, title: str, days: int) -> Iterator[Sent]:
    """An event far ahead, and a prep: for it by its button, or for the next one by the command."""
    yield from _event(teller, title, f"{DAY + timedelta(days=days):%d.%m.%Y} 18:00")
    yield Sent("Get ready now", tapped=True) if teller.taps else Sent("/prep")
    yield from prep(f"{teller.name} {title}", teller.chance, taps=teller.taps)


def _just_over(teller: Teller) -> Iterator[Sent]:
    end = local(teller.moment - AFTER_END, teller.city)
    when = f"{DAY:%d.%m.%Y} {end - timedelta(hours=2):%H:%M}-{end:%H:%M}"
    yield Sent(f"/event {line(teller.name, 'first', when)}")
    yield from (teller.says("Yes, I was there"), teller.says(RIGHT))
    yield Sent(" and ".join(MET))


def _about(teller: Teller, number: int) -> Iterator[Sent]:
    """One of the people met, in full."""
    name, chance, taps = teller.name, teller.chance, teller.taps
    pledge = chance.choice((NOTHING, SKIPPED, "dated", "undated"))
    for place in OF_EACH:
        answer = f"{name} answer to {place} {number}"
        if place in TEXT and (digression := chance.choice(("slip", "why", "skip", "", "", ""))):
            if digression == "skip":
                yield steer("Skip", taps=taps)
                continue
            if place != "offered" or digression == "why":
                yield from digress(digression, f"{name} slips at {place} {number}", taps=taps)
        match place:
            case "help" if pledge == SKIPPED:
                yield steer("Skip", taps=taps)
            case "help" if pledge == NOTHING:
                yield teller.says(NOTHING)
            case "help":
                yield Sent(answer + (" by 30.11.2026" if pledge == "dated" else ""))
            case "due" if pledge == "undated":
                yield teller.says("In two weeks")
            case "due":
                pass
            case "touch":
                yield teller.says("In a week")
            case _:
                yield Sent(answer)


def _last_questions(teller: Teller) -> Iterator[Sent]:
    yield Sent(f"{teller.name} answer to advice")
    yield teller.says(MET[1])
    yield Sent(f"{teller.name} answer to forward")
