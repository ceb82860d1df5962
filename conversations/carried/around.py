"""What the files of an export say besides the entries themselves: whom and what these are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations.facts import Event, Key, Note, NoteKind, Person


@dataclass(frozen=True, slots=True)
class Around:
    """The people and events that some entries speak of, and what was noted of those people."""

    people: Mapping[Key, Person] = field(default_factory=dict)
    events: Mapping[Key, Event] = field(default_factory=dict)
    notes: Mapping[Key, tuple[Note, ...]] = field(default_factory=dict)

    def name(self, key: Key | None) -> str:
        """The name of somebody; nothing when they are not known any more."""
        person = self.people.get(key) if key else None
        return person.name if person else ""

    def title(self, key: Key | None) -> str:
        """The title of an event; nothing when it is gone."""
        event = self.events.get(key) if key else None
        return event.title if event else ""

    def noted(self, person: Key, kind: NoteKind) -> tuple[str, ...]:
        """What was noted of this kind about somebody."""
        return tuple(note.words for note in self.notes.get(person, ()) if note.kind is kind)
