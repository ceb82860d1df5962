"""What hangs on a person or an event that goes: it goes along, stays without it, or is given to another one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from bot.sitting import Sitting
from conversations.answers import Names
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Keep, KeepDialogue, Mark, Named, Nudge, NudgeState, Withdraw
from conversations.facts import (
    Apart,
    Capture,
    Contact,
    Event,
    Fact,
    Introduction,
    Key,
    Note,
    NoteKind,
    Person,
    Promise,
    apart_key,
)
from conversations.nudge_times import today
from conversations.nudging import SNOOZED
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime
from conversations.twins import merged, surplus


def withdraw(sitting: Sitting, person: Person) -> None:
    """The person goes, and all that hangs on them: notes, promises, introductions, contacts, what waits to be said."""
    end_dialogues_about(sitting, person.key)
    _empty_debriefs(sitting, person)
    sitting.do(*(Withdraw(fact) for fact in sitting.ledger.all_about(person.key)))
    for takeaway in sitting.ledger.takeaways():
        if takeaway.person == person.key:
            sitting.do(Keep(replace(takeaway, person=None)))
    sitting.do(Withdraw(person))


def cancel(sitting: Sitting, event: Event) -> None:
    """The event and what was planned for it go. Whom one met there stays, as somebody met elsewhere; so does advice."""
    day = today(sitting.settings, sitting.now)
    for person in sitting.ledger.people_of(event.key):  # no debrief will ask about those jotted down
        sitting.do(Keep(replace(person, event=None, draft=False, debriefed_on=person.debriefed_on or day)))
    sitting.do(*(Keep(replace(takeaway, event=None)) for takeaway in sitting.ledger.takeaways(event.key)))
    sitting.do(*(Withdraw(plan) for plan in sitting.ledger.plans(event.key)), Withdraw(event))


def merge(sitting: Sitting, kept: Person, gone: Person) -> None:
    """Two people are one: all that hangs on `gone` hangs on `kept` from now on, and no word of either is lost."""
    named = [nudge for each in (kept, gone) for nudge in sitting.ledger.nudges_of(each.key) if _was_named(nudge)]
    _name_in_debriefs(sitting, kept.key, gone.key)
    end_dialogues_about(sitting, gone.key)
    sitting.do(*(Keep(note) for note in _surplus(sitting, kept, gone)))
    sitting.do(*(Keep(contact) for contact in _met_again(sitting, kept, gone)))
    for fact in sitting.ledger.all_about(gone.key):
        moved = _moved(fact, kept.key, gone.key)
        if moved is None or moved.key != fact.key:
            sitting.do(Withdraw(fact))
        if moved is not None:
            sitting.do(Keep(moved))
    for takeaway in sitting.ledger.takeaways():
        if takeaway.person == gone.key:
            sitting.do(Keep(replace(takeaway, person=kept.key)))
    contacts = [contact.at for contact in sitting.ledger.contacts(kept.key)]
    one = merged(kept, gone)
    last = max((*contacts, *((one.last_contact,) if one.last_contact else ())), default=None)
    sitting.do(Withdraw(gone), Keep(replace(one, last_contact=last)))
    sitting.do(*(Mark(replace(nudge, subject=kept.key)) for nudge in named))  # a contact that moved had settled them


def _was_named(nudge: Nudge) -> bool:
    return nudge.state is NudgeState.PENDING and (nudge.named is not Named.NOTHING or SNOOZED in nudge.key)


def _surplus(sitting: Sitting, kept: Person, gone: Person) -> Iterator[Note]:
    for words in surplus(kept, gone):
        key = Key(f"{sitting.ledger.next_key('n')}.n0")
        yield Note(key, kept.key, NoteKind.REMARK, words, today(sitting.settings, sitting.now))


def _met_again(sitting: Sitting, kept: Person, gone: Person) -> Iterator[Contact]:
    """The later meeting of the two was a contact with somebody known already."""
    later = max((kept, gone), key=lambda person: person.met_on)
    if kept.met_on == gone.met_on:
        return
    event = sitting.ledger.event(later.event) if later.event else None
    noon = WallTime(datetime.combine(later.met_on, time(12)), sitting.settings.zone)
    at = min(event.start.utc() if event else noon.utc(), sitting.now)
    words = f"You met again at {event.title}" if event else "You met again"
    yield Contact(sitting.ledger.next_key("k"), kept.key, at, words)


def _name_in_debriefs(sitting: Sitting, kept: Key, gone: Key) -> None:
    """A debrief that goes on asks about the one who stays."""
    for dialogue in (sitting.ledger.open_dialogue(), *sitting.ledger.parked_dialogues()):
        names = dialogue.answers.get("people") if dialogue else None
        if dialogue is None or not isinstance(names, Names):
            continue
        people = tuple(
            replace(met, key=kept) if (met.key or f"{dialogue.key}.{number}") == gone else met
            for number, met in enumerate(names.people)
        )
        if people != names.people:
            sitting.do(KeepDialogue(replace(dialogue, answers={**dialogue.answers, "people": Names(people)})))


def _moved(fact: Fact, kept: Key, gone: Key) -> Fact | None:
    """The fact as one about `kept`; None when it was about the two, who are one now."""

    def turned(key: Key | None) -> Key | None:
        return kept if key == gone else key

    match fact:
        case Capture():
            return replace(fact, person=kept, made=False)
        case Note() | Contact() | Promise():
            return replace(fact, person=kept)
        case Introduction(person=person, other_key=other):
            one = turned(person) or kept
            return None if one == turned(other) else replace(fact, person=one, other_key=turned(other))
        case Apart(kind=kind, one=one, other=other):
            pair = turned(one) or kept, turned(other) or kept
            return None if pair[0] == pair[1] else Apart(apart_key(kind, *pair), kind, *pair)
        case _:
            return fact


def end_dialogues_about(sitting: Sitting, key: Key) -> None:
    """A conversation about somebody who is gone is neither asked nor offered any more, and its answers go with them."""
    ledger = sitting.ledger
    notes, nudges = ledger.notes(key), ledger.nudges_of(key)
    for dialogue in ledger.dialogues_about((key, *(note.key for note in notes), *(nudge.key for nudge in nudges))):
        sitting.do(KeepDialogue(_emptied(dialogue)))


def _empty_debriefs(sitting: Sitting, person: Person) -> None:
    """What was told where they were met is kept as facts; the answers that these came from would still name them."""
    for dialogue in sitting.ledger.dialogues_about((person.event,) if person.event else ()):
        if dialogue.script == ScriptName.AFTER_EVENT and dialogue.state is DialogueState.ENDED:
            sitting.do(KeepDialogue(_emptied(dialogue)))


def _emptied(dialogue: Dialogue) -> Dialogue:
    return replace(dialogue, state=DialogueState.ENDED, question=None, answers={}, set_aside={})
