"""What a message about people is about: an entry of the bundle with the facts around it. Loaded, never asked."""

from dataclasses import dataclass

from conversations.bundling import Entry
from conversations.effects import Named, Nudge, NudgeKind
from conversations.facts import Contact, Event, Introduction, Key, Mention, Note, Person, Promise, Takeaway, first_name
from conversations.prose import short
from conversations.rhythm import ASKING, SILENT

Thing = Person | Promise | Introduction | Takeaway

LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class About:
    """One entry: `thing` is what its leading nudge is about, the rest is what is known around that."""

    entry: Entry
    thing: Thing
    person: Person | None = None
    event: Event | None = None
    promises: tuple[Promise, ...] = ()  # open ones with this person, both ways
    notes: tuple[Note, ...] = ()  # about this person
    contact: Contact | None = None  # the last one of which a line was kept
    mention: Mention | None = None  # the one before this, if it had no answer
    adviser: Person | None = None  # who gave the advice
    helped_by: tuple[str, ...] = ()  # who helped lately, for paying it forward

    @property
    def key(self) -> Key:
        """Names whom or what this entry is about."""
        return self.entry.key

    @property
    def called(self) -> str:
        """What one calls the person; empty when it is about nobody."""
        return short(first_name(self.person), LONGEST_NAME) if self.person else ""

    @property
    def nudge(self) -> Nudge:
        """The nudge that says why it comes."""
        return self.entry.lead

    @property
    def kind(self) -> NudgeKind:
        """What is said: a thing that comes again is told as what it is."""
        if self.nudge.kind is not NudgeKind.AGAIN:
            return self.nudge.kind
        match self.thing:
            case Promise():
                return NudgeKind.PROMISE
            case Takeaway():
                return NudgeKind.ADVICE
            case _:
                return NudgeKind.AGAIN

    @property
    def asks(self) -> bool:
        """Whether this mention asks to keep it, come less often, or stop. A promise on its day is told even so."""
        is_urgent = self.nudge.kind is NudgeKind.PROMISE or self.nudge.named is not Named.NOTHING
        return self.mention is not None and self.mention.misses == ASKING and not is_urgent

    @property
    def misses(self) -> int:
        """How many mentions have had no answer once this one is sent; the question itself is the last that counts."""
        before = self.mention.misses if self.mention else 0
        return SILENT if self.asks or before == SILENT else min(before + 1, ASKING)
