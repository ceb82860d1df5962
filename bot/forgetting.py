"""Forgetting somebody, whether a command or their page asks for it: who is meant, what goes along, and the deed."""

from collections.abc import Iterator
from typing import assert_never

from bot.erasing import withdraw
from bot.sitting import Sitting
from conversations.address import Open, Page, Resume
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import KeepDialogue, NudgeState, Screen, Withdraw
from conversations.facts import (
    Capture,
    Contact,
    Event,
    Introduction,
    Key,
    Note,
    Offer,
    Person,
    Plan,
    Promise,
    Takeaway,
    TakeawayKind,
)
from conversations.forgetting import Naming, Whom, cleared, names_of, texts_in, without, words_of
from conversations.recall import By, asked
from conversations.screens import erasing as screens
from conversations.screens.erasing import Goes, NamedRow
from conversations.screens.people import PersonRow
from conversations.screens.phrases import called, titled
from conversations.scripts.catalogue import script_named

MOST_FOUND = 100


def asked_for(sitting: Sitting, name: str) -> Screen:
    """Whom to forget, by a name or whatever else finds them: the question, or which of several, or that it is none."""
    if not name.strip():
        return screens.whom()
    hits = sitting.ledger.recall(asked(name), MOST_FOUND)
    called_so = [hit for hit in hits if hit.by is By.NAME] or hits
    first = [each for hit in called_so[: screens.MOST_CHOICES] if (each := sitting.ledger.person(hit.person))]
    if not first:
        return screens.nobody_called(name)
    if len(called_so) == 1:
        return question(sitting, first[0])
    rows = [PersonRow(each, sitting.ledger.event(each.event) if each.event else None) for each in first]
    return screens.whom_page(rows, len(called_so))


def question(sitting: Sitting, person: Person) -> Screen:
    """Whether they are to be forgotten, and what that means."""
    whom = _whom(sitting, person)
    return screens.forget_page(person, _goes(sitting, person, whom))


def named(sitting: Sitting, person: Person, at: int) -> Screen:
    """Where else their name stands."""
    rows = tuple(_namings(sitting, _whom(sitting, person)))
    return screens.named_page(person, rows, min(at, max(0, len(rows) - 1)))


def forget(sitting: Sitting, person: Person) -> Screen:
    """They go, with all that hangs on them and all that was about to be said of them; the receipt."""
    ledger, whom = sitting.ledger, _whom(sitting, person)
    goes = _goes(sitting, person, whom)
    for dialogue in ledger.dialogues_telling(whom):
        sitting.do(KeepDialogue(without(dialogue, whom)))
    for capture in _told_together(sitting, person, whom).values():
        sitting.do(Withdraw(capture))  # what was read out of it stays; only the message it came in goes
    withdraw(sitting, person)
    ledger.clear_away(lambda letter: cleared(letter, whom))
    return screens.forgotten(goes)


def _whom(sitting: Sitting, person: Person) -> Whom:
    ledger = sitting.ledger
    keys = {person.key, *(fact.key for fact in ledger.all_about(person.key))}
    nudges = (nudge.key for key in tuple(keys) for nudge in ledger.nudges_of(key))
    return Whom(person.key, frozenset((*keys, *nudges)), names_of(person))


def _goes(sitting: Sitting, person: Person, whom: Whom) -> Goes:
    ledger, about = sitting.ledger, sitting.ledger.all_about(person.key)
    notes = [fact for fact in about if isinstance(fact, Note)]
    nudges = (nudge for key in (person.key, *(fact.key for fact in about)) for nudge in ledger.nudges_of(key))
    return Goes(
        notes=sum(note.file is None for note in notes),
        files=sum(note.file is not None for note in notes),
        promises=sum(isinstance(fact, Promise) for fact in about),
        introductions=sum(isinstance(fact, Introduction) for fact in about),
        contacts=sum(isinstance(fact, Contact) for fact in about),
        nudges=sum(nudge.state is NudgeState.PENDING for nudge in nudges),
        conversations=sum(without(each, whom) != each for each in ledger.dialogues_telling(whom)),
        advice=sum(takeaway.person == person.key for takeaway in ledger.takeaways()),
        named=sum(1 for _ in _namings(sitting, whom)),
    )


def _told_together(sitting: Sitting, person: Person, whom: Whom) -> dict[Key, Capture]:
    """Messages that told of them and of others at once, or of others by way of them."""
    ledger = sitting.ledger
    messages = {capture.message for capture in ledger.captures_of(person.key) if capture.message is not None}
    told = (*(each for message in messages for each in ledger.captures_in(message)), *ledger.captures_naming(whom))
    return {capture.key: capture for capture in told if capture.person != person.key}


def _namings(sitting: Sitting, whom: Whom) -> Iterator[NamedRow]:
    """Where they may be named in words about somebody or something else."""
    for fact in sitting.ledger.facts_naming(whom):
        where, to = _place_of(sitting, fact)
        words = next(words for words in words_of(fact) if words and whom.is_named_in(words))
        yield NamedRow(where, words, to)
    for dialogue in sitting.ledger.dialogues_telling(whom):
        left = without(dialogue, whom)
        for words in texts_in((*left.answers.values(), *left.set_aside.values())):
            if whom.is_named_in(words):
                yield NamedRow(*_conversation(sitting, dialogue, words))


def _place_of(sitting: Sitting, fact: Naming) -> tuple[str, Open | None]:
    ledger = sitting.ledger
    match fact:
        case Person():
            return called(fact), Open(Page.PERSON, fact.key)
        case Note() | Contact() | Promise():
            person = ledger.person(fact.person) if fact.person else None
            return (called(person), Open(Page.PERSON, person.key)) if person else ("A promise", Open(Page.PROMISES))
        case Introduction():
            return "An introduction", Open(Page.INTRO, fact.key)
        case Event():
            return titled(fact), Open(Page.EVENT, fact.key)
        case Plan() | Takeaway():
            event = ledger.event(fact.event) if fact.event else None
            what = "Your plan" if isinstance(fact, Plan) else _TAKEAWAYS[fact.kind]
            return (f"{what}, {titled(event)}", Open(Page.EVENT, event.key)) if event else (what, None)
        case Offer():
            return "What you can offer", None
        case _:
            assert_never(fact)


def _conversation(sitting: Sitting, dialogue: Dialogue, words: str) -> tuple[str, str, Open | Resume | None]:
    """An answer in a conversation that is not over, or in a prep, of which the card is made."""
    event = sitting.ledger.event(dialogue.subject) if dialogue.subject else None
    where = ", ".join((script_named(dialogue.script).title, *((titled(event),) if event else ())))
    if dialogue.state is not DialogueState.ENDED:
        return where, words, Resume(dialogue.key)
    return where, words, Open(Page.CARD, event.key) if event else None


_TAKEAWAYS = {TakeawayKind.ADVICE: "Advice", TakeawayKind.FORWARD: "To pass on"}
