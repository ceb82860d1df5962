"""What a dialogue may refer to besides its own answers: the settings, the event, the people. Loaded, not asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.effects import Nudge
from conversations.facts import Event, Key, Note, Noted, Offer, Person, Plan, Promise, Settings
from conversations.prose import short
from conversations.timing import local_time


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around one dialogue. `now` is UTC; tuples are short, the likeliest first."""

    now: datetime
    settings: Settings
    event: Event | None = None
    person: Person | None = None
    people: tuple[Person, ...] = ()  # met before, not at this event
    present: tuple[Person, ...] = ()  # met at this event, those jotted down during it among them
    noted: tuple[Noted, ...] = ()  # about those present, before this dialogue
    offers: tuple[Offer, ...] = ()
    plans: tuple[Plan, ...] = ()  # made for this event
    promises: tuple[Promise, ...] = ()  # open ones, to or from `person`
    note: Note | None = None  # what is changed
    nudge: Nudge | None = None  # what is put off
    about: str = ""  # whom or what that nudge is about, for a sentence
    gone: frozenset[Key] = frozenset()  # people of this dialogue who were forgotten, or merged, while it was open
    next_event: Event | None = None  # the one that is on, or else the next one ahead

    @property
    def captured(self) -> tuple[Person, ...]:
        """Those jotted down during this event and not debriefed yet."""
        return tuple(person for person in self.present if person.draft)

    def noted_of(self, person: Key) -> tuple[Noted, ...]:
        """What was noted about one of those present."""
        return tuple(each for each in self.noted if each.person == person)

    @property
    def local_now(self) -> datetime:
        """The owner's naive local time."""
        return local_time(self.now, self.settings.zone)


class Stock(StrEnum):
    """Things known that a question can offer as options."""

    PEOPLE = "people"
    CAPTURED = "captured"
    PRESENT = "present"
    OFFERS = "offers"
    PLANS = "plans"
    PROMISES = "promises"
    NOTES = "notes"


def stocked(stock: Stock, known: Known) -> tuple[tuple[Key, str], ...]:
    """Key and label of each thing in stock."""
    things: dict[Stock, tuple[tuple[Key, str], ...]] = {
        Stock.PEOPLE: tuple((person.key, person.name) for person in known.people),
        Stock.CAPTURED: tuple((person.key, person.name) for person in known.captured),
        Stock.PRESENT: tuple((person.key, person.name) for person in known.present),
        Stock.OFFERS: tuple((offer.key, offer.words) for offer in known.offers),
        Stock.PLANS: tuple((plan.key, plan.action[:1].upper() + plan.action[1:]) for plan in known.plans),
        Stock.PROMISES: tuple((promise.key, promise.words) for promise in known.promises),
        Stock.NOTES: ((known.note.key, known.note.words),) if known.note else (),
    }
    return tuple((key, short(label, 60)) for key, label in things[stock])
