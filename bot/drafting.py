"""Words to send: loads what there is to write about."""

from bot.sitting import Sitting
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts, draft
from conversations.effects import Screen
from conversations.facts import IntroductionState, NoteKind, Person, TakeawayKind, first_name
from conversations.introducing import next_state, whom
from conversations.noting import offering
from conversations.nudge_times import today
from conversations.screens.chat_link import chat_link
from conversations.screens.draft import chosen, copies, draft_page
from conversations.screens.introductions import IntroductionRow, Words
from conversations.screens.phrases import called
from conversations.writing import Around, occasions, reason_for, usual

BETWEEN = {
    IntroductionState.ASKED_A: Occasion.INTRODUCTION_OFFERED,
    IntroductionState.ASKED_B: Occasion.INTRODUCTION_OFFERED,
    IntroductionState.AGREED: Occasion.INTRODUCTION_OFFERED,
    IntroductionState.INTRODUCED: Occasion.INTRODUCTION_MADE,
}
"""What one writes on the way to the next station of an introduction of one's own."""

TO_ME = {
    IntroductionState.ASKED_A: Occasion.INTRODUCTION_ASKED,
    IntroductionState.INTRODUCED: Occasion.INTRODUCTION_ASKED,
    IntroductionState.THANKED: Occasion.INTRODUCTION_THANKS,
}
ASKING_THE_OTHER = (IntroductionState.ASKED_B, IntroductionState.AGREED)
"""Before these it is the other one who is asked, or asked once more."""

REASONS = (NoteKind.NEED, NoteKind.OFFER, NoteKind.INTEREST, NoteKind.WORK)


def around(sitting: Sitting, person: Person) -> Around:
    """A person and what is open between them and the owner."""
    ledger = sitting.ledger
    theirs = (each for each in ledger.takeaways() if each.person == person.key and not each.settled)
    return Around(
        person,
        sitting.settings,
        today(sitting.settings, sitting.now),
        ledger.event(person.event) if person.event else None,
        ledger.promises(person=person.key),
        ledger.introductions(person=person.key),
        tuple(each for each in theirs if each.kind is TakeawayKind.ADVICE),
        ledger.notes(person.key),
    )


def draft_screen(sitting: Sitting, person: Person, part: str) -> Screen:
    """The draft that the address asks for; what there is no reason for any more gives way to the usual."""
    tone, occasion = chosen(part)
    known = around(sitting, person)
    if occasion not in occasions(known):
        occasion = usual(known)
    return draft_page(known, tone, occasion)


def words_for(sitting: Sitting, row: IntroductionRow, tone: Tone) -> Words | None:
    """Words to forward for the next step of an introduction; None when there is nobody to write to."""
    introduction, station = row.introduction, next_state(row.introduction)
    occasion = (TO_ME if introduction.to_me else BETWEEN).get(station) if station else None
    if occasion is None or row.person is None:
        return None
    reader, name, about = _reader(row)
    facts = Facts(
        name,
        promise=f"introduce me to {introduction.other}" if introduction.to_me else None,
        sender_name=sitting.settings.first_name or None,
        other=about.name if about else introduction.other,
        why=_why(sitting, row, about) if about and not introduction.to_me else None,
    )
    text = draft(occasion, tone, facts, introduction.key)
    link = chat_link(reader.handle if reader else None, text)
    to = "both" if occasion is Occasion.INTRODUCTION_MADE else called(reader) if reader else name
    return Words(text, to, tone, link, copies(text))


def _reader(row: IntroductionRow) -> tuple[Person | None, str, Person | None]:
    """Who reads the next message, what they are called, and whom it is about as far as the owner knows them."""
    if next_state(row.introduction) in ASKING_THE_OTHER and not row.introduction.to_me:
        return row.other, first_name(row.other) if row.other else whom(row.introduction), row.person
    return row.person, first_name(row.person) if row.person else "", row.other


def _why(sitting: Sitting, row: IntroductionRow, person: Person) -> str | None:
    """A reason to meet somebody: what one needs and the other has, else what they need, offer or like."""
    if row.person and row.other:
        notes = (*sitting.ledger.notes(row.person.key), *sitting.ledger.notes(row.other.key))
        if reason := reason_for(row.person, row.other, notes):
            return reason
    notes = sitting.ledger.notes(person.key)
    ranked = sorted((note for note in notes if note.kind in REASONS), key=lambda note: REASONS.index(note.kind))
    if not ranked:
        return None
    first = ranked[0]
    if first.kind is NoteKind.OFFER:
        return f"{first_name(person)} {offering(first.words)}"
    verbs = {NoteKind.NEED: "needs", NoteKind.INTEREST: "likes"}
    return f"{first_name(person)} {verbs[first.kind]} {first.words}" if first.kind in verbs else first.words
