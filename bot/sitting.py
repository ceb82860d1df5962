"""One turn being taken: what the coach has in hand while it hears one signal. It lives inside one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from conversations.effects import (
    Change,
    Effect,
    Keep,
    KeepDialogue,
    Letter,
    Mark,
    NoteBundle,
    PlanNudges,
    React,
    Record,
    Revise,
    Say,
    Screen,
    Strip,
    Toast,
    Withdraw,
)
from conversations.facts import Event, OwnerId, Person, Settings
from conversations.nudging import planned
from storage.ledger import Ledger

MOST_REPLANNED = 500
"""Subjects whose nudges move with a changed zone or hour in one turn; more have no pending nudge worth moving."""


@dataclass(slots=True)
class Sitting:
    """Records are written at once, so that what follows in the same turn sees them; letters wait for the end."""

    ledger: Ledger
    owner: OwnerId
    now: datetime
    settings: Settings
    letters: list[Letter] = field(default_factory=list)

    def do(self, *effects: Effect) -> None:
        """Take these effects into the turn."""
        for effect in effects:
            match effect:
                case Say() | Revise() | Strip() | Toast() | React():
                    self.letters.append(effect)
                case Keep() | Withdraw() | KeepDialogue() | Change() | PlanNudges() | Mark() | NoteBundle():
                    self._record(effect)
                case _:
                    assert_never(effect)

    def say(self, screen: Screen) -> None:
        """Send a message."""
        self.letters.append(Say(screen))

    def _record(self, record: Record) -> None:
        self.ledger.record((record,), self.now, lend_until=None)
        match record:
            case Keep(fact=Event() | Person() as subject):
                self.replan(subject)
            case Withdraw(fact=Event() | Person() as subject):
                self.ledger.record((PlanNudges(subject.key, ()),), self.now, lend_until=None)
            case Change(settings=settings):
                before, self.settings = self.settings, settings
                if _timing(before) != _timing(settings):
                    self._replan_all()
            case _:
                pass

    def replan(self, subject: Event | Person) -> None:
        """Plan the nudges of this subject anew from its facts."""
        plan = planned(subject, self.settings, self.now, self.ledger.nudges_of(subject.key))
        self.ledger.record((plan,), self.now, lend_until=None)

    def _replan_all(self) -> None:
        """A changed zone or hour moves all that is pending."""
        pending = self.ledger.pending_nudges(limit=MOST_REPLANNED)
        for key in dict.fromkeys(nudge.subject for nudge in pending):
            subject = self.ledger.event(key) or self.ledger.person(key)
            if subject is not None:
                self.replan(subject)


def _timing(settings: Settings) -> tuple[object, ...]:
    return (settings.zone, settings.nudge_hour, settings.quiet_from, settings.quiet_until)
