"""Drafts for any chat: what inline mode offers for the people whom a query finds. Only their owner sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from conversations.draft_wordings import Tone
from conversations.prose import short
from conversations.screens.draft import OCCASIONS, TONES
from conversations.screens.phrases import called
from conversations.writing import Around, occasions, usual, words

MOST_PEOPLE: Final = 5
MOST_OFFERED: Final = 30
LONGEST_DESCRIPTION: Final = 120


@dataclass(frozen=True, slots=True)
class Article:
    """One message on offer. `key` is unique among those offered at once, at most 64 bytes."""

    key: str
    title: str
    description: str
    text: str


def articles(people: Sequence[Around]) -> tuple[Article, ...]:
    """What there is to send: of one person every occasion in every tone, of several the usual of each."""
    offered = _all(people[0]) if len(people) == 1 else _usual(people)
    return tuple(offered)[:MOST_OFFERED]


def _all(around: Around) -> Iterator[Article]:
    for tone in Tone:
        for occasion in occasions(around):
            text = words(around, occasion, tone)
            title = f"{called(around.person)} · {OCCASIONS[occasion]} · {TONES[tone].lower()}"
            yield Article(f"{around.person.key}.{occasion.value}.{tone.value}", title, _gist(text), text)


def _usual(people: Sequence[Around]) -> Iterator[Article]:
    for around in people[:MOST_PEOPLE]:
        occasion = usual(around)
        where = f" · {short(around.event.title, 30)}" if around.event else ""
        for tone in (Tone.WARM, Tone.BRIEF):
            text = words(around, occasion, tone)
            title = f"{called(around.person)}{where} · {TONES[tone].lower()}"
            yield Article(f"{around.person.key}.{occasion.value}.{tone.value}", title, _gist(text), text)


def _gist(text: str) -> str:
    """The message without its greeting, on one line."""
    _, _, body = text.partition("\n\n")
    return short(body or text, LONGEST_DESCRIPTION)
