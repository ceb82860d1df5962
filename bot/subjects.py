"""What a nudge is about, by its name in a sentence. It looks things up and decides nothing."""

from conversations.facts import Introduction, Key, Person
from conversations.prose import short
from storage.ledger import Ledger

LONGEST = 56
"""Characters of a thing's own words, so that the quotation closes."""


def name_of(ledger: Ledger, key: Key) -> str | None:
    """The event, person, promise, introduction or takeaway with this key, as one says it; None when it is gone."""
    if event := ledger.event(key):
        return _quoted(event.title)
    if person := ledger.person(key):
        return person.name
    if promise := ledger.promise(key):
        return _quoted(promise.words)
    if introduction := ledger.introduction(key):
        return _pair(introduction, ledger.person(introduction.person))
    takeaway = ledger.takeaway(key)
    return _quoted(takeaway.words) if takeaway else None


def _quoted(words: str) -> str:
    return f"“{short(words, LONGEST)}”"


def _pair(introduction: Introduction, person: Person | None) -> str:
    if introduction.to_me:
        return f"your introduction to {introduction.other}"
    return f"{person.name if person else 'somebody'} and {introduction.other}"
