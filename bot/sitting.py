"""One turn being taken: what the coach has in hand while it hears one signal. It lives inside one transaction."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from conversations.dialogue import DialogueState
from conversations.effects import (
    Change,
    Effect,
    HandOver,
    Keep,
    KeepDialogue,
    Letter,
    Mark,
    NoteBundle,
    PlanNudges,
    Play,
    React,
    Record,
    Revise,
    Say,
    Screen,
    Strip,
    TakeIn,
    Toast,
    Withdraw,
)
from conversations.facts import (
    Contact,
    Event,
    Introduction,
    Key,
    Mention,
    OwnerId,
    Person,
    Promise,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.nudge_table import PASSING_ON, Subject, unit
from conversations.nudging import OF_EVENTS, planned, rehung
from storage.ledger import Ledger

MOST_EVENTS = 500
"""Events to come that are planned anew when zone or hours change."""


@dataclass(slots=True)
class Sitting:
    """Records are written at once, so that what follows in the same turn sees them; letters wait for the end."""

    ledger: Ledger
    owner: OwnerId
    now: datetime
    settings: Settings
    letters: list[Letter] = field(default_factory=list)
    due: tuple[datetime, ...] = ()
    """When what is decided in this sitting was due (UTC)."""

    def do(self, *effects: Effect) -> None:
        """Take these effects into the turn."""
        for effect in effects:
            match effect:
                case Say() | Play() | Revise() | Strip() | Toast() | React() | HandOver() | TakeIn():
                    self.letters.append(effect)
                case Keep() | Withdraw() | KeepDialogue() | Change() | PlanNudges() | Mark() | NoteBundle():
                    self._record(effect)
                case _:
                    assert_never(effect)

    def say(self, screen: Screen) -> None:
        """Send a message."""
        self.letters.append(Say(screen))

    def answered(self, key: Key) -> None:
        """Something was brought up, and this is the answer: it does not come again by itself. `key` as in a Mention."""
        mention = self.ledger.mention(key)
        if mention is not None:
            self.do(Withdraw(mention))

    def _record(self, record: Record) -> None:
        is_news = self._is_news(record)
        if isinstance(record, Withdraw) and not isinstance(record.fact, Mention):  # its key is that of the person
            self._end_dialogues_about(record.fact.key)
        self.ledger.record((record,), self.now, lend_until=None)
        if is_news:
            self.answered(PASSING_ON)
        match record:
            case Keep(fact=Event() | Person() | Promise() | Introduction() | Takeaway() as subject):
                self.replan(subject)
            case Withdraw(fact=Event() | Person() | Promise() | Introduction() | Takeaway() as subject):
                self._plan(PlanNudges(subject.key, ()))
            case Keep(fact=Contact(person=person)):
                self._plan(PlanNudges(person, ()))  # all that was pending about them is settled; the rhythm starts anew
                self.answered(person)
            case Keep(fact=Mention(key=key)) | Withdraw(fact=Mention(key=key)):
                self._replan_unit(key)
            case Change(settings=settings):
                before, self.settings = self.settings, settings
                if _timing(before) != _timing(settings):
                    self.replan_all()
            case _:
                pass

    def _is_news(self, record: Record) -> bool:
        """Whether something new is to be passed on: whoever tells of it wants to hear of it, whatever had no answer."""
        match record:
            case Keep(fact=Takeaway(kind=TakeawayKind.FORWARD, key=key)):
                return self.ledger.takeaway(key) is None
            case _:
                return False

    def _end_dialogues_about(self, key: Key) -> None:
        """A conversation about what is gone, or about a nudge of it, is neither asked nor offered any more."""
        nudges = (nudge.key for nudge in self.ledger.nudges_of(key))
        for dialogue in self.ledger.dialogues_about((key, *nudges)):
            if dialogue.state is not DialogueState.ENDED:
                self.do(KeepDialogue(replace(dialogue, state=DialogueState.ENDED, question=None)))

    def replan(self, subject: Subject) -> None:
        """Plan the nudges of this subject anew from its facts."""
        existing = self.ledger.nudges_of(subject.key)
        self._plan(planned(subject, self.settings, self.now, existing, self.ledger.mention(unit(subject))))

    def _plan(self, plan: PlanNudges) -> None:
        self.ledger.record((plan,), self.now, lend_until=None)

    def _replan_unit(self, key: Key) -> None:
        """What was brought up, or answered, is planned anew: when it comes again hangs on that."""
        if key == PASSING_ON:
            subjects = tuple(each for each in self.ledger.takeaways() if each.kind is TakeawayKind.FORWARD)
            for subject in subjects:
                self.replan(subject)
            return
        found = self.ledger.person(key) or self.ledger.promise(key) or self.ledger.takeaway(key)
        if found is not None:
            self.replan(found)
        for introduction in self.ledger.introductions(person=key):
            self.replan(introduction)

    def replan_all(self) -> None:
        """Changed hours, days or zone move all that is pending, at once."""
        pending = self.ledger.pending_nudges(limit=None)
        moved = (rehung(nudge, self.settings, self.now) for nudge in pending if nudge.kind not in OF_EVENTS)
        self.ledger.record(tuple(Mark(nudge) for nudge in moved), self.now, lend_until=None)
        for event in self.ledger.upcoming_events(self.now, MOST_EVENTS):
            self.replan(event)
        for key in {nudge.subject for nudge in pending if nudge.kind in OF_EVENTS}:
            past = self.ledger.event(key)
            if past is not None and past.end.utc() <= self.now:
                self.replan(past)


def _timing(settings: Settings) -> tuple[object, ...]:
    return (
        settings.zone,
        settings.nudge_hour,
        settings.quiet_from,
        settings.quiet_until,
        settings.days,
        settings.weekly,
        settings.paused_until,
    )
