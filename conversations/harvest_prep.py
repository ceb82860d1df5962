"""What the answers of a prep mean: if-then plans, and what one can offer. It is a part of harvest.py."""

from collections.abc import Iterator
from typing import Final

from conversations.answers import Answers, Chosen, Ticked, Words
from conversations.dialogue import Dialogue
from conversations.facts import Key, Offer, Plan
from conversations.known import Known
from conversations.prose import short
from conversations.typed import words_at

CUES: Final = {
    "alone": "I stand alone",
    "start": "I do not know how to start",
    "known": "I stay with the people I know",
    "phone": "I hide behind my phone",
    "tired": "I get tired",
}
"""The obstacles of prep as the first half of an if-then plan."""


def prepared(dialogue: Dialogue, known: Known) -> Iterator[Plan | Offer]:
    """What the person means to do there, and what is new among the things they can offer."""
    yield from _plans(dialogue)
    yield from _offers(dialogue, known)


def _plans(dialogue: Dialogue) -> Iterator[Plan]:
    """At most three: the person's own for the obstacle, and two that follow from what they want to ask and give."""
    event, answers = dialogue.subject, dialogue.answers
    if event is None:
        return
    action = answers.get("plan")
    if isinstance(action, Words | Chosen):
        then = action.text if isinstance(action, Words) else action.label[:1].lower() + action.label[1:]
        yield _plan(dialogue, event, "1", (_cue(answers), then))
    if advice := words_at(answers, "advice"):
        yield _plan(dialogue, event, "2", ("somebody is a few steps ahead of me", f"ask: “{short(advice, 100)}”"))
    offers = answers.get("offers")
    if isinstance(offers, Ticked) and offers.complete and offers.lines():
        yield _plan(dialogue, event, "3", ("somebody needs it", f"offer this: {short(offers.lines()[0], 100)}"))


def _plan(dialogue: Dialogue, event: Key, number: str, words: tuple[str, str]) -> Plan:
    return Plan(Key(f"{dialogue.key}.{number}"), event, *words)


def _cue(answers: Answers) -> str:
    obstacle = answers.get("obstacle")
    if isinstance(obstacle, Chosen):
        return CUES.get(obstacle.option, obstacle.label)
    return f"this comes up: {short(words_at(answers, 'obstacle') or 'the hard part', 100)}"


def _offers(dialogue: Dialogue, known: Known) -> Iterator[Offer]:
    """New ones only; those offered before are kept already."""
    offers = dialogue.answers.get("offers")
    have = {offer.words for offer in known.offers if not offer.key.startswith(f"{dialogue.key}.")}
    for number, words in enumerate(offers.own if isinstance(offers, Ticked) else ()):
        if words not in have:
            yield Offer(Key(f"{dialogue.key}.o{number}"), words)
