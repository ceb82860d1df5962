"""A message to somebody, ready to be copied or opened in their chat. The words are drafts.py's; we send nothing."""

from collections.abc import Iterator
from typing import Final

from conversations.address import Begin, Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts, draft
from conversations.effects import Button, Copy, Link, Screen
from conversations.facts import Person
from conversations.prose import Html, joined, plain, prose
from conversations.screens.chat_link import chat_link
from conversations.screens.phrases import called, utf16_length
from conversations.scripts.catalogue import ScriptName

MOST_COPIED: Final = 256
"""UTF-16 units that one copy button holds."""

TONES: Final = {Tone.WARM: "Warm", Tone.BRIEF: "Brief", Tone.FORMAL: "Formal"}


def draft_page(person: Person, facts: Facts, tone: Tone, occasion: Occasion) -> Screen:
    """The draft in one tone, with the others a tap away; the same person always gets the same wording."""
    words = draft(occasion, tone, facts, person.key)
    link = chat_link(person.handle, words)
    parts = [
        prose("For <b>{name}</b>, in your name:", name=called(person)),
        prose("<blockquote>{words}</blockquote>", words=words),
        _hint(person, link),
    ]
    tones = tuple(
        Button(f"✓ {label}" if one is tone else label, Open(Page.DRAFT, person.key, part=one.value))
        for one, label in TONES.items()
    )
    opened = ((Link("Open the chat", link),),) if link else ()
    sent = Button("I sent it", Begin(ScriptName.CHECK_IN, person.key))
    back = Button(f"‹ {called(person)[:30]}", Open(Page.PERSON, person.key))
    return Screen(joined(parts, "\n\n"), (*opened, _copies(words), tones, (sent, back)))


def _hint(person: Person, link: str | None) -> Html:
    if link:
        return plain("Change what does not sound like you, then send it yourself.")
    text = "I do not know {name}’s name on Telegram. Copy the text and paste it where you two write."
    return prose(text, name=called(person))


def _copies(words: str) -> tuple[Copy, ...]:
    parts = tuple(copied_parts(words))
    if len(parts) == 1:
        return (Copy("Copy", words),)
    return tuple(Copy(f"Copy {number}/{len(parts)}", part) for number, part in enumerate(parts, 1))


def copied_parts(words: str) -> Iterator[str]:
    """The words in as many parts as copy buttons need, cut after a blank where there is one. Joined they are whole."""
    rest = words
    while utf16_length(rest) > MOST_COPIED:
        end = _most_that_fits(rest)
        blank = max(rest.rfind(" ", 0, end), rest.rfind("\n", 0, end)) + 1
        yield rest[: blank or end]
        rest = rest[blank or end :]
    yield rest


def _most_that_fits(words: str) -> int:
    """How many characters from the start fit one copy button."""
    end = MOST_COPIED
    while utf16_length(words[:end]) > MOST_COPIED:
        end -= 1
    return end
